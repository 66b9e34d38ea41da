"""Hits to named things: the longest name wins, ambiguous names need their context, known parts compose new names."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from graph.model import Concept, ConceptType, Origin, Span
from graph.names import normal, slug
from graph.vocabulary import Vocabulary
from ingest.coordination import joins
from ingest.lexicon import Compose, Hit, Name


class Named(NamedTuple):
    """A concept and where it is named. `base`: the nutrient or name that a composed concept was made of.

    A condition that a verb tells ("the joint may be swollen") is its own base: the verb's cues count.
    """

    concept: Concept
    span: Span
    base: Concept | None = None


def find_names(hits: Iterable[Hit], text: str, vocabulary: Vocabulary, has_word: Callable[[str], bool]) -> list[Named]:
    """Names among the hits, left to right without overlap, the longest first. `text` is the document's own."""
    chosen: list[Named] = []
    reach = -1
    hits = list(hits)
    for at, (start, end, name) in enumerate(hits):
        if start >= reach and isinstance(name, Name) and _counts(start, end, name, text, has_word):
            if _WHOSE.match(text, start) and _reaches_on(hits, at):
                continue  # "your back" in "your back pain"
            chosen.append(Named(vocabulary.concepts[name.concept], Span(start, end)))
            reach = end
    return chosen


def _reaches_on(hits: Sequence[Hit], at: int) -> bool:
    """True where a name that begins within the one at a place goes on behind its end."""
    end = hits[at].end
    later = itertools.takewhile(lambda hit: hit.start < end, hits[at + 1 :])
    return any(isinstance(hit.entry, Name) and hit.end > end for hit in later)


def with_given(names: Iterable[Named], given: Iterable[Named]) -> list[Named]:
    """The names and those given beforehand, in text order; a name that meets a given one is gone."""
    given = sorted(given, key=_place)
    if not given:
        return sorted(names, key=_place)
    starts = [named.span.start for named in given]
    ends = [0, *accumulate((named.span.end for named in given), max)]  # how far the first so many reach
    kept = (named for named in names if ends[bisect_left(starts, named.span.end)] <= named.span.start)
    return sorted((*kept, *given), key=_place)


def _place(named: Named) -> tuple[int, int]:
    return named.span.start, named.span.end


def _counts(start: int, end: int, name: Name, text: str, has_word: Callable[[str], bool]) -> bool:
    if name.exact and text[start:end] != name.exact:
        return False
    if is_part_of_other(text, end) or _is_of_trial(text, start, end):
        return False
    if name.unless and (behind := _BEHIND.match(text, end)) and normal(behind[1]) in name.unless:
        return False
    return not name.near or any(has_word(word) for word in name.near)


def is_part_of_other(text: str, end: int) -> bool:
    """True for a name that ends where what follows makes another thing of it: "serotonin" in "serotonin reuptake"."""
    return text[end : end + 1] in _JOINTS and _OTHER.match(text[end : end + _LONGEST_OTHER].lower()) is not None


def _is_of_trial(text: str, start: int, end: int) -> bool:
    """True for "blind" in "double-blind"."""
    return text[start:end] == "blind" and _BLINDED.search(text, max(0, start - 8), start) is not None


def compose(names: Sequence[Named], hits: Iterable[Hit], flat: str, vocabulary: Vocabulary) -> list[Named]:
    """The names with "lack of N", "N supplement" and the like put together; parts that were used are gone."""
    result = list(names)
    used: set[int] = set()
    for hit in hits:
        if not isinstance(hit.entry, Compose):
            continue
        for place in _parts(hit, hit.entry, result, flat):
            if place in used or _inside(hit, result[place]):
                continue
            used.add(place)
            composed = _composed(result[place], hit, hit.entry, vocabulary)
            if all(composed.concept.id != near.concept.id for near in result[place + 1 : place + 2]):
                result[place] = composed
    return result


def _inside(hit: Hit, named: Named) -> bool:
    return named.span.start <= hit.start and hit.end <= named.span.end


def _parts(hit: Hit, entry: Compose, names: Sequence[Named], flat: str) -> list[int]:
    """Places of the names that this part composes with: the neighbour and all that are coordinated with it."""
    step = 1 if entry.before else -1
    for place, named in enumerate(names):
        if _inside(hit, named):  # a vocabulary name such as "potassium deficiency": its list may go on
            if flat[hit.start : hit.end].partition(" ")[0] in _ENDING:
                return []
            following = _next(place, step, names, flat)
            return _run(following, step, entry, names, flat) if _lacks(entry, names, (place, following), flat) else []
    if entry.before:
        start = next((i for i, n in enumerate(names) if n.span.start >= hit.end), len(names))
        gap = flat[hit.end : names[start].span.start] if start < len(names) else "."
    else:
        start = next((i for i in range(len(names) - 1, -1, -1) if names[i].span.end <= hit.start), -1)
        gap = flat[names[start].span.end : hit.start] if start >= 0 else "."
    if gap.strip() or (entry.before and _qualifies_next(start, names, flat)):
        return []
    if flat[hit.start : hit.end].partition(" ")[0] in _ENDING:
        return _run(start, step, entry, names, flat)[:1]  # "quitting smoking and exercising"
    return _run(start, step, entry, names, flat)


def _qualifies_next(place: int, names: Sequence[Named], flat: str) -> bool:
    """True for "low-fat milk": the name before another name is only its quality."""
    if not 0 <= place < len(names) - 1:
        return False
    here, there = names[place], names[place + 1]
    adjacent = flat[here.span.end : there.span.start] == " "
    return adjacent and here.concept.type is not there.concept.type


def _run(start: int, step: int, entry: Compose, names: Sequence[Named], flat: str) -> list[int]:
    places: list[int] = []
    here = start
    while 0 <= here < len(names) and names[here].concept.type in entry.types:
        places.append(here)
        there = _next(here, step, names, flat)
        if not _lacks(entry, names, (here, there), flat):
            break
        here = there
    return places


def _lacks(entry: Compose, names: Sequence[Named], pair: tuple[int, int], flat: str) -> bool:
    """False for the next name in "lack of sleep, stress and noise": only sleep is lacking."""
    return pair[1] < 0 or not entry.result.startswith(_LACK) or " or " in _between(names, *pair, flat)


def _between(names: Sequence[Named], here: int, there: int, flat: str) -> str:
    left, right = sorted((names[here].span, names[there].span))
    return flat[left.end : right.start]


def _next(here: int, step: int, names: Sequence[Named], flat: str) -> int:
    """The place of the neighbour in the same list, or -1."""
    there = here + step
    if not 0 <= there < len(names):
        return -1
    gap = _between(names, here, there, flat)
    return there if joins(gap) or not gap.strip() or _EXAMPLES.fullmatch(gap) else -1


def _composed(named: Named, hit: Hit, entry: Compose, vocabulary: Vocabulary) -> Named:
    label = entry.result.replace("N", named.concept.label)
    known = vocabulary.concepts.get(vocabulary.by_name.get(normal(label), ""))
    concept = known or Concept(slug(label), label, ConceptType(entry.kind), origin=Origin.COMPOSED)
    start, end = min(hit.start, named.span.start), max(hit.end, named.span.end)
    near = end - start <= len(named.span) + (hit.end - hit.start) + 2
    return Named(concept, Span(start, end) if near else named.span, named.concept)


_WHOSE = re.compile(r"(?:your|their|my|her|his|our|the) ", re.IGNORECASE)
_JOINTS = (" ", "-")
_LACK = "lack of "  # habits and rest that are lacking; of nutrients a whole list may be
_ENDING = frozenset("quitting quit giving give stopping stop".split())
_BEHIND = re.compile(r"[ -]([^\W\d_]+)")
_OTHER = re.compile(
    r"-(?:like|free|rich|based|containing|filled|packed|style)\b|"
    r"[ -](?:receptors?|(?:re)?uptake|antagonists?|agonists?|antibod(?:y|ies)|synthase|transporters?|blind(?:ed)?|"
    r"channels?|oxidases?|reductases?|species|chelation|inhibitors?|blockers?|dehydrogenases?)\b"
)  # "cramp-like pain", "caffeine-free", "serotonin reuptake": the thing itself is not meant
_BLINDED = re.compile(r"\b(?:single|double|triple)[ -]$", re.IGNORECASE)
_LONGEST_OTHER = 16  # characters that the longest of these takes with what ends it
_EXAMPLES = re.compile(r"(?:,? | ?— ?)(?:like|such as|including|especially|particularly) ")
_DEFICIENCY = re.compile(r"^(.+) deficiency$")


def nutrient_of(named: Named, vocabulary: Vocabulary) -> Concept | None:
    """The nutrient that a deficiency lacks: what it was composed of, or what its label names."""
    match = _DEFICIENCY.match(named.concept.label) if named.concept.label.endswith("deficiency") else None
    if not match:
        return None
    found = named.base or vocabulary.find(match.group(1))
    return found if found is not None and found.type is ConceptType.NUTRIENT else None
