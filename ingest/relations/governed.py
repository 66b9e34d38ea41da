"""Relations that structure states: an item under "Causes", a sub-heading under "Remedies", advice in such a section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.model import Assertion, BlockKind, Certainty, Predicate
from ingest.advising import advised, is_advice, is_denied
from ingest.claims import OBJECTS, SUBJECTS, claims
from ingest.context import Context, context_of_sentence
from ingest.doubts import is_doubt
from ingest.governing import Rule
from ingest.lexicon import Cue, Hit
from ingest.passage import PLACED, Group, Passage
from ingest.reference import is_bare_class, is_class
from ingest.widened import with_examples

# Addresses, prices and code are no items of a list of causes.
_NO_PROSE = re.compile(r"://|\bwww\.|[£$€] ?\d|\d ?(?:EUR|USD|GBP)\b|`|\w\([^)]*[=,\"']|[{}]|[=;] ?$|(?<!\w)= ")
_LABEL = re.compile(r"[:—]")
_ONLY_IF = re.compile(r"\bonly (?:if|when|as|after)\b|\bunless\b")
_SENTENCE = re.compile(
    r" (?:If|When|You|The|This|These|They|It|There|Your|Some|Many|Most|In|During|As|A|An|Try|Take|Drink)\b "
)
_BARE_GAP = re.compile(r"\W*(?:and|or|a|an|the)?\W*")
_CELL_GAP = re.compile(  # "High blood pressure, angina; severe heart failure"
    r"\s*[,;/\n]\s*(?:and |or )?(?:(?!(?:in|of|with|for|from|to|after|due|without|no|not)\b)[\w-]+ ){0,2}| (?:and|or) "
)
_CELL_START = re.compile(r"\W*(?:(?!(?:in|of|with|for|from|to|after|due|without|no|not)\b)[\w-]+ )?")
_LISTED_GAP = re.compile(r"\W*(?:(?:and|or|a|an|the|some|certain|other|many|most|such as|for example|as well as)\W+)*")
_PREPOSED = re.compile(r"\w+ (?:in|during|after|before|with|from|on|at|by|for|than|without) (?:\w+ )?$")
_BEFORE = re.compile(
    r"\b(?:before|prior to|ahead of) (?:\w+ ){0,3}?(?:exercis\w+|workouts?|sports?|training|activit\w+|runs?|running|"
    r"playing|games?)\b"
)
_SEEN_THROUGH = re.compile(
    r"\W*(?:the )?(?:side effects?|effects?|use|overuse|reactions?|consumption|intake|presence) (?:of|from|to) "
)
_HARMS = (Predicate.CAUSES, Predicate.WORSENS)
_ADDRESSES = re.compile(r"\b(?:you|your|who|they|people|those|to|avoid|limit|not|don't)\W*(?:\w+\W*){0,3}$")
_NOUN_FIRST = re.compile(
    r"\W*(?:(?:sleep|lower|exercise|rest|work|change|stress|heat|ice|massage|light|cold) |\w+ of )"
)
_SHUNS = re.compile(
    r"\W*(?:also |try to )*(?:avoid|limit|cut|skip|reduce|do not|don't|never|stop|quit|beware|stay away|steer)\b"
)
_REFERS = re.compile(r"\W*(?:these|this|they|it|such)\b(?! (?:may |can )?include)")  # "These are taken daily."
_NEAR_START = 60  # characters from an item's start within which the thing it is about is named
_SHORT = 90  # characters of an item or sub-heading without a sentence of its own


def extract(passage: Passage) -> Iterator[Assertion]:
    """Assertions that come of where a passage stands."""
    if not passage.governors or not _may_be_governed(passage):
        return
    about = _things(passage)
    if about is None:
        return
    for rule in passage.governors:
        things = about.only(rule.types) if rule.types else about
        target = passage.target or _taken_up(passage, rule)
        if things is None or target is None or (rule.predicate in _HARMS and _is_stray_advice(passage)):
            continue
        predicate = _in_time(passage, Predicate(rule.predicate))
        if predicate is Predicate.TREATS and _is_warning(passage, things):
            continue
        ends = (things, target) if rule.role == "subject" else (target, things)
        ends = (_fitting(ends[0], SUBJECTS[predicate]), _fitting(ends[1], OBJECTS[predicate]))
        yield from claims(passage, ends, predicate, _context(passage), "structure")
        return


def _is_warning(passage: Passage, things: Group) -> bool:
    """True for "DO NOT rub it": what a warning forbids has done harm, and leaving it eases nothing."""
    named = things.names[0]
    warns = passage.document.text.find("NOT", named.span.start - len("DO NOT "), named.span.end) >= 0
    return warns and named.concept.label.startswith("not ")


def _is_stray_advice(passage: Passage) -> bool:
    """True for a sentence of advice below a list of causes that is over: "Causes include: ... Eat more fish."

    What the reader does stands there too: "You are at risk if you: Drink a lot".
    """
    if not passage.flat[passage.start : passage.end].rstrip().endswith(".") or not is_advice(passage):
        return False
    above = passage.sentence.lead or (passage.sentence.headings[-1] if passage.sentence.headings else None)
    told = above is not None and _ADDRESSES.search(passage.flat, above.start, above.end)
    if told or _NOUN_FIRST.match(passage.flat, passage.start):
        return False
    return not is_denied(passage) and _SHUNS.match(passage.flat, passage.start) is None


def _in_time(passage: Passage, predicate: Predicate) -> Predicate:
    """Advice on what to do beforehand prevents: "Warm up before exercising"."""
    early = (
        predicate is Predicate.TREATS
        and is_advice(passage)
        and _BEFORE.search(passage.flat, passage.start, passage.end)
    )
    return Predicate.PREVENTS if early else predicate


def _things(passage: Passage) -> Group | None:
    if passage.label_end:
        return _listed(passage)
    return advised(passage) if is_advice(passage) else _about(passage)


def _listed(passage: Passage) -> Group | None:
    """Everything behind a label that says what it lists, up to a verb that says something of its own."""
    limit = next((hit.start for hit, _ in passage.triggers if hit.start > passage.label_end), passage.end)
    names = (named for group in passage.groups for named in group.names)
    listed = tuple(named for named in names if passage.label_end < named.span.start < limit)
    return Group(listed) if listed else None


def _taken_up(passage: Passage, rule: Rule) -> Group | None:
    """The medicine whose side effects are meant, where the heading does not name it."""
    named = (*passage.before, *((passage.subheading,) if passage.subheading else ()))
    return next((kept for kept in (group.only(rule.target) for group in named) if kept), None)


def _fitting(group: Group, types: frozenset[str]) -> Group:
    return group.only(types) or group


def _may_be_governed(passage: Passage) -> bool:
    if passage.is_question or passage.refers_to_doctor or is_denied(passage):
        return False
    if _ONLY_IF.search(passage.flat, passage.start, passage.end):
        return False
    return _stands_right(passage) and not _NO_PROSE.search(passage.document.text, passage.start, passage.end)


def _stands_right(passage: Passage) -> bool:
    """Whether a passage is of the kind that something above it may govern."""
    if passage.label_end:
        return True
    if passage.sentence.kind is BlockKind.ITEM and not passage.is_first_of_block:
        return is_advice(passage)
    if passage.sentence.kind in (BlockKind.ITEM, BlockKind.CELL):
        return passage.is_first_of_block and not _speaks_for_itself(passage)
    if passage.sentence.kind is BlockKind.HEADING:
        return len(passage.sentence.span) <= _SHORT
    return is_advice(passage) or (passage.is_first_of_block and _is_nothing_but_names(passage))


def _is_nothing_but_names(passage: Passage) -> bool:
    """True for a paragraph that begins like an item: "Relaxation. I was sceptical, but ..."."""
    ends = [passage.start, *(named.span.end for named in passage.names)]
    starts = [*(named.span.start for named in passage.names), passage.end]
    classes = [is_bare_class(named.concept.label) for named in passage.names]
    helps = _helps(passage)
    if all(classes) or (helps and classes[-1]):
        return False
    if any(not passage.flat[one.span.end : two.span.start].strip() for one, two in pairwise(passage.names)):
        return False  # "being frightened makes the heart race" is no list
    gap = _BARE_GAP if helps else _LISTED_GAP  # "Some medicines, such as aspirin." may as well be what to avoid
    return all(gap.fullmatch(passage.flat, end, start) for end, start in zip(ends, starts, strict=True))


def _helps(passage: Passage) -> bool:
    """True where what stands here is said to help."""
    return passage.is_governed_by("treats", "subject") or passage.is_governed_by("prevents", "subject")


def _speaks_for_itself(passage: Passage) -> bool:
    """True for an item that is a whole sentence of its own, without a label: what it says stands in its words."""
    if _flattened(passage):
        return False
    if _REFERS.match(passage.flat, passage.start) and _helps(passage):
        return True
    text = passage.flat[passage.start : passage.end]
    says = any(trigger.form in ("base", "third") or trigger.rule == "phrase" for _, trigger in passage.triggers)
    return says and text.rstrip().endswith(".") and not _LABEL.search(text[:_NEAR_START]) and not is_advice(passage)


def _flattened(passage: Passage) -> bool:
    """True for "Pregnancy If you have a cramp, ...": a label that lost its line."""
    first = passage.groups[0] if passage.groups else None
    if first is None or len(first.names) > 1 or first.start - passage.start > 2:
        return False
    return _SENTENCE.match(passage.document.text, first.end) is not None


def _about(passage: Passage) -> Group | None:
    """What an item is about: its label's names, or the first names near its start."""
    if not passage.groups:
        return None
    label = _LABEL.search(passage.flat, passage.start, passage.end)
    if label and label.start() - passage.start <= _NEAR_START:
        within = [group for group in passage.groups if group.end <= label.start()]
        behind = _behind_class(passage, within[0], label.end()) if within else None
        if behind is not None:
            return behind
        if within:
            return with_examples(passage, within[0])
    listed = _bare_list(passage)
    if listed is not None:
        return listed
    first = passage.groups[0]
    return with_examples(passage, first) if _is_about(passage, first) else None


def _is_about(passage: Passage, first: Group) -> bool:
    """Whether an item without a label is about the first names in it."""
    if any(segment.hard and segment.start <= first.start for segment in passage.segments[1:]):
        return False  # "Asking your doctor if medicines are to blame"
    if passage.sentence.kind is BlockKind.HEADING and is_bare_class(first.names[-1].concept.label):
        return False  # "Medications" only says what comes
    if _PREPOSED.search(passage.flat, passage.start, first.start) and not _SEEN_THROUGH.match(
        passage.flat, passage.start, first.start
    ):
        return False  # "Drinking too little in hot weather": what it is about has no known name
    return first.start - passage.start <= _NEAR_START


def _behind_class(passage: Passage, labelled: Group, position: int) -> Group | None:
    """The names behind a label that only says of what class they are, or of what complaint.

    "Medicines: antihistamines and the pill", "Tension headache: stress".
    """
    names = tuple(named for group in passage.groups for named in group.names if named.span.start >= position)
    is_target = passage.target is not None and labelled.names[-1].concept == passage.target.names[0].concept
    if not names or not (is_target or is_class(labelled.names[-1].concept.label)):
        return None
    ends = [position, *(named.span.end for named in names)]
    starts = [*(named.span.start for named in names), passage.end]
    bare = all(_LISTED_GAP.fullmatch(passage.flat, end, start) for end, start in zip(ends, starts, strict=True))
    return Group(names) if bare else None


def _bare_list(passage: Passage) -> Group | None:
    """All names of an item that holds nothing but names: "heartburn, nausea"."""
    names = [named for group in passage.groups for named in group.names]
    ends = [passage.start, *(named.span.end for named in names)]
    starts = [*(named.span.start for named in names), passage.end]
    if any(PLACED.match(passage.flat, named.span.start) for named in names[1:]):
        return None  # "vaginal dryness after the menopause"
    gaps = [passage.flat[end:start] for end, start in zip(ends, starts, strict=True)]
    if len(names) < 2:
        return None
    return Group(tuple(names)) if all(map(_BARE_GAP.fullmatch, gaps)) or _fill_cell(passage, gaps) else None


def _fill_cell(passage: Passage, gaps: Sequence[str]) -> bool:
    """Whether a table's cell is a list of names, some with a word before them."""
    if passage.sentence.kind is not BlockKind.CELL:
        return False
    between = all(map(_CELL_GAP.fullmatch, gaps[1:-1]))
    return between and bool(_CELL_START.fullmatch(gaps[0])) and bool(_BARE_GAP.fullmatch(gaps[-1]))


def _context(passage: Passage) -> Context:
    """A bare item is as certain as its lead-in, one with its own sentence as that; the text below may doubt it."""
    own = context_of_sentence(passage, passage.start, passage.end)
    if own.certainty is not Certainty.STATED:
        return own
    if passage.led is not None:
        return Context(*passage.led, asides=own.asides)
    doubts = tuple(passage.document.text[h.start : h.end] for h, cue in passage.body if _is_doubt(passage, h, cue))
    if doubts:
        return own._replace(certainty=Certainty.DISPUTED, cues=doubts)
    has_sentence = len(passage.sentence.span) > _SHORT and passage.triggers
    return own if has_sentence or not passage.hedged else own._replace(certainty=Certainty.POSSIBLE)


def _is_doubt(passage: Passage, hit: Hit, cue: Cue) -> bool:
    """Whether a cue in the text below a heading doubts the heading; that it "may" help does not."""
    return cue.category != "possible" and is_doubt(passage, hit, cue, ((passage.end, hit.start),))
