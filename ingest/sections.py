"""Where a sentence stands: what governs it, what its section is about, and whether it counts at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.model import BlockKind, ConceptType, Document, Sentence, Span
from ingest.governing import SILENT, Rule, contrary
from ingest.knowledge import Knowledge
from ingest.mentions import Named
from ingest.movedon import has_moved_on
from ingest.passage import Group
from ingest.reference import are_kin, is_particular
from ingest.sentences import keeps_on
from ingest.tables import Tables
from ingest.takingup import taken_up
from ingest.tones import Tone, heading_tone
from ingest.topics import only_kind

_FOODS = frozenset(("food",))  # "9 foods that beat bloating (and 4 that cause it)" leaves open which do what
_CONDITION = frozenset((ConceptType.CONDITION,))
_IT = re.compile(r"\b(?:it|them)\b", re.IGNORECASE)
_OF_COMPLAINTS = ("causes", "worsens", "has_symptom")
_PLAIN = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_TRUE = re.compile(
    r"\b(?:facts?|truth|true|reality|actually|however|but|false|wrong|not|no|never|cannot)\b|n['’]t\b", re.IGNORECASE
)
_BY = re.compile(r"\b(?:by|due to|because of|from) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_NEAR = 120  # characters from "caused by" to a cause
_LABEL = 45  # characters of a label with its colon

Grouper = Callable[[Span], tuple[Group, ...]]


class Place(NamedTuple):
    """What a sentence's place says: rules with the text that holds them, their target, the topic, the sub-heading.

    `tone`: what another cell of a table's row answers for this one.
    """

    governors: tuple[Rule, ...]
    governing: Span | None
    target: Group | None
    topic: Named | None
    subheading: Group | None
    tone: Tone | None = None


class _Above(NamedTuple):
    """What headings say of all that stands right below them; worked out once for each section."""

    headings: tuple[Span, ...]
    silent: bool
    governing: Span | None
    topic: Named | None
    subheading: Group | None


class Sections:
    """The places of one document's sentences. `groups_in` gives the lists of names in a heading or lead-in."""

    def __init__(
        self, document: Document, knowledge: Knowledge, groups_in: Grouper, topic: Named | None, tables: Tables
    ) -> None:
        self._text = document.text
        self._governors = knowledge.governors
        self._states = knowledge.states
        self._groups_in = groups_in
        self._topic = topic
        self._tables = tables
        self._paragraphs = tuple(b.span for b in document.blocks if b.kind is not BlockKind.HEADING)
        self._paragraph_starts = [span.start for span in self._paragraphs]
        self._block_starts = frozenset(block.span.start for block in document.blocks)
        self._blocks = document.blocks
        self._block_list = sorted(self._block_starts)
        self._title = next((b.span for b in document.blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
        self._vocabulary = knowledge.vocabulary
        headings = (b.span for b in document.blocks if b.kind is BlockKind.HEADING and b.span != self._title)
        named = (named for span in headings for group in groups_in(span) for named in group.names)
        self._sole_kind = only_kind(topic, named, knowledge.vocabulary) if topic else None
        self._above: _Above | None = None
        self._plain: tuple[_Above, Place] | None = None  # where a plain sentence below these headings stands

    def place(self, sentence: Sentence) -> Place | None:
        """Where a sentence stands, or None where nothing counts ("When to see a doctor")."""
        if self._above is None or sentence.headings != self._above.headings:
            self._above = self._what_stands_above(sentence.headings)
        above = self._above
        if above.silent:
            return None
        if self._is_plain(sentence):
            if self._plain is None or self._plain[0] is not above:
                self._plain = above, self._governed(above.governing, above.topic, above)
            return self._plain[1]
        near = (sentence.lead, self._label(sentence), self._label_of_block(sentence))
        if self._is_silent(sentence, near):
            return None
        labelled = self._labelled(sentence)
        if sentence.kind is BlockKind.CELL:
            return self._in_table(sentence, labelled or above.topic, above)
        told_on = labelled is not None and near[2] is not None  # "Tension headaches: ... You may feel ..."
        governing = None if told_on else self._governing(sentence, near, above)
        return self._governed(governing, self._meant(labelled, governing, above.topic), above)

    def _is_silent(self, sentence: Sentence, near: Sequence[Span | None]) -> bool:
        """Whether a lead-in or label says that nothing counts, or what is only believed."""
        silent = any(span is not None and self._says_nothing(span) for span in near)
        told_on = near[2] is not None and self._tells_on(near[2], sentence)
        return told_on or (silent and not self._moved_on(sentence))

    def _meant(self, labelled: Named | None, governing: Span | None, topic: Named | None) -> Named | None:
        """The complaint told of: a label's, unless it is what is listed ("Pinched nerve: ..." below "Causes")."""
        if labelled is None or topic is None or governing is None:
            return labelled or topic
        lists = any(rule.predicate in _OF_COMPLAINTS for rule in self._rules(governing))
        return topic if lists and not are_kin(labelled.concept.id, topic.concept.id, self._vocabulary) else labelled

    def _in_table(self, cell: Sentence, topic: Named | None, above: _Above) -> Place | None:
        """Where a cell stands: below its column's header, beside the other cells of its row."""
        told = self._tables.told(cell.span.start, topic.concept.id if topic else None)
        if told.silent:
            return None
        label = self._label(cell)
        own = label if label is not None and self._says(label) else None
        governing = own or (above.governing if told.above else None)
        if governing is not None:
            governed = self._governed(governing, topic, above)
            if own is not None or not told.rules or not contrary((*governed.governors, *told.rules)):
                return governed._replace(tone=told.tone)
        if told.about is None:
            target = self._target(told.governing, told.rules, topic)
            return Place(told.rules, told.governing, target, topic, above.subheading, told.tone)
        wanted = told.rules[0].target or _CONDITION
        target = next((kept for group in self._groups_in(told.about) if (kept := group.only(wanted))), None)
        return Place(told.rules if target else (), told.governing, target, topic, above.subheading)

    def forget(self) -> None:
        """To be called when names were added to a sentence: it may be one that governs others."""
        self._plain = None

    def _is_plain(self, sentence: Sentence) -> bool:
        """True for a sentence that only headings govern, in a block without a label: then one is placed as another."""
        if sentence.lead is not None or sentence.kind not in _PLAIN:
            return False
        start = self._block_list[bisect_right(self._block_list, sentence.span.start) - 1]
        return self._text.find(":", start, start + _LABEL) < 0

    def _governed(self, governing: Span | None, topic: Named | None, above: _Above) -> Place:
        said = (self._rules(governing) or self._alone(governing)) if governing else ()
        rules = tuple([rule for rule in said if rule.predicate not in SILENT])
        if governing == self._title and contrary(rules):
            rules = tuple(replace(rule, types=rule.types - _FOODS) for rule in rules if rule.types)
        return Place(rules, governing, self._target(governing, rules, topic), topic, above.subheading)

    def _what_stands_above(self, headings: tuple[Span, ...]) -> _Above:
        above = tuple(reversed(headings))
        return _Above(
            headings,
            any(self._says_nothing(heading) for heading in above if heading != self._title),
            self._governing_heading(above),
            self._section_topic(above),
            self._subheading(above),
        )

    def _governing_heading(self, above: Sequence[Span]) -> Span | None:
        """The nearest heading that says something; one that says it only by itself where none below the title does."""
        said = next((heading for heading in above if self._rules(heading)), None)
        if said is not None and said != self._title:
            return said
        helps = said is None or any(rule.predicate in ("treats", "prevents") for rule in self._rules(said))
        weak = above[0] if above and above[0] != self._title and helps else None
        return weak if weak is not None and self._alone(weak) else said

    def _alone(self, span: Span) -> tuple[Rule, ...]:
        return self._governors.alone(self._text[span.start : span.end])

    def _rules(self, span: Span) -> tuple[Rule, ...]:
        return self._governors.of(self._text[span.start : span.end])

    def _says(self, span: Span) -> bool:
        """Whether a label or lead-in states a relation; only a heading is heard when it states none."""
        return any(rule.predicate not in SILENT for rule in self._rules(span))

    def _says_nothing(self, span: Span) -> bool:
        return any(rule.predicate == "none" for rule in self._rules(span)[:1])

    def _tells_on(self, label: Span, sentence: Sentence) -> bool:
        """Whether a sentence goes on with what a label calls a myth, before any word of what is true."""
        myth = heading_tone(self._text[label.start : label.end])
        return myth is not None and _TRUE.search(self._text, label.end, sentence.span.end) is None

    def _governing(self, sentence: Sentence, near: Sequence[Span | None], above: _Above) -> Span | None:
        """What says nearest what is listed: a label, a lead-in, the sentence before that, a heading."""
        heading = sentence.kind is BlockKind.HEADING and bool(self._rules(sentence.span))
        if heading and not is_particular(self._groups_in(sentence.span), sentence.span):
            return None
        lead, *labels = near
        own = next((span for span in (*labels, lead) if span is not None and self._says(span)), None)
        if own is None and lead is not None:
            before = self._sentence_before(lead)
            own = before if before is not None and self._says(before) else None
        if own is None and lead is not None and self._ran_on(lead, sentence):
            return above.governing if keeps_on(self._text[lead.start : lead.end]) else None
        return own or above.governing

    def _ran_on(self, lead: Span, sentence: Sentence) -> bool:
        """Whether the lead-in stands behind the last item of a list before: headings were about that list."""
        here, there = (self._block_at(span) for span in (sentence.span, lead))
        before = self._blocks[there - 1 if self._blocks[there].kind is BlockKind.PARAGRAPH else there]
        return before.kind is BlockKind.ITEM and before.level == self._blocks[here].level

    def _moved_on(self, sentence: Sentence) -> bool:
        item = sentence.kind is BlockKind.ITEM
        return item and has_moved_on(self._text, self._blocks, self._block_at(sentence.span), sentence.span.end)

    def _block_at(self, span: Span) -> int:
        return bisect_right(self._block_list, span.start) - 1

    def _labelled(self, sentence: Sentence) -> Named | None:
        """The complaint that a paragraph begins with as its label: "Tension headaches: these are ..."."""
        if sentence.kind is BlockKind.HEADING:
            return None
        at = bisect_right(self._block_list, sentence.span.start) - 1
        start = self._block_list[at] if at >= 0 else sentence.span.start
        end = self._text.find(":", start, start + _LABEL)
        kept = [k for group in self._groups_in(Span(start, end)) if (k := group.only(_CONDITION))] if end > 0 else []
        near = len(kept) == 1 and len(kept[0].names) == 1 and kept[0].start - start < 5 and end - kept[0].end < 2
        return kept[0].names[0] if near and kept[0].names[0].concept.id not in self._states else None

    def _label(self, sentence: Sentence) -> Span | None:
        """The label that a block begins with: "Side effects: ..."."""
        if sentence.kind is BlockKind.HEADING or sentence.span.start not in self._block_starts:
            return None
        end = self._text.find(":", sentence.span.start, min(sentence.span.end - 2, sentence.span.start + _LABEL))
        return Span(sentence.span.start, end) if end > 0 else None

    def _label_of_block(self, sentence: Sentence) -> Span | None:
        """The label that a later sentence's paragraph begins with."""
        block = self._paragraph(sentence.span)
        if block is None or block.start == sentence.span.start:
            return None
        end = self._text.find(":", block.start, min(sentence.span.start, block.start + _LABEL))
        return Span(block.start, end) if end > 0 else None

    def _sentence_before(self, lead: Span) -> Span | None:
        """The sentence that a lead-in such as "They include:" takes up, in the same paragraph."""
        around = self._paragraph(lead)
        return None if around is None else taken_up(self._text, around, lead)

    def _paragraph(self, lead: Span) -> Span | None:
        place = bisect_right(self._paragraph_starts, lead.start) - 1
        return self._paragraphs[place] if place >= 0 and self._paragraphs[place].holds(lead) else None

    def _section_topic(self, above: Sequence[Span]) -> Named | None:
        governing = next((number for number, heading in enumerate(above) if self._rules(heading)), 0)
        for heading in above[governing:]:  # below what governs, a heading names what is listed
            if heading == self._title:
                break
            for group in self._groups_in(heading):
                kept = group.only(_CONDITION)
                if kept and kept.names[0].concept.id not in (*self._states, self._sole_kind):
                    return kept.names[0]
        return self._topic

    def _target(self, governing: Span | None, rules: tuple[Rule, ...], topic: Named | None) -> Group | None:
        fallback = Group((topic,)) if topic else None
        if governing is None or not rules:
            return fallback
        wanted = rules[0].target or _CONDITION
        groups = self._groups_in(governing)
        around = self._paragraph(governing) if _IT.search(self._text, governing.start, governing.end) else None
        if around is not None and around.start < governing.start:
            # "These triggers make it worse:" after a sentence that names it
            groups += self._groups_in(Span(around.start, governing.start))
        if rules[0].predicate == "causes" and rules[0].role == "subject":
            groups = tuple(group for group in groups if not self._is_cause(governing, group))
        found = (kept for kept in (group.only(wanted) for group in groups) if kept)
        named = next((group for group in found if group.names[0].concept.id not in self._states), None)
        if named is not None and named.names[0].concept.id == self._sole_kind:
            return fallback
        return named or (fallback if ConceptType.CONDITION in wanted else None)

    def _is_cause(self, governing: Span, group: Group) -> bool:
        """Whether what governs names a cause: "It can be caused by A. These include:"."""
        near = max(governing.start, group.start - _NEAR)
        return governing.start <= group.start and _BY.search(self._text, near, group.start) is not None

    def _subheading(self, above: Sequence[Span]) -> Group | None:
        if not above or above[0] == self._title:
            return None
        groups = self._groups_in(above[0])
        return groups[0] if groups else None
