"""From a question to its answer: links and chains of the graph, passages of the index, and a sentence that says it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.curation import Action, Correction
from graph.model import Concept, ConceptType, Link, Path
from graph.names import fold, normal
from graph.paths import PathOptions, find_paths
from graph.reader import GraphReader
from graph.showing.words import told
from graph.sieve import Sieve
from search.answerwords import claim, links_sentence, list_sentence, nothing_sentence, say, what_sentence
from search.errors import ShortPrefixError
from search.index import Index
from search.lists import Found, find_list
from search.model import Hits, How
from search.naming import Namer
from search.nearest import Nearest, nearest
from search.questions import Query, Question, between, load_forms, parse
from search.sparql import links_query, whether_query
from search.spelling import respelled
from search.verdict import Stance, Verdict, count, side, stance

NO_HITS = Hits("", 0, ())
_MEANING = frozenset((Action.NAME, Action.MERGE, Action.SAME))


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """Bounds of an answer; the sieve of `paths` is for all of it. `links`: how many are shown, with their passages;
    `hits`: passages found by their words.
    """

    paths: PathOptions = field(default_factory=PathOptions)
    links: int = 60
    hits: int = 10

    @property
    def sieve(self) -> Sieve:
        """What the answer may be made of."""
        return self.paths.sieve


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `question` is None where none was recognised and the texts were searched instead.

    `links` hold what answers the question, `against` what articles deny or (for yes/no questions) doubt. `stopped`
    says why not everything is shown, `note` how the question was read, `sparql` is a query that finds these links,
    those that a sieve holds back too. `nearest`: what is offered where no link was found.
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
    nearest: Nearest | None = None

    @property
    def every_link(self) -> tuple[Link, ...]:
        """All links that it shows: of its chains, what answers, what speaks against."""
        return (*(link for path in self.paths for link in path.links), *self.links, *self.against)


def answer(text: str, graph: GraphReader, index: Index, options: AnswerOptions = AnswerOptions()) -> Answer:
    """The answer to a text: to the question in it, or else the passages that hold its words.

    Raises UnknownNameError where the text is a question about a name that nobody knows, SameNameError where it asks
    what links a thing to itself.
    """
    question, note = respelled(lambda find: parse(text, load_forms(), find, graph.nearest), graph)
    if question is None:
        return _searched(text, graph, index, options)
    return _noted(_answered(question, graph, index, options), note)


def links_between(a: str, b: str, graph: GraphReader, index: Index, options: AnswerOptions = AnswerOptions()) -> Answer:
    """What links two names. Raises UnknownNameError, SameNameError."""
    question, note = respelled(lambda find: between(a, b, load_forms(), find, graph.nearest), graph)
    return _noted(_answered(question, graph, index, options), note)


def _noted(found: Answer, note: str) -> Answer:
    return replace(found, note=" ".join(part for part in (note, found.note) if part))


def _searched(text: str, graph: GraphReader, index: Index, options: AnswerOptions) -> Answer:
    how = How(names=Namer(graph.vocabulary))
    try:
        hits = index.search(text, how, limit=options.hits)
    except ShortPrefixError:
        hits = index.search_plain(text, how, limit=options.hits)
    return Answer(text, None, say("search"), hits, note=hits.note)


def _answered(question: Question, graph: GraphReader, index: Index, options: AnswerOptions) -> Answer:
    found = _PLANS[question.form.query](question, graph, options)
    left_out = ", ".join(slot.left_out for slot in question.slots if slot.left_out)
    # a name that was taken for another is searched for as it is written
    meant = [slot.text for slot in question.slots if slot.text not in fold(question.text)]
    how = How(names=Namer(graph.vocabulary))
    hits = index.search_plain(" ".join((question.text, *meant)), how, limit=options.hits)
    notes = (*_decided(question, graph), *([say("left_out", words=left_out)] if left_out else []))
    return _noted(replace(found, hits=hits), " ".join(notes))


def _decided(question: Question, graph: GraphReader) -> Iterator[str]:
    """Which names stand for something else than they would, had no curator said so."""
    for slot in question.slots:
        name = normal(slot.text)
        # who asks for a thing by its label needs no corrections, which may be many
        if name != normal(slot.concept.label) and any(_gives(one.correction, name) for one in graph.corrections()):
            yield say("decided", name=slot.text, label=slot.concept.label)


def _gives(correction: Correction, name: str) -> bool:
    """Whether a correction says what a name means, wherever it stands."""
    return correction.action in _MEANING and not correction.document and normal(correction.about[0]) == name


def _links(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    start, goal = _meant(question, "A", graph), _meant(question, "B", graph)
    found = find_paths(graph, start, goal, options.paths)
    sparql = links_query(start, goal, graph.iris)
    if not (found.paths or options.sieve.open) and find_paths(graph, start, goal).paths:
        return Answer(question.text, question, say("sifted"), sparql=sparql)
    ends = question.slot("A").concept, question.slot("B").concept
    return Answer(
        question.text,
        question,
        links_sentence(question, found.paths, bool(found.against), options.paths.max_hops),
        paths=found.paths,
        against=found.against,
        stopped=found.stopped,
        sparql=sparql,
        nearest=None if found.paths else nearest(ends, (start, goal), graph, options.paths),
    )


def _list(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    """What bears on X, or what A bears on. Where no article says, what comes near.

    That is the answer to a question of a near form (what helps, for what prevents), or the same question about the
    concept above a condition, for itself: what is said of its other kinds is not said of this one.
    """
    slot = question.slots[0]
    known, sieve = _meant(question, slot.name, graph), options.sieve
    found = find_list(question, known, graph, sieve)
    if not found.empty:
        return _listed(question, question, found, graph, options)
    if not sieve.open and not find_list(question, known, graph).empty:
        return Answer(question.text, question, say("sifted"), sparql=found.sparql)
    if question.form.near:
        near = replace(question, form=load_forms().by_name[question.form.near])
        other = find_list(near, known, graph, sieve)
        if other.holding:
            shown = _listed(question, near, other, graph, options)
            return replace(shown, sentence=f"{nothing_sentence(question)} {shown.sentence}")
    for wide in _wider(slot.concept, graph):
        if not (graph.bare_links(subject={wide.id}) or graph.bare_links(object={wide.id})):
            continue  # else all below it would be gone through for nothing, and that may be much
        broader = replace(question, slots=(replace(slot, concept=wide, text=wide.label),))
        other = find_list(broader, (wide.id,), graph, sieve)
        if not other.empty:
            note = say("wider", wide=wide.label, narrow=slot.text)
            return replace(_listed(question, broader, other, graph, options), note=note)
    return _listed(question, question, found, graph, options)


def _listed(question: Question, said: Question, found: Found, graph: GraphReader, options: AnswerOptions) -> Answer:
    """The answer to a question from the list that was found for it, or for another that is `said` to be answered."""
    shown = graph.with_evidence(found.holding[: options.links])
    short = len(shown) < len(found.holding)
    return Answer(
        question.text,
        question,
        list_sentence(said, found.listed),
        links=shown,
        against=graph.with_evidence(found.against[: options.links]),
        stopped=say("shortened", shown=len(shown), all=len(found.holding)) if short else None,
        sparql=found.sparql,
    )


def _what(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    """What a thing is: its place in the vocabulary, and what articles say that it is."""
    concept = question.slots[0].concept
    found = find_list(question, (concept.id,), graph, options.sieve)
    above = [wide.label for broader in concept.broader if (wide := graph.concept(broader))]
    kinds = tuple(dict.fromkeys((*above, *found.listed.first)))
    return replace(_listed(question, question, found, graph, options), sentence=what_sentence(concept, kinds))


def _wider(concept: Concept, graph: GraphReader) -> Iterator[Concept]:
    """The concepts above a condition, the nearest first; none above other things: a mineral is no magnesium."""
    above = {concept.id: concept} if concept.type is ConceptType.CONDITION else {}
    todo = deque(above.values())
    while todo:
        found = (graph.concept(broader) for broader in todo.popleft().broader)
        fresh = {wide.id: wide for wide in found if wide is not None and wide.id not in above}
        above |= fresh
        todo += fresh.values()
        yield from fresh.values()


def _whether(question: Question, graph: GraphReader, options: AnswerOptions) -> Answer:
    """Does A bear on B: the passages that say so on one side, those that deny or doubt it on the other.

    A sieve holds back passages, but changes no verdict: without those who deny something it would become a yes.
    """
    form = question.form
    subjects, objects = _meant(question, "A", graph), graph.narrower(question.slot("B").concept.id)
    every = [
        link for predicate in (*form.predicates, *form.also) for link in graph.bare_links(subjects, predicate, objects)
    ]
    sparql = whether_query(form, subjects, objects, graph.iris)
    full = graph.with_evidence(every[: options.links])
    shown = full if options.sieve.open else tuple(options.sieve.kept(full, graph.stated()))
    counts = count(full, graph)
    doubted = counts.verdict is Verdict.DISPUTED and not counts.support
    key = "yes_all" if counts.clear else "doubted_only" if doubted else counts.verdict
    return Answer(
        question.text,
        question,
        say(key, claim=claim(question), told=told(*counts)),
        verdict=counts.verdict,
        note=say("held_back", shown=len(shown), all=len(full)) if len(shown) < len(full) else "",
        links=side(shown, lambda said: stance(said) is Stance.SUPPORT),
        against=side(shown, lambda said: stance(said) is not Stance.SUPPORT),
        stopped=say("shortened", shown=len(full), all=len(every)) if len(full) < len(every) else None,
        sparql=sparql,
    )


_PLANS: Mapping[Query, Callable[[Question, GraphReader, AnswerOptions], Answer]] = {
    Query.LINKS: _links,
    Query.INTO: _list,
    Query.FROM: _list,
    Query.WHETHER: _whether,
    Query.WHAT: _what,
}


def _meant(question: Question, slot: str, graph: GraphReader) -> tuple[str, ...]:
    """The concept that a slot names and all narrower ones; who asks what a mineral does means its supplement too."""
    concept = question.slot(slot).concept
    taken = graph.find(f"{concept.label} supplement") if concept.type is ConceptType.NUTRIENT else None
    found = graph.narrower(concept.id)
    return tuple(dict.fromkeys((*found, *graph.narrower(taken.id)))) if taken else found
