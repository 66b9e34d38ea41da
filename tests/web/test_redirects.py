"""No redirect leads to another site, whatever is asked and whatever host the client says it asked."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

HOSTS = ("localhost", "evil.example", "evil.example:80", "localhost@evil.example", "")
PATHS = (
    "/ask",
    "/ask?next=//evil.example",
    "/id/concept/muscle-cramp",
    "/id/concept/muscle-cramp?generation=1&url=//evil.example",
    "/id/concept/muscle-cramp.json",
    "/id/assertion/0123456789abcdef.nanopub",
    "/ns",
    "//evil.example/id/concept/muscle-cramp",
    "//evil.example/..",
    "/\\evil.example",
    "//concept/muscle-cramp",
    "/concept//muscle-cramp",
    "/about/",
    "/api",
)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", PATHS)
def test_redirects_lead_to_our_own_paths(client: FlaskClient, path: str, host: str) -> None:
    for accept in ("text/html", "text/turtle"):
        answer = client.get(path, headers={"Host": host, "Accept": accept})
        place = answer.headers.get("Location", "/x")
        assert place[:1] == "/" and place[1:2] not in ("/", "\\"), place
        assert "evil" not in place
        assert answer.status_code < 500
