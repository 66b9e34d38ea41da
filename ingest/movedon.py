"""Text that ran on behind the last item of a list and left what that was of: "- Biopsy. ... Treat it with rest."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Block, BlockKind

_TREATS = re.compile(r"\btreat(?:s|ed|ing|ment|ments)?\b|\brelie(?:f|ve|ves|ving)\b", re.IGNORECASE)


def has_moved_on(text: str, blocks: Sequence[Block], at: int, end: int) -> bool:
    """Whether the last item of a list of tests has come to what is done about it, up to a position in it."""
    last = at + 1 == len(blocks) or blocks[at + 1].kind is not BlockKind.ITEM
    stop = text.find(". ", blocks[at].span.start, end)  # its own words apart
    return last and stop > 0 and _TREATS.search(text, stop, end) is not None
