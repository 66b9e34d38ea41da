"""Searching: passages that hold the words."""

from __future__ import annotations

from flask import Blueprint, Response, request

from search.jsonform import hits_json
from search.model import Hits, Unit
from web import params
from web.render import reading, show, the_settings

searching = Blueprint("searching", __name__)


@searching.get("/api/v1/search")
@searching.get("/search.json")
@searching.get("/search")
def search() -> Response:
    """Passages that hold the words."""
    size = the_settings().page_size
    q = params.text(request.args, "q", the_settings().question_length)
    page = params.whole(request.args, "page", 1, params.LAST_PAGE)
    with reading() as generation:
        hits = Hits(q, 0, ())
        if q:
            hits = generation.index.search(q, unit=Unit.PASSAGE, limit=size, offset=(page - 1) * size)
        last = -(-hits.total // size)
        return show(
            "search.html",
            lambda: hits_json(hits, generation.graph) | {"page": page},
            q=q,
            page=page,
            last=last,
            hits=hits,
        )
