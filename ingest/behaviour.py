"""What items say that the reader does or is, as names: below "if you" stands "are on your feet all day"."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.model import Sentence, Span
from ingest.advised import kinds
from ingest.phrases import PREPOSITIONS, is_gerund, plain_verbs
from ingest.wording import gerund

_ASKS = re.compile(r"\b(?:if|when|whenever|because|that) (?:you|they|he|she|your child|people)\W*$")

_FIRST = re.compile(
    r"\W*(?:(?:also|often|usually|regularly|always|frequently|currently|already|tend to|have to|like to|need to|"
    r"sometimes|generally) )*(?:(?P<not>do not|don't|does not|doesn't|cannot|can't|never) (?:\w+ly )?|"
    r"(?P<be>are|is|'re) (?:also |often |always |usually )?)?(?P<verb>[a-z]+)"
)
_STOP = re.compile(
    r"[.;:,!?()\"“”]|\s?—\s?|\b(?:and|or|but|because|since|if|when|while|which|that|who|than|as|"
    r"especially|even|such)\b"
)
_LASTING = re.compile(
    r" (?:all (?:day|night)|every \w+|for (?:long|hours|a living)|recently|lately|at the moment|long)$"
)
_PRONOUN = re.compile(r" (?:it|them|this|that|so|there|any of)\b")
_NO_ACT = frozenset("have has had get be feel suffer need want think know notice see seem become develop".split())
_MOST_WORDS = 8
_NEAR_END = 30  # characters that "if your child" takes


class Behaviour(NamedTuple):
    """A phrase such as "being on your feet", and where the words stand that say it."""

    label: str
    span: Span


def asks_reader(flat: str, sentence: Sentence) -> bool:
    """Whether what leads in to an item breaks off behind "if you"."""
    lead = sentence.lead
    return lead is not None and _ASKS.search(flat, max(lead.start, lead.end - _NEAR_END), lead.end) is not None


def behaviour(flat: str, start: int, end: int, imperatives: frozenset[str]) -> Behaviour | None:
    """What an item says that the reader does; None where it is no clause, or leaves open what is done."""
    first = _FIRST.match(flat, start, end)
    if first is None:
        return None
    verb = _done(first, imperatives)
    if verb is None:
        return None
    stop = _STOP.search(flat, first.end(), end)
    limit = stop.start() if stop else end
    body = _LASTING.sub("", flat[first.end() : limit].rstrip())
    if _PRONOUN.match(body) or (not body.strip() and not first["not"]):
        return None
    label = f"{verb}{body}"
    begin = first.start("not") if first["not"] else first.start("be") if first["be"] else first.start("verb")
    return Behaviour(label, Span(begin, first.end() + len(body))) if label.count(" ") < _MOST_WORDS else None


def _done(first: re.Match[str], imperatives: frozenset[str]) -> str | None:
    """The verb as an -ing form; what one is counts where it says where or doing what: "being on", "taking"."""
    verb = first["verb"]
    if first["be"]:
        return f"being {verb}" if verb in PREPOSITIONS else verb if is_gerund(verb) else None
    if verb in _NO_ACT:
        return None
    if first["not"]:
        return f"not {gerund(verb)}"
    return gerund(verb) if verb in plain_verbs() or verb in imperatives or verb in kinds() else None
