"""The lists of names that a trigger joins: who does it on the left, to what on the right."""

from __future__ import annotations

import re

from graph.model import ConceptType
from ingest.anew import before_clause, begins_clause, goes_on, past_aim
from ingest.further import also_at, with_repeated
from ingest.inserts import begins_blank, holds_on, interrupted_before
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.pronouns import pronoun_behind, stood_for, verb_of_pronoun
from ingest.reference import antecedent, demonstrated_types, has_pronoun, is_class, particular, stands_for_other
from ingest.relative import main_clause, subject_anew
from ingest.segments import RELATIVE, Segment
from ingest.widened import of_what, with_alias, with_container, with_examples

_JOINING = re.compile(r"[,/&]|\b(?:and|or|nor|both)\b")
_ADDITION = re.compile(r"(?:\s|,|/|&|\b(?:and|or|nor|to|even|also|help|helps|helping|both|possibly|perhaps|\w+ly)\b)*")
_TELLS = re.compile(r" (?:often |commonly |usually |sometimes )?(?:used|taken|given|prescribed|that|which)\b")
_APPOSED = re.compile(r"\s*(?:a|an|one of|the most|another|also known as|known as|used|which)\b")
# "problems during pregnancy" is not pregnancy; "an increase in pain" is pain.
_INDIRECT = re.compile(
    r" (?!(?:risk|risks|chance|chances|odds|increase|rise|decrease|reduction|drop|fall|change|changes|relief|problems?|"
    r"trouble|difficulty|difficulties|issues|improvement|need|likelihood|susceptibility|resistance|predisposition|"
    r"patients|people|women|men|children|those|adults|and|or|even|also|both|either|not|only|just|especially|"
    r"particularly|\w+ly|\w+ing) )[^\W\d_]{4,} (?:during|in|for|with|on|at|after|before|among|throughout|within) "
)
_TIMED = re.compile(r"[^\W\d_]+ (?:of )?[^\W\d_]+ after (?:[^\W\d_]+ )?$")
_INTRODUCED = re.compile(r"\s*(?:in|during|for|with|among|after|before)(?: \w+){0,3} ")
_CLAUSE = re.compile(r"\s*(?:you|we|it|they|there|he|she|this|these|your body|try|consider)\b")
_LIST_END = re.compile(r"\b(?:and|or|plus|as well as)\b")
_NO_SUBJECT = re.compile(
    r"(?> (?:and|or|then|thus|thereby|in turn|to|help|helps|for example|in fact|of course|too|used|given|taken|"
    r"prescribed|known|called|can|may|might|could|will|would|do|does|did|also|often|sometimes|not|never|to|has|have|"
    r"is|are|be|been|seem|seems|appear|appears|tend|tends|on the other hand|however|though|by contrast|"
    r"likewise|well|thought|believed|likely|able|for|\w+n't|\w+ly)\b)* ?"
)
# ", a common side effect of A" speaks of what stands before the comma
_OPENS_ASIDE = re.compile(
    r" (?>(?:an?|the|another|one|both|all|often|usually|probably|possibly|perhaps|\w+ly|in part) )*"
)
_AVOIDING = re.compile(r"^(?:avoiding|quitting|limiting|reducing|stopping|cutting out) ")  # what is done with a thing
_BREAKS_OFF = re.compile(r", (?:and|but|so|yet|while|although) ")  # "is the commonest cause, and A is ..."
# "vinegar may relax the muscles and prevent cramps": what is named as a thing to do is the verb here
_IS_VERB = re.compile(r"\b(?:can|may|might|could|will|would|help|helps|helping)(?: also| even| \w+ly)? $")
_OPENS = re.compile(r"[(—]")
_THERE = re.compile(r"\bthere (?:is|are|was|were|may|can|might|could|seems?)\b")
_PRONOUN_FIRST = re.compile(r" (?:it|they|this|these) ")  # "no proof that they help"
_ABOUT = re.compile(r"\b(?:diagnosis|accuracy|detection|awareness|understanding|knowledge) of ")  # not the thing itself
_IS_A = re.compile(
    r"(?: \([^)]*\))? (?:is|are|was|were) (?:also )?(?:an?|one of the|"
    r"the) (?:(?!of\b)[^\W\d_][\w-]*,? ){1,5}(?:that|which) ?"
)
_ANYTHING = re.compile(
    r"\W*(?:(?:any|some|other|certain|many|the) )?(?:anything|everything|something|things?|conditions?|activity|"
    r"activities|factors?|diseases?|illness|illnesses|disorders?|habits?|injury|injuries) ?"
)
_SUBJECT = 30  # characters in which the subject of a clause stands
_NEAR_RELATIVE = 15  # characters between a name and the "which" that takes it up
_FAR = 90  # characters between a trigger and what it acts on


def leftmost(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The subject of a clause: its first list of names of these types, carried over commas and pronouns."""
    number = main_clause(passage, position)
    segment = passage.segments[number]
    own = [g for g in _within(passage, segment.start, min(position, segment.end), types) if not _is_verb(passage, g)]
    own = past_aim(passage, own)
    if len(own) > 1 and _INTRODUCED.fullmatch(passage.flat, segment.start, own[0].start):
        own = own[1:]  # "in slow bowels fibre does not help": the second list is the subject
    if own and "condition" not in types and _TIMED.search(passage.flat, segment.start, own[0].start):
        own = own[1:]  # "Drops of vinegar after swimming prevent it": what does so has no known name
    if own and pronoun_behind(passage, segment, own[-1], position):
        return antecedent(passage, position, types)
    if own and stands_for_other(own[0], passage):
        return antecedent(passage, own[0].start, types) or own[0]
    anew = subject_anew(passage, position)
    if anew is not None:
        return anew.only(types)  # "A relieves B and C treats D": C does
    if own and (verb := verb_of_pronoun(passage, segment, own[0].start)) is not None:
        return antecedent(passage, verb, types)
    if own:
        return _subject(passage, number, own[0], types)
    return _of_anything(passage, number, position, types) or _from_before(passage, number, position, types)


def _of_anything(passage: Passage, number: int, position: int, types: frozenset[str]) -> Group | None:
    """What "anything that ..." does: the pressure, in "anything that puts pressure on the nerves can cause cramps"."""
    segment = passage.segments[number]
    if not _ANYTHING.fullmatch(passage.flat, segment.start, segment.end) or number + 1 == len(passage.segments):
        return None
    told = passage.segments[number + 1]
    found = _within(passage, told.start, min(told.end, position), types) if told.opener in RELATIVE else []
    return found[0] if len(found) == 1 else None


def _is_verb(passage: Passage, group: Group) -> bool:
    """True for a remedy that is named by what is done, where the sentence says that something else does it."""
    of_remedy = group.names[0].concept.type is ConceptType.REMEDY
    return of_remedy and _IS_VERB.search(passage.flat, max(passage.start, group.start - 24), group.start) is not None


def _subject(passage: Passage, number: int, first: Group, types: frozenset[str]) -> Group:
    """The subject whose list stands in a segment, with what it takes in and what stands before an insert."""
    described = particular(passage, _unless_apposed(passage, number, first, types))
    head = interrupted_before(passage, number, first.start)
    before = _ending_at(passage, passage.segments[head], types) if head is not None else None
    if before is not None:
        return Group((*before.names, *described.names))
    called = with_alias(passage, described) if passage.flat.startswith(" called ", described.end) else described
    return of_what(passage, with_container(passage, with_examples(passage, called), types), types)


def nearest(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The closest list of names of these types before a position, in its clause."""
    number = passage.segment_at(position)
    segment = passage.segments[number]
    own = _within(passage, segment.start, position, types)
    if not own and segment.opener == "," and _OPENS_ASIDE.fullmatch(passage.flat, segment.start, position):
        before = passage.segments[number - 1]
        own = _within(passage, before.start, before.end, types)  # "A can end in B, owing to C": of B
    if own:
        return own[-1]
    return _from_before(passage, number, position, types)


def right(passage: Passage, position: int, types: frozenset[str]) -> Group | None:
    """The first list of names of these types after a position, before the next clause or trigger."""
    limit = position if _BREAKS_OFF.match(passage.flat, position) else _limit(passage, position)
    for group in passage.groups:
        kept = group.only(types) if position <= group.start < limit else None
        if kept:
            words = passage.flat[position : kept.start]
            direct = len(words) <= _FAR and not _INDIRECT.search(words) and not _ABOUT.search(words)
            if not direct or begins_clause(passage, position, kept) or goes_on(words):
                return None
            kept = before_clause(passage, kept)
            return with_repeated(passage, position, with_examples(passage, with_alias(passage, kept)), types)
    shared = following(passage, position)
    if shared is not None and _JOINING.search(passage.flat, position, shared):
        return right(passage, shared, types)  # but what "is linked to a lower risk of cramps" is not linked to cramps
    return stood_for(passage, position, types)


def _limit(passage: Passage, position: int) -> int:
    also = also_at(passage.flat, position, passage.end)
    limit = passage.end if also is None else also
    for segment in passage.segments:
        if segment.start > position and _opens_clause(passage, segment):
            limit = min(limit, segment.start)
            break
    for hit, _ in passage.triggers:
        if hit.start >= position:
            return min(limit, hit.start)
    return limit


def _opens_clause(passage: Passage, segment: Segment) -> bool:
    return segment.hard or segment.opener in RELATIVE or bool(_CLAUSE.match(passage.flat, segment.start, segment.end))


def following(passage: Passage, position: int) -> int | None:
    """The end of a second trigger that shares this one's object: "treat and prevent"."""
    for hit, trigger in passage.triggers:
        if hit.start >= position:
            return (
                hit.end if not trigger.opens_clause and _ADDITION.fullmatch(passage.flat, position, hit.start) else None
            )
    return None


def _within(passage: Passage, start: int, end: int, types: frozenset[str]) -> list[Group]:
    inside = (group for group in passage.groups if start <= group.start and group.end <= end)
    return [kept for kept in (group.only(types) for group in inside) if kept]


def _unless_apposed(passage: Passage, number: int, group: Group, types: frozenset[str]) -> Group:
    """For "diuretics, a class of medicines used to ..." the name before the comma rather than the class."""
    segment = passage.segments[number]
    if number == 0 or segment.opener not in (",", "("):
        return group
    plural = is_class(group.names[0].concept.label) and _TELLS.match(passage.flat, group.end, passage.end)
    if not plural and not _APPOSED.match(passage.flat, segment.start):
        return group
    described = _ending_at(passage, passage.segments[number - 1], types)
    return described or group


def _goes_on(passage: Passage, number: int, position: int) -> bool:
    """True for a clause without a subject of its own: "A relieves B but can make you drowsy", "and so helps"."""
    segment = passage.segments[number]
    joined = segment.opener == "so" and passage.flat.endswith(" and ", passage.start, segment.start - len("so"))
    return (joined or segment.opener == "but") and _NO_SUBJECT.fullmatch(
        passage.flat, segment.start, max(position, segment.start)
    ) is not None


def _may_go_on(words: str) -> bool:
    """True for what stands between a comma and its verb where no new subject does, or the end of a list."""
    if _NO_SUBJECT.fullmatch(words) or _LIST_END.search(words) or _APPOSED.match(words):
        return True
    return demonstrated_types(words) is not None


def _bare(passage: Passage, group: Group, types: frozenset[str]) -> Group:
    """For "avoid coffee, which ..." the coffee: a relative clause speaks of the thing, not of what is done with it."""
    vocabulary = passage.knowledge.vocabulary
    bare = [(n, n.base or vocabulary.find(_AVOIDING.sub("", n.concept.label))) for n in group.names]
    return Group(tuple(Named(base, n.span) if base and base.type in types else n for n, base in bare))


def _ending_at(passage: Passage, segment: Segment, types: frozenset[str]) -> Group | None:
    inside = _within(passage, segment.start, segment.end, types)
    return inside[-1] if inside and not passage.flat[inside[-1].end : segment.end].strip() else None


def _from_before(passage: Passage, number: int, position: int, types: frozenset[str]) -> Group | None:
    segment = passage.segments[number]
    tells = segment.opener == "that" and _PRONOUN_FIRST.match(passage.flat, segment.start)
    if (segment.opener in RELATIVE and not tells) or segment.opener == "(":
        return _taken_up(passage, number, types)
    words = passage.flat[segment.start : position]
    if has_pronoun(words):
        return antecedent(passage, position, types)
    if _THERE.search(words) or (segment.opener == "," and not _may_go_on(words)):
        # "A is common, and there is a risk of B"; "A may cause B, those with C may cause D": another subject
        return None
    return _of_sentence(passage, number, position, types)


def _taken_up(passage: Passage, number: int, types: frozenset[str]) -> Group | None:
    """What a relative clause or one in brackets speaks of: the list right before it."""
    segment = passage.segments[number]
    for group in passage.groups:
        if group.end <= segment.start and _IS_A.fullmatch(passage.flat, group.end, segment.start):
            kept = group.only(types)
            if kept is not None:
                return kept  # "asthma is a disease that causes wheezing"
    first = number - 1
    while first > 0 and not passage.segments[first].hard:
        first -= 1
    found = _within(passage, passage.segments[max(first, 0)].start, segment.start, types)
    near = found and segment.start - found[-1].end <= _NEAR_RELATIVE
    if found and not near and segment.opener == "which" and (len(found) == 1 or _is_other(passage, segment, types)):
        return found[0]  # "A increases calcium, which raises the risk": that A does
    return _bare(passage, found[-1], types) if near else None


def _is_other(passage: Passage, segment: Segment, types: frozenset[str]) -> bool:
    """True where a clause behind a comma follows a name that its verb cannot be said of: it takes up what was said."""
    comma = passage.flat[: segment.start].removesuffix(segment.opener).endswith(", ")
    before = [group for group in passage.groups if group.end <= segment.start]
    return comma and bool(before) and before[-1].only(types) is None


def _before_aside(passage: Passage, number: int) -> int:
    """The segment that brackets or dashes interrupt, where one ends before this segment; else this one."""
    parts = passage.segments
    if parts[number].opener != ")":
        return number
    for at in range(number - 1, 0, -1):  # "(" may stand right before another boundary: "(where ..."
        if _OPENS.search(passage.flat, parts[at - 1].end, parts[at].start):
            return at - 1
    return number


def _of_sentence(passage: Passage, number: int, position: int, types: frozenset[str]) -> Group | None:
    """The subject of the clauses that a segment goes on, or what their pronoun stands for."""
    segment = passage.segments[number]
    first = _before_aside(passage, number)
    while first > 0 and (
        not passage.segments[first].hard
        or _goes_on(passage, first, position)
        or holds_on(passage, first, number, position)
    ):
        first -= 1
        if begins_blank(passage, first) and first < number:
            return _taken_up(passage, first, types)
    found = _within(passage, passage.segments[first].start, segment.start, types)
    if found and (verb := verb_of_pronoun(passage, passage.segments[first], found[0].start)) is not None:
        return antecedent(passage, verb, types)  # "it lowers the risk of A but raises that of B": not A does
    if found:
        return with_examples(passage, particular(passage, found[0]))
    before = passage.flat[passage.segments[first].start : position]
    if has_pronoun(before) or demonstrated_types(before[:_SUBJECT]) is not None:
        return antecedent(passage, passage.segments[first].start + len(before[:_SUBJECT]), types)
    return None
