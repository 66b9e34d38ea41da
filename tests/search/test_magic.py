"""Full-text searches are found in queries wherever they stand, and nothing that only looks like one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.errors import QueryError
from graph.ids import Iris
from graph.tables import Row, read_table, unique
from graph.terms import prefixes
from search.magic import Pattern, patterns, rewritten

TABLE = Path(__file__).parents[1] / "cases" / "search" / "patterns.tsv"
ROWS = tuple(unique(read_table(TABLE, ("id", "query", "expected")), "id"))
KNOWN = prefixes(Iris())
_ESCAPE = re.compile(r"\\(.)")
_PLACE = re.compile(r"(\d+):(\d+) (.+)")
TWO = (("<d:1>", "2.5", '"a"'), ("<d:1>", "1.5", '"b"'))


def query_of(row: Row) -> str:
    return _ESCAPE.sub(lambda escape: {"n": "\n", "t": "\t"}.get(escape[1], escape[1]), row["query"])


def told(pattern: Pattern) -> str:
    return f"{pattern.magic} | {' '.join(pattern.variables)} | {pattern.words} | {pattern.limit}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_patterns(row: Row) -> None:
    wrong = _PLACE.fullmatch(row["expected"])
    if not wrong:
        found = patterns(query_of(row), KNOWN)
        assert "; ".join(map(told, found)) == row["expected"]
        return
    with pytest.raises(QueryError) as caught:
        patterns(query_of(row), KNOWN)
    assert (caught.value.line, caught.value.column) == (int(wrong[1]), int(wrong[2]))
    assert wrong[3] in caught.value.what


def test_a_pattern_gives_way_to_values_and_the_rest_stays() -> None:
    query = 'SELECT *\n{ # cramps\n  (?d ?s)\n  myo:textSearch ("cramps" 2) . ?d ?p "myo:textSearch" }'
    made = rewritten(query, patterns(query, KNOWN), lambda _: TWO)
    assert made.text == (
        'SELECT *\n{ # cramps\n  VALUES (?d ?s) { (<d:1> 2.5) (<d:1> 1.5) } . ?d ?p "myo:textSearch" }'
    )


def test_what_is_found_comes_once_for_the_variables_that_are_asked_for() -> None:
    query = '{ ?d myo:textSearch "cramps" } { ?e myo:textSearch "legs" }'
    found = iter((TWO, ()))
    made = rewritten(query, patterns(query, KNOWN), lambda _: next(found))
    assert made.text == "{ VALUES (?d) { (<d:1>) } } { VALUES (?e) {  } }"


def test_the_number_of_searches_is_limited() -> None:
    ten = '?d myo:textSearch "cramps" . ' * 10
    assert len(patterns(f"ASK {{ {ten} }}", KNOWN)) == 10
    with pytest.raises(QueryError, match="10 times"):
        patterns(f"ASK {{ {ten} {ten} }}", KNOWN)


@pytest.mark.parametrize("sign", ["¤", "¤ . ?x"])
def test_an_error_has_its_place_in_the_query_as_it_came(sign: str) -> None:
    query = f'ASK {{ (?d\n?s) myo:textSearch "cramps" . {sign} ?d myo:textSearch "legs" .\n {sign} }}'
    made = rewritten(query, patterns(query, KNOWN), lambda _: TWO)
    lines = made.text.split("\n")
    for number, line in enumerate(lines, 1):
        for fault in re.finditer("¤", line):
            error = made.blamed(QueryError("Wrong, near 'x'", number, fault.start() + 1))
            at = query.split("\n")[error.line - 1][error.column - 1]
            assert (at, error.what) == ("¤", "Wrong")
    assert made.text.count("¤") == 2
