"""One file as an article, for commands that read without a library: the article, or what is wrong with the file."""

from __future__ import annotations

from pathlib import Path

from graph.model import Document, Problem
from ingest.documents import LIMIT, read_document
from ingest.errors import UnreadableFileError
from myograph.errors import placed, problem_of, unreadable


def article(file: Path, limit: int | None = None) -> tuple[Document | None, tuple[Problem, ...]]:
    """The article in a file, None where it cannot be read, and the problems. `limit`: the most bytes that are read."""
    try:
        document, problems = read_document(file.name, file.read_bytes(), limit or LIMIT)
    except OSError as error:
        return None, (unreadable(str(file), error),)
    except UnreadableFileError as error:
        return None, (placed(problem_of(error), file.name, str(file)),)
    return document, tuple(placed(problem, file.name, str(file)) for problem in problems)
