"""What a sentence leaves for the next one to take up: the thing that is spoken of first, then what else it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Assertion, ConceptType
from ingest.mentions import Named
from ingest.passage import Group, Passage
from ingest.reference import is_class

# Rules that tell what something does.
_TOLD = frozenset(("verb", "phrase", "event", "opener", "continued", "drawback"))
_HELPERS = frozenset(("drug", "remedy"))
_GIVEN_UP = re.compile(
    r"\b(?:gave up|given up|giving up|cut out|cutting out|cut down on|cut back on|stopped|quit|avoided|swore off|"
    r"came off|went without|did without)(?: (?!and\b|but\b|by\b|with\b)[\w'-]+){0,5} $"
)
_REACH = 50  # characters between such a verb and what was given up
# "You can have it as tea.", "Massage it into the scalp.", "A few drops in the shampoo.": of what was spoken of before
_USES_IT = re.compile(
    r"\W*(?:(?:then|just|simply|always|never|now|i|we|you|people|can|could|may|might|should|also|often|usually|have|"
    r"do not|don't) )*(?:have|take|use|used|buy|drink|eat|get|apply|try|add|put|rub|mix|massage|dilute|dab|make|keep|"
    r"spread|pour|give|repeat|hold|leave|find|swallow|chew|sip|wear|do) (?:it|them)\b|"
    r"\W*(?:just |only )?(?:an?|one|two|three|four|\d+|some|a few|a couple of|several|half a) (?:\w+ )?(?:drops?|"
    r"teaspoons?|tablespoons?|spoonfuls?|cups?|pinch|capsules?|tablets?|sprays?|dabs?|minutes)\b(?! of)"
)
# "It works only modestly.", "In this form, it has to be ...", "There is a small risk of A."
_GOES_ON = re.compile(
    r"\W*(?:(?:but|and|so|yet|also|then|however|unfortunately|still|though|in (?:this|that|some|rare|most|many|older|"
    r"a) [^,.;]{1,30}|for (?:some|most|many) \w+|at (?:first|best|worst)|over time),? )?(?:it|they|there) "
    r"(?!(?:is|was|seems|may be|can be) (?:important|possible|best|likely|unlikely|worth|vital|essential|common|clear|"
    r"unclear|thought|believed|known|better|also (?:important|possible|best|worth)) )"
)


def taken_up(passage: Passage, said: Sequence[Assertion]) -> tuple[Group, ...]:
    """The lists that a pronoun in the next sentence may mean: first what did something here, named or by pronoun."""
    groups, before = passage.groups, passage.before
    subjects = {a.evidence[0].subject for a in said if a.evidence[0].rule in _TOLD}
    section = (passage.subheading,) if passage.subheading else ()
    acting = [g for g in (*groups, *before, *section) if any(named.span in subjects for named in g.names)]
    if not acting and groups and _speaks_on(passage):
        acting = _helper(passage)
    rest = sorted((g for g in groups if g not in acting and not _is_given_up(passage, g)), key=_is_class)
    return (*acting, *rest) or before


def _speaks_on(passage: Passage) -> bool:
    """Whether a sentence tells of what the one before it told of, by pronoun, or only says how to use it."""
    return any(one.match(passage.flat, passage.start, passage.end) for one in (_GOES_ON, _USES_IT))


def _is_given_up(passage: Passage, group: Group) -> bool:
    """True for the wine in "I gave up my glass of wine. It made a difference": what helped was to do without."""
    return _GIVEN_UP.search(passage.flat, max(passage.start, group.start - _REACH), group.start) is not None


def _is_class(group: Group) -> bool:
    """True for "the medicines", which a pronoun means less likely than one of them that is named beside it."""
    return is_class(group.names[-1].concept.label)


def held_by(passage: Passage, taken: Sequence[Group]) -> Group | None:
    """The medicine or remedy that "its side effects" further on still mean. `taken`: what a pronoun may mean."""
    kept = (group.only(_HELPERS) for group in taken)
    named = next((group for group in kept if group and not _is_class(group)), None)
    return named or passage.held


def _helper(passage: Passage) -> list[Group]:
    """The medicine or remedy that a sentence still speaks of: what was spoken of before it, or the section's."""
    held = (*passage.before[:1], *((passage.subheading,) if passage.subheading else ()))
    kept = (group.only(_HELPERS) for group in held)
    return [group for group in kept if group and not _is_class(group)][:1]


def speak_of_another(groups: Sequence[Group], topic: Named | None, said: Sequence[Assertion]) -> bool:
    """Whether lists name a complaint that is not the topic, unless only as what a medicine or the like brings on."""
    effects = {a.evidence[0].object for a in said}
    conditions = [n for g in groups for n in g.names if n.concept.type is ConceptType.CONDITION]
    if topic is not None and any(named.concept.id == topic.concept.id for named in conditions):
        return False
    return any(named.span not in effects for named in conditions)
