"""Sentences with a food and a disease marked: does the one cause, or treat or prevent, the other?

    python -m bench.food_disease [--corpus FILE] [--half first|second] [--misses]

The sentences are those of FoodDis (Cenikj, Eftimov and Koroušić Seljak 2021): food_entity, disease_entity, sentence,
is_cause, is_treat. Rows with other flags, or without the two names in the sentence, are counted and left out.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import ROOT
from bench.measure import Figure, Report
from graph.model import ConceptType, Span
from graph.names import fold, singular
from ingest.between import Stated, Thing, stated_between
from ingest.knowledge import load_knowledge

DEFAULT = ROOT.parent / "shared" / "corpora" / "food-disease-dev.csv"
_FLAGS = {("1.0", "0.0"): Stated.CAUSE, ("0.0", "1.0"): Stated.TREAT, ("0.0", "0.0"): Stated.NEITHER}


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with the places of two names, and what a judge says of them."""

    number: int
    text: str
    food: tuple[Span, ...]
    disease: tuple[Span, ...]
    wanted: Stated


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.food_disease", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=DEFAULT)
    parser.add_argument("--half", choices=("first", "second"))
    parser.add_argument("--misses", action="store_true", help="print what was judged otherwise")
    given = parser.parse_args()
    if not given.corpus.is_file():
        sys.exit(f"There is no {given.corpus}. Name the file with --corpus FILE.")
    rows = rows_of(given.corpus)
    cases = cases_of(rows)
    half = len(rows) // 2
    chosen = [c for c in cases if given.half is None or (c.number < half) == (given.half == "first")]
    found = judged(chosen)
    report = Report("food-disease", {"sentences": len(chosen), "left out": len(rows) - len(cases)})
    for stated in (Stated.CAUSE, Stated.TREAT):
        report.add(figure(stated, chosen, found))
    report.write()
    if given.misses:
        _print_misses(chosen, found)


def rows_of(corpus: Path) -> list[dict[str, str]]:
    """The rows of the corpus."""
    with corpus.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases_of(rows: Sequence[Mapping[str, str]]) -> list[Case]:
    """The rows that can be judged."""
    return [case for number, row in enumerate(rows) for case in _case(number, row)]


def judged(cases: Sequence[Case]) -> list[Stated]:
    """What each sentence is read to say."""
    knowledge = load_knowledge()
    food, disease = ConceptType.FOOD, ConceptType.CONDITION
    return [stated_between(c.text, Thing(food, c.food), Thing(disease, c.disease), knowledge) for c in cases]


def _case(number: int, row: Mapping[str, str]) -> Iterator[Case]:
    text = row["sentence"]
    food, disease = places(text, row["food_entity"]), places(text, row["disease_entity"])
    food = tuple(span for span in food if not any(span.meets(other) for other in disease))
    wanted = _FLAGS.get((row["is_cause"], row["is_treat"]))
    if food and disease and wanted is not None:
        yield Case(number, text, food, disease, wanted)


def places(text: str, name: str) -> tuple[Span, ...]:
    """Where a name stands as whole words, whatever the blanks in it; where it does not, where it stands at all."""
    parts = re.findall(r"\w+|[^\w\s]", fold(name))
    exact = [re.escape(part) for part in parts]
    either = [*exact[:-1], *(f"(?:{part}|{singular(part)})" for part in exact[-1:])]
    patterns = (rf"(?<!\w){_spaced(exact)}(?!\w)", rf"(?<!\w){_spaced(either)}(?!\w)", _spaced(exact))
    for pattern in patterns:
        found = tuple(Span(*match.span()) for match in re.finditer(pattern, fold(text)))
        if found:
            return found
    return ()


def _spaced(parts: Sequence[str]) -> str:
    return r"\s*".join(parts)


def figure(stated: Stated, cases: Sequence[Case], found: Sequence[Stated]) -> Figure:
    """How well one class is found."""
    right = sum(case.wanted is stated and one is stated for case, one in zip(cases, found, strict=True))
    wanted, said = sum(case.wanted is stated for case in cases), sum(one is stated for one in found)
    precision, recall = right / max(said, 1), right / max(wanted, 1)
    f1 = 2 * right / max(wanted + said, 1)
    return Figure(stated, f1, "F1", note=f"precision {precision:.3f}, recall {recall:.3f}; gold {wanted}, found {said}")


def _print_misses(cases: Sequence[Case], found: Sequence[Stated]) -> None:
    wrong = [(case, one) for case, one in zip(cases, found, strict=True) if case.wanted is not one]
    print("\n" + ", ".join(f"{a} read as {b}: {n}" for (a, b), n in Counter((c.wanted, o) for c, o in wrong).items()))
    for case, one in sorted(wrong, key=lambda pair: (pair[0].wanted, pair[1], pair[0].number)):
        food, disease = (case.text[span.start : span.end] for span in (case.food[0], case.disease[0]))
        print(f"{case.number} {case.wanted} read as {one} | {food} | {disease} | {case.text}")


if __name__ == "__main__":
    main()
