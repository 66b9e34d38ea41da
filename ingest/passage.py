"""All that an extractor sees of a sentence: names in lists, triggers, cues, and clauses to look for neighbours in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.model import Assertion, BlockKind, Certainty, ConceptType, Document, Polarity, Sentence
from ingest.coordination import joins, joins_no_clauses, ranges
from ingest.governing import Rule
from ingest.knowledge import Knowledge
from ingest.lexicon import Cue, Hit, Matter, Opener, Trigger
from ingest.mentions import Named
from ingest.segments import Segment, Segments

_INTRODUCING = re.compile(r"\b(?:in|for|with|from|during|after|before|if|when|like|unlike|against) (?:\w+ ){0,2}$")
_AGENTS = frozenset("condition drug remedy food factor".split())
_GENERAL = frozenset(("infection", "illness", "injury", "bacterium", "virus", "symptom"))
_BRACKETS = re.compile(r" ?\([^()]*\)")
_DESCRIBED = re.compile(
    r" (?:of|in|on|with|from|at|around|over|before|after|during) (?:[^\W\d_]+ ){0,2}[^\W\d_]+(?:,? (?:and|or)|,) "
    r"(?:[^\W\d_]+ )?"
)
_WHEN = (" before ", " after ", " during ")
_STILL_LISTED = re.compile(r", (?:(?!which|who|that|is|are|can|may)[\w'() -]{1,40}, ){0,6}(?:and|or) ")
_LAST = re.compile(r"\b(?:and|or) (?:\w+ ){0,3}$")
_ADVERB = 9  # characters of "often" and the like between a name and its verb
_AND = re.compile(r",? and\b")
PLACED = re.compile(r"(?:after|before|during|at|in|on|while|when|without|with) ")
_MODAL = re.compile(r" (?:can|may|might|could|will|is|are|do|does|makes?|helps?|has|have)\b")
_GOES_ON = re.compile(r",| (?:and|or) (?!(?:can|may|is|are|\w+s)\b)")
_JOINT = re.compile(r",| (?:and|or|but)\b")
_CLOSING = " \"')”’"  # what may stand behind a question mark


@dataclass(slots=True)
class Group:
    """Names in one list, in text order; never empty, never changed. `start`, `end`: of the first and the last name.

    Not frozen, as rules ask for its places far more often than for anything else, and frozen ones are slow to make.
    """

    names: tuple[Named, ...]
    start: int = field(init=False, repr=False, compare=False)
    end: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Works the places out once."""
        self.start = self.names[0].span.start
        self.end = self.names[-1].span.end

    def only(self, types: frozenset[str]) -> Group | None:
        """The names of these types, or None where there are none."""
        kept = tuple([named for named in self.names if named.concept.type in types])
        if len(kept) == len(self.names):
            return self
        return Group(kept) if kept else None


@dataclass(slots=True, eq=False)
class Passage:
    """One sentence as extractors see it; never changed, though not frozen, which would take twice as long to make.

    Positions are the document's; `flat` is the whole document's flat text.

    `topic` is the complaint that the section or article is about; `before` holds the lists of the sentence before.
    `label_end`: where the label ends that says what the passage lists ("Causes: ..."), or 0.
    `body`: the cues in the first sentence under a heading, where the passage is one.
    `previous` and `previous_said`: the sentence before under the same heading, and what was read from it.
    `led`: how the lead-in says what it says of the items, where that is more than its heading-like wording.
    `asked`: the question before, which this may answer; `answered`: this is such a question, with its reply.
    `held`: the medicine or remedy that was spoken of last under the same heading, be it some sentences ago.
    `governors` is what the heading or lead-in above says of things here, of `target`; `hedged`: with a "may".
    `start`, `end`: of the sentence. `is_question`: it asks, or is a heading with a question in it; not where it is
    `answered`. `refers_to_doctor`: it sends the reader to a doctor.
    """

    document: Document
    sentence: Sentence
    flat: str
    knowledge: Knowledge
    names: tuple[Named, ...]
    groups: tuple[Group, ...]
    parts: Segments
    triggers: tuple[tuple[Hit, Trigger], ...]
    openers: tuple[tuple[Hit, Opener], ...]
    cues: tuple[tuple[Hit, Cue], ...]
    topic: Named | None
    subheading: Group | None
    before: tuple[Group, ...]
    matters: tuple[tuple[Hit, Matter], ...] = ()
    governors: tuple[Rule, ...] = ()
    target: Group | None = None
    hedged: bool = False
    is_first_of_block: bool = True
    label_end: int = 0
    body: tuple[tuple[Hit, Cue], ...] = ()
    previous: Passage | None = None
    previous_said: tuple[Assertion, ...] = ()
    led: tuple[Polarity, Certainty, tuple[str, ...]] | None = None
    asked: Passage | None = None
    held: Group | None = None
    answered: bool = False
    start: int = field(init=False)
    end: int = field(init=False)
    is_question: bool = field(init=False)
    refers_to_doctor: bool = field(init=False)

    def __post_init__(self) -> None:
        """What many rules ask of every passage is worked out once."""
        span = self.sentence.span
        words = self.flat[span.start : span.end].rstrip(_CLOSING)
        asks = "?" in words if self.sentence.kind is BlockKind.HEADING else words.endswith("?")
        self.start = span.start
        self.end = span.end
        self.is_question = asks and not self.answered
        self.refers_to_doctor = bool(self.cues) and any(cue.category == "nothing" for _, cue in self.cues)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The sentence cut at its boundaries."""
        return self.parts.cut()

    @property
    def is_lead_in(self) -> bool:
        """True for a sentence that only introduces a list."""
        return self.flat[self.start : self.end].rstrip().endswith(":")

    def is_governed_by(self, predicate: str, role: str) -> bool:
        """True where the heading above says that what stands here has this role."""
        return any(rule.predicate == predicate and rule.role == role for rule in self.governors)

    def segment_at(self, position: int) -> int:
        """The number of the segment that holds a position."""
        for number, segment in enumerate(self.segments):
            if position < segment.end:
                return number
        return len(self.segments) - 1


def group_names(names: Sequence[Named], flat: str, triggers: Sequence[int] = ()) -> tuple[Group, ...]:
    """Names put together into lists by what stands between them; a trigger (its start) between two names divides.

    What stands in brackets is a list of its own: "baclofen, quinine (an antimalarial) and massage".
    """
    if len(names) < 2:
        return (Group(tuple(names)),) if names else ()
    inner = _bracketed(names, flat)
    if not inner:
        return _grouped(names, flat, triggers)
    outer = [named for named in names if named not in inner]
    groups = (*_grouped(outer, flat, triggers), *_grouped(inner, flat, triggers))
    return tuple(sorted(groups, key=lambda group: (group.start, group.end)))


def _bracketed(names: Sequence[Named], flat: str) -> list[Named]:
    if flat.find("(", names[0].span.start, names[-1].span.end) < 0:
        return []
    spans = [match.span() for match in _BRACKETS.finditer(flat, names[0].span.start, names[-1].span.end + 60)]
    return [n for n in names if any(start < n.span.start and n.span.end < end for start, end in spans)]


def _grouped(names: Sequence[Named], flat: str, triggers: Sequence[int]) -> tuple[Group, ...]:
    groups: list[list[Named]] = [[named] for named in names[:1]]
    for named in names[1:]:
        last, start = groups[-1][-1].span.end, named.span.start
        gap = _without_brackets(flat[last:start])
        divided = bool(triggers) and any(last <= place <= start for place in triggers)
        if (
            not divided
            and (joins(gap) or _goes_on(gap, groups[-1][-1], named) or ranges(gap, flat, groups[-1][0].span.start))
            and not _ends_list(gap, (groups[-1], named), flat, triggers)
        ):
            groups[-1].append(named)
        elif not divided and gap == " " and named.concept.label in _GENERAL:
            continue  # "a helicobacter pylori infection": the first name says which
        elif not divided and gap == " " and PLACED.match(flat, start):
            groups.append([named])  # "vaginal dryness after the menopause"
        elif not divided and gap == " " and groups[-1][-1].concept.type is named.concept.type:
            groups[-1][-1] = named  # "the nervous system disorder multiple sclerosis": the particular name is meant
        else:
            groups.append([named])
    return tuple([Group(tuple(part)) for group in groups for part in _lists(group, flat, triggers)])


def _without_brackets(gap: str) -> str:
    return _BRACKETS.sub("", gap) if "(" in gap else gap


def _goes_on(gap: str, last: Named, named: Named) -> bool:
    """True for "standing on hard floors and tight shoes": words that describe the first name stand before the "and"."""
    same = last.concept.type is named.concept.type
    alike = same or ({last.concept.type, named.concept.type} <= _AGENTS and not gap.startswith(_WHEN))
    return alike and _DESCRIBED.fullmatch(gap) is not None


def _lists(group: list[Named], flat: str, triggers: Sequence[int]) -> list[list[Named]]:
    """The group as it is, or apart where it is only two names with a comma between: "for cramps, stretching"."""
    if len(group) > 2:
        return _clauses(group, flat, triggers)
    if len(group) != 2 or flat[group[0].span.end : group[1].span.start].strip() != ",":
        return [group]
    introduced = _INTRODUCING.search(flat, max(0, group[0].span.start - 24), group[0].span.start)
    listed = _GOES_ON.match(flat, group[1].span.end) is not None  # "A, B or one of the newer ones"
    goes_on = listed and group[0].concept.type is group[1].concept.type
    one_list = goes_on and not introduced
    return [group] if one_list else [[group[0]], [group[1]]]


def _clauses(group: list[Named], flat: str, triggers: Sequence[int]) -> list[list[Named]]:
    """A list apart where the subject of another clause was taken for its end: "helps A, and B, C and D can help"."""
    last = group[-1].span.end
    if not any(last < start <= last + _ADVERB for start in triggers) and not _MODAL.match(flat[last : last + _ADVERB]):
        return [group]
    gaps = [flat[one.span.end : other.span.start] for one, other in pairwise(group)]
    ands = [place for place, gap in enumerate(gaps) if _AND.match(gap)]
    if len(ands) < 2 or not gaps[ands[0]].startswith(","):
        return [group]
    return [group[: ands[0] + 1], group[ands[0] + 1 :]]


def _ends_list(gap: str, pair: tuple[Sequence[Named], Named], flat: str, triggers: Sequence[int]) -> bool:
    """True where the next name begins something new: an apposition ("naproxen, a pain reliever,") or a clause."""
    group, named = pair
    following = flat[named.span.end : named.span.end + 8]
    if gap in (", a ", ", an "):
        listed = named.concept.type is ConceptType.CONDITION and _STILL_LISTED.match(flat, named.span.end)
        return following[:1] in (",", ")", ".", "") and not listed
    if gap == ", " and len(group) > 1 and group[-1].concept.type is not named.concept.type:
        return _LAST.search(flat, group[-2].span.end, group[-1].span.start) is not None  # "if it is A or B, C may help"
    if not _AND.match(gap):
        return False
    if gap.startswith(",") and len(group) == 1 and group[0].concept.type is not named.concept.type:
        return True
    first = group[0].span.start
    verbs = [start for start in triggers if start <= first]
    if not verbs or (
        not gap.startswith(",") and joins_no_clauses(flat, verbs[-1], [one.span for one in group], named.span)
    ):
        return False
    acts = any(named.span.end < start <= named.span.end + _ADVERB for start in triggers)
    return (acts and not _JOINT.match(following)) or _MODAL.match(following) is not None
