"""From a trigger and its two ends to assertions: what relief, sufferers and "as can" add to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Assertion, Certainty, Polarity, Predicate, Span
from ingest.claims import claims
from ingest.context import Context, context_at
from ingest.further import as_well
from ingest.lexicon import Hit, Trigger
from ingest.passage import Group, Passage
from ingest.relations.aims import is_wished
from ingest.relations.located import further_places

_SUFFERERS = re.compile(r"\bin (?:people|patients|those|women|men|adults|children) with $")
_THEN_IT = re.compile(r",? (?:it|they) ")  # "in people with D it can lead to E": something else does
_STOPS = re.compile(r"stop(?:s|ped|ping)? (?:the|your|this|a|an|his|her) $")
_RELIEF = re.compile(r"\b(?:relief|respite|improvement|recovery|release) (?:from|of|in) (?:\w+ )?$")
_PROTECTION = re.compile(r"\b(?:protection|prevention|freedom) (?:from|of|against) (?:\w+ )?$")
RISK = re.compile(
    r"\b(?:risk|risks|likelihood|chance|chances|odds|probability|incidence|susceptibility|frequency|number|occurrence|"
    r"rate|rates|recurrence)\b"
)
# "A treats B but not C", "A, not C, treats B", "A does not cause B, nor does C"
_BUT_NOT = re.compile(
    r"[,;]? (?:and |but |though |although )?not (?:by |from |because of |due to |for |with |in |against |to |on )?"
    r"(?:the |a |an |your )?"
)
_NOR = re.compile(
    r"[,;]? (?:and |but )?(?:nor|neither) (?:do|does|did|can|could|will|would|is|are|was|were|has|have|should) "
    r"(?:the |a |an )?"
)
_CLOSES = re.compile(r"(?: either| at all)?(?:[.,;:!)]|$)")
# "stops clots from breaking down", "stops them from dividing"; but "stops it from coming back"
_FROM_DOING = re.compile(
    r" (?:(?:it|them|this|these|those|(?:the |your |their )?\w+) )?from "
    r"(?!coming|returning|happening|occurring|developing|forming|getting|worsening|recurring|"
    r"starting|progressing|having|catching|becoming|spreading|appearing|being|going|taking|growing back)\w+ing\b"
)
_HELPS = frozenset((Predicate.TREATS, Predicate.PREVENTS))
_DOUBT = tuple(Certainty)  # from sure to doubtful


def made(
    passage: Passage, hit: Hit, ends: tuple[Group | None, Group | None], predicate: Predicate, trigger: Trigger
) -> Iterator[Assertion]:
    """Every claim that a trigger makes of its ends; none where an end is missing."""
    subject, object_ = ends
    if subject is None or object_ is None:
        return
    if predicate in _HELPS and (_keeps_from_doing(passage, hit, object_) or is_wished(passage, hit, object_)):
        return
    reach = max(hit.end, min(object_.start, passage.end))
    context = context_at(passage, Span(hit.start, hit.end), reach)
    predicate = _of_what_is_there(passage, hit, object_, _of_relief(passage, object_, predicate))
    for agent in (subject, *as_well(passage, max(hit.end, object_.end))):
        yield from claims(passage, (agent, object_), predicate, context, trigger.rule)
    if predicate is Predicate.LOCATED_IN:
        for place in further_places(passage, object_):
            yield from claims(passage, (subject, place), predicate, context, trigger.rule)
    yield from _denied_beside(passage, (subject, object_), predicate, context, trigger)
    if predicate is Predicate.CAUSES:
        yield from _in_sufferers(passage, hit, object_, context)


def _keeps_from_doing(passage: Passage, hit: Hit, object_: Group) -> bool:
    """True for "prevents clots from breaking down": they stay; "stops blood from clotting" prevents clots."""
    if hit.end <= object_.start < passage.end:
        return _FROM_DOING.match(passage.flat, object_.end, passage.end) is not None
    return _FROM_DOING.match(passage.flat, hit.end, passage.end) is not None


def aim(passage: Passage) -> Predicate:
    """What "helps" means: below a heading about prevention that it prevents."""
    ahead = passage.is_governed_by("prevents", "subject") and not passage.is_governed_by("treats", "subject")
    return Predicate.PREVENTS if ahead else Predicate.TREATS


def _of_what_is_there(passage: Passage, hit: Hit, object_: Group, predicate: Predicate) -> Predicate:
    """What stops "the bleeding" treats it: it is there already."""
    stopped = predicate is Predicate.PREVENTS and _STOPS.match(passage.flat, hit.start, object_.start)
    return Predicate.TREATS if stopped else predicate


def _of_relief(passage: Passage, object_: Group, predicate: Predicate) -> Predicate:
    """What brings relief from cramps treats them."""
    before = passage.flat[max(passage.start, object_.start - 40) : max(passage.start, object_.start)]
    if predicate is not Predicate.CAUSES:
        return predicate
    if _RELIEF.search(before):
        return Predicate.TREATS
    return Predicate.PREVENTS if _PROTECTION.search(before) else predicate


def _denied_beside(
    passage: Passage, ends: tuple[Group, Group], predicate: Predicate, context: Context, trigger: Trigger
) -> Iterator[Assertion]:
    """What is denied right behind an end: of another thing what a claim says, or what it denies itself."""
    subject, object_ = ends
    is_denied = context.polarity is Polarity.NEGATED
    behind = max(ends, key=lambda group: group.end) if is_denied else None
    for end in ends:
        words = (_NOR if end is behind else _BUT_NOT).match(passage.flat, end.end, passage.end)
        other = next((group for group in passage.groups if words and group.start == words.end()), None)
        if words is None or other is None or not _CLOSES.match(passage.flat, other.end, passage.end):
            continue
        said = Context(Polarity.NEGATED, Certainty.STATED, (words.group().strip(" ,;"),))
        pair = (other, object_) if end is behind or end is subject else (subject, other)
        yield from claims(passage, pair, predicate, said, trigger.rule)


def _in_sufferers(passage: Passage, hit: Hit, object_: Group, context: Context) -> Iterator[Assertion]:
    """ "High blood sugar in people with D can lead to E": D brings on E too, at least possibly."""
    for group in passage.groups:
        if (
            group.end <= hit.start
            and _SUFFERERS.search(passage.flat, max(passage.start, group.start - 24), group.start)
            and not _THEN_IT.match(passage.flat, group.end)
        ):
            possible = context._replace(certainty=max(context.certainty, Certainty.POSSIBLE, key=_DOUBT.index))
            yield from claims(passage, (group, object_), Predicate.CAUSES, possible, "verb")


def anywhere_after(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The first list of names of these types after a position, however far."""
    later = (group.only(types) for group in passage.groups if group.start >= position)
    return next((group for group in later if group), None)
