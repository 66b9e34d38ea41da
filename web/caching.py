"""What clients may keep: every answer has an ETag of its bytes, and says how long it holds without asking again."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, g, request

ALWAYS_ASK: Final = "no-cache"  # it may be kept, and is to be compared by its ETag before each use
WEEK: Final = 604_800
PINNED: Final = f"public, max-age={WEEK}, immutable"  # what a generation holds never changes
NEVER: Final = "no-store"


def register(app: Flask) -> None:
    """Set the headers on every answer, and send none again that the client has already."""
    app.after_request(_dated)


def _dated(answer: Response) -> Response:
    if answer.status_code >= 400 or request.blueprint == "system":
        answer.headers["Cache-Control"] = NEVER
        return answer
    if request.method not in {"GET", "HEAD"}:
        return answer
    if request.endpoint != "static":
        answer.headers["Cache-Control"] = PINNED if g.get("pin") else ALWAYS_ASK
    if answer.status_code != 200 or answer.is_streamed or answer.direct_passthrough:  # a file has its own ETag
        return answer
    answer.add_etag()
    answer.make_conditional(request)
    return answer
