"""Names out of other people's files: cleaned, turned into the order in which people say them, and judged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from graph.names import normal
from graph.tables import data, read_table

LONGEST = 200  # characters of a name; what is longer is a description, or a formula
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
_JOINED = re.compile(r"\b(?:and|or|with|without)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caution:
    """What makes a name unsafe. `common`: everyday words in normal form; `known`: says that a name is known already."""

    common: Collection[str]
    known: Callable[[str], bool]

    def needed(self, key: str) -> bool:
        """True for a name (in normal form) that means too many things to be found wherever it stands.

        Also for two known names in one, "nausea and vomiting": they are found by themselves.
        """
        doubtful = len(key) < _SHORTEST or key in self.common or not any(char.isalpha() for char in key)
        if not doubtful and not (" and " in key or " or " in key):
            return False
        return not self.known(key) and (doubtful or all(map(self.known, _LISTED.split(key))))


def common_words() -> frozenset[str]:
    """Everyday words in normal form (`data/commonwords.tsv`). Raises TableError."""
    rows = read_table(data("commonwords.tsv"), ("words",))
    return frozenset(normal(word) for row in rows for word in row.filled("words").split())


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
