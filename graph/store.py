"""The store: the one file that knows the engine (Oxigraph, embedded, on disk) and turns its errors into ours.

A store is written by one process, closed, and from then on only read; `fork` makes the next one from it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from graph.errors import QueryError, ResultFormatError, StoreError
from graph.scope import EVERYTHING, Scope
from graph.serial import GRAPH_FORMATS, ROW_FORMATS, Described, Output, with_more, write_rows, write_triples

if TYPE_CHECKING:
    from rdflib import Dataset

Row = tuple[str | None, ...]

_DROP_AT_ONCE = 200  # graphs a transaction; larger ones only cost memory
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_CHARACTERS = re.compile(r"\[[^\]]*\]")
_SENTENCE = re.compile(r"(?:^|, |expected |one of )([A-Z]\w+(?: \w+)+)")  # "Prefix not found"
_NEAR = 15  # characters shown on either side of a fault


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT found. A value is an IRI or the text of a literal; None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE made, as terms in N-Triples syntax, sorted."""

    triples: tuple[tuple[str, str, str], ...]


class Store:
    """An open store. Reading is thread-safe; close it before another process opens it for writing."""

    def __init__(self, engine: ox.Store, path: Path, *, writable: bool) -> None:
        self._engine: ox.Store | None = engine
        self._writable = writable
        self.path = path

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty, writable store in a folder that is not there yet. Raises StoreError."""
        with _translated("created", path):
            path.mkdir(parents=True)
            return cls(ox.Store(str(path)), path, writable=True)

    @classmethod
    def open_writable(cls, path: Path) -> Self:
        """An existing store, to be written by this process alone. Raises StoreError."""
        with _translated("opened", path):
            (path / "CURRENT").stat()  # the engine would make a new store
            return cls(ox.Store(str(path)), path, writable=True)

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """An existing store that nobody writes; any number of processes may read it. Raises StoreError."""
        with _translated("opened", path):
            return cls(ox.Store.read_only(str(path)), path, writable=False)

    @classmethod
    def fork(cls, source: Path, target: Path) -> Self:
        """A writable copy of a closed store, made in no time; the source is not changed. Raises StoreError.

        Finished `.sst` files, which the engine never writes into, are linked where that can be, the others copied.
        (Its own `backup` of a read-only store loses what still stands in the log.)
        """
        with _translated("copied", target):
            target.mkdir(parents=True)
            for file in sorted(source.iterdir()):
                if file.name != "LOCK" and not file.name.startswith("LOG"):
                    _link_or_copy(file, target / file.name)
        return cls.open_writable(target)

    def load(self, nquads: str | bytes) -> None:
        """Adds quads from N-Quads whose IRIs are known to be well formed: they are not checked. Raises StoreError."""
        with _translated("written", self.path):
            self._open().bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)

    def drop_graph(self, iri: str) -> None:
        """Removes a named graph, if it is there. Raises StoreError."""
        self.drop_graphs((iri,))

    def drop_graphs(self, iris: Iterable[str]) -> None:
        """Removes named graphs, many in one transaction. Raises StoreError."""
        rest = iter(iris)
        with _translated("written", self.path):
            while some := tuple(islice(rest, _DROP_AT_ONCE)):
                self._open().update("; ".join(f"DROP SILENT GRAPH {ox.NamedNode(iri)}" for iri in some))

    def drop_nodes(self, graph: str, nodes: Iterable[str]) -> None:
        """Removes from a named graph all that it says of some nodes. Raises StoreError."""
        with _translated("written", self.path):
            store, place = self._open(), ox.NamedNode(graph)
            for said in [q for node in nodes for q in store.quads_for_pattern(ox.NamedNode(node), None, None, place)]:
                store.remove(said)

    def optimize(self) -> None:
        """Rewrites the files for faster reading; worth it after much was loaded or dropped. Raises StoreError."""
        with _translated("written", self.path):
            self._open().optimize()

    def close(self) -> None:
        """Writes out what is in memory and lets go of the files; a closed store may be closed again."""
        engine, self._engine = self._engine, None
        if engine is not None and self._writable:
            with _translated("written", self.path):
                engine.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, sparql: str, scope: Scope = EVERYTHING, *, base: str | None = None) -> Solutions | bool | Triples:
        """The answer to a SPARQL 1.1 query; `base` resolves relative IRIs. Raises QueryError."""
        with _asked(self.path, sparql):
            result = self._run(sparql, scope, base)
            if isinstance(result, ox.QueryBoolean):
                return bool(result)
            if isinstance(result, ox.QueryTriples):
                return Triples(tuple(sorted({(str(t.subject), str(t.predicate), str(t.object)) for t in result})))
            return Solutions(tuple(variable.value for variable in result.variables), tuple(_rows(result)))

    def rows(self, sparql: str) -> tuple[Row, ...]:
        """The rows of a SELECT of our own, in the order the engine gives. Raises QueryError."""
        found = self.query(sparql)
        assert isinstance(found, Solutions), "a SELECT query is wanted here"
        return found.rows

    def query_bytes(
        self, sparql: str, format: str, scope: Scope = EVERYTHING, *, prefixes: Mapping[str, str] | None = None
    ) -> bytes:
        """The answer as the engine writes it: ROW_FORMATS for SELECT and ASK, GRAPH_FORMATS for the others.

        `prefixes` shorten the IRIs of Turtle, JSON-LD and RDF/XML. Raises QueryError, ResultFormatError.
        """
        output = io.BytesIO()
        scope = scope._replace(prefixes=prefixes or scope.prefixes)
        self.query_to(output, sparql, (format, format), scope)
        return output.getvalue()

    def query_to(
        self,
        output: Output,
        sparql: str,
        formats: tuple[str | None, str | None],
        scope: Scope,
        described: Described | None = None,
    ) -> str:
        """Writes the answer piece by piece, and returns its format: the first of `formats` for SELECT and ASK (one of
        ROW_FORMATS), the second for the others (GRAPH_FORMATS). `described`: what else is told of the subjects of a
        DESCRIBE, as N-Triples. Raises QueryError, before anything is written ResultFormatError, and whatever `output`
        raises.
        """
        with _asked(self.path, sparql):
            result = self._run(sparql, scope, None)
            if isinstance(result, ox.QueryTriples):
                form = _checked(formats[1], GRAPH_FORMATS)
                triples = result if described is None else with_more(result, described)
                write_triples(triples, form, scope.prefixes or {}, output)
            else:
                form = _checked(formats[0], ROW_FORMATS)
                write_rows(result, form, output)
            return form

    def dump(self, output: IO[bytes]) -> None:
        """Writes all quads in N-Quads, in no order. Raises StoreError."""
        with _translated("read", self.path):
            self._open().dump(output, ox.RdfFormat.N_QUADS)

    def nquads(self) -> bytes:
        """All quads in N-Quads, lines sorted by their bytes: equal content gives equal bytes."""
        content = self._open().dump(format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(content.splitlines(keepends=True)))

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._open().named_graphs() if isinstance(graph, ox.NamedNode)))

    def __len__(self) -> int:
        return len(self._open())

    def rdflib_dataset(self, prefixes: Mapping[str, str] | None = None) -> Dataset:
        """The same store under rdflib's API, with these prefixes; the default graph is the union of all graphs.

        Let go of it before the store is closed for another process to write.
        """
        from oxrdflib import OxigraphStore  # noqa: PLC0415 - rdflib is slow to start, and few callers want it
        from rdflib import Dataset  # noqa: PLC0415 - as above

        dataset = Dataset(store=OxigraphStore(store=self._open()), default_union=True)
        for prefix, iri in (prefixes or {}).items():
            dataset.bind(prefix, iri)
        return dataset

    def _open(self) -> ox.Store:
        if self._engine is None:
            raise StoreError("used", str(self.path), "it is closed")  # noqa: EM101 - the reason
        return self._engine

    def _run(
        self, sparql: str, scope: Scope, base: str | None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        chosen = bool(scope.default or scope.named)
        return self._open().query(
            sparql,
            base_iri=base or scope.base,
            prefixes=dict(scope.prefixes or {}),
            use_default_graph_as_union=scope.union and not chosen,
            default_graph=[ox.NamedNode(iri) for iri in scope.default] if chosen else None,
            named_graphs=[ox.NamedNode(iri) for iri in scope.named] if chosen else None,
        )


def _rows(solutions: ox.QuerySolutions) -> Iterator[Row]:
    for solution in solutions:
        yield tuple(_text(term) for term in solution)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | None:
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    return None if term is None else str(term)


def _checked(format: str | None, allowed: Mapping[str, object]) -> str:
    if format is None or format not in allowed:
        raise ResultFormatError(format or "", tuple(allowed))
    return format


def _link_or_copy(source: Path, target: Path) -> None:
    if source.suffix == ".sst":
        try:
            os.link(source, target)
        except OSError:  # another disk, or a file system without links
            pass
        else:
            return
    shutil.copyfile(source, target)


@contextmanager
def _translated(action: str, path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(action, str(path), str(error)) from error


@contextmanager
def _asked(path: Path, sparql: str) -> Iterator[None]:
    with _translated("read", path):
        try:
            yield
        except ValueError as error:  # of a graph's address
            raise QueryError(str(error)) from error
        except SyntaxError as error:
            raise _query_error(str(error), sparql) from error
        except RuntimeError as error:  # a function that the engine does not know
            raise QueryError(str(error)) from error


def _query_error(message: str, sparql: str) -> QueryError:
    """The engine lists every token that its grammar tried: of that only the whole sentences help, and the place."""
    what = "; ".join(_SENTENCE.findall(_CHARACTERS.sub("", message))) or "The query cannot be understood"
    place = _POSITION.match(message)
    if not place:
        return QueryError(what)
    line, column = int(place[1]), int(place[2])
    rest = sparql.splitlines()[line - 1 : line]
    near = rest[0][max(0, column - 1 - _NEAR) : column - 1 + _NEAR].strip() if rest else ""
    return QueryError(f"{what}, near {near!r}" if near else what, line, column)
