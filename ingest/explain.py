"""Why a document is read as it is: for each sentence what was seen there, what was read, and what decided it.

What decided a claim is found by trying: the sentence is read again with one wording at a time, or without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Assertion, Certainty, Concept, Document, Evidence, Origin, Predicate, Reading, Sentence, Span
from ingest.choosing import choose_cues
from ingest.knowledge import Knowledge
from ingest.lexicon import Cue, Hit, Name
from ingest.passage import Passage
from ingest.pipeline import Step, traced
from ingest.sections import Place
from ingest.trying import Tries
from ingest.wording import flat

STATES = "states"  # the role of a wording that states a relation
Watch = Callable[[int], None]
LISTS = "lists"  # and of a noun that opens a list: "causes of"


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that rules look for besides names: STATES and LISTS with the predicate that they mean, else a cue.

    A cue's role is its category in data/cues.tsv, its meaning the scope.
    """

    span: Span
    role: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A name that was found. `used`: a claim of this sentence has it at one end."""

    span: Span
    concept: Concept
    used: bool


@dataclass(frozen=True, slots=True)
class Unused:
    """A name that stands there and does not count, with the reason."""

    span: Span
    concept: Concept
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """One claim and what decided it.

    `stated`: the wordings that state it, none where its place alone does; `cues`: what decided polarity and certainty,
    in the sentence or in the heading. `final`: what the text around makes of the claim, which may be doubted there;
    None where it is taken back, as when the text below a heading denies what the heading suggests.
    """

    assertion: Assertion
    stated: tuple[Span, ...]
    cues: tuple[Wording, ...]
    final: Assertion | None

    @property
    def taken_back(self) -> bool:
        """True where nothing is left of the claim."""
        return self.final is None

    @property
    def is_changed(self) -> bool:
        """True where the text around makes it surer or less sure than its sentence does."""
        return self.final is not None and self.final.key != self.assertion.key

    @property
    def evidence(self) -> Evidence:
        """Where it stands."""
        return self.assertion.evidence[0]


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence. `silent`: why nothing counts there, or ""; `held_back`: cues without which there would be claims.

    `governing`: the heading, lead-in or label that says what is listed here, with what it says of it.
    """

    sentence: Sentence
    silent: str
    governing: Span | None
    governs: tuple[tuple[str, str], ...]  # predicate, and the end that things listed here take
    topic: Seen | None
    names: tuple[Seen, ...]
    unused: tuple[Unused, ...]
    wordings: tuple[Wording, ...]
    claims: tuple[Why, ...]
    held_back: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document as it is read, and why. `concepts` holds every concept that is spoken of."""

    reading: Reading
    sentences: tuple[Explained, ...]
    concepts: Mapping[str, Concept]


def explain(document: Document, knowledge: Knowledge, watch: Watch | None = None) -> Explanation:
    """How a document is read, with the reasons; a pure function of the two.

    `watch` is told how many sentences are looked at in all, reading and explaining, each time that it is done with one.
    """
    told = watch or _unwatched
    reading, found = traced(document, knowledge, lambda sentences: told(2 * sentences))
    text = flat(document.text)
    kept: dict[tuple[str, Predicate, str, Span], list[Assertion]] = {}
    for said in reading.assertions:
        for evidence in said.evidence:
            kept.setdefault((said.subject, said.predicate, said.object, evidence.passage), []).append(said)
    hits = [hit for hit in knowledge.lexicon.scan(text) if isinstance(hit.entry, Name)]
    context = _Context(document, knowledge, hits, tuple(hit.start for hit in hits), kept)
    sentences = []
    for step in found:
        sentences.append(context.explained(step))
        told(2 * len(found))
    own = {concept.id: concept for concept in reading.concepts}
    seen = {name.concept.id: name.concept for one in sentences for name in one.names}
    seen |= {name.concept.id: name.concept for one in sentences for name in one.unused}
    return Explanation(reading, tuple(sentences), {**knowledge.vocabulary.concepts, **seen, **own})


def _unwatched(_: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What explaining needs of the whole document.

    `hits`: all names by their wording, those that do not count too, with their `starts`; `kept`: the claims that are
    left in the end.
    """

    document: Document
    knowledge: Knowledge
    hits: Sequence[Hit]
    starts: Sequence[int]
    kept: Mapping[tuple[str, Predicate, str, Span], Sequence[Assertion]]

    def explained(self, step: Step) -> Explained:
        """One sentence with the reasons."""
        sentence, place, passage = step.sentence, step.place, step.passage
        if passage is None or place is None:
            silent = (
                "a heading or lead-in above says that nothing counts" if place is None else "too long for a sentence"
            )
            return Explained(sentence, silent, None, (), None, (), (), (), (), ())
        tries = Tries(passage)
        said = {assertion.key: assertion for assertion in reversed(step.said)}
        claims = tuple(self._why(tries, said[key], place) for key in dict.fromkeys(a.key for a in step.said))
        used = frozenset(span for why in claims for span in (why.evidence.subject, why.evidence.object))
        return Explained(
            sentence=sentence,
            silent="it asks" if passage.is_question else "",
            governing=place.governing,
            governs=tuple(dict.fromkeys((rule.predicate, rule.role) for rule in place.governors)),
            topic=Seen(place.topic.span, place.topic.concept, place.topic.span in used) if place.topic else None,
            names=tuple(_seen(passage, used)),
            unused=tuple(self._unused(passage, used)),
            wordings=tuple(_wordings(passage)),
            claims=claims,
            held_back=() if step.said else tuple(_cue(hit, cue) for hit, cue in tries.held_back()),
        )

    def _why(self, tries: Tries, assertion: Assertion, place: Place) -> Why:
        ends = (assertion.subject, assertion.predicate, assertion.object, assertion.evidence[0].passage)
        left = self.kept.get(ends, ())
        final = next((one for one in left if one.key == assertion.key), next(iter(left), None))
        cues = tuple(_cue(hit, cue) for hit, cue in tries.deciding(assertion))
        above = () if cues else tuple(self._cues_above(tries.passage, assertion, place))
        stated = tuple(sorted({Span(hit.start, hit.end) for hit in tries.stating(assertion)}))
        return Why(assertion, stated, cues or above, final)

    def _cues_above(self, passage: Passage, assertion: Assertion, place: Place) -> Iterator[Wording]:
        """The cues of the heading or lead-in, where they make a claim uncertain."""
        if assertion.certainty is Certainty.STATED or not passage.hedged or place.governing is None:
            return
        start = place.governing.start
        hits = self.knowledge.lexicon.scan(flat(self.document.text[start : place.governing.end]))
        for hit, cue in choose_cues(hits):
            if cue.category == assertion.certainty:
                yield Wording(Span(start + hit.start, start + hit.end), cue.category, cue.scope)

    def _unused(self, passage: Passage, used: Collection[Span]) -> Iterator[Unused]:
        """Names that stand in the sentence and do not count, each once."""
        for named in passage.names:
            if named.concept.origin is Origin.PROVISIONAL and named.span not in used:
                yield Unused(named.span, named.concept, "no vocabulary holds it, and no claim needs it")
        reach = -1
        sentence = passage.sentence.span
        for hit in self.hits[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]:
            span = Span(hit.start, hit.end)
            free = hit.end <= sentence.end and hit.start >= reach
            if free and not any(named.span.meets(span) for named in passage.names):
                reach = hit.end
                yield Unused(span, self._concept(hit), _reason(hit, self.document.text))

    def _concept(self, hit: Hit) -> Concept:
        assert isinstance(hit.entry, Name)
        return self.knowledge.vocabulary.concepts[hit.entry.concept]


def _seen(passage: Passage, used: Collection[Span]) -> Iterator[Seen]:
    """The names that count: phrases that no vocabulary holds only where a claim is made of them."""
    for named in passage.names:
        if named.concept.origin is not Origin.PROVISIONAL or named.span in used:
            yield Seen(named.span, named.concept, named.span in used)


def _reason(hit: Hit, text: str) -> str:
    name = hit.entry
    assert isinstance(name, Name)
    if name.exact and text[hit.start : hit.end] != name.exact:
        return f"it counts only when written {name.exact}"
    if name.near:
        return f"it counts only in an article with one of these words: {', '.join(name.near)}"
    return "a part of another word or name"


def _wordings(passage: Passage) -> Iterator[Wording]:
    """Everything in the sentence that rules look for besides names, in text order."""
    found = [Wording(Span(hit.start, hit.end), STATES, trigger.predicate) for hit, trigger in passage.triggers]
    found += [Wording(Span(hit.start, hit.end), LISTS, opener.predicate) for hit, opener in passage.openers]
    found += [_cue(hit, cue) for hit, cue in passage.cues]
    yield from sorted(found, key=lambda wording: (wording.span.start, -wording.span.end, wording.role))


def _cue(hit: Hit, cue: Cue) -> Wording:
    return Wording(Span(hit.start, hit.end), cue.category, cue.scope)
