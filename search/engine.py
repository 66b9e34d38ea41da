"""What we ask of Whoosh: the only file that knows it.

Three distributions carry the import name; ours keeps the interface of 2.7.4. Its index files hold pickles: an index
that somebody else made must never be opened.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from struct import pack, unpack
from typing import Any

from whoosh import fields, formats, index
from whoosh.analysis.filters import STOP_WORDS
from whoosh.codec.whoosh3 import W3Codec
from whoosh.lang.porter import stem
from whoosh.query.positional import Phrase as InRow
from whoosh.query.terms import Prefix as Beginning
from whoosh.scoring import BM25F

from graph.names import words
from search.errors import IndexMissingError
from search.keys import Keys
from search.passages import HEADING, TEXT, TITLE
from search.query import Phrase, Prefix

LOCK = "MAIN_WRITELOCK"
KEYS = "keys"  # the field with them
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


class _Keys(fields.FieldType):
    """Keys of a passage with their weights; what they are is told in `search.keys`."""

    scorable = True

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: Keys, **_: Any) -> Generator[tuple[bytes, int, float, bytes]]:
        """The postings of a value: term, count, weight, nothing."""
        for key, weight in value.items():
            yield key.encode(), 1, weight, b""

    def to_bytes(self, value: str | bytes) -> bytes:
        """A key as the index writes it."""
        return value if isinstance(value, bytes) else value.encode()


def _key_fields() -> dict[str, Any]:
    """The fields that an index of format 1 does not have: keys to search by, and to count."""
    return {KEYS: _Keys(), "counted": fields.COLUMN()}


def _schema() -> Any:
    return fields.Schema(
        document=fields.ID(sortable=True),
        title=_Text(),
        heading=_Text(),
        text=_Text(),  # with title and headings
        stored=fields.STORED(),
        **_key_fields(),
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
        if not has_keys(opened):
            for name, field in _key_fields().items():
                writer.add_field(name, field)
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def has_keys(opened: Any) -> bool:
    """Whether passages are kept with their keys: in an index that an older version made they are not."""
    return KEYS in opened.schema


def add(writer: Any, document: str, texts: tuple[str, str, str], stored: object, keys: Keys) -> None:
    """Index one passage: the texts are title, headings and passage; `stored` comes back with every hit."""
    title, heading, text = texts
    writer.add_document(
        document=document,
        title=((TITLE, title),),
        heading=((HEADING, heading),),
        text=((TITLE, title), (HEADING, heading), (TEXT, text)),
        stored=stored,
        keys=keys,
        counted="\n".join(keys).encode(),
    )


def searcher(opened: Any) -> Any:
    """A searcher over what is committed now; for one thread."""
    return opened.searcher(weighting=BM25F(B=_LENGTH))


def documents(searcher: Any) -> Iterator[str]:
    """The id of each passage's document, in the order of their numbers."""
    return iter(searcher.reader().column_reader("document"))


def lengths(searcher: Any, field: str) -> list[int]:
    """How many words a field of each passage has."""
    leaves = searcher.reader().leaf_readers()
    return [leaf.doc_field_length(at, field) or 0 for leaf, _ in leaves for at in range(leaf.doc_count_all())]


def postings(searcher: Any, field: str, term: str) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """The passages with a term in a field and its weighted count in each, a block at a time."""
    for leaf, first in searcher.reader().leaf_readers():
        if field not in leaf.schema or (field, term) not in leaf:
            continue
        gone = leaf.deleted_docs_set
        for numbers, weights in _blocks(leaf.postings(field, term), gone):
            yield [first + number for number in numbers] if first else numbers, weights


def _blocks(matcher: Any, gone: Collection[int]) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    if gone:
        while matcher.is_active():
            yield (matcher.id(),), (matcher.weight(),)
            matcher.next()
        return
    while matcher.is_active():
        matcher.id(), matcher.weight()  # has the block read
        # a whole block at once: one posting after the other takes ten times as long
        yield matcher._ids, matcher._weights
        matcher._next_block()


def scored(searcher: Any, leaf: Prefix | Phrase) -> dict[int, float]:
    """The passages with words in a row, or with a word that begins so, by number; and how well each fits."""
    found = searcher.search(_query(leaf), limit=None)
    return {number: score for score, number in found.top_n}


def keys_column(searcher: Any) -> Callable[[int], list[str]]:
    """From the number of a passage to its keys."""
    reader = searcher.reader()
    if "counted" not in searcher.schema or not reader.has_column("counted"):
        return lambda _: []
    column = reader.column_reader("counted")
    return lambda number: column[number].decode().split("\n") if column[number] else []


def terms_of(words: Sequence[str]) -> list[tuple[int, str]]:
    """The terms of words in a row, each with its place; without words that are not indexed."""
    return [(at, term) for at, word in enumerate(words) if (term := term_of(word))]


def _query(leaf: Prefix | Phrase) -> Any:
    field = leaf.field or "text"
    if isinstance(leaf, Prefix):
        return Beginning(field, leaf.text, constantscore=False)
    terms = terms_of(leaf.words)
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(terms)]
    return InRow(field, [term for _, term in terms], slop=max(gaps))
