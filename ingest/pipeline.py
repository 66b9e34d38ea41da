"""A document to its reading: names, passages, and every extractor in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from graph.model import (
    Assertion,
    BlockKind,
    Concept,
    ConceptType,
    Document,
    Evidence,
    Mention,
    Origin,
    Reading,
    Sentence,
    Span,
)
from graph.names import normal, words
from ingest.abbreviations import short_names, without_echoes
from ingest.consistency import CORE, with_later_doubts, without_denied_headings, without_overruled
from ingest.curated import Curator, without_orphans
from ingest.knowledge import Knowledge
from ingest.leading import Led, led_by
from ingest.lexicon import Hit
from ingest.mentions import Named, compose, find_names, with_given
from ingest.passage import Group, Passage, choose_cues, choose_openers, choose_triggers, group_names, segments
from ingest.provisional import Slots, with_provisional
from ingest.reference import are_kin
from ingest.relations import (
    advice,
    compounds,
    continued,
    deficiency,
    described,
    events,
    exposure,
    governed,
    kinds,
    located,
    openers,
    prose,
    verbs,
    wordings,
)
from ingest.relations import (
    asked as replies,
)
from ingest.sections import Place, Sections, topic_of
from ingest.sentences import split
from ingest.standins import with_stand_ins
from ingest.titled import titled_names
from ingest.wording import flat

Extractor = Callable[[Passage], Iterator[Assertion]]

# Characters. What is longer is a table or rubbish, not a sentence; rules look at all its names for each of its verbs.
_LONGEST = 1500

# Characters. What governs and is longer is a paragraph with a lead-in at its end.
_LONG_HEADING = 120

# Order is behaviour: where two rules make one assertion of one passage, the first one is its evidence.
EXTRACTORS: tuple[Extractor, ...] = (
    verbs.extract,
    wordings.extract,
    compounds.extract,
    exposure.extract,
    openers.extract,
    events.extract,
    governed.extract,
    located.extract,
    kinds.extract,
    deficiency.extract,
    continued.extract,
    described.extract,
    advice.extract,
    replies.extract,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence on its way: where it stands, what rules saw of it, and what they read from it.

    `place` is None where nothing counts, `passage` there and where the sentence is too long to be one.
    """

    sentence: Sentence
    place: Place | None
    passage: Passage | None
    said: tuple[Assertion, ...]


def steps(document: Document, knowledge: Knowledge, given: Sequence[Named] = ()) -> tuple[Step, ...]:
    """How a document is read, sentence by sentence: for those who want to see why."""
    return tuple(_Work(document, knowledge, given).steps())


def extract(passage: Passage) -> tuple[Assertion, ...]:
    """What every extractor finds in a passage, in order."""
    said = tuple(assertion for extractor in EXTRACTORS for assertion in extractor(passage))
    if not any(assertion.predicate in CORE for assertion in said):
        said += tuple(prose.extract(passage))
    return without_overruled(said, partial(are_kin, vocabulary=passage.knowledge.vocabulary))


def read(document: Document, knowledge: Knowledge, given: Sequence[Named] = ()) -> Reading:
    """Everything that one document says: a pure function of what is handed in.

    `given`: names that are known beforehand to stand in the text; they take the place of any that meet them.
    """
    work = _Work(document, knowledge, given)
    assertions, applied = work.curator.without_rejected(_merged(work.assertions()))
    names = without_orphans(work.names(), assertions, applied)
    return Reading(
        document=document,
        sentences=work.sentences,
        mentions=tuple(_mention(named, document) for named in names),
        assertions=assertions,
        concepts=_own_concepts(names),
        applied=applied,
    )


class _Work:
    """What is known of one document while it is read."""

    def __init__(self, document: Document, knowledge: Knowledge, given: Sequence[Named]) -> None:
        self._document = document
        self._knowledge = knowledge
        self._flat = flat(document.text)
        self.curator = Curator(document, self._flat, knowledge.curated)
        self._given = tuple(with_given(self.curator.given(), given))
        self._words: frozenset[str] | None = None
        self._hits = self.curator.counted(knowledge.lexicon.scan(self._flat))
        self._starts = [hit.start for hit in self._hits]
        self.sentences = split(document)
        self._passages: dict[Span, Passage] = {}
        self._named = {sentence.span: self._names_in(sentence.span) for sentence in self.sentences}
        self._take_given(self.curator.kept(titled_names(document.title, self._flat, self._title_names())))
        self._take_given(short_names(document.text, self.names()))
        self._block_starts = frozenset(block.span.start for block in document.blocks)
        topic = topic_of(self.names(), self._in_title(), knowledge.states)
        self._sections = Sections(document, knowledge, self._groups_in, topic)

    def names(self) -> list[Named]:
        """All names in the document's sentences, in order."""
        return [named for sentence in self.sentences for named in self._named[sentence.span]]

    def assertions(self) -> list[Assertion]:
        """What is read from all passages, in order."""
        return without_denied_headings([assertion for step in self.steps() for assertion in step.said])

    def steps(self) -> Iterator[Step]:
        """Every sentence in order, with what it says as the one behind it leaves it."""
        found = list(self._steps())
        for step, said in zip(found, with_later_doubts([(s.passage, s.said) for s in found]), strict=True):
            yield step if said is step.said else replace(step, said=said)

    def _steps(self) -> Iterator[Step]:
        """Every sentence in order; each may take up what the one before it says."""
        before: tuple[Group, ...] = ()
        headings: tuple[Span, ...] | None = None
        last: Step | None = None
        question: Passage | None = None
        for sentence, following in zip_longest(self.sentences, self.sentences[1:]):
            place = self._sections.place(sentence)
            asked, question = question, None
            if sentence.headings != headings:
                before, headings, last = (), sentence.headings, None
            if place is None or len(sentence.span) > _LONGEST:
                yield Step(sentence, place, None, ())
                continue
            led = self._led(sentence, place)
            if led is not None:
                place = replace(place, governors=(led.rule,), governing=sentence.lead, target=led.target)
            passage = self._passage(sentence, place, before)
            if led is not None:
                passage = replace(passage, led=led.context[:3])
            self._passages[sentence.span] = passage
            if sentence.kind is BlockKind.HEADING and following is not None:
                passage = replace(passage, body=choose_cues(self._hits_in(following.span)))
            if last is not None and last.passage is not None:
                previous = replace(last.passage, previous=None, previous_said=())
                passage = replace(passage, previous=previous, previous_said=last.said)
            if asked is not None:
                passage = replace(passage, asked=replace(asked, previous=None, asked=None))
            said = extract(passage)
            self._keep_provisional(passage, said)
            step = Step(sentence, place, passage, said)
            question = passage if passage.is_question else None
            last = step if passage.names or passage.openers else last
            yield step
            before = _taken_up(passage.groups, before, said)

    def _led(self, sentence: Sentence, place: Place) -> Led | None:
        """What the lead-in says of an item, unless the item has a label of its own."""
        lead = self._passages.get(sentence.lead) if sentence.lead is not None else None
        labelled = place.governing is not None and sentence.span.holds(place.governing)
        return led_by(lead) if lead is not None and not labelled else None

    def _passage(self, sentence: Sentence, place: Place, before: tuple[Group, ...]) -> Passage:
        other = _speak_of_another(before, place.topic)
        names = with_stand_ins(self._named[sentence.span], place.topic, sentence, self._flat, other)
        hits = self._hits_in(sentence.span)
        triggers = choose_triggers(hits, names, self._flat)
        label_end = place.governing.end if place.governing and sentence.span.holds(place.governing) else 0
        slots = Slots(
            self._document.text,
            self._flat,
            sentence,
            names,
            triggers,
            place.governors,
            place.topic is not None,
            label_end,
            self.curator.rejected,
        )
        names = with_provisional(slots, self._knowledge)
        triggers = choose_triggers(hits, names, self._flat)
        triggers = tuple(found for found in triggers if not compounds.is_part(self._document.text, found[0].start))
        acting = [n.span.start for n in names if events.is_event(n, self._flat, self._knowledge)]
        listed = compounds.without_parts(without_echoes(names, self._flat), self._document.text)
        groups = group_names(listed, self._flat, [*(hit.start for hit, _ in triggers), *acting])
        return Passage(
            document=self._document,
            sentence=sentence,
            flat=self._flat,
            knowledge=self._knowledge,
            names=tuple(names),
            groups=groups,
            segments=segments(
                sentence.span, self._flat, groups, [hit for hit, trigger in triggers if not trigger.opens_clause]
            ),
            triggers=triggers,
            openers=choose_openers(hits, names),
            cues=choose_cues(hits, names),
            topic=place.topic,
            subheading=place.subheading,
            before=before,
            governors=place.governors,
            target=place.target,
            hedged=place.governing is not None and self._is_hedged(place),
            is_first_of_block=sentence.span.start in self._block_starts,
            label_end=label_end,
        )

    def _keep_provisional(self, passage: Passage, said: Sequence[Assertion]) -> None:
        """Provisional names count as names only where an assertion is made of them."""
        used = {end for assertion in said for end in (assertion.subject, assertion.object)}
        kept = [n for n in passage.names if n.concept.origin is Origin.PROVISIONAL and n.concept.id in used]
        if kept:
            known = self._named[passage.sentence.span]
            apart = [n for n in known if not any(n.span.meets(new.span) for new in kept)]
            self._named[passage.sentence.span] = sorted([*apart, *kept], key=lambda n: n.span)

    def _hits_in(self, span: Span) -> list[Hit]:
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [hit for hit in self._hits[low:high] if hit.end <= span.end]

    def _take_given(self, names: Sequence[Named]) -> None:
        """Names that hold in this document alone; what was given beforehand keeps its meaning."""
        if names:
            self._given = tuple(with_given(names, self._given))
            met = [s for s in self.sentences if any(s.span.meets(named.span) for named in names)]
            self._named.update({sentence.span: self._names_in(sentence.span) for sentence in met})

    def _names_in(self, span: Span) -> list[Named]:
        hits = self._hits_in(span)
        vocabulary = self._knowledge.vocabulary
        found = find_names(hits, self._document.text, vocabulary, self._has_word)
        if self._given:
            given = [named for named in self._given if span.holds(named.span)]
            found = with_given(found, given)
        if not found or len(span) > _LONGEST:
            return found
        return self.curator.kept(compose(found, hits, self._flat, vocabulary))

    def _groups_in(self, span: Span) -> tuple[Group, ...]:
        names = self._named.get(span)
        names = self._names_in(span) if names is None else names
        return group_names(without_echoes(names, self._flat), self._flat)

    def _is_hedged(self, place: Place) -> bool:
        """Whether what governs says "may"; a "may" behind the word that governs is about something else."""
        span = place.governing
        if span is None:
            return False
        said = self._knowledge.governors.end(self._document.text[span.start : span.end]) if place.governors else 0
        limit = span.start + said if said and len(span) > _LONG_HEADING else span.end
        hedges = (hit for hit, cue in choose_cues(self._hits_in(span)) if cue.category in ("possible", "disputed"))
        return any(hit.start < limit for hit in hedges)

    def _has_word(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(normal(text) for text in set(words(self._document.text)))
        return word in self._words

    def _title_names(self) -> list[Named]:
        title = self._document.title
        return find_names(self._knowledge.lexicon.scan(flat(title)), title, self._knowledge.vocabulary, self._has_word)

    def _in_title(self) -> list[str]:
        """Ids of the concepts that the title names."""
        known = [named.concept.id for named in self._title_names()]
        return known + [named.concept.id for named in self._given if named.concept.origin is Origin.PROVISIONAL]


def _taken_up(groups: Sequence[Group], before: Sequence[Group], said: Sequence[Assertion]) -> tuple[Group, ...]:
    """The lists that a pronoun in the next sentence may mean: first what did something here, named or by pronoun."""
    subjects = {a.evidence[0].subject for a in said if a.evidence[0].rule in ("verb", "phrase")}
    acting = [g for g in (*groups, *before) if any(named.span in subjects for named in g.names)]
    return tuple(dict.fromkeys((*acting, *groups))) or tuple(before)


def _speak_of_another(groups: Sequence[Group], topic: Named | None) -> bool:
    """Whether lists name a complaint that is not the topic."""
    conditions = {n.concept.id for g in groups for n in g.names if n.concept.type is ConceptType.CONDITION}
    return bool(conditions) and (topic is None or topic.concept.id not in conditions)


def _mention(named: Named, document: Document) -> Mention:
    return Mention(named.concept.id, named.span, document.text[named.span.start : named.span.end])


def _own_concepts(names: Iterable[Named]) -> tuple[Concept, ...]:
    own = {n.concept.id: n.concept for n in names if n.concept.origin in (Origin.COMPOSED, Origin.PROVISIONAL)}
    return tuple(own[key] for key in sorted(own))


def _merged(assertions: Sequence[Assertion]) -> tuple[Assertion, ...]:
    """One assertion for each thing said, with one evidence for each passage that says it, in text order."""
    said: dict[tuple[str, ...], dict[Span, Evidence]] = {}
    first: dict[tuple[str, ...], Assertion] = {}
    for assertion in assertions:
        first.setdefault(assertion.key, assertion)
        said.setdefault(assertion.key, {}).setdefault(assertion.evidence[0].passage, assertion.evidence[0])
    merged = (replace(first[key], evidence=tuple(passages.values())) for key, passages in said.items())
    return tuple(sorted(merged, key=lambda a: (a.evidence[0].passage, a.key)))
