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
from myograph.library import Library

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Call = Callable[..., tuple[int, str, str]]
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
def test_every_command_has_a_help_page(call: Call, name: str) -> None:
    code, out, _ = call(name, "--help")
    assert code == 0
    assert out.startswith(f"Usage: myograph {name} ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nothing"], "No such command 'nothing'", id="unknown command"),
        pytest.param(["ingest"], "Missing argument 'PATHS", id="missing argument"),
        pytest.param(["export", "--format", "doc"], "'doc' is not one of 'nq'", id="unknown format"),
        pytest.param(["search", "x", "--limit", "0"], "0 is not in the range", id="number out of range"),
    ],
)
def test_wrong_usage_is_exit_code_2(call: Call, sample_home: Path, arguments: list[str], said: str) -> None:
    code, out, err = call("--home", str(sample_home), *arguments)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["links", "diabts", "cramps"], "Did you mean: diabetes", id="nearest names are offered"),
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
def test_bad_input_is_one_line_and_exit_code_1(call: Call, sample_home: Path, arguments: list[str], said: str) -> None:
    code, out, err = call("--home", str(sample_home), *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert said in err


def test_problems_are_told_and_the_rest_is_done(run: Run, articles: Path, home: Path) -> None:
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "page.html").write_text("<html><head><title>x</title></head></html>", encoding="utf-8")
    done = run("ingest", articles, home=home)
    assert done.returncode == 1
    assert "6 added" in done.stdout
    told = [line for line in done.stderr.splitlines() if line.startswith("Problem: ")]
    empty = articles / "empty.txt"
    assert told[0] == f"Problem: The file is empty ({empty}). Leave it out, or save the article into it again."
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
        "corrections": None,
    }


def test_max_bytes_may_be_set_by_the_environment(run: Run, articles: Path, home: Path) -> None:
    done = run("ingest", articles, home=home, env={"MYOGRAPH_MAX_BYTES": "10"})
    assert done.returncode == 1
    assert "the limit is 10" in done.stderr
    assert "nothing is published yet" in done.stdout


def test_status_rollback_reindex(run: Run, articles: Path, stocked: Library) -> None:
    home = stocked.home
    (articles / "more.txt").write_text("More\n\nSmoking can cause insomnia.\n", encoding="utf-8")
    run("ingest", articles, home=home)
    assert "7 documents" in run("status", home=home).stdout
    assert run("rollback", home=home).stdout == "Generation 1 is published again.\n"
    assert json.loads(run("status", "--json", home=home).stdout)["counts"]["documents"] == 6
    assert json.loads(run("reindex", "--json", home=home).stdout) == {"generation": 3}
    assert " found" in run("search", "dehydration", home=home).stdout


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
