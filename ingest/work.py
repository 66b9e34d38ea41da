"""One document while it is read: its names, and its sentences one by one, each with what the one before it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import NamedTuple

from graph.model import Assertion, BlockKind, ConceptType, Document, Origin, Sentence, Span
from ingest.abbreviations import without_echoes
from ingest.aimed import is_aim
from ingest.choosing import choose_cues, choose_matters, choose_openers, choose_triggers
from ingest.consistency import as_left_by, without_denied_headings
from ingest.curated import Curator
from ingest.defined import defined_names
from ingest.extractors import extract
from ingest.focus import held_by, speak_of_another, taken_up
from ingest.hits import Hits
from ingest.knowledge import Knowledge
from ingest.leading import Led, led_by
from ingest.lexicon import Cue, Hit, Matter, Opener, StandIn, Trigger
from ingest.mentions import Named
from ingest.naming import LONGEST, Names
from ingest.passage import Group, Passage, group_names
from ingest.provisional import with_provisional
from ingest.relations import compounds, events
from ingest.sections import Place, Sections
from ingest.segments import Segments
from ingest.sentences import split
from ingest.shortened import shortened_names
from ingest.slots import Slots
from ingest.standins import with_stand_ins
from ingest.tables import Tables
from ingest.tones import Tones
from ingest.topics import defined_first, topic_of
from ingest.wording import flat

_FIGURES = 4  # percentages that show a line to be a table

# Characters. What governs and is longer is a paragraph with a lead-in at its end.
_LONG_HEADING = 120


Triggers = tuple[tuple[Hit, Trigger], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence on its way: where it stands, what rules saw of it, and what they read from it.

    `place` is None where nothing counts, `passage` there and where the sentence is too long to be one.
    """

    sentence: Sentence
    place: Place | None
    passage: Passage | None
    said: tuple[Assertion, ...]


class _Before(NamedTuple):
    """What a sentence may take up: lists, the last one that names something, the question before it, the medicine."""

    groups: tuple[Group, ...]
    step: Step | None
    question: Passage | None
    held: Group | None


class Work:
    """What is known of one document while it is read."""

    def __init__(self, document: Document, knowledge: Knowledge, given: Sequence[Named]) -> None:
        self._document = document
        self._knowledge = knowledge
        self._flat = flat(document.text)
        self.curator = Curator(document, self._flat, knowledge.curated)
        self.sentences = split(document)
        self._hits = Hits(self.curator.counted(knowledge.lexicon.scan(self._flat)), self.sentences)
        self._names = Names(document, knowledge, self._hits, self.curator, given)
        self._hedged: dict[tuple[int, int, bool], bool] = {}  # by start and end of what governs
        self._leads = {sentence.lead.start for sentence in self.sentences if sentence.lead}
        self._passages: dict[int, Passage] = {}  # of what leads in to items, by start
        self._offered: dict[str, list[tuple[int, Named]]] = {}  # provisional names that no assertion has used yet
        self._block_starts = frozenset(block.span.start for block in document.blocks)
        titled = self._names.in_title() or self._defined_first()
        topic = topic_of(self.names(), titled, knowledge.states)
        if topic is not None and topic.concept.id in titled:
            self._names.take(shortened_names(topic, self._flat, self.names(), knowledge.vocabulary))
            self._names.take(defined_names(topic, self._flat, self.names()))
        tables = Tables(document, knowledge.governors, self._names.lists_in, self._cues_in)
        self._sections = Sections(document, knowledge, self._names.lists_in, topic, tables)
        self._tones = Tones(document, knowledge.governors)

    def _defined_first(self) -> list[str]:
        """What the first sentence below the title, if there is one, defines."""
        first = next((s.span.start for s in self.sentences if s.kind is not BlockKind.HEADING), 0)
        return defined_first(self.names(), self._flat, first)

    def names(self) -> list[Named]:
        """All names in the document's sentences, in order."""
        return self._names.all()

    def _cues_in(self, span: Span) -> tuple[tuple[Hit, Cue], ...]:
        return choose_cues(self._hits.within(span))

    def assertions(self) -> list[Assertion]:
        """What is read from all passages, in order."""
        found: list[Assertion] = []
        for step in self.steps():
            found += step.said
            if step.passage is not None:
                step.passage.previous = None  # else the whole chain of them would stay in memory
        return without_denied_headings(found)

    def steps(self) -> Iterator[Step]:
        """Every sentence in order, with what it says as the one behind it leaves it."""
        for step, after in pairwise(chain(self._steps(), (None,))):
            assert step is not None, "only the last one is nothing"
            said = as_left_by(after.passage if after else None, step.passage, step.said)
            yield step if said is step.said else replace(step, said=said)

    def _steps(self) -> Iterator[Step]:
        """Every sentence in order; each may take up what the one before it says."""
        before: tuple[Group, ...] = ()
        headings: tuple[Span, ...] | None = None
        last: Step | None = None
        question: Passage | None = None
        held: Group | None = None
        for number, sentence in enumerate(self.sentences):
            place = self._sections.place(sentence)
            asked, question = question, None
            if sentence.headings != headings:
                before, headings, last, held = (), sentence.headings, None, None
            if place is None or len(sentence.span) > LONGEST or self._is_table(sentence.span):
                yield Step(sentence, place, None, ())
                continue
            step = self._step(number, place, _Before(before, last, asked, held))
            passage = step.passage
            assert passage is not None, "what counts has a passage"
            question = passage if passage.is_question else None
            last = step if passage.names or passage.openers else last
            yield step
            before = taken_up(passage, step.said)
            held = held_by(passage, before)

    def _step(self, number: int, place: Place, before: _Before) -> Step:
        sentence = self.sentences[number]
        led = self._led(sentence, place)
        if led is not None:
            place = place._replace(governors=(led.rule,), governing=sentence.lead, target=led.target)
        passage = self._passage(number, place, before, led)
        if sentence.span.start in self._leads:
            self._passages[sentence.span.start] = passage
        said = self._tones.heard(passage, place.governing, extract(passage), place.tone)
        self._keep_provisional(number, passage, said)
        return Step(sentence, place, passage, said)

    def _led(self, sentence: Sentence, place: Place) -> Led | None:
        """What the lead-in says of an item, unless the item has a label of its own."""
        led = sentence.kind is BlockKind.ITEM and sentence.lead is not None
        lead = self._passages.get(sentence.lead.start) if led and sentence.lead else None
        labelled = place.governing is not None and sentence.span.holds(place.governing)
        return led_by(lead) if lead is not None and not labelled else None

    def _passage(self, number: int, place: Place, before: _Before, led: Led | None) -> Passage:
        sentence = self.sentences[number]
        span, governing = sentence.span, place.governing
        known = self._names.of(number)
        found = self._hits.of(number)
        if place.topic is not None and StandIn in found:
            other = speak_of_another(before.groups, place.topic, before.step.said if before.step else ())
            known = with_stand_ins(known, place.topic, sentence, self._flat, other)
        verbs = found.get(Trigger, ())
        triggers = choose_triggers(verbs, known, self._flat) if verbs else ()
        label_end = governing.end if governing and span.holds(governing) else 0
        names = known
        opening = choose_openers(found[Opener], known) if Opener in found else ()
        if triggers or place.governors or opening:
            slots = Slots(
                self._document.text,
                self._flat,
                sentence,
                known,
                triggers,
                place.governors,
                place.topic is not None,
                label_end,
                self.curator.rejected,
                opening,
            )
            names = with_provisional(slots, self._knowledge)
            if names != known:
                triggers = choose_triggers(verbs, names, self._flat)
                opening = choose_openers(found[Opener], names) if Opener in found else ()
            triggers = self._verbs(triggers)
        groups = self._lists(names, triggers, span.start)
        is_heading = sentence.kind is BlockKind.HEADING
        return Passage(
            document=self._document,
            sentence=sentence,
            flat=self._flat,
            knowledge=self._knowledge,
            names=tuple(names),
            groups=groups,
            parts=Segments(span, self._flat, groups, [hit for hit, trigger in triggers if not trigger.opens_clause]),
            triggers=triggers,
            openers=opening,
            cues=choose_cues(found[Cue], names) if Cue in found else (),
            topic=place.topic,
            subheading=place.subheading,
            before=before.groups,
            matters=choose_matters(found[Matter]) if Matter in found else (),
            governors=place.governors,
            target=place.target,
            hedged=governing is not None and self._is_hedged(governing, bool(place.governors)),
            is_first_of_block=span.start in self._block_starts,
            label_end=label_end,
            body=self._cues_below(number) if is_heading else (),
            previous=before.step.passage if before.step else None,
            previous_said=before.step.said if before.step else (),
            led=led.context[:3] if led else None,
            asked=before.question,
            held=before.held,
        )

    def _verbs(self, triggers: Triggers) -> Triggers:
        """The triggers without second parts of compounds."""
        text = self._document.text
        return tuple(found for found in triggers if not compounds.is_part(text, found[0].start))

    def _advised(self, names: Sequence[Named]) -> list[int]:
        """Where advice begins behind a complaint: "To prevent cramps, drink plenty of water"."""
        return [
            after.span.start
            for before, after in pairwise(names)
            if before.concept.type is ConceptType.CONDITION
            and after.concept.type is ConceptType.REMEDY
            and self._flat[after.span.start : after.span.end].partition(" ")[0] in self._knowledge.imperatives
        ]

    def _lists(self, names: Sequence[Named], triggers: Triggers, start: int) -> tuple[Group, ...]:
        if not names:
            return ()
        listed = compounds.without_parts(without_echoes(names, self._flat), self._document.text)
        if len(listed) < 2:
            return group_names(listed, self._flat)
        acting = [n.span.start for n in names if events.is_event(n, self._flat, self._knowledge)]
        acting += self._advised(names)
        places = [*(hit.start for hit, _ in triggers), *acting]
        aimed = is_aim(listed, self._flat, start)
        first = group_names(listed[:1], self._flat) if aimed else ()
        return (*first, *group_names(listed[1:] if aimed else listed, self._flat, places))

    def _cues_below(self, number: int) -> tuple[tuple[Hit, Cue], ...]:
        """The cues in the sentence below a heading."""
        below = self.sentences[number + 1 : number + 2]
        return choose_cues(self._hits.within(below[0].span)) if below else ()

    def _keep_provisional(self, number: int, passage: Passage, said: Sequence[Assertion]) -> None:
        """Provisional names count as names only where an assertion is made of them, here or in what follows."""
        for named in passage.names:
            if named.concept.origin is Origin.PROVISIONAL:
                self._offered.setdefault(named.concept.id, []).append((number, named))
        if not said or not self._offered:
            return
        used = {end for assertion in said for end in (assertion.subject, assertion.object)}
        for key in sorted(used & self._offered.keys()):
            for place, named in self._offered.pop(key):
                self._names.accept(place, named)
                self._sections.forget()

    def _is_table(self, span: Span) -> bool:
        """True for a table that was set as one line: figures, not sentences, where they stand in brackets."""
        flat, start, end = self._flat, span.start, span.end
        figures = flat.count("%", start, end)
        return figures >= _FIGURES and figures - flat.count("%)", start, end) >= _FIGURES

    def _is_hedged(self, governing: Span, rules: bool) -> bool:
        """Whether what governs says "may"; a "may" behind the word that governs is about something else."""
        key = (governing.start, governing.end, rules)
        if key not in self._hedged:
            said = self._knowledge.governors.end(self._document.text[governing.start : governing.end]) if rules else 0
            limit = governing.start + said if said and len(governing) > _LONG_HEADING else governing.end
            cues = choose_cues(self._hits.within(governing))
            self._hedged[key] = any(hit.start < limit for hit, cue in cues if cue.category in ("possible", "disputed"))
        return self._hedged[key]
