"""Sentences that begin with what one does: the subject of "Rocking in a chair makes the pain bearable"."""

from __future__ import annotations

import re

from ingest.phrases import is_gerund

_FIRST = re.compile(
    r"\W*(?:(?:also|even|just|simply|for many|for me|for some),? )?((?:not )?[a-z]+ing) "
    r"(?!(?:one|some|it|them|this|these|so)\b)"
)
_SAYS = (
    r"help|ease|work|make|let|put|give|take|keep|stop|lift|loosen|pull|push|press|strain|stretch|dry|relieve|soothe|calm|"
    r"reduce|improve|prevent|boost|strengthen|warm|cool|open|clear|speed|slow|raise|lower|increase|trigger|cause|bring|"
    r"irritate|worsen|aggravate|lead|add|cut|spread|expose|wear|tighten|relax|draw|drain|encourage|promote|protect|do"
)
_ADVERBS = r"(?>(?:also|often|sometimes|usually|always|really|actually|even|probably|\w+ly) )*"
# What it does, or how good or bad it is; "is a personal decision" and "requires time" say neither.
_VERB = re.compile(
    rf" {_ADVERBS}(?:(?:{_SAYS})e?s|(?:can|may|might|could|will|would|does not|doesn't|won't) {_ADVERBS}(?:{_SAYS})|"
    rf"(?:is|was|can be|may be) {_ADVERBS}(?:the (?:best|most (?:useful|effective|common|important thing)|main|usual|"
    r"surest|quickest|easiest|simplest|worst|number one)|an? (?:good|great|common|frequent|well known|bad|quick|simple|"
    r"sure)|better|good|bad|worth|one of the|another|enough|helpful|useful|to blame))\b"
)
_NO_ACT = frozenset(
    "treating healing managing choosing confirming arriving starting juggling finding deciding knowing understanding "
    "diagnosing asking seeing visiting testing measuring determining waiting talking having living working learning "
    "reading getting seeking discussing following catching identifying controlling dealing coping making".split()
)  # and these tell of care, or of nothing in particular
_ASIDE = re.compile(r" (?:when|while|if|as|because|that|which|who|where|after|before|and|or)\b")
_STOP = re.compile(r"[.;:,!?()]")
_MOST_WORDS = 9


def doing(flat: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the -ing phrase stands that a sentence has for its subject; None where it has another one."""
    first = _FIRST.match(flat, start, end)
    verb = first[1].rpartition(" ")[2] if first else ""
    if first is None or not is_gerund(verb) or verb in _NO_ACT:
        return None
    stop = _STOP.search(flat, first.end(), end)
    says = _VERB.search(flat, first.end(), stop.start() if stop else end)
    words = flat[first.start(1) : says.start()] if says else ""
    return (first.start(1), first.start(1) + len(words)) if _is_short(words) else None


def _is_short(words: str) -> bool:
    return 0 < words.count(" ") < _MOST_WORDS and _ASIDE.search(words) is None
