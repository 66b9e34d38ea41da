"""What curators corrected, for the pages of the concepts and assertions that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.corrected import Done
from graph.reader import GraphReader

Json = dict[str, Any]


def corrections_of(graph: GraphReader, key: str) -> tuple[Done, ...]:
    """The corrections that concern a concept or an assertion (its id), the newest first."""
    return tuple(one for one in graph.corrections() if key in (*one.concepts, *one.assertions))


def corrections_json(corrections: Sequence[Done], graph: GraphReader) -> list[Json]:
    """Each correction: what it says, who, when and why, and the articles that it concerns."""
    return [_correction(one, graph) for one in corrections]


def rejected_json(key: str, corrections: Sequence[Done], graph: GraphReader) -> Json:
    """An assertion that nobody makes any more, since it was rejected."""
    return {"id": key, "rejected": True, "corrections": corrections_json(corrections, graph)}


def _correction(one: Done, graph: GraphReader) -> Json:
    correction = one.correction
    return {
        "id": correction.id,
        "action": correction.action.value,
        "says": correction.says,
        "who": correction.who,
        "when": correction.when,
        "why": correction.why,
        "articles": [source.name for document in one.documents if (source := graph.source(document))],
    }
