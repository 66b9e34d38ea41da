"""Public lists of diseases and medicines, imported as by `myograph vocabulary add`, and wordings of MeSH's headings."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bench.pubtator import Abstract
from graph.added import ADDED_COLUMNS, Addition, shipped_with
from graph.imports.adding import File, prepare
from graph.imports.model import Scope
from graph.imports.taking import Choices
from graph.model import ConceptType

_EXACT = frozenset((Scope.EXACT,))
DISEASES, SYMPTOMS = "doid-2026-07-31-merged.tsv", "mesh-symptoms.tsv"
DRUGS, BRANDS = "drugbank_vocabulary.tsv", "rxnorm_ingredients_brands_2025-10-06_B-Z.tsv"
HEADINGS, LAY = "mesh-terms.tsv", "hpo-layperson-synonyms.tsv"
# MeSH's headings are of all kinds. What ends so is a complaint; what else they name only adds to what is known.
COMPLAINT = re.compile(
    r"(?:itis|itides|osis|oses|iasis|stones|emia|uria|pathy|pathies|algia|plegia|paresis|megaly|penia|rrhea|rrhage|rrhages|oma|ectasis|"
    r"phobia|phagia|pnea|lepsy|kinesia|trophy|sclerosis|stenosis|malacia|spasms?|edema|ptosis|diseases?|disorders?|"
    r"syndromes?|failure|insufficiency|hemorrhage|infarction|fractures|necrosis|injuries|injury|neoplasms|infections?|pain|"
    r"block|arrest|hypertension|hypotension|fibrosis|dystonia|tremor|chorea|ataxia|nystagmus|seizures|shock|thrombosis|"
    r"embolism|ischemia|tachycardia|bradycardia|arrhythmias?|fever|anemia|hyperplasia|impairment|loss|dysfunctions?|"
    r"abnormalities|toxicity|poisoning|overdose|coma|delirium|paralysis|agitation|hallucinations|vomiting|nausea|diarrhea|"
    r"constipation|pruritus|exanthema|urticaria|alopecia|aneurysm|rupture|effusion|calculi|dyskinesias?|deafness|blindness|ulcers?|parasomnias?|hypertrophy|cardiomyopathies)$",
    re.IGNORECASE,
)
# Headings that end so, of one or two words, are chemicals; like those above they have no type of their own.
CHEMICAL = re.compile(
    r"^[^ ]+(?: [^ ]{2,})?(?:[^aeiou]ine|[bdlnrt]ol|ide|[cdlnrt]ate|[dhlnrt]one|azole|ene|ane|cin|zepam|barbital)$",
    re.IGNORECASE,
)
_KINDS = {"Chemical": "drug", "Disease": "condition"}
_WORDINGS, _SUPPLEMENTS = (Path(__file__).with_name(f"cdr_{name}.tsv") for name in ("wordings", "supplements"))
_CHOICE = re.compile(r"\(([^()]+)\)")
_LISTS = (
    (_WORDINGS.name, None, False),
    (DISEASES, ConceptType.CONDITION, False),
    (SYMPTOMS, ConceptType.CONDITION, False),
    (LAY, ConceptType.CONDITION, False),
    (DRUGS, ConceptType.DRUG, False),
    (BRANDS, ConceptType.DRUG, False),
    (HEADINGS, ConceptType.CONDITION, False),
    (HEADINGS, ConceptType.DRUG, False),
    (HEADINGS, None, True),
)


class Wording(NamedTuple):
    """How a heading of MeSH's is worded (`names`), its type, and the headings that it is a kind of."""

    key: str
    heading: str
    names: tuple[str, ...]
    kind: str
    broader: tuple[str, ...]


def additions(folder: Path) -> tuple[Addition, ...]:
    """The vocabularies of a folder: diseases, symptoms, medicines with their brands, and MeSH's headings for them."""
    found: tuple[Addition, ...] = ()
    for number, (name, kind, known) in enumerate(_LISTS, 1):
        choices = Choices(kind, _EXACT, "", "", known)
        content = _worded() if name == _WORDINGS.name else (folder / name).read_bytes()
        if name == HEADINGS and kind is not None:
            content = _headings(content, COMPLAINT if kind is ConceptType.CONDITION else CHEMICAL)
        file = File(name, content)
        prepared = prepare(file, f"{number:02}-{name}", shipped_with(found).vocabulary, choices)
        found = (*found, prepared.addition)
    return found


def _headings(content: bytes, ending: re.Pattern[str]) -> bytes:
    """The table of headings with only those that end so."""
    heads, *rows = content.decode().splitlines()
    kept = (row for row in rows if ending.search(natural(row.rpartition("\t")[2])))
    return "\n".join((heads, *kept)).encode()


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """Our own tables of how headings are worded, and of records beside them, with their choices written out."""
    return tuple(
        Wording(row["mesh_id"], row["mesh_name"], all_of(row["synonyms"]), row["type"], _parts(row["broader"]))
        for path in (_WORDINGS, _SUPPLEMENTS)
        for row in csv.DictReader(_without_remarks(path), delimiter="\t")
    )


def _without_remarks(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


def _parts(field: str | None) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()


def _worded() -> bytes:
    """Our own table as the importer reads it."""
    lines = ("\t".join((one.key, one.heading, "|".join(one.names), one.kind)) for one in wordings() if one.names)
    return "\n".join(("mesh_id\tmesh_name\tsynonyms\ttype", *lines)).encode()


def all_of(names: str) -> tuple[str, ...]:
    """The names that a field writes: "renal (injury,damage)|nephrosis" is three."""
    found: list[str] = []
    for name in _parts(names):
        parts = (part.split(",") if odd else [part] for odd, part in zip(itertools.cycle((0, 1)), _CHOICE.split(name)))
        found += ["".join(one) for one in itertools.product(*parts)]
    return tuple(found)


def learnt(abstracts: Iterable[Abstract]) -> Iterator[Addition]:
    """The names that are marked in other abstracts, as a vocabulary; nothing where there are none."""
    names: dict[tuple[str, str], dict[str, None]] = {}
    for surface, kind, identifier in marked_names(abstracts):
        names.setdefault((kind, identifier), {}).setdefault(surface)
    rows = [
        "\t".join((next(iter(own)), "|".join(own), _KINDS[kind], "", f"MESH:{identifier}", ""))
        for (kind, identifier), own in names.items()
    ]
    if rows:
        yield Addition("99-learnt.tsv", "\n".join(("\t".join(ADDED_COLUMNS), *rows)) + "\n")


def marked_names(abstracts: Iterable[Abstract]) -> Iterator[tuple[str, str, str]]:
    """Names with their kind and the one identifier that they have."""
    for abstract in abstracts:
        for mark in abstract.marks:
            if len(mark.identifiers) == 1 and mark.identifiers[0] != "-1":
                yield " ".join(abstract.surface(mark).split()), mark.kind, mark.identifiers[0]


def natural(heading: str) -> str:
    """MeSH writes "Anemia, Hemolytic"; people say "hemolytic anemia"."""
    return " ".join(reversed(heading.split(", ")))


def rows_of(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
