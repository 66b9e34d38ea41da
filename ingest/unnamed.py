"""What is no name, though it stands where names stand: amounts, dates, code, people, other languages, empty words.

All that is known of words stands in data/relations/unnamed.tsv; here is what shapes tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from graph.model import Span
from graph.names import singular
from graph.tables import data, read_table
from ingest.phrases import PREPOSITIONS, head_of, heads, is_gerund, plain_verbs, told_by
from ingest.reference import is_class
from ingest.wording import is_foreign_letter, third

_COMPLAINTS = frozenset((("causes", "object"), ("worsens", "object"), ("treats", "object"), ("prevents", "object")))
_SYMPTOM = ("has_symptom", "object")
_PLACES = (
    "whole|first|last|any|alone|end of gerund|person|unit|foreign|code|relational|empty|neutral|bad|part of|no help|"
    "no symptom|shares|plural|determiner|"
    "last of gerund|verb first|measure|bare|no adverb"
).split("|")
_HELPED = ("treats", "prevents")
_CODE = re.compile(r"[<>{}\[\]\\=@#$£€%^|~`]|(?:^|\s)[-/]\S|\w[./:_]\w|\(\)|//")
_CODE_BEFORE = frozenset("#$@<£€+\\`=")
_COUNTED_BY = frozenset(
    "over under above below than age aged type omega vitamin coenzyme factor stage to b the every each covid".split()
)
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_DETERMINERS = frozenset("a an the your their its his her my our this these those".split())
_MEASURING = frozenset(("too", "not", "lack"))
_HALF = frozenset("keeping leaving making putting placing letting bringing turning".split())
_CARE = frozenset(("treatment", "relief", "medicine", "medication", "drug"))
_JOINED = ("and", "or")
_GRADES = ("low-", "high-", "well-", "long-", "short-")
_NO_PARTICIPLES = ("eed", "bed", "shed", "sled", "red")
_UNKNOWN_ILLS = ("ism", "ia")  # "cinchonism"
_PARTICLES = frozenset("up off out down back away again".split())
_ADJECTIVE_ENDS = ("ial", "ental", "ional", "etal", "inal", "ical", "ormal", "metric")
_NOUNS = frozenset("trial material burial memorial tutorial rental metal petal professional urinal".split())
_ADVERBIAL = 3  # words from which an adverb may begin a name: "highly processed food"
_IRREGULAR = frozenset(
    "made given taken found seen done caused known built bought sold held kept sent shown told".split()
)
_INITIALS = re.compile(r"[A-Z]{1,2}|[A-Z]\.(?:[A-Z]\.?)?")
_CAPITAL = re.compile(r"[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that might be a name: as written, the character before it, its flat words, and the slot it stands in."""

    raw: str
    before: str
    words: tuple[str, ...]
    slot: tuple[str, str]  # predicate, role

    @property
    def gerund(self) -> bool:
        """True for a phrase with an -ing form as its head, "not doing" included."""
        first = self.words[0]
        return len(self.words) > 1 and ((is_gerund(first) and first not in words_of("bad")) or first == "not")

    @property
    def head(self) -> str:
        """The head in the singular, seen through "a run of"."""
        return true_head(self.words)

    @property
    def helps(self) -> bool:
        """True where what the phrase names would treat or prevent something."""
        return self.slot[1] == "subject" and self.slot[0] in _HELPED


@cache
def words_of(place: str) -> frozenset[str]:
    """The words of data/relations/unnamed.tsv that stand in a place. Raises TableError."""
    rows = read_table(data("relations", "unnamed.tsv"), ("place", "words"))
    found = ((row.one_of("place", _PLACES), row.filled("words").split("|")) for row in rows)
    return frozenset(word for where, listed in found if where == place for word in listed)


def phrase_at(text: str, flat: str, span: Span, slot: tuple[str, str]) -> Phrase:
    """The phrase at a span of a document."""
    before = text[span.start - 1] if span.start else ""
    return Phrase(text[span.start : span.end], before, tuple(flat[span.start : span.end].split()), slot)


def true_head(words: tuple[str, ...]) -> str:
    """The head of a phrase, behind "a run of", "the wrong type of": what is counted, not what counts it."""
    head = head_of(list(words))
    at = next((i for i, word in enumerate(words) if word == "of"), 0)
    counts = head in words_of("part of") or (
        head in words_of("measure") and any(w in words_of("bad") for w in words[:at])
    )
    if at and singular(words[at - 1]) == head and counts and at + 1 < len(words):
        rest = words[at + 1 :]
        return true_head(rest[1:] if rest[0] in _DETERMINERS and len(rest) > 1 else rest)
    return head


def names_nothing(phrase: Phrase) -> bool:
    """True for a phrase that is no name in its slot."""
    return any(check(phrase) for check in _CHECKS)


def is_bad(phrase: Phrase) -> bool:
    """True where a word before the head says that something is wrong with it: "narrowed airway"."""
    return any(word in words_of("bad") for word in phrase.words[:-1])


def is_ailing(phrase: Phrase) -> bool:
    """True where the words of a phrase say that it is a complaint: "abnormal heart rhythm", "loss of limbs"."""
    if len(phrase.words) == 1 and phrase.head.endswith(_UNKNOWN_ILLS):
        return True
    return is_bad(phrase) or told_by(phrase.head) == "condition"


def _is_code(phrase: Phrase) -> bool:
    return (
        phrase.before in _CODE_BEFORE
        or _CODE.search(phrase.raw) is not None
        or phrase.words[0] in words_of("code")
        or not any(_VOWEL.search(token) or token.isupper() for token in phrase.raw.split())
    )


def _is_foreign(phrase: Phrase) -> bool:
    if not phrase.raw.isascii() and any(is_foreign_letter(char) for char in phrase.raw):
        return True
    return any(word in words_of("foreign") for word in phrase.words)


def _is_counted(phrase: Phrase) -> bool:
    """ "10 mg", "March 2020", "type 3", "two hours"; but "5-HTP", "omega-3", "being over 50" are names."""
    tokens = phrase.raw.lower().split()
    for number, token in enumerate(tokens):
        if token[0].isdigit() and not _belongs(tokens, number):
            return True
    return all(word.isdigit() or singular(word) in _units() for word in phrase.words)


def _units() -> frozenset[str]:
    return words_of("unit") | {"type", "chapter", "figure", "part", "number", "about", "every", "per", "a"}


def _belongs(tokens: list[str], number: int) -> bool:
    token = tokens[number]
    if any(char.isalpha() for char in token):
        return "-" in token and len(tokens) + len(token.split("-")) > 2
    return number > 0 and tokens[number - 1] in _COUNTED_BY


def _is_person(phrase: Phrase) -> bool:
    tokens = phrase.raw.split()
    if len(tokens) > 1 and _INITIALS.fullmatch(tokens[-1]) and _CAPITAL.fullmatch(tokens[-2]):
        return True
    capitals = len(tokens) > 1 and all(_CAPITAL.fullmatch(token) for token in tokens[:2])
    return capitals and phrase.words[0] in words_of("person")


def _is_listed(phrase: Phrase) -> bool:
    words = phrase.words
    if len(words) == 1 and words[0].startswith(_GRADES):
        return True  # "high-grade"; below: "poorly understood"
    if _is_adverb(words[0]) and not phrase.gerund and len(words) < _ADVERBIAL:
        return True
    whole = " ".join((*words[:-1], singular(words[-1])))
    if whole in words_of("whole") or " ".join(words) in words_of("whole"):
        return True
    hyphened = "-" in phrase.raw.split()[0]  # "one-sided", "under-used"
    if words[0] in words_of("first") and not hyphened:
        return True
    if phrase.gerund:
        left_open = words[-1] in words_of("last of gerund") and not (words[0] == "keeping" and words[2:])
        return left_open or any(singular(w) in words_of("any") for w in words)  # "keeping the bedroom cool" is whole
    ends = words[-1] in words_of("last") or (words[-1].endswith(_ADJECTIVE_ENDS) and words[-1] not in _NOUNS)
    return (ends and words[-1] not in heads()) or any(singular(w) in words_of("any") for w in words)


def _is_gerund_of_nothing(phrase: Phrase) -> bool:
    if len(phrase.words) == 1:
        return singular(phrase.words[0]) in words_of("alone")
    if not phrase.gerund:
        return False
    first, *middle, last = phrase.words
    if not middle and is_class(last):
        return True  # "limiting foods"
    things = middle[:-2] if len(middle) > 2 and middle[-1] in _JOINED else middle
    if first in _HALF and len(things) == 1 and things[0] in _DETERMINERS:
        return True  # "keeping your cholesterol", which is how?
    return singular(last) in words_of("end of gerund")


def _is_clause(phrase: Phrase) -> bool:
    """ "slow the flow", "urine backs up", "substances made by": what has a verb is no name."""
    words = phrase.words
    if phrase.gerund and words[1] in ("as", "that", "whether"):
        return True  # "maintain as good flexibility"
    if phrase.gerund:  # "pinching compresses the vessels"
        return len(words) > 2 and words[1].endswith("s") and words[2] in _DETERMINERS and words[1] in _verb_forms()
    named = [singular(word) for word in words if word not in PREPOSITIONS and word not in _JOINED]
    if len(set(named)) < len(named):
        return True  # "therapies support therapy": two names that ran together
    joined = "-" in phrase.raw.split()[0]  # "rolled-up towel"
    if len(words) > 1 and (
        _is_participle(words[-1]) or (not joined and _is_participle(words[0]) and _goes_on(words[1]))
    ):
        return True  # "individuals treated", "focused on managing stress"
    for before, word in pairwise(words):
        if word in _DETERMINERS and before not in PREPOSITIONS and before not in ("as", "by", "for"):
            return True
    return any(word in _PARTICLES and before.endswith("s") for before, word in pairwise(words))


@cache
def _verb_forms() -> frozenset[str]:
    rows = read_table(data("relations", "eventverbs.tsv"), ("verb", "irregular"))
    return plain_verbs() | {third(row.filled("verb")) for row in rows}


def _is_told_of(phrase: Phrase) -> bool:
    """ "cells normally function", "uncommon in people": words of a sentence without its verb."""
    words = phrase.words
    if phrase.gerund:
        return False
    if any(word == "too" and after in ("much", "many", "little", "few") for word, after in pairwise(words[1:])):
        return True
    if len(words) > 1 and words[0] in words_of("bare") and words[1] in PREPOSITIONS:
        return True  # "uncommon in people"
    return any(_is_adverb(word) and not after.endswith(("ed", "ing")) for word, after in pairwise(words[1:]))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in words_of("no adverb")


def _goes_on(word: str) -> bool:
    return word in PREPOSITIONS or word in _PARTICLES or word.endswith("ly") or word in ("right", "as", "by", "for")


def _is_participle(word: str) -> bool:
    return (word.endswith("ed") and not word.endswith(_NO_PARTICIPLES)) or word in _IRREGULAR


def _is_empty(phrase: Phrase) -> bool:
    """ "a severe shortage": of what?"""
    words = phrase.words
    if told_by(phrase.head) == "none":
        return words[0] not in _MEASURING  # "too much screen time"
    counted = head_of(list(words))
    if counted in words_of("measure") or counted != phrase.head:  # "the size of a serving", "a variety of conditions"
        return counted == phrase.head or is_class(phrase.head)
    if phrase.gerund or len(words) == 1 or any(word in PREPOSITIONS for word in words):
        return False
    return phrase.head in words_of("relational") and all(
        word in words_of("empty") or word.endswith("'s") for word in words[:-1]
    )


def _is_neutral(phrase: Phrase) -> bool:
    """ "blood flow", "behaviour": no complaint, unless something is wrong with it."""
    if phrase.gerund or phrase.helps:
        return False
    return phrase.head in words_of("neutral") and not any(word in words_of("bad") for word in phrase.words)


def _is_no_help(phrase: Phrase) -> bool:
    if not phrase.helps:
        return False
    if phrase.head in _CARE and len(phrase.words) > 1 and told_by(phrase.words[-2]) == "condition":
        return True  # "cancer treatment"
    return (phrase.words[0] if phrase.gerund else phrase.head) in words_of("no help")


def is_no_complaint(phrase: Phrase) -> bool:
    """True for the object of a relation whose own words do not say that it is a complaint: "receptor proteins"."""
    if phrase.slot == _SYMPTOM and phrase.gerund and not is_bad(phrase):
        return phrase.words[0] in words_of("no symptom")
    return phrase.slot in _COMPLAINTS and (phrase.gerund or not is_ailing(phrase))


_CHECKS: tuple[Callable[[Phrase], bool], ...] = (
    _is_code,
    _is_foreign,
    _is_counted,
    _is_person,
    _is_listed,
    _is_gerund_of_nothing,
    _is_clause,
    _is_told_of,
    _is_empty,
    _is_neutral,
    _is_no_help,
)
