"""What the commands answer, as real processes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.tables import data
from myograph.library import Library

Run = Callable[..., "subprocess.CompletedProcess[str]"]


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
    done = run("ask", "does quinine help restless legs", home=sample_home)
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


def test_query_takes_the_shipped_examples_and_from(run: Run, sample_home: Path) -> None:
    for name in ("03-is-there-any.rq", "06-a-concept-described.rq", "07-contradictions.rq", "17-deficiencies.rq"):
        done = run("query", str(data("queries", "examples", name)), home=sample_home)
        assert (done.returncode, done.stderr) == (0, ""), name
        assert done.stdout.strip()
    graph = "FROM <http://127.0.0.1:8000/id/graph/vocabulary>"
    for clause, answer in (("", "yes"), (graph, "no"), ("FROM <http://127.0.0.1:9/>", "no")):
        assert run("query", f"ASK {clause} {{ ?s myo:causes ?o }}", home=sample_home).stdout == f"{answer}\n"


def test_query_from_a_file_or_the_input(run: Run, sample_home: Path, tmp_path: Path) -> None:
    (file := tmp_path / "a.rq").write_text("CONSTRUCT {?s a ?o} WHERE {?s a ?o} LIMIT 1", encoding="utf-8")
    turtle = run("query", file, home=sample_home).stdout
    assert "@prefix myo: " in turtle
    assert run("query", "-", home=sample_home, input="ASK {}").stdout == "yes\n"
    table = run("query", "SELECT ?n WHERE {VALUES ?n {'[bold]one'}}", home=sample_home).stdout
    assert "[bold]one" in table


def test_export_jsonl_has_the_promised_fields_and_true_quotes(run: Run, articles: Path, stocked: Library) -> None:
    lines = run("export", "--format", "jsonl", home=stocked.home).stdout.splitlines()
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


def test_the_format_may_be_set_by_the_environment(run: Run, stocked: Library) -> None:
    done = run("export", home=stocked.home, env={"MYOGRAPH_FORMAT": "graphml"})
    assert done.stdout.startswith("<?xml")
