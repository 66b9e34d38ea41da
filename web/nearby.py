"""What somebody may have meant who asked for something that is not here: words to search for, names that are near."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import unquote

from flask import request

from graph.errors import MyographError
from web.render import concept_address, reading, shown_graph, the_settings

_LONGEST = 60  # characters of an address that can be a name
_ENDINGS = re.compile(r"\.[a-z]{2,6}$")
_MARKS = re.compile(r"[^\w']+")


def named() -> str:
    """The words of the request: those that it asks, else the last part of its path."""
    asked = " ".join(request.args.get("q", "").split())[: the_settings().question_length]
    last = request.path.rstrip("/").rpartition("/")[2]
    return asked or " ".join(_MARKS.sub(" ", _ENDINGS.sub("", unquote(last)[:_LONGEST])).replace("_", " ").split())


def near(words: str) -> list[tuple[str, str]]:
    """Concepts whose names come near to these words, with their addresses; none where the library cannot be read."""
    if not words:
        return []
    with suppress(MyographError), reading() as generation:
        graph = shown_graph(generation)
        found = [graph.find(label) for label in graph.nearest(words)]
        return [(one.label, concept_address(one.id)) for one in found if one]
    return []
