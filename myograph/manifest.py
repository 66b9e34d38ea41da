"""The manifest of a generation: what it holds, from what it was made; the only place for times and durations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from myograph.errors import DamagedLibraryError, NewerLibraryError
from myograph.files import write_whole

FORMAT = 2  # since 2 the text index holds keys of passages
FILE = "manifest.json"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A document of the library. `origin`: the absolute path of the file that it was read from."""

    name: str
    id: str
    sha256: str
    title: str
    origin: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds. `knowledge`: the digest of vocabulary, rules and code that read the documents.

    `created` is ISO 8601 in UTC; `seconds` is how long the making took.
    """

    number: int
    parent: int | None
    documents: tuple[Entry, ...]
    knowledge: str
    myograph: str
    counts: Mapping[str, int]
    created: str
    seconds: float

    def by_name(self) -> dict[str, Entry]:
        """The documents by name."""
        return {entry.name: entry for entry in self.documents}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into a generation's folder."""
    write_whole(folder / FILE, json.dumps({"format": FORMAT} | asdict(manifest), ensure_ascii=False, indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation's folder. Raises NewerLibraryError, DamagedLibraryError."""
    mend = _mend(folder)
    facts = read_facts(folder / FILE, mend)
    try:
        documents = tuple(Entry(**entry) for entry in facts.pop("documents"))
        return Manifest(documents=documents, **facts)
    except (KeyError, TypeError) as error:
        raise DamagedLibraryError(folder / FILE, "it lacks what a manifest says", mend) from error


def read_facts(path: Path, mend: str) -> dict[str, Any]:
    """A JSON object with a `format` that this version knows, without that field. Raises as `read_manifest`.

    `mend`: what helps when it cannot be understood.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        found = int(facts.pop("format"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DamagedLibraryError(path, "it is missing", mend) from error
    except ValueError as error:
        raise DamagedLibraryError(path, f"it is no JSON ({error})", mend) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedLibraryError(path, "it does not say its format", mend) from error
    if found > FORMAT:
        raise NewerLibraryError(path, found, FORMAT)
    return dict(facts)


def _mend(folder: Path) -> str:
    earlier = [place for place in folder.parent.glob("[0-9]*") if place.name.isdigit() and place.name < folder.name]
    return "" if earlier else "No earlier generation is kept: make a new library from the articles in another folder."
