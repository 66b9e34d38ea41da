"""What may be meant while a name is being typed."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.beginnings import Beginnings
from graph.model import Concept, ConceptType
from graph.names import fold


def concept(id: str, label: str, *names: str) -> Concept:
    return Concept(id, label, ConceptType.CONDITION, names)


KNOWN = (
    concept("a", "leg cramp", "charley horse", "cramp of the leg"),
    concept("b", "cramp", "muscle spasm"),
    concept("c", "Ménière disease", "Meniere's"),
    concept("d", "writer's cramp"),
    concept("e", "stomach cramp", "cramping", "leg-like pain"),
    concept("f", "cramp bark"),
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("cramp", "cramp, cramp bark, cramp of the leg, cramping, writer's cramp", id="label, name, word"),
        pytest.param("menie", "Ménière disease", id="without accents"),
        pytest.param("cramp of the le", "cramp of the leg", id="over several words"),
        pytest.param("the leg", "leg cramp", id="a word inside a name: the label stands for it"),
        pytest.param("like", "", id="near miss: a word behind a hyphen"),
        pytest.param("ramp", "", id="near miss: inside a word"),
        pytest.param("crampy", "", id="near miss: longer than any"),
        pytest.param("zz", "", id="behind all names"),
    ],
)
def test_offers(typed: str, offered: str) -> None:
    assert ", ".join(found.name for found in Beginnings(KNOWN).begun(typed, 10)) == offered


def test_no_names_and_no_more_than_asked_for() -> None:
    assert Beginnings(()).begun("cramp", 10) == ()
    assert [found.name for found in Beginnings(KNOWN).begun("cramp", 2)] == ["cramp", "cramp bark"]


def plainly(concepts: Sequence[Concept], typed: str) -> list[tuple[str, str]]:
    """The same by looking at each name of each concept."""
    ranked = []
    for one in concepts:
        names = (one.label, *one.names)
        begun = [at for at, name in enumerate(names) if fold(name).startswith(typed)]
        if begun or any(f" {typed}" in fold(name) for name in names):
            rank = -1 if typed in map(fold, names) else min(begun[0], 1) if begun else 2
            ranked.append((rank, len(one.label), one.label, one.id, names[begun[0] if begun else 0]))
    return [row[3:] for row in sorted(ranked)]


NAMES = st.text(alphabet="ab -É", min_size=1, max_size=7)


@given(
    st.lists(st.lists(NAMES, min_size=1, max_size=4), max_size=12), st.text(alphabet="abe -", min_size=1, max_size=3)
)
def test_it_finds_what_a_look_at_every_name_finds(many: list[list[str]], typed: str) -> None:
    concepts = [concept(f"{at:03}", *names) for at, names in enumerate(many)]
    found = Beginnings(concepts).begun(typed, 100)
    assert [(one.concept.id, one.name) for one in found] == plainly(concepts, typed)


def test_letters_are_answered_at_once_however_many_names_there_are() -> None:
    concepts = [concept(f"{n}", f"{n % 997:03} disease number {n}", f"syndrome {n * 7919:x}") for n in range(100_000)]
    known = Beginnings(concepts)
    started = time.process_time()
    for at in range(200):
        assert len(known.begun(f"{at:03} d", 10)) == 10
    assert time.process_time() - started < 3  # a look at every name would take a minute
