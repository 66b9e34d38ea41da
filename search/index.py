"""The text index of a library.

Passages are indexed, with the title and headings above them; documents are found by grouping their passages, so that
no text is indexed twice. An open index is never changed under a reader: whoever wants to write forks it first.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from graph.model import Document, Sentence, Span
from search import engine
from search.keys import Keys
from search.model import PASSAGES, Hit, Hits, How, Unit
from search.passages import LONGEST, passages
from search.postings import Postings
from search.query import LONGEST_QUERY, Named, Parsed, leaves, parse, plain_words
from search.ranking import Finder, Row
from search.snippets import Marker, snippet

# Before the writer uses the disk, which takes twice the time. Whoosh counts too high: 22 MB of articles, 450 MB of
# "postings", take 60 MB more memory than with a limit of 256.
LIMIT_MB = 1024

# Looks like syntax and is none: another field, one with nothing behind it, letters behind a star, "~2", an "OR" last.
_STRANGE = re.compile(
    r"""(?<!\S)(?!title:|heading:)[A-Za-z]+:(?=[\w"(]) | (?<!\S)(?:title|heading):(?!["\w(]) | \w+\*\w+ | \w+~\d*
      | \b(?:AND|OR|NOT)\s*\Z""",
    re.VERBOSE,
)


class Writer:
    """Adds and removes documents; everything is published at once when the `with` block of its index ends."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, document: Document, sentences: Sequence[Sentence], keys: Sequence[Keys] = ()) -> None:
        """Index a document's passages, with their keys (see `search.keys.keys_of`).

        A document that is there already must be removed first.
        """
        text, title = document.text, _short(document.title)
        found = passages(sentences)
        for passage, own in zip(found, keys or ({},) * len(found), strict=True):
            headings = [_short(text[span.start : span.end].strip()) for span in passage.headings]
            span = passage.span
            body = text[span.start : span.end]
            stored = (title, " > ".join(headings), span.start, body)
            engine.add(self._writer, document.id, (title, "\n".join(headings), body), stored, own)

    def remove(self, document: str) -> None:
        """Forget a document of an earlier generation, by its id."""
        self._writer.delete_by_term("document", document)


class Index:
    """A folder with a text index. Any number of threads may search it; one may write."""

    def __init__(self, path: Path, opened: Any) -> None:
        self.path = path
        self._opened = opened
        self._idle: SimpleQueue[Any] = SimpleQueue()
        self._postings = Postings()

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

    def search(self, text: str, how: How = PASSAGES, *, limit: int = 10, offset: int = 0) -> Hits:
        """One page of the hits, best first; equal scores are ordered by document id and place.

        Raises ShortPrefixError. What cannot be read as a query is searched for as plain words, and `note` says so.
        """
        return self._search(text, parse(text, how.names), how, slice(offset, offset + limit))

    def search_plain(self, text: str, how: How = PASSAGES, *, limit: int = 10) -> Hits:
        """Search for any of the words of a text, which is not read as a query."""
        return self._search(text, Parsed(plain_words(text, how.names)), how, slice(0, limit))

    def holds(self, word: str) -> bool:
        """Whether some passage has a folded word, in any of its forms; True for words that are not indexed."""
        term = engine.term_of(word)
        with self._searcher() as searcher:
            return term is None or bool(self._postings.of(searcher, "text", term).numbers)

    def count(self) -> int:
        """How many passages are indexed."""
        return int(self._opened.doc_count())

    def close(self) -> None:
        """Free the files. Searches that are under way must have ended."""
        self._forget_searchers()
        self._opened.close()

    def _search(self, text: str, parsed: Parsed, how: How, page: slice) -> Hits:
        note = parsed.note or _strangeness(text)
        if len(text) > LONGEST_QUERY:
            note = f"Only the first {LONGEST_QUERY} characters were searched for."
        named = [leaf for leaf in leaves(parsed.node) if isinstance(leaf, Named)]
        marker = Marker(parsed.node, engine.term_of)
        with self._searcher() as searcher:
            found = Finder(searcher, self._postings).find(parsed.node, how, page)
            stored = [searcher.stored_fields(row.number)["stored"] for row in found.rows]
        hits = tuple(_hit(row, one, marker, how.unit) for row, one in zip(found.rows, stored, strict=True))
        meant = tuple(dict.fromkeys((one.concept, one.label) for one in named))
        return Hits(text, found.total, hits, note, meant, found.counts, found.looked)

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
        self._postings = Postings()


def _hit(row: Row, stored: tuple[str, str, int, str], marker: Marker, unit: Unit) -> Hit:
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


def _strangeness(text: str) -> str:
    """What to say of a query with something in it that looks like syntax and was read as words."""
    strange = _STRANGE.search(text)
    syntax = 'title: heading: "in a row" begin* AND OR NOT and brackets'
    return f"“{strange[0].strip()}” was read as words; what counts is {syntax}." if strange else ""
