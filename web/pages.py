"""The first page, asking, links between two names, and what this is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.showing.doctor import advice_about
from graph.showing.picture import has_provisional
from myograph.generation import Generation
from search.answer import Answer
from search.jsonform import answer_json
from search.picture import picture_of
from web import params, schemaorg
from web.answers import answer_between, answer_to, example_questions
from web.cite import citation
from web.dumps import DUMPS
from web.filters import given, the_sieve
from web.jsonpages import advice_json
from web.pictures import between, ends
from web.render import (
    concept_address,
    kept,
    permalink,
    pictured,
    reading,
    show,
    shown_graph,
    the_settings,
    titles,
    wants_json,
)

pages = Blueprint("pages", __name__)
_PICTURES = {"answer.html": "pictures.answer_picture", "links.html": "pictures.links_picture"}


@pages.get("/index.json")
@pages.get("/")
def home() -> Response:
    """One box, some questions to try, and how much the library holds."""
    with reading() as generation:
        counts = generation.graph.counts()._asdict()
        examples = example_questions()
        return show(
            "home.html",
            lambda: {"counts": counts, "examples": examples},
            schema=schemaorg.block(schemaorg.dataset(_facts(generation), generation.graph.iris)),
            counts=counts,
            examples=examples,
        )


@pages.get("/api/v1/ask")
@pages.get("/ask.json")
@pages.get("/ask")
def ask() -> AnyResponse:
    """The answer to a question in words."""
    limit = the_settings().question_length
    if not params.text(request.args, "q", limit) and not wants_json():
        return redirect(url_for("pages.home"))
    q = params.required(request.args, "q", limit)
    with reading() as generation:
        return _answered("answer.html", answer_to(q, generation), generation, q, {"q": q})


@pages.get("/api/v1/links")
@pages.get("/links.json")
@pages.get("/links")
def links() -> Response:
    """What links two names."""
    if not (wants_json() or any(request.args.get(end, "").strip() for end in ("from", "to"))):
        return show("links.html", dict)
    start, goal = ends()
    with reading() as generation:
        found = answer_between(start, goal, generation)
        return _answered("links.html", found, generation, between(start, goal), {"from": start, "to": goal})


@pages.get("/about.json")
@pages.get("/about")
def about() -> Response:
    """What this is, what it holds, and how belief is worked out."""
    with reading() as generation:
        facts = _facts(generation)
        schema = schemaorg.block(schemaorg.dataset(facts, generation.graph.iris))
        return show("about.html", lambda: facts, schema=schema, facts=facts, dumps=DUMPS)


def _facts(generation: Generation) -> dict[str, Any]:
    return {
        "generation": generation.number,
        "created": generation.manifest.created,
        "version": generation.manifest.myograph,
        "counts": generation.graph.counts()._asdict(),
    }


def _answered(template: str, found: Answer, generation: Generation, title: str, asked: dict[str, str]) -> Response:
    """The page of an answer with its picture, its filters, and its ways to be taken away. `asked`: its parameters."""
    graph, sieve = shown_graph(generation), the_sieve()
    g.no_view = found.question is None
    doctor = advice_about((slot.concept for slot in found.question.slots), graph) if found.question else ()
    return show(
        template,
        lambda: answer_json(found, graph) | {"filters": given(sieve), "doctor": advice_json(doctor, graph)},
        answer=found,
        asked=asked,
        sieve=sieve,
        filters=given(sieve),
        doctor=doctor,
        cited=citation(title, permalink(generation.number), generation),
        provisional=has_provisional(found.every_link),
        **pictured(picture_of(found, title, concept_address)),
        picture=url_for(_PICTURES[template], **asked, **kept(), **given(sieve)),  # type: ignore[arg-type]  # parameters
        titles=titles(graph),
        q=asked.get("q"),
        start=asked.get("from"),
        goal=asked.get("to"),
    )
