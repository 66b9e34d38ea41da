"""What a sentence says of a claim that stands before it: "It does not help.", "There is no proof that it works."."""

from __future__ import annotations

import re

from graph.model import Certainty, Polarity
from ingest.context import Context
from ingest.doubts import denial_of, is_doubt
from ingest.lexicon import Cue, Hit
from ingest.passage import Passage

# Questions that leave the claim itself alone: "how it works is unclear", "its safety is unproven".
_BESIDE_IT = re.compile(
    r"\b(?:how|why|when|if|because|since|unlikely|unless|until|"
    r"who|which|where|safe|safety|safely|dose|doses|dosage|long term|side effects?|"
    r"causes?|reasons?|mechanism|diagnosis|pregnancy|pregnant|children|most people|everyone|always|necessarily|alone|"
    r"on its own|by itself|genes|factors|changes|details)\b"
)
_NOT = r"(?:\b(?:not|never|cannot|hardly|neither|nor|none|no)|n't)"
_FAILS = re.compile(
    rf"{_NOT}(?: (?:really|actually|in fact|seem to|appear to|even|likely to|\w+ly)){{0,2}} "
    r"(?:work|works|worked|help|helps|helped|do (?:any good|anything|much|so|that|this)|"
    r"(?:make|made) (?:any|much|a) difference|"
    r"(?:treat|prevent|relieve|cure|ease|stop) (?:it|them|this|that)|(?:better|more effective) than)"
    r"(?: at all| either| for (?:it|this|that|them)| (?:any )?better than .*| than .*)?[ ]*(?:[.,;:!)]|$)"
)
_ONLY_NOT = re.compile(
    r"\W*(?:in fact|but|however|actually|in reality|unfortunately|sadly|in truth|yet)?\W*(?:it|they|this|that|these|"
    r"those|there)(?: really| actually| simply)? "
    r"(?:(?:is|are|was|were|do|does|did|will|can|has|have|would) not|cannot|never (?:does|do|did)|"
    r"(?:isn't|aren't|wasn't|weren't|doesn't|don't|didn't|won't|can't|hasn't|haven't|wouldn't))"
    r"(?: so| the case| true| correct| right| at all)?\W*"
)
_ABOUT = (0, 0)


def verdict(passage: Passage, span: tuple[int, int], skip: tuple[int, int] = _ABOUT) -> Context | None:
    """How a stretch of a sentence denies or doubts what is claimed; None where it does neither.

    `skip`: a part of it whose words do not count.
    """
    start, end = span
    words = passage.flat[start : skip[0]] + passage.flat[skip[1] : end] if skip != _ABOUT else passage.flat[start:end]
    if _BESIDE_IT.search(words):
        return None
    told = [(hit, cue) for hit, cue in passage.cues if start <= hit.start < end and not skip[0] <= hit.start < skip[1]]
    categories = {cue.category for _, cue in told}
    doubts = [hit for hit, cue in told if _is_doubt(passage, hit, cue, start)]
    denials = [hit for hit, cue in told if cue.category == "negated" and cue.scope == "sentence"]
    tested = [denial_of(passage, hit) for hit, cue in told if cue.category == "tested"]
    fails = _FAILS.search(words) or _ONLY_NOT.fullmatch(words)
    if "silent" in categories or ("possible" in categories and not doubts):
        return None  # "In some cases it has no effect"
    if denials and not any(0 <= place <= denials[0].start for place in tested):
        return _context(passage, denials, Polarity.NEGATED, Certainty.STATED)
    if doubts:
        return _context(passage, doubts, Polarity.AFFIRMED, Certainty.DISPUTED)
    if fails is None:
        return None
    return _context(passage, [h for h, c in told if c.category == "negated"], Polarity.NEGATED, Certainty.STATED)


def _is_doubt(passage: Passage, hit: Hit, cue: Cue, start: int) -> bool:
    if cue.category == "possible" or cue.scope not in ("sentence", "clause"):
        return False
    return is_doubt(passage, hit, cue, ((start, hit.start),))


def _context(passage: Passage, hits: list[Hit], polarity: Polarity, certainty: Certainty) -> Context:
    text = passage.document.text
    return Context(polarity, certainty, tuple(dict.fromkeys(text[hit.start : hit.end] for hit in hits)))
