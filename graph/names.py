"""How a name is written and how it is compared: one way for reading articles, asking questions and making ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "feet:foot teeth:tooth calves:calf knives:knife men:man women:woman children:child people:person leaves:leaf "
        "vertebrae:vertebra diagnoses:diagnosis bacteria:bacterium loaves:loaf halves:half mice:mouse lice:louse "
        "sinuses:sinus lenses:lens gases:gas fetuses:fetus cookies:cookie calories:calorie uteruses:uterus "
        "potatoes:potato tomatoes:tomato lives:life bronchi:bronchus stimuli:stimulus fungi:fungus viruses:virus"
    ).split()
)
_KEEP = frozenset(
    (
        "diabetes rabies scabies herpes measles mumps rickets shingles hives gas lens pancreas series species always "
        "yes this bends oats molasses perhaps"
    ).split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FOLD = {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " "}


def fold(text: str) -> str:
    """Lower case without accents, character by character: the result is exactly as long as the text."""
    if text.isascii():
        return text.lower()
    return text.translate({ord(char): _fold_one(char) for char in set(text)})


def _fold_one(char: str) -> str:
    if char < "\x80":
        return char.lower()
    if char in _FOLD:
        return _FOLD[char]
    base = unicodedata.normalize("NFKD", char)[:1] or char
    lowered = base.lower()
    return lowered if len(lowered) == 1 else char


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """A lower-case word without its plural ending, by rule and a short list of exceptions."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEEP or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("aches") and not word.endswith(("eaches", "oaches")):
        return word[:-1]  # headaches, but peaches
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def normal(name: str) -> str:
    """The form in which two names are compared: folded, singular word by word, possessives and hyphens gone."""
    return " ".join(map(_stem, words(name)))


def stems(text: str) -> frozenset[str]:
    """The words of a text, each as it stands in a `normal` name."""
    return frozenset(map(_stem, set(words(text))))


@lru_cache(maxsize=100_000)  # names share their words: a large vocabulary has a third as many words as names
def _stem(word: str) -> str:
    return singular(word[:-2] if word.endswith("'s") else word.replace("'", ""))


def forget_words() -> None:
    """Give back the memory of words that were met: after a large vocabulary, most of them are not met again."""
    _stem.cache_clear()


def slug(name: str) -> str:
    """An id made of a name: ASCII letters, digits and single hyphens; never empty."""
    plain = "-".join(re.findall(r"[a-z0-9]+", fold(name)))
    return plain or "x" + "-".join(f"{ord(char):x}" for char in name[:8])
