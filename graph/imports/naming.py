"""Names out of other people's files: cleaned, turned into the order in which people say them, and judged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.names import normal
from graph.tables import data, read_table

LONGEST = 200  # characters of a name; what is longer is a description, or a formula
_WORDS = 10  # of a wording at most
_SHORTEST = 3  # characters of a name in normal form: "MS" and "C" mean too many things
# Marks of direction, marks that nobody sees, and what our own tables divide fields and names with.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_DIVIDERS = re.compile(r"[\x00-\x20\x7f-\x9f|\u2028\u2029]+")
# What catalogues put behind a name that nobody says: "Asthma (disorder)", "Cod, unspecified".
_TAG = re.compile(
    r"(?: \((?:disorder|disease|finding|symptom|substance|product|medicinal product|procedure|body structure|food|"
    r"whole|raw|whole, raw)\)|, unspecified|,? NOS)$"
)
_INVERTED = re.compile(r"[^,()]+(?:, [^,()]+){1,3}")
_LISTED = re.compile(r" (?:and|or) ")
_SPELLINGS = ("american", "british")
_JOINED = re.compile(r"\b(?:and|or|with|without)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caution:
    """What makes a name unsafe. All in normal form.

    `common`: everyday words. `known`: says that a name is known already. `said`: little words, and wordings by which
    articles say something of names; what is put together of these alone names nothing: "of the", "may cause".
    """

    common: Collection[str]
    known: Callable[[str], bool]
    said: Collection[str] = frozenset()

    def needed(self, key: str) -> bool:
        """True for a name (in normal form) that means too many things to be found wherever it stands.

        Also for two known names in one, "nausea and vomiting": they are found by themselves.
        """
        doubtful = (
            len(key) < _SHORTEST
            or key in self.common
            or not any(char.isalpha() for char in key)
            or _made_of(self.said, key.split())
        )
        if not doubtful and not (" and " in key or " or " in key):
            return False
        return not self.known(key) and (doubtful or all(map(self.known, _LISTED.split(key))))


def _made_of(wordings: Collection[str], words: Sequence[str]) -> bool:
    """True if the words are nothing but wordings, one behind the other."""
    ends = {0}  # where what stands before is nothing else
    for at in range(len(words)):
        if at in ends:
            upto = range(at + 1, min(at + _WORDS, len(words)) + 1)
            ends |= {end for end in upto if " ".join(words[at:end]) in wordings}
        elif max(ends) < at:
            return False
    return len(words) in ends


def common_words(kind: str = "") -> frozenset[str]:
    """Everyday words in normal form (`data/commonwords.tsv`), all or those of a kind. Raises TableError."""
    rows = read_table(data("commonwords.tsv"), ("words", "kind"))
    found = (row for row in rows if row.one_of("kind", ("little", "")) == kind or not kind)
    return frozenset(normal(word) for row in found for word in row.filled("words").split())


def cleaned(text: str) -> str:
    """A name without what a table cannot hold or nobody can see."""
    plain = _DIVIDERS.sub(" ", _HIDDEN.sub("", text)).strip().lstrip("#").strip()
    return unicodedata.normalize("NFC", plain)


def spoken(name: str) -> Iterator[str]:
    """The name without a catalogue's remark; where it is turned ("Anemia, Hemolytic"), also as it is said."""
    name = _TAG.sub("", name) or name
    yield name
    if _INVERTED.fullmatch(name) and not _JOINED.search(name):
        yield " ".join(reversed(name.split(", ")))


def spelled(name: str) -> Iterator[str]:
    """The name, and as it is spelled across the sea: "Edema" is also "oedema"."""
    yield name
    plain = name.lower()
    for changed in (_respelled(plain, *spelling) for spelling in _spellings()):
        if changed != plain:
            yield changed


def _respelled(name: str, pattern: re.Pattern[str], others: Mapping[str, str]) -> str:
    return pattern.sub(lambda part: others[part.group()], name)


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    """Parts of words in one spelling, and what stands for each in the other, both ways. Raises TableError."""
    rows = [(row.filled("american"), row.filled("british")) for row in read_table(data("spellings.tsv"), _SPELLINGS)]
    return _spelling(rows), _spelling([(british, american) for american, british in rows])


def _spelling(rows: Sequence[tuple[str, str]]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    parts = "|".join(map(_edged, (part for part, _ in rows)))
    return re.compile(f"(?<![ao])(?:{parts})"), {part.strip("-"): other.strip("-") for part, other in rows}


def _edged(part: str) -> str:
    """A part that ends a word ("-emia") or begins one ("hemo-")."""
    return rf"{part[1:]}\b" if part.startswith("-") else rf"\b{part[:-1]}" if part.endswith("-") else part
