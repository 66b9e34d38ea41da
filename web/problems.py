"""The kinds of errors: each has an address, which problem details (RFC 9457) name as their type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, request

from graph.errors import MyographError
from web.errors import STATUS, NotFoundError
from web.render import show

problems = Blueprint("problems", __name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error. `title` is one sentence, the same whenever it happens; `mend` says what usually helps."""

    id: str
    status: int
    title: str
    mend: str


_MEND: Final[dict[int, str]] = {
    400: "Correct what `where` names: `detail` and `mend` say what it can be. The same request will fail again.",
    401: "Whoever runs this service has closed it to other sites.",
    403: "Ask for something that only reads this library.",
    404: "See that the name or the address is spelled as it should be; `nearest` lists names that are near.",
    405: "Use a method that the header Allow names.",
    406: "Accept one of the forms that `mend` names.",
    410: "Take a generation that is kept (`kept` lists them), or begin again without `generation` and `cursor`.",
    413: "Send less at once.",
    415: "Send one of the media types that `mend` names.",
    429: "Wait as many seconds as the header Retry-After says, and ask less often.",
    500: "It is our fault. Try again; if it stays so, tell whoever runs this service.",
    501: "Ask for one of the forms that `mend` names.",
    503: "Wait as many seconds as the header Retry-After says, then try again.",
}


def kind_of(error: Exception, status: int) -> Kind:
    """The kind that an error is of, answered with this status."""
    found = next((one for one, _ in STATUS if isinstance(error, one)), None)
    return KINDS[_id(found)] if found and status != 500 else _by_status(status)


def address_of(kind: Kind) -> str:
    """Where a kind is told of: no host, since a service may have several names, and no generation."""
    return f"{request.root_path}/problems/{kind.id}"


@problems.get("/problems.json")
@problems.get("/problems")
def all_kinds() -> Response:
    """The kinds of errors, with what usually helps."""
    kinds = sorted(KINDS.values(), key=lambda kind: (kind.status, kind.id))
    return show("problems.html", lambda: {"problems": [_json(kind) for kind in kinds]}, kinds=kinds)


@problems.get("/problems/<key:id>.json")
@problems.get("/problems/<key:id>")
def one_kind(id: str) -> Response:
    """One kind of error: what it means, and what usually helps."""
    found = KINDS.get(id)
    if found is None:
        raise NotFoundError(id, kind="kind of error")
    return show("problems.html", lambda: _json(found), kinds=[found])


def _json(kind: Kind) -> dict[str, object]:
    return {"type": address_of(kind), "title": kind.title, "status": kind.status, "mend": kind.mend}


def _id(error: type[MyographError]) -> str:
    """BadParameterError is bad-parameter."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__.removesuffix("Error")).lower()


def _by_status(status: int) -> Kind:
    """A kind for what is known by its status alone."""
    known = HTTPStatus(status) if status in set(HTTPStatus) else HTTPStatus.INTERNAL_SERVER_ERROR
    mend = _MEND.get(status, _MEND[400 if status < 500 else 500])
    return KINDS.get(known.name.lower().replace("_", "-")) or Kind("error", status, known.phrase, mend)


def _kinds() -> dict[str, Kind]:
    ours = [
        Kind(_id(error), status, (error.__doc__ or "").partition("\n")[0].rstrip("."), _MEND[status])
        for error, status in STATUS
    ]
    plain = {
        404: "There is nothing at this address",
        405: "This address cannot be used in that way",
        413: "The request is too long",
        500: "Something went wrong in the service",
        503: "The service is not ready",
    }
    general = [
        Kind(HTTPStatus(status).name.lower().replace("_", "-"), status, title, _MEND[status])
        for status, title in plain.items()
    ]
    return {kind.id: kind for kind in (*general, *ours)}


KINDS: Final = _kinds()
