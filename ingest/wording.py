"""Table notation to plain wordings: alternatives, inflected verbs, plural names. Pure string work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product

from graph.names import fold, singular

_PART = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]|([^\s()\[\]]+)")
_PLURALS = dict(
    pair.split(":")
    for pair in (
        "foot:feet tooth:teeth calf:calves man:men woman:women child:children potato:potatoes tomato:tomatoes "
        "bacterium:bacteria fungus:fungi vertebra:vertebrae diagnosis:diagnoses leaf:leaves mango:mangoes"
    ).split()
)
_SHORT_VERB = re.compile(r"[^aeiou]+[aeiou][bdgklmnprt]")
_DOUBLED = frozenset(
    "quit unplug equip control admit begin commit forget occur permit prefer refer regret submit transfer upset".split()
)
_AFTER_HEAD = frozenset("of in on at from during between around under".split())
_FLAT = str.maketrans({"-": " ", "\n": " ", "\t": " ", "\r": " ", "_": " ", "*": " "})
_DASHES = re.compile(r"[—–-]+")


def flat(text: str) -> str:
    """The text as wordings are looked for in it: folded, hyphens and line ends as spaces; as long as the text.

    A dash between clauses is an em dash there, however it is set: "cramps - often in bed - wake you", "cramps--often".
    """
    folded = fold(text).translate(_FLAT)
    dashes = [found for found in _DASHES.finditer(text) if _divides(text, found)]
    if not dashes:
        return folded
    ends = [0, *(found.end() for found in dashes)]
    kept = [folded[end : found.start()] for end, found in zip(ends, dashes, strict=False)]
    set_off = (part + "—".ljust(len(found[0])) for part, found in zip(kept, dashes, strict=True))
    return "".join(set_off) + folded[ends[-1] :]


def _divides(text: str, found: re.Match[str]) -> bool:
    """True for a dash, unlike a hyphen, the sign of a range, and a rule of many."""
    sign = found[0]
    if sign == "—":
        return True
    start, end = found.span()
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if not before or not behind:
        return False
    apart = before.isspace() and behind.isspace()
    return apart if len(sign) == 1 else sign == "--" and (apart or (before.isalnum() and behind.isalnum()))


def expand(notation: str) -> Iterator[str]:
    """Every wording of "(a|b) [c|d] e": round brackets choose one, square ones one or none."""
    choices = [_choices(match) for match in _PART.finditer(flat(notation))]
    for parts in product(*choices):
        yield " ".join(filter(None, parts))


def _choices(match: re.Match[str]) -> list[str]:
    one, optional, plain = match.groups()
    if plain is not None:
        return [plain]
    if one is not None:
        return [part.strip() for part in one.split("|")]
    return ["", *(part.strip() for part in optional.split("|"))]


def as_pattern(notation: str) -> str:
    """The same notation as a regular expression for flat text: for tables whose wordings are too many to write out."""
    found = ""
    for part in _PART.finditer(flat(notation)):
        one, optional, plain = part.groups()
        if optional is not None:
            found += f"(?:(?:{_any_of(optional)}) )?"
        else:
            found += f"(?:{_any_of(one)}) " if plain is None else f"{re.escape(plain)} "
    return found.rstrip()


def _any_of(words: str) -> str:
    return "|".join(re.escape(word.strip()) for word in words.split("|"))


def third(verb: str) -> str:
    """The -s form of a verb's first word: "lead to" gives "leads to"."""
    return _inflect(verb, lambda word: word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"), "ies")


def past(verb: str) -> str:
    """The regular past form of a verb's first word."""
    return _inflect(verb, lambda word: word + ("d" if word.endswith("e") else "ed"), "ied")


def gerund(verb: str) -> str:
    """The -ing form of a verb's first word."""
    head, _, rest = verb.partition(" ")
    if head == "be":
        return f"being {rest}".strip()
    if head.endswith("ie"):
        return f"{head[:-2]}ying {rest}".strip()
    stem = head[:-1] if head.endswith("e") and not head.endswith(("ee", "ye", "oe")) else head
    if _SHORT_VERB.fullmatch(head) or head in _DOUBLED:
        stem += head[-1]  # put, putting
    return f"{stem}ing {rest}".strip()


def _inflect(verb: str, regular: Callable[[str], str], after_y: str) -> str:
    head, _, rest = verb.partition(" ")
    changed = head[:-1] + after_y if head.endswith("y") and head[-2:-1] not in tuple("aeiou") else regular(head)
    return f"{changed} {rest}".strip()


def plural(word: str) -> str:
    """The plural of a word, by rule and a few exceptions."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word + "s"


def name_forms(name: str) -> set[str]:
    """How a name may stand in flat text: its last word and its head before a preposition, each in either number."""
    words = flat(name).split() or [""]
    if _AFTER_HEAD.isdisjoint(words):  # as of most names, only the last word has a plural
        start = " ".join(words[:-1]) + " " if len(words) > 1 else ""
        return {start + words[-1], start + plural(words[-1])}
    places = {len(words) - 1, *(at - 1 for at, word in enumerate(words) if at and word in _AFTER_HEAD)}
    numbers = ([word, plural(word)] if at in places else [word] for at, word in enumerate(words))
    return {" ".join(form) for form in product(*numbers)}


def singular_form(name: str) -> str:
    """A name that others give in the plural, as it stands in flat text in the singular: "liver diseases"."""
    start, _, last = flat(name).rpartition(" ")
    return f"{start} {singular(last)}".lstrip()


def of_others(form: str) -> Iterator[str]:
    """A name with "your" as those who tell of themselves or of others have it: "sleeping on my side"."""
    if " your " in form:
        yield from (form.replace(" your ", f" {whose} ") for whose in ("my", "his", "her", "their"))


def is_foreign_letter(char: str) -> bool:
    """True for a letter of another script than this language is written in; Greek ones stand in names of substances."""
    return char.isalpha() and not unicodedata.name(char, "").startswith(("LATIN", "GREEK SMALL", "MICRO"))
