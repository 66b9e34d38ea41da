"""For whoever runs the service: is it alive, is it ready, what did it do."""

from __future__ import annotations

import time
from typing import cast

from flask import Blueprint, Flask, Response, current_app, g, request

from web.metrics import Metrics
from web.render import reading

system = Blueprint("system", __name__)


@system.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return Response("alive\n", mimetype="text/plain")


@system.get("/readyz")
def ready() -> Response:
    """A published generation can be read; otherwise an error says why not, with 503."""
    with reading() as generation:
        return Response(f"ready: generation {generation.number}\n", mimetype="text/plain")


@system.get("/metrics")
def metrics() -> Response:
    """What this process did, in the text form of Prometheus."""
    return Response(_metrics().text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def register(app: Flask) -> None:
    """Count every answer."""
    app.extensions["metrics"] = Metrics()

    @app.before_request
    def _begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def _end(answer: Response) -> Response:
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        _metrics().count(request.endpoint or "none", answer.status_code, seconds)
        return answer


def _metrics() -> Metrics:
    return cast(Metrics, current_app.extensions["metrics"])
