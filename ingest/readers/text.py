"""Plain text: structure is inferred from how it is set."""

from __future__ import annotations

from ingest.encoding import decode
from ingest.readers.draft import Draft
from ingest.structure import infer


def read(content: bytes, name: str) -> Draft:
    """An article from the bytes of a text file. Raises UnreadableFileError."""
    text, problems = decode(content, name)
    return Draft(text, infer(text), problems=problems)
