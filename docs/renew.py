"""Renew what the documentation takes from elsewhere: tables of settings, examples of rules, what commands print.

    python docs/renew.py            rewrites README.md and docs/*.md
    python docs/renew.py --check    rewrites nothing; names the blocks of tables that are out of date

A block between `<!-- renew: NAME -->` and `<!-- end -->` is made by the function that BLOCKS names. Below a command
in a `console` block stands what it printed on the sample articles, cut to as many lines as stood there before.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from flask import Flask
from rdflib import RDF, Graph
from rdflib.term import Node

from graph.ids import document_id
from graph.tables import data_folder, parse_table
from graph.terms import prefixes
from myograph.cli import COMMANDS, cli
from myograph.library import Library
from web.app import create_app
from web.settings import SETTINGS

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
CUT = "…"
FIRST_LINES = 12  # of an output that is shown for the first time
# What is not run here: it installs, or goes on until it is stopped.
LEFT_ALONE = re.compile(r"(git|pip|make|curl|(\w+=\S* )*myograph( --home \S+)? serve)\b")
_BLOCK = re.compile(r"(<!-- renew: ([a-z]+)((?: [a-z0-9]+)*) -->\n).*?(<!-- end -->)", re.DOTALL)
_TURTLE = re.compile(r"(```turtle\n).*?(```)", re.DOTALL)
_CONSOLE = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
_BOUNDS = ("length", "seconds", "seconds_most", "megabytes", "result_megabytes", "per_client")
LIMITS = frozenset(f"query_{name}" for name in _BOUNDS)
EXAMPLE = ("heat-cramps-on-site.md", "Sweating depletes sodium.")  # the passage of the evidence model's page


@dataclass(frozen=True, slots=True)
class Command:
    """A command line of a `console` block, and the lines shown below it."""

    line: str
    shown: tuple[str, ...]


def commands(page: str) -> tuple[Command, ...]:
    """The commands of a page's `console` blocks, in order."""
    return tuple(command for block in _CONSOLE.findall(page) for command in _commands(block[1]))


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line in a folder, as a reader would who has installed Myograph."""
    programs = Path(sys.executable).parent
    settings = {name for name in os.environ if name.startswith("MYOGRAPH_")}
    environment = {name: value for name, value in os.environ.items() if name not in settings}
    environment |= {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def main() -> None:
    """Rewrite the pages, or say what is out of date (exit code 1)."""
    if sys.argv[1:] == ["--check"]:
        stale = [f"{page.relative_to(ROOT)}: {name}" for page in PAGES for name in stale_blocks(page.read_text())]
        sys.exit(f"Out of date: {', '.join(stale)}. Run: python docs/renew.py" if stale else 0)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "library"
        run(f"myograph --home {home} ingest data/samples", ROOT)
        for page in PAGES:
            text = renewed(page.read_text(encoding="utf-8"))
            fresh = any(command.line.startswith("myograph ingest ") for command in commands(text))
            folder = workspace(Path(place) / page.stem, None if fresh else home)
            text = _TURTLE.sub(lambda block: block[1] + turtle(home) + block[2], text)
            page.write_text(_CONSOLE.sub(partial(_rerun, folder), text), encoding="utf-8")


def workspace(folder: Path, home: Path | None) -> Path:
    """A new folder as the pages' commands expect it: with `data`, and a copy of a library."""
    folder.mkdir()
    (folder / "data").symlink_to(ROOT / "data")
    if home is not None:
        shutil.copytree(home, folder / "library")
    return folder


def renewed(page: str) -> str:
    """A page with its blocks made anew."""
    return _BLOCK.sub(lambda block: f"{block[1]}{BLOCKS[block[2]](*block[3].split())}\n{block[4]}", page)


def stale_blocks(page: str) -> tuple[str, ...]:
    """The names of the blocks that would change."""
    return tuple(block[2] + block[3] for block in _BLOCK.finditer(page) if renewed(block[0]) != block[0])


def settings() -> str:
    """The settings of the service."""
    rows = ((f"`{s.name}`", f"`{s.variable}`", f"`{s.default}`", s.allowed, s.help) for s in SETTINGS)
    return _table(("Setting", "Variable", "Default", "Allowed", "What it sets"), rows)


def options() -> str:
    """The options of every command."""
    return _table(("Command", "Option", "Variable", "What it does"), _options())


def cases(rule: str, found: str, missed: str) -> str:
    """Rows of a rule's case table: so many that find something, so many near misses."""
    path = ROOT / "tests" / "cases" / "relations" / f"{rule}.tsv"
    rows = list(parse_table(path.read_text(encoding="utf-8"), path.name, ("id", "text", "expected")))
    some = [row for row in rows if row["expected"]][: int(found)]
    none = [row for row in rows if not row["expected"]][: int(missed)]
    return _table(("Text", "What is read"), ((_text(row["text"]), _claims(row["expected"])) for row in some + none))


def queries() -> str:
    """The named queries, with what their first line says."""
    files = data_folder("queries", ".rq")
    heads = ((file.name, file.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")) for file in files)
    return _table(("File", "What it finds"), ((f"`{name}`", what) for name, what in heads))


def routes() -> str:
    """The addresses of the service, with what each answers."""
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(Path(place) / "library", create=True)
        return _table(("Address", "What it answers"), _routes(create_app(library)))


def recipes() -> str:
    """The example queries, with the question that each answers."""
    files = data_folder("queries/examples", ".rq")
    titles = (file.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ") for file in files)
    return _table(("File", "Question"), ((f"`{file.name}`", title) for file, title in zip(files, titles, strict=True)))


def limits() -> str:
    """The bounds of a SPARQL query that a client may meet."""
    rows = ((s.help, f"{s.default:,}", f"`{s.name}`") for s in SETTINGS if s.name in LIMITS)
    return _table(("Limit", "Usual", "Setting"), rows)


BLOCKS: dict[str, Callable[..., str]] = {
    "settings": settings,
    "options": options,
    "cases": cases,
    "queries": queries,
    "routes": routes,
    "recipes": recipes,
    "limits": limits,
}


def turtle(home: Path) -> str:
    """The example of the evidence model: one passage of the samples, all that the library of them says about it."""
    library = Library.open(home)
    with library.reading() as generation:
        bare = f"<{library.iris.document(document_id(EXAMPLE[0]))}>"
        query = (ROOT / "docs" / "example.rq").read_text(encoding="utf-8")
        query = query.replace("{document}", bare).replace("{quote}", EXAMPLE[1])
        graph = Graph().parse(data=generation.store.query_bytes(_prefixed(query, library), "nt"), format="nt")
    for prefix, iri in prefixes(library.iris).items():
        graph.bind(prefix, iri, override=True, replace=True)
    parts = {subject: _described(graph, subject) for subject in sorted(set(graph.subjects()), key=_rank)}
    text = "".join(f"\n{_comment(subject, parts)}{part}" for subject, part in parts.items())
    used = [name for name in prefixes(library.iris) if re.search(rf"(?<![\w/]){name}:\w", text)]
    return "".join(f"@prefix {name}: <{prefixes(library.iris)[name]}> .\n" for name in used) + text


def _prefixed(query: str, library: Library) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes(library.iris).items()) + query


# The kinds of nodes in the order of the example, with what is said above the first of each.
_ORDER = (
    ("/document/[^#]*", "the article"),
    ("/concept/[^#]*", "the plain triple"),
    ("/assertion/[^#]*", "what is said"),
    ("/evidence/[^#]*", "who says it"),
    ("/evidence/.*#target", "where: the passage, by its words and by its position"),
    ("/evidence/.*#.*", ""),
    ("/link/[^#]*", "what holds over all articles"),
)


def _rank(subject: Node) -> tuple[int, str]:
    place = next(place for place, (kind, _) in enumerate(_ORDER) if re.search(f"{kind}$", str(subject)))
    return place, str(subject)


def _comment(subject: Node, parts: Iterable[Node]) -> str:
    rank, _ = _rank(subject)
    first = next(other for other in parts if _rank(other)[0] == rank)
    return f"# {_ORDER[rank][1]}\n" if first == subject and _ORDER[rank][1] else ""


def _described(graph: Graph, subject: Node) -> str:
    names = graph.namespace_manager
    lines = []
    for verb in sorted(set(graph.predicates(subject)), key=lambda verb: (verb != RDF.type, verb)):
        objects = ", ".join(sorted(object_.n3(names) for object_ in graph.objects(subject, verb)))
        lines.append(f"{'a' if verb == RDF.type else verb.n3(names)} {objects}")
    separator = " ;\n    "
    return f"{subject.n3(names)} {separator.join(lines)} .\n"


def _rerun(folder: Path, block: re.Match[str]) -> str:
    """A console block with what its commands print now."""
    lines = []
    for command in _commands(block[2]):
        shown = list(command.shown)
        if not LEFT_ALONE.match(command.line):
            done = run(command.line, folder)
            sys.stdout.write(f"{done.returncode}  {command.line}\n{done.stderr if done.returncode else ''}")
            output = done.stdout.replace(str(folder), "/home/you")
            printed = [line.rstrip() for line in output.rstrip().splitlines()]
            room = len([line for line in shown if line != CUT]) or FIRST_LINES
            shown = printed[:room] + ([CUT] if len(printed) > room else [])
        lines += [f"$ {command.line}", *shown]
    return f"{block[1]}{''.join(f'{line}{chr(10)}' for line in lines)}{block[3]}"


def _commands(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *shown = part.rstrip("\n").split("\n")
        while line.count("'") % 2:  # a quoted argument goes on in the next line
            line += "\n" + shown.pop(0)
        yield Command(line, tuple(shown))


def _options() -> Iterator[tuple[str, ...]]:
    shared = {"home": "all", "as_json": "all that print"}
    seen: set[str] = set()
    for name, command in _all_commands():
        for option in command.params:
            if not isinstance(option, click.Option) or option.name is None or option.name in seen:
                continue
            if option.name in shared:
                seen.add(option.name)
            where = shared.get(option.name, f"`{name}`")
            variable = option.envvar or f"MYOGRAPH_{option.name.upper()}"
            yield where, f"`{option.opts[0]}`", f"`{variable}`", option.help or ""


def _all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its words, those below a group too."""
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {part}", command.commands[part]) for part in sorted(command.commands))
        else:
            yield name, command


def _routes(app: Flask) -> Iterator[tuple[str, ...]]:
    rules: dict[str, list[str]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint != "static":
            rules.setdefault(rule.endpoint, []).append(
                f"`{re.sub('<(?:[^<>:]*:)?([a-z]+)>', '<' + chr(92) + '1>', rule.rule)}`"
            )
    for endpoint, addresses in sorted(rules.items(), key=lambda pair: pair[1]):
        yield "<br>".join(addresses), (app.view_functions[endpoint].__doc__ or "").partition("\n")[0]


def _text(field: str) -> str:
    return field.replace("\\n\\n", "\\n").replace("\\n", " ⏎ ")


def _claims(expected: str) -> str:
    claims = [[part.strip() for part in claim.split("|")] for claim in expected.split(";") if claim.strip()]
    said = (f"{a} **{predicate}** {b}" + (f" ({how[0]})" if how else "") for a, predicate, b, *how in claims)
    return "<br>".join(said) or "nothing"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    main()
