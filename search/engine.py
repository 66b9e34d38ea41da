"""What we ask of Whoosh: the only file that knows it.

Three distributions carry the import name; ours keeps the interface of 2.7.4. Its index files hold pickles: an index
that somebody else made must never be opened.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from struct import pack, unpack
from typing import Any

from whoosh import fields, formats, index
from whoosh.analysis.filters import STOP_WORDS
from whoosh.codec.whoosh3 import W3Codec
from whoosh.lang.porter import stem
from whoosh.query.compound import And, AndNot, Or
from whoosh.query.positional import Phrase as InRow
from whoosh.query.qcore import NullQuery
from whoosh.query.terms import Prefix as Beginning
from whoosh.query.terms import Term
from whoosh.scoring import BM25F

from graph.names import words
from search.errors import IndexMissingError
from search.query import Both, Either, Node, Phrase, Prefix, Word

LOCK = "MAIN_WRITELOCK"
TITLE, HEADING, TEXT = 4.0, 2.0, 1.0  # how much a word counts, by where it stands
_LENGTH = 0.5  # BM25's b: passages are of much the same length, so it says little
_GAP = 50  # positions between title, headings and text, so that no phrase runs over the border
_MOST_STEMS = 500_000  # kept; a server must not grow with what strangers type
_LAST = 0xFFFF  # words further into one passage are not told apart by phrases

_stem: Any = stem  # parts of Whoosh are not typed
_codec: Any = W3Codec


class _Stems(dict[str, bytes | None]):
    """Word -> stem, each worked out once; None for words that are not indexed."""

    def __missing__(self, word: str) -> bytes | None:
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        found = None if bare in STOP_WORDS else str(_stem(bare)).encode()
        if len(self) >= _MOST_STEMS:
            self.clear()
        self[word] = found
        return found


_STEMS = _Stems()


def term_of(word: str) -> str | None:
    """The term under which a folded word is indexed; None for words that say nothing ("the")."""
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
        found = list(unpack(f">{len(valuestring) // 2}H", valuestring))
        # the last one once: phrases compare each position with all that lie near it
        return found[: bisect_left(found, _LAST) + 1]

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 2


class _Text(fields.TEXT):
    """Stemmed words with positions, analysed in one pass instead of a chain of token generators.

    The value is a row of (weight, text). BM25F as its authors describe it (Robertson, Zaragoza and Taylor 2004): the
    weighted counts of a word in title, headings and text are added up before they are scored, so that a word costs one
    posting, not three.
    """

    def __init__(self) -> None:
        super().__init__()
        self.format = _Positions()

    def index(self, value: Sequence[tuple[float, str]], **_: Any) -> Generator[tuple[bytes, int, float, bytes]]:
        """The postings of a value: term, count, weighted count, positions."""
        places: dict[bytes, list[int]] = {}
        weights: dict[bytes, float] = {}
        first = 0
        for weight, text in value:
            spoken = words(text)
            for at, word in enumerate(spoken, first):
                term = _STEMS[word]
                if term is None:
                    continue
                if term in places:
                    places[term].append(at)
                    weights[term] += weight
                else:
                    places[term] = [at]
                    weights[term] = weight
            first += len(spoken) + _GAP
        for term, found in places.items():
            yield term, len(found), weights[term], _packed(found)


def _schema() -> Any:
    return fields.Schema(
        document=fields.ID(sortable=True),
        title=_Text(),
        heading=_Text(),
        text=_Text(),  # with title and headings
        stored=fields.STORED(),
    )


def create(path: Path) -> Any:
    """A new, empty index in a folder that is there."""
    return index.create_in(str(path), _schema())


def open_index(path: Path) -> Any:
    """The index in a folder. Raises IndexMissingError."""
    try:
        return index.open_dir(str(path))
    except Exception as error:  # a damaged file can raise anything: varints, pickles
        raise IndexMissingError(str(path)) from error


@contextmanager
def writing(opened: Any, limit_mb: int) -> Iterator[Any]:
    """A writer of its own; what it did is kept if the block ends well. `limit_mb`: memory before it uses the disk."""
    writer = opened.writer(limitmb=limit_mb, codec=_codec(compression=1))
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def add(writer: Any, document: str, texts: tuple[str, str, str], stored: object) -> None:
    """Index one passage: the texts are title, headings and passage; `stored` comes back with every hit."""
    title, heading, text = texts
    writer.add_document(
        document=document,
        title=((TITLE, title),),
        heading=((HEADING, heading),),
        text=((TITLE, title), (HEADING, heading), (TEXT, text)),
        stored=stored,
    )


def searcher(opened: Any) -> Any:
    """A searcher over what is committed now; for one thread."""
    return opened.searcher(weighting=BM25F(B=_LENGTH))


def condition(node: Node) -> Any:
    """The Whoosh query of a tree."""
    if isinstance(node, Either):
        return Or([condition(part) for part in node.parts])
    if isinstance(node, Both):
        # words that are not indexed ("the") stand everywhere
        kept = And([found for part in node.parts if (found := condition(part)) is not NullQuery] or [NullQuery])
        return AndNot(kept, Or([condition(part) for part in node.without])) if node.without else kept
    return _leaf(node)


def _leaf(node: Word | Prefix | Phrase) -> Any:
    field = node.field or "text"
    if isinstance(node, Prefix):
        return Beginning(field, node.text, constantscore=False)
    spoken = (node.text,) if isinstance(node, Word) else node.words
    terms = [(at, term) for at, word in enumerate(spoken) if (term := term_of(word))]
    if len(terms) < 2:
        return Term(field, terms[0][1]) if terms else NullQuery
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(terms)]
    return InRow(field, [term for _, term in terms], slop=max(gaps))
