"""What a compound of two names states: "exercise-induced asthma", "statin-related muscle pain", "lithium tremor"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest

from graph.model import Assertion, Certainty, ConceptType, Polarity, Predicate, Span
from graph.tables import data, read_table
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import STATED, Context
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.reference import is_class

_EATEN = frozenset((ConceptType.FOOD, ConceptType.NUTRIENT, ConceptType.REMEDY))
_MODIFIERS = re.compile(
    r"(?: (?!(?:of|in|on|with|and|or|by|for|to|from|as|at|is|are|was|were|that|which)\b)[\w']+){0,3} "
)
_SHARED = re.compile(r"(?:,? (?:and|or)|,) $")  # "aspirin- or stress-induced": what stands between hyphenated parts
_BRACKET = re.compile(r"(?:^| )\([^()]*$")
_OTHER_HEAD = re.compile(
    r" (?:relief|relievers?|treatments?|therapy|therapies|prevention|prophylaxis|control|management|drugs?|medicines?|"
    r"medications?|trials?|stud(?:y|ies)|patients?|models?|group|risks?|research|clinics?|pills?|tablets?|sufferers?)\b"
)
_NONE = re.compile(r"\b(?:no|non|not|without|never) (?:\w+ )?$")
_ALLERGY = re.compile(r"(?:(?:food |severe |immediate )?(?:allerg|intoleran|hypersensitiv|anaphyla|poisoning))")
_TO = re.compile(r" (?:reactions? )?to (?:[\w']+ ){0,2}")
_TOXIC = re.compile(r"(?:\w+ )*\w*toxicity")
_OF = re.compile(r" of (?:the |a )?")
_TO_BEGINS = (" to ", " reaction")
_INDUCED = re.compile(r"induced(?! by\b)\b")
_PLACED = re.compile(r"(?:after|before|during|following|in|with|without|not|being|having)\b")
_OTHER_SENSE = re.compile(
    r"(?:overdos|autoimmun|skin patch|patch|withdrawal|dependen|addict|abuse|misuse|deficien|resistan)"
)
_ACTS_ON = re.compile(r" (?:the|your|their|his|her|my)\b")
_HYPHENS = ("-", "‐", "‑", "–")
_RISKED = re.compile(  # "decreases the likelihood of triggering a seizure"
    r"\b(?:decreas|reduc|lower|cut|lessen|minimi)\w* (?:[\w']+ ){0,3}(?:risks?|chances?|likelihood|odds) of $"
)
_DESCRIBES = re.compile(r"\ban? (?:[\w-]+, )?$")  # "a chronic, worsening headache"
_NEAR = 2  # characters between a cue and the compound that it speaks of


def extract(passage: Passage) -> Iterator[Assertion]:
    """What the parts of compounds do to each other. What a compound names is taken for granted: no verb denies it."""
    if passage.is_question or passage.refers_to_doctor:
        return
    text, predicates = passage.document.text, _parts()
    found = list(_pattern().finditer(text, passage.start, passage.end)) if _has_hyphen(passage) else []
    for match, following in zip_longest(found, found[1:]):
        limit = following.start() if following else passage.end
        yield from _hyphenated(passage, Span(*match.span()), predicates[match[1].lower()], limit)
    for start, end in _spaced(passage):
        names = tuple(n for group in passage.groups if group.start <= start <= group.end for n in group.names)
        subject = (
            Group(tuple(n for n in names if n.span.end <= start)).only(SUBJECTS[Predicate.CAUSES]) if names else None
        )
        object_ = _part_behind(passage, end, passage.end, OBJECTS[Predicate.CAUSES])
        if subject is not None and object_ is not None:
            yield from _said(passage, (subject, object_), Predicate.CAUSES)
    if len(passage.groups) > 1:
        yield from _adjacent(passage)
        yield from _allergies(passage)
        yield from _toxicities(passage)


def _has_hyphen(passage: Passage) -> bool:
    words = passage.document.text[passage.start : passage.end]
    return "-" in words or (not words.isascii() and any(hyphen in words for hyphen in _HYPHENS))


def is_spaced(passage: Passage, start: int) -> bool:
    """True for "induced" right behind a name: "cocaine induced seizures", with or without a hyphen in mind."""
    return (
        any(named.span.end == start - 1 for named in passage.names) and _INDUCED.match(passage.flat, start) is not None
    )


def _spaced(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where a name ends that "induced" follows, and where that word ends."""
    if passage.flat.find("induced", passage.start, passage.end) < 0:
        return
    for named in passage.names:
        start = named.span.end + 1
        match = _INDUCED.match(passage.flat, start) if passage.flat.startswith("induced", start) else None
        if match and passage.document.text[named.span.end : named.span.end + 1] == " ":
            yield named.span.end, match.end()


def is_part(text: str, start: int) -> bool:
    """True where the second part of a compound begins: "induced" in "stress-induced", or only describes a noun."""
    if text.startswith("worsening", start):
        return _DESCRIBES.search(text, max(0, start - 24), start) is not None
    if text.startswith(("causing", "triggering"), start):
        return _RISKED.search(text, max(0, start - 60), start) is not None
    return start > 0 and text[start - 1] in _HYPHENS and _pattern().match(text, start - 1) is not None


def without_parts(names: Iterable[Named], text: str) -> list[Named]:
    """The names without first parts of compounds: a list goes on over "statin-induced cramps, fever and rash"."""
    return [n for n in names if text[n.span.end : n.span.end + 1] not in _HYPHENS or not _has_part(text, n.span.end)]


def _has_part(text: str, end: int) -> bool:
    return _pattern().match(text, end) is not None


@cache
def _parts() -> dict[str, Predicate]:
    """The second parts of compounds. Raises TableError."""
    rows = read_table(data("relations", "compounds.tsv"), ("part", "predicate"))
    return {row.filled("part"): Predicate(row.one_of("predicate", Predicate)) for row in rows}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"[{''.join(_HYPHENS)}]({'|'.join(map(re.escape, _parts()))})\b", re.IGNORECASE)


def _hyphenated(passage: Passage, part: Span, predicate: Predicate, limit: int) -> Iterator[Assertion]:
    subject = _part_before(passage, part.start, SUBJECTS[predicate])
    object_ = _part_behind(passage, part.end, limit, OBJECTS[predicate])
    if subject is not None and object_ is not None:
        yield from _said(passage, (subject, object_), predicate)


def _part_behind(passage: Passage, start: int, limit: int, types: frozenset[str]) -> Group | None:
    """The names right behind a compound's second part, as far as the next compound."""
    for group in passage.groups:
        names = tuple(named for named in group.names if start <= named.span.start < limit)
        if names:
            fits = names[0].concept.type in types and _MODIFIERS.fullmatch(passage.flat, start, names[0].span.start)
            return Group(names).only(types) if fits else None
    return None


def _part_before(passage: Passage, end: int, types: frozenset[str]) -> Group | None:
    """The names that a hyphen at `end` joins to what follows."""
    text = passage.document.text
    if text[end - 1] == ")":
        bracket = _BRACKET.search(text, passage.start, end - 1)
        ends = (end - 1, bracket.start()) if bracket else (end - 1,)
    else:
        ends = (end,)
    found = next((named for named in passage.names if named.span.end in ends), None)
    if found is None:
        return None
    names: list[Named] = [found]
    for named in reversed([n for n in passage.names if n.span.end < found.span.start]):
        joint = text[named.span.end : names[0].span.start]
        if not joint.startswith("-") or not _SHARED.fullmatch(joint[1:]):
            break
        names.insert(0, named)
    return Group(tuple(names)).only(types)


def _adjacent(passage: Passage) -> Iterator[Assertion]:
    """ "Lithium tremor": a medicine's name right before a complaint's, where no other noun is the head."""
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        first, second = left.names[-1], right.names[0]
        if passage.document.text[first.span.end : second.span.start] != " " or not _may_name(passage, first, second):
            continue
        if _begins_anew(passage.document.text, first, second):
            continue  # "injections of local anesthetics Shingles lasts": two blocks that ran together
        if not _has_other_head(passage, right):
            yield from _said(passage, (Group((first,)), right), Predicate.CAUSES)


def _begins_anew(text: str, first: Named, second: Named) -> bool:
    return text[second.span.start].isupper() and text[first.span.start].islower()


def _may_name(passage: Passage, first: Named, second: Named) -> bool:
    """True where the first may say what the second comes of: a medicine, or what people are allergic to."""
    if second.concept.type is not ConceptType.CONDITION or is_class(first.concept.label):
        return False
    if _PLACED.match(passage.flat, second.span.start) or _ACTS_ON.match(passage.flat, second.span.end):
        return False  # "chemotherapy after surgery"; "creams with lidocaine numb the area"
    if passage.flat[second.span.start : second.span.end].partition(" ")[0] in passage.knowledge.event_verbs:
        return False  # "cyclosporine suppresses the immune system"
    if _OTHER_SENSE.match(passage.flat, second.span.start):
        return False  # "a piroxicam overdose" is a dose of it; "scopolamine skin patches"
    allergy = _ALLERGY.match(passage.flat, second.span.start, second.span.end)
    return first.concept.type is ConceptType.DRUG or (first.concept.type in _EATEN and allergy is not None)


def _allergies(passage: Passage) -> Iterator[Assertion]:
    """ "Allergy to peanuts"."""
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        named = left.names[-1]
        if not passage.flat.startswith(_TO_BEGINS, named.span.end):
            continue
        if not _ALLERGY.search(passage.flat, named.span.start, named.span.end):
            continue
        agents = right.only(_EATEN | {ConceptType.DRUG})
        if agents and _TO.fullmatch(passage.flat, named.span.end, right.start):
            yield from _said(passage, (agents, Group((named,))), Predicate.CAUSES)


def _toxicities(passage: Passage) -> Iterator[Assertion]:
    """ "The kidney toxicity of cisplatin"."""
    for left, right in zip(passage.groups, passage.groups[1:], strict=False):
        named, agents = left.names[-1], right.only(frozenset((ConceptType.DRUG,)))
        joined = _OF.fullmatch(passage.flat, named.span.end, right.start)
        if agents and joined and _TOXIC.fullmatch(passage.flat, named.span.start, named.span.end):
            yield from _said(passage, (agents, Group((named,))), Predicate.CAUSES)


def _has_other_head(passage: Passage, group: Group) -> bool:
    return _OTHER_HEAD.match(passage.flat, group.names[0].span.end, passage.end) is not None


def _said(passage: Passage, ends: tuple[Group, Group], predicate: Predicate) -> Iterator[Assertion]:
    context = _context(passage, ends[0].start)
    if context is not None:
        yield from claims(passage, ends, predicate, context, "compound")


def _context(passage: Passage, start: int) -> Context | None:
    """Stated, or as the word right before the compound has it: "possible statin-induced"; None for "no"."""
    if _NONE.search(passage.flat, passage.start, start):
        return None
    for hit, cue in passage.cues:
        if 0 <= start - hit.end <= _NEAR:
            word = passage.document.text[hit.start : hit.end]
            if cue.category == "negated":
                return None
            if cue.category in ("possible", "disputed"):
                return Context(Polarity.AFFIRMED, Certainty(cue.category), (word,))
    return STATED
