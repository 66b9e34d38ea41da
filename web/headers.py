"""Headers that keep pages to themselves: what they may load, who may frame them."""

from __future__ import annotations

import base64

from flask import Flask, Response, request

from graph.showing.draw import STYLE_HASH

_PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {who}"
)
_PICTURE = f"default-src 'none'; style-src 'sha256-{base64.b64encode(STYLE_HASH).decode()}'; frame-ancestors 'self'"
# The page with the SPARQL editor: its scripts, its icons, and the one style sheet that its table writes into the page.
EDITOR = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# What goes with every answer, those too that are made before an address is known. Any page anywhere may read what we
# publish: there is nothing to log in to, so a browser sends nothing along that others could misuse.
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Content-Security-Policy": _PAGE.format(who="'self'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def register(app: Flask) -> None:
    """Set the headers on every answer, errors too."""
    app.after_request(_guarded)


def _guarded(answer: Response) -> Response:
    who = "*" if request.path.startswith("/embed/") else "'self'"
    policy = _PICTURE if answer.mimetype == "image/svg+xml" else _PAGE.format(who=who)
    for name, value in (ALWAYS | {"Content-Security-Policy": policy}).items():
        answer.headers.setdefault(name, value)
    if request.path == "/sparql":
        answer.vary.add("Accept")
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
        answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "GET, HEAD, OPTIONS")
        answer.headers["Access-Control-Max-Age"] = "86400"
    return answer
