"""From two lists of names and a context to assertions with their evidence; and what each predicate may join."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Evidence, Predicate, Span
from ingest.context import Context
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.plausibility import acting, is_plausible
from ingest.reference import is_class, kinds_of

_AROUND = 32  # characters of prefix and suffix, as TextQuoteSelector suggests

_ANYTHING = "illness"
_SAYS_NOTHING = frozenset((Predicate.CAUSES, Predicate.TREATS, Predicate.PREVENTS))  # with "illness" as their object
_ON_COMPLAINTS = (Predicate.TREATS, Predicate.WORSENS)  # a state of life is neither treated nor made worse
_APPOSED = re.compile(r"\w, (?:an?|one|the) (?:[\w-]+ ){0,4}$")
_AGENTS = frozenset("condition drug remedy food factor".split())
_CONDITION = frozenset(("condition",))
_HELPERS = frozenset("drug remedy food nutrient factor".split())
SUBJECTS: dict[str, frozenset[str]] = {
    # A nutrient by its bare name causes and worsens nothing: too little or too much of it does.
    "causes": _AGENTS,
    "treats": _HELPERS,
    "prevents": _HELPERS,
    "worsens": _AGENTS,
    "has_symptom": _CONDITION,
    "contains": frozenset(("food", "remedy", "drug")),
    "depletes": frozenset("condition drug remedy food factor".split()),
    "located_in": _CONDITION,
}
OBJECTS: dict[str, frozenset[str]] = {
    "causes": _CONDITION,
    "treats": _CONDITION,
    "prevents": _CONDITION,
    "worsens": _CONDITION,
    "has_symptom": _CONDITION,
    "contains": frozenset(("nutrient", "drug")),
    "depletes": frozenset(("nutrient",)),
    "located_in": frozenset(("bodypart",)),
}


def claims(
    passage: Passage, ends: tuple[Group, Group], predicate: Predicate, context: Context, rule: str
) -> Iterator[Assertion]:
    """Every subject with every object, both allowed by the predicate. The passage is the sentence."""
    subjects, objects = ends[0].only(SUBJECTS[predicate]), ends[1].only(OBJECTS[predicate])
    if subjects is None or objects is None:
        return
    for named in subjects.names:
        for object_ in objects.names:
            subject = acting(passage, named, predicate, object_)
            said = context.between(subject.span, object_.span, predicate)
            if said is None or _kin(passage, subject, object_):
                continue
            if not is_plausible(passage, subject, predicate, object_, said.polarity):
                continue
            vague = predicate in _SAYS_NOTHING and object_.concept.label == _ANYTHING
            state = predicate in _ON_COMPLAINTS and _is_state(passage, object_)
            if not vague and not state and not _is_apposed_class(passage, subject):
                yield claim(passage, (subject, object_), predicate, said, rule)


def _is_apposed_class(passage: Passage, named: Named) -> bool:
    """True for the class in "cystinuria, an inherited disorder that ...": it is not all such disorders that do it."""
    if not is_class(named.concept.label) or named.concept.label.endswith(" deficiency"):
        return False  # "in fact, a lack of iron": that is a particular one
    return _APPOSED.search(passage.flat, max(passage.start, named.span.start - 40), named.span.start) is not None


def _is_state(passage: Passage, named: Named) -> bool:
    """True for pregnancy, ageing and the like: nothing treats them."""
    return named.concept.id in passage.knowledge.states


def _kin(passage: Passage, subject: Named, object_: Named) -> bool:
    """True when one end is the other, or a kind of it: a headache brings on no headache."""
    vocabulary = passage.knowledge.vocabulary
    if subject.concept.id == object_.concept.id or object_.concept.label in _intolerances(subject.concept.label):
        return True
    above = kinds_of(subject.concept, vocabulary), kinds_of(object_.concept, vocabulary)
    return object_.concept.id in above[0] or subject.concept.id in above[1]


def _intolerances(label: str) -> tuple[str, str]:
    """What a thing neither treats nor causes: one's own intolerance of it."""
    return f"{label} intolerance", f"{label} allergy"


def claim(passage: Passage, ends: tuple[Named, Named], predicate: Predicate, context: Context, rule: str) -> Assertion:
    """One assertion whose evidence is the passage's sentence."""
    subject, object_ = ends
    return Assertion(
        subject=subject.concept.id,
        predicate=predicate,
        object=object_.concept.id,
        polarity=context.polarity,
        certainty=context.certainty,
        evidence=(_evidence(passage, ends, context, rule),),
    )


def _evidence(passage: Passage, ends: tuple[Named, Named], context: Context, rule: str) -> Evidence:
    text = passage.document.text
    span = passage.sentence.span
    return Evidence(
        document=passage.document.id,
        passage=span,
        quote=text[span.start : span.end],
        subject=ends[0].span,
        object=ends[1].span,
        subject_text=_surface(text, ends[0].span),
        object_text=_surface(text, ends[1].span),
        cues=context.cues,
        rule=rule,
        section=" > ".join(_surface(text, place) for place in _places(passage)),
        prefix=text[max(0, span.start - _AROUND) : span.start],
        suffix=text[span.end : span.end + _AROUND],
    )


def _places(passage: Passage) -> Iterator[Span]:
    """The headings above the passage, and the sentence that introduces its list."""
    yield from passage.sentence.headings
    if passage.sentence.lead is not None:
        yield passage.sentence.lead


def _surface(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
