"""Answers packed with gzip for those who take it: text, scripts, data. SPARQL packs its own, as they are written."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Final

from flask import Flask, Response, request

_WORTH_IT: Final = 1000  # bytes
_KINDS = (
    "text/",
    "application/json",
    "application/javascript",
    "application/ld+json",
    "application/n-quads",
    "application/n-triples",
    "application/rdf+xml",
    "application/trig",
    "image/svg+xml",
)
_LEVEL = 6


def register(app: Flask) -> None:
    """Pack whatever is worth it."""
    app.after_request(_packed)


def _packed(answer: Response) -> Response:
    if not (answer.mimetype or "").startswith(_KINDS) or answer.content_encoding:
        return answer
    answer.vary.add("Accept-Encoding")
    static = request.endpoint == "static"
    if answer.status_code != 200 or request.accept_encodings["gzip"] <= 0 or (answer.is_streamed and not static):
        return answer
    answer.direct_passthrough = False
    content = answer.get_data()
    if len(content) < _WORTH_IT:
        return answer
    tag, _ = answer.get_etag()
    answer.set_data(_pack_once(content) if static else gzip.compress(content, _LEVEL, mtime=0))
    answer.content_encoding = "gzip"
    if tag:  # other bytes than those that it stands for
        answer.set_etag(f"{tag}-gzip")
        answer.make_conditional(request)
    return answer


@lru_cache(maxsize=32)
def _pack_once(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
