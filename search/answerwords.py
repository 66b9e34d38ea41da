"""The sentences of answers, from `data/questions.tsv` and `data/answers.tsv`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from graph.model import Concept, Link, Path, Pattern, Predicate
from graph.names import fold, singular
from graph.showing.words import TYPES, Standing, standing
from graph.tables import data, read_table
from search.questions import Question, Slot

COLUMNS = ("key", "sentence")
COMPARABLE = 0.7  # of the best belief: a link about the very things that were asked for goes first
NAMED = 5  # concepts that a sentence names before it says "and 12 more"


@cache
def _sentences() -> Mapping[str, str]:
    return {row.filled("key"): row.filled("sentence") for row in read_table(data("answers.tsv"), COLUMNS)}


def say(key: str, **facts: object) -> str:
    """A sentence of `data/answers.tsv` with its facts filled in; it begins with a capital if it ends with a stop."""
    return _capital(_sentences()[key].format_map(facts))


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "a, b and c", or the first few "and 12 more"."""
    if len(names) > NAMED + 1:
        return say("more", things=", ".join(names[:NAMED]), count=len(names) - NAMED)
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


class Listed(NamedTuple):
    """The labels that an answer lists: what the form asks for, what stands apart, what is doubted and denied."""

    first: Sequence[str]
    also: Sequence[str]
    doubted: Sequence[str]
    denied: Sequence[str]


def list_sentence(question: Question, found: Listed) -> str:
    """The answer to a question for a list."""
    form, facts = question.form, _facts(question)
    said = [
        _capital(template.format(things=listed(names), **facts))
        for template, names in (
            (form.sentence, found.first),
            (form.also_sentence if found.first else form.also_alone, found.also),
            (_sentences()["doubted"], found.doubted),
            (_sentences()["refused"], found.denied),
        )
        if names
    ]
    return " ".join(said) or _capital(form.nothing.format(**facts))


def nothing_sentence(question: Question) -> str:
    """That no article answers the question."""
    return _capital(question.form.nothing.format(**_facts(question)))


def what_sentence(concept: Concept, broader: Sequence[str]) -> str:
    """What a concept is by the vocabulary: its kind, and what else it is called."""
    said = (
        say("what_kind", A=concept.label, things=listed(broader))
        if broader
        else say("what_type", A=concept.label, type=TYPES[concept.type])
    )
    names = concept.names[:NAMED]  # the tables list the usual names first, slips and clauses last
    return f"{said} {say('what_names', things=', '.join(names))}" if names else said


def claim(question: Question) -> str:
    """What a yes/no question asks, as a clause: "magnesium helps against cramps"."""
    return question.form.sentence.format(**_facts(question))


def _facts(question: Question) -> Mapping[str, str]:
    """What the sentences of a form may name."""
    what = f"which {question.kind.said}" if question.kind.said else "what"
    return {"what": what} | {slot.name: spoken(slot) for slot in question.slots}


def spoken(slot: Slot) -> str:
    """A name as it was typed, in the case of the vocabulary; where it is bent in another way, the label."""
    last = slot.text.rpartition(" ")[2]
    one = slot.text.removesuffix(last) + singular(last)
    for name in (slot.concept.label, *slot.concept.names):
        if slot.text == fold(name):
            return name
        if one == fold(name):
            return name + last.removeprefix(singular(last)) if last.startswith(singular(last)) else slot.text
    return slot.concept.label


def link_clause(link: Link) -> str:
    """What a link says, as a clause: "dehydration can cause muscle cramp"."""
    return _sentences()[link.predicate].format(subject=link.subject.label, object=link.object.label)


def links_sentence(question: Question, paths: Sequence[Path], denied: bool, hops: int) -> str:
    """The answer to what links two concepts: the first direct link, and the first chain.

    A direct link that only names a kind or a place is said if there is no other, one about something narrower than was
    asked for if none is about as well believed.
    """
    facts = _facts(question)
    asked = {slot.concept.id for slot in question.slots}
    direct = [path for path in paths if path.pattern is Pattern.DIRECT]
    chains = [path for path in paths if path.pattern is not Pattern.DIRECT]
    least = max((path.links[0].belief for path in direct), default=0) * COMPARABLE
    direct.sort(key=lambda path: _rank(path.links[0], asked, least))
    said = [_directly(direct[0].links[0], facts)] if direct else []
    if chains and denied and not direct:
        said.append(say("denied_directly", **facts))
    if chains:
        through = ", then ".join(node.label for node in chains[0].nodes[1:-1])
        said.append(say("also_chain" if said else "chain", through=through, **facts))
    if not paths:
        said.append(say("denied" if denied else "none", hops=hops, **facts))
    return " ".join(said)


def _directly(link: Link, facts: Mapping[str, str]) -> str:
    key = "direct_disputed" if standing(link) is Standing.DISPUTED else "direct"
    return say(key, claim=link_clause(link), **facts)


def _rank(link: Link, asked: Collection[str], least: float) -> tuple[bool, bool, bool]:
    exact = {link.subject.id, link.object.id} == asked and link.belief >= least
    disputed = standing(link) is Standing.DISPUTED
    return link.predicate in {Predicate.IS_A, Predicate.LOCATED_IN}, disputed, not exact


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.endswith((".", "?")) else text
