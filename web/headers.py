"""Headers that keep pages to themselves: what they may load, who may frame them, who may read what they hold."""

from __future__ import annotations

import base64

from flask import Flask, Response, request

from graph.showing.style import STYLE_HASH
from web.render import the_settings

_PAGE = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PUBLISHING = f"{_PAGE}; frame-src 'self'"  # the page that shows a view as others will
# A view in the page of another: it runs one module, which tells that page how high it is.
_FRAME = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {who}"
)
_PICTURE = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(STYLE_HASH).decode()}'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The page with the SPARQL editor: its scripts, its icons, and the one style sheet that its table writes into the page.
EDITOR = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NOBODY = "'none'"
_EMBEDS = "/embed/"  # what is below it stands in the frames of other sites
# What goes with every answer, those too that are made before an address is known. Any page anywhere may read what we
# publish: there is nothing to log in to, so a browser sends nothing along that others could misuse.
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, ETag, Link, Retry-After",
    "Content-Security-Policy": _DATA,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


def register(app: Flask) -> None:
    """Set the headers on every answer, errors too."""
    app.after_request(_guarded)


def _guarded(answer: Response) -> Response:
    for name, value in (ALWAYS | _own(answer)).items():
        answer.headers.setdefault(name, value)
    if request.path == "/sparql":
        answer.vary.add("Accept")
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match"
        answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "GET, HEAD, OPTIONS")
        answer.headers["Access-Control-Max-Age"] = "86400"
    return answer


def _own(answer: Response) -> dict[str, str]:
    """The headers that depend on what the answer is: a page, one for frames, a picture, or data."""
    if answer.mimetype == "image/svg+xml":
        return {"Content-Security-Policy": _PICTURE}
    if answer.mimetype != "text/html":
        return {}
    if request.path.startswith(_EMBEDS):
        return {"Content-Security-Policy": _FRAME.format(who=_framers())}
    return {
        "Content-Security-Policy": _PAGE,
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _framers() -> str:
    """Who may frame a view: whom the settings name, and always the page of ours where one chooses it."""
    named = the_settings().frame_ancestors
    return named if named == "*" else f"'self' {named.replace(NOBODY, '')}".strip()
