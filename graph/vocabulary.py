"""The vocabulary: concepts by id and by name, read from tables that a domain expert edits.

`data/vocabulary/` holds one or more files for each type (`conditions.tsv`, `conditions-skin.tsv`, `drugs.tsv` ...) with
the columns label, names ("|" between them), broader (labels), identifiers (CURIEs). `context.tsv` says when an
ambiguous name counts: written exactly so, or only where one of some words stands in the same document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from graph.circles import has_circle, without_circles
from graph.errors import TableError
from graph.model import Concept, ConceptType, Origin
from graph.names import normal, slug
from graph.tables import Row, data, data_folder, place_of, read_table

COLUMNS = ("label", "names", "broader", "identifiers")
CONTEXT_COLUMNS = ("name", "concept", "case", "near", "unless")
FILES = {
    "conditions": ConceptType.CONDITION,
    "nutrients": ConceptType.NUTRIENT,
    "drugs": ConceptType.DRUG,
    "remedies": ConceptType.REMEDY,
    "foods": ConceptType.FOOD,
    "factors": ConceptType.FACTOR,
    "bodyparts": ConceptType.BODYPART,
}
CONTEXT_FILE = "context.tsv"
Typed = tuple[Row, ConceptType]


@dataclass(frozen=True, slots=True)
class Context:
    """When an ambiguous name stands for a concept. `near`: folded words, one of which must be in the document.

    `unless`: folded words right behind the name with which it means something else ("cold surfaces").
    """

    name: str
    concept: str
    exact_case: bool
    near: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts by id; ids by normal name (see `graph.names.normal`); contexts of ambiguous names.

    `rejected`: normal names of which a curator says that they name nothing.
    """

    concepts: Mapping[str, Concept]
    by_name: Mapping[str, str]
    contexts: tuple[Context, ...] = ()
    digest: str = ""
    narrower: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()

    def find(self, name: str) -> Concept | None:
        """The concept with this label or synonym, whatever its case, number or hyphens."""
        found = self.by_name.get(normal(name))
        return self.concepts[found] if found else None


def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with Myograph. Raises TableError at the first bad row."""
    return build(*_shipped())


def faults() -> tuple[TableError, ...]:
    """Everything that is wrong with the vocabulary that ships: clashing names, missing broader concepts, circles."""
    return faults_in(*_shipped())


def build(rows: Iterable[Typed], contexts: Iterable[Row] = ()) -> Vocabulary:
    """A vocabulary from table rows. Raises TableError where a name stands twice or a broader concept is missing."""
    return _Building(rows, _raise).build(contexts)


def faults_in(rows: Iterable[Typed], contexts: Iterable[Row] = ()) -> tuple[TableError, ...]:
    """As `build`, for all that it would refuse, one after the other."""
    found: list[TableError] = []
    _Building(rows, found.append).build(contexts)
    return tuple(found)


def type_of(table: Traversable) -> ConceptType:
    """The type that a table's file name gives to its concepts. Raises TableError."""
    stem = table.name.removesuffix(".tsv").partition("-")[0]
    if stem not in FILES:
        raise TableError(place_of(table), 1, "file name", table.name, ", ".join(f"{name}[-…].tsv" for name in FILES))
    return FILES[stem]


def narrower_of(concepts: Mapping[str, Concept]) -> dict[str, tuple[str, ...]]:
    """The ids of the concepts right below each concept, sorted."""
    below: dict[str, list[str]] = {}
    for concept in concepts.values():
        for parent in concept.broader:
            below.setdefault(parent, []).append(concept.id)
    return {parent: tuple(sorted(children)) for parent, children in below.items()}


def _shipped() -> tuple[list[Typed], list[Row]]:
    tables = [f for f in data_folder("vocabulary") if f.name != CONTEXT_FILE]
    rows = [(row, type_of(f)) for f in tables for row in read_table(f, COLUMNS)]
    return rows, list(read_table(data("vocabulary", CONTEXT_FILE), CONTEXT_COLUMNS))


def _raise(error: TableError) -> None:
    raise error


class _Building:
    """A vocabulary in the making; what is wrong goes to `report`. If that returns, the making goes on without it."""

    def __init__(self, rows: Iterable[Typed], report: Callable[[TableError], None]) -> None:
        self._report = report
        self._labels: dict[str, str] = {}  # normal label to id
        self._ids: set[str] = set()
        self._rows = [(row, kind) for row, kind in rows if self._is_new(row)]

    def build(self, contexts: Iterable[Row]) -> Vocabulary:
        concepts = {concept.id: concept for concept in (self._concept(row, kind) for row, kind in self._rows)}
        self._check_circles(concepts)
        conditions = tuple(context for row in contexts if (context := self._context(row)))
        ambiguous = frozenset(normal(context.name) for context in conditions)
        by_name = self._ids_by_name(ambiguous)
        return Vocabulary(concepts, by_name, conditions, _digest(concepts, conditions), narrower_of(concepts))

    def _wrong(self, row: Row, column: str, value: str, allowed: str) -> None:
        self._report(TableError(row.path, row.line, column, value, allowed))

    def _is_new(self, row: Row) -> bool:
        """True for a row whose label no earlier one has; it is then taken."""
        if not row["label"]:
            self._wrong(row, "label", "", "any text")
            return False
        label, id = normal(row["label"]), slug(row["label"])  # noqa: A001 - the field's own word
        if label in self._labels:
            self._wrong(row, "label", row["label"], "a label that no other row has")
            return False
        if id in self._ids:
            self._wrong(row, "label", row["label"], f"a label that differs from {id!r} in a letter or digit")
            return False
        self._ids.add(id)
        self._labels[label] = id
        return True

    def _concept(self, row: Row, kind: ConceptType) -> Concept:
        broader = (self._known(row, "broader", name) for name in row.many("broader"))
        for identifier in row.many("identifiers"):
            if ":" not in identifier:
                self._wrong(row, "identifiers", identifier, "CURIEs such as MESH:D009120")
        return Concept(
            id=slug(row["label"]),
            label=row["label"],
            type=kind,
            names=row.many("names"),
            broader=tuple(filter(None, broader)),
            identifiers=row.many("identifiers"),
            origin=Origin.BUILTIN,
        )

    def _known(self, row: Row, column: str, label: str) -> str | None:
        found = self._labels.get(normal(label))
        if found is None:
            self._wrong(row, column, label, "the label of another row")
        return found

    def _check_circles(self, concepts: Mapping[str, Concept]) -> None:
        """Reports each circle of broader concepts at the first row that is part of it."""
        above = {concept.id: concept.broader for concept in concepts.values()}
        if not has_circle(above, above):
            return
        for circle in without_circles(above, {})[1]:
            row = next(row for row, _ in self._rows if slug(row["label"]) in circle)
            loop = " > ".join(concepts[one].label for one in circle)
            self._wrong(row, "broader", row["broader"], f"no circle such as {loop}")

    def _context(self, row: Row) -> Context | None:
        try:
            name = row.filled("name")
            case = row.one_of("case", ("exact", "any"), default="any")
        except TableError as error:
            self._report(error)
            return None
        near = tuple(normal(word) for word in row.many("near"))
        unless = tuple(normal(word) for word in row.many("unless"))
        concept = self._known(row, "concept", row["concept"])
        return Context(name, concept, case == "exact", near, unless) if concept else None

    def _ids_by_name(self, ambiguous: frozenset[str]) -> dict[str, str]:
        found = dict(self._labels)
        for row, _ in self._rows:
            own = self._labels[normal(row["label"])]
            for name in row.many("names"):
                key = normal(name)
                if key not in ambiguous and found.setdefault(key, own) != own:
                    self._wrong(row, "names", name, f"a name that {found[key]!r} does not have")
        return found


def _digest(concepts: Mapping[str, Concept], contexts: tuple[Context, ...]) -> str:
    facts = repr((sorted(concepts.items()), sorted(map(repr, contexts))))
    return hashlib.sha256(facts.encode()).hexdigest()
