"""How often each rule that makes assertions is wrong, by `data/rules.tsv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from graph.tables import Row, data, read_table, unique


@cache
def known_errors() -> Mapping[str, float]:
    """How often each rule of ours is wrong, in [0, 1). Raises TableError for a bad table."""
    return rule_errors(read_table(data("rules.tsv"), ("rule", "error", "description")))


def rule_errors(rows: Iterable[Row]) -> dict[str, float]:
    """The same from a table that was read. Raises TableError."""
    return {row["rule"]: row.number("error", 0, 1) for row in unique(rows, "rule")}
