"""The text index: the only file that knows Whoosh.

Passages are indexed, with the title and headings above them; documents are found by grouping their passages, so that
no text is indexed twice. An open index is never changed under a reader: whoever wants to write forks it first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from struct import pack, unpack
from typing import Any, NamedTuple

from whoosh import fields, formats
from whoosh import index as whoosh_index
from whoosh.analysis.filters import STOP_WORDS
from whoosh.codec.whoosh3 import W3Codec
from whoosh.lang.porter import stem
from whoosh.query.compound import And, AndNot, Or
from whoosh.query.positional import Phrase as InRow
from whoosh.query.qcore import NullQuery
from whoosh.query.terms import Prefix as Beginning
from whoosh.query.terms import Term
from whoosh.scoring import BM25F

from graph.model import Document, Sentence, Span
from graph.names import words
from search.errors import IndexMissingError
from search.model import Hit, Hits, Unit
from search.passages import passages
from search.query import Both, Either, Node, Parsed, Phrase, Prefix, Word, leaves, parse, plain_words
from search.snippets import Marker, snippet

LIMIT_MB = 256  # memory for postings before the writer spills to disk
TITLE, HEADING, TEXT = 2.0, 1.5, 1.0  # how much a word counts, by where it stands
_LAST = 0xFFFF  # words further into one passage are not told apart by phrases
_LOCK = "MAIN_WRITELOCK"
_GAP = 50  # positions between title, headings and text, so that no phrase runs over the border
_POOL = 50  # passages beyond those asked for, so that equal scores at the border are ordered as everywhere


_stem: Any = stem  # parts of Whoosh are not typed
_codec: Any = W3Codec


class _Stems(dict[str, bytes | None]):
    """Word -> stem, each worked out once; None for words that are not indexed."""

    def __missing__(self, word: str) -> bytes | None:
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        found = None if bare in STOP_WORDS else str(_stem(bare)).encode()
        self[word] = found
        return found


_STEMS = _Stems()


def _term(word: str) -> str | None:
    found = _STEMS[word]
    return found.decode() if found else None


def _packed(positions: Sequence[int]) -> bytes:
    if positions[-1] > _LAST:
        positions = [min(position, _LAST) for position in positions]
    return pack(f">{len(positions)}H", *positions)


class _Positions(formats.Positions):
    """Positions as two bytes each: Whoosh's own pickles take twice the time and space."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        return _packed(poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return list(unpack(f">{len(valuestring) // 2}H", valuestring))

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 2


class _Text(fields.TEXT):
    """Stemmed words with positions, analysed in one pass instead of a chain of token generators.

    The value is a row of (weight, text). BM25F as its authors describe it (Robertson, Zaragoza and Taylor 2004): the
    weighted counts of a word in title, headings and text are added up before they are scored, so that a word costs one
    posting, not three. Only the last text counts for the length.
    """

    def __init__(self) -> None:
        super().__init__()
        self.format = _Positions()

    def index(self, value: Sequence[tuple[float, str]], **_: Any) -> Generator[tuple[bytes, int, float, bytes]]:
        """The postings of a value: term, count in the last text, weighted count, positions."""
        places: dict[bytes, list[int]] = {}
        weights: dict[bytes, float] = {}
        first = last = 0
        for weight, text in value:
            first = last
            for last, word in enumerate(words(text), first):
                term = _STEMS[word]
                if term is None:
                    continue
                if term in places:
                    places[term].append(last)
                    weights[term] += weight
                else:
                    places[term] = [last]
                    weights[term] = weight
            last += _GAP
        for term, at in places.items():
            count = len(at) if at[0] >= first else sum(place >= first for place in at)
            yield term, count, weights[term], _packed(at)


def _schema() -> Any:
    return fields.Schema(
        document=fields.ID(sortable=True),
        title=_Text(),
        heading=_Text(),
        text=_Text(),  # with title and headings
        stored=fields.STORED(),  # title, section, start, text of the passage
    )


class Writer:
    """Adds and removes documents; everything is published at once when the `with` block of its index ends."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, document: Document, sentences: Sequence[Sentence]) -> None:
        """Index a document's passages. A document that is there already must be removed first."""
        text = document.text
        for passage in passages(sentences):
            headings = [text[span.start : span.end].strip() for span in passage.headings]
            above = "\n".join(headings)
            span = passage.span
            body = text[span.start : span.end]
            self._writer.add_document(
                document=document.id,
                title=((TITLE, document.title),),
                heading=((HEADING, above),),
                text=((TITLE, document.title), (HEADING, above), (TEXT, body)),
                stored=(document.title, " > ".join(headings), span.start, body),
            )

    def remove(self, document: str) -> None:
        """Forget a document of an earlier generation, by its id."""
        self._writer.delete_by_term("document", document)


class Index:
    """A folder with a text index. Any number of threads may search it; one may write."""

    def __init__(self, path: Path, index: Any) -> None:
        self.path = path
        self._index = index
        self._idle: SimpleQueue[Any] = SimpleQueue()

    @classmethod
    def create(cls, path: Path) -> Index:
        """A new, empty index in a folder, which is made where missing."""
        path.mkdir(parents=True, exist_ok=True)
        return cls(path, whoosh_index.create_in(str(path), _schema()))

    @classmethod
    def open(cls, path: Path) -> Index:
        """The index in a folder. Its files hold pickles: never open one that somebody else made.

        Raises IndexMissingError.
        """
        try:
            return cls(path, whoosh_index.open_dir(str(path)))
        except (whoosh_index.IndexError, OSError) as error:
            raise IndexMissingError(str(path)) from error

    @classmethod
    def fork(cls, source: Path, target: Path) -> Index:
        """A copy of an index that nobody is writing to, made of hard links where the file system has them.

        Whoosh never changes a file once written: new segments and tables of contents are new files, and old ones are
        unlinked. So the source stays as it is while the copy is written.
        """
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(source.iterdir()):
            if file.is_file() and file.name != _LOCK:
                _link(file, target / file.name)
        return cls.open(target)

    @contextmanager
    def writer(self, *, limit_mb: int = LIMIT_MB) -> Iterator[Writer]:
        """Write to the index. What was done is kept if the block ends well, and thrown away if it raises."""
        writer = self._index.writer(limitmb=limit_mb, codec=_codec(compression=1))
        try:
            yield Writer(writer)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._forget_searchers()
        (self.path / _LOCK).unlink(missing_ok=True)

    def search(self, text: str, *, unit: Unit = Unit.PASSAGE, limit: int = 10, offset: int = 0) -> Hits:
        """One page of the hits, best first; equal scores are ordered by document id and place.

        Raises ShortPrefixError. What cannot be read as a query is searched for as plain words, and `note` says so.
        """
        return self._search(text, parse(text), unit, slice(offset, offset + limit))

    def search_plain(self, text: str, *, unit: Unit = Unit.PASSAGE, limit: int = 10) -> Hits:
        """Search for any of the words of a text, which is not read as a query."""
        return self._search(text, Parsed(plain_words(text)), unit, slice(0, limit))

    def count(self) -> int:
        """How many passages are indexed."""
        return int(self._index.doc_count())

    def close(self) -> None:
        """Free the files. Searches that are under way must have ended."""
        self._forget_searchers()
        self._index.close()

    def _search(self, text: str, parsed: Parsed, unit: Unit, page: slice) -> Hits:
        note = "The words were searched for as they stand: the query could not be read." if parsed.plain else ""
        marker = Marker(parsed.node, _term)
        with self._searcher() as searcher:
            found = _documents if unit is Unit.DOCUMENT else _passages
            total, rows = found(searcher, parsed.node, page)
            hits = tuple(_hit(row, searcher.stored_fields(row.number)["stored"], marker, unit) for row in rows)
        return Hits(text, total, hits, note)

    @contextmanager
    def _searcher(self) -> Iterator[Any]:
        """A searcher of one's own: they are kept for the next request, never shared between two threads."""
        try:
            searcher = self._idle.get_nowait()
        except Empty:
            searcher = self._index.searcher(weighting=BM25F())
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
    number: int  # Whoosh's own


Found = tuple[int, list[_Row]]  # how many in all, and one page of them


def _passages(searcher: Any, node: Node, page: slice) -> Found:
    results = searcher.search(_condition(node), limit=page.stop + _POOL)
    return len(results), _rows(searcher, results)[page]


def _documents(searcher: Any, node: Node, page: slice) -> Found:
    """Documents for which the tree holds, each by its best passage.

    Words may stand in different passages of a document. So AND and NOT are worked out on sets of documents; the
    ranking is that of the passages which hold any of the words.
    """
    wanted = _holding(searcher, node, searcher.reader().column_reader("document"))
    either = _condition(Either(tuple(leaves(node))))
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
    return {names[number] for number in searcher.docs_for_query(_condition(node))}


def _condition(node: Node) -> Any:
    """The Whoosh query of a tree."""
    if isinstance(node, Either):
        return Or([_condition(part) for part in node.parts])
    if isinstance(node, Both):
        kept = And([_condition(part) for part in node.parts])
        return AndNot(kept, Or([_condition(part) for part in node.without])) if node.without else kept
    return _leaf(node)


def _leaf(node: Word | Prefix | Phrase) -> Any:
    field = node.field or "text"
    if isinstance(node, Prefix):
        return Beginning(field, node.text)
    spoken = (node.text,) if isinstance(node, Word) else node.words
    terms = [(at, term) for at, word in enumerate(spoken) if (term := _term(word))]
    if len(terms) < 2:
        return Term(field, terms[0][1]) if terms else NullQuery
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(terms)]
    return InRow(field, [term for _, term in terms], slop=max(gaps))


def _hit(row: _Row, stored: tuple[str, str, int, str], marker: Marker, unit: Unit) -> Hit:
    title, section, start, text = stored
    span = Span(start, start + len(text))
    return Hit(row.document, unit, span, -row.minus_score, title, section, snippet(text, start, marker))


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
