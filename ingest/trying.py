"""What decided a claim, found by trying: its sentence is read again with one wording alone, or without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.model import Assertion
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage
from ingest.pipeline import extract

_Ends = tuple[str, str, str]  # subject, predicate, object
_Said = dict[_Ends, Assertion]


class Tries:
    """One passage, read again in other ways; each way is tried once, however many claims ask."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._tried: dict[tuple[str, int], _Said] = {}

    def stating(self, assertion: Assertion) -> list[Hit]:
        """The wordings that state a claim: each that does so alone, else each without which it would not be read.

        None where the claim is read without any: its place or its names alone say it.
        """
        bare = replace(self.passage, triggers=(), openers=())
        if _reads(self._said("bare", 0, bare), assertion):
            return []
        wordings = (*self.passage.triggers, *self.passage.openers)
        if len(wordings) == 1:
            return [wordings[0][0]]
        triggers, openers = enumerate(self.passage.triggers), enumerate(self.passage.openers)
        alone = [p[0] for i, p in triggers if _reads(self._said("t", i, replace(bare, triggers=(p,))), assertion)]
        alone += [p[0] for i, p in openers if _reads(self._said("o", i, replace(bare, openers=(p,))), assertion)]
        return alone or list(self._needed(assertion))

    def deciding(self, assertion: Assertion) -> Iterator[tuple[Hit, Cue]]:
        """The cues in the sentence, or in the text below it, that decided polarity and certainty."""
        text = self.passage.document.text
        words = assertion.evidence[0].cues
        same = [pair for pair in (*self.passage.cues, *self.passage.body) if text[pair[0].start : pair[0].end] in words]
        changing = [pair for pair in same if self._changes(assertion, pair[0])]
        yield from changing or same

    def held_back(self) -> Iterator[tuple[Hit, Cue]]:
        """The cues without which something would be read from a passage that yields nothing."""
        for number, pair in enumerate(self.passage.cues):
            if self._without_cue(number):
                yield pair

    def _needed(self, assertion: Assertion) -> Iterator[Hit]:
        triggers, openers = self.passage.triggers, self.passage.openers
        for i, (hit, _) in enumerate(triggers):
            others = replace(self.passage, triggers=triggers[:i] + triggers[i + 1 :])
            if not _reads(self._said("-t", i, others), assertion):
                yield hit
        for i, (hit, _) in enumerate(openers):
            others = replace(self.passage, openers=openers[:i] + openers[i + 1 :])
            if not _reads(self._said("-o", i, others), assertion):
                yield hit

    def _changes(self, assertion: Assertion, hit: Hit) -> bool:
        """True when the claim would be made otherwise, or not at all, without a cue."""
        number = next((i for i, (cue, _) in enumerate(self.passage.cues) if cue is hit), None)
        there = self._without_cue(number).get(_ends(assertion)) if number is not None else assertion
        return there is None or there.key != assertion.key

    def _without_cue(self, number: int) -> _Said:
        cues = self.passage.cues
        return self._said("-c", number, replace(self.passage, cues=cues[:number] + cues[number + 1 :]))

    def _said(self, way: str, number: int, passage: Passage) -> _Said:
        if (way, number) not in self._tried:
            self._tried[way, number] = {_ends(assertion): assertion for assertion in reversed(extract(passage))}
        return self._tried[way, number]


def _reads(said: _Said, assertion: Assertion) -> bool:
    """True when the same claim is read by the same rule, however surely."""
    there = said.get(_ends(assertion))
    return there is not None and there.evidence[0].rule == assertion.evidence[0].rule


def _ends(assertion: Assertion) -> _Ends:
    return (assertion.subject, assertion.predicate, assertion.object)
