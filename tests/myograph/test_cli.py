from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from myograph.cli import COMMANDS

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HEAVY = ("rdflib", "whoosh", "networkx", "pyoxigraph", "flask", "trafilatura", "pypdfium2", "rich.console")


def test_help_names_every_command_and_loads_nothing_heavy(run: Run) -> None:
    code = (
        "import sys\nfrom myograph.cli import cli\ncli.main(['--help'], standalone_mode=False)\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded: []"
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_page(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nothing"], "No such command 'nothing'", id="unknown command"),
        pytest.param(["ingest"], "Missing argument 'PATHS", id="missing argument"),
        pytest.param(["export", "--format", "doc"], "'doc' is not one of 'nq'", id="unknown format"),
        pytest.param(["search", "x", "--limit", "0"], "0 is not in the range", id="number out of range"),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, sample_home: Path, arguments: list[str], said: str) -> None:
    done = run(*arguments, home=sample_home)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["links", "diabetis", "cramps"], "Did you mean: diabetes", id="nearest names are offered"),
        pytest.param(["links", "xyzzyx", "cramps"], "No concept is called 'xyzzyx'", id="unknown name"),
        pytest.param(["links", "muscle cramps", "cramp in a muscle"], "No concept is called", id="unknown wording"),
        pytest.param(["links", "diabetes", "Diabetes"], "Both ends are the same concept, 'diabetes'", id="same name"),
        pytest.param(["ask", "what links diabetes to diabetes"], "Both ends are the same concept", id="same, asked"),
        pytest.param(["query", "SELECT * WHERE {"], "line 1", id="SPARQL syntax"),
        pytest.param(["query", "DELETE WHERE {?s ?p ?o}"], "is not allowed here", id="SPARQL update"),
        pytest.param(["query", "ASK {SERVICE <http://x/> {?s ?p ?o}}"], "is not allowed here", id="SPARQL service"),
        pytest.param(["search", "a*"], "too short for a prefix search", id="prefix too short"),
        pytest.param(["rollback"], "has no earlier one", id="nothing to roll back"),
        pytest.param(["vocabulary", "show", "diabetis"], "Did you mean: diabetes", id="vocabulary name"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_1(run: Run, sample_home: Path, arguments: list[str], said: str) -> None:
    done = run(*arguments, home=sample_home)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_problems_are_told_and_the_rest_is_done(run: Run, articles: Path, home: Path) -> None:
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "page.html").write_text("<html><head><title>x</title></head></html>", encoding="utf-8")
    done = run("ingest", articles, home=home)
    assert done.returncode == 1
    assert "6 added" in done.stdout
    told = [line for line in done.stderr.splitlines() if line.startswith("Problem: ")]
    assert told[0] == "Problem: The file is empty (empty.txt). Leave it out, or save the article into it again."
    assert [("page.html" in line, "Traceback" in done.stderr) for line in told[1:]] == [(True, False)]


def test_an_unreadable_file_is_a_problem(articles: Path, home: Path) -> None:
    (articles / "secret.txt").write_text("Smoking can cause headache.", encoding="utf-8")
    (articles / "secret.txt").chmod(0)
    ordinary: list[str] = []
    if os.geteuid() == 0:  # who may read everything, but for these two powers
        if not shutil.which("setpriv"):
            pytest.skip("root may read everything, and there is no setpriv to change that")
        powers = "-dac_override,-dac_read_search"
        ordinary = ["setpriv", "--bounding-set", powers, "--inh-caps", powers]
    command = [*ordinary, sys.executable, "-m", "myograph.cli", "--home", str(home), "ingest", str(articles)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"Problem: It cannot be read: Permission denied ({articles / 'secret.txt'})." in done.stderr
    assert (done.returncode, done.stdout[:7]) == (1, "6 added")


def test_a_missing_library_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    done = run("ask", "what helps cramps", home=tmp_path / "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: There is no library ({tmp_path / 'none'}). "
        f"Make one with: myograph ingest PATH --home {tmp_path / 'none'}\n"
    )


def test_home_may_stand_before_or_after_the_command_or_in_the_environment(
    run: Run, sample_home: Path, tmp_path: Path
) -> None:
    first = run("status", "--json", home=sample_home)
    second = run("status", "--json", "--home", sample_home)
    third = run("status", "--json", env={"MYOGRAPH_HOME": str(sample_home)})
    fourth = run("status", home=sample_home, env={"MYOGRAPH_HOME": str(tmp_path / "none"), "MYOGRAPH_JSON": "1"})
    assert json.loads(first.stdout)["home"] == str(sample_home)
    assert {first.stdout, second.stdout, third.stdout, fourth.stdout} == {first.stdout}


def test_ingest_in_json(run: Run, articles: Path, home: Path) -> None:
    done = run("ingest", articles, "--json", home=home)
    assert json.loads(done.stdout) == {
        "generation": 1,
        "added": [f"article-{number}.txt" for number in range(6)],
        "changed": [],
        "removed": [],
        "unchanged": [],
        "problems": [],
    }


def test_max_bytes_may_be_set_by_the_environment(run: Run, articles: Path, home: Path) -> None:
    done = run("ingest", articles, home=home, env={"MYOGRAPH_MAX_BYTES": "10"})
    assert done.returncode == 1
    assert "the limit is 10" in done.stderr
    assert "nothing is published yet" in done.stdout


def test_ask_draws_a_chain_with_sentences(run: Run, sample_home: Path) -> None:
    done = run("ask", "what links diabetes to cramps", home=sample_home)
    assert done.returncode == 0
    assert "──causes──▶" in done.stdout
    assert "“" in done.stdout
    assert "belief 0." in done.stdout
    assert all(line == line.rstrip() for line in done.stdout.splitlines())


def test_ask_in_json(run: Run, sample_home: Path) -> None:
    done = run("ask", "--json", "what links diabetes to cramps", home=sample_home)
    answer = json.loads(done.stdout)
    assert sorted(answer) == ["answer", "question", "stopped"]
    link = answer["answer"]["paths"][0]["links"][0]
    assert {"subject", "predicate", "object", "belief", "for", "against", "disputed", "evidence"} == set(link)
    assert link["evidence"][0]["quote"]


def test_denied_is_marked_by_a_word(run: Run, sample_home: Path) -> None:
    done = run("ask", "does quinine help leg cramps", home=sample_home)
    assert "” DENIED" in done.stdout


def test_what_is_no_question_is_searched_for(run: Run, sample_home: Path) -> None:
    done = run("ask", "magnesium placebo trial", home=sample_home)
    assert done.returncode == 0
    assert "were searched" in done.stdout
    assert "  1. " in done.stdout


def test_search_marks_nothing_where_there_are_no_colours(run: Run, sample_home: Path) -> None:
    done = run("search", "quinine", home=sample_home)
    assert "\x1b" not in done.stdout
    assert "quinine" in done.stdout.lower()
    found = json.loads(run("search", "quinine", "--json", "--limit", "3", home=sample_home).stdout)
    assert len(found["hits"]) == 3
    assert found["total"] >= 3


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("select", '"vars":["n"]'),
        ("ask", '"boolean":true'),
    ],
)
def test_query_in_json(run: Run, sample_home: Path, form: str, expected: str) -> None:
    text = {"select": "SELECT (COUNT(*) AS ?n) WHERE {?s ?p ?o}", "ask": "ASK {?s ?p ?o}"}[form]
    assert expected in run("query", "--json", text, home=sample_home).stdout


def test_query_from_a_file_or_the_input(run: Run, sample_home: Path, tmp_path: Path) -> None:
    (file := tmp_path / "a.rq").write_text("CONSTRUCT {?s a ?o} WHERE {?s a ?o} LIMIT 1", encoding="utf-8")
    turtle = run("query", file, home=sample_home).stdout
    assert "@prefix myo: " in turtle
    assert run("query", "-", home=sample_home, input="ASK {}").stdout == "yes\n"
    table = run("query", "SELECT ?n WHERE {VALUES ?n {'[bold]one'}}", home=sample_home).stdout
    assert "[bold]one" in table


def test_check_shows_names_and_claims_without_a_library(run: Run, tmp_path: Path) -> None:
    (file := tmp_path / "note.txt").write_text("Note\n\nDehydration can cause muscle cramps.\n", encoding="utf-8")
    done = run("check", file)
    assert done.returncode == 0
    assert "[Dehydration] can cause [muscle cramps]." in done.stdout
    assert "→ dehydration ──causes──▶ muscle cramp possible" in done.stdout
    (row,) = json.loads(run("check", file, "--json").stdout)["assertions"]
    assert (row["subject"]["label"], row["predicate"], row["certainty"]) == ("dehydration", "causes", "possible")
    assert row["quote"] == "Dehydration can cause muscle cramps."


def test_export_jsonl_has_the_promised_fields_and_true_quotes(run: Run, articles: Path, home: Path) -> None:
    run("ingest", articles, home=home)
    lines = run("export", "--format", "jsonl", home=home).stdout.splitlines()
    assert lines
    for row in map(json.loads, lines):
        assert set(row) == set("doc start end quote subject predicate object polarity certainty rule section".split())
        assert set(row["subject"]) == {"id", "label", "text", "type"}
        assert (articles / row["doc"]).read_text(encoding="utf-8")[row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize(
    ("format", "begins"),
    [("nq", "<http"), ("ttl", "@prefix"), ("jsonld", '{"@context"'), ("graphml", "<?xml")],
)
def test_export_formats(run: Run, sample_home: Path, format: str, begins: str) -> None:
    done = run("export", "--format", format, home=sample_home)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)
    assert len(done.stdout) > 10_000


def test_evaluate_compares_with_gold(run: Run, articles: Path, home: Path, tmp_path: Path) -> None:
    run("ingest", articles, home=home)
    rows = [json.loads(line) for line in run("export", "--format", "jsonl", home=home).stdout.splitlines()]
    for row in rows:
        row["subject"], row["object"] = [row["subject"]["label"]], [row["object"]["label"]]
    (gold := tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = {row["name"]: row for row in json.loads(run("evaluate", gold, "--json", home=home).stdout)}
    assert scores["core"]["f1"] == 1.0
    gold.write_text('{"doc": "x"}\n', encoding="utf-8")
    done = run("evaluate", gold, home=home)
    assert (done.returncode, f"{gold}, line 1" in done.stderr) == (1, True)


def test_status_rollback_reindex(run: Run, articles: Path, home: Path) -> None:
    run("ingest", articles / "article-0.txt", home=home)
    run("ingest", articles / "article-1.txt", home=home)
    assert "2 documents" in run("status", home=home).stdout
    assert run("rollback", home=home).stdout == "Generation 1 is published again.\n"
    assert json.loads(run("status", "--json", home=home).stdout)["counts"]["documents"] == 1
    assert json.loads(run("reindex", "--json", home=home).stdout) == {"generation": 3}
    assert "1 found" in run("search", "dehydration", home=home).stdout


def test_a_reader_that_stops_reading_gets_no_traceback(sample_home: Path) -> None:
    command = [sys.executable, "-m", "myograph.cli", "--home", str(sample_home), "export", "--format", "nq"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_serve_answers_and_offers_questions(server: str) -> None:
    with urlopen(f"{server}readyz") as answer:
        assert answer.read() == b"ready: generation 1\n"


def test_serve_says_that_a_port_is_taken(run: Run, sample_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), home=sample_home)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: The server cannot listen: Address already in use (127.0.0.1, port {port}).")


def test_serve_prints_three_questions_as_links(sample_home: Path) -> None:
    command = [sys.executable, "-m", "myograph.cli", "--home", str(sample_home), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(6)]
        links = [line.strip() for line in said if "/ask?q=" in line]
        with urlopen(links[0], timeout=30) as answer:
            page = answer.read().decode()
        process.terminate()
    assert len(links) == 3
    assert "<html" in page


def test_the_python_api_gives_rdflib(sample_home: Path) -> None:
    code = (
        "import sys, myograph\n"
        "light = 'rdflib' not in sys.modules\n"
        f"library = myograph.open({str(sample_home)!r})\n"
        "graph = library.graph\n"
        "query = 'ASK { ?s <https://myograph.example/ns#causes> ?o }'\n"
        "print(light, type(graph).__name__, graph.query(query).askAnswer, library.query(query))\n"
        "print(library.links('diabetes', 'cramps').sentence)\n"
        "print(library.search('quinine').total > 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert (lines[0], lines[2]) == ("True Dataset True True", "True")
    assert "Diabetes" in lines[1]
