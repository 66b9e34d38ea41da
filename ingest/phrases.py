"""Noun and gerund phrases, told by closed-class words alone: what can be a name where no vocabulary knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from graph.model import Span
from graph.names import singular
from graph.tables import data, read_table
from ingest.wording import third

_SEPARATOR = re.compile(
    r"\s*(?:[,;/]\s*(?:and/or|and|or|&)?|&|\b(?:and/or|and|or|as well as|plus)\b)\s+(?:even |also )?|"
    r"(?<=[a-z]{3})/(?=[a-z]{3})"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LEADING = re.compile(
    r"(?:(?:a|an|the|your|their|its|his|her|my|our|one's|some|any|certain|other|others|another|various|several|many|most|"
    r"much|more|all|both|each|such|possible|either|simply|just|also|even|sometimes|often|usually|generally|mainly|"
    r"especially|particularly|perhaps|however|indeed|finally|first|second|third|next|then|instead|but|and|or|"
    r"in addition|thus|therefore|hence|moreover|furthermore|additionally|meanwhile|nevertheless|otherwise|similarly|"
    r"likewise|consequently|in general|in fact|for example|for instance|in some cases|as well|first of all|"
    r"(?:\d[\d.,]*|an?|one|two|three|half an?|a few)(?: (?:to )?\d+)? (?:minute|hour|cup|glass|glasse|mug|"
    r"teaspoon|tablespoon|pinch|handful|spoonful|dose|drop|slice|piece|serving|portion|bowl|bout|spell|period)s? of|"
    r"a lot of|lots of|plenty of|a number of|a range of|a variety of|a bit of|a little|a few|types? of|kinds? of|"
    r"forms? of|regular|things like|something like)\b,? *)+"
)
_HOW_OFTEN = (
    r"(?:\b(?:\w+ times|once|twice)(?: or twice)? (?:a|per|each|every) (?:day|night|week|month|year)|"
    r"\b(?:every|each) (?:\w+ ){0,2}(?:day|night|morning|evening|week|month|hour|year)s?|"
    r"\bfor (?:about |at least |up to )?\w+ (?:to \w+ )?(?:minute|hour|day|week)s?(?: or more)?(?: at a time)?|"
    r"\b(?:daily|weekly|monthly|nightly|regularly|frequently))$"
)
_TRAILING = re.compile(
    rf"(?:{_HOW_OFTEN}|[\s,\"'“”*()]|"
    r"\b(?:too|also|alone|itself|themselves|etc|only|again|all|as well|in particular|about|at least|up to|however|"
    r"though|on the other hand|by contrast|in contrast|of course|in turn|for example|for instance)(?=[\s,]*$))+$"
)
# What ends a name; a gerund phrase may go on over most prepositions.
_ENDS = re.compile(
    r"[.!?:()\[\]\"“”]|\s?—\s?|\b(?:that|which|who|whose|whom|when|whenever|if|because|since|such as|like|including|"
    r"so|while|until|unless|although|though|but|rather|than|as|by|for|during|after|before|without|where|"
    r"(?<!\bblow )(?<!\bblows )(?<!\bknock )(?<!\bdamage )(?<!\binjury )(?<!\binjuries )(?<!\btrauma )(?<!\bharm )"
    r"(?<!\bexposure )(?<!\breaction )(?<!\breactions )(?<!\bsensitivity )(?<!\bchanges )to)\b"
)
_GERUND_ENDS = re.compile(
    r"[.!?:()\[\]\"“”]|\s?—\s?|\b(?:that|which|who|whose|if|because|since|such as|including|so|while|until|unless|"
    r"although|though|but|rather|where|as)\b"
)
_VERB_LED = re.compile(
    r"\w+(?: (?:to|for|by|as|up|off|out|down|into|on))?(?: \w+)?"
)  # "switch to velvet", "go for walks"
PREPOSITIONS = frozenset(
    (
        "during before after while until of in on at to with from between into over under around through against near "
        "about without for"
    ).split()
)
# Words that show that a stretch is a clause, or stands for something named before.
_CLAUSAL = frozenset(
    (
        "is are was were be been being am isn't aren't has have had hasn't haven't do does did don't doesn't didn't "
        "can could may might will would shall should must can't cannot won't couldn't it they we he she i you this "
        "these those that there here what which who whom how why us them me him found shown reported according "
        "studies study underlying doctor doctors physician physicians gp gps provider pharmacist nurse dentist "
        "therapist thus therefore hence moreover furthermore otherwise instead himself itself themselves yourself "
        "one ones nothing something anything it's they're you're we're i'm let let's please yes no nor neither never "
        "everywhere anywhere somewhere today now soon ever almost quite enough "
    ).split()
)
_LOOSE = frozenset("not too very so own well up out off down back away again".split())
_NOUN_ENDINGS = tuple(
    (
        "ness ion ing ment ity ism age ance ence ure itis osis emia aemia ia ics phy sis gy ship hood dom cy ety our "
        "or er ist us um th ch "
    ).split()
)
_ADJECTIVES = ("ical", "ous", "ive", "able", "ible", "etic", "ental", "onal", "ular", "ary", "less", "ful")
_NOT_NOUNS = ("ful", "ous", "ive", "able", "ible", "ic", "ical", "ly", "less", "ish", "ary", "ed")
_NUMBERS = frozenset("two three four five six seven eight nine ten fifteen twenty thirty sixty".split())
_DANGLING = ("a", "an", "the", "your", "their", "its", "and", "or")
_MOST_WORDS, _MOST_GERUND_WORDS = 6, 9


@cache
def heads() -> dict[str, str]:
    """The last words of names, or endings ("-itis"), and the concept type that each tells; "none": no name ends so."""
    rows = read_table(data("relations", "heads.tsv"), ("head", "type"))
    return {head: row.filled("type") for row in rows for head in row.filled("head").split("|")}


@cache
def plain_verbs() -> frozenset[str]:
    """Verbs that are no nouns, in the base and -s form."""
    rows = read_table(data("relations", "plainverbs.tsv"), ("verb",))
    return frozenset(form for row in rows for form in (row.filled("verb"), third(row.filled("verb"))))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((head[1:], told) for head, told in heads().items() if head.startswith("-"))


@lru_cache(maxsize=4096)
def told_by(word: str) -> str | None:
    """The type of concept that a head word (flat, either number) tells, "none", or None where it tells nothing."""
    head = singular(word)
    told = heads().get(head)
    if told is None:
        told = next(
            (told for ending, told in _endings() if head.endswith(ending) and len(head) > len(ending) + 2), None
        )
    return told


def conjuncts(flat: str, start: int, end: int) -> Iterator[Span]:
    """The members of a list: the stretches between commas, "and" and "or"."""
    left = start
    for match in _SEPARATOR.finditer(flat, start, end):
        if match.start() > left:
            yield Span(left, match.start())
        left = match.end()
    if end > left:
        yield Span(left, end)


def is_gerund(word: str) -> bool:
    """True for a word that looks like the -ing form of a verb."""
    return len(word) > 4 and word.endswith("ing") and word not in _ING_NOUNS


_ING_NOUNS = frozenset(
    "thing nothing something anything everything evening morning spring string king ring wing sling ceiling clothing "
    "feeling painting building swelling bleeding burning itching tingling stinging throbbing cramping bloating "
    "crumbling aching prickling".split()
)


_ING_ADJECTIVES = frozenset(
    "underlying existing ongoing following remaining resulting increasing leading missing outstanding surrounding "
    "upcoming growing lasting interesting surprising according including containing regarding".split()
)


def advice_in(flat: str, start: int, end: int, refrained: bool = False) -> Span | None:
    """What a stretch of flat text that begins with a verb says to do, up to where, when or what for one does it.

    `refrained`: it says what not to do, and when that is counts: "do not eat before bed".
    """
    begin = _begin(flat, start, end)
    led = _VERB_LED.match(flat, begin, end)
    stop = (_GERUND_ENDS if refrained else _ENDS).search(flat, led.end(), end) if led else None
    stretch = _TRAILING.sub("", flat[begin : stop.start() if stop else end])
    words = _WORD.findall(stretch)
    if refrained and len(words) == 1:
        return Span(begin, begin + len(stretch))  # "never smoke"
    return Span(begin, begin + len(stretch)) if len(words) > 1 and _is_name(words, gerund=True) else None


def name_in(flat: str, start: int, end: int) -> Span | None:
    """The name that a stretch of flat text begins with, without determiners, or None where it holds no name."""
    begin = _begin(flat, start, end)
    first = _WORD.match(flat, begin, end)
    if first is None:
        return None
    gerund = is_gerund(first.group()) or (first.group() == "not" and bool(re.match(r"not \w+ing\b", flat[begin:end])))
    stop = (_GERUND_ENDS if gerund else _ENDS).search(flat, begin, end)
    stretch = _TRAILING.sub("", flat[begin : stop.start() if stop else end])
    stretch = _shortened(stretch) if gerund else stretch
    if not stretch or not _is_name(_WORD.findall(stretch), gerund):
        return None
    return Span(begin, begin + len(stretch))


def _shortened(stretch: str) -> str:
    """A gerund phrase without what stands behind its last prepositions, where it is too long for a name."""
    while len(words := list(_WORD.finditer(stretch))) > _MOST_GERUND_WORDS:
        places = [word.start() for word in words[1:] if word.group() in PREPOSITIONS]
        if not places:
            break
        stretch = _TRAILING.sub("", stretch[: places[-1]])
    return stretch


def says_how_often(rest: str) -> bool:
    """True for what stands behind a whole phrase without belonging to it: "monthly", "twice a day", nothing at all."""
    return not rest.strip(" .,;:!") or _TRAILING.fullmatch(rest.rstrip(" .,;:!")) is not None


def _begin(flat: str, start: int, end: int) -> int:
    while start < end and not flat[start].isalnum():
        start += 1
    match = _LEADING.match(flat, start, end)
    return match.end() if match else start


def _is_name(words: list[str], gerund: bool) -> bool:
    if not 0 < len(words) <= (_MOST_GERUND_WORDS if gerund else _MOST_WORDS) or not _has_edges(words, gerund):
        return False
    inner = [word for word in words[gerund:] if word not in _LOOSE]
    inner = [word for at, word in enumerate(inner) if word != "one" or at == len(inner) - 1]  # "on one leg"
    if words[0] == "not" and len(words) > 2:
        inner = [word for word in inner if word != "enough"]
    if any(word in _CLAUSAL for word in inner) or any(word in plain_verbs() for word in words[1:]):
        return False
    head = head_of(words)
    return len(words) - (words[0] in _LOOSE) > 1 or _may_stand_alone(head)


def _has_edges(words: list[str], gerund: bool) -> bool:
    """Whether a phrase begins and ends as a name does."""
    first, last = words[0], words[-1]
    if first in PREPOSITIONS or last in PREPOSITIONS or last in _DANGLING or last in _NUMBERS:
        return False
    if last.endswith(_ADJECTIVES) and last not in heads():
        return False  # "genetic" of "genetic and environmental factors"
    return gerund or words[:2] == ["not", "enough"] or not (first == "not" or last.endswith("ly"))


def head_of(words: list[str]) -> str:
    """The head of a name, in the singular: the word before its first preposition, the verb of a gerund phrase."""
    if words and (is_gerund(words[0]) or words[0] == "not") and len(words) > 1:
        return words[0]
    at = next((i for i, word in enumerate(words) if i and word in PREPOSITIONS), len(words))
    return singular(words[at - 1])


def _may_stand_alone(word: str) -> bool:
    if word in _ING_ADJECTIVES:
        return False
    if len(word) < 4 or word.endswith(_NOT_NOUNS):
        return False
    return word.endswith(_NOUN_ENDINGS) and word not in heads()
