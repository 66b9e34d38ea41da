"""A query from outside made ready for the engine: nothing in it writes or fetches, its graphs and prefixes are known,
and each of its full-text searches has been done.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.ids import Iris
from graph.nquads import literal
from graph.queries import iri, iris_of, named
from graph.scope import Scope
from graph.store import Store
from graph.terms import prefixes
from search.errors import InexactSearchError
from search.magic import Magic, Pattern, patterns, rewritten
from search.model import Hit

if TYPE_CHECKING:
    from search.index import Index


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a query is asked of. `index` opens the text index, which most queries do not need."""

    store: Store
    index: Callable[[], Index]
    iris: Iris


@contextmanager
def ready(
    sparql: str, holdings: Holdings, default: tuple[str, ...] = (), chosen: tuple[str, ...] = ()
) -> Iterator[tuple[str, Scope]]:
    """What to ask the store instead of a query, and about what. Inside the `with`, a QueryError of the store gets the
    line and column that the fault has in the query as it came.

    `default`, `chosen`: IRIs of the default and the named graphs, instead of those that the query chooses. Raises
    ForbiddenQueryError, QueryError for a search that cannot be done, IndexMissingError.
    """
    from graph.guard import check_read_only, scope_of  # noqa: PLC0415 - it loads rdflib, which few callers need

    check_read_only(sparql)
    known = prefixes(holdings.iris)
    scope = scope_of(sparql, known, default, chosen)._replace(base=holdings.iris.service())
    searches = patterns(sparql, known)
    if searches:  # without them, too, it only reads: no trick with quotes has made it another query
        check_read_only(rewritten(sparql, searches, lambda _: ()).text)
    query = rewritten(sparql, searches, lambda one: _FINDERS[one.magic](one, holdings))
    try:
        yield query.text, scope
    except QueryError as error:
        raise query.blamed(error) from None


def _passages(one: Pattern, holdings: Holdings) -> Iterator[tuple[str, ...]]:
    for hit in _hits(one, holdings):
        document = iri(holdings.iris.document(hit.document))
        yield document, *_shown(hit), str(hit.span.start), str(hit.span.end)


def _evidence(one: Pattern, holdings: Holdings) -> Iterator[tuple[str, ...]]:
    hits = _hits(one, holdings)
    found = _evidence_places(hits, holdings)
    for hit in hits:
        near = found[holdings.iris.document(hit.document)]
        for start, end, evidence in near[bisect_left(near, (hit.span.start, 0, "")) :]:
            if start >= hit.span.end:
                break
            if end <= hit.span.end:
                yield iri(evidence), *_shown(hit)


def _evidence_places(hits: Iterable[Hit], holdings: Holdings) -> Mapping[str, list[tuple[int, int, str]]]:
    """Where each document that was found has its evidence: start, end and IRI, in text order."""
    documents = iris_of({holdings.iris.document(hit.document) for hit in hits})
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    rows = holdings.store.rows(named("evidence_places", holdings.iris, documents=documents))
    for document, start, end, evidence in rows:
        found[str(document)].append((int(str(start)), int(str(end)), str(evidence)))
    for row in found.values():
        row.sort()
    return found


def _hits(one: Pattern, holdings: Holdings) -> tuple[Hit, ...]:
    found = holdings.index().search(one.words, limit=one.limit)
    if found.note:  # a page can say so beside its hits; the rows of a query cannot
        raise InexactSearchError(found.note)
    return found.hits


def _shown(hit: Hit) -> tuple[str, str]:
    return f"{hit.score:.4f}", literal(hit.snippet.text)


_FINDERS = {Magic.TEXT: _passages, Magic.EVIDENCE: _evidence}
