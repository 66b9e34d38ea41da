"""Why a claim was missed, or read where none stands: each error of a comparison with gold, by its likeliest cause.

The order of the questions is the order of a reader's work: was it read with another polarity, predicate or direction;
are its names known; do they stand in the passage; does anything there state the relation; what else went wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import BlockKind, Mention, Origin, Reading, Sentence, Span
from ingest.evaluate import Claim, Comparison, Pair, Row, comparable, names_of
from ingest.knowledge import Knowledge
from ingest.lexicon import Opener, Trigger
from ingest.wording import flat


class Cause(StrEnum):
    """What went wrong."""

    SUBJECT = "name unknown: subject"
    OBJECT = "name unknown: object"
    BOTH = "name unknown: both"
    PROVISIONAL = "name provisional"
    TRIGGER = "trigger unknown"
    POLARITY = "scope: polarity"
    CERTAINTY = "scope: certainty"
    REFERENCE = "reference"
    COORDINATION = "coordination"
    STRUCTURE = "structure"
    DIRECTION = "direction"
    ENDS = "wrong ends"
    JUDGEMENT = "judgement: other predicate"
    UNSAID = "not said"


EXPLAINED: Mapping[Cause, str] = {
    Cause.SUBJECT: "none of the names that gold accepts for the subject is seen in the article",
    Cause.OBJECT: "none of the names that gold accepts for the object is seen in the article",
    Cause.BOTH: "neither end's name is seen in the article",
    Cause.PROVISIONAL: "a phrase was taken for a name that no vocabulary holds, and gold wants no such claim",
    Cause.TRIGGER: "both names are in the passage; no wording there is known to state the relation",
    Cause.POLARITY: "the same claim was read with the other polarity",
    Cause.CERTAINTY: "right, but not as certain as gold says",
    Cause.REFERENCE: "an end is not named in the passage: a pronoun, or the topic is implied",
    Cause.COORDINATION: "its neighbour in the same list was read",
    Cause.STRUCTURE: "a heading, lead-in, list or table decides what is said",
    Cause.DIRECTION: "read the wrong way round",
    Cause.ENDS: "names and wording are known, and were joined to others",
    Cause.JUDGEMENT: "the same two things with another predicate",
    Cause.UNSAID: "gold takes no such claim from the passage",
}


class Side(StrEnum):
    """How a claim is wrong."""

    MISSED = "missed"
    FALSE = "false"
    CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True)
class Case:
    """One error: the claim (gold's where it was missed), its cause, and what was seen instead."""

    side: Side
    cause: Cause
    claim: Claim
    note: str = ""


_FITTING: Mapping[str, frozenset[str]] = {
    "causes": frozenset(("causes", "increase")),
    "worsens": frozenset(("worsens", "increase")),
    "treats": frozenset(("treats", "help", "advise", "decrease")),
    "prevents": frozenset(("prevents", "decrease")),
    "depletes": frozenset(("depletes", "decrease")),
}


def explain(compared: Comparison, readings: Mapping[str, Reading], knowledge: Knowledge) -> Iterator[Case]:
    """Every error of a comparison; `readings` by the name of the document, without its folders.

    Errors in documents that were not read are left out.
    """
    for name in sorted(readings):
        article = _Article(name, compared, readings[name], knowledge)
        yield from article.cases()


class _Article:
    """One document with what gold and the rules say of it."""

    def __init__(self, name: str, compared: Comparison, reading: Reading, knowledge: Knowledge) -> None:
        self._reading = reading
        self._knowledge = knowledge
        self._missed = _of(name, compared.missed)
        self._false = _of(name, compared.false)
        self._right = tuple(pair for pair in compared.right if pair.found.key[0] == name)
        self._found = (*(pair.found for pair in self._right), *self._false, *_of(name, compared.spared))
        self._gold = _of(name, compared.gold)
        self._own = {concept.id: concept for concept in reading.concepts}
        self._names = [self._names_of(mention) for mention in reading.mentions]
        self._seen: frozenset[str] = frozenset().union(*self._names)

    def cases(self) -> Iterator[Case]:
        """The errors in this document: missed, false, then wrong in certainty only."""
        for claim in self._missed:
            cause, note = self._why_missed(claim)
            yield Case(Side.MISSED, cause, claim, note)
        for claim in self._false:
            cause, note = self._why_false(claim)
            yield Case(Side.FALSE, cause, claim, note)
        for pair in self._right:
            if pair.certainty_known and not pair.certainty_right:
                yield Case(Side.CERTAINTY, Cause.CERTAINTY, pair.found, _certainties(pair))

    def _why_missed(self, claim: Claim) -> tuple[Cause, str]:
        like = _alike(claim, self._found)
        if like is not None:
            return like
        subject, object_ = (bool(names & self._seen) for names in (claim.subject, claim.object))
        if not subject or not object_:
            cause = Cause.OBJECT if subject else Cause.SUBJECT if object_ else Cause.BOTH
            return cause, self._seen_there(claim)
        place = self._place(claim.rows[0])
        within = self._names_within(place)
        if not (claim.subject & within and claim.object & within):
            return self._why_elsewhere(claim, place)
        neighbour = self._neighbour(claim, place)
        if neighbour is not None:
            return Cause.COORDINATION, _said(neighbour)
        if self._states(claim.key[1], place):
            return Cause.ENDS, self._read_there(place)
        return Cause.STRUCTURE if self._is_structured(place) else Cause.TRIGGER, self._between(claim, place)

    def _why_elsewhere(self, claim: Claim, place: Span) -> tuple[Cause, str]:
        within = self._names_within(place)
        absent = " and ".join(
            end for end, names in (("subject", claim.subject), ("object", claim.object)) if not names & within
        )
        note = f"{absent} not named in the passage"
        if self._is_structured(place) or len(self._sentences(place)) > 1:
            return Cause.STRUCTURE, note
        if self._states(claim.key[1], place):
            return Cause.REFERENCE, note
        return Cause.STRUCTURE if self._is_governed(claim.key[1], place) else Cause.TRIGGER, note

    def _why_false(self, claim: Claim) -> tuple[Cause, str]:
        like = _alike(claim, self._gold)
        if like is not None:
            return like
        row = claim.rows[0]
        rule = str(row.get("rule", ""))
        if any(self._is_provisional(row[end]) for end in ("subject", "object")):
            return Cause.PROVISIONAL, rule
        if rule == "structure":
            return Cause.STRUCTURE, str(row.get("section", ""))
        place = self._place(row)
        within = self._names_within(place)
        if not (claim.subject & within and claim.object & within):
            return Cause.REFERENCE, rule
        near = self._neighbour_in_gold(claim, place)
        return (Cause.ENDS, _said(near)) if near is not None else (Cause.UNSAID, rule)

    def _place(self, row: Row) -> Span:
        """Where a row's passage stands; the whole document where it cannot be found."""
        text = self._reading.document.text
        if isinstance(row.get("start"), int) and text[row["start"] : row["end"]] == row.get("quote"):
            return Span(row["start"], row["end"])
        quote = str(row.get("quote", ""))
        start = text.find(quote) if quote else -1
        return Span(start, start + len(quote)) if start >= 0 else Span(0, len(text))

    def _sentences(self, place: Span) -> list[Sentence]:
        return [sentence for sentence in self._reading.sentences if sentence.span.meets(place)]

    def _is_structured(self, place: Span) -> bool:
        return any(sentence.kind is not BlockKind.PARAGRAPH for sentence in self._sentences(place))

    def _is_governed(self, predicate: str, place: Span) -> bool:
        """True when a heading or lead-in above the passage is known to state such a relation."""
        above = {span for s in self._sentences(place) for span in (*s.headings, *((s.lead,) if s.lead else ()))}
        rules = (rule for span in above for rule in self._knowledge.governors.of(self._text[span.start : span.end]))
        return any(rule.predicate == predicate for rule in rules)

    def _names_of(self, mention: Mention) -> frozenset[str]:
        concept = self._own.get(mention.concept) or self._knowledge.vocabulary.concepts[mention.concept]
        return frozenset((comparable(mention.surface), comparable(concept.label)))

    def _names_within(self, place: Span) -> frozenset[str]:
        """The names in the passage's sentences."""
        spans = [sentence.span for sentence in self._sentences(place)]
        inside = (
            names
            for mention, names in zip(self._reading.mentions, self._names, strict=True)
            if any(span.meets(mention.span) for span in spans)
        )
        return frozenset().union(*inside)

    def _states(self, predicate: str, place: Span) -> bool:
        """True when a wording in the passage is known to state such a relation."""
        text = flat(self._reading.document.text[place.start : place.end])
        hits = self._knowledge.lexicon.scan(text)
        stated = {hit.entry.predicate for hit in hits if isinstance(hit.entry, Trigger | Opener)}
        return bool(stated & _FITTING.get(predicate, frozenset((predicate,))))

    def _neighbour(self, claim: Claim, place: Span) -> Claim | None:
        """A claim read from the passage that shares predicate and one end."""
        return next((other for other in self._found if _shares_end(claim, other) and self._stands(other, place)), None)

    def _neighbour_in_gold(self, claim: Claim, place: Span) -> Claim | None:
        return next((other for other in self._gold if _shares_end(claim, other) and self._stands(other, place)), None)

    def _stands(self, claim: Claim, place: Span) -> bool:
        return any(self._place(row).meets(place) for row in claim.rows)

    def _is_provisional(self, end: object) -> bool:
        concept = self._own.get(str(end["id"])) if isinstance(end, Mapping) and "id" in end else None
        return concept is not None and concept.origin is Origin.PROVISIONAL

    def _seen_there(self, claim: Claim) -> str:
        place = self._place(claim.rows[0])
        inside = [mention.surface for mention in self._reading.mentions if mention.span.meets(place)]
        return f"names seen there: {', '.join(inside) or 'none'}" if len(place) < len(self._text) else ""

    @property
    def _text(self) -> str:
        return self._reading.document.text

    def _read_there(self, place: Span) -> str:
        read = [_said(claim) for claim in self._found if self._stands(claim, place)]
        return f"read there: {'; '.join(read) or 'nothing'}"

    def _between(self, claim: Claim, place: Span) -> str:
        """The words between the two ends, where they are near."""
        inside = [
            (mention.span, names)
            for mention, names in zip(self._reading.mentions, self._names, strict=True)
            if mention.span.meets(place)
        ]
        subjects = [span for span, names in inside if names & claim.subject]
        objects = [span for span, names in inside if names & claim.object]
        pairs = [sorted((one, other)) for one in subjects for other in objects if not one.meets(other)]
        if not pairs:
            return ""
        first, second = min(pairs, key=lambda pair: pair[1].start - pair[0].end)
        return f"between: {' '.join(self._text[first.end : second.start].split())}"


def _alike(claim: Claim, others: Sequence[Claim]) -> tuple[Cause, str] | None:
    """How a claim of the same two things on the other side differs, if there is one."""
    document, predicate, polarity = claim.key
    for other in others:
        if other.key[1] == predicate and other.key[2] != polarity and claim.joins(other):
            return Cause.POLARITY, f"{other.key[2]} there"
    for other in others:
        if other.key[1] != predicate and claim.joins(other):
            return Cause.JUDGEMENT, f"{other.key[1]} there"
    turned = Claim((document, predicate, polarity), claim.object, claim.subject, ())
    for other in others:
        if turned.joins(other):
            return Cause.DIRECTION, _said(other)
    return None


def _shares_end(claim: Claim, other: Claim) -> bool:
    same = claim.key[1] == other.key[1]
    return same and (bool(claim.subject & other.subject) != bool(claim.object & other.object))


def _of(name: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.key[0] == name)


def _said(claim: Claim) -> str:
    row = claim.rows[0]
    return f"{names_of(row['subject'])[0]} {row['predicate']} {names_of(row['object'])[0]}"


def _certainties(pair: Pair) -> str:
    wanted = sorted({str(row["certainty"]) for claim in pair.gold for row in claim.rows if "certainty" in row})
    found = sorted({str(row["certainty"]) for row in pair.found.rows})
    return f"read {', '.join(found)}; gold {', '.join(wanted)}"
