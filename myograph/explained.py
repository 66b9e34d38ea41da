"""A document and why it is read so: drawn for people, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from graph.emphasis import Shown
from graph.model import BlockKind, Concept, Origin, Predicate, Span
from graph.showing.words import WORDING
from ingest.explain import LISTS, STATES, Explained, Explanation, Why, Wording
from myograph.drawing import put, stance

_INDENT = 4
_SHORT = 40  # characters of a heading or lead-in behind a claim
_KINDS = {BlockKind.HEADING: "# ", BlockKind.ITEM: "• ", BlockKind.CELL: "| "}
_STATING = frozenset((STATES, LISTS))
_LEGEND = "[name] «wording that states a relation» ‹wording that decides whether, and how surely, it is said›"
_TAKEN_BACK = "taken back: the text around says otherwise"
_REJECTED = "rejected by a curator"


def draw(console: Console, explained: Explanation) -> None:
    """Every sentence with what was seen in it, the claims, and what decided them."""
    reading = explained.reading
    console.print(reading.document.title, style="bold")
    before: tuple[str, ...] = ()
    for one in explained.sentences:
        above = tuple(_above(explained, one))
        for words in above:
            if words not in before:
                put(console, Text(words, "dim"))
        before = above
        put(console, _sentence(explained, one))
        for line in _remarks(explained, one):
            put(console, line, _INDENT)
    passages = sum(len(assertion.evidence) for assertion in reading.assertions)
    names = len({mention.concept for mention in reading.mentions})
    console.print(f"{len(reading.sentences)} sentences, {names} concepts, {passages} claims")
    put(console, Text(_LEGEND, "dim"))


def _above(explained: Explanation, one: Explained) -> Iterator[str]:
    """What a sentence's place says of it: what its section is about, and what governs the things listed there."""
    if one.topic:
        yield f"(about {one.topic.concept.label})"
    if one.governing and one.governs:
        predicate, role = one.governs[0]
        ends = ("listed here", "…") if role == "subject" else ("…", "listed here")
        arrow = f"{ends[0]} ──{WORDING[Predicate(predicate)].verb}──▶ {ends[1]}"
        yield f"(“{_cut(explained, one.governing)}” governs: {arrow})"


def _sentence(explained: Explanation, one: Explained) -> Text:
    """The sentence with its marks; where two would overlap, a name goes before a wording, the longer before another."""
    span = one.sentence.span
    seen = Shown(explained.reading.document.text[span.start : span.end])
    line = Text(_KINDS.get(one.sentence.kind, ""), "bold" if one.sentence.kind is BlockKind.HEADING else "")
    at = span.start
    for place, (left, right), style in _marks(one):
        if place.start >= at and span.holds(place):
            line.append(seen.cut(at - span.start, place.start - span.start).replace("\n", " "))
            inner = seen.cut(place.start - span.start, place.end - span.start).replace("\n", " ")
            line.append(f"{left}{inner}{right}", style)
            at = place.end
    line.append(seen.cut(at - span.start, span.end - span.start).replace("\n", " "))
    return line


def _marks(one: Explained) -> list[tuple[Span, tuple[str, str], str]]:
    names = [(name.span, ("[", "]"), "bold green") for name in one.names]
    stating = [(w.span, ("«", "»"), "cyan") for w in one.wordings if w.role in _STATING]
    cues = [(w.span, ("‹", "›"), "yellow") for w in one.wordings if w.role not in _STATING]
    return sorted((*names, *stating, *cues), key=lambda mark: (mark[0].start, -mark[0].end))


def _remarks(explained: Explanation, one: Explained) -> Iterator[Text]:
    if one.names or one.unused:
        yield Text(f"names: {', '.join(_names(one))}", "dim")
    if one.silent:
        yield Text(f"nothing is read: {one.silent}", "dim")
    for why in one.claims:
        yield _claim(explained, why, one)
    if one.held_back:
        yield Text(f"held back by {_quoted(explained, one.held_back)}", "yellow")


def _names(one: Explained) -> Iterator[str]:
    """Each concept once, with its type, and why it was left out where it was."""
    used = {name.concept.id for name in one.names if name.used}
    yield from dict.fromkeys(_described(name.concept, name.concept.id in used) for name in one.names)
    yield from dict.fromkeys(f"{name.concept.label} (does not count: {name.reason})" for name in one.unused)


def _described(concept: Concept, used: bool) -> str:
    parts = [concept.type.value]
    if concept.origin is not Origin.BUILTIN:
        parts.append(concept.origin.value)
    if not used:
        parts.append("unused")
    return f"{concept.label} ({', '.join(parts)})"


def _claim(explained: Explanation, why: Why, one: Explained) -> Text:
    said = why.final or why.assertion
    subject, object_ = (explained.concepts[end].label for end in (said.subject, said.object))
    line = Text(f"→ {subject} ──{WORDING[said.predicate].verb}──▶ {object_}", "cyan")
    for word in stance(said):
        line.append(f" {word}", "bold red" if word.isupper() else "yellow")
    line.append(f"  ({'; '.join(_reasons(explained, why, one))})", "dim")
    if why.taken_back:
        line.append(f" {_REJECTED if _is_rejected(explained, why) else _TAKEN_BACK}", "bold red")
    return line


def _is_rejected(explained: Explanation, why: Why) -> bool:
    """True where the claim would count but for a correction."""
    read = why.assertion
    rejected = (one.assertion for one in explained.reading.applied if one.assertion)
    return any(
        (said.subject, said.predicate, said.object) == (read.subject, read.predicate, read.object)
        and any(passage.passage == why.evidence.passage for passage in said.evidence)
        for said in rejected
    )


def _reasons(explained: Explanation, why: Why, one: Explained) -> Iterator[str]:
    stated = " ".join(f"«{_cut(explained, span)}»" for span in why.stated)
    yield f"{why.evidence.rule} {stated}".strip()
    if why.evidence.rule == "structure" and one.governing:
        yield f"under “{_shortened(_cut(explained, one.governing))}”"
    for role in dict.fromkeys(cue.role for cue in why.cues):
        yield f"{role}: {_quoted(explained, [cue for cue in why.cues if cue.role == role])}"
    if why.is_changed:
        read = why.assertion
        yield f"its sentence alone says: {read.polarity.value}, {read.certainty.value}"
    for end, span in (("subject", why.evidence.subject), ("object", why.evidence.object)):
        if not one.sentence.span.holds(span):
            yield f"{end} from {_origin(explained, span, one)}"


def _origin(explained: Explanation, span: Span, one: Explained) -> str:
    """Where an end is named that is not named in the sentence."""
    if any(heading.holds(span) for heading in one.sentence.headings):
        where = "a heading above"
    elif one.sentence.lead and one.sentence.lead.holds(span):
        where = "the lead-in"
    else:
        where = "elsewhere in the text" if span.start > one.sentence.span.end else "before"
    return f"{where}: “{_cut(explained, span)}”"


def _quoted(explained: Explanation, wordings: Sequence[Wording]) -> str:
    return " ".join(dict.fromkeys(f"‹{_cut(explained, wording.span)}›" for wording in wordings))


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rstrip()}…"


def _cut(explained: Explanation, span: Span) -> str:
    return " ".join(explained.reading.document.text[span.start : span.end].split())


def facts(explained: Explanation) -> list[dict[str, object]]:
    """The same as plain values, a sentence each; positions are code points of the text, the end exclusive."""
    return [_sentence_facts(explained, one) for one in explained.sentences]


def _sentence_facts(explained: Explanation, one: Explained) -> dict[str, object]:
    return {
        **_place(explained, one.sentence.span),
        "kind": one.sentence.kind.value,
        "headings": [_place(explained, heading) for heading in one.sentence.headings],
        "lead": _place(explained, one.sentence.lead) if one.sentence.lead else None,
        "silent": one.silent,
        "topic": _concept(one.topic.concept) if one.topic else None,
        "governing": _place(explained, one.governing) if one.governing else None,
        "governs": [{"predicate": predicate, "listed": role} for predicate, role in one.governs],
        "names": [{**_place(explained, name.span), **_concept(name.concept), "used": name.used} for name in one.names],
        "unused": [{**_place(explained, n.span), **_concept(n.concept), "reason": n.reason} for n in one.unused],
        "wordings": [_wording(explained, wording) for wording in one.wordings],
        "claims": [_claim_facts(explained, why) for why in one.claims],
        "held_back": [_wording(explained, wording) for wording in one.held_back],
    }


def _claim_facts(explained: Explanation, why: Why) -> dict[str, object]:
    said = why.final or why.assertion
    alone = {"polarity": why.assertion.polarity.value, "certainty": why.assertion.certainty.value}
    ends = (("subject", said.subject, why.evidence.subject), ("object", said.object, why.evidence.object))
    named = {end: {**_concept(explained.concepts[of]), **_place(explained, span)} for end, of, span in ends}
    return {
        "subject": named["subject"],
        "predicate": said.predicate.value,
        "object": named["object"],
        "polarity": said.polarity.value,
        "certainty": said.certainty.value,
        "rule": why.evidence.rule,
        "stated_by": [_place(explained, span) for span in why.stated],
        "decided_by": [_wording(explained, cue) for cue in why.cues],
        "alone": alone if why.is_changed else None,
        "taken_back": why.taken_back,
        "rejected": why.taken_back and _is_rejected(explained, why),
    }


def _wording(explained: Explanation, wording: Wording) -> dict[str, object]:
    return {**_place(explained, wording.span), "role": wording.role, "meaning": wording.meaning}


def _concept(concept: Concept) -> dict[str, object]:
    return {
        "concept": concept.id,
        "label": concept.label,
        "type": concept.type.value,
        "origin": concept.origin.value,
    }


def _place(explained: Explanation, span: Span) -> dict[str, object]:
    text = explained.reading.document.text
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
