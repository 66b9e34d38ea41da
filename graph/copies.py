"""Which documents are copies of one article, so that repetition is not taken for agreement.

Two signs: nearly the same words (bottom-k sketch of word 4-shingles, after Broder 1997); or largely the same claims in
the same order, which is what remains of an article that was reworded. Articles on one subject share claims too, but
each tells them in its own order. Either way both must name much the same concepts in the same order. Candidates are
looked up in an inverted index, so the work grows with the number of documents, not of pairs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from math import sqrt

from graph.model import Reading
from graph.names import words

SHINGLE = 4  # words: shorter ones are shared by chance, longer ones break at every edit
SKETCH = 64  # hashes kept of a document: Jaccard is then good to about 0.06
SAME_WORDS = 0.5  # Jaccard of shingles from which two texts are one article
VERBATIM = 0.9  # from here on a copy needs no entry of its own in the index: its original stands there
FEWEST_CLAIMS = 6  # in common and in the same order: fewer may be the trade's usual list
# What a reworded pair shares in order, of the geometric mean of both lengths. The sample pair has 0.47 of its claims
# and 0.61 of its concepts; no two independent articles among some 50 on cramps have more than 0.30 and 0.28.
SAME_CLAIMS = 0.35
SAME_CONCEPTS = 0.42
COMMONPLACE = 64  # what more documents hold does not point at one of them

_MASK = (1 << 48) - 1
_TEXT = re.compile(r"\.".join([r"((?:[0-9a-f]{12})*)"] * 3))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What copies are known by: smallest shingle hashes, ascending; claims and concepts in text order, each once."""

    words: tuple[int, ...]
    claims: tuple[int, ...] = ()
    concepts: tuple[int, ...] = ()

    def __str__(self) -> str:
        """The form in which it is stored: hexadecimal, twelve digits a hash."""
        return ".".join("".join(f"{value:012x}" for value in part) for part in (self.words, self.claims, self.concepts))


def parse_fingerprint(text: str) -> Fingerprint:
    """The fingerprint that `str` wrote; an empty one if the text is none (it then resembles nothing)."""
    found = _TEXT.fullmatch(text)
    return Fingerprint(*(_numbers(part) for part in found.groups())) if found else Fingerprint(())


def _numbers(digits: str) -> tuple[int, ...]:
    return tuple(int(digits[at : at + 12], 16) for at in range(0, len(digits), 12))


def fingerprint(reading: Reading) -> Fingerprint:
    """The fingerprint of a document: its article text (blocks only), and what it claims."""
    text = reading.document.text
    found = words("\n".join(text[block.span.start : block.span.end] for block in reading.document.blocks))
    said = sorted(
        (evidence.passage, evidence.object, evidence.subject, assertion.key[:4])
        for assertion in reading.assertions
        for evidence in assertion.evidence
    )
    named = (mention.concept for mention in sorted(reading.mentions, key=lambda mention: mention.span))
    return Fingerprint(sketch(found), _once(" ".join(claim[-1]) for claim in said), _once(named))


def _once(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(_hash, texts)))


def sketch(text: list[str]) -> tuple[int, ...]:
    """The SKETCH smallest hashes of the shingles of these words, ascending."""
    hashes = [_hash(word) for word in text]
    if 0 < len(hashes) < SHINGLE:
        hashes += [0] * (SHINGLE - len(hashes))
    # one hash a word (cached), then mixed by odd factors: a shingle costs no call
    mixed = {
        (a * 0x9E3779B97F4B + b * 0xC2B2AE3D27D5 + c * 0x165667B19E37 + d * 0x27D4EB2F1655) & _MASK
        for a, b, c, d in zip(hashes, hashes[1:], hashes[2:], hashes[3:], strict=False)
    }
    return tuple(sorted(mixed)[:SKETCH])


@lru_cache(maxsize=65_536)
def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=6, person=b"myograph").digest(), "big")


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The Jaccard similarity of two documents' shingles, estimated from their sketches: in [0, 1]."""
    both = set(one) & set(other)
    # only the smallest of the union are a fair sample of it; short documents are there in full
    size = SKETCH if max(len(one), len(other)) >= SKETCH else len(one) + len(other)
    union = sorted({*one, *other})[:size]
    return len(both.intersection(union)) / len(union) if union else 0.0


def in_order(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How many values both hold in the same order, not necessarily side by side; neither holds any twice."""
    place = {value: at for at, value in enumerate(other)}
    tails: list[int] = []  # where the best run of each length ends, the earliest such place
    for at in (place[value] for value in one if value in place):
        where = bisect_left(tails, at)
        tails[where : where + 1] = [at]
    return len(tails)


def reworded(one: Fingerprint, other: Fingerprint) -> bool:
    """True when two documents make largely the same claims about the same concepts in the same order."""
    shared = in_order(one.claims, other.claims)
    enough = max(FEWEST_CLAIMS, SAME_CLAIMS * sqrt(len(one.claims) * len(other.claims)))
    return shared >= enough and same_subject(one, other)


def same_subject(one: Fingerprint, other: Fingerprint) -> bool:
    """True when two documents name largely the same concepts in the same order, or one of them names none."""
    return in_order(one.concepts, other.concepts) >= SAME_CONCEPTS * sqrt(len(one.concepts) * len(other.concepts))


def families(documents: Mapping[str, Fingerprint]) -> dict[str, str]:
    """The family of every document: the smallest id among the copies of its article, mostly its own."""
    parent = {document: document for document in sorted(documents)}
    _join_by_words(documents, parent)
    # of texts that are nearly the same, one may speak for all
    _join_by_claims({document: documents[document] for document, root in parent.items() if document == root}, parent)
    return {document: _root(parent, document) for document in parent}


def _join_by_words(documents: Mapping[str, Fingerprint], parent: dict[str, str]) -> None:
    index: defaultdict[int, list[str]] = defaultdict(list)
    for document in parent:
        own, best = documents[document], 0.0
        for other in _sharing(own.words, index, len(own.words) / 3):
            if _root(parent, other) == _root(parent, document):
                continue  # of a family the nearest comes first, and it speaks for the others
            alike = resemblance(own.words, documents[other].words)
            # one template filled in for two diseases is two articles
            if alike >= SAME_WORDS and same_subject(own, documents[other]):
                best = max(best, alike)
                _join(parent, document, other)
        for value in own.words if best < VERBATIM else ():
            if len(index[value]) < COMMONPLACE:
                index[value].append(document)


def _join_by_claims(documents: Mapping[str, Fingerprint], parent: dict[str, str]) -> None:
    held = Counter(claim for own in documents.values() for claim in own.claims)
    index: defaultdict[int, list[str]] = defaultdict(list)
    for document, own in documents.items():
        telling = [claim for claim in own.claims if held[claim] <= COMMONPLACE]
        for other in _sharing(telling, index, 2):
            if reworded(own, documents[other]):
                _join(parent, document, other)
        for claim in telling:
            index[claim].append(document)


def _sharing(values: Iterable[int], index: Mapping[int, list[str]], least: float) -> list[str]:
    """Those who share at least so many of the values, who share most first."""
    shared = Counter(chain.from_iterable(index[value] for value in values if value in index))
    enough = [(-number, other) for other, number in shared.items() if number >= least]
    return [other for _, other in sorted(enough)]


def _join(parent: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first


def _root(parent: dict[str, str], document: str) -> str:
    while parent[document] != document:
        parent[document] = parent[parent[document]]
        document = parent[document]
    return document
