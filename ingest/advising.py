"""What a sentence advises, under a heading about remedies: "Warm up and stretch", "Do not lie down after meals"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import ConceptType, Origin
from ingest.advised import NONE, SHUN, USE, Clause, clauses, condition
from ingest.mentions import Named
from ingest.passage import Group, Passage

_ADVERB = re.compile(
    r"^\s*(?:you (?:can|could|may|might|should)(?: also| even| want to| try to| wish to)?|first|next|then|also|"
    r"instead|finally|so|always|now|second|third|or)\b,? "
)
_ACTS = re.compile(r"(?:can|may|might|could|will|would|is|are|was|does|has|have|often|also|usually|sometimes) ")
_ASIDE = re.compile(r"\b(?:before|after|than|instead of|without|during|until|to|for|of) (?:\w+ )?$")
_MEANS = re.compile(r"\b(?:in|with|on|into|over|from) (?:\w+ ){0,2}$")  # "soak your foot in warm water"
_AGAINST = re.compile(
    r"\W*(?:try to |also |always |remember to )?(?:avoid|limit|cut (?:down|out|back)|skip|reduce|steer clear|stay away|"
    r"keep away|stop|minimi[sz]e|go easy|give up|eliminate|restrict)\b"
)
_DO_NOT = re.compile(r"(?:do not|don't|never|(?<=\bdo )not)\b")
_SET_OFF = re.compile(r"[(;:—] ?(?:please )?(?:do )?$")
_JOINED = re.compile(r", (?:but|and|just|then)? ?(?:do )?$")
# "raise the screen so that you do not look down": what is avoided by it
_HARMLESS = re.compile(r"[\w)] so (?:that )?(?:you|it|they|your \w+|the \w+) (?:\w+ ){0,2}(?:not|n't|\w+n't)$|, not$")
_SUCH_AS = re.compile(r"\W*(?:such as|like|including|for example|especially)\b|[:(]")


def is_advice(passage: Passage) -> bool:
    """Whether a sentence tells the reader what to do, or what not to do."""
    return _begins_with_advice(passage) or bool(_clauses(passage))


def _clauses(passage: Passage) -> list[Clause]:
    """The clauses of advice in running text; none where it is advice on another complaint."""
    if not (passage.is_governed_by("treats", "subject") or passage.is_governed_by("prevents", "subject")):
        return []
    found = clauses(passage.flat, passage.start, passage.end, passage.knowledge.imperatives)
    when = condition(passage.flat, passage.start, found[0]) if found else None
    return [] if when is not None and _is_another(passage, when) else found


def _is_another(passage: Passage, region: tuple[int, int]) -> bool:
    """True where a condition of advice names a complaint that is not the one that the heading is about."""
    target = passage.target.names if passage.target else ()
    wanted = {named.concept.id for named in target}
    named = [n for n in passage.names if region[0] <= n.span.start < region[1]]
    return any(n.concept.type is ConceptType.CONDITION and n.concept.id not in wanted for n in named)


def _begins_with_advice(passage: Passage) -> bool:
    words = _ADVERB.sub("", passage.flat[passage.start : passage.end]).lstrip()
    first, _, rest = words.partition(" ")
    if first not in passage.knowledge.imperatives or _ACTS.match(rest):
        return False
    verb = passage.flat.find(first, passage.start) + len(first) + 1
    return not any(hit.start == verb and trigger.form == "third" for hit, trigger in passage.triggers)


def advised(passage: Passage) -> Group | None:
    """Everything that advice names, clause by clause: "Warm up and stretch before exercising"."""
    found = _clauses(passage)
    if not found:
        return _of_clause(passage, passage.names, passage.start)
    groups = (_of_clause(passage, _inside(passage, clause), clause.object) for clause in found)
    names = tuple(named for group in groups if group for named in group.names)
    return Group(names) if names else None


def _inside(passage: Passage, clause: Clause) -> list[Named]:
    """The names in a clause that count: where it says what not to do, only what is called so as a whole."""
    end = clause.reach if _SUCH_AS.match(passage.flat, clause.end) else clause.end
    names = [n for n in passage.names if clause.start < n.span.end and n.span.start < end]
    whole = [n for n in names if n.span.start <= clause.verb]
    verb = passage.flat[clause.verb : clause.object]
    if clause.negated:
        return [n for n in whole if n.span.start < clause.verb or n.concept.origin is Origin.PROVISIONAL]
    if clause.kind == NONE and verb not in passage.knowledge.imperatives:
        return whole
    if clause.kind == SHUN:
        return [n for n in names if n.concept.type is ConceptType.REMEDY]
    if clause.kind == USE or verb.partition(" ")[0] in passage.knowledge.imperatives:
        return names
    return [n for n in names if n in whole or n.concept.type in (ConceptType.REMEDY, ConceptType.DRUG)]


def _of_clause(passage: Passage, inside: Sequence[Named], start: int) -> Group | None:
    """What advice makes use of, up to the end of its clause; `start`: where that begins."""
    limit = next((segment.start for segment in passage.segments[1:] if segment.hard), passage.end)
    counted = [named for group in passage.groups for named in group.names]
    names = [named for named in inside if named in counted and named.span.end <= limit]
    if _AGAINST.match(passage.flat, passage.start, passage.end):
        shunned = passage.groups[0].end if passage.groups else 0  # "avoiding milk" helps; milk does not
        names = [n for n in names if n.span.start > shunned or n.concept.type is ConceptType.REMEDY]
    meant = [n for n in names if not _ASIDE.search(passage.flat, max(start, n.span.start - 20), n.span.start)]
    first = meant[:1]
    return (
        Group((*first, *(n for n in meant[1:] if not _MEANS.search(passage.flat, first[0].span.end, n.span.start))))
        if meant
        else None
    )


def is_denied(passage: Passage) -> bool:
    """Whether something is denied, other than by advice not to do a thing."""
    spans = [named.span for named in passage.names]  # "not warming up" is a name
    denied = [
        hit
        for hit, cue in passage.cues
        if cue.category == "negated"
        and not any(span.start <= hit.start < span.end for span in spans)
        and not _HARMLESS.search(passage.flat, passage.start, hit.end)
    ]
    forbidden = [clause for clause in _clauses(passage) if clause.negated] if denied else []
    first = min((clause.start for clause in forbidden), default=passage.end)
    meant = [hit for hit in denied if hit.start < first or hit.start >= forbidden[-1].end]
    return any(not _forbids(passage, hit.start) for hit in meant)


def _forbids(passage: Passage, position: int) -> bool:
    """True for what advice adds: "stretch your calf (do not bounce)", "Water: drink plenty, but do not overdo it"."""
    if not _DO_NOT.match(passage.flat, position):
        return False
    before = passage.flat[passage.start : position]
    return _SET_OFF.search(before) is not None or (":" in before and _JOINED.search(before) is not None)
