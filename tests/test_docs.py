"""What the documentation says is so: its commands are run, its tables are held to what they describe."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest
from rdflib import Graph

from graph.model import Certainty, ConceptType, Pattern, Polarity, Predicate
from graph.store import Solutions
from graph.tables import data
from graph.vocabulary import load_vocabulary
from myograph.cli import COMMANDS, cli
from myograph.library import Library
from search.inquiry import ready
from web.app import create_app
from web.settings import SETTINGS

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *ROOT.glob("docs/*.md"))}
ALL = "\n".join(PAGES.values())
TABLES = tuple(path for path in ROOT.glob("data/**/*.tsv") if path.parent.name != "vocabulary")
# a block in another language would escape the tests below; tests/web/test_clients.py runs the JavaScript
LANGUAGES = frozenset(("console", "sparql", "turtle", "python", "javascript", ""))


def script() -> ModuleType:
    """`docs/renew.py`, which knows how to take a page apart."""
    spec = importlib.util.spec_from_file_location("renew", ROOT / "docs" / "renew.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["renew"] = module
    spec.loader.exec_module(module)
    return module


RENEW = script()
WITH_COMMANDS = sorted(name for name, page in PAGES.items() if RENEW.commands(page))


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block in a language, with the page it stands on."""
    found = [(name, body) for name, page in sorted(PAGES.items()) for body in fenced(page, language)]
    assert found, language
    return found


def fenced(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def as_cases(found: list[tuple[str, str]]) -> list[object]:
    return [pytest.param(body, id=f"{name} {number}") for number, (name, body) in enumerate(found, 1)]


@pytest.fixture
def folder(sample_home: Path, tmp_path: Path) -> Path:
    """A folder as a reader of the documentation has it: with a library of the samples."""
    made: Path = RENEW.workspace(tmp_path / "reader", sample_home)
    return made


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_commands_do_what_the_page_shows(name: str, folder: Path) -> None:
    for command in RENEW.commands(PAGES[name]):
        if RENEW.LEFT_ALONE.match(command.line):
            continue
        done = RENEW.run(command.line, folder)
        assert done.returncode == 0, f"{command.line}\n{done.stdout}\n{done.stderr}"
        if ">" not in command.line.split("'")[-1]:
            assert done.stdout.strip(), command.line
            assert command.shown, f"{command.line}: nothing is shown; run python docs/renew.py"
            assert likeness("\n".join(command.shown), done.stdout) > 0.4, f"{command.line}\n{done.stdout}"


def likeness(shown: str, printed: str) -> float:
    """The share of the shown words that are printed: numbers and quotations may change, the kind of output may not."""
    words, now = (set(re.findall(r"[a-z]{3,}", text.lower())) for text in (shown, printed))
    return len(words & now) / max(1, len(words))


def test_what_make_is_asked_for_exists() -> None:
    alone = [c.line for page in PAGES.values() for c in RENEW.commands(page) if RENEW.LEFT_ALONE.match(c.line)]
    targets = [line.split()[1] for line in alone if line.startswith("make ")]
    assert {"run", "test"} <= set(targets)
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    for target in targets:
        done = subprocess.run([make, "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_addresses_that_curl_asks_for_are_answered(sample_library: Library) -> None:
    client = create_app(sample_library).test_client()
    lines = [c.line for page in PAGES.values() for c in RENEW.commands(page) if c.line.startswith("curl ")]
    assert lines
    for line in lines:
        found = re.search(r'http://127\.0\.0\.1:\d+(/[^\s"]*)', line)
        assert found is not None, line
        query = re.search(r'"query=([^"]*)"', line)
        accept = re.search(r'"Accept: ([^"]*)"', line)
        headers = {"Accept": accept[1]} if accept else {}
        if query:
            answer = client.post(found[1], data={"query": query[1]}, headers=headers)
        else:
            answer = client.get(found[1], headers=headers, follow_redirects=True)
        assert answer.status_code == 200, line
        assert answer.data
        assert not accept or answer.mimetype == accept[1], line


@pytest.mark.parametrize("code", as_cases(blocks("python")))
def test_python_runs(code: str, folder: Path, server: str) -> None:
    code = code.replace("http://127.0.0.1:8000/sparql", f"{server}sparql")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("query", as_cases(blocks("sparql")))
def test_sparql_gives_rows(query: str, sample_library: Library) -> None:
    with sample_library.reading() as generation, ready(query, generation.holdings) as (text, scope):
        found = generation.store.query(text, scope)
    assert isinstance(found, Solutions)
    assert found.rows
    assert all(any(value for value in row) for row in found.rows)


@pytest.mark.parametrize("example", as_cases(blocks("turtle")))
def test_turtle_is_what_the_library_holds(example: str, sample_library: Library) -> None:
    graph = Graph().parse(data=example, format="turtle")
    with sample_library.reading() as generation:
        held = set(generation.store.nquads().decode().splitlines())
    known = {line.rpartition(" <")[0] for line in held}
    missing = [
        line for line in graph.serialize(format="nt").splitlines() if line and line.removesuffix(" .") not in known
    ]
    assert len(graph) > 30
    assert not missing, "run python docs/renew.py"


def test_blocks_are_in_a_language_that_is_tested() -> None:
    for name, page in PAGES.items():
        fences = re.findall(r"^```(.*)$", page, re.MULTILINE)
        assert len(fences) % 2 == 0, name
        assert set(fences[::2]) <= LANGUAGES, name


def test_generated_tables_are_up_to_date() -> None:
    stale = [f"{name}: {block}" for name, page in PAGES.items() for block in RENEW.stale_blocks(page)]
    assert not stale, "run python docs/renew.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown(command: str) -> None:
    assert re.search(rf"^### .*`{command}`", PAGES["README.md"], re.MULTILINE)
    assert re.search(rf"^\$ (.* )?myograph (--home \S+ )?{command}\b", PAGES["README.md"], re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_listed(command: str) -> None:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    parts = found.commands.values() if isinstance(found, click.Group) else [found]
    options = [option for part in parts for option in part.params if isinstance(option, click.Option)]
    assert all(f"`{option.opts[0]}`" in PAGES["settings.md"] for option in options)


def test_every_setting_is_listed() -> None:
    assert all(f"`{setting.variable}`" in PAGES["settings.md"] for setting in SETTINGS)


def test_every_address_is_listed(sample_library: Library) -> None:
    app = create_app(sample_library)
    addresses = {re.sub(r"<[^>]*>", "<", rule.rule) for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    listed = {re.sub(r"<[^>]*>", "<", code) for code in re.findall(r"`(/[^`]*)`", PAGES["web.md"])}
    assert addresses <= listed


@pytest.mark.parametrize("term", [f"myo:{predicate}" for predicate in Predicate] + [*Polarity, *Certainty])
def test_every_term_of_a_claim_is_explained(term: str) -> None:
    assert f"`{term}`" in PAGES["evidence-model.md"]


@pytest.mark.parametrize("kind", list(ConceptType))
def test_every_type_of_concepts_is_explained(kind: ConceptType) -> None:
    assert f"`{kind}`" in PAGES["vocabulary-and-rules.md"]


@pytest.mark.parametrize("pattern", [pattern for pattern in Pattern if pattern is not Pattern.OTHER])
def test_every_pattern_of_paths_is_explained(pattern: Pattern) -> None:
    assert pattern in PAGES["formulas.md"].lower()


@pytest.mark.parametrize("table", TABLES, ids=[path.name for path in TABLES])
def test_every_table_and_column_is_explained(table: Path) -> None:
    page = PAGES["vocabulary-and-rules.md"]
    assert f"{table.name}`" in page
    header = next(line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    explained = set(re.findall(r"`([^`]*)`", page))
    assert set(header.split("\t")) - {"note"} <= explained


FIGURES = (
    (r"more than ([\d,]+) concepts", lambda: len(load_vocabulary().concepts)),
    (r"over ([\d,]+) names", lambda: sum(1 + len(one.names) for one in load_vocabulary().concepts.values())),
    (r"([\d,]+) concepts with [\d,]+ names", lambda: len(load_vocabulary().concepts)),
    (r"Some (\d+) wordings, and their forms", lambda: sum(map(rows_of, ("verbs.tsv", "phrases.tsv", "studies.tsv")))),
)


def rows_of(table: str) -> int:
    lines = data("relations", table).read_text(encoding="utf-8").splitlines()
    return sum(bool(line.strip()) and not line.startswith("#") for line in lines) - 1


@pytest.mark.parametrize(("pattern", "count"), FIGURES, ids=[pattern for pattern, _ in FIGURES])
def test_figures_of_the_vocabulary_are_true(pattern: str, count: Callable[[], int]) -> None:
    pages = {**PAGES, "CHANGELOG.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")}
    said = [
        (name, int(found.replace(",", "")))
        for name, page in pages.items()
        if name != "vocabulary-and-rules.md"
        for found in re.findall(pattern, " ".join(page.split()))
    ]
    assert said
    true = count()
    assert [(name, number, true) for name, number in said if not 0.85 * true <= number <= 1.02 * true] == []


def test_the_row_to_add_could_be_added() -> None:
    label, names, broader = fenced(PAGES["vocabulary-and-rules.md"], "")[0].strip().split("\t")
    vocabulary = load_vocabulary()
    assert [name for name in (label, *names.split("|")) if vocabulary.find(name)] == []
    assert vocabulary.find(broader) is not None


def test_every_named_query_is_listed() -> None:
    names = [file.name for file in data("queries").iterdir() if file.name.endswith(".rq")]
    assert names
    assert all(f"`{name}`" in PAGES["vocabulary-and-rules.md"] for name in names)


def test_links_between_pages_lead_somewhere() -> None:
    for name, page in PAGES.items():
        place = ROOT if name == "README.md" else ROOT / "docs"
        for target in re.findall(r"\]\(([^)\s]+)\)", page):
            if "://" in target:
                continue
            path, _, heading = target.partition("#")
            assert (place / path).exists(), f"{name}: {target}"
            if heading:
                slugs = [slug(title) for title in re.findall(r"^#+ (.*)$", PAGES[Path(path).name], re.MULTILINE)]
                assert heading in slugs, f"{name}: {target}"


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def test_files_that_pages_name_exist() -> None:
    named = set(
        re.findall(r"`((?:graph|ingest|search|web|myograph|data|tests|docs)/[\w./-]+\.(?:py|tsv|ttl|md))`", ALL)
    )
    assert len(named) > 10
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_pictures_are_there_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert {"answer.png", "how-it-works.svg", "data-model.svg"} <= {picture.name for picture in pictures}
    assert all(picture.stat().st_size < 250_000 for picture in pictures)
    assert all(f"images/{picture.name}" in ALL for picture in pictures)


def test_changelog_begins_with_what_is_unreleased() -> None:
    titles = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert titles[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", title) for title in titles[1:])


def test_readme_says_what_it_must() -> None:
    page = PAGES["README.md"]
    for wanted in ("Not medical advice", "MIT", "CC0", "## Limits", "docs/images/answer.png"):
        assert wanted in page
