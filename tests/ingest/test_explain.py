"""Why a document is read as it is: each claim's reasons, and what was seen and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Certainty, Polarity
from ingest.documents import SUFFIXES, read_document
from ingest.explain import LISTS, STATES, Explained, Explanation, Why, explain
from ingest.knowledge import Knowledge
from ingest.pipeline import read


def explained(text: str, knowledge: Knowledge) -> Explanation:
    return explain(read_document("a.md", text.encode())[0], knowledge)


def one(explained: Explanation, begins: str) -> Explained:
    """The sentence that begins so."""
    text = explained.reading.document.text
    return next(s for s in explained.sentences if text.startswith(begins, s.sentence.span.start))


def claim(found: Explained, subject: str) -> Why:
    return next(why for why in found.claims if why.assertion.subject == subject)


def stated(explained: Explanation, why: Why) -> list[str]:
    return [explained.reading.document.text[span.start : span.end] for span in why.stated]


def cues(explained: Explanation, why: Why) -> list[tuple[str, str]]:
    text = explained.reading.document.text
    return [(text[cue.span.start : cue.span.end], cue.role) for cue in why.cues]


REASONS = {
    "a verb": ("Dehydration causes muscle cramps.", "dehydration", ["causes"], []),
    "a phrase": ("Muscle cramps are due to dehydration.", "dehydration", ["due to"], []),
    "possible": ("Dehydration may cause muscle cramps.", "dehydration", ["cause"], [("may", "possible")]),
    "denied": ("Stretching does not relieve muscle cramps.", "stretching", ["relieve"], [("not", "negated")]),
    "a noun": ("Causes of muscle cramps include dehydration.", "dehydration", ["Causes"], []),
    "the second of two verbs": (
        "Stretching relieves muscle cramps; dehydration causes fatigue.",
        "dehydration",
        ["causes"],
        [],
    ),
}


@pytest.mark.parametrize(("text", "subject", "by", "decided"), REASONS.values(), ids=REASONS)
def test_what_states_and_decides(
    text: str, subject: str, by: list[str], decided: list[tuple[str, str]], knowledge: Knowledge
) -> None:
    found = explained(text, knowledge)
    why = claim(found.sentences[0], subject)
    assert (stated(found, why), cues(found, why)) == (by, decided)
    assert not why.taken_back


LISTED = (
    "# Muscle cramps\n\n## Causes\n\nThey may be caused by:\n\n- dehydration\n- a calf\n\n## Other\n\nRest is good.\n"
)


def test_a_bare_item_is_stated_by_its_place(knowledge: Knowledge) -> None:
    found = explained(LISTED, knowledge)
    item = one(found, "dehydration")
    why = claim(item, "dehydration")
    assert (why.evidence.rule, why.stated) == ("structure", ())
    assert cues(found, why) == [("may", "possible")]
    assert why.assertion.certainty is Certainty.POSSIBLE
    assert item.governing is not None
    text = found.reading.document.text
    assert text[item.governing.start : item.governing.end] == "They may be caused by:"
    assert ("causes", "subject") in item.governs
    assert item.topic is not None
    assert item.topic.concept.id == "muscle-cramp"


def test_names_that_nothing_is_said_of_are_unused(knowledge: Knowledge) -> None:
    found = explained(LISTED, knowledge)
    (name,) = one(found, "a calf").names
    assert (name.concept.id, name.used) == ("calf", False)
    (used,) = one(found, "dehydration").names
    assert used.used


def test_names_that_do_not_count_have_a_reason(knowledge: Knowledge) -> None:
    found = explained("They lay in bed all day.", knowledge)
    (unused,) = found.sentences[0].unused
    assert unused.reason == "it counts only when written BED"
    assert found.sentences[0].names == ()


def test_what_holds_a_claim_back(knowledge: Knowledge) -> None:
    found = explained("See a doctor if dehydration causes muscle cramps.", knowledge)
    (sentence,) = found.sentences
    assert sentence.claims == ()
    assert [cue.role for cue in sentence.held_back] == ["nothing"]
    assert explained("Dehydration causes muscle cramps.", knowledge).sentences[0].held_back == ()


def test_why_nothing_is_read(knowledge: Knowledge) -> None:
    found = explained("# Cramps\n\n## When to see a doctor\n\nStretching relieves cramps.\n", knowledge)
    assert "nothing counts" in one(found, "Stretching").silent
    assert one(explained("Does stretching relieve cramps?", knowledge), "Does").silent == "it asks"
    long = explained(f"Stretching relieves cramps {'and so on ' * 200}.", knowledge)
    assert long.sentences[0].silent == "too long for a sentence"


def test_what_a_heading_suggests_and_its_text_denies_is_taken_back(knowledge: Knowledge) -> None:
    text = "# Remedies for cramps\n\n## Bananas\n\nBananas do not relieve cramps.\n\n## Milk\n\nMilk is white.\n"
    found = explained(text, knowledge)
    assert claim(one(found, "Bananas\n"), "banana").taken_back
    assert not claim(one(found, "Milk\n"), "milk").taken_back
    denied = claim(one(found, "Bananas do"), "banana")
    assert (denied.assertion.polarity, denied.taken_back) == (Polarity.NEGATED, False)


def test_wordings_are_told_apart(knowledge: Knowledge) -> None:
    found = explained("Causes of muscle cramps may include dehydration, which causes fatigue.", knowledge)
    text = found.reading.document.text
    roles = {(text[w.span.start : w.span.end], w.role) for w in found.sentences[0].wordings}
    assert roles >= {("Causes", LISTS), ("may", "possible"), ("causes", STATES)}


def test_the_samples_are_explained_in_full(samples: Path, knowledge: Knowledge) -> None:
    paths = [path for path in sorted(samples.iterdir()) if path.suffix in SUFFIXES]
    unexplained, claims = [], 0
    for path in paths:
        found = explain(read_document(path.name, path.read_bytes())[0], knowledge)
        whys = [why for sentence in found.sentences for why in sentence.claims]
        kept = {(why.final.key, why.evidence.passage) for why in whys if why.final is not None}
        assert kept == {(a.key, e.passage) for a in found.reading.assertions for e in a.evidence}, path.name
        claims += len(whys)
        unexplained += [why for why in whys if why.evidence.rule in ("verb", "phrase", "opener") and not why.stated]
        assert all(end in found.concepts for why in whys for end in (why.assertion.subject, why.assertion.object))
    assert claims > 500
    assert len(unexplained) < claims / 100


def test_who_watches_is_told_of_each_sentence_twice(knowledge: Knowledge) -> None:
    document, _ = read_document("a.md", b"# Cramps\n\nDehydration causes cramps. Rest helps.\n")
    told: list[int] = []
    explained = explain(document, knowledge, told.append)
    assert told == [6] * 6
    assert explained.reading == read(document, knowledge)
