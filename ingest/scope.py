"""What reaches a trigger: which cues, by their scope, by clauses, and by what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Span
from ingest.asides import Aside, asides_of
from ingest.clauses import Clauses, Kind
from ingest.doubts import denial_of, goes_on, is_about_more, is_doubt, is_used_up
from ingest.lexicon import Cue, Hit
from ingest.limits import is_limited, is_of_another, is_of_many, is_of_name
from ingest.passage import Group, Passage

DENIALS = frozenset(("negated", "denied", "absent"))
DOUBTS = frozenset(("disputed", "weak", "tested"))

_NEAR = 60  # characters between a negation and what it denies
_OR = re.compile(r"\b(?:or|nor)\b")
_ADVERBS = re.compile(r" ?(?:[a-z]+ly |even |just |also |ever |to )?")
_TWO_WORDS = re.compile(r" (?:\w+ ){0,2}")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|does)\b")
_NEW_SUBJECT = re.compile(r", (?:it|they|this|these|that|you|we|he|she|there)\b")
_NEW_VERB = re.compile(
    r"\b(?:and|yet|then) (?:\w+ly |also |still |even )?"
    r"(?:is|are|was|were|has|have|can|may|might|will|does|do|could|it|they|so)\b"
)
_VERB_BEGINS = re.compile(r"\b(?:is|are|was|were|has|may|might|can|could|will|would|must)\b(?! have\b)")
_IS = re.compile(r"(?:is|are|was|were|has|have) ")
_SUBJECTS = frozenset(("neither", "nor", "none of", "nobody", "no one", "nothing"))  # denied subjects of a later verb
_OCCURS = re.compile(
    r" (?:also |then |still )?(?:occur|happen|develop|appear|arise|result|follow|be (?:present|seen|felt|noticed))\b"
)
_SHORTEST = 3  # words of a relative clause before the main clause may go on
_HOW = re.compile(r"\b(?:how|why|what|which)\b")
_WHAT = re.compile(r"\bwhat (?:\w+ ){0,2}$")
_LATER_VERB = ("", "people")  # forms of triggers behind which their verb stands: "causes of A do not include B"
_GRANTING = frozenset(("although", "though", "while", "whereas"))
_HELPERS = frozenset(("drug", "remedy", "food", "nutrient", "factor"))
_CONDITIONS = frozenset(("if", "when", "unless", "until", "where"))
_BECAUSE = re.compile(r"(?:due to|because of|as a result of|on account of|thanks to|owing to|from|secondary to)\b")
_ADVERBS_ONLY = re.compile(r"(?> (?:\w+ly|always|often|just|all|only|simply|be|been|a|the|caused|brought on)\b)* ")
_LITTLE_OR = re.compile(r" (?:(?:little|few|almost|virtually|practically) (?:or )?|[a-z]+ly )?")
_FIRST = re.compile(
    r"[ ,]*(?:and |but |currently |there (?:is|are|was|were) |there's |so far |at present |in fact |"
    r"almost |however |to date )*"
)
_GERUND = re.compile(r"[a-z]{2,}ing\b")
_OF_ANOTHER = re.compile(r" (?:for|on|in|of|against|that|from|to) ")


class Scope:
    """What reaches one trigger, which acts as far as `reach`."""

    def __init__(self, passage: Passage, trigger: Span, reach: int) -> None:
        self._passage = passage
        self._trigger = trigger
        self._reach = max(reach, trigger.end)
        self._clauses = Clauses(passage)
        self._own = self._clauses.at(trigger.start)
        self._form = next((t.scoped_form for hit, t in passage.triggers if hit.start == trigger.start), "")

    def cues(self) -> list[tuple[Hit, Cue]]:
        """The cues that count for the trigger. What denies a test ("not proven") denies nothing else."""
        cues = [
            (hit, cue) for hit, cue in self._passage.cues if not is_of_another(self._passage, hit, cue, self._trigger)
        ]
        kept = [(hit, cue) for hit, cue in cues if self._holds(hit, cue)]
        tests = [(denial_of(self._passage, hit), hit.start) for hit, cue in kept if cue.category == "tested"]
        denials = [h.start for h, c in kept if c.category in DENIALS and not any(a <= h.start < b for a, b in tests)]
        told = min(denials) if denials and min(denials) < self._trigger.end else -1  # "some say that it does not help"
        return [
            (hit, cue)
            for hit, cue in kept
            if (cue.category not in DENIALS or hit.start in denials)
            and (cue.category not in DOUBTS or not denials or hit.start < told)
        ]

    def is_silent(self, kept: Sequence[tuple[Hit, Cue]]) -> bool:
        """True where the trigger claims nothing: "what causes it", "if it does not help", "pain not eased by rest"."""
        flat, own = self._passage.flat, self._clauses.all[self._own]
        categories = {cue.category for _, cue in kept}
        if "silent" in categories or ("asked" in categories and categories.isdisjoint(DOUBTS)):
            return True
        if _WHAT.search(flat, max(self._passage.start, self._trigger.start - _NEAR), self._trigger.start):
            return True
        denials = [hit for hit, cue in kept if cue.category in DENIALS]
        if not denials:
            return False
        if is_limited(flat, self._before(self._trigger.start), (self._trigger.end, self._passage.end)):
            return True
        partly = (
            own.opener in _CONDITIONS or (own.kind is Kind.RELATIVE and not own.loose) or self._is_participle(denials)
        )
        return partly or is_of_many(flat, self._before(denials[0].start))

    def is_condition(self) -> bool:
        """True in a clause with "if": what it says is so for some."""
        return self._clauses.all[self._own].opener == "if" and self._form not in _LATER_VERB

    def _is_participle(self, denials: Sequence[Hit]) -> bool:
        """ "Pain not relieved by rest", "not known until": some of it, or no longer so."""
        after = self._passage.segment_at(self._trigger.start) + 1
        until = after < len(self._passage.segments) and self._passage.segments[after].opener == "until"
        ends = {group.end for group in self._passage.groups}
        bare = any(hit.start - 1 in ends and self._passage.flat[hit.start : hit.end] == "not" for hit in denials)
        return until or (bare and self._form in ("past", "phrase"))

    def _before(self, position: int) -> list[tuple[int, int]]:
        return self._clauses.stretches(self._own, 0, position)

    def asides(self) -> tuple[Aside, ...]:
        """The names of which the trigger's clause says something else."""
        found: list[Aside] = []
        for hit, cue in self._passage.cues:
            effect = self._effect_on_names(hit, cue)
            if effect:
                found.extend(asides_of(self._passage, hit, effect))
        return tuple(found)

    def _effect_on_names(self, hit: Hit, cue: Cue) -> str:
        """What a cue does to the names behind it: "caused by A, not B", "it is not A that …", "A and possibly B"."""
        here = self._clauses.at(hit.start)
        behind = hit.start >= self._trigger.end
        if self._trigger.start <= hit.start and hit.end <= self._trigger.end:
            return ""  # "no link between": the "no" is the wording's own
        if cue.category == "denied":
            return self._effect_of_no(hit, here)
        if cue.scope == "next":
            return cue.category if here == self._own else ""
        if cue.category == "negated" and cue.scope == "verb":
            return self._effect_of_not(hit, here)
        listed = cue.category == "possible" and cue.scope == "clause" and here == self._own
        return "possible" if listed and (behind or self._is_listed(hit)) else ""

    def _effect_of_not(self, hit: Hit, here: int) -> str:
        """ "Caused by A, not B" denies B; of the A in "who do not take A get B" nothing is said."""
        if self._form in _LATER_VERB and hit.start < self._reach:
            return ""
        if here == self._own and hit.end <= self._trigger.start and not self._is_subject(hit):
            return "lacking"
        return "not" if (here == self._own and hit.start >= self._trigger.end) or self._hangs_on(here) else ""

    def _effect_of_no(self, hit: Hit, here: int) -> str:
        """ "No A causes B", "A causes no B" deny it; "making no A causes B" does not."""
        if here != self._own:
            return "denied" if self._hangs_on(here) else ""
        if hit.start >= self._trigger.end:
            return "denied" if _LITTLE_OR.fullmatch(self._passage.flat, self._trigger.end, hit.start) else "absent"
        parts = self._before(hit.start)
        return "denied" if not parts or _FIRST.fullmatch(self._passage.flat, parts[-1][0], hit.start) else "absent"

    def _holds(self, hit: Hit, cue: Cue) -> bool:
        if self._trigger.start <= hit.start and hit.end <= self._trigger.end:
            if cue.category in ("weak", "tested"):
                return is_doubt(self._passage, hit, cue, ())
            return cue.scope != "next" or cue.category in DENIALS  # "does not help" holds its own negation
        if cue.scope == "next":
            return self._meets_trigger(hit, cue)
        if cue.scope == "sentence":
            return self._in_sentence(hit, cue)
        here = self._clauses.at(hit.start)
        if cue.scope == "verb":
            return here == self._own and (self._governs(hit, cue) or self._says_it_occurs(hit, cue))
        near = here == self._own or (self._hangs_on(here) and self._is_resumed())
        return near and hit.start < self._reach and not self._is_listed(hit)

    def _says_it_occurs(self, hit: Hit, cue: Cue) -> bool:
        """ "Side effects such as nausea may occur": the verb of a list stands behind it."""
        if cue.category != "possible" or self._form or hit.start < self._reach:
            return False
        between = any(self._trigger.end <= other.start < hit.start for other, _ in self._passage.triggers)
        return not between and _OCCURS.match(self._passage.flat, hit.end) is not None

    def _is_resumed(self) -> bool:
        """Whether the main clause goes on unmarked: "some who have gout develop stones" is said of some."""
        start = self._passage.segments[self._passage.segment_at(self._trigger.start)].start
        return self._passage.flat.count(" ", start, self._trigger.start) > _SHORTEST

    def _is_listed(self, hit: Hit) -> bool:
        """True inside a list ("stress and possibly age"): only what comes after it there is meant."""
        return any(group.start < hit.start < group.end for group in self._passage.groups)

    def _meets_trigger(self, hit: Hit, cue: Cue) -> bool:
        """ "without causing", "no remedy for": the cue stands directly before the trigger."""
        if cue.category not in ("denied", "absent") or hit.end > self._trigger.start:
            return False
        if cue.category == "absent" and not _GERUND.match(self._passage.flat, self._trigger.start):
            return False  # "without signs of"
        if cue.category == "denied" and self._form == "phrase" and not self._names_from(hit.end):
            return _TWO_WORDS.fullmatch(self._passage.flat, hit.end, self._trigger.start) is not None
        return _ADVERBS.fullmatch(self._passage.flat, hit.end, self._trigger.start) is not None

    def _governs(self, hit: Hit, cue: Cue) -> bool:
        if hit.end > self._trigger.start + 1:
            if hit.start < self._trigger.start:
                return True  # "should not be used for"
            open_to = ("possible", "negated", "silent") if self._form in _LATER_VERB else ("possible",)
            return cue.category in open_to and hit.start < self._reach
        gap = self._gap(hit.end)
        if cue.category == "possible":
            return not self._is_taken(hit, gap)
        if _NEW_SUBJECT.search(gap):
            return False
        return cue.category == "asked" or self._denies(hit, gap)

    def _denies(self, hit: Hit, gap: str) -> bool:
        """False where a negation is used up before: "cannot take A, B helps"; "does not help and can worsen"."""
        if len(gap) > _NEAR or _NEW_VERB.search(gap) or _HOW.search(gap) or is_of_name(self._passage, self._trigger):
            return False
        begun = _VERB_BEGINS.search(gap) or _IS.match(self._passage.flat, self._trigger.start)
        if begun and not self._is_subject(hit):
            return False  # "who do not smoke are at risk of"
        if self._form == "ing" and gap.endswith(", "):
            return False  # "does not drain, causing pain"
        if _BECAUSE.match(self._passage.flat, self._trigger.start) and not _ADVERBS_ONLY.fullmatch(gap):
            return False  # "does not work well due to A"
        if _OR.search(gap):
            return True
        verbs = any(hit.end <= other.start and other.end <= self._trigger.start for other, _ in self._passage.triggers)
        return not self._names_from(hit.end) and not (verbs and " and " in gap)

    def _is_subject(self, hit: Hit) -> bool:
        return self._passage.flat[hit.start : hit.end] in _SUBJECTS

    def _is_taken(self, hit: Hit, gap: str) -> bool:
        """True where a "may" is another verb's: "may relax muscles and prevents cramps"."""
        if self._form == "third":
            return True
        earlier = [t for t, _ in self._passage.triggers if hit.end <= t.start and t.end <= self._trigger.start]
        names = self._names_from(hit.end)
        if (earlier or names) and _FINITE.search(gap):
            return True
        if self._form != "base" or not names or not earlier:
            return False
        return self._passage.flat[names[-1].end : self._trigger.start] == " "  # "may contain A cause"

    def _in_sentence(self, hit: Hit, cue: Cue) -> bool:
        if self._is_beside(hit, cue):
            return False
        here = self._clauses.at(hit.start)
        if here == self._own:
            return not self._speaks_of_another(hit)
        if self._hangs_on(here) and hit.start < self._trigger.start:
            return self._clauses.all[self._own].opener == "that" or self._is_resumed()
        if self._is_conceded(here) or (here == self._own + 1 and goes_on(self._passage, hit)):
            return True
        return self._is_next(here) and not self._clauses.has_name(here) and not self._clauses.has_trigger(here, hit)

    def _is_beside(self, hit: Hit, cue: Cue) -> bool:
        """True for a doubt of something else: "why it helps is unclear", "the cause is unknown"."""
        flat, before = self._passage.flat, self._clauses.stretches(self._clauses.at(hit.start), 0, hit.start)
        if cue.category in ("weak", "tested") and not is_doubt(self._passage, hit, cue, before):
            return True
        if cue.category in DOUBTS and (self._asks_how(hit) or is_about_more(flat, before)):
            return True
        return cue.category in DOUBTS and is_used_up(self._passage, hit, self._trigger)

    def _is_conceded(self, clause: int) -> bool:
        """True where the trigger's clause is granted ("Although many take A for B, studies have not proven ...")."""
        granted = self._clauses.all[self._own].opener in _GRANTING and self._clauses.all[clause].kind is Kind.MAIN
        named = [group for group in self._passage.groups if self._clauses.at(group.start) == clause]
        return granted and self._own < clause and not any(group.only(_HELPERS) for group in named)

    def _asks_how(self, hit: Hit) -> bool:
        parts = self._clauses.stretches(self._own, 0, hit.start)
        start = min(hit.start, self._trigger.start, *(low for low, _ in parts[:1]))
        return _HOW.search(self._passage.flat, start, self._trigger.start) is not None

    def _speaks_of_another(self, hit: Hit) -> bool:
        """True for "relieves A, with no effect on B": what follows the cue is said of that."""
        if hit.start < self._reach or not _OF_ANOTHER.match(self._passage.flat, hit.end):
            return False
        later = [group for group in self._passage.groups if group.start >= hit.end]
        return bool(later) and later[0].start - hit.end < _NEAR

    def _is_next(self, clause: int) -> bool:
        """True where no clause with a relation of its own stands between."""
        low, high = sorted((clause, self._own))
        return not any(self._clauses.has_trigger(between) for between in range(low + 1, high))

    def _hangs_on(self, clause: int) -> bool:
        """True where the trigger's clause describes the last word of another: "A that causes B"."""
        own = self._clauses.all[self._own]
        return own.kind is Kind.RELATIVE and own.parent == clause and not own.loose

    def _names_from(self, start: int) -> list[Group]:
        """The lists of names in the trigger's clause from a position up to the trigger."""
        groups = (g for g in self._passage.groups if start <= g.start and g.end <= self._trigger.start)
        return [group for group in groups if self._clauses.at(group.start) == self._own]

    def _gap(self, start: int) -> str:
        """What the trigger's clause says between a position and the trigger, with the commas in it."""
        parts = self._clauses.stretches(self._own, start, self._trigger.start)
        return "".join(self._passage.flat[max(start, low - 1) : high] for low, high in parts)
