"""Lead-ins that take up the sentence before them: "Complications are rare. If they occur, they include:"."""

from __future__ import annotations

import re

from graph.model import Span
from ingest.sentences import RUN_ON

_TAKES_UP = re.compile(
    r"\W*(?!other (?:types|kinds|forms))(?:(?:if|when) (?:they|any) (?:do )?(?:occur|happen|develop|arise), )?"
    r"(?:(?:the|and|but|all|many|most|more|less|here are|in|of|try|do|use) )*"
    r"(?:it|they|them|these|those|this|such|some|others?|ones|examples?|following|here|most|main|common|among|"
    r"factors(?= (?:are|include)))\b",
    re.IGNORECASE,
)


def taken_up(text: str, around: Span, lead: Span) -> Span | None:
    """The sentence that a lead-in takes up, in the same paragraph; None where it begins anew."""
    if not _TAKES_UP.match(text, lead.start, lead.end):
        return None
    end = around.start + len(text[around.start : lead.start].rstrip())
    start = max(around.start, *(text.rfind(stop, around.start, end - 1) + 2 for stop in (". ", "? ", "! ")))
    run_on = RUN_ON.search(text, start, end)
    return Span(run_on.end() if run_on else start, end) if end > start else None
