"""The picture of the graph that a query makes, for the page where queries are written."""

from __future__ import annotations

from flask import Blueprint, Response, request

from graph.showing.draw import draw
from graph.showing.triples import arrows, drawing_of
from web import sparqlrequest
from web.errors import BadParameterError
from web.negotiate import GRAPHS, named
from web.render import address, reading, the_settings
from web.sparql import for_a_page
from web.sparqlpage import whole

querypicture = Blueprint("querypicture", __name__)
_MOST = 60  # arrows: a picture with more of them cannot be read
_LONGEST = 2_000_000  # bytes of a graph that is looked at for them


@querypicture.get("/sparql/picture.svg")
def picture() -> Response:
    """The graph that a CONSTRUCT or DESCRIBE makes, drawn: its named things, not its texts."""
    asked = sparqlrequest.asked(request.args.to_dict(), the_settings(), (None, named("nt", GRAPHS)))
    found = arrows(whole(for_a_page(asked, _LONGEST)).decode())
    if not 0 < len(found) <= _MOST:
        raise BadParameterError(
            name="query",
            value=f"one for a graph with {len(found)} arrows",
            allowed=f"a CONSTRUCT or DESCRIBE with 1 to {_MOST} triples between named things; LIMIT makes it smaller",
        )
    with reading() as generation:
        drawn = draw(drawing_of(found, generation.graph, address), alone=True)
    return Response(drawn, mimetype="image/svg+xml")
