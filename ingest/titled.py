"""The complaint that a title names and no vocabulary knows: a provisional concept wherever the article names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.model import Concept, ConceptType, Origin, Span
from graph.names import normal, singular, slug
from ingest.mentions import Named
from ingest.phrases import heads as known_heads
from ingest.phrases import told_by
from ingest.wording import flat, name_forms

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Words of titles that belong to no name.
_AROUND = frozenset(
    (
        "a an the and or of for in on with without to from by about at your my our is are was do does can should how "
        "what why when who which it all any some common main top best new types type kinds symptoms symptom signs "
        "causes cause caused treatment treatments treating treat remedies remedy relief relieve help helps managing "
        "manage management living coping dealing understanding beating preventing prevent prevention avoiding avoid "
        "facts guide overview home natural ways tips things need know get getting rid having have has people women "
        "men children adults related outlook genetic changes complications diagnosis diagnosed tests risk risks "
        "stages many you research inherited"
    ).split()
)
_MOST_WORDS = 5


def titled_names(title: str, text: str, names: Sequence[Named]) -> list[Named]:
    """Every place in `text` (flat) that names the title's complaint; none where `names`, those known in it, have one.

    The complaint is a phrase whose head tells a condition ("... syndrome", "...itis").
    """
    if any(named.concept.type is ConceptType.CONDITION for named in names):
        return []
    label = _complaint(flat(title))
    if label is None:
        return []
    concept = Concept(slug(normal(label)), label, ConceptType.CONDITION, origin=Origin.PROVISIONAL)
    return [Named(concept, span) for span in places(text, name_forms(label))]


def places(text: str, forms: Iterable[str]) -> list[Span]:
    """Where one of the forms stands as whole words, in text order; no pattern is made that serves one article only."""
    found: list[Span] = []
    for form in forms:
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if not (text[end : end + 1].isalnum() or (start and text[start - 1].isalnum())):
                found.append(Span(start, end))
            start = text.find(form, end)
    return sorted(found)


def _complaint(title: str) -> str | None:
    words = [match.group() for match in _WORD.finditer(title)]
    heads = [at for at, word in enumerate(words) if told_by(word) == ConceptType.CONDITION]
    if not heads:
        return None
    last = first = heads[-1]
    while first > 0 and last - first < _MOST_WORDS - 1 and words[first - 1] not in _AROUND:
        first -= 1
    name = " ".join([*words[first:last], singular(words[last])])
    return name if last > first or singular(words[last]) not in known_heads() else None
