"""The text index of a library.

Passages are indexed, with the title and headings above them; documents are found by grouping their passages, so that
no text is indexed twice. An open index is never changed under a reader: whoever wants to write forks it first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from graph.model import Document, Sentence, Span
from search import engine
from search.model import Hit, Hits, Unit
from search.passages import LONGEST, passages
from search.query import LONGEST_QUERY, Both, Either, Node, Parsed, leaves, parse, plain_words
from search.snippets import Marker, snippet

# Before the writer uses the disk, which takes twice the time. Whoosh counts too high: 22 MB of articles, 450 MB of
# "postings", take 60 MB more memory than with a limit of 256.
LIMIT_MB = 1024
_POOL = 50  # passages beyond those asked for, so that equal scores at the border are ordered as everywhere


class Writer:
    """Adds and removes documents; everything is published at once when the `with` block of its index ends."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, document: Document, sentences: Sequence[Sentence]) -> None:
        """Index a document's passages. A document that is there already must be removed first."""
        text, title = document.text, _short(document.title)
        for passage in passages(sentences):
            headings = [_short(text[span.start : span.end].strip()) for span in passage.headings]
            span = passage.span
            body = text[span.start : span.end]
            stored = (title, " > ".join(headings), span.start, body)
            engine.add(self._writer, document.id, (title, "\n".join(headings), body), stored)

    def remove(self, document: str) -> None:
        """Forget a document of an earlier generation, by its id."""
        self._writer.delete_by_term("document", document)


class Index:
    """A folder with a text index. Any number of threads may search it; one may write."""

    def __init__(self, path: Path, opened: Any) -> None:
        self.path = path
        self._opened = opened
        self._idle: SimpleQueue[Any] = SimpleQueue()

    @classmethod
    def create(cls, path: Path) -> Index:
        """A new, empty index in a folder, which is made where missing."""
        path.mkdir(parents=True, exist_ok=True)
        return cls(path, engine.create(path))

    @classmethod
    def open(cls, path: Path) -> Index:
        """The index in a folder. Never open one that somebody else made. Raises IndexMissingError."""
        return cls(path, engine.open_index(path))

    @classmethod
    def fork(cls, source: Path, target: Path) -> Index:
        """A copy of an index that nobody is writing to, made of hard links where the file system has them.

        The engine never changes a file once written: new segments and tables of contents are new files, and old ones
        are unlinked. So the source stays as it is while the copy is written. Raises IndexMissingError.
        """
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(source.iterdir()):
            if file.is_file() and file.name != engine.LOCK:
                _link(file, target / file.name)
        return cls.open(target)

    @contextmanager
    def writer(self, *, limit_mb: int = LIMIT_MB) -> Iterator[Writer]:
        """Write to the index. What was done is kept if the block ends well, and thrown away if it raises."""
        with engine.writing(self._opened, limit_mb) as writer:
            yield Writer(writer)
        self._forget_searchers()
        (self.path / engine.LOCK).unlink(missing_ok=True)

    def search(self, text: str, *, unit: Unit = Unit.PASSAGE, limit: int = 10, offset: int = 0) -> Hits:
        """One page of the hits, best first; equal scores are ordered by document id and place.

        Raises ShortPrefixError. What cannot be read as a query is searched for as plain words, and `note` says so.
        """
        return self._search(text, parse(text), unit, slice(offset, offset + limit))

    def search_plain(self, text: str, *, unit: Unit = Unit.PASSAGE, limit: int = 10) -> Hits:
        """Search for any of the words of a text, which is not read as a query.

        `total` counts the passages that were ranked: to count all that hold a word takes as long as the search itself.
        """
        return self._search(text, Parsed(plain_words(text), counted=False), unit, slice(0, limit))

    def count(self) -> int:
        """How many passages are indexed."""
        return int(self._opened.doc_count())

    def close(self) -> None:
        """Free the files. Searches that are under way must have ended."""
        self._forget_searchers()
        self._opened.close()

    def _search(self, text: str, parsed: Parsed, unit: Unit, page: slice) -> Hits:
        note = "The words were searched for as they stand: the query could not be read." if parsed.plain else ""
        if len(text) > LONGEST_QUERY:
            note = f"Only the first {LONGEST_QUERY} characters were searched for."
        marker = Marker(parsed.node, engine.term_of)
        find = _documents if unit is Unit.DOCUMENT else _passages if parsed.counted else _best_passages
        with self._searcher() as searcher:
            total, rows = find(searcher, parsed.node, page)
            hits = tuple(_hit(row, searcher.stored_fields(row.number)["stored"], marker, unit) for row in rows)
        return Hits(text, total, hits, note)

    @contextmanager
    def _searcher(self) -> Iterator[Any]:
        """A searcher of one's own: they are kept for the next request, never shared between two threads."""
        try:
            searcher = self._idle.get_nowait()
        except Empty:
            searcher = engine.searcher(self._opened)
        try:
            yield searcher
        finally:
            self._idle.put(searcher)

    def _forget_searchers(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().close()


class _Row(NamedTuple):
    """A passage that was found. Passages of a document are numbered in text order, so rows sort as they are shown."""

    minus_score: float
    document: str
    number: int  # the engine's own


Found = tuple[int, list[_Row]]  # how many in all, and one page of them


def _passages(searcher: Any, node: Node, page: slice) -> Found:
    results = searcher.search(engine.condition(node), limit=page.stop + _POOL)
    return len(results), _rows(searcher, results)[page]


def _best_passages(searcher: Any, node: Node, page: slice) -> Found:
    """As `_passages`, with no more than the ranked ones counted."""
    results = searcher.search(engine.condition(node), limit=page.stop + _POOL)
    return results.scored_length(), _rows(searcher, results)[page]


def _documents(searcher: Any, node: Node, page: slice) -> Found:
    """Documents for which the tree holds, each by its best passage.

    Words may stand in different passages of a document. So AND and NOT are worked out on sets of documents; the
    ranking is that of the passages which hold any of the words.
    """
    wanted = _holding(searcher, node, searcher.reader().column_reader("document"))
    either = engine.condition(Either(tuple(leaves(node))))
    limit = page.stop * 4 + _POOL
    while True:
        results = searcher.search(either, limit=limit)
        best: dict[str, _Row] = {}
        for row in _rows(searcher, results):
            if row.document in wanted:
                best.setdefault(row.document, row)
        if len(best) >= min(page.stop, len(wanted)) or results.scored_length() < limit:
            return len(wanted), sorted(best.values())[page]
        limit *= 4


def _rows(searcher: Any, results: Any) -> list[_Row]:
    names = searcher.reader().column_reader("document")
    return sorted(_Row(-round(score, 6), names[number], number) for score, number in results.top_n)


def _holding(searcher: Any, node: Node, names: Any) -> set[str]:
    """The ids of documents for which the tree holds, whatever passages its words stand in."""
    if isinstance(node, Either):
        return set().union(*(_holding(searcher, part, names) for part in node.parts))
    if isinstance(node, Both):
        kept = set.intersection(*(_holding(searcher, part, names) for part in node.parts))
        return kept.difference(*(_holding(searcher, part, names) for part in node.without))
    return {names[number] for number in searcher.docs_for_query(engine.condition(node))}


def _hit(row: _Row, stored: tuple[str, str, int, str], marker: Marker, unit: Unit) -> Hit:
    title, section, start, text = stored
    span = Span(start, start + len(text))
    return Hit(row.document, unit, span, -row.minus_score, title, section, snippet(text, start, marker))


def _short(heading: str) -> str:
    """A heading as it is kept with each passage below it; what is longer than a passage is one of its own."""
    return heading if len(heading) <= LONGEST else heading[:LONGEST] + "…"


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
