"""No wording stands in two rows of a table that say different things of it."""

from __future__ import annotations

import pytest

from graph.tables import data, parse_table, read_table
from ingest.doubled import doubled, doubled_in
from ingest.wording import expand

PHRASES = ("phrase", "predicate", "direction")
CUES = ("cue", "category", "scope")


MOST = 15_000  # wordings of one row: each is loaded by every command that reads


def test_our_tables_say_each_thing_once() -> None:
    assert [str(error) for error in doubled()] == []


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("phrases", PHRASES),
        ("studies", PHRASES),
        ("denials", PHRASES),
        ("functions", ("wording", "predicate", "condition")),
        ("nouns", ("noun", "predicate", "role", "target")),
    ],
)
def test_no_row_is_too_many_wordings(table: str, columns: tuple[str, ...]) -> None:
    rows = [row[columns[0]] for row in read_table(data("relations", f"{table}.tsv"), columns)]
    sizes = {row: sum(1 for _ in expand(row.partition(" ... ")[0])) for row in rows}
    assert {wording: size for wording, size in sizes.items() if size > MOST} == {}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(("brings on\tcauses\tforward", "takes away\ttreats\tforward"), [], id="different wordings"),
        pytest.param(("(eases|soothes)\ttreats\tforward", "soothes\tprevents\tforward"), [(3, "soothes")], id="two"),
        pytest.param(("[mostly] eases\ttreats\tforward", "eases\ttreats\tforward"), [], id="overlap of one meaning"),
        pytest.param(("eases\ttreats\tforward", "eases\ttreats\tforward"), [(3, "eases")], id="the same row"),
        pytest.param(("eases\ttreats\tforward", "eases\ttreats\ttopic"), [(3, "eases")], id="another direction"),
        pytest.param(("keeps ... away\tprevents\taround", "keeps ... up\tcauses\taround"), [], id="two parts"),
        pytest.param(("keeps ... off\tprevents\taround", "keeps ... off\ttreats\taround"), [(3, "keeps")], id="as two"),
        pytest.param(
            ("(a|b)\tcauses\tforward", "(a|b)\ttreats\tforward", "b\tworsens\tforward"),
            [(3, "a"), (4, "b")],
            id="once for each pair of rows",
        ),
    ],
)
def test_what_only_the_first_row_would_decide_is_told(rows: tuple[str, ...], found: list[tuple[int, str]]) -> None:
    table = "\n".join(("\t".join(PHRASES), *rows))
    errors = list(doubled_in(parse_table(table, "phrases.tsv", PHRASES), ("phrase",)))
    assert [error.where for error in errors] == [f"phrases.tsv, line {line}" for line, _ in found]
    assert [error.what for error in errors] == [f"phrase cannot be {wording!r}" for _, wording in found]


def test_a_cue_may_have_two_scopes() -> None:
    table = "\n".join(("\t".join(CUES), "not\tnegated\tverb", "not\tweak\tsentence", "not\tdenied\tverb"))
    (error,) = doubled_in(parse_table(table, "cues.tsv", CUES), ("cue", "scope"))
    assert (error.where, error.mend.startswith("Allowed: what line 2 ")) == ("cues.tsv, line 4", True)
