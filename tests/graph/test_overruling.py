"""Corrections that contradict each other: the later row counts, and both lines are told."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest

from graph.curating import Curated, curate
from graph.curation import HEADER, parse_curation
from graph.model import Concept, ConceptType
from graph.names import normal, slug
from graph.vocabulary import Context, Vocabulary

LABELS = ("ale", "bun", "cod", "dill")
MANY = tuple(f"{letter}zog {number}" for number in range(2000) for letter in "xy")


def made_of(labels: Sequence[str]) -> Vocabulary:
    """A vocabulary of foods, the first of which is called beer as well, the second sometimes BN."""
    names = {label: ("beer", "lager") if label == "ale" else () for label in labels}
    concepts = {slug(label): Concept(slug(label), label, ConceptType.FOOD, more) for label, more in names.items()}
    by_name = {normal(name): slug(label) for label, more in names.items() for name in (label, *more)}
    contexts = (Context("BN", "bun", exact_case=True, near=()),) if "bun" in labels else ()
    return Vocabulary(concepts, by_name, contexts, "digest")


def corrected(*rows: str, labels: Sequence[str] = LABELS) -> Curated:
    return curate(made_of(labels), parse_curation("\n".join((HEADER, *rows)) + "\n"))


@pytest.mark.parametrize(
    ("rows", "overruled", "meant"),
    [
        # a name and what it means: the later row counts
        (("reject-name\tzog", "accept\tzog\tfood"), [2], {"zog": "zog"}),
        (("accept\tzog\tfood", "reject-name\tzogs"), [2], {"zog": None}),
        (("name\tbeer\tbun", "name\tbeers\tcod"), [2], {"beer": "cod", "lager": "ale"}),
        (("reject-name\tbeer", "name\tbeer\tbun"), [2], {"beer": "bun"}),
        (("name\tbeer\tbun", "reject-name\tbeer"), [2], {"beer": None}),
        (("merge\tzog\tbun", "accept\tzog\tfood"), [2], {"zog": "zog"}),
        (("accept\tzog\tfood", "accept\tzog\tdrug"), [2], {"zog": "zog"}),
        (("reject-name\tBN", "name\tBN\tcod"), [2], {"BN": "cod"}),
        (("reject-name\tzog", "name\tzog\tbun", "reject-name\tzog"), [3], {"zog": None}),
        (("name\tbeer\tbun", "name\tbeer\tcod", "name\tbeer\tdill"), [2, 3], {"beer": "dill"}),
        # two that are one, both ways round, in a circle, with two others
        (("same\tale\tbun", "same\tbun\tale"), [2], {"ale": "ale", "bun": "ale"}),
        (("same\tbeer\tbun", "same\tbun\tlager"), [2], {"ale": "ale", "bun": "ale"}),
        (("same\tale\tbun", "same\tbun\tcod", "same\tcod\tale"), [2], {"bun": "ale", "cod": "ale"}),
        (("same\tale\tbun", "same\tale\tcod"), [2], {"ale": "cod", "bun": "bun"}),
        # no contradiction
        (("same\tale\tbun", "same\tbun\tcod", "same\tale\tcod"), [], {"ale": "cod", "bun": "cod"}),
        (("same\tbun\tcod", "same\tale\tbun"), [], {"ale": "cod", "lager": "cod"}),
        (("same\tale\tbun", "name\tbeer\tcod"), [], {"beer": "cod", "lager": "bun"}),
        (("same\tale\tbun", "reject-name\tale"), [], {"ale": None, "lager": "bun"}),
        (("name\tbeer\tbun", "name\tbeer\tcod\tx.md"), [], {"beer": "bun"}),
        (("name\tzog\tbun", "merge\tzog\tbun"), [], {"zog": "bun"}),
        (("accept\tzog\tfood", "merge\tzugg\tzog", "merge\tzog\tbun"), [], {"zog": "bun", "zugg": "bun"}),
        (("accept\tzog\tfood", "same\tzog\tbun"), [], {"zog": "bun"}),
        # what cannot be used overrules nothing
        (("name\tbeer\tbun", "name\tbeer\tnobody"), [], {"beer": "bun"}),
    ],
)
def test_the_later_row_counts(rows: Sequence[str], overruled: list[int], meant: dict[str, str | None]) -> None:
    found = corrected(*rows)
    by_id = {one.id: one.line for one in found.curation.corrections}
    assert sorted(by_id[one] for one in found.overruled) == overruled
    held = {name: concept.label if (concept := found.vocabulary.find(name)) else None for name in meant}
    assert held == meant
    assert not found.overruled.keys() & found.touches.keys()


def test_a_contradiction_is_told_with_both_lines_and_how_to_mend_it() -> None:
    found = corrected("name\tbeer\tbun", "reject-name\tcod", "name\tbeer\tdill")
    (told,) = found.contradictions
    assert told.what == "Line 2 (“beer” means bun) contradicts line 4 (“beer” means dill): the later row counts"
    assert told.where == "curation.tsv, line 2 and line 4"
    first, _, last = (one.id for one in found.curation.corrections)
    assert f"myograph correct undo {first}" in told.mend and last in told.mend
    assert found.problems == ()


def test_what_stands_twice_counts_once_with_its_last_row() -> None:
    found = corrected("reject-name\tbeer\t\t\tann", "name\tzog\tbun", "reject-name\tBeers\t\t\tbob")
    assert [(one.line, one.who) for one in found.curation.corrections] == [(3, ""), (4, "bob")]
    assert found.curation.repeated == {2: 4}
    assert found.problems == ()


@pytest.mark.parametrize("row", ["same\tale\tale", "same\tbeer\tlager", "same\tzog\tzogs"])
def test_one_with_itself_cannot_be_used(row: str) -> None:
    assert list(corrected("accept\tzog\tfood", row).unusable) == [3]


@pytest.mark.parametrize(
    ("row", "is_used"),
    [
        ("name\tthe\tbun", False),
        ("merge\ttonight\tbun", False),
        ("accept\tmaybe\tfood", False),
        ("accept\tzog\tfood | maybe", False),
        ("reject-name\tİ", False),
        ("reject-name\tthe", False),
        ("reject-name\tthe\t\tx.md", False),
        ("name\tthe\tbun\tx.md", True),  # a curator who names one article knows what stands in it
        ("name\tthe old one\tbun", True),
        ("name\tBN\tcod", True),  # it is a name already
    ],
)
def test_everyday_words_are_no_names(row: str, is_used: bool) -> None:
    found = corrected(row)
    assert (found.problems == (), bool(found.touches)) == (is_used, is_used)


@pytest.mark.parametrize(
    "rows",
    [
        [f"same\t{label}\tale" for label in MANY],
        [f"same\t{a}\t{b}" for a, b in pairwise(MANY)],
        [f"same\t{a}\t{b}" for a, b in pairwise(MANY)][::-1],
        [f"name\t{label}\tale" for label in MANY],
        [f"reject-name\t{label}" for label in MANY],
        [f"name\tbeer\t{label}" for label in MANY],
    ],
    ids=["many into one", "chain", "chain backwards", "names", "rejections", "one name"],
)
def test_the_time_grows_with_the_rows(rows: list[str]) -> None:
    def seconds(number: int) -> float:
        began = time.process_time()
        corrected(*rows[:number], labels=("ale", *MANY))
        return time.process_time() - began

    seconds(10)
    small = min(seconds(1000) for _ in range(2))
    assert seconds(4000) < 2 + 8 * small  # the square would be 16 times, and took a minute
