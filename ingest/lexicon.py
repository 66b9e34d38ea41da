"""All wordings that reading looks for, found in one pass: names, triggers, cues, openers and composition parts.

One Aho-Corasick automaton (Aho and Corasick 1975) over flat text (`ingest.wording.flat`) finds every overlapping
wording; only those that stand between word boundaries count. Of a long wording it holds the first letters only; whether
the rest follows is seen in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

import ahocorasick

_DIVIDER = "\n"  # stands in no wording
_HEAD = 16  # letters of a wording that the automaton holds; with twice as many it takes half as much memory again


class Direction(StrEnum):
    """Which side of a trigger the subject stands on, and how its neighbours are chosen."""

    FORWARD = "forward"  # the subject on the left
    BACKWARD = "backward"  # the subject on the right: "due to"
    PASSIVE = "passive"  # a verb's past form: turned round after "is" or before "by"
    ASSOCIATED = "associated"  # either way; the complaint is the object
    SOURCE = "source"  # "good sources of N are F" as well as "F is a good source of N"
    SUFFERERS = "sufferers"  # "people with D may have S"
    TOPIC = "topic"  # "A may help": the object may be left to the topic
    WORSE = "worse"  # "A makes B worse"
    PRONE = "prone"  # "prone to S when C"
    AROUND = "around"  # "keeps S away": the rest of the wording stands behind the object
    VIA = "via"  # "protects people from S": the object stands behind the rest of the wording
    FELT = "felt"  # "you may feel S": the subject is what the section is about
    SHOWN = "shown"  # "S, S and other symptoms": the subject is named behind "of", or what the section is about
    LIKELY = "likely"  # "if you are D, you are more likely to get S": D stands anywhere before
    EFFECT = "effect"  # "the effect of A on B"
    MEANS = "means"  # "treatment of B with A"
    BETWEEN = "between"  # "a link between A and B"
    FOUND = "found"  # "many find A helpful": the subject stands before the rest of the wording
    FUNCTION = "function"  # "helps you sleep": the rest of the wording is the label of the object
    AMONG = "among"  # "S is common in C": as backward, and C is a condition
    BEHIND = "behind"  # "many find relief with A": as topic, but the subject stands behind
    REASON = "reason"  # "S happens because C": C is a condition in the clause behind it


class Name(NamedTuple):
    """A concept's name. `near`: words, one of which must be in the document; `exact`: as it must be written, or "".

    `unless`: words right behind it, in the singular, with which it means something else.
    """

    concept: str
    exact: str = ""
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Trigger(NamedTuple):
    """A wording that states a relation. `predicate` may be one of the table's own words (increase, decrease, help)."""

    predicate: str
    direction: Direction
    rule: str
    form: str  # base, third, past, ing, phrase
    rest: str = ""  # of a wording in two parts: the second, words divided by "|"

    @property
    def opens_clause(self) -> bool:
        """True for a conjunction: a clause of its own begins with it."""
        return self.direction is Direction.REASON

    @property
    def scoped_form(self) -> str:
        """Its form; "people" where its verb comes later ("people with A may have B")."""
        return "people" if self.direction in (Direction.SUFFERERS, Direction.PRONE) else self.form


# Of cues; data/cues.tsv says what they mean.
CATEGORIES = tuple("negated possible disputed weak tested denied absent shunned silent asked pseudo nothing".split())
SCOPES = ("verb", "clause", "sentence", "next")


class Cue(NamedTuple):
    """A wording that decides polarity or certainty."""

    category: str
    scope: str


class Opener(NamedTuple):
    """A noun that opens a list: "causes of". `target`: the types of what it speaks of, where not all count."""

    predicate: str
    role: str
    target: tuple[str, ...] = ()


class StandIn(NamedTuple):
    """A word that may stand for the complaint of an article: "attacks". `ingest.standins` says when it does."""

    word: str


class Compose(NamedTuple):
    """A part of a composed name, standing before or behind the known name."""

    before: bool
    types: tuple[str, ...]
    result: str
    kind: str


class Matter(NamedTuple):
    """A part or substance of the body, and what it means that certain changes are made to it (`ingest.matters`)."""

    changes: tuple[str, ...]
    predicate: str
    condition: str
    complaints: frozenset[str]


Entry = Name | Trigger | Cue | Opener | Compose | StandIn | Matter


class Hit(NamedTuple):
    """A wording found: where in the document (code points), and what it is."""

    start: int
    end: int
    entry: Entry


class Lexicon:
    """An automaton over wordings, each with its entries."""

    def __init__(self, wordings: Iterable[tuple[str, Entry]]) -> None:
        by_wording: dict[str, tuple[Entry, ...]] = {}
        last: Entry | None = None
        for given, entry in wordings:
            wording = " ".join(given.split()) if "  " in given or given != given.strip() else given
            if entry is not last:  # forms of one name follow each other, names are many, and mostly alone
                last, alone = entry, (entry,)
            entries = by_wording.setdefault(wording, alone)
            if entries is not alone and entry not in entries:
                by_wording[wording] = (*entries, entry)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        self._reaches = bytearray()  # by number of a head: its length but one
        self._rests: list[str] = []  # what follows upon it, divided by _DIVIDER; "" where it is the whole wording
        self._entries: list[tuple[Entry, ...] | tuple[tuple[Entry, ...], ...]] = []
        heads = _by_head(by_wording)
        while heads:  # what is taken in goes at once: all of it twice would fill the memory
            head, rests = heads.popitem()
            self._automaton.add_word(head, len(self._entries))
            self._reaches.append(len(head) - 1)
            self._rests.append(_DIVIDER.join(rests[::2]) if rests[::2] != [""] else "")
            same = all(entries is rests[1] for entries in rests[3::2])
            self._entries.append(rests[1] if same else tuple(rests[1::2]))
        self._automaton.make_automaton()

    def scan(self, text: str) -> list[Hit]:
        """Every wording in a flat text, by start, longest first."""
        found: list[tuple[int, int, tuple[Entry, ...]]] = []
        edged = text + " "  # what stands before the first character is then the last one
        reaches, rests, entries = self._reaches, self._rests, self._entries
        for last, number in self._automaton.iter(text):
            reach = reaches[number]
            if edged[last - reach - 1].isalnum():
                continue
            rest = rests[number]
            if rest:
                found += _going_on(edged, last - reach, last + 1, rest, entries[number])
            elif not edged[last + 1].isalnum():
                found.append((last - reach, -last - 1, entries[number]))
        found.sort()  # no two have one place: entries are never compared
        return [_hit((start, -end, entry)) for start, end, entries in found for entry in entries]


def _by_head(by_wording: dict[str, tuple[Entry, ...]]) -> dict[str, list[Any]]:
    """What follows upon the first letters of wordings, and its entries, by turns. Empties `by_wording`.

    A letter behind which no two wordings are alike takes the automaton 40 bytes; most are ends of long names.
    """
    heads: dict[str, list[Any]] = {}
    while by_wording:
        wording, entries = by_wording.popitem()
        in_order = entries if len(entries) == 1 else tuple(sorted(entries, key=lambda entry: type(entry).__name__))
        heads.setdefault(wording[:_HEAD], []).extend((wording[_HEAD:], in_order))
    return heads


def _going_on(
    edged: str, start: int, at: int, rests: str, entries: tuple[Any, ...]
) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    """The wordings that begin at `start` and go on as they should from `at` on, up to the end of a word."""
    each = type(entries[0]) is tuple
    for number, rest in enumerate(rests.split(_DIVIDER)):
        if edged.startswith(rest, at) and not edged[at + len(rest)].isalnum():
            yield start, -at - len(rest), entries[number] if each else entries


_hit = partial(tuple.__new__, Hit)  # twice as fast as Hit(...), and there are fifty thousand to each MB
