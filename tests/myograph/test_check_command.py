"""`myograph check`: what is read from one file, and why, for people and for programs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from myograph.terminal import metering

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = """# Muscle cramps

Dehydration can cause muscle cramps in bed.

## What helps

- Stretching
- Trampette sessions

## When to see a doctor

Massage relieves cramps.
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    (file := tmp_path / "note.md").write_text(TEXT, encoding="utf-8")
    return file


SHOWN = {
    "names and wordings are marked": "[Dehydration] ‹can› «cause» [muscle cramps] in bed.",
    "names have a type": "names: dehydration (condition), muscle cramp (condition), binge eating disorder (does not",
    "a claim has its reasons": "→ dehydration ──causes──▶ muscle cramp possible (verb «cause»; possible: ‹can›)",
    "what governs is shown": "(“What helps” governs: listed here ──treats──▶ …) • [Stretching]",
    "a claim of its place names the heading": "→ stretching ──treats──▶ muscle cramp (structure; under “What helps”;",
    "and where its end is named": "object from a heading above: “Muscle cramps”)",
    "the topic is shown": "(about muscle cramp) # [Muscle cramps]",
    "what is not read says why": "Massage relieves cramps. nothing is read: a heading or lead-in above says",
    "a legend": "[name] «wording that states a relation»",
}


@pytest.mark.parametrize("words", SHOWN.values(), ids=SHOWN)
def test_what_people_see(words: str, run: Run, note: Path) -> None:
    done = run("check", note)
    assert (done.returncode, done.stderr) == (0, "")
    assert words in " ".join(done.stdout.split())


def test_what_programs_see(run: Run, note: Path) -> None:
    answer = json.loads(run("check", note, "--json").stdout)
    assert set(answer) == {"name", "title", "sentences", "assertions"}
    first = next(s for s in answer["sentences"] if s["text"].startswith("Dehydration"))
    assert [(n["label"], n["type"], n["origin"], n["used"]) for n in first["names"]] == [
        ("dehydration", "condition", "builtin", True),
        ("muscle cramp", "condition", "builtin", True),
    ]
    (claim,) = first["claims"]
    assert [place["text"] for place in claim["stated_by"]] == ["cause"]
    assert [(cue["text"], cue["role"]) for cue in claim["decided_by"]] == [("can", "possible")]
    assert (claim["subject"]["text"], claim["object"]["label"]) == ("Dehydration", "muscle cramp")
    item = next(s for s in answer["sentences"] if s["text"] == "Stretching")
    assert item["governing"]["text"] == "What helps"
    assert item["governs"][0] == {"predicate": "treats", "listed": "subject"}
    assert item["claims"][0]["rule"] == "structure"
    last = answer["sentences"][-1]
    assert (last["claims"], last["names"]) == ([], [])
    assert last["silent"]


def test_places_stand_in_the_text(run: Run, note: Path) -> None:
    def places(value: object) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [place for one in value for place in places(one)]
        if not isinstance(value, dict):
            return []
        own = [value] if {"start", "end", "text"} <= set(value) else []
        return [*own, *(place for one in value.values() for place in places(one))]

    found = places(json.loads(run("check", note, "--json").stdout)["sentences"])
    assert len(found) > 20
    assert all(TEXT[place["start"] : place["end"]] == place["text"] for place in found)


def test_assertions_are_those_of_an_export(run: Run, note: Path) -> None:
    rows = json.loads(run("check", note, "--json").stdout)["assertions"]
    assert {(row["subject"]["label"], row["predicate"], row["certainty"]) for row in rows} >= {
        ("dehydration", "causes", "possible"),
        ("stretching", "treats", "stated"),
    }
    assert all(TEXT[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_provisional_names_are_marked(run: Run, note: Path) -> None:
    shown = run("check", note).stdout
    assert "trampette session (remedy, provisional)" in shown
    assert "→ trampette session ──treats──▶ muscle cramp" in shown


def test_marks_of_emphasis_are_stored_but_not_shown(run: Run, tmp_path: Path) -> None:
    text = "# Cramps\n\n*Verdict:* **Dehydration** can cause\n**muscle cramps**.\n"
    (file := tmp_path / "note.md").write_text(text, encoding="utf-8")
    assert "\nVerdict: [Dehydration] ‹can› «cause» [muscle cramps].\n" in run("check", file).stdout
    home = tmp_path / "library"
    assert run("ingest", file, home=home).returncode == 0
    asked = run("ask", "what causes muscle cramps", home=home)
    assert "“Verdict: Dehydration can cause muscle cramps.”" in asked.stdout
    assert "**Dehydration** can cause\\n**muscle" in run("ask", "--json", "what causes muscle cramps", home=home).stdout


def test_a_file_that_cannot_be_read_is_a_problem(run: Run, tmp_path: Path) -> None:
    (file := tmp_path / "note.pdf").write_bytes(b"nothing of the kind")
    done = run("check", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(file) in done.stderr


@pytest.mark.parametrize(("on_terminal", "total", "drawn"), [(True, 8, True), (True, 3, False), (False, 8, False)])
def test_a_bar_shows_long_work_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, on_terminal: bool, total: int, drawn: bool
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: on_terminal, raising=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with metering("Reading", "steps", 5) as seen:
        for _ in range(total):
            seen(total)
    assert ("Reading" in stream.getvalue()) is drawn
