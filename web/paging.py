"""Lists a part at a time: by page, or by a cursor, which goes on in the generation that it began with."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, Response, g, request

from web import params
from web.errors import BadParameterError
from web.render import here

MOST: Final = 100  # entries at once
_OWN = frozenset(("cursor", "page", "limit", "generation"))  # of an address: what does not say which list it is
_CURSOR = re.compile(r"(\d{1,9})\.(\d{1,7})\.([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a list that is asked for. `generation`: the one that a cursor began with; None without a cursor."""

    offset: int
    limit: int
    generation: int | None = None

    @property
    def here(self) -> slice:
        """Its place in the whole list."""
        return slice(self.offset, self.offset + self.limit)

    @property
    def page(self) -> int:
        """The number of the page that it begins on."""
        return self.offset // self.limit + 1

    def told(self, total: int, generation: int) -> dict[str, Any]:
        """What an answer says of its place in the list: how many there are in all, and where to go on."""
        end = self.offset + self.limit
        following = _written(generation, end) if end < total else None
        g.next = following
        return {"total": total, "page": self.page, "next": following}


def part(size: int) -> Part:
    """What `cursor`, or `page`, and `limit` (usually `size`) of the request ask for. Raises BadParameterError."""
    limit = params.whole(request.args, "limit", size, MOST)
    page = params.whole(request.args, "page", 1, params.LAST_PAGE)
    cursor = request.args.get("cursor", "")
    if not cursor:
        return Part((page - 1) * limit, limit)
    generation, offset = _read(cursor)
    if request.args.get("generation", "") not in ("", str(generation)):
        raise BadParameterError(
            name="generation", value=request.args["generation"], allowed=f"{generation}, as the cursor has it"
        )
    g.pin = generation  # so it holds as long as that generation is kept, and what it leads to stays there
    return Part(offset, limit, generation)


def register(app: Flask) -> None:
    """Say in a header, too, where a list goes on."""
    app.after_request(_linked)


def _linked(answer: Response) -> Response:
    following = g.get("next")
    if following and answer.status_code == 200:
        given = [(name, value) for name, value in request.args.items(multi=True) if name not in ("cursor", "page")]
        address = f"{here()}?{urlencode([*given, ('cursor', following)])}"
        answer.headers.add("Link", f'<{address}>; rel="next"')
    return answer


def _written(generation: int, offset: int) -> str:
    return base64.urlsafe_b64encode(f"{generation}.{offset}.{_list()}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[int, int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    found = _CURSOR.fullmatch(text)
    if found is None or found[3] != _list():
        raise BadParameterError(name="cursor", value=cursor, allowed="what `next` of this very list said")
    return int(found[1]), int(found[2])


def _list() -> str:
    """Which list the request means, short: a cursor is of no use for another."""
    given = sorted((name, value) for name, value in request.args.items(multi=True) if name not in _OWN)
    return hashlib.sha256(f"{request.endpoint}?{urlencode(given)}".encode()).hexdigest()[:12]
