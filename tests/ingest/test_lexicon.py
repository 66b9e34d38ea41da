"""The lexicon finds every wording between word boundaries, however long it is and whatever begins as it does."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexicon import Cue, Entry, Hit, Lexicon, Name

LONG = "inflammation of the inner ear"
NAMES = {
    LONG: "ear",
    "inflammation of": "short",
    "inflammation of the": "longer",
    "inflammation of the inner": "longest but one",
    "inflammation of t": "cut within a word",
    "inflammation of the inner eye": "eye",
    "the inner ear": "inner",
    "ear": "part",
}


def naive(names: Mapping[str, str], text: str) -> list[Hit]:
    """What is found by looking for each wording on its own."""
    found = [
        Hit(hit.start(), hit.start() + len(wording), Name(concept))
        for wording, concept in names.items()
        for hit in re.finditer(rf"(?<![a-z])(?={re.escape(wording)}(?![a-z]))", text)
    ]
    return sorted(found, key=lambda hit: (hit.start, -hit.end))


def lexicon(names: Mapping[str, str]) -> Lexicon:
    return Lexicon((wording, Name(concept)) for wording, concept in names.items())


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"{LONG}s",
        f"x{LONG}",
        f"an {LONG}, and {LONG}.",
        f"inflammation of {LONG}",
        LONG[:-1],
        "inflammation of the inner eye and ear",
        "inflammation of the inner",
        "",
    ],
)
def test_wordings_with_one_beginning_are_told_apart(text: str) -> None:
    assert lexicon(NAMES).scan(text) == naive(NAMES, text)


@given(
    st.dictionaries(
        st.text("ab ", min_size=1, max_size=24).map(lambda name: f"a{name}b"), st.just("x"), min_size=1, max_size=12
    ),
    st.text("ab ", max_size=80),
)
def test_what_is_found_is_what_looking_for_each_would_find(names: dict[str, str], text: str) -> None:
    names = {" ".join(name.split()): concept for name, concept in names.items()}
    text = f"{text} {' '.join(names)}"
    assert lexicon(names).scan(text) == naive(names, text)


def test_a_wording_has_all_its_entries_in_one_order() -> None:
    wordings: list[tuple[str, Entry]] = [(LONG, Name("ear")), (LONG, Cue("possible", "verb")), (LONG, Name("ear"))]
    assert [hit.entry for hit in Lexicon(wordings).scan(LONG)] == [Cue("possible", "verb"), Name("ear")]


def test_the_ends_of_long_wordings_take_no_place_in_the_automaton() -> None:
    names = {f"{number:04} inflammation of the inner ear and of both eyes": "x" for number in range(1000)}
    short = {name[:16]: "x" for name in names}
    assert nodes(lexicon(names)) == nodes(lexicon(short))


def nodes(made: Lexicon) -> int:
    count: int = made._automaton.get_stats()["nodes_count"]
    return count
