"""A curator's corrections in one document: names that mean something else here or nothing, and what is not said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from graph.curating import Curated, Rejection, Renaming
from graph.curation import Correction
from graph.ids import document_id
from graph.model import Applied, Assertion, Document, Origin, Span
from graph.names import normal
from ingest.lexicon import Hit, Name
from ingest.mentions import Named
from ingest.wording import flat as flattened
from ingest.wording import name_forms

_WORD = re.compile(r"\w+")
_NOTHING = re.compile(r"(?!)")


class Curator:
    """What holds in one document. `rejected`: normal names that name nothing in it; `flat`: its flat text."""

    def __init__(self, document: Document, flat: str, curated: Curated) -> None:
        self._document = document
        self.flat = flat
        self._curated = curated
        here = [one for one in curated.renamings if self._is_here(one.document)]
        self._renamings: Sequence[Renaming] = here
        unnamed = frozenset(normal(one.name) for one in here if one.concept is None)
        self.rejected = curated.vocabulary.rejected | unnamed

    def given(self) -> list[Named]:
        """The names that mean something else in this document, wherever they stand."""
        return [
            Named(one.concept, Span(*found.span()))
            for one in self._renamings
            if one.concept is not None
            for found in _pattern((one.name,)).finditer(self.flat)
        ]

    def counted(self, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The hits without the names that name nothing here."""
        if not self.rejected:
            return hits
        return [hit for hit in hits if not (isinstance(hit.entry, Name) and self._is_rejected(hit))]

    def kept(self, names: list[Named]) -> list[Named]:
        """The names without those that were put together and name nothing here."""
        if not self.rejected:
            return names
        return [n for n in names if n.concept.origin in _VOCABULARIES or normal(n.concept.label) not in self.rejected]

    def without_rejected(self, assertions: tuple[Assertion, ...]) -> tuple[tuple[Assertion, ...], tuple[Applied, ...]]:
        """The assertions that count, and the corrections that concern this document."""
        if self._curated.is_empty:
            return assertions, ()
        rejections: defaultdict[tuple[str, str], list[Rejection]] = defaultdict(list)
        for rejection in self._curated.rejections:
            if self._is_here(rejection.document):
                for subject in rejection.subjects:
                    rejections[subject, rejection.predicate].append(rejection)
        kept, applied = [], [Applied(one.id) for one in self._named()]
        for said in assertions:
            found = rejections.get((said.subject, said.predicate), ())
            first = next((one for one in found if _rejects(one, said)), None)
            if first is None:
                kept.append(said)
            else:
                applied.append(Applied(first.correction, said))
        return tuple(kept), tuple(applied)

    def _named(self) -> Iterator[Correction]:
        """The corrections of names that stand in the text."""
        index = _index(self._curated)
        here = {at for word in _WORD.findall(self.flat) for at in index.get(word, ())}
        for at in sorted(here):
            correction, names = self._curated.names[at]
            if self._is_here(correction.document) and _stands(names, self.flat):
                yield correction

    def _is_here(self, document: str) -> bool:
        return document in ("", self._document.name, self._document.id) or document_id(document) == self._document.id

    def _is_rejected(self, hit: Hit) -> bool:
        return normal(self.flat[hit.start : hit.end]) in self.rejected


_VOCABULARIES = (Origin.BUILTIN, Origin.ADDED)


def without_orphans(names: list[Named], kept: Iterable[Assertion], applied: Iterable[Applied]) -> list[Named]:
    """The names without phrases that no vocabulary knows and that only a rejected assertion was made of."""
    gone = {end for one in applied if one.assertion for end in (one.assertion.subject, one.assertion.object)}
    if not gone:
        return names
    gone -= {end for one in kept for end in (one.subject, one.object)}
    return [n for n in names if n.concept.origin is not Origin.PROVISIONAL or n.concept.id not in gone]


def _rejects(rejection: Rejection, said: Assertion) -> bool:
    return said.object in rejection.objects and rejection.polarity in ("", said.polarity)


@lru_cache(maxsize=2)
def _index(curated: Curated) -> Mapping[str, Sequence[int]]:
    """By their first words which corrections of names a text that has these may concern."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for at, (_, names) in enumerate(curated.names):
        for form in (form for name in names for form in _forms(name)):
            found[next(iter(_WORD.findall(form)), "")].add(at)
    return {word: sorted(places) for word, places in found.items()}


def _stands(names: tuple[str, ...], flat: str) -> bool:
    """True where any of these names stands in flat text, as whole words."""
    # of a concept's many names few are here: no pattern is made for the others
    here = [name for name in names if any(form in flat for form in _forms(name))]
    return bool(here) and _pattern(tuple(here)).search(flat) is not None


@lru_cache(maxsize=1 << 15)
def _forms(name: str) -> tuple[str, ...]:
    """How a name may stand in flat text, the longest first."""
    written = {" ".join(flattened(form).split()) for one in (name, normal(name)) for form in name_forms(one)}
    return tuple(sorted(written - {""}, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=4096)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any form of these names in flat text, as whole words."""
    written = {form for name in names for form in _forms(name)}
    words = "|".join(map(re.escape, sorted(written, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else _NOTHING
