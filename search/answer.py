"""From a question to its answer: links and chains of the graph, passages of the index, and a sentence that says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from graph.links import by_belief, is_denied
from graph.model import Assertion, Certainty, Concept, ConceptType, Link, Path, Polarity
from graph.paths import PathOptions, find_paths
from graph.reader import GraphReader
from search.answerwords import Listed, claim, links_sentence, list_sentence, say
from search.errors import ShortPrefixError
from search.index import Index
from search.model import Hits
from search.questions import Query, Question, between, load_forms, parse
from search.sparql import links_query, list_query, whether_query

NO_HITS = Hits("", 0, ())
CLEAR = 4  # so many articles on one side for each one on the other make a yes or a no


class Verdict(StrEnum):
    """The answer to a yes/no question, by what the articles say."""

    YES = "yes"
    NO = "no"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """Bounds of an answer. `links`: how many are shown, with their passages; `hits`: passages found by their words."""

    paths: PathOptions = field(default_factory=PathOptions)
    links: int = 60
    hits: int = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `question` is None where none was recognised and the texts were searched instead.

    `links` hold what answers the question, `against` what articles deny or (for yes/no questions) doubt. `stopped`
    says why not everything is shown, `note` how the question was read, `sparql` is a query that finds these links.
    """

    text: str
    question: Question | None
    sentence: str
    hits: Hits = NO_HITS
    verdict: Verdict | None = None
    paths: tuple[Path, ...] = ()
    links: tuple[Link, ...] = ()
    against: tuple[Link, ...] = ()
    stopped: str | None = None
    sparql: str = ""
    note: str = ""


def answer(text: str, graph: GraphReader, index: Index, options: AnswerOptions = AnswerOptions()) -> Answer:
    """The answer to a text: to the question in it, or else the passages that hold its words.

    Raises UnknownNameError where the text is a question about a name that nobody knows, SameNameError where it asks
    what links a thing to itself.
    """
    question = parse(text, load_forms(), graph.find, graph.nearest)
    if question is None:
        return _searched(text, index, options)
    return _answered(question, graph, index, options)


def links_between(a: str, b: str, graph: GraphReader, index: Index, options: AnswerOptions = AnswerOptions()) -> Answer:
    """What links two names. Raises UnknownNameError, SameNameError."""
    return _answered(between(a, b, load_forms(), graph.find, graph.nearest), graph, index, options)


def _searched(text: str, index: Index, options: AnswerOptions) -> Answer:
    try:
        hits = index.search(text, limit=options.hits)
    except ShortPrefixError:
        hits = index.search_plain(text, limit=options.hits)
    return Answer(text, None, say("search"), hits, note=hits.note)


def _answered(question: Question, graph: GraphReader, index: Index, options: AnswerOptions) -> Answer:
    found = _PLANS[question.form.query](question, graph, options)
    left_out = ", ".join(slot.left_out for slot in question.slots if slot.left_out)
    notes = (found.note, say("left_out", words=left_out) if left_out else "")
    hits = index.search_plain(question.text, limit=options.hits)
    return replace(found, hits=hits, note=" ".join(note for note in notes if note))


def _links(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    start, goal = _meant(question, "A", graph), _meant(question, "B", graph)
    found = find_paths(graph, start, goal, options.paths)
    return Answer(
        question.text,
        question,
        links_sentence(question, found.paths, bool(found.against), options.paths.max_hops),
        paths=found.paths,
        against=found.against,
        stopped=found.stopped,
        sparql=links_query(start, goal, graph.iris),
    )


def _list(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    """What bears on X, or what A bears on: the form's own predicates first, each most believed first."""
    form, into = question.form, question.form.query is Query.INTO
    known = graph.narrower(question.slot("X").concept.id) if into else _meant(question, "A", graph)
    ends = {"object": known} if into else {"subject": known}
    sought = [
        link
        for predicate in (*form.predicates, *form.also)
        for link in graph.bare_links(predicate=predicate, **ends)
        if _is_sought(_other(link, into), known, question)
    ]
    holding = [link for link in sought if not is_denied(link)]
    denied = sorted((link for link in sought if is_denied(link)), key=by_belief)
    shown = graph.with_evidence(holding[: options.links])
    return Answer(
        question.text,
        question,
        list_sentence(question, _listed(holding, denied, question)),
        links=shown,
        against=graph.with_evidence(denied[: options.links]),
        stopped=say("shortened", shown=len(shown), all=len(holding)) if len(shown) < len(holding) else None,
        sparql=list_query(form, known, question.types, graph.iris),
    )


def _list_or_wider(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    """As `_list`; where nothing is said of a condition, the answer for the nearest broader one, with a note."""
    found = _list(question, graph, options)
    for wide in () if found.links or found.against else _wider(question.slots[0].concept, graph):
        slot = replace(question.slots[0], concept=wide, text=wide.label)
        other = _list(replace(question, slots=(slot,)), graph, options)
        if other.links or other.against:
            note = say("wider", wide=wide.label, narrow=question.slots[0].text)
            return replace(other, question=question, note=note)
    return found


def _wider(concept: Concept, graph: GraphReader) -> Iterator[Concept]:
    """The concepts above a condition, the nearest first; none above other things: a mineral is no magnesium."""
    above = [concept] if concept.type is ConceptType.CONDITION else []
    for one in above:
        found = (graph.concept(broader) for broader in one.broader)
        fresh = [wide for wide in found if wide is not None and wide not in above]
        above.extend(fresh)
        yield from fresh


def _whether(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    """Does A bear on B: the passages that say so on one side, those that deny or doubt it on the other."""
    form = question.form
    subjects, objects = _meant(question, "A", graph), graph.narrower(question.slot("B").concept.id)
    bare = [
        link for predicate in (*form.predicates, *form.also) for link in graph.bare_links(subjects, predicate, objects)
    ]
    full = graph.with_evidence(bare[: options.links])
    counts = _count(full, graph)
    return Answer(
        question.text,
        question,
        say(counts.verdict, claim=claim(question), **counts._asdict()),
        verdict=counts.verdict,
        links=_side(full, lambda said: _stance(said) is _Stance.SUPPORT),
        against=_side(full, lambda said: _stance(said) is not _Stance.SUPPORT),
        stopped=say("shortened", shown=len(full), all=len(bare)) if len(full) < len(bare) else None,
        sparql=whether_query(form, subjects, objects, graph.iris),
    )


_PLANS: Mapping[Query, Callable[[Question, GraphReader, AnswerOptions], Answer]] = {
    Query.LINKS: _links,
    Query.INTO: _list_or_wider,
    Query.FROM: _list_or_wider,
    Query.WHETHER: _whether,
}


class _Stance(StrEnum):
    SUPPORT = "support"
    AGAINST = "against"
    DISPUTED = "disputed"


class _Counts(NamedTuple):
    """Independent documents (families of copies) on each side of a question, as `graph.belief` counts them."""

    support: int
    against: int
    disputed: int

    @property
    def verdict(self) -> Verdict:
        if not any(self):
            return Verdict.UNKNOWN
        if self.support and self.support >= CLEAR * (self.against + self.disputed):
            return Verdict.YES
        if self.against and self.against >= CLEAR * self.support:
            return Verdict.NO
        return Verdict.DISPUTED


def _stance(assertion: Assertion) -> _Stance:
    if assertion.certainty is Certainty.DISPUTED:
        return _Stance.DISPUTED
    return _Stance.SUPPORT if assertion.polarity is Polarity.AFFIRMED else _Stance.AGAINST


def _count(links: Iterable[Link], graph: GraphReader) -> _Counts:
    families: dict[_Stance, set[str]] = {stance: set() for stance in _Stance}
    for link in links:
        for assertion in link.assertions:
            families[_stance(assertion)].update(_family(evidence.document, graph) for evidence in assertion.evidence)
    return _Counts(*(len(families[stance]) for stance in _Stance))


def _family(document: str, graph: GraphReader) -> str:
    source = graph.source(document)
    return source.family if source else document


def _side(links: Iterable[Link], belongs: Callable[[Assertion], bool]) -> tuple[Link, ...]:
    """The links with only those assertions that belong to one side; links without any are left out."""
    parts = (replace(link, assertions=tuple(filter(belongs, link.assertions))) for link in links)
    return tuple(link for link in parts if link.assertions)


def _meant(question: Question, slot: str, graph: GraphReader) -> tuple[str, ...]:
    """The concept that a slot names and all narrower ones; who asks what a mineral does means its supplement too."""
    concept = question.slot(slot).concept
    taken = graph.find(f"{concept.label} supplement") if concept.type is ConceptType.NUTRIENT else None
    found = graph.narrower(concept.id)
    return (*found, *(one for one in graph.narrower(taken.id) if one not in found)) if taken else found


def _other(link: Link, into: bool) -> Concept:
    return link.subject if into else link.object


def _is_sought(found: Concept, known: Collection[str], question: Question) -> bool:
    """Not the concept itself or a narrower one, and of a type that was asked for."""
    return found.id not in known and (not question.types or found.type in question.types)


def _listed(holding: Collection[Link], denied: Collection[Link], question: Question) -> Listed:
    """The labels to name. One is doubted or denied by what all its links say together, broad and narrow."""
    form, into = question.form, question.form.query is Query.INTO
    score: Counter[str] = Counter()
    for link in (*holding, *denied):
        score[_other(link, into).label] += link.support - link.against - link.disputed
    sure = [link for link in holding if score[_other(link, into).label] > 0]
    first = _labels((link for link in sure if link.predicate in form.predicates), into)
    also = _labels((link for link in sure if link.predicate not in form.predicates), into)
    doubted = _labels(holding, into, without=(*first, *also))
    return Listed(first, also, doubted, _labels(denied, into, without=(*first, *also, *doubted)))


def _labels(links: Iterable[Link], into: bool, without: Collection[str] = ()) -> tuple[str, ...]:
    labels = dict.fromkeys(_other(link, into).label for link in links)
    return tuple(label for label in labels if label not in without)
