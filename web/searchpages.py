"""One box that searches and answers; searching, with what results can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import MyographError, SameNameError, UnknownNameError
from graph.model import Certainty, Concept, ConceptType, Polarity, Predicate
from graph.reader import GraphReader
from myograph.generation import Generation
from search.facets import CLAIM, FACETS, Choice, Chosen, by_title, choices, in_words, newest
from search.jsonform import hits_json
from search.model import Hits, How, Unit
from search.naming import Namer
from search.ranking import BEST
from search.spelling import question_in, respelled_words
from search.suggestions import questions_about
from web import paging, params
from web.errors import BadParameterError
from web.pages import ask
from web.paging import Part
from web.render import kept, reading, show, shown_graph, the_settings, wants_json

searching = Blueprint("searching", __name__)

_UNITS = {"passages": Unit.PASSAGE, "articles": Unit.DOCUMENT}
_SORTS = ("best", "newest", "title")
_ALLOWED = {
    "type": tuple(ConceptType),
    "predicate": tuple(Predicate),
    "polarity": tuple(Polarity),
    "certainty": tuple(Certainty),
}
_TITLES = {
    "type": "Names a",
    "concept": "Names",
    "predicate": "Says that something",
    "polarity": "Affirmed or denied",
    "certainty": "How certain",
    "publisher": "Published by",
    "year": "Published in",
}
_LONGEST = 200  # characters of a value
_MOST = 10  # values of one facet
_NAMED = 3  # concepts that are shown beside the results
_STRONGEST = 2  # links of each


class Asked(NamedTuple):
    """What the address asks for. `exact`: ids of concepts that are wanted only as they are written."""

    q: str
    part: Part
    by: str
    sort: str
    exact: tuple[str, ...]
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class Beside:
    """A concept that the words name: what else it is called, its strongest links, and what can be asked about it."""

    concept: Concept
    exact: bool
    links: tuple[Any, ...]
    questions: tuple[str, ...]


@searching.get("/find.json")
@searching.get("/find")
def find() -> AnyResponse:
    """What the one box leads to: the answer to a question, or else what holds the words and what they name."""
    q = params.text(request.args, "q", the_settings().question_length)
    if not q and not wants_json():
        return redirect(url_for("pages.home"))
    problem, asked = None, _asked()
    with reading(asked.part.generation) as generation:
        try:
            question = question_in(q, shown_graph(generation)) if q else None
        except (UnknownNameError, SameNameError) as error:
            problem, question = error, None
        if question is None:
            return _results(asked, generation, problem)
    # an answer has an address of its own, with all that goes with it
    return ask() if wants_json() else redirect(url_for("pages.ask", q=q, **kept()), 303)  # type: ignore[arg-type]  # parameters


@searching.get("/api/v1/search")
@searching.get("/search.json")
@searching.get("/search")
def search() -> Response:
    """Passages or articles that hold the words, and what they can be narrowed to."""
    asked = _asked()
    with reading(asked.part.generation) as generation:
        return _results(asked, generation)


def _results(asked: Asked, generation: Generation, problem: MyographError | None = None) -> Response:
    graph = shown_graph(generation)
    hits = Hits(asked.q, 0, ())
    if asked.q:
        hits = generation.index.search(asked.q, _how(asked, graph), limit=asked.part.limit, offset=asked.part.offset)
    hidden = graph.hidden()
    found = choices(hits.counts, lambda key: None if key in hidden else graph.concept(key))
    meant = respelled_words(asked.q, graph, generation.index.holds)
    return show(
        "search.html",
        lambda: (
            hits_json(hits, graph)
            | asked.part.told(hits.total, generation.number)
            | _as_json(asked, hits, found, meant)
        ),
        asked=asked,
        q=asked.q,
        last=-(-hits.total // asked.part.limit),
        hits=hits,
        best=BEST,
        meant=meant,
        problem=problem,
        beside=_beside(asked, hits, graph),
        taken=_taken(asked, graph),
        facets={facet: (_TITLES[facet], some) for facet, some in found.items()},
        units=_UNITS,
        sorts=_SORTS,
        changed=lambda **values: _address(asked, values),
        narrowed=lambda facet, value: _narrowed(asked, facet, value),
    )


def _asked() -> Asked:
    values = {facet: tuple(_values(facet)) for facet in FACETS}
    return Asked(
        params.text(request.args, "q", the_settings().question_length),
        paging.part(the_settings().page_size),
        params.choice(request.args, "by", tuple(_UNITS)) or "passages",
        params.choice(request.args, "sort", _SORTS) or "best",
        tuple(_given("exact")),
        Chosen({facet: some for facet, some in values.items() if some}),
    )


def _given(name: str) -> list[str]:
    found = list(dict.fromkeys(value for value in request.args.getlist(name) if value))
    if len(found) > _MOST or any(len(value) > _LONGEST for value in found):
        allowed = f"at most {_MOST} values, each of at most {_LONGEST} characters"
        raise BadParameterError(name, ", ".join(found)[:_LONGEST], allowed)
    return found


def _values(facet: str) -> list[str]:
    found = _given(facet)
    for value in found:
        if value not in _ALLOWED.get(facet, (value,)):
            raise BadParameterError(facet, value, ", ".join(_ALLOWED[facet]))
    return found[:1] if facet in CLAIM else found


def _how(asked: Asked, graph: GraphReader) -> How:
    orders = {"newest": newest, "title": by_title}
    by = orders.get(asked.sort)
    return How(
        _UNITS[asked.by],
        Namer(graph.vocabulary, frozenset(asked.exact)),
        asked.chosen.only,
        (lambda key: by(graph.source(key))) if by else None,
        asked.chosen.choices,
    )


def _beside(asked: Asked, hits: Hits, graph: GraphReader) -> list[Beside]:
    """The concepts that the words name, with what is most believed of each."""
    ids = [*(key for key, _ in hits.meant), *asked.exact]
    named = [concept for key in dict.fromkeys(ids) if (concept := graph.concept(key))]
    return [_one_beside(concept, concept.id in asked.exact, graph) for concept in named[:_NAMED]]


def _one_beside(concept: Concept, exact: bool, graph: GraphReader) -> Beside:
    key = {concept.id}
    links = sorted((*graph.bare_links(subject=key), *graph.bare_links(object=key)), key=lambda link: -link.belief)
    return Beside(concept, exact, graph.with_evidence(links[:_STRONGEST]), questions_about(concept))


def _address(asked: Asked, values: Mapping[str, Any]) -> str:
    """The address of the same search with other parameters; of its first page unless one is named."""
    now: dict[str, Any] = {"q": asked.q, "by": asked.by, "sort": asked.sort, "exact": list(asked.exact), "page": 1}
    now |= {facet: list(some) for facet, some in asked.chosen.values.items()}
    now |= values
    plain = {"by": "passages", "sort": "best", "page": 1}
    changed = {name: value for name, value in now.items() if value and value != plain.get(name)}
    return url_for("searching.search", **changed, **kept())  # type: ignore[arg-type]  # parameters


def _narrowed(asked: Asked, facet: str, value: str) -> str:
    """The address of the search narrowed to a value, or without it where it is narrowed to that already."""
    some = asked.chosen.values.get(facet, ())
    if value in some:
        return _address(asked, {facet: [one for one in some if one != value]})
    return _address(asked, {facet: [value] if facet in CLAIM else [*some, value]})


class Taken(NamedTuple):
    """What results are narrowed to, and the address without it."""

    title: str
    label: str
    address: str


def _taken(asked: Asked, graph: GraphReader) -> list[Taken]:
    return [
        Taken(_TITLES[facet], _label(facet, value, graph), _narrowed(asked, facet, value))
        for facet, some in asked.chosen.values.items()
        for value in some
    ]


def _label(facet: str, value: str, graph: GraphReader) -> str:
    concept = graph.concept(value) if facet == "concept" else None
    return concept.label if concept else in_words(facet, value)


def _as_json(asked: Asked, hits: Hits, found: Mapping[str, tuple[Choice, ...]], meant: str) -> dict[str, Any]:
    return {
        "by": asked.by,
        "sort": asked.sort,
        "exact": list(asked.exact),
        "chosen": {facet: list(some) for facet, some in asked.chosen.values.items()},
        "meant": [{"id": key, "label": label} for key, label in hits.meant],
        "did_you_mean": meant or None,
        "facets": {facet: [asdict(one) for one in some] for facet, some in found.items()},
        "counted": hits.looked,
    }
