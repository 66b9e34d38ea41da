"""What a curator's corrections do: to the vocabulary at once, to each document when it is read. Pure.

The vocabulary is put right first, row by row: what was accepted, what is one, what a name means, what names nothing.
A name that is taken from a concept leaves it with its others; a concept without any name is gone. What holds in one
document alone, and assertions that are rejected, are left to those who read (`ingest.curated`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.added import Addition, shipped_with
from graph.circles import has_circle, without_circles
from graph.curation import FILE, Action, Correction, Curation, parse_curation, problems_of
from graph.errors import TableError
from graph.model import Concept, ConceptType, Origin, Polarity, Problem
from graph.names import normal, slug
from graph.vocabulary import Vocabulary, narrower_of

# Rows of an earlier kind count before those of a later one, so that these may speak of what those made.
_ORDER = (Action.ACCEPT, Action.SAME, Action.MERGE, Action.NAME, Action.REJECT_NAME)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An assertion that does not count. Ends are ids any of which is meant; no polarity stands for both."""

    correction: str
    subjects: frozenset[str]
    predicate: str
    objects: frozenset[str]
    polarity: str
    document: str

    @property
    def ends(self) -> frozenset[str]:
        """The ids of both ends."""
        return self.subjects | self.objects


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a name means in one document alone: a concept, or nothing."""

    correction: str
    name: str
    concept: Concept | None
    document: str


@dataclass(frozen=True, slots=True)
class Curated:
    """A vocabulary with the corrections in it, and what is left of them for those who read documents.

    `names`: for each correction of names those by whose occurrence it is known to concern a document. `touches`: the
    ids of the concepts that each correction is about, by the correction's id.
    """

    vocabulary: Vocabulary
    curation: Curation = field(default_factory=Curation)
    rejections: tuple[Rejection, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    names: tuple[tuple[Correction, tuple[str, ...]], ...] = ()
    touches: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to correct."""
        return not self.curation.corrections


@lru_cache(maxsize=2)
def curated_with(additions: tuple[Addition, ...], curation: str) -> Curated:
    """What ships with Myograph, with these additions and this table of corrections; kept for the next who asks."""
    return curate(shipped_with(additions).vocabulary, parse_curation(curation))


def curate(vocabulary: Vocabulary, curation: Curation) -> Curated:
    """The vocabulary with the corrections in it. A row that speaks of what nobody knows becomes a problem."""
    if not curation.corrections:
        return Curated(vocabulary, curation, problems=curation.problems)
    return _Curating(vocabulary, curation).run()


class _Curating:
    """A vocabulary while it is put right."""

    def __init__(self, vocabulary: Vocabulary, curation: Curation) -> None:
        self._before = vocabulary
        self._curation = curation
        self._concepts = dict(vocabulary.concepts)
        self._by_name = dict(vocabulary.by_name)
        self._contexts = list(vocabulary.contexts)
        self._rejected: set[str] = set()
        self._names: list[tuple[Correction, tuple[str, ...]]] = []
        self._touches: dict[str, tuple[str, ...]] = {}
        self._renamings: list[Renaming] = []
        self._errors: list[TableError] = []
        self._acts: Mapping[Action, Callable[[Correction], tuple[str, ...]]] = {
            Action.ACCEPT: self._accept,
            Action.SAME: self._same,
            Action.MERGE: self._name,
            Action.NAME: self._name,
            Action.REJECT_NAME: self._reject,
        }

    def run(self) -> Curated:
        """Put everything right."""
        corrections = self._curation.corrections
        for action in _ORDER:
            for one in (one for one in corrections if one.action is action):
                self._do(one)
        rejections = tuple(self._rejection(one) for one in corrections if one.action is Action.REJECT_ASSERTION)
        self._touches |= {one.correction: tuple(sorted(one.ends & self._concepts.keys())) for one in rejections}
        concepts = self._in_order()
        vocabulary = Vocabulary(
            concepts=concepts,
            by_name=self._by_name,
            contexts=tuple(self._contexts),
            digest=_digest(self._before, corrections),
            narrower=narrower_of(concepts),
            rejected=frozenset(self._rejected),
        )
        return Curated(
            vocabulary=vocabulary,
            curation=self._curation,
            rejections=rejections,
            renamings=tuple(self._renamings),
            names=tuple(self._names),
            touches=self._touches,
            problems=(*self._curation.problems, *problems_of(self._errors)),
        )

    def _do(self, correction: Correction) -> None:
        names = (*correction.about, *self._names_of(self._find(correction.about[0]), correction))
        try:
            self._touches[correction.id] = self._acts[correction.action](correction)
            self._names.append((correction, tuple(dict.fromkeys(names))))
        except TableError as error:
            self._errors.append(error)

    def _names_of(self, concept: Concept | None, correction: Correction) -> tuple[str, ...]:
        """What else tells that a document is concerned: all names of a concept that becomes another."""
        return (concept.label, *concept.names) if concept and correction.action is Action.SAME else ()

    def _accept(self, correction: Correction) -> tuple[str, ...]:
        """A candidate becomes a concept, under the id that it had."""
        name, kind = correction.about[0], ConceptType(correction.value[0])
        label = next(iter(correction.value[1:]), name)
        for taken in (name, label):
            holder = self._find(taken)
            if holder is not None:
                raise _wrong(correction, "about", taken, f"a name that {holder.label!r} does not have")
        key = slug(normal(name))
        if key in self._concepts:
            key += "-" + hashlib.sha256(f"{kind} {name}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
        others = (name,) if normal(name) != normal(label) else ()
        self._concepts[key] = Concept(key, label, kind, others, origin=Origin.ADDED)
        self._by_name |= {normal(one): key for one in (label, *others)}
        return (key,)

    def _same(self, correction: Correction) -> tuple[str, ...]:
        """The first concept goes up in the second; one that no vocabulary has is a name of it."""
        gone, kept = self._find(correction.about[0]), self._known(correction)
        if gone is None:
            return self._name(correction)
        if gone.id == kept.id:
            raise _wrong(correction, "value", correction.value[0], f"another concept than {kept.label!r}")
        for key in [key for key, holder in self._by_name.items() if holder == gone.id]:
            self._by_name[key] = kept.id
        self._contexts = [replace(c, concept=kept.id) if c.concept == gone.id else c for c in self._contexts]
        del self._concepts[gone.id]
        for concept in [one for one in self._concepts.values() if gone.id in one.broader]:
            above = (kept.id if one == gone.id else one for one in concept.broader)
            self._concepts[concept.id] = replace(concept, broader=_others(above, concept.id))
        kept = self._concepts[kept.id]
        self._concepts[kept.id] = replace(
            kept,
            names=_new((gone.label, *gone.names), kept),
            broader=_others((*kept.broader, *gone.broader), kept.id),
            identifiers=tuple(dict.fromkeys((*kept.identifiers, *gone.identifiers))),
        )
        return (kept.id, gone.id)

    def _name(self, correction: Correction) -> tuple[str, ...]:
        """A name means a concept, whoever had it: everywhere, or in one document."""
        name, concept = correction.about[0], self._known(correction)
        if correction.document:
            self._renamings.append(Renaming(correction.id, name, concept, correction.document))
            return (concept.id,)
        held = self._take(name, but=concept.id)
        concept = self._concepts[concept.id]
        self._concepts[concept.id] = replace(concept, names=_new((name,), concept))
        self._by_name[normal(name)] = concept.id
        return tuple(dict.fromkeys((concept.id, *held)))

    def _reject(self, correction: Correction) -> tuple[str, ...]:
        """A name names nothing: everywhere, or in one document."""
        name = correction.about[0]
        if correction.document:
            self._renamings.append(Renaming(correction.id, name, None, correction.document))
            found = self._find(name)
            return (found.id,) if found else ()
        self._rejected.add(normal(name))
        return self._take(name)

    def _take(self, name: str, but: str = "") -> tuple[str, ...]:
        """Take a name from whoever has it, be it only in a context; returns their ids."""
        key = normal(name)
        holders = {self._by_name.pop(key, ""), *(c.concept for c in self._contexts if normal(c.name) == key)} - {""}
        self._contexts = [context for context in self._contexts if normal(context.name) != key]
        for holder in sorted(holders - {but}):
            self._leave(self._concepts[holder], key)
        return tuple(sorted(holders))

    def _leave(self, concept: Concept, key: str) -> None:
        """A concept without one of its names; without any it is gone."""
        names = tuple(one for one in (concept.label, *concept.names) if normal(one) != key)
        if names:
            self._concepts[concept.id] = replace(concept, label=names[0], names=names[1:])
            return
        del self._concepts[concept.id]
        for below in [one for one in self._concepts.values() if concept.id in one.broader]:
            above = (*(one for one in below.broader if one != concept.id), *concept.broader)
            self._concepts[below.id] = replace(below, broader=_others(above, below.id))

    def _rejection(self, correction: Correction) -> Rejection:
        subject, predicate, object_, *polarity = correction.about
        return Rejection(
            correction.id,
            self._ids(subject),
            predicate,
            self._ids(object_),
            Polarity(polarity[0]) if polarity else "",
            correction.document,
        )

    def _ids(self, name: str) -> frozenset[str]:
        """The id of what a name means; of one that no vocabulary has those that a concept of its own would get."""
        found = self._find(name)
        return frozenset((found.id,)) if found else frozenset((slug(name), slug(normal(name))))

    def _find(self, name: str) -> Concept | None:
        key = normal(name)
        found = self._by_name.get(key) or next((c.concept for c in self._contexts if normal(c.name) == key), None)
        return self._concepts.get(found) if found else None

    def _known(self, correction: Correction) -> Concept:
        """The concept in the column value. Raises TableError."""
        found = self._find(correction.value[0])
        if found is None:
            raise _wrong(correction, "value", correction.value[0], "a name that the vocabulary has; accept it first")
        return found

    def _in_order(self) -> dict[str, Concept]:
        """The concepts; where two that became one made a circle of what is broader, that is cut."""
        above = {concept.id: concept.broader for concept in self._concepts.values()}
        if not has_circle(above, above):
            return self._concepts
        freed, _ = without_circles(above, {})
        return {one.id: replace(one, broader=tuple(freed.get(one.id, ()))) for one in self._concepts.values()}


def _others(ids: Iterable[str], own: str) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(ids) if one != own)


def _new(names: Iterable[str], concept: Concept) -> tuple[str, ...]:
    """The names of a concept with more, each once."""
    known = {normal(one) for one in (concept.label, *concept.names)}
    return (*concept.names, *(one for one in dict.fromkeys(names) if normal(one) not in known))


def _wrong(correction: Correction, column: str, value: str, allowed: str) -> TableError:
    return TableError(FILE, correction.line, column, value, allowed)


def _digest(vocabulary: Vocabulary, corrections: tuple[Correction, ...]) -> str:
    digest = hashlib.sha256(vocabulary.digest.encode())
    for correction in corrections:
        digest.update(b"\0" + "\t".join(correction.fields).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
