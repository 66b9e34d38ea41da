"""Looking around without a question: the concepts by type and letter, the articles by publisher and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from flask import Blueprint, Response, request

from graph.model import Concept, ConceptType, Source
from graph.names import fold
from graph.reader import GraphReader
from search.jsonform import concept_line
from web import params
from web.errors import NotFoundError
from web.listing import Page
from web.render import reading, show, shown_graph

T = TypeVar("T")
browse = Blueprint("browse", __name__)
SHOWN: Final = 120  # entries of a page
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_OTHER = "other"  # what begins with no such letter
_LONGEST = 300  # characters of a publisher's name


@browse.get("/concepts.json")
@browse.get("/concepts")
def concepts() -> Response:
    """The concepts that articles name, by type and first letter, a page at a time."""
    kind = params.choice(request.args, "type", ("", *ConceptType))
    letter = params.choice(request.args, "letter", ("", *_LETTERS, _OTHER))
    with reading() as generation:
        graph = shown_graph(generation)
        named = _named(graph)
        typed = [one for one in named if kind in ("", one.type)]
        wanted = [one for one in typed if letter in ("", _letter(one))]
        wanted.sort(key=lambda one: (fold(one.label), one.id))
        some, page = _page(wanted)
        articles = graph.mentioned()
        entries = [concept_line(one) | {"articles": articles[one.id]} for one in some]
        return show(
            "concepts.html",
            lambda: {"total": page.total, "page": page.number, "concepts": entries},
            kind=kind,
            letter=letter,
            types=Counter(one.type for one in named),
            letters=Counter(_letter(one) for one in typed),
            all_letters=(*_LETTERS, _OTHER),
            concepts=[(one, articles[one.id]) for one in some],
            page=page,
        )


@browse.get("/documents.json")
@browse.get("/documents")
def documents() -> Response:
    """The articles, by publisher and year, or those that name a concept, a page at a time."""
    publisher = params.text(request.args, "publisher", _LONGEST)
    year = params.text(request.args, "year", 4)
    about = params.text(request.args, "concept", _LONGEST)
    with reading() as generation:
        graph = shown_graph(generation)
        concept, named = _naming(about, graph)
        every = [one for one in graph.documents() if concept is None or one.id in named]
        wanted = [one for one in every if publisher in ("", one.publisher) and year in ("", year_of(one))]
        wanted.sort(key=lambda one: (-named.get(one.id, 0), fold(one.title), one.id))
        some, page = _page(wanted)
        return show(
            "documents.html",
            lambda: {
                "total": page.total,
                "page": page.number,
                "documents": [_line(one, named) for one in some],
            },
            publisher=publisher,
            year=year,
            concept=concept,
            publishers=_counted(one.publisher for one in every),
            years=sorted(_counted(map(year_of, every)), reverse=True),
            documents=some,
            named=named,
            year_of=year_of,
            page=page,
        )


def year_of(source: Source) -> str:
    """The year in which an article was published; "" where nobody knows."""
    year = (source.published or "")[:4]
    return year if year.isascii() and year.isdigit() and len(year) == 4 else ""


def _named(graph: GraphReader) -> tuple[Concept, ...]:
    """The concepts that are to be shown and that some article names."""
    mentioned = graph.mentioned()
    return tuple(one for one in graph.concepts() if one.id in mentioned)


def _letter(concept: Concept) -> str:
    first = fold(concept.label)[:1]
    return first if first in _LETTERS else _OTHER


def _naming(about: str, graph: GraphReader) -> tuple[Concept | None, dict[str, int]]:
    """The concept with an id, and how often each article names it or one of its kinds. Raises NotFoundError."""
    if not about:
        return None, {}
    concept = graph.concept(about)
    if concept is None:
        raise NotFoundError(about, kind="concept")
    return concept, dict(graph.mentioning(graph.narrower(concept.id)))


def _counted(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """Each value with how often it comes, the most frequent first."""
    counts = Counter(value for value in values if value)
    return sorted(counts.items(), key=lambda pair: (-pair[1], fold(pair[0])))


def _page(wanted: Sequence[T]) -> tuple[Sequence[T], Page]:
    number = params.whole(request.args, "page", 1, params.LAST_PAGE)
    return wanted[(number - 1) * SHOWN : number * SHOWN], Page.of(number, SHOWN, len(wanted))


def _line(source: Source, named: dict[str, int]) -> dict[str, str | int | None]:
    line: dict[str, str | int | None] = {
        "id": source.id,
        "name": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "source": source.source,
    }
    return line | ({"times": named[source.id]} if named else {})
