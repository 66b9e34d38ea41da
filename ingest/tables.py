"""Tables: what headers and the cells of a row say of a cell; cells that answer what a header asks of each row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from graph.model import Block, BlockKind, ConceptType, Document, Span
from ingest.governing import SILENT, Governors, Rule
from ingest.lexicon import Cue, Hit
from ingest.mentions import Named
from ingest.passage import Group
from ingest.tones import Answer, Tone, answered, claim_column, column, cued

_CONDITION = frozenset((ConceptType.CONDITION,))
_HELPERS = frozenset(("remedy", "drug", "food", "nutrient"))
_AGENTS = _HELPERS | {"factor"}
_ASKED = re.compile(r"\?|\b(?:safe|good|bad|allowed|suitable)\b", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"(?:the |(?:common|possible|usual|main|typical|other|early|key|likely|frequent) )+", re.IGNORECASE
)
_STEP = re.compile(
    r"(?:age(?: group)?|day|meal|number|phase|severity|stage|step|time(?: of day)?|week|when|#)s?", re.IGNORECASE
)
_HELPFUL = re.compile(r"help|\b(?:good|works?|effective|useful|use|benefit|recommended|worth)", re.IGNORECASE)
_HELPS, _AVOID = "what helps", "avoid"  # wordings of the table of headings: what such an answer says

Grouper = Callable[[Span], tuple[Group, ...]]
Cues = Callable[[Span], Sequence[tuple[Hit, Cue]]]


class Told(NamedTuple):
    """What a table says of one of its cells.

    `governing`: the text that says it, and its `rules`. `above`: what governs the table as a whole governs the cell.
    `about`: the cell with the other end. `tone`: how another cell answers for it. `silent`: nothing in it counts.
    """

    governing: Span | None = None
    rules: tuple[Rule, ...] = ()
    above: bool = False
    about: Span | None = None
    tone: Tone | None = None
    silent: bool = False


_NOTHING = Told()


@dataclass(slots=True)
class _Table:
    """The rows of a table, each with its cells by column; the first row holds the headers."""

    rows: list[dict[int, Span]] = field(default_factory=list)

    def header(self, column: int) -> Span | None:
        """The header of a column."""
        return self.rows[0].get(column)


class _Asked(NamedTuple):
    """A column that asks something of what stands in the first one, and the answer of a row, if it is one."""

    header: Span
    rules: tuple[Rule, ...]
    answer: Answer | None
    about: str


class Tables:
    """The tables of one document. `groups_in` gives the lists of names in a stretch, `cues_in` its cues."""

    def __init__(self, document: Document, governors: Governors, groups_in: Grouper, cues_in: Cues) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._governors = governors
        self._groups_in = groups_in
        self._cues_in = cues_in

    @cached_property
    def _places(self) -> dict[int, tuple[_Table, int, int]]:
        """Table, row and column of each cell, by its start."""
        found = {}
        for table in _tables(self._text, self._blocks):
            for number, row in enumerate(table.rows):
                found.update({span.start: (table, number, column) for column, span in row.items()})
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self._places)

    def told(self, start: int, topic: str | None) -> Told:
        """What is said of the cell with a sentence that begins at `start`. `topic`: the complaint's concept."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return _NOTHING
        table, number, place = self._places[self._starts[at]]
        if self._is_labelled(table):
            label = table.rows[number].get(1)
            return self._labelled(label) if place > 1 and label else _NOTHING
        if number == 0 or table.header(place) is None:
            return _NOTHING
        row = table.rows[number]
        return self._first(table, row, topic) if place == 1 else self._later(table, row, place)

    def _is_labelled(self, table: _Table) -> bool:
        """Whether the first cell of each row says what the second is: "Causes | Stress", "Treatment | Rest"."""
        if any(max(row) > 2 for row in table.rows) or self._says(table.header(2)):
            return False
        labels = sum(1 in row and self._is_label(row[1]) for row in table.rows)
        return labels > 1 and 2 * labels >= len(table.rows)

    def _labelled(self, label: Span) -> Told:
        rules = self._rules(label)
        return Told(label, rules) if _speaks(rules) else Told(silent=any(rule.predicate == "none" for rule in rules))

    def _is_label(self, span: Span) -> bool:
        words = _ADJECTIVE.sub("", self._text[span.start : span.end]).strip(" :*")
        return self._governors.is_wording(words)

    def _first(self, table: _Table, row: dict[int, Span], topic: str | None) -> Told:
        """What is said of the thing that a row is about."""
        header = table.rows[0][1]
        kind = claim_column(self._words(header))
        asked = next(self._asked(table, row, bool(kind)), None)
        if kind and (kind == "myth" or asked is not None):
            tone = asked.answer.tone if asked and asked.answer else None
            return Told(tone=tone._replace(of_claim=True)) if tone else Told(silent=True)
        own = Told(header, self._rules(header)) if self._says(header) else Told(above=True)
        if asked is None or asked.answer is None or asked.about == "evidence":
            hushed = own.above and (self._asks_of_each(table) or self._is_for_others(table, row, topic))
            return _NOTHING if hushed else own._replace(tone=asked.answer.tone if asked and asked.answer else None)
        return self._answered(asked, own)

    def _answered(self, asked: _Asked, own: Told) -> Told:
        """What is said of a row's thing by what another cell answers. `own`: what the first column's header says."""
        assert asked.answer is not None, "it is answered"
        tone, rules = asked.answer.tone, asked.answer.rules or asked.rules
        if rules:
            return Told(asked.header, rules, tone=tone)
        if not own.above:
            return own._replace(tone=tone)
        helps = _HELPFUL.search(self._words(asked.header)) is not None
        return Told(asked.header, self._governors.of(_HELPS) if helps else (), above=True, tone=tone)

    def _later(self, table: _Table, row: dict[int, Span], place: int) -> Told:
        """What is said of a cell beside the first one, by the header of its own column."""
        header, first = table.header(place), row.get(1)
        if header is None or not self._says(header):
            return _NOTHING
        rules, own = self._rules(header), self._rules(table.header(1))
        symptoms = any(rule.predicate == "has_symptom" for rule in own)
        if any(rule.target for rule in rules):
            return Told(header, rules, about=first) if first else _NOTHING
        if _speaks(own) and not symptoms:
            return Told(header, rules)
        if first is not None and self._names(first, _CONDITION):
            return Told(header, rules, about=first)
        if symptoms:
            return Told(header, rules) if rules[0].predicate == "treats" else _NOTHING
        return self._below_verb(header, first, row[place]) or self._below_step(table, header)

    def _below_verb(self, header: Span, first: Span | None, cell: Span) -> Told | None:
        """ "Medicine | Can cause": a header's verb, of which the row's thing is the subject."""
        turned = self._turned(self._rules(header)[0], cell)
        if first is None or turned is None or not self._names(first, _AGENTS):
            return None
        return Told(header, (turned,), about=first)

    def _below_step(self, table: _Table, header: Span) -> Told:
        """ "Day | What to do": rows that only count."""
        counts = 1 in table.rows[0] and _STEP.fullmatch(self._words(table.rows[0][1]).strip(" *:"))
        return Told(header, self._rules(header)) if counts else _NOTHING

    def _turned(self, rule: Rule, cell: Span) -> Rule | None:
        """A rule with its ends the other way round, where a cell names what the rule is done to."""
        if rule.predicate not in ("causes", "worsens", "treats", "prevents") or not self._names(cell, _CONDITION):
            return None
        return replace(rule, role="object", types=_CONDITION, target=_AGENTS)

    def _asked(self, table: _Table, row: dict[int, Span], of_claim: bool) -> Iterator[_Asked]:
        """The columns that ask something of a row's thing, in order, with what the row answers."""
        for place, header in table.rows[0].items():
            if place == 1 or place not in row:
                continue
            words = self._words(header)
            about = column(words)
            rules = tuple(rule for rule in self._rules(header) if rule.role == "subject" and not rule.target)
            asks = words.rstrip().endswith("?")
            if (not about and not _speaks(rules)) or (about == "truth" and not of_claim):
                continue
            answer = self._answer(row[place], about or "help", whole=about == "truth" or not (about or asks))
            if about or asks or answer is not None:
                yield _Asked(header, rules, answer, about or "help")

    def _answer(self, cell: Span, about: str, *, whole: bool) -> Answer | None:
        """What a cell answers; `whole`: it is nothing but an answer."""
        told = answered(self._words(cell), about, () if whole else self._cues_in(cell), whole=whole)
        if told is not None and told.harms:
            return told._replace(rules=self._governors.of(_AVOID))
        if told is None and about == "effect":
            rules = tuple(rule for rule in self._rules(cell) if rule.role == "subject" and not rule.target)
            return Answer(cued(self._words(cell), self._cues_in(cell)), rules=rules) if _speaks(rules) else None
        return told

    def _asks_of_each(self, table: _Table) -> bool:
        """Whether a header beside the first asks something of what stands there: "Food | Safe in pregnancy?"."""
        return any(
            place > 1 and _ASKED.search(self._text, span.start, span.end) for place, span in table.rows[0].items()
        )

    def _is_for_others(self, table: _Table, row: dict[int, Span], topic: str | None) -> bool:
        """Whether a column says that the row's thing is used for something else than the topic."""
        for place, header in table.rows[0].items():
            rules = self._rules(header)
            if place == 1 or place not in row or not any(r.predicate == "treats" and r.role == "object" for r in rules):
                continue
            named = {n.concept.id for group in self._groups_in(row[place]) for n in group.names if _is_condition(n)}
            if named and topic not in named:
                return True
        return False

    def _names(self, span: Span, types: frozenset[str]) -> bool:
        """Whether the first names in a cell are of these types."""
        groups = self._groups_in(span)
        return bool(groups) and groups[0].names[0].concept.type in types

    def _rules(self, span: Span | None) -> tuple[Rule, ...]:
        return self._governors.of(self._words(span)) if span is not None else ()

    def _says(self, span: Span | None) -> bool:
        return _speaks(self._rules(span))

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _speaks(rules: Sequence[Rule]) -> bool:
    """Whether rules state a relation."""
    return any(rule.predicate not in SILENT for rule in rules)


def _is_condition(named: Named) -> bool:
    return named.concept.type is ConceptType.CONDITION


def _tables(text: str, blocks: Sequence[Block]) -> Iterator[_Table]:
    """Cells that follow each other without a blank line; a row ends where the columns begin anew."""
    table, end, last = _Table(), 0, 0
    for block in blocks:
        if block.kind is not BlockKind.CELL:
            continue
        if not table.rows or "\n\n" in text[end : block.span.start]:
            if table.rows:
                yield table
            table = _Table([{}])
        elif block.level <= last:
            table.rows.append({})
        table.rows[-1][block.level] = block.span
        end, last = block.span.end, block.level
    if table.rows:
        yield table
