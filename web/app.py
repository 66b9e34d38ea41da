"""The service as a Flask application: routes put together, nothing opened."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from myograph.library import Library
from web import caching, faults, headers, limits, packing, paging, render, system
from web.api import api
from web.browse import browse
from web.catalogue import catalogue
from web.claims import claims
from web.clients import Turnstile
from web.concepts import concepts
from web.documents import documents
from web.dumps import dumps
from web.embed import embed
from web.linked import linked
from web.news import news
from web.oembed import oembed
from web.openapi import openapi
from web.pages import pages
from web.pictures import pictures
from web.problems import problems
from web.publish import publish
from web.querypicture import querypicture
from web.searchpages import searching
from web.settings import Settings
from web.sparql import sparql
from web.takeaway import takeaway
from web.tryout import tryout
from web.workers import Pool

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_FORM_ROOM = 4  # a percent-encoded character takes up to this much more room, for most scripts


class Key(BaseConverter):
    """A part of an address that is one of our ids."""

    regex = "[A-Za-z0-9_-]+"


def create_app(library: Library, settings: Settings | None = None) -> Flask:
    """The application that shows a library; opens neither files nor processes until it is asked something."""
    settings = settings or Settings()
    app = Flask("web")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]  # as above
    app.url_map.converters["key"] = Key
    # A redirect that tidies an address up would name whatever host the client says it asked.
    app.url_map.merge_slashes = app.url_map.strict_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.query_length * _FORM_ROOM
    pool = Pool(settings.query_workers, settings.query_megabytes, settings.query_wait, settings.query_room)
    atexit.register(pool.close)
    turnstile = Turnstile(settings.query_per_client, settings.query_wait)
    app.extensions.update(library=library, settings=settings, pool=pool, turnstile=turnstile)
    for part in (render, faults, limits, headers, system, paging, caching, packing):
        part.register(app)
    answering = (pages, searching, browse, news, takeaway, concepts, documents, claims, linked, dumps, catalogue)
    programs = (sparql, querypicture, api, openapi, tryout, problems)
    showing = (pictures, embed, oembed, publish)
    for blueprint in (*answering, *programs, *showing, system.system):
        app.register_blueprint(blueprint)
    if settings.proxies:  # without them, anybody could write that header
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]  # as Flask says
    app.wsgi_app = Mount(app.wsgi_app, urlsplit(library.settings.base).path)  # type: ignore[method-assign]  # as Flask says
    return app


def warm(app: Flask) -> None:
    """Begin now what the first pages and queries would wait for."""
    pool: Pool = app.extensions["pool"]
    pool.warm()
    for name in app.jinja_env.list_templates(["html"]):
        app.jinja_env.get_template(name)


class Mount:
    """Lets the service be asked below the path of its library's IRIs, too: they are to lead here as they stand."""

    def __init__(self, app: WSGIApplication, path: str) -> None:
        self._app = app
        self._path = path.rstrip("/")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Take the path of the IRIs off the address, where it stands there."""
        path = environ.get("PATH_INFO", "")
        if self._path and path.startswith(f"{self._path}/"):
            environ = environ | {
                "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + self._path,
                "PATH_INFO": path.removeprefix(self._path),
            }
        return self._app(environ, start_response)
