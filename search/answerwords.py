"""The sentences of answers, from `data/questions.tsv` and `data/answers.tsv`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from graph.model import Link, Path, Pattern, Predicate
from graph.tables import data, read_table
from search.questions import Question

COLUMNS = ("key", "sentence")
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
    form, spoken = question.form, {slot.name: slot.text for slot in question.slots}
    said = [
        _capital(template.format(things=listed(names), **spoken))
        for template, names in (
            (form.sentence, found.first),
            (form.also_sentence, found.also),
            (_sentences()["doubted"], found.doubted),
            (_sentences()["refused"], found.denied),
        )
        if names
    ]
    return " ".join(said) or _capital(form.nothing.format(**spoken))


def claim(question: Question) -> str:
    """What a yes/no question asks, as a clause: "magnesium helps against cramps"."""
    return question.form.sentence.format(**{slot.name: slot.text for slot in question.slots})


def link_clause(link: Link) -> str:
    """What a link says, as a clause: "dehydration can cause muscle cramp"."""
    return _sentences()[link.predicate].format(subject=link.subject.label, object=link.object.label)


def links_sentence(question: Question, paths: Sequence[Path], denied: bool, hops: int) -> str:
    """The answer to what links two concepts: the first direct link, and the first chain.

    A direct link that only names a kind or a place is said if there is no other.
    """
    spoken = {slot.name: slot.text for slot in question.slots}
    direct = [path for path in paths if path.pattern is Pattern.DIRECT]
    chains = [path for path in paths if path.pattern is not Pattern.DIRECT]
    direct.sort(key=lambda path: path.links[0].predicate in {Predicate.IS_A, Predicate.LOCATED_IN})
    said = [say("direct", claim=link_clause(direct[0].links[0]), **spoken)] if direct else []
    if chains:
        through = ", then ".join(node.label for node in chains[0].nodes[1:-1])
        said.append(say("also_chain" if direct else "chain", through=through, **spoken))
    if not paths:
        said.append(say("denied" if denied else "none", hops=hops, **spoken))
    return " ".join(said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.endswith((".", "?")) else text
