"""Cues that are doubts only in company: "little" before "evidence", "proven" behind "not"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Span
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage

_NEAR = 60  # characters before a cue in which its company stands
_SUPPORT = (
    r"(?:evidence|proof|research|stud(?:y|ies)|trials?|data|findings?|results|science|support|basis|backing|reviews?)\b"
)
_OF_SUPPORT = re.compile(rf" (?:\w+ ){{0,2}}{_SUPPORT}")
_SUPPORTED = re.compile(rf"\b(?:{_SUPPORT}|(?:link|case|claims?)\b)")
_IS = re.compile(r"\b(?:is|are|was|were|remains?|be|been|being|seems?|looks?|appears?)(?: \w+){0,2} $")
_UNTESTED = re.compile(
    r"(?:\b(?:not|never|cannot|unable to|yet to|fail(?:s|ed|ing)? to|failure to|hardly|nobody|no one|none|nor|neither|"
    r"few|no (?:\w+ )?(?:stud(?:y|ies)|trials?|research|data|scientists?|doctors?))|n't)"
    r"(?: (?!and\b|but\b|or\b)\w+){0,4} $"
)
_MORE = re.compile(
    r"\b(?:the|exact|its|their|actual|true|underlying) (?:\w+ )?(?:causes?|reasons?|mechanisms?|origins?|diagnosis|"
    r"safety|dose|dosage|inheritance|prevalence|incidence|extent|pattern|risk to|number|mutations?|genes?|changes|"
    r"nature|a?etiology)\b"
)
_OF_WHICH = re.compile(r"\b(?:some|many|most|all|several) of which $")
_USED = re.compile(r"(?:used|taken|given|prescribed|recommended) ")
_NEW_VERB = re.compile(r", (?:and|but|so|while|whereas) ")
_GOES_ON = re.compile(r"\b(?:but|yet|though|although)(?: \w+ly)? (?:has|have|had|was|were|is|are)(?: \w+){0,3} $")


def is_about_more(flat: str, before: Sequence[tuple[int, int]]) -> bool:
    """Whether what is doubted is something about the claim: "the cause is unknown", "some of which are unknown"."""
    return any(_MORE.search(flat, *part) or _OF_WHICH.search(flat, part[0] - _NEAR, part[1]) for part in before)


def is_used_up(passage: Passage, hit: Hit, trigger: Span) -> bool:
    """True where another relation is what is untested: "not shown to cause A, and most see a benefit in treating B"."""
    if hit.start >= trigger.end:  # "medicines used to treat A have not been shown to help B"
        of_name = any(group.end + 1 == trigger.start for group in passage.groups)
        return of_name and _USED.match(passage.flat, trigger.start) is not None and passage.groups[-1].start > hit.end
    between = (other for other, _ in passage.triggers if hit.end <= other.start and other.end <= trigger.start)
    return any(_NEW_VERB.search(passage.flat, other.end, trigger.start) for other in between)


def goes_on(passage: Passage, hit: Hit) -> bool:
    """True for a doubt without a subject of its own: "is taken for B, but has not been shown to help B"."""
    return _GOES_ON.search(passage.flat, max(passage.start, hit.start - _NEAR), hit.start) is not None


def is_doubt(passage: Passage, hit: Hit, cue: Cue, before: Sequence[tuple[int, int]]) -> bool:
    """Whether a cue makes a claim less certain. `before`: the parts of its clause that stand before it."""
    if cue.category == "tested":
        return denial_of(passage, hit) >= 0
    if cue.category != "weak":
        return cue.category in ("possible", "disputed")
    if _OF_SUPPORT.match(passage.flat, hit.end):
        return True  # "little evidence"
    told = any(_SUPPORTED.search(passage.flat, start, end) for start, end in before)
    return told and _IS.search(passage.flat, max(passage.start, hit.start - _NEAR), hit.start) is not None


def denial_of(passage: Passage, hit: Hit) -> int:
    """Where the denial begins that a "proven" stands under, or -1."""
    found = _UNTESTED.search(passage.flat, max(passage.start, hit.start - _NEAR), hit.start)
    return found.start() if found else -1
