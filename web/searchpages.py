"""Searching: passages that hold the words."""

from __future__ import annotations

from flask import Blueprint, Response, request

from search.jsonform import hits_json
from search.model import Hits
from web import paging, params
from web.render import reading, show, the_settings

searching = Blueprint("searching", __name__)


@searching.get("/api/v1/search")
@searching.get("/search.json")
@searching.get("/search")
def search() -> Response:
    """Passages that hold the words."""
    q = params.text(request.args, "q", the_settings().question_length)
    part = paging.part(the_settings().page_size)
    with reading(part.generation) as generation:
        hits = Hits(q, 0, ())
        if q:
            hits = generation.index.search(q, limit=part.limit, offset=part.offset)
        return show(
            "search.html",
            lambda: hits_json(hits, generation.graph) | part.told(hits.total, generation.number),
            q=q,
            page=part.page,
            last=-(-hits.total // part.limit),
            hits=hits,
        )
