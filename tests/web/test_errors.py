from __future__ import annotations

import graph.errors
import search.errors
import web.errors
from graph.errors import MyographError
from web.errors import STATUS, NotFoundError, status_of


def test_every_error_of_these_rooms_has_a_meaning() -> None:
    mapped = {kind for kind, _ in STATUS}
    own = {
        kind
        for room in (graph.errors, search.errors, web.errors)
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, MyographError) and kind is not MyographError
    }
    unmapped = {kind.__name__ for kind in own if not any(issubclass(kind, known) for known in mapped)}
    # What breaks a library or a start, not a request: the service is not ready.
    assert unmapped == {"StoreError", "IndexMissingError", "SettingError", "ResultFormatError", "TableMissingError"}


def test_status() -> None:
    assert status_of(NotFoundError("x", kind="concept")) == 404
    assert status_of(MyographError("a", "b", "c")) == 503
