"""Conditions told by a verb: "the nerves to the leg become pinched" names what "pinched nerve" does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from graph.model import ConceptType, Span
from graph.tables import data, read_table
from graph.vocabulary import Vocabulary
from ingest.mentions import Named
from ingest.wording import flat, plural, third

_IS = re.compile(
    r" (?>(?:can|may|might|could|will|often|also|sometimes|easily|\w+ly) )*"
    r"(?:is|are|was|were|be|been|being|becomes?|became|becoming|gets?|got|getting|feels?|felt|grows?|grew|turns?|"
    r"turned) "
    r"(?>(?:too|very|so|quite|more|often|sometimes|usually|easily|extremely|slightly|partly|partially|severely|badly|"
    r"abnormally|completely) )*(\w+)(?= (?:and|or|but|when|if|because|as|from|by|after|during|due|with|for|at|in|to)\b|"
    r"[.,;:)]|$)"
)
_BEHIND = r"(?= (?:and|or|but|when|if|because|as|from|by|after|during|more|less|easily|at|in|badly)\b|[.,;:)]|$)"
_WORD = re.compile(r"[^\W\d_]+")
_DIVIDES = re.compile(r"[.,;:()]|\b(?:and (?:the|your|a|an)|but|because|while|although|though|unless|until) ")
_OF_THE_NOUN = re.compile(
    r"\b(?:in|of|to|around|at|on|near|inside|through|for|with|under|behind|above) "
    r"(?:(?:the|an?|your|their|its|his|her|my|our|these|some|both) )?(?:\w+ )?$"
)
_WISHED = re.compile(r"\b(?:until|make sure|making sure|be sure|ensure|ensuring|not|never|no longer|without) [^.,;]*$")
_REACH = 80  # characters between a noun and the verb that it is the subject of


def predicated(
    names: Sequence[Named], span: Span, words: str, told: Mapping[str, str], vocabulary: Vocabulary
) -> list[Named]:
    """The names with the conditions that a verb tells in a stretch; what they cover is gone. `words`: flat text.

    `told`: ids of conditions by their name, the noun first (`noun_first`).
    """
    found = list(names)
    verbs = [verb for verb in _IS.finditer(words, span.start, span.end) if verb[1] in adjectives()]
    for verb in (*verbs, *_does().finditer(words, span.start, span.end)):
        if not _WISHED.search(words, max(span.start, verb.start() - _REACH), verb.start(1)):
            whole = _told_by(words, span, verb, told, vocabulary)
            if whole is not None and not any(_stays(named, whole) for named in found):
                found = sorted([*(named for named in found if not named.span.meets(whole.span)), whole], key=_place)
    return found


def noun_first(vocabulary: Vocabulary) -> dict[str, str]:
    """The ids of all conditions that a verb can tell: "tight muscle" by "muscle tight", "leg cramp" by "legs cramp"."""
    found: dict[str, str] = {}
    for concept in vocabulary.concepts.values():
        if concept.type is ConceptType.CONDITION:
            for name in (concept.label, *concept.names):
                for key in _keys_of(flat(name)):
                    found.setdefault(key, concept.id)
    return found


def _keys_of(name: str) -> Iterator[str]:
    adjective, _, noun = name.partition(" ")
    if noun and noun.count(" ") < 2 and adjective in adjectives():
        yield from (f"{noun} {adjective}", f"{plural(noun)} {adjective}")
    part, _, last = name.rpartition(" ")
    for verb in _verbs().get(last, ()) if part and part.count(" ") < 2 else ():
        yield from (f"{part} {third(verb)}", f"{part} {verb}", f"{plural(part)} {verb}")


@cache
def adjectives() -> frozenset[str]:
    """Adjectives that tell a condition behind their noun too. Raises TableError."""
    rows = read_table(data("relations", "predicatives.tsv"), ("adjectives",))
    return frozenset(word for row in rows for word in row.many("adjectives"))


@cache
def _verbs() -> dict[str, list[str]]:
    """What parts of the body do, by the noun of the complaint that it shows. Raises TableError."""
    found: dict[str, list[str]] = {}
    for row in read_table(data("relations", "bodyverbs.tsv"), ("verbs", "nouns")):
        for noun in row.many("nouns"):
            found.setdefault(noun, []).extend(row.many("verbs"))
    return found


@cache
def _does() -> re.Pattern[str]:
    """Such a verb, with what may stand between it and the part of the body."""
    verbs = sorted({form for listed in _verbs().values() for verb in listed for form in (verb, third(verb))}, key=len)
    little = r"(?>(?:can|may|might|could|will|to|often|also|sometimes|then|suddenly|\w+ly) )*"
    return re.compile(rf" {little}({'|'.join(reversed(verbs))}){_BEHIND}")


def _told_by(
    words: str, span: Span, verb: re.Match[str], told: Mapping[str, str], vocabulary: Vocabulary
) -> Named | None:
    """The condition of the noun that a verb belongs to: the nearest one that only describes no other."""
    start = max(span.start, verb.start() - _REACH)
    divided = [found.end() for found in _DIVIDES.finditer(words, start, verb.start())]
    places = [found.start() for found in _WORD.finditer(words, divided[-1] if divided else start, verb.start())]
    known = [(at, key) for at in reversed(places) for key in _keys(words, at, verb, told)]
    for at, key in known:
        if not _OF_THE_NOUN.search(words, max(span.start, at - 24), at):
            concept = vocabulary.concepts[key]
            return Named(concept, Span(at, verb.end(1)), concept)
    return None


def _keys(words: str, at: int, verb: re.Match[str], told: Mapping[str, str]) -> Iterator[str]:
    """The conditions that a noun at a place, of one word or two, has with the verb or the adjective behind it.

    Words may stand between it and an adjective ("the nerves to the leg are pinched"), but none before what a part does.
    """
    noun = words[at : verb.start()].split(" ")
    lengths = (2, 1) if verb.re is _IS else (len(noun),)
    found = (told.get(f"{' '.join(noun[:length])} {verb[1]}") for length in lengths if length <= len(noun))
    return (key for key in found if key is not None)


def _stays(named: Named, whole: Named) -> bool:
    """True for a name that says as much already ("blood sugar is high"), and for a complaint that is described."""
    if named.span.end >= whole.span.end:
        return named.span.start <= whole.span.start
    return named.concept.type is ConceptType.CONDITION and named.span.start <= whole.span.start < named.span.end


def _place(named: Named) -> tuple[int, int]:
    return named.span.start, named.span.end
