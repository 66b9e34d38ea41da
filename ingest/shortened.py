"""The short name of an article's complaint: "stones" in one on kidney stones, "ulcers" in one on mouth ulcers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graph.model import Concept, Span
from graph.names import singular
from graph.vocabulary import Vocabulary
from ingest.mentions import Named
from ingest.reference import is_class, kinds_of
from ingest.titled import places
from ingest.wording import name_forms

_FEWEST = 4  # letters of a short name
_OFTEN = 3  # so many names of the topic end in a word that is a name itself: then it stands for the topic


def shortened_names(topic: Named, text: str, names: Sequence[Named], vocabulary: Vocabulary) -> list[Named]:
    """Every place in `text` (flat) where the last word of the topic's name stands alone for all of it.

    `names`: those known in the document. A word that is a name itself stands for the topic only if it is no wider
    concept, which the article may speak of as well ("pain", "infection").
    """
    words = text[topic.span.start : topic.span.end].split()
    short = singular(words[-1]) if len(words) > 1 else ""
    if len(short) < _FEWEST or is_class(short) or not _may_stand_alone(topic.concept, short, vocabulary):
        return []
    spans = sorted(named.span for named in names)
    return [Named(topic.concept, at) for at in places(text, name_forms(short)) if not _is_part(at, spans, text)]


def _may_stand_alone(topic: Concept, short: str, vocabulary: Vocabulary) -> bool:
    known = vocabulary.find(short)
    if known is None:
        return True
    if known.type is not topic.type or known.id == topic.id or known.id in kinds_of(topic, vocabulary):
        return False
    ending = [name for name in (topic.label, *topic.names) if name.endswith(f" {short}")]
    return len(ending) >= _OFTEN


def _is_part(span: Span, spans: Sequence[Span], text: str) -> bool:
    """True where the word is the end of a longer name, or of a compound that is none of ours ("gallbladder-stones").

    `spans`: those of the names, in order; names do not overlap, so that only the neighbours can meet the word.
    """
    if span.start and text[span.start - 1] in "-‐‑–":
        return True
    at = bisect_right(spans, span)
    return any(near.meets(span) and near != span for near in spans[max(0, at - 1) : at + 1])
