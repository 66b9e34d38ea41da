"""Candidates for the vocabulary: phrases in slots too weak for a claim, ranked, with what they may mean."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import read_document
from ingest.offered import offered
from ingest.pipeline import steps
from myograph.build import Options, ingest
from myograph.library import Library
from tests.known import known

Call = Callable[..., tuple[int, str, str]]


def offers(text: str, curation: str = "") -> dict[str, tuple[str, bool]]:
    """The candidates of a text: name to type, and whether its words tell that."""
    document, _ = read_document("a.md", text.encode())
    knowledge = known((), curation)
    found = [offer for step in steps(document, knowledge) for offer in offered(step, knowledge)]
    return {one.named.concept.label: (one.named.concept.type.value, one.is_sure) for one in found}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # either side of a verb, whatever stands on the other
        (
            "Grundle milling causes frobnication.",
            {"grundle milling": ("factor", False), "frobnication": ("condition", False)},
        ),
        ("Frobnication is caused by grundlewort.", {"frobnication": ("condition", False)}),
        ("Wumbling can lead to zuggle tears.", {"zuggle tear": ("condition", True)}),
        # beside known names in a list
        ("People buy pears, grundle rolls and apples.", {"grundle roll": ("food", False)}),
        ("They felt fever, chills and zuggle speckles.", {"zuggle speckle": ("condition", False)}),
        # a bare item, the head of which tells what it is
        ("Notes:\n\n- grundle dysfunction\n- a red book", {"grundle dysfunction": ("condition", True)}),
        # near misses: parts of clauses, people, what everybody has, what speaks to the reader, questions
        ("A small stone may pass, causing little pain.", {}),
        ("Other factors cause many problems.", {}),
        ("Patients cause grief.", {}),
        ("Growth can cause development.", {}),
        ("Click here to prevent later delays.", {}),
        ("Does zumbling cause frobnication?", {}),
        ("It causes this and that.", {}),
        ("Coffee causes headache.", {}),
    ],
)
def test_what_weak_slots_offer(sentence: str, expected: dict[str, tuple[str, bool]]) -> None:
    found = offers(f"# Notes\n\n{sentence}\n")
    assert {name: found[name] for name in expected if name in found} == expected
    assert expected or not found


def test_what_was_rejected_or_accepted_is_offered_no_more() -> None:
    header = "action\tabout\tvalue\tdocument\twho\twhen\twhy\n"
    text = "# Notes\n\nGrundle milling causes frobnication.\n"
    assert {"grundle milling", "frobnication"} <= offers(text).keys()
    assert offers(text, f"{header}reject-name\tfrobnication\nreject-name\tgrundle milling\n") == {}
    assert "grundle milling" not in offers(text, f"{header}accept\tgrundle milling\tfactor\n")


def test_weak_slots_make_no_concepts_and_the_likely_come_first(tmp_path: Path, call: Call) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, last in (
        ("a.md", "Wumbling can lead to zuggle tears."),
        ("b.md", "It often leads to frobnication."),
    ):
        text = f"# Notes {name}\n\nGrundle milling causes frobnication.\n\n{last}\n"
        (texts / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "library", create=True)
    ingest(library, [texts], Options(jobs=1))
    with library.reading() as generation:
        held = {concept.label for concept in generation.graph.concepts()}
    library.close()
    assert not {"grundle milling", "frobnication"} & held
    answer = json.loads(call("--home", str(tmp_path / "library"), "vocabulary", "candidates", "--json")[1])
    names = [one["name"] for one in answer["candidates"] if not one["provisional"]]
    assert names.index("frobnication") < names.index("zuggle tear")  # in two articles, and in one
    counts = {one["name"]: (one["articles"], one["passages"]) for one in answer["candidates"]}
    assert counts["frobnication"] == (2, 3)
    assert all(one["likely"] == [] for one in answer["candidates"])


def test_a_weak_candidate_is_accepted_with_the_type_that_is_shown(tmp_path: Path, call: Call) -> None:
    text = "# Notes\n\nGrundle milling causes frobnication.\n\nThey felt fever, chills and zuggle speckles.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    at = ("--home", str(tmp_path / "library"))
    assert call(*at, "ingest", "--jobs", "1", str(tmp_path / "a.md"))[0] == 0
    shown = json.loads(call(*at, "vocabulary", "candidates", "--json")[1])["candidates"]
    types = {one["name"]: one["type"] for one in shown if not one["provisional"]}
    assert {"grundle milling", "frobnication", "zuggle speckle"} <= types.keys()
    for name in ("grundle milling", "frobnication"):
        code, _, err = call(*at, "vocabulary", "accept", name)
        assert (code, err) == (0, "")
    vocabulary = Library.open(tmp_path / "library").vocabulary
    accepted = {name: vocabulary.find(name) for name in ("grundle milling", "frobnication")}
    assert {name: one and one.type.value for name, one in accepted.items()}.items() <= types.items()
    code, _, err = call(*at, "vocabulary", "accept", "wumple gobbing")
    assert code == 1
    assert "cannot be guessed" in err
