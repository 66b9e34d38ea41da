"""What a help is said to be for, where that is something else than the complaint of the article."""

from __future__ import annotations

import re

from graph.model import Predicate
from ingest.lexicon import Hit
from ingest.passage import Group, Passage
from ingest.phrases import plain_verbs

_IT = re.compile(r"\bit (?:[\w']+ ){0,3}$")
_THAT = re.compile(r" (?:that|to|for (?:\w+ ){1,3}to)\b")
_WHO = re.compile(
    r" (?:(?:the|your|a|an|their|his|her|our|some|other|emergency|health|medical|care|older|many|most) ){0,3}"
    r"(?:person|people|providers?|doctors?|child|children|loved ones?|patients?|team|personnel|staff|others|someone|"
    r"family|parents|caregivers?|body|him|her|them|me|us|professionals?|baby)"
    r"(?: (?:better|also|to|more easily))* (\w+)\b"
)
_WELL = frozenset("go recover cope get live help feel heal".split())  # "help people cope" is said of their complaint
_ALSO_VERBS = frozenset("focus maintain absorb function communicate remember perform plan meet".split())
_DOING = re.compile(r" (?:in|at|for|with|by) (?:\w+ ){0,2}?\w+ing\b")
_OF_WHAT = re.compile(r" in (?:the |a |an )?\w+ of (?!cases|people|patients|those)")
_FOR_WHAT = re.compile(
    r" for (?!(?:[\w-]+ ){0,4}(?:people|patients|adults|children|women|men|babies|infants|someone|those|anyone|"
    r"everyone|everybody|persons?|individuals|sufferers|child|cases?|forms?|types?|attacks?|flare|flares|episodes|"
    r"symptoms?|relief|minutes|hours|days|weeks|months|years|time|now|years?|night|example|instance)\b|"
    r"(?:it|them|this|these|that|you|me|us|him|her|many|most|some|all|both|mild|severe|moderate|short|long|"
    r"up|at|about|two|three|several|pain|treatment)\b)(?:[\w-]+)"
)
_VACCINE = re.compile(r"\b(?:vaccine|vaccination|immuni[sz]ation)$")
_HAS_RISKS = re.compile(
    r"\b(?:(?<!and )(?<!or )other|and|have|has|your|treating|any|underlying|identify|control|modify|reduce|manage|many|"
    r"more|some) $"
)
_HELPS = re.compile(r"\b(?:help|helps|helped|helping|helpful|aid|aids|assist|assists)\b")
_UP = re.compile(r" up\b")
_WISHED = frozenset(("weight gain", "weight loss"))
_BUILDS = re.compile(
    r" in (?:the )?(?:building|maintaining|maintenance|regulating|regulation|production|producing|keeping|protecting|"
    r"controlling|preventing|prevention|treating|treatment|reducing|healing|growth|supporting|managing)\b"
)
_WHILE = re.compile(r"\b(?:during|while|before|after|without) (?:\w+ )?$")


def says_other_aim(passage: Passage, hit: Hit) -> bool:
    """True for "can help the doctor decide", "may be useful in finding the way"."""
    flat, end = passage.flat, passage.end
    who = _WHO.match(flat, hit.end, end)
    if who and who[1] not in _WELL and (who[1] in plain_verbs() or who[1] in _ALSO_VERBS):
        return True
    return _OF_WHAT.match(flat, hit.end, end) is not None or _FOR_WHAT.match(flat, hit.end, end) is not None


def is_empty_it(passage: Passage, hit: Hit) -> bool:
    """True for the "it" of "it is recommended that", which stands for nothing."""
    flat = passage.flat
    return (
        _IT.search(flat, passage.start, hit.start) is not None and _THAT.match(flat, hit.end, passage.end) is not None
    )


def builds(passage: Passage, hit: Hit) -> bool:
    """True behind "plays a part" where what it has a part in is good: "in building your bones"."""
    return _BUILDS.match(passage.flat, hit.end, passage.end) is not None


def is_given(passage: Passage, hit: Hit, subject: Group) -> bool:
    """True for "your doctor may give you a tetanus antitoxin": what is given brings nothing on."""
    return subject.start >= hit.end and passage.flat.startswith(("giv", "gave"), hit.start)


def of_doing(passage: Passage, hit: Hit) -> tuple[bool, int | None]:
    """Whether a doing is named that a help is for, and where what it treats follows: "is useful in treating B"."""
    doing = _DOING.match(passage.flat, hit.end, passage.end)
    if doing is None or any(group.start < doing.end() <= group.end for group in passage.groups):
        return False, None  # "helps with itching" names a complaint
    for other, trigger in passage.triggers:
        if hit.end <= other.start < doing.end():
            return True, other.end if trigger.predicate == Predicate.TREATS else None
    return True, None


def only_meanwhile(passage: Passage, group: Group) -> bool:
    """True for the sleep in "devices used during sleep may be recommended"."""
    return _WHILE.search(passage.flat, max(passage.start, group.start - 24), group.start) is not None


def is_vaccine(group: Group) -> bool:
    """True for what is given against a disease that is not there yet."""
    return _VACCINE.search(group.names[0].concept.label) is not None


def only_has_risks(passage: Passage, hit: Hit) -> bool:
    """True for "A and risk factors for B", "A worsens other risk factors for B": A need not be one of them."""
    named = "risk factor" in passage.flat[hit.start : hit.end]
    return named and _HAS_RISKS.search(passage.flat, max(passage.start, hit.start - 24), hit.start) is not None


def is_wished(passage: Passage, hit: Hit, object_: Group) -> bool:
    """True for "helps you gain weight", "aids weight loss", "helps you cough up": that is wanted, and no complaint."""
    if _HELPS.search(passage.flat, hit.start, hit.end) is None or object_.start < hit.end:
        return False
    up = _UP.match(passage.flat, object_.end, passage.end) is not None
    return up or all(named.concept.label in _WISHED for named in object_.names)
