"""Gold files: what a person found in articles, one claim a line, for programs to be measured by."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from graph.model import Certainty, Polarity, Predicate
from ingest.evaluate import Row, comparable, names_of
from myograph.errors import EmptyGoldError, GoldError

_FIELDS = ("doc", "subject", "predicate", "object", "polarity")
_TEXTS = ("doc", "predicate", "polarity", "quote", "certainty")
_ALLOWED = {"predicate": tuple(Predicate), "polarity": tuple(Polarity), "certainty": tuple(Certainty)}
_MARK = "\ufeff"  # some editors write it before everything else


def read_gold(path: Path) -> tuple[Row, ...]:
    """The rows of a gold file. Raises GoldError at the first line that is none, EmptyGoldError where there is none."""
    rows = _rows(path)
    if not rows:
        raise EmptyGoldError(path)
    return rows


def read_optional(gold: Path, named: Path | None = None) -> tuple[Row, ...]:
    """Rows that count neither way: of the file that is named, or of the one beside gold that ends in _optional."""
    path = named or gold.with_name(f"{gold.stem}_optional{gold.suffix}")
    return _rows(path) if named or path.is_file() else ()


def _rows(path: Path) -> tuple[Row, ...]:
    lines = enumerate(path.read_bytes().split(b"\n"), 1)
    return tuple(row for number, line in lines if (row := _row(path, number, line)))


def _row(path: Path, number: int, line: bytes) -> Row | None:
    """A line's row; None for an empty line."""
    try:
        text = line.decode("utf-8").removeprefix(_MARK).strip()
        row: Row | None = json.loads(text) if text else None
    except UnicodeDecodeError as error:
        raise GoldError(path, number, f"it is not UTF-8 (byte 0x{line[error.start]:02X})") from error
    except json.JSONDecodeError as error:
        raise GoldError(path, number, f"it is no JSON from its letter {error.colno} on") from error
    except (ValueError, RecursionError) as error:  # a number of endless length, brackets within brackets
        raise GoldError(path, number, "it is nested too deeply, or a number of it is too long") from error
    detail = _wrong_with(row) if text else ""
    if detail:
        raise GoldError(path, number, detail)
    return row


def _wrong_with(row: object) -> str:
    """What keeps a row from being compared, or nothing."""
    if not isinstance(row, dict):
        return "it is no object"
    missing = [field for field in _FIELDS if field not in row]
    if missing:
        return f"{', '.join(missing)} missing"
    bad = [field for field in _TEXTS if not isinstance(row.get(field, ""), str)]
    bad += [field for field in ("subject", "object") if not _is_end(row[field])]
    return f"{', '.join(bad)} of the wrong kind" if bad else _wrong_values(row)


def _wrong_values(row: dict[str, str]) -> str:
    """Which field holds a word that nothing found could ever agree with, or nothing."""
    for field, allowed in _ALLOWED.items():
        if field in row and row[field] not in allowed:
            return f"{field} {row[field]!r} is none of {', '.join(allowed)}"
    if not PurePath(row["doc"]).name:
        return "doc names no article"
    blank = [end for end in ("subject", "object") if not any(map(comparable, names_of(row[end])))]
    return f"{', '.join(blank)} without a name" if blank else ""


def _is_end(end: object) -> bool:
    names = [end.get("label"), end.get("text", "")] if isinstance(end, dict) else end
    return isinstance(names, list) and bool(names) and all(isinstance(name, str) for name in names)
