"""MeSH's identifiers: which a name has, which are of diseases or chemicals, and which is a kind of which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bench.cdr_vocabulary import (
    BRANDS,
    CHEMICAL,
    COMPLAINT,
    DISEASES,
    DRUGS,
    HEADINGS,
    SYMPTOMS,
    marked_names,
    natural,
    rows_of,
    wordings,
)
from bench.pubtator import Abstract
from graph.model import Concept, ConceptType, Origin
from graph.names import normal

_TYPES = {"Chemical": "drug", "Disease": "condition"}
_PREFIX = "MESH:"
_BROAD = re.compile(r"(?:diseases|disorders|cardiotoxicity|neurotoxicity syndromes)$", re.IGNORECASE)
_ADDED_TO = re.compile(
    r" (?:use|abuse|intake|therapy|treatment|administration|(?:hydro)?(?:chloride|bromide)|sodium|sul(?:f|ph)ate|"
    r"maleate|tartrate|citrate|mesylate|monohydrate|dihydrate|phosphate|acetate|succinate)$",
    re.IGNORECASE,
)
_PROTEIN = re.compile(r"(?:ases?|collagens?|globulins?|albumins?|interferons?|interleukins?|proteins?)$", re.IGNORECASE)
_CLASS = re.compile(r"(?:agents|inhibitors|antagonists|agonists|drugs|compounds|[^isu]s)$", re.IGNORECASE)


class Identifiers:
    """MeSH's identifiers by name: what a name itself has goes before what the concept was merged with."""

    def __init__(self, folder: Path | None, known: Iterable[Abstract] = ()) -> None:
        self._by_name: dict[str, str] = {}
        self._headings: dict[str, str] = {}
        self._medicines: set[str] = set()
        self._of_type: defaultdict[str, set[str]] = defaultdict(set)
        self._broader: defaultdict[str, set[str]] = defaultdict(set)
        for surface, kind, identifier in marked_names(known):
            self._learn((surface,), identifier, _TYPES[kind])
        for one in wordings():
            self._learn(one.names, one.key, one.kind)
        if folder is not None:
            self._learn_headings(folder)
            self._learn_diseases(folder)
            self._learn_medicines(folder)
        self.above = lru_cache(maxsize=None)(self._above)

    def of(self, surface: str, concept: Concept) -> str | None:
        """The identifier of a concept that is named so in a text, or None."""
        said = normal(_ADDED_TO.sub("", surface))
        for name in (normal(surface), said, normal(concept.label)):
            if name in self._by_name:
                return self._by_name[name]
        others = {self._by_name[one] for one in map(normal, concept.names) if one in self._by_name}
        if len(others) == 1:
            return others.pop()
        own = (one.removeprefix(_PREFIX) for one in concept.identifiers if one.startswith(_PREFIX))
        return next(own, None) or self._of_head(said, concept)

    def _of_head(self, said: str, concept: Concept) -> str | None:
        """Of a phrase that no list has, what its last words have: "heavy proteinuria" is proteinuria."""
        if concept.origin is not Origin.PROVISIONAL or concept.type is not ConceptType.CONDITION:
            return None
        words = said.split()
        heads = (self._by_name.get(" ".join(words[at:])) for at in range(1, len(words)))
        return next((found for found in heads if found and self.is_disease(found)), None)

    def is_disease(self, identifier: str) -> bool:
        """True for what a list of diseases or symptoms has: not ageing, nor the heart rate."""
        return identifier in self._of_type["condition"]

    def is_chemical(self, identifier: str, concept: Concept) -> bool:
        """True for what a list of medicines has, or what our own vocabulary takes for a medicine or a nutrient.

        Judges were told that proteins are none.
        """
        if _PROTEIN.search(self._headings.get(identifier, "")):
            return False
        return concept.type in (ConceptType.DRUG, ConceptType.NUTRIENT) or identifier in self._of_type["drug"]

    def is_broad(self, identifier: str) -> bool:
        """True for all that may ail an organ or a system: "Kidney Diseases", "Vision Disorders"."""
        return _BROAD.search(self._headings.get(identifier, "")) is not None

    def is_class(self, identifier: str) -> bool:
        """True for a class of medicines: "Anti-Bacterial Agents", "Steroids"."""
        return identifier not in self._medicines and _CLASS.search(self._headings.get(identifier, "")) is not None

    def _above(self, identifier: str) -> frozenset[str]:
        """Everything that a disease is a kind of."""
        found: set[str] = set()
        waiting = [identifier]
        while waiting:
            new = self._broader.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found - {identifier})

    def _learn_headings(self, folder: Path) -> None:
        for row in rows_of(folder / HEADINGS):
            name = self._headings[row["mesh_id"]] = natural(row["mesh_name"])
            kind = "condition" if COMPLAINT.search(name) else "drug" if CHEMICAL.search(name) else ""
            self._learn((row["mesh_name"], name), row["mesh_id"], kind)
        self._of_type["condition"].update(row["mesh_id"] for row in rows_of(folder / SYMPTOMS))
        for one in wordings():
            self._broader[one.key].update(self._by_name[normal(name)] for name in one.broader)

    def _learn_medicines(self, folder: Path) -> None:
        for row in rows_of(folder / DRUGS):
            self._spread((row["name"], *row["synonyms"].split("|")))
        for row in rows_of(folder / BRANDS):
            known = self._by_name.get(normal(row["name"]))
            if known:  # a brand of two medicines is neither
                self._spread((row["name"], *(brand.rpartition("=")[2] for brand in row["brands"].split("|"))))

    def _learn_diseases(self, folder: Path) -> None:
        rows = list(rows_of(folder / DISEASES))
        nodes: dict[str, str] = {}
        for row in rows:
            mesh = [one.removeprefix(_PREFIX) for one in row["xrefs"].split("|") if one.startswith(_PREFIX)]
            if mesh:
                self._learn((row["label"], *row["exact_synonyms"].split("|")), mesh[0], "condition")
            nodes[row["label"]] = self._by_name.get(normal(row["label"]), row["id"])
        for row in rows:
            own = nodes[row["label"]]
            self._broader[own] |= {nodes[one] for one in row["parents"].split("|") if one in nodes} - {own}

    def _learn(self, names: Iterable[str], identifier: str, kind: str) -> None:
        self._of_type[kind].add(identifier)
        for name in names:
            if normal(name):
                self._by_name.setdefault(normal(name), identifier)

    def _spread(self, names: Iterable[str]) -> None:
        """One medicine's names share the identifier that the first of them has."""
        names = tuple(names)
        known = next((found for name in names if (found := self._by_name.get(normal(name)))), None)
        if known:
            self._learn(names, known, "drug")
            self._medicines.add(known)
