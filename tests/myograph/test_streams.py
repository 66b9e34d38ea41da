"""What reaches the terminal, whatever the articles hold and whatever the streams are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.plain import escaped, plain

Run = Callable[..., "subprocess.CompletedProcess[str]"]
EVIL = "\x1b]0;owned\x07\x9b31m\u202e"


def shell(line: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("myograph", f"{sys.executable} -m myograph.cli --home {home}")
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, encoding="utf-8", env={**os.environ, **env}, check=False
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x7fb\x9bc", "a␡b\ufffdc"),
        ("\u202eabc\u2066", "\ufffdabc\ufffd"),
        ("\udcff", "\ufffd"),
        ("Krämpfe\tund — “mehr”\nγ-GT 💊", "Krämpfe\tund — “mehr”\nγ-GT 💊"),
    ],
)
def test_what_steers_a_terminal_becomes_visible(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_numbers_stand_for_characters_in_turtle() -> None:
    assert escaped("\x1bä\u202e") == "\\U0000001Bä\\U0000202E"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """An article that would steer the terminal; beside it stands a library that holds it, not to be written to."""
    article = tmp_path_factory.mktemp("evil") / f"e{EVIL}vil.md"
    article.write_text(
        f"# Cramps {EVIL}\n\nDiabetes {EVIL} causes leg cramps.\n\nQuinine treats leg cramps{EVIL}.\n", "utf-8"
    )
    assert "1 added" in run("ingest", article, home=article.with_name("library")).stdout
    return article


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "what treats leg cramps"],
        ["search", "cramps"],
        # all that articles give; of the vocabulary's names there are very many, and nobody steers by them
        ["query", "SELECT * {GRAPH ?g {?s ?p ?o} FILTER(isLiteral(?o) && !STRENDS(STR(?g), '/vocabulary'))}"],
        ["query", "CONSTRUCT WHERE {?s myo:text ?o}"],
        ["check", "ARTICLE"],
        ["ingest", "ARTICLE-missing"],
        ["ingest", "ARTICLE/below"],
    ],
    ids=" ".join,
)
def test_articles_do_not_steer_the_terminal(run: Run, evil: Path, arguments: list[str]) -> None:
    done = run(*(argument.replace("ARTICLE", str(evil)) for argument in arguments), home=evil.with_name("library"))
    assert [sign for sign in "\x1b\x07\x9b\u202e" if sign in done.stdout + done.stderr] == []
    assert done.stdout + done.stderr != ""


def test_json_is_exact(run: Run, evil: Path) -> None:
    found = json.loads(run("search", "quinine", "--json", home=evil.with_name("library")).stdout)
    assert "\x9b31m\u202e" in json.dumps(found, ensure_ascii=False)
    assert evil.exists()


@pytest.mark.parametrize(
    "command", ["status", "ask what helps cramps", "export", "query 'SELECT * {?s ?p ?o} LIMIT 5'"]
)
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_crash(sample_home: Path, command: str, closed: str) -> None:
    done = shell(f"myograph {command} {closed}", sample_home)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["ask what helps cramps", "export --format jsonl", "search cramps --json"])
def test_a_reader_that_stops_is_no_error(sample_home: Path, command: str) -> None:
    done = shell(f"set -o pipefail; myograph {command} | head -c 1 > /dev/null", sample_home)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "command", ["ask what helps cramps", "search cramps", "search cramps --json", "vocabulary show"]
)
def test_output_without_unicode_is_no_crash(sample_home: Path, command: str) -> None:
    done = shell(f"myograph {command}", sample_home, LC_ALL="POSIX", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    if "--json" in command:
        assert json.loads(done.stdout) == json.loads(shell(f"myograph {command}", sample_home).stdout)


@pytest.mark.parametrize(
    "streams",
    [
        pytest.param("2>&1 | true", id="a reader of everything that stops"),
        pytest.param("2>&1 | head -n 1 > /dev/null", id="after the first line"),
        pytest.param("2> >(true)", id="a reader of the progress that stops"),
        pytest.param("2> /dev/full", id="no room for the progress"),
        pytest.param("2>&-", id="no error stream"),
    ],
)
def test_work_goes_on_where_its_progress_is_not_read(home: Path, articles: Path, streams: str) -> None:
    done = shell(f"set -o pipefail; myograph ingest --jobs 1 {articles} {streams}", home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Holds       6 documents" in shell("myograph status", home).stdout


def test_work_goes_on_where_its_terminal_has_gone(home: Path, articles: Path) -> None:
    ours, theirs = os.openpty()
    line = [sys.executable, "-m", "myograph.cli", "--home", str(home), "ingest", "--jobs", "1", str(articles)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=theirs, encoding="utf-8") as process:
        os.close(theirs)
        os.close(ours)
        assert "6 added" in process.communicate()[0]
    assert process.returncode == 0


@pytest.mark.parametrize("streams", ["", "2> /dev/full"])
def test_what_is_wrong_shows_in_the_exit_code_though_nobody_reads_it(home: Path, tmp_path: Path, streams: str) -> None:
    done = shell(f"myograph ingest {tmp_path / 'nothing'} {streams}", home)
    assert done.returncode == 1
    assert done.stdout == "0 added, 0 changed, 0 removed, 0 unchanged; nothing is published yet.\n"


@pytest.mark.parametrize("command", ["status", "export"])
def test_a_full_output_is_one_line(sample_home: Path, command: str) -> None:
    done = shell(f"myograph {command} > /dev/full", sample_home)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Free some disk space" in done.stderr


@pytest.mark.parametrize("host", ["nosuch.invalid", "203.0.113.7", "a..b"])
def test_serve_says_that_a_host_is_none(run: Run, sample_home: Path, host: str) -> None:
    done = run("serve", "--host", host, "--port", "0", home=sample_home)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Name an address of this machine with --host" in done.stderr


@pytest.mark.parametrize("command", ["check", "ingest"])
def test_a_named_file_that_is_refused_is_a_problem(home: Path, tmp_path: Path, command: str) -> None:
    (secret := tmp_path / "secret.txt").write_text("Smoking can cause headache.", encoding="utf-8")
    secret.chmod(0)
    powers = "-dac_override,-dac_read_search"
    ordinary = f"setpriv --bounding-set {powers} --inh-caps {powers} " if os.geteuid() == 0 else ""
    done = shell(f"{ordinary}myograph {command} {secret}", home)
    assert done.returncode == 1
    assert f"Problem: It cannot be read: Permission denied ({secret})." in done.stderr
