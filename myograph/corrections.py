"""A library's corrections: a table in its folder, to be read and edited.

HOME/curation.tsv                         for the next ingest
HOME/generations/000007/curation.tsv      what that generation was read with
"""

from __future__ import annotations

from pathlib import Path

from graph.curation import FILE, Correction, parse_curation, with_row, without_row
from myograph.errors import NoCorrectionError
from myograph.files import write_whole


def curation_in(place: Path) -> str:
    """The table of a library's or a generation's folder; empty where there is none."""
    try:
        return (place / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def add(home: Path, correction: Correction) -> bool:
    """Put a correction into a library, at the end; False where it is there already. For the lock's holder."""
    text = curation_in(home)
    if any(one.id == correction.id for one in parse_curation(text).corrections):
        return False
    write_whole(home / FILE, with_row(text, correction))
    return True


def undo(home: Path, id: str) -> Correction:
    """Take the correction with this id, or whose id alone begins so, out of a library. For the lock's holder.

    Raises NoCorrectionError.
    """
    text = curation_in(home)
    corrections = parse_curation(text).corrections
    found = [one for one in corrections if id and one.id.startswith(id)]
    if len(found) != 1:
        raise NoCorrectionError(home / FILE, id, tuple(one.id for one in found or corrections))
    write_whole(home / FILE, without_row(text, found[0].line))
    return found[0]


def replace_in(place: Path, text: str) -> None:
    """Give a generation in the making this table in the place of the one it has."""
    (place / FILE).unlink(missing_ok=True)  # shared with the generation before: not to be written into
    if text:
        (place / FILE).write_text(text, encoding="utf-8", errors="replace")
