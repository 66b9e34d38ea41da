"""Sentences that tell of a thing under a heading that says its role: "Alginates form a raft ..." under "Treatment"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from graph.model import Assertion, BlockKind, Predicate
from graph.tables import data, read_table
from ingest.claims import claims
from ingest.context import context_of_sentence
from ingest.passage import Group, Passage
from ingest.phrases import plain_verbs
from ingest.reference import is_bare_class
from ingest.widened import with_examples
from ingest.wording import third

_OPENING = re.compile(
    r"\W*(?:(?:the|a|an|some|many|most|certain|other|another|for example|however|also|sometimes|too much|your|severe|"
    r"taking|having|using|regular|long term|heavy|high|poor|low) |, )*"
)
_TELLS = re.compile(
    r"\s*(?:\([^)]*\))?\s+(?:(?:\w+ly|also|often|sometimes|usually|both|alone|in particular) )?(?:is|are|can|may|might|"
    r"could|will|has|have|does|do|work|works|act|acts|reduces?|blocks?|forms?|makes?|gives?|relax(?:es)?|uses?|stops?|"
    r"slows?|narrows?|hinders?|causes?|upsets?|lowers?|raises?|damages?|weakens?|affects?|irritates?|stimulates?|"
    r"softens?|thins?|kills?|stains?|clears?|teach(?:es)?|relieves?|eases?|soothes?|helps?|numbs?|draws?|releases?|"
    r"supply|supplies|provides?|contains?|boosts?|strengthens?|trains?|opens?|removes?|dissolves?|shrinks?|delivers?|"
    r"sends?|involves?|consists?|keeps?|prevents?|controls?|calms?|comes?|takes?|needs?|requires?|aims?|targets?|"
    r"replaces?|restores?|increases?|encourages?|promotes?|improves?|protects?|cures?)\b"
)
_FORM = r"\s*(?:\([^)]*\))?\s+(?:(?:\w+ly|also|often|sometimes|usually|both|alone|in particular|never|then) )?"
_VERB = re.compile(rf"{_FORM}(\w+)\b")
_GOOD = re.compile(
    rf"{_FORM}(?:is|are|was|were|makes?|remains?|can be|may be|might be|could be) "
    r"(?:also |often |probably |by far |still |usually |perhaps )*"
    r"(?:(?:a|an|the|another|one of the|my|our|his|her|their) (?:\w+,? ){0,2}(?:choices?|options?|ideas?|bets?|starts?|"
    r"starting points?|alternatives?|relief|allies|ally|friends?|fix|fixes|help|helps|standby|godsend|lifesaver|boon|"
    r"must|winners?|solutions?|answer|antidote|ways?|favou?rites?|classics?|mainstay|cornerstone|place to start|"
    r"first step|bliss)|(?:worth|good|great|useful|helpful|soothing|effective|beneficial|excellent|ideal|best|"
    r"wonderful|bliss|invaluable|popular|suitable|gentle|recommended|advisable|handy)\b(?! sources?))"
)
_CHANGE, _NONE = "change", "none"
_NO_DOUBT = ("possible", "pseudo")
_HARM = (Predicate.CAUSES, Predicate.WORSENS)
_HELP = (Predicate.TREATS, Predicate.PREVENTS)
_PAST = frozenset("was were kept gave made took worked brought did eased stopped helped held got".split())
_NOMINAL = re.compile(
    r"\W*(?:(?:the|one|another|my|our|a) (?:(?:\w+ )?(?:first|second|third|next|last|other|best|simplest|quickest|"
    r"easiest|safest|most \w+|favou?rite|good|useful|simple|popular|final)(?: \w+){0,4}|(?:\w+ )?favou?rite) "
    r"(?:is|was|are|were) |then there (?:is|are|was|were) |(?:next|first|last) (?:comes?|came|up is) )"
    r"(?:the |a |an |your |to )*"
)
_PRESENTS = re.compile(
    r"\W*(?:(?:the|an?|one|another|my|our|his|her|your) (?:\w+ )?(?:obvious|common|commonest|main|usual|first|second|"
    r"third|other|next|last|biggest|likeliest|classic|typical|frequent|big|real|worst|most \w+|number one)"
    r"(?: (?:one|thing|reason|suspect|explanation|possibility|candidate|offender|villain))? "
    r"(?:is|was|are|may be|can be) |"
    r"(?:and )?then there (?:is|are) |another (?:thing|one|reason|possibility) (?:is|may be|can be) |"
    r"(?:do not|don't|never) (?:forget|overlook|underestimate) )(?:(?:of course|simply|also|too much|the|an?|your) )*"
)
_IN_BODY = ("event", "mechanism")
_WELCOME = frozenset(("drug", "remedy", "food", "nutrient", "factor"))
_ASIDES = frozenset(("but", "although", "though", "while", "whereas", ";"))
_WHO = re.compile(r"\bwho(?:'s|se)? (?:gets?|is|are|can|may|suffers?|has|have|develops?|should)\b", re.IGNORECASE)
_FOUND = re.compile(
    r"\s*(?:\([^)]*\))?\s+(?:(?:can|may|might|could|will|is|are) )(?:also |often |usually |easily |sometimes )?(?:be )?"
    r"(?:detected|diagnosed|tested|measured|confirmed|treated|cured|called|classified|divided|recommended|prescribed|advised)\b"
)
_SUBSTANCE = re.compile(
    r"\s+(?:is|are) (?:the|an?) (?:[\w-]+ ){0,4}(?:hormones?|proteins?|substances?|molecules?|pigments?|enzymes?)\b"
)
_ASKS = re.compile(r"(?:[^(]*\()?\W*(?:\d+\W+)?(?:do|does|did|can|could|will|would|is|are|should|may|might) ")
_INSERT = re.compile(
    r"\s*(?:\([^)]*\))?, (?:which|that|who|if|when|where|used|worn|taken|sold|made|available|wrapped|applied|given|"
    r"such as|like|including|among them|or|also|known as)\b[^.;:()]{2,80}?,(?= )"
)  # "gel pads, which you can buy in most shops, soften ..."
# "vaseline just inside the nostrils keeps ...", "hydrocortisone 1% can ...", "honey at night soothes ..."
_PLACE = re.compile(
    r"(?: \d[\d.,]* ?(?:%|mg|g|ml|mcg)(?= ))|"
    r" (?:just |right |even )?(?:in|on|at|inside|around|under|over|before|after|near|behind|every|each|"
    r"from|against|between)"
)
_NEXT = re.compile(r" (?!(?:and|or|that|which|who|if|when|you|it|they|we|he|she|i|not|to)\b)[\w'-]+")
_MOST_PLACED = 7  # words that say where or when
_TO_HAVE = re.compile(r" you (?:(?:can|may|could|should) )?(?:get|buy|take|find|use|need|have)\b")
# What only warns of a remedy does not say that it helps.
_WARNS = re.compile(
    r"[^.;]{0,40}\b(?:side effects?|risks?|risky|dangerous\w*|harm\w*|unsafe|interact\w*|interactions?|harder|worse\w*|"
    r"not safe|addictive|poison\w*|toxic|overdose)\b"
)
_PERSON = re.compile(r"(?:ist|ian|actor)s?$")
# "your doctor may offer", "we sometimes use": what is named right behind is what is done against it
_GIVEN = re.compile(
    r"\W*(?:(?:your|the|a|an|my|our|some|many|most|sometimes|often|if [^,.;:]{3,60},) )*(?:we|\w+ists?|doctors?|gp|gps|"
    r"physicians?|surgeons?|nurses?|midwife|vets?|\w+icians?|chiropractors?|provider|practitioners?|therapists?) "
    r"(?:(?:can|may|might|could|will|would|also|often|sometimes|usually|generally|first|then|still|even|now|"
    r"want to|need to|decide to|be able to) )*"
    r"(?:put you on|start you on|try you on|use|uses|try|tries|offer|offers|"
    r"fit|fits|give|gives|apply|applies|prescribe|prescribes|inject|injects|perform|"
    r"performs|insert|inserts|provide|provides|carry out|carries out|put in|tape|tapes|suggest|suggests|recommend|"
    r"recommends|start with|starts with|turn to|add|adds) (?:you |him |her |them )?(?:with )?"
    r"(?:(?:an?|the|your|some|one of the|short|strong|stronger|special|simple|gentle|custom|mild) )*"
)
_THINGS = {
    Predicate.TREATS: frozenset(("drug", "remedy")),
    Predicate.PREVENTS: frozenset(("drug", "remedy")),
    Predicate.HAS_SYMPTOM: frozenset(("condition",)),
    Predicate.CAUSES: frozenset(("condition", "factor", "drug", "food")),
    Predicate.WORSENS: frozenset(("condition", "factor", "drug", "food")),
}


def extract(passage: Passage, said: Sequence[Assertion] = ()) -> Iterator[Assertion]:
    """The subject of a sentence in the role that the one heading above gives to what is spoken of.

    `said`: what other rules read from it: a sentence that tells of harm is not about what helps, and one that already
    says what comes of a complaint, or what brings it on, is not read anew.
    """
    kind = passage.sentence.kind
    if kind is not BlockKind.PARAGRAPH and (kind is not BlockKind.ITEM or passage.is_first_of_block):
        return
    if len(passage.governors) != 1 or passage.is_question:
        return
    if passage.label_end or _is_answer(passage) or _is_doubted(passage):
        return
    rule, target = passage.governors[0], passage.target
    predicate = Predicate(rule.predicate)
    things = _subject(passage, predicate)
    if things is None or target is None or (rule.role == "subject") is (predicate is Predicate.HAS_SYMPTOM):
        return
    if _says_otherwise(said, predicate, things, target) or not _goes_on(passage, things):
        return
    context = context_of_sentence(passage, passage.start, passage.end)
    ends = (things, target) if rule.role == "subject" else (target, things)
    yield from claims(passage, ends, predicate, context, "prose")


def _goes_on(passage: Passage, things: Group) -> bool:
    """Whether a later sentence of an item that a lead-in governs still tells of what the one before it names."""
    if passage.sentence.lead is None:
        return True
    before = {named.concept.id for named in passage.previous.names} if passage.previous else set()
    return any(named.concept.id in before for named in things.names)


def _is_answer(passage: Passage) -> bool:
    """True below "Can A cure B?": what stands there may as well say that it cannot."""
    headings = passage.sentence.headings
    return bool(headings) and _ASKS.match(passage.flat, headings[-1].start, headings[-1].end) is not None


def _is_doubted(passage: Passage) -> bool:
    """Whether the main clause denies or doubts something; what "but" brings in does not count."""
    helps = passage.governors[0].predicate in _HELP
    limit = next((s.start for s in passage.segments[1:] if helps and s.opener in _ASIDES), passage.end)
    spared = (*_NO_DOUBT, "absent") if helps else _NO_DOUBT  # "can be bought without a prescription"
    return any(cue.category not in spared and hit.start < limit for hit, cue in passage.cues)


def _says_otherwise(said: Sequence[Assertion], predicate: Predicate, things: Group, target: Group) -> bool:
    """Whether a sentence tells of another harm; what a thing does in the body is the way that it brings one on."""
    harm = [one for one in said if one.predicate in _HARM]
    if predicate not in _HARM:
        return bool(harm)
    wanted = {named.concept.id for named in target.names}
    doing = {named.concept.id for named in things.names}
    return any(one.subject not in doing or one.object in wanted or one.evidence[0].rule not in _IN_BODY for one in harm)


def _subject(passage: Passage, predicate: Predicate) -> Group | None:
    opening = _OPENING.match(passage.flat, passage.start, passage.end)
    start = opening.end() if opening else passage.start
    first = passage.groups[0] if passage.groups else None
    if first is None or first.start > start or _PERSON.search(passage.flat, first.start, first.end):
        return (_nominal(passage) or _given(passage)) if predicate in _HELP else _presented(passage, predicate)
    types = _THINGS.get(predicate, frozenset())
    if predicate in _HELP and _GOOD.match(passage.flat, first.end, passage.end):
        types = _WELCOME
    if predicate in _HARM and _WHO.search(passage.document.text, *_heading(passage)):
        types = types - {"condition"}  # "who gets it?" tells of people, and of the complaint itself
    kept = first.only(types)
    if kept is None or all(is_bare_class(named.concept.label) for named in kept.names):
        return None
    told = with_examples(passage, kept)
    return told if kept.end == first.end and _tells(passage, told, predicate) else None


def _given(passage: Passage) -> Group | None:
    """What doctors are said to give or to do: "your podiatrist may fit insoles"."""
    given = _GIVEN.match(passage.flat, passage.start, passage.end)
    group = next((one for one in passage.groups if given and one.end > given.end()), None)
    kept = group.only(_THINGS[Predicate.TREATS]) if group is not None else None
    if given is None or kept is None or kept.start > given.end() or is_bare_class(kept.names[0].concept.label):
        return None
    return with_examples(passage, kept)


def _heading(passage: Passage) -> tuple[int, int]:
    """Where the heading stands that is nearest above; an empty place where there is none."""
    headings = passage.sentence.headings
    return (headings[-1].start, headings[-1].end) if headings else (passage.start, passage.start)


def _nominal(passage: Passage) -> Group | None:
    """What a sentence presents as the next of several: "The first is the calf stretch"."""
    named = _NOMINAL.match(passage.flat, passage.start, passage.end)
    group = next((one for one in passage.groups if named and one.start >= named.end()), None)
    kept = group.only(_THINGS[Predicate.TREATS]) if group is not None and named is not None else None
    if kept is None or named is None or kept.start > named.end():
        return None
    return None if all(is_bare_class(one.concept.label) for one in kept.names) else kept


def _presented(passage: Passage, predicate: Predicate) -> Group | None:
    """What a sentence among causes presents as one of them: "The obvious one is a knock", "Then there is stress"."""
    opening = _PRESENTS.match(passage.flat, passage.start, passage.end) if predicate in _HARM else None
    group = next((one for one in passage.groups if opening and one.end > opening.end()), None)
    kept = group.only(_THINGS[predicate]) if group is not None else None
    if opening is None or kept is None or kept.start > opening.end():
        return None
    return None if all(is_bare_class(named.concept.label) for named in kept.names) else kept


def _only_explains(passage: Passage, things: Group, predicate: Predicate) -> bool:
    """True for "haemoglobin is the protein that ...", and for how a complaint among causes is found or treated."""
    found = predicate in _HARM and _FOUND.match(passage.flat, things.end, passage.end)
    return bool(found or _SUBSTANCE.match(passage.flat, things.end, passage.end))


def _tells(passage: Passage, things: Group, predicate: Predicate) -> bool:
    """Whether a verb follows that tells of what a thing is or does."""
    helps = predicate in _HELP
    if _only_explains(passage, things, predicate) or (helps and _WARNS.match(passage.flat, things.end, passage.end)):
        return False
    insert = _INSERT.match(passage.flat, things.end, passage.end)
    end = insert.end() if insert else things.end
    if _tells_from(passage, end, predicate):
        return True
    return helps and any(_tells_from(passage, place, predicate) for place in _behind_place(passage, end))


def _behind_place(passage: Passage, end: int) -> Iterator[int]:
    """Where the verb may stand behind words that say where or when a thing is used."""
    placed = _PLACE.match(passage.flat, end, passage.end)
    at = placed.end() if placed else end
    for _ in range(_MOST_PLACED if placed else 0):
        word = _NEXT.match(passage.flat, at, passage.end)
        if word is None:
            return
        at = word.end()
        yield at


def _tells_from(passage: Passage, end: int, predicate: Predicate) -> bool:
    """Whether a verb that tells of a thing stands at a place."""
    helps = predicate in _HELP
    if _TELLS.match(passage.flat, end, passage.end) or (helps and _TO_HAVE.match(passage.flat, end, passage.end)):
        return True
    verb = _VERB.match(passage.flat, end, passage.end)
    if verb is None:
        return False
    if predicate in _HARM:
        return _told().get(verb[1]) == _CHANGE
    if _GOOD.match(passage.flat, end, passage.end) or (helps and verb[1] in _PAST):
        return True
    return helps and verb[1] in plain_verbs() and _told().get(verb[1]) != _NONE


@cache
def _told() -> dict[str, str]:
    """Verbs in the base and -s form, and what they tell of the thing before them. Raises TableError."""
    rows = read_table(data("relations", "told.tsv"), ("verb", "kind"))
    listed = [(row.one_of("kind", (_CHANGE, _NONE)), row.filled("verb").split("|")) for row in rows]
    return {form: kind for kind, verbs in listed for verb in verbs for form in (verb, third(verb))}
