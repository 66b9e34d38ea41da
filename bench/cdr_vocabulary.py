"""Public lists of diseases and medicines, imported as by `myograph vocabulary add`, and MeSH's identifiers by name."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bench.pubtator import Abstract
from graph.added import ADDED_COLUMNS, Addition, shipped_with
from graph.imports.adding import File, prepare
from graph.imports.model import Scope
from graph.imports.taking import Choices
from graph.model import Concept, ConceptType
from graph.names import normal

_EXACT = frozenset((Scope.EXACT,))
_DISEASES, _SYMPTOMS = "doid-2026-07-31-merged.tsv", "mesh-symptoms.tsv"
_DRUGS, _BRANDS = "drugbank_vocabulary.tsv", "rxnorm_ingredients_brands_2025-10-06_B-Z.tsv"
_HEADINGS, _LAY = "mesh-terms.tsv", "hpo-layperson-synonyms.tsv"
# MeSH's headings are of all kinds. What ends so is a complaint; what else they name only adds to what is known.
_COMPLAINT = re.compile(
    r"(?:itis|itides|osis|oses|emia|uria|pathy|pathies|algia|plegia|paresis|megaly|penia|rrhea|rrhage|rrhages|oma|ectasis|"
    r"phobia|phagia|pnea|lepsy|kinesia|trophy|sclerosis|stenosis|malacia|spasms?|edema|ptosis|diseases?|disorders?|"
    r"syndromes?|failure|insufficiency|hemorrhage|infarction|fractures|necrosis|injuries|injury|neoplasms|infections?|pain|"
    r"block|arrest|hypertension|hypotension|fibrosis|dystonia|tremor|chorea|ataxia|nystagmus|seizures|shock|thrombosis|"
    r"embolism|ischemia|tachycardia|bradycardia|arrhythmias?|fever|anemia|hyperplasia|impairment|loss|dysfunctions?|"
    r"abnormalities|toxicity|poisoning|overdose|coma|delirium|paralysis|agitation|hallucinations|vomiting|nausea|diarrhea|"
    r"constipation|pruritus|exanthema|urticaria|alopecia|aneurysm|rupture|effusion|calculi|hypertrophy|cardiomyopathies)$",
    re.IGNORECASE,
)
# Headings that end so, of one or two words, are chemicals; like those above they have no type of their own.
_CHEMICAL = re.compile(
    r"[^ ]+ ?(?:[^ ]*(?:[^aeiou]ine|[bdlnrt]ol|ide|[cdlnrt]ate|[dhlnrt]one|azole|ene|ane|cin|mycin|zepam|barbital|chloride))$",
    re.IGNORECASE,
)
_KINDS = {"Chemical": "drug", "Disease": "condition"}
_WORDINGS = Path(__file__).with_name("cdr_wordings.tsv")
_CHOICE = re.compile(r"\(([^()]+)\)")
_LISTS = (
    (_WORDINGS.name, None, False),
    (_DISEASES, ConceptType.CONDITION, False),
    (_SYMPTOMS, ConceptType.CONDITION, False),
    (_LAY, ConceptType.CONDITION, False),
    (_DRUGS, ConceptType.DRUG, False),
    (_BRANDS, ConceptType.DRUG, False),
    (_HEADINGS, ConceptType.CONDITION, False),
    (_HEADINGS, ConceptType.DRUG, False),
    (_HEADINGS, None, True),
)


def additions(folder: Path) -> tuple[Addition, ...]:
    """The vocabularies of a folder: diseases, symptoms, medicines with their brands, and MeSH's headings for them."""
    found: tuple[Addition, ...] = ()
    for number, (name, kind, known) in enumerate(_LISTS, 1):
        choices = Choices(kind, _EXACT, "", "", known)
        content = _wordings() if name == _WORDINGS.name else (folder / name).read_bytes()
        if name == _HEADINGS and kind is not None:
            content = _headings(content, _COMPLAINT if kind is ConceptType.CONDITION else _CHEMICAL)
        file = File(name, content)
        prepared = prepare(file, f"{number:02}-{name}", shipped_with(found).vocabulary, choices)
        found = (*found, prepared.addition)
    return found


def _headings(content: bytes, ending: re.Pattern[str]) -> bytes:
    """The table of headings with only those that end so."""
    heads, *rows = content.decode().splitlines()
    kept = (row for row in rows if ending.search(natural(row.rpartition("\t")[2])))
    return "\n".join((heads, *kept)).encode()


def _wordings() -> bytes:
    """Our own table of how headings are worded, with its choices written out."""
    heads, *rows = (line for line in _WORDINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    written = (row.split("\t") for row in rows)
    lines = ("\t".join((key, name, "|".join(all_of(names)), kind)) for key, name, names, kind in written)
    return "\n".join((heads, *lines)).encode()


def all_of(names: str) -> list[str]:
    """The names that a field writes: "renal (injury,damage)|nephrosis" is three."""
    found: list[str] = []
    for name in names.split("|"):
        parts = (part.split(",") if odd else [part] for odd, part in zip(itertools.cycle((0, 1)), _CHOICE.split(name)))
        found += ["".join(one) for one in itertools.product(*parts)]
    return found


def learnt(abstracts: Iterable[Abstract]) -> Iterator[Addition]:
    """The names that are marked in other abstracts, as a vocabulary; nothing where there are none."""
    names: dict[tuple[str, str], dict[str, None]] = {}
    for surface, kind, identifier in _marked(abstracts):
        names.setdefault((kind, identifier), {}).setdefault(surface)
    rows = [
        "\t".join((next(iter(own)), "|".join(own), _KINDS[kind], "", f"MESH:{identifier}", ""))
        for (kind, identifier), own in names.items()
    ]
    if rows:
        yield Addition("99-learnt.tsv", "\n".join(("\t".join(ADDED_COLUMNS), *rows)) + "\n")


def _marked(abstracts: Iterable[Abstract]) -> Iterator[tuple[str, str, str]]:
    """Names with their kind and the one identifier that they have."""
    for abstract in abstracts:
        for mark in abstract.marks:
            if len(mark.identifiers) == 1 and mark.identifiers[0] != "-1":
                yield " ".join(abstract.surface(mark).split()), mark.kind, mark.identifiers[0]


class Identifiers:
    """MeSH's identifiers by name: what a name itself has goes before what the concept was merged with."""

    def __init__(self, folder: Path, known: Iterable[Abstract] = ()) -> None:
        self._by_name: dict[str, str] = {}
        for surface, _, identifier in _marked(known):
            self._learn((surface,), identifier)
        for row in csv.DictReader(_wordings().decode().splitlines(), delimiter="\t"):
            self._learn(row["synonyms"].split("|"), row["mesh_id"])
        for row in _rows(folder / _HEADINGS):
            self._learn((row["mesh_name"], natural(row["mesh_name"])), row["mesh_id"])
        for row in _rows(folder / _DISEASES):
            mesh = [one.removeprefix("MESH:") for one in row["xrefs"].split("|") if one.startswith("MESH:")]
            if mesh:
                self._learn((row["label"], *row["exact_synonyms"].split("|")), mesh[0])
        for row in _rows(folder / _DRUGS):
            self._spread((row["name"], *row["synonyms"].split("|")))
        for row in _rows(folder / _BRANDS):
            self._spread((row["name"], *(brand.rpartition("=")[2] for brand in row["brands"].split("|"))))

    def of(self, surface: str, concept: Concept) -> str | None:
        """The identifier of a concept that is named so in a text, or None."""
        for name in (surface, concept.label, *concept.names):
            found = self._by_name.get(normal(name))
            if found:
                return found
        own = (one.removeprefix("MESH:") for one in concept.identifiers if one.startswith("MESH:"))
        return next(own, None)

    def _learn(self, names: Iterable[str], identifier: str) -> None:
        for name in names:
            if normal(name):
                self._by_name.setdefault(normal(name), identifier)

    def _spread(self, names: Iterable[str]) -> None:
        """One thing's names share the identifier that the first of them has."""
        names = tuple(names)
        known = next((found for name in names if (found := self._by_name.get(normal(name)))), None)
        if known:
            self._learn(names, known)


def natural(heading: str) -> str:
    """MeSH writes "Anemia, Hemolytic"; people say "hemolytic anemia"."""
    return " ".join(reversed(heading.split(", ")))


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
