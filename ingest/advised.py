"""Advice in running text: the clauses of a sentence that tell the reader what to do.

"If it bleeds, sit upright, lean slightly forward and pinch the nose for ten minutes" holds three of them. Which verbs
count, and whether such a clause names a remedy by itself, stands in data/relations/advised.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from graph.tables import data, read_table
from ingest.phrases import plain_verbs

ACT, OBJECT, USE, SHUN, NONE = "act", "object", "use", "shun", "none"

_OPENING = re.compile(
    r"(?:\W*(?:(?:first|firstly|next|then|also|instead|finally|so|always|now|second|secondly|third|or|and|but|please|"
    r"simply|just|meanwhile|otherwise|ideally|lastly|above all|for example|for instance|in addition|in general|"
    r"where possible|if possible|if you can|if necessary|if need be|whenever possible|try and|go ahead and),? |"
    r"you (?:can|could|may|might|should|must|need to|ought to|will want to|(?:may|might) (?:want|like|wish|need) to)"
    r"(?: also| even| always| try to| just| simply| still| then)* |"
    r"(?:also )?(?:try|remember|aim|be sure|take care|make sure|learn) to |make sure (?:that )?you |"
    r"it(?:'s| is| may be| might be| can be| will be| would be) (?:also |often |usually |always |very |a )*"
    r"(?:best|better|good|wise|sensible|important|helpful|useful|essential|vital|advisable|worthwhile|safer|safest|"
    r"good idea|good plan) to |"
    r"it (?:can |may |might |also |often |usually )*helps?(?: you)? to |"
    r"the (?:best|first|main|most important|simplest) thing (?:you can do |to do )?is to |"
    r"(?:if|when|whenever|while|after|before|once|at|in|during|as soon as|on|for(?! more| further| information)) "
    r"[^,.;:!?()]{3,70}, )(?:to )?)*"
)
_CONDITION = re.compile(r"\W*(?:and |or |but |then )?(?:if|when|whenever|once|for) ")
_DOING = re.compile(
    r"(?:try|consider|think about|practise|practice|(?:it|they) (?:may|might|can|could|is|are|will)(?: also| often| "
    r"well)? (?:be )?worth|it's worth) (?=\w+ing\b(?! tablets| pills| lotion))"
)
_NOT = re.compile(r"(?:do not|don't|never|try not to|be careful not to|take care not to)(?: ever)? ")
_STEP = re.compile(r",? (?:and|or|then|but)(?: then| also| always| try to| perhaps)* |, (?:then )?")
_END = re.compile(
    r"[.;:!?()\[\]\"“”]|\s?—\s?|,? \b(?:because|since|although|though|whereas|while|but|which|that|who|whose|when|"
    r"whenever|where|if|unless|until|till|so|as|such as|like|including|especially|particularly|ideally|preferably|"
    r"rather than|instead of|even)\b"
)
_OBJECT = re.compile(
    r" (?:a|an|the|your|their|his|her|it|them|some|any|more|less|fewer|plenty|lots|up|down|out|off|away|in|on|over|"
    r"through|at|with|to|into|for|from|by|under|against|slowly|gently|well|regularly|often|upright|still|yourself|"
    r"\w+ly|one|two|\d+)\b|[.,;!]|$"
)
_WORD = re.compile(r"[a-z]+")
_AND = re.compile(r"\b(?:and|but|then)\b")
_ASIDE = re.compile(r"\([^)]*\) ")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|can|could|may|might|will|would|should|must|has|does|do|did|helps|works|can't|isn't|aren't|"
    r"don't|doesn't|won't|requires?|involves?|relieves|reduces|causes|makes|comes|uses|takes|includes?|gives|seems?|means|"
    r"prevents|needs|affects|happens?|occurs?)\b"
)


class Clause(NamedTuple):
    """One thing that advice says to do, or not to do. `verb`: where its verb begins; `object`: what comes behind it.

    `reach`: where the next such clause begins, or the sentence ends. `doing`: the verb is an -ing form: "try sleeping".
    """

    start: int
    verb: int
    object: int
    end: int
    reach: int
    kind: str
    negated: bool = False
    doing: bool = False


@cache
def kinds() -> Mapping[str, str]:
    """Verbs of advice, with or without what follows them, and the kind of each. Raises TableError."""
    rows = read_table(data("relations", "advised.tsv"), ("verb", "kind"))
    return {
        verb: row.one_of("kind", (ACT, OBJECT, USE, SHUN, NONE))
        for row in rows
        for verb in row.filled("verb").split("|")
    }


@cache
def _longest() -> int:
    return max(verb.count(" ") + 1 for verb in kinds())


def clauses(flat: str, start: int, end: int, imperatives: frozenset[str]) -> list[Clause]:
    """The clauses of advice in a sentence, in order; none where it only tells of something."""
    opening = _OPENING.match(flat, start, end)
    first = opening.end() if opening else start
    while first < end and not flat[first].isalnum():
        first += 1
    return list(_clauses(flat, first, end, imperatives)) if first < end else []


def condition(flat: str, start: int, clause: Clause) -> tuple[int, int] | None:
    """Where the condition of the advice stands: "If your nose is blocked, rinse it"."""
    return (start, clause.start) if _CONDITION.match(flat, start, clause.start) else None


def _clauses(flat: str, start: int, end: int, imperatives: frozenset[str]) -> Iterator[Clause]:
    clause = _clause(flat, start, end, imperatives)
    if clause is None or _tells(flat, clause, end, imperatives):
        return  # "exercise and rest are the best"
    while clause is not None:
        at = next(_steps(flat, clause, imperatives), None)
        yield clause if at is None else clause._replace(end=at[0], reach=at[0])
        negated = at is not None and clause.negated and _AND.search(flat, at[0], at[1]) is None
        clause = None if at is None else _clause(flat, at[1], end, imperatives)
        if clause is not None and negated:
            clause = clause._replace(negated=True)  # "do not keep, feed or adopt wild animals"


def _tells(flat: str, clause: Clause, end: int, imperatives: frozenset[str]) -> bool:
    """True where the sentence says something of what looked like a verb of advice."""
    step = next(_steps(flat, clause, imperatives), None)
    if _FINITE.search(flat, clause.object, step[0] if step else clause.end):
        return True
    aside = _ASIDE.match(flat, clause.end, end)
    return aside is not None and _FINITE.match(flat, aside.end()) is not None


def _steps(flat: str, clause: Clause, imperatives: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where further clauses begin: the end of this one, and the start of the next."""
    for joint in _STEP.finditer(flat, clause.object, clause.end + 8):
        word = _WORD.match(flat, joint.end())
        if word is None or joint.start() > clause.end:
            continue
        if _NOT.match(flat, joint.end()) or _acts(flat, word, imperatives):
            yield joint.start(), joint.end()


def _acts(flat: str, word: re.Match[str], imperatives: frozenset[str]) -> bool:
    """Whether a word behind "and" is a verb of advice; what is a noun as well needs an object behind it."""
    verb = word.group()
    if verb in plain_verbs() and not verb.endswith("s"):
        return True
    behind = _OBJECT.match(flat, word.end()) if verb in imperatives or verb in kinds() else None
    return behind is not None and (behind.group().strip().isalnum() or verb in imperatives)


def _clause(flat: str, start: int, end: int, imperatives: frozenset[str]) -> Clause | None:
    doing = _DOING.match(flat, start, end)
    shunned = None if doing else _NOT.match(flat, start, end)
    at = doing.end() if doing else shunned.end() if shunned else start
    word = _WORD.match(flat, at, end)
    if word is None:
        return None
    stop = _END.search(flat, word.end(), end)
    limit = stop.start() if stop else end
    if doing:
        return Clause(start, at, word.end(), limit, end, ACT, doing=True)
    verb, kind = _kind(flat, at, limit)
    if kind == OBJECT:
        kind = ACT if _OBJECT.match(flat, verb) else ""
    if not kind and word.group() in imperatives:
        verb, kind = word.end(), USE
    if not kind and shunned:
        verb, kind = word.end(), ACT  # what stands behind "do not" is a verb
    return Clause(start, at, verb, limit, end, kind, negated=shunned is not None) if kind else None


def _kind(flat: str, start: int, end: int) -> tuple[int, str]:
    """Where the verb ends, and its kind: the longest wording of the table that stands there."""
    words = flat[start:end].split(" ", _longest())[: _longest()]
    for many in range(len(words), 0, -1):
        wording = " ".join(words[:many]).rstrip(",")
        kind = kinds().get(wording)
        if kind is not None:
            return start + len(wording), kind
    return start, ""
