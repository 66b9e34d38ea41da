"""What a curator's corrections do: to the vocabulary at once, to each document when it is read. Pure.

Of rows that contradict each other the later one counts (`graph.overruling`). The vocabulary is put right first, row by
row: what was accepted, what is one, what a name means, what names nothing. A name that is taken from a concept leaves
it with its others; a concept without any name is gone. What holds in one document alone, and assertions that are
rejected, are left to those who read (`ingest.curated`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph.added import Addition, shipped_with
from graph.amending import Amending
from graph.curation import FILE, Action, Correction, Curation, parse_curation, problems_by_line
from graph.errors import TableError
from graph.imports.naming import common_words
from graph.model import Concept, ConceptType, Polarity, Problem
from graph.names import normal, slug
from graph.overruling import contradiction, overruled
from graph.vocabulary import Vocabulary

# Rows of an earlier kind count before those of a later one, so that these may speak of what those made.
_NO_AGENTS = frozenset((ConceptType.CONDITION, ConceptType.BODYPART))  # one with nothing of another type
_ORDER = (Action.ACCEPT, Action.SAME, Action.MERGE, Action.NAME, Action.REJECT_NAME)
_LONGER = "a name of more words (this everyday word stands in every article), or a row for one document"


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


@dataclass(frozen=True, slots=True, eq=False)  # told apart as a whole: it is large
class Curated:
    """A vocabulary with the corrections in it, and what is left of them for those who read documents.

    `names`: for each correction of names those by whose occurrence it is known to concern a document. `touches`: the
    ids of the concepts that each correction that counts is about, by the correction's id. Of the others `unusable` says
    what is wrong, by line; `overruled` which later one contradicts them, by the correction's id.
    """

    vocabulary: Vocabulary
    curation: Curation = field(default_factory=Curation)
    rejections: tuple[Rejection, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    names: tuple[tuple[Correction, tuple[str, ...]], ...] = ()
    touches: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unusable: Mapping[int, Problem] = field(default_factory=dict)
    overruled: Mapping[str, Correction] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to correct."""
        return not self.curation.corrections

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the rows that cannot be used."""
        return tuple(self.unusable.values())

    @property
    def contradictions(self) -> tuple[Problem, ...]:
        """Which rows contradict each other: the work goes on with the later ones."""
        by_id = {one.id: one for one in self.curation.corrections}
        return tuple(contradiction(by_id[one], later) for one, later in self.overruled.items())


@lru_cache(maxsize=2)
def curated_with(additions: tuple[Addition, ...], curation: str) -> Curated:
    """What ships with Myograph, with these additions and this table of corrections; kept for the next who asks."""
    return curate(shipped_with(additions).vocabulary, parse_curation(curation))


def curate(vocabulary: Vocabulary, curation: Curation) -> Curated:
    """The vocabulary with the corrections in it. A row that speaks of what nobody knows becomes a problem."""
    if not curation.corrections:
        return Curated(vocabulary, curation, unusable=curation.unusable)
    unusable: dict[int, Problem] = {}
    while True:
        curated = _Curating(vocabulary, curation, unusable).run()
        idle = {later.line for later in curated.overruled.values()} & curated.unusable.keys()
        if not idle:
            return curated
        # what cannot be used overrules nothing; that is known once it was tried
        unusable |= {line: curated.unusable[line] for line in idle}


class _Curating:
    """A vocabulary while it is put right. `unusable`: rows of which it is known, by line."""

    def __init__(self, vocabulary: Vocabulary, curation: Curation, unusable: Mapping[int, Problem]) -> None:
        self._before = vocabulary
        self._curation = curation
        self._unusable = {**curation.unusable, **unusable}
        self._amending = Amending(vocabulary)
        usable = [one for one in curation.corrections if one.line not in unusable]
        self._overruled = overruled(usable, _concept_of(self._amending))
        self._corrections = [one for one in usable if one.id not in self._overruled]
        self._alone = {one.id for one in self._corrections if self._is_alone(one)}
        self._accepted: set[str] = set()
        self._names: list[tuple[Correction, tuple[str, ...]]] = []
        self._touches: dict[str, tuple[str, ...]] = {}
        self._renamings: list[Renaming] = []
        self._errors: list[TableError] = []
        self._acts: Mapping[Action, Callable[[Correction], tuple[str, ...]]] = {
            Action.ACCEPT: self._accept,
            Action.SAME: self._same,
            Action.MERGE: self._merge,
            Action.NAME: self._name,
            Action.REJECT_NAME: self._reject,
        }

    def run(self) -> Curated:
        """Put everything right."""
        for action in _ORDER:
            for one in (one for one in self._corrections if one.action is action):
                self._do(one)
        rejected = [one for one in self._corrections if one.action is Action.REJECT_ASSERTION]
        rejections = tuple(map(self._rejection, rejected))
        vocabulary = self._amending.done(_digest(self._before, self._curation.corrections))
        self._touches |= {one.correction: tuple(sorted(one.ends & vocabulary.concepts.keys())) for one in rejections}
        return Curated(
            vocabulary=vocabulary,
            curation=self._curation,
            rejections=rejections,
            renamings=tuple(self._renamings),
            names=tuple(self._names),
            touches=self._touches,
            unusable=dict(sorted((self._unusable | problems_by_line(self._errors)).items())),
            overruled=self._overruled,
        )

    def _is_alone(self, correction: Correction) -> bool:
        """True for a row that makes a concept one with itself."""
        if correction.action is not Action.SAME:
            return False
        gone, kept = correction.about[0], correction.value[0]
        found = self._amending.find(gone)
        return normal(gone) == normal(kept) or (found is not None and found == self._amending.find(kept))

    def _do(self, correction: Correction) -> None:
        about = self._amending.find(correction.about[0])
        more = self._amending.names_of(about) if about and correction.action is Action.SAME else ()
        try:
            self._touches[correction.id] = self._acts[correction.action](correction)
        except TableError as error:
            self._errors.append(error)
        else:
            self._names.append((correction, tuple(dict.fromkeys((*correction.about, *more)))))

    def _accept(self, correction: Correction) -> tuple[str, ...]:
        """A candidate becomes a concept, under the id that it had."""
        name, kind = correction.about[0], ConceptType(correction.value[0])
        label = next(iter(correction.value[1:]), name)
        for column, taken in (("about", name), ("value", label)):
            holder = self._amending.find(taken)
            if holder is not None:
                raise _wrong(correction, column, taken, f"a name that {holder.label!r} does not have")
            _check_everyday(correction, column, taken)
        self._accepted.add(normal(name))
        return (self._amending.accept(name, label, kind),)

    def _same(self, correction: Correction) -> tuple[str, ...]:
        """The first concept goes up in the second; one that no vocabulary has is a name of it."""
        gone, kept = self._amending.find(correction.about[0]), self._known(correction)
        if gone is None:
            return self._name(correction)
        if correction.id in self._alone:
            raise _wrong(correction, "value", correction.value[0], f"another concept than {kept.label!r}")
        if gone.id == kept.id:
            return (kept.id,)  # other rows made them one
        if gone.type is not kept.type and {gone.type, kept.type} & _NO_AGENTS:
            raise _wrong(correction, "value", correction.value[0], f"a {gone.type}, as {gone.label!r} is")
        self._amending.join(gone.id, kept.id)
        return (kept.id, gone.id)

    def _merge(self, correction: Correction) -> tuple[str, ...]:
        """A candidate is another name of a concept; one that was accepted goes up in it."""
        return (self._same if normal(correction.about[0]) in self._accepted else self._name)(correction)

    def _name(self, correction: Correction) -> tuple[str, ...]:
        """A name means a concept, whoever had it: everywhere, or in one document."""
        name, concept = correction.about[0], self._known(correction)
        if correction.document:
            self._renamings.append(Renaming(correction.id, name, concept, correction.document))
            return (concept.id,)
        if self._amending.find(name) is None:
            _check_everyday(correction, "about", name)
        return tuple(dict.fromkeys((concept.id, *self._amending.give(name, concept.id))))

    def _reject(self, correction: Correction) -> tuple[str, ...]:
        """A name names nothing: everywhere, or in one document."""
        name = correction.about[0]
        found = self._amending.find(name)
        if found is None and normal(name) in _everyday():
            raise _wrong(correction, "about", name, "a name that something has; nothing is called by this word")
        if correction.document:
            self._renamings.append(Renaming(correction.id, name, None, correction.document))
            return (found.id,) if found else ()
        return self._amending.reject(name)

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
        found = self._amending.find(name)
        return frozenset((found.id,)) if found else frozenset((slug(name), slug(normal(name))))

    def _known(self, correction: Correction) -> Concept:
        """The concept in the column value. Raises TableError."""
        found = self._amending.find(correction.value[0])
        if found is None:
            raise _wrong(correction, "value", correction.value[0], "a name that the vocabulary has; accept it first")
        return found


def _concept_of(amending: Amending) -> Callable[[str], str]:
    """What stands for the concept that a name means at the beginning: its id, or the name where none has it."""

    def concept_of(name: str) -> str:
        found = amending.find(name)
        return found.id if found else f" {normal(name)}"  # no id begins with a blank

    return concept_of


@cache
def _everyday() -> frozenset[str]:
    return common_words()


def _check_everyday(correction: Correction, column: str, name: str) -> None:
    """Raises TableError for a word that stands in every article, and that nothing is called by yet."""
    if normal(name) in _everyday():
        raise _wrong(correction, column, name, _LONGER)


def _wrong(correction: Correction, column: str, value: str, allowed: str) -> TableError:
    return TableError(FILE, correction.line, column, value, allowed)


def _digest(vocabulary: Vocabulary, corrections: tuple[Correction, ...]) -> str:
    digest = hashlib.sha256(vocabulary.digest.encode())
    for correction in corrections:
        digest.update(b"\0" + "\t".join(correction.fields).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
