"""Tables that cannot be read say so, with the place and what helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import TableError, TableMissingError
from graph.rules import rule_errors
from graph.tables import data, parse_table, place_of, read_table
from graph.terms import IDENTIFIER_COLUMNS, stems


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "odd.tsv").write_bytes(b"# note\ncue\nfine\ncaf\xe9\n")
    with pytest.raises(TableError, match=r"byte cannot be '0xE9' \(odd\.tsv, line 4\)"):
        list(read_table(tmp_path / "odd.tsv", ("cue",)))


def test_a_missing_table_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TableMissingError, match=r"No such file.*\(none\.tsv\).*Install Myograph again"):
        list(read_table(tmp_path / "none.tsv", ("cue",)))


def test_a_table_is_named_with_its_folder() -> None:
    assert place_of(data("relations", "verbs.tsv")) == "relations/verbs.tsv"
    assert place_of(data("rules.tsv")) == "rules.tsv"


@pytest.mark.parametrize(
    ("error", "fine"),
    [("0", True), ("0.15", True), ("1", False), ("-0.1", False), ("nan", False), ("often", False), ("", False)],
)
def test_a_rule_errs_by_a_share(error: str, fine: bool) -> None:
    table = list(
        parse_table(f"rule\terror\tdescription\nverb\t{error}\tA verb", "rules.tsv", ("rule", "error", "description"))
    )
    if fine:
        assert rule_errors(table) == {"verb": float(error)}
    else:
        with pytest.raises(TableError, match=r"rules\.tsv, line 2\)\. Allowed: a number from 0 on and less than 1"):
            rule_errors(table)


@pytest.mark.parametrize(
    "row",
    ["ME SH\thttp://a/", "\thttp://a/", "MESH\tftp://a/", "MESH\thttp://a b/", "MESH\t", "DOID\thttp://other/"],
)
def test_an_identifier_leads_to_an_address(row: str) -> None:
    text = f"prefix\tiri\nDOID\thttp://a/DOID_\n{row}"
    with pytest.raises(TableError, match=r"identifiers\.tsv, line 3\)"):
        stems(parse_table(text, "identifiers.tsv", IDENTIFIER_COLUMNS))
