"""Answers over a library made by hand: sentences, verdicts, sides, and the SPARQL that gives the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from graph.errors import SameNameError, UnknownNameError
from graph.links import edge_of
from graph.model import Link, Path, Pattern, Polarity
from graph.reader import GraphReader
from graph.store import Store
from search.answer import Answer, AnswerOptions, answer, links_between
from search.index import Index
from search.jsonform import answer_json, hits_json
from search.verdict import Verdict

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(graph: GraphReader, passages_of: Index) -> Ask:
    def ask(text: str, links: int = 60) -> Answer:
        return answer(text, graph, passages_of, AnswerOptions(links=links))

    return ask


def edges(links: Iterable[Link]) -> list[str]:
    return [" ".join(edge_of(link)) for link in links]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what causes cramps", "Dehydration, diabetic neuropathy, diabetes and furosemide can cause cramps."),
        ("which drugs cause cramps", "Furosemide can cause cramps."),
        ("which foods cause cramps", "No article says which food causes cramps."),
        ("which minerals help cramps", "Magnesium can help against cramps."),
        ("which vitamins help cramps", "No article says which vitamin helps against cramps."),
        ("what causes leg cramps", "Diabetes and furosemide can cause leg cramps."),
        (
            "what helps cramps",
            "Magnesium and stretching can help against cramps. To prevent it: stretching. "
            "Disputed: tonic water (leg cramp). "
            "Denied: banana and magnesium supplement.",
        ),
        ("what prevents cramps", "Stretching can help to prevent cramps."),
        (
            "which minerals prevent cramps",
            "No article says which mineral prevents cramps. Magnesium can help against cramps.",
        ),
        ("why do my legs cramp", "Diabetes and furosemide can cause leg cramp."),
        ("what helps gout", "No article says what helps against gout."),
        ("what does caffeine do", "Caffeine can bring on, worsen, lower or hold: muscle cramp."),
        (
            "what is diabetic neuropathy",
            "Diabetic neuropathy is a kind of neuropathy. "
            "Also called: diabetic nerve damage, diabetic peripheral neuropathy, diabetes nerve damage, "
            "diabetes-related nerve damage, diabetic nerve disease.",
        ),
        (
            "what makes calf cramps worse",
            "No article says what makes calf cramps worse. Furosemide can cause calf cramps.",
        ),
        ("what makes cramps worse", "Caffeine can make cramps worse."),
        ("what is rich in potassium", "Sources of potassium: banana."),
        ("what depletes potassium", "Diuretics can lower the level of potassium in the body."),
        ("what are the symptoms of dehydration", "Signs of dehydration can be: thirst."),
        ("where do cramps occur", "Cramps can occur in: calf."),
        ("what is stretching good for", "Stretching can help against: muscle cramp. To prevent: muscle cramp."),
        (
            "what does magnesium do",
            "Magnesium can help against: leg cramp. Denied: muscle cramp (magnesium supplement).",
        ),
        ("what causes gout", "No article says what causes gout."),
        (
            "what links diabetes to cramps",
            "Diabetes and cramps are linked directly: diabetes can cause leg cramp. "
            "A chain leads through diabetic neuropathy.",
        ),
        ("what links gout to cramps", "No link between gout and cramps was found within 4 steps."),
        ("what links bananas to cramps", "Articles deny a link between bananas and cramps."),
    ],
)
def test_sentences(ask: Ask, question: str, sentence: str) -> None:
    assert ask(question).sentence == sentence


@pytest.mark.parametrize(
    ("question", "verdict", "supporting", "against"),
    [
        ("does dehydration cause cramps", Verdict.YES, ["dehydration causes muscle-cramp"], []),
        ("are bananas good for cramps", Verdict.NO, [], ["banana treats muscle-cramp"]),
        (
            "does magnesium help cramps",
            Verdict.DISPUTED,
            ["magnesium treats leg-cramp"],
            ["magnesium-supplement treats muscle-cramp"],
        ),
        ("does tonic water help with leg cramps", Verdict.DISPUTED, [], ["tonic-water treats leg-cramp"]),
        ("does caffeine cause thirst", Verdict.UNKNOWN, [], []),
        ("do cramps cause dehydration", Verdict.UNKNOWN, [], []),
    ],
)
def test_verdicts(ask: Ask, question: str, verdict: Verdict, supporting: list[str], against: list[str]) -> None:
    found = ask(question)
    assert found.verdict is verdict
    assert edges(found.links) == supporting
    assert edges(found.against) == against
    assert found.sentence.lower().startswith(verdict)


def test_both_sides_are_quoted(ask: Ask) -> None:
    found = ask("does magnesium help cramps")
    quotes = [[e.quote for link in side for said in link.assertions for e in said.evidence] for side in sides(found)]
    assert quotes == [["Magnesium relieves leg cramps."], ["Magnesium pills do not relieve cramps."]]
    assert {said.polarity for link in found.against for said in link.assertions} == {Polarity.NEGATED}


def sides(found: Answer) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    return found.links, found.against


def test_links_are_direct_and_by_way_of_something(ask: Ask, graph: GraphReader, passages_of: Index) -> None:
    found = ask("what links diabetes to cramps")
    assert [path.pattern for path in found.paths] == [Pattern.DIRECT, Pattern.CAUSAL_CHAIN]
    assert [node.id for node in found.paths[1].nodes] == ["diabetes", "diabetic-neuropathy", "muscle-cramp"]
    assert all(link.assertions for path in found.paths for link in path.links)
    named = links_between("diabetes", "cramps", graph, passages_of)
    assert (named.paths, named.sparql) == (found.paths, found.sparql)


LISTED = (
    "what causes cramps",
    "which drugs cause leg cramps",
    "which minerals help cramps",
    "which vitamins help cramps",
    "which minerals prevent cramps",
    "what causes foot cramps",
    "what is furosemide",
    "what makes calf cramps worse",
    "what helps cramps",
    "what is rich in potassium",
    "what does magnesium do",
    "where do cramps occur",
    "what are the symptoms of dehydration",
    "does magnesium help cramps",
    "does tonic water help with leg cramps",
    "are bananas good for cramps",
    "does caffeine cause thirst",
)


@pytest.mark.parametrize("question", LISTED)
def test_the_query_shown_gives_the_same_links(ask: Ask, graph: GraphReader, store: Store, question: str) -> None:
    found = ask(question)
    rows = {" ".join(key(graph, term) for term in row[:3]) for row in store.rows(found.sparql)}
    assert rows == set(edges((*found.links, *found.against)))
    assert found.sparql.startswith("PREFIX ")


def key(graph: GraphReader, term: str | None) -> str:
    """The id of a concept's IRI, or the name of a predicate's."""
    assert term is not None
    return (graph.iris.parse(term) or ("", term.rpartition("#")[2]))[1]


@pytest.mark.parametrize(
    "question", ["what links diabetes to cramps", "what links magnesium to cramps", "what links bananas to cramps"]
)
def test_the_query_of_links_gives_all_short_paths(ask: Ask, graph: GraphReader, store: Store, question: str) -> None:
    found = ask(question)
    rows = {tuple(key(graph, term) if term else "" for term in row) for row in store.rows(found.sparql)}
    assert {as_row(path) for path in found.paths if len(path.links) < 3} <= rows
    assert bool(rows) == bool(found.paths)


def as_row(path: Path) -> tuple[str, ...]:
    if len(path.links) == 1:
        return (path.nodes[0].id, path.links[0].predicate, "", "", path.nodes[1].id)
    first, through, to = path.nodes
    return (first.id, path.links[0].predicate, through.id, path.links[1].predicate, to.id)


def test_what_is_no_question_is_searched_and_says_so(ask: Ask) -> None:
    found = ask("quinine glass")
    assert found.question is None
    assert found.sentence.startswith("No question was recognised")
    assert [hit.title for hit in found.hits.hits] == ["A glass of tonic water"]
    assert ask('"tonic water" AND quinine').hits.total == 1
    assert ask("qu*").hits.total == 0


def test_a_question_has_hits_too(ask: Ask) -> None:
    assert ask("what depletes potassium").hits.hits[0].title == "Sugar and nerves"


def test_where_nothing_is_said_of_a_complaint_the_broader_one_is_answered(ask: Ask) -> None:
    found = ask("what helps my calf cramps")
    assert edges(found.links) == ["magnesium treats leg-cramp"]
    assert found.note == "No article answers this for calf cramps in particular; this is about leg cramp."
    assert found.question is not None
    assert found.question.slot("X").concept.id == "calf-cramp"
    assert ask("which foods contain sodium").links == ()


def test_what_is_said_of_another_kind_of_a_complaint_is_no_answer(ask: Ask) -> None:
    assert ask("what causes foot cramps").sentence.startswith("Dehydration and diabetic neuropathy can cause")


def test_a_slip_is_read_as_the_one_name_that_is_near(ask: Ask) -> None:
    found = ask("what depletes potassim")
    assert found.note == "Taken as: potassium (for potassim)."
    assert found.sentence == "Diuretics can lower the level of potassium in the body."
    assert found.hits.total > 0
    with pytest.raises(UnknownNameError):
        ask("what depletes zorbium")


def test_what_is_only_doubted_is_no_support(ask: Ask) -> None:
    assert ask("does tonic water help with leg cramps").sentence == (
        "Disputed: no article says outright that tonic water can help against leg cramps. "
        "1 independent article doubts it."
    )
    assert edges(ask("what is tonic water good for").against) == ["tonic-water treats leg-cramp"]


def test_what_was_left_out_is_noted(ask: Ask) -> None:
    assert ask("what causes cramps while running").note == "Left out of the question: while running."
    assert ask("what causes cramps").note == ""


def test_a_short_answer_says_that_there_is_more(ask: Ask) -> None:
    found = ask("what causes cramps", links=2)
    assert edges(found.links) == ["dehydration causes muscle-cramp", "diabetic-neuropathy causes muscle-cramp"]
    assert found.stopped == "the first 2 of 4 links are shown"
    assert "furosemide" in found.sentence


def test_names_that_cannot_be_answered_raise(ask: Ask) -> None:
    with pytest.raises(UnknownNameError, match="dehydration"):
        ask("what causes dehydrashun")
    with pytest.raises(SameNameError):
        ask("what links cramps to muscle cramps")


def test_json(ask: Ask, graph: GraphReader, passages_of: Index) -> None:
    found = answer_json(ask("does magnesium help cramps"), graph)
    assert list(found) == ["question", "answer", "stopped"]
    assert found["question"] == {
        "text": "does magnesium help cramps",
        "form": "whether_helps",
        "types": [],
        "slots": [slot("A", "magnesium", "magnesium", "nutrient"), slot("B", "cramps", "muscle cramp", "condition")],
    }
    (link,) = found["answer"]["links"]
    assert {name: link[name] for name in ("predicate", "belief", "for", "against", "disputed")} == {
        "predicate": "treats",
        "belief": 0.56,
        "for": 1,
        "against": 0,
        "disputed": 0,
    }
    (evidence,) = link["evidence"]
    assert evidence.pop("document").startswith("one-")
    assert evidence.pop("family").startswith("one-")
    assert evidence == {
        "doc": "one.txt",
        "title": "Leg cramps: causes and cures",
        "quote": "Magnesium relieves leg cramps.",
        "start": 128,
        "end": 158,
        "polarity": "affirmed",
        "certainty": "stated",
    }
    assert json.loads(json.dumps(found)) == found
    hits = hits_json(passages_of.search("tonic water"), graph)
    (hit,) = hits["hits"]
    assert [hit["snippet"][start:end] for start, end in hit["marks"]][:2] == ["tonic", "water"]


def slot(name: str, text: str, label: str, kind: str) -> dict[str, Any]:
    concept = {"id": label.replace(" ", "-"), "label": label, "type": kind, "origin": "builtin"}
    return {"name": name, "text": text, "concept": concept}


def test_json_of_paths(ask: Ask, graph: GraphReader) -> None:
    paths = answer_json(ask("what links diabetes to cramps"), graph)["answer"]["paths"]
    assert [path["pattern"] for path in paths] == ["direct", "causal chain"]
    assert list(paths[1]) == ["nodes", "links", "cost", "pattern"]
    assert [node["label"] for node in paths[1]["nodes"]] == ["diabetes", "diabetic neuropathy", "muscle cramp"]
    assert [len(link["evidence"]) for link in paths[1]["links"]] == [1, 1]
