"""Writing so that a crash leaves either the old or the new, and walking what was written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader, or a crash, sees the old text or the new and nothing between."""
    draft = path.with_name(path.name + ".tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle_tree(folder: Path) -> None:
    """Make every file below a folder survive a power cut."""
    for place, _, names in os.walk(folder):
        for name in names:
            settle(Path(place, name))
        settle(Path(place))


def size_of(folder: Path) -> int:
    """Bytes of the files below a folder."""
    return sum(Path(place, name).stat().st_size for place, _, names in os.walk(folder) for name in names)


def discard(folder: Path) -> None:
    """Remove a folder, under a name that says so: an interruption leaves nothing that looks whole."""
    doomed = folder if folder.suffix == ".tmp" else folder.with_name(folder.name + ".tmp")
    if doomed != folder:
        folder.replace(doomed)
    shutil.rmtree(doomed)
