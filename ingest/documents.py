"""Files to documents: one reader for each kind of file, all with the same outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from typing import cast

from graph.ids import document_id
from graph.model import Block, BlockKind, Document, Problem
from ingest.errors import EmptyFileError, NoArticleError, TooLargeError, UnknownSuffixError
from ingest.labelled import with_items
from ingest.readers.draft import Draft

# A reader's module is loaded with the first file of its kind: HTML and PDF bring large libraries along.
READERS = {
    ".txt": "ingest.readers.text",
    ".md": "ingest.readers.markdown",
    ".html": "ingest.readers.html",
    ".htm": "ingest.readers.html",
    ".pdf": "ingest.readers.pdf",
}
SUFFIXES = frozenset(READERS)
LIMIT = 20_000_000  # bytes


def read_document(name: str, content: bytes, limit: int = LIMIT) -> tuple[Document, tuple[Problem, ...]]:
    """An article from the bytes of a file, and what was wrong with it that did not stop the reading.

    `name` is the path below the folder given; its suffix chooses the reader. Raises UnreadableFileError.
    """
    reader = _reader(name)
    if len(content) > limit:
        raise TooLargeError(name, len(content), limit)
    if not content.strip():
        raise EmptyFileError(name)
    draft = reader(content, name)
    if not draft.blocks:
        raise NoArticleError(name)
    return _document(name, content, draft), draft.problems


def _reader(name: str) -> Callable[[bytes, str], Draft]:
    file = name.rpartition("/")[2]
    stem, dot, ending = file.rpartition(".")
    suffix = (dot + ending).lower() if stem else ""
    if suffix not in READERS:
        raise UnknownSuffixError(name, tuple(sorted(SUFFIXES)))
    return cast("Callable[[bytes, str], Draft]", import_module(READERS[suffix]).read)


def _document(name: str, content: bytes, draft: Draft) -> Document:
    return Document(
        id=document_id(name),
        name=name,
        title=draft.title or _first_heading(draft.text, draft.blocks) or _stem(name),
        text=draft.text,
        blocks=with_items(draft.text, draft.blocks),
        sha256=hashlib.sha256(content).hexdigest(),
        source=draft.source,
        publisher=draft.publisher,
        published=draft.published,
    )


def _first_heading(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The heading that opens the article; a later one names only a part."""
    if blocks and blocks[0].kind is BlockKind.HEADING:
        span = blocks[0].span
        return " ".join(text[span.start : span.end].split())
    return None


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]
