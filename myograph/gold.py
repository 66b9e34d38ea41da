"""Gold files: what a person found in articles, one claim a line, for programs to be measured by."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.evaluate import Row
from myograph.errors import GoldError

_FIELDS = ("doc", "subject", "predicate", "object", "polarity")


def read_gold(path: Path) -> tuple[Row, ...]:
    """The rows of a gold file. Raises GoldError at the first line that is none."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        return tuple(_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def read_optional(gold: Path, named: Path | None = None) -> tuple[Row, ...]:
    """Rows that count neither way: of the file that is named, or of the one beside gold that ends in _optional."""
    path = named or gold.with_name(f"{gold.stem}_optional{gold.suffix}")
    return read_gold(path) if named or path.is_file() else ()


def _row(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise GoldError(path, number, str(error)) from error
    detail = _wrong_with(row)
    if detail:
        raise GoldError(path, number, detail)
    return dict(row)


def _wrong_with(row: object) -> str:
    """What keeps a row from being compared, or nothing."""
    if not isinstance(row, dict):
        return "it is no object"
    missing = [field for field in _FIELDS if field not in row]
    if missing:
        return f"{', '.join(missing)} missing"
    bad = [field for field in ("doc", "predicate", "polarity", "quote", "certainty") if not _is_text(row, field)]
    bad += [field for field in ("subject", "object") if not _is_end(row[field])]
    return f"{', '.join(bad)} of the wrong kind" if bad else ""


def _is_text(row: dict[str, object], field: str) -> bool:
    return isinstance(row.get(field, ""), str)


def _is_end(end: object) -> bool:
    names = [end.get("label"), end.get("text", "")] if isinstance(end, dict) else end
    return isinstance(names, list) and bool(names) and all(isinstance(name, str) for name in names)
