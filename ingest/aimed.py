"""What is named first, for which the rest of a sentence names means: "For cramps, A, B or C is used"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.mentions import Named

_AIMING = re.compile(r"\W*(?:(?:and|but|also) )?(?:for|in|against|during|with|after) (?:\w+ ){0,2}")


def is_aim(names: Sequence[Named], flat: str, start: int) -> bool:
    """True for "For cramps, A, B or C is used": the first name is what the others are for. `start`: of the sentence."""
    first, second = names[0], names[1]
    if flat[first.span.end : second.span.start] != ", " or not _AIMING.fullmatch(flat, start, first.span.start):
        return False
    return first.concept.type not in {named.concept.type for named in names[1:]}
