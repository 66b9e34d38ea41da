"""Answers to take away: as a table, as a graph, and as what cites them."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, request

from graph.describe import describe
from graph.ids import Iris, link_id
from graph.model import Link
from graph.streams import rewritten
from graph.terms import prefixes
from myograph.generation import Generation
from search.answer import Answer
from search.rows import answer_csv
from web import params
from web.answers import answer_between, answer_to
from web.cite import bibliography, citation
from web.negotiate import GRAPHS
from web.pictures import between, ends
from web.render import outside_of, permalink, reading, shown_graph, the_library, the_settings

takeaway = Blueprint("takeaway", __name__)
_FORMS = {form.format: form for form in GRAPHS}
_SUFFIX = f"any({', '.join(('csv', 'bib', *_FORMS))}):suffix"


@takeaway.get(f"/ask.<{_SUFFIX}>")
def ask(suffix: str) -> Response:
    """The answer to a question as a table (CSV), its links with their evidence in RDF, or its citation (BibTeX)."""
    q = params.required(request.args, "q", the_settings().question_length)
    with reading() as generation:
        return _taken(answer_to(q, generation), q, suffix, generation)


@takeaway.get(f"/links.<{_SUFFIX}>")
def links(suffix: str) -> Response:
    """What links two names, in the same forms."""
    start, goal = ends()
    with reading() as generation:
        return _taken(answer_between(start, goal, generation), between(start, goal), suffix, generation)


def _taken(found: Answer, title: str, suffix: str, generation: Generation) -> Response:
    graph = shown_graph(generation)
    if suffix == "csv":
        table = answer_csv(found, graph, outside_of)
        return Response(table, content_type="text/csv; charset=utf-8; header=present")
    if suffix == "bib":
        cited = citation(title, permalink(generation.number, request.path.removesuffix(".bib")), generation)
        return Response(bibliography(cited, found, graph), content_type="application/x-bibtex; charset=utf-8")
    return _rdf(found.every_link, suffix, generation)


def _rdf(links: Iterable[Link], suffix: str, generation: Generation) -> Response:
    iris = the_library().iris
    told = describe(generation.store, iris, [_iri(link, iris) for link in links])
    body = b"".join(rewritten(told.splitlines(keepends=True), suffix, prefixes(iris)))
    return Response(body, content_type=_FORMS[suffix].content_type)


def _iri(link: Link, iris: Iris) -> str:
    return iris.link(link_id(link.subject.id, link.predicate, link.object.id))
