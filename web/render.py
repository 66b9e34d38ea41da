"""What every page shares: the library, the settings, and one way to show data as HTML or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, g, jsonify, render_template, request, url_for
from markupsafe import Markup

from graph.ids import link_id
from graph.model import Evidence, Span
from graph.reader import GraphReader
from graph.showing.draw import draw
from graph.showing.grounds import grounds_of
from graph.showing.parts import Drawing
from graph.showing.passages import sides
from graph.showing.picture import anchor
from graph.showing.words import TYPES, WORDING, below, counted, grounds, standing, told
from myograph.errors import GenerationMissingError
from myograph.generation import Generation
from myograph.library import Library
from web import params
from web.errors import BadParameterError, FutureGenerationError, GoneGenerationError
from web.negotiate import GRAPHS
from web.settings import Settings

LAST_GENERATION = 999_999_999
_QUERY = "%&=+;/?:@!$'()*,-._~"  # what stands in a query as it is
# What is the same in every generation.
_TIMELESS = frozenset(("static", "pictures.style", "linked.terms", "linked.ontology", "system.alive", "system.metrics"))


def the_library() -> Library:
    """The library that this service shows."""
    return cast(Library, current_app.extensions["library"])


def the_settings() -> Settings:
    """The settings in force."""
    return cast(Settings, current_app.extensions["settings"])


@contextmanager
def reading(number: int | None = None) -> Iterator[Generation]:
    """The generation with this number, else the one that the request asks for: with `?generation=` one that is kept,
    else the published one.

    Raises BadParameterError, GoneGenerationError, FutureGenerationError, and what `Library.reading` raises.
    """
    library = the_library()
    with ExitStack() as stack:
        try:
            generation = stack.enter_context(library.reading(number or pinned()))
        except GenerationMissingError as error:
            g.pin = None  # the links of the page that says so are to lead somewhere
            kept = library.kept()
            wrong = FutureGenerationError if error.number > max(kept, default=0) else GoneGenerationError
            raise wrong(error.number, kept) from error
        g.generation = generation.number
        yield generation


def pinned() -> int | None:
    """The number of the generation that the request asks for; None for the published one. Raises BadParameterError."""
    return params.whole(request.values, "generation", 0, LAST_GENERATION) or None


def _note_pin() -> None:
    """Remember the pin for all addresses on the page; what is wrong with it is told where a generation is read."""
    try:
        g.pin = pinned()
    except BadParameterError:
        g.pin = None


def _keep_pin(endpoint: str, values: dict[str, Any]) -> None:
    if g.get("pin") and endpoint not in _TIMELESS:
        values.setdefault("generation", g.pin)


def without_provisional() -> bool:
    """True where what is said of names that no vocabulary has is not to be shown: `?provisional=no`."""
    return params.choice(request.args, "provisional", ("yes", "no")) == "no"


def kept() -> dict[str, str]:
    """What addresses on a page must carry on from its own."""
    pin = {"generation": str(g.pin)} if g.get("pin") else {}
    try:
        return ({"provisional": "no"} if without_provisional() else {}) | pin
    except BadParameterError:  # the page that says so must have addresses, too
        return pin


def shown_graph(generation: Generation) -> GraphReader:
    """The graph of a generation, or what of it is to be shown."""
    return generation.graph.known_only() if without_provisional() else generation.graph


def wants_json() -> bool:
    """True for the JSON twin of a page and for the API."""
    return request.path.endswith(".json") or request.path.startswith("/api/")


def show(template: str, data: Callable[[], Mapping[str, Any]], **context: Any) -> Response:
    """The page, or its data when the address is that of its JSON twin.

    `about` in the context: kind and key of the thing that the page shows; `schema`: the same for search engines.
    """
    if wants_json():
        return jsonify(data())
    return Response(render_template(template, twin=twin(), **context), mimetype="text/html")


def twin() -> str:
    """The address of the JSON twin of the page that is asked for."""
    path = f"{request.root_path}/index" if request.path == "/" else here()
    query = request.query_string.decode("latin-1")
    return f"{path}.json" + (f"?{query}" if query else "")


def here(other: str | None = None, *, query: bool = False) -> str:
    """The path that is asked for, or another, as an address of ours whatever stands in it: two slashes name a host."""
    path = "/" + quote((request.root_path + (other or request.path)).lstrip("/\\"))
    return path + (f"?{quote(request.query_string, safe=_QUERY)}" if query and request.query_string else "")


def turned() -> str:
    """The address of the page that is asked for with what is provisional, where it is left out, and without it else."""
    return _turned("provisional", "" if without_provisional() else "no")


def at_generation(number: int | None, path: str | None = None) -> str:
    """The address of the page that is asked for, in a generation; None for whichever is the published one.

    `path`: that of another page, or of another form of this one, which takes the same parameters.
    """
    return _turned("generation", str(number or ""), path)


def without(*names: str) -> str:
    """The address of the page that is asked for without some of its parameters."""
    return _asked({name: texts for name, texts in request.args.lists() if name not in names})


def in_form(suffix: str) -> str:
    """The address of what is asked for in another form: "csv"."""
    given = dict(request.args.lists())
    return _asked(given, f"{request.path.removesuffix('.json')}.{suffix}")


def address(path: str) -> str:
    """An address of the service, by its path, that carries on what it must."""
    return request.root_path + path + (f"?{urlencode(kept())}" if kept() else "")


def at_page(number: int) -> str:
    """The address of another page of the list that is asked for."""
    return _turned("page", str(number) if number > 1 else "")


def permalink(number: int, path: str | None = None) -> str:
    """The whole address of the page that is asked for, or of another form of it, in a generation."""
    return request.host_url.rstrip("/") + at_generation(number, path)


def outside_of(passage: Evidence) -> str:
    """The whole address of a passage, for those who read it elsewhere."""
    return request.host_url.rstrip("/") + place_of(passage)


def place_of(passage: Evidence) -> str:
    """The address of a passage in its article, where it is lit up."""
    return place_of_span(passage.document, passage.passage)


def place_of_span(document: str, span: Span) -> str:
    """The same of any stretch of an article."""
    shown = f"{span.start}-{span.end}"
    return url_for("documents.document", key=document, passage=shown, _anchor="passage", **kept())  # type: ignore[arg-type]  # parameters


def _turned(name: str, value: str, path: str | None = None) -> str:
    given = {one: texts for one, texts in request.args.lists() if one != name}
    return _asked(given | ({name: [value]} if value else {}), path)


def _asked(given: Mapping[str, list[str]], path: str | None = None) -> str:
    query = urlencode({name: texts for name, texts in given.items() if any(texts)}, doseq=True)
    return here(path) + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Titles:
    """From a document's id to its title, and to the document that stands for all its copies."""

    graph: GraphReader

    def __call__(self, key: str) -> str:
        """The title."""
        source = self.graph.source(key)
        return source.title if source else key

    def family(self, key: str) -> str:
        """The id of the document that stands for all its copies."""
        return self.graph.family(key)


def titles(graph: GraphReader) -> Titles:
    """What templates know of documents."""
    return Titles(graph)


def vendored(name: str) -> bool:
    """Whether a file from npm is here: where there is no Node, pages do without."""
    return Path(current_app.static_folder or "", "vendor", name).exists()


def concept_address(key: str) -> str:
    """The page of a concept."""
    return url_for("concepts.concept", slug=key, **kept())  # type: ignore[arg-type]  # a parameter of the address


def pictured(drawing: Drawing) -> dict[str, Any]:
    """What a page with a picture in it is given; where nothing is to be drawn, the picture is empty."""
    return {"svg": Markup(draw(drawing)) if drawing.edges else "", "drawn": drawing}  # draw escapes everything


def register(app: Flask) -> None:
    """Give the templates the functions that they use."""
    app.jinja_env.globals.update(
        anchor=anchor,
        at_page=at_page,
        below=below,
        counted=counted,
        grounds=grounds,
        grounds_of=grounds_of,
        here=here,
        in_form=in_form,
        link_key=lambda link: link_id(link.subject.id, link.predicate, link.object.id),
        place_of=place_of,
        place_of_span=place_of_span,
        told=told,
        types_in_words=TYPES,
        without=without,
        sides=sides,
        standing=standing,
        verb=lambda predicate: WORDING[predicate].verb,
    )

    app.before_request(_note_pin)
    app.url_defaults(_keep_pin)

    @app.context_processor
    def _shared() -> dict[str, Any]:
        return {
            "limit": the_settings().question_length,
            "kept": kept,
            "turned": turned,
            "explorable": lambda: vendored("cytoscape.js") and vendored("cytoscape-dagre.js"),
            "without_provisional": without_provisional,
            "at_generation": at_generation,
            "pin": g.get("pin"),
            "rdf_forms": GRAPHS,
            "generation": g.get("generation"),
        }
