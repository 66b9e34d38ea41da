"""The vocabulary: concepts by id and by name, read from tables that a domain expert edits.

`data/vocabulary/` holds one or more files for each type (`conditions.tsv`, `conditions-skin.tsv`, `drugs.tsv` ...) with
the columns label, names ("|" between them), broader (labels), identifiers (CURIEs). `context.tsv` says when an
ambiguous name counts: written exactly so, or only where one of some words stands in the same document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from importlib.resources.abc import Traversable

from graph.errors import TableError
from graph.model import Concept, ConceptType, Origin
from graph.names import normal, slug
from graph.tables import Row, data, data_folder, place_of, read_table

COLUMNS = ("label", "names", "broader", "identifiers")
CONTEXT_COLUMNS = ("name", "concept", "case", "near")
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


@dataclass(frozen=True, slots=True)
class Context:
    """When an ambiguous name stands for a concept. `near`: folded words, one of which must be in the document."""

    name: str
    concept: str
    exact_case: bool
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts by id; ids by normal name (see `graph.names.normal`); contexts of ambiguous names."""

    concepts: Mapping[str, Concept]
    by_name: Mapping[str, str]
    contexts: tuple[Context, ...] = ()
    digest: str = ""
    narrower: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, name: str) -> Concept | None:
        """The concept with this label or synonym, whatever its case, number or hyphens."""
        found = self.by_name.get(normal(name))
        return self.concepts[found] if found else None


def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with Myograph. Raises TableError at the first bad row."""
    tables = [f for f in data_folder("vocabulary") if f.name != CONTEXT_FILE]
    rows = [(row, type_of(f)) for f in tables for row in read_table(f, COLUMNS)]
    contexts = list(read_table(data("vocabulary", CONTEXT_FILE), CONTEXT_COLUMNS))
    return build(rows, contexts)


def build(rows: Iterable[tuple[Row, ConceptType]], contexts: Iterable[Row] = ()) -> Vocabulary:
    """A vocabulary from table rows. Raises TableError where a name stands twice or a broader concept is missing."""
    rows = list(rows)
    labels = _ids_by_label(rows)
    concepts = {concept.id: concept for concept in (_concept(row, kind, labels) for row, kind in rows)}
    _check_cycles(rows, concepts)
    conditions = tuple(_context(row, labels) for row in contexts)
    ambiguous = frozenset(normal(context.name) for context in conditions)
    by_name = _ids_by_name(rows, labels, ambiguous)
    return Vocabulary(concepts, by_name, conditions, _digest(concepts, conditions), narrower_of(concepts))


def type_of(table: Traversable) -> ConceptType:
    """The type that a table's file name gives to its concepts. Raises TableError."""
    stem = table.name.removesuffix(".tsv").partition("-")[0]
    if stem not in FILES:
        raise TableError(place_of(table), 1, "file name", table.name, ", ".join(f"{name}[-…].tsv" for name in FILES))
    return FILES[stem]


def _ids_by_label(rows: list[tuple[Row, ConceptType]]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for row, _ in rows:
        label = normal(row.filled("label"))
        if label in labels:
            raise TableError(row.path, row.line, "label", row["label"], "a label that no other row has")
        labels[label] = slug(row["label"])
    return labels


def _concept(row: Row, kind: ConceptType, labels: Mapping[str, str]) -> Concept:
    broader = tuple(_known(row, "broader", name, labels) for name in row.many("broader"))
    identifiers = row.many("identifiers")
    for identifier in identifiers:
        if ":" not in identifier:
            raise TableError(row.path, row.line, "identifiers", identifier, "CURIEs such as MESH:D009120")
    return Concept(
        id=slug(row["label"]),
        label=row["label"],
        type=kind,
        names=row.many("names"),
        broader=broader,
        identifiers=identifiers,
        origin=Origin.BUILTIN,
    )


def _check_cycles(rows: list[tuple[Row, ConceptType]], concepts: Mapping[str, Concept]) -> None:
    """Raises TableError at the first row whose concept is broader than itself, by whatever way round."""
    above = {concept.id: concept.broader for concept in concepts.values()}
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        circle = error.args[1]
        row = next(row for row, _ in rows if slug(row["label"]) in circle)
        loop = " > ".join(concepts[one].label for one in circle)
        raise TableError(row.path, row.line, "broader", row["broader"], f"no circle such as {loop}") from None


def _known(row: Row, column: str, label: str, labels: Mapping[str, str]) -> str:
    if normal(label) not in labels:
        raise TableError(row.path, row.line, column, label, "the label of another row")
    return labels[normal(label)]


def _context(row: Row, labels: Mapping[str, str]) -> Context:
    case = row.one_of("case", ("exact", "any"), default="any")
    near = tuple(normal(word) for word in row.many("near"))
    return Context(row.filled("name"), _known(row, "concept", row["concept"], labels), case == "exact", near)


def _ids_by_name(
    rows: list[tuple[Row, ConceptType]], labels: Mapping[str, str], ambiguous: frozenset[str]
) -> dict[str, str]:
    found = dict(labels)
    for row, _ in rows:
        own = labels[normal(row["label"])]
        for name in row.many("names"):
            key = normal(name)
            if key in ambiguous:
                continue
            if found.setdefault(key, own) != own:
                raise TableError(row.path, row.line, "names", name, f"a name that {found[key]!r} does not have")
    return found


def narrower_of(concepts: Mapping[str, Concept]) -> dict[str, tuple[str, ...]]:
    """The ids of the concepts right below each concept, sorted."""
    below: dict[str, list[str]] = {}
    for concept in concepts.values():
        for parent in concept.broader:
            below.setdefault(parent, []).append(concept.id)
    return {parent: tuple(sorted(children)) for parent, children in below.items()}


def _digest(concepts: Mapping[str, Concept], contexts: tuple[Context, ...]) -> str:
    facts = repr((sorted(concepts.items()), sorted(map(repr, contexts))))
    return hashlib.sha256(facts.encode()).hexdigest()
