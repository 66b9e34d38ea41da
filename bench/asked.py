"""Questions about what a library holds: every form, names from the most to the least linked, and free text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TypeVar

from graph.model import Concept, Link
from graph.reader import GraphReader
from search.questions import Form, Forms, Query

FREE = "free text"
Item = TypeVar("Item")
# One wording for each form of data/questions.tsv; the rest of what people may say is the tests' business.
WORDINGS = {
    "links": "what links {A} to {B}?",
    "causes": "What causes {X}?",
    "helps": "what can I do against {X}",
    "prevents": "how can I prevent {X}?",
    "worsens": "what makes {X} worse?",
    "sources": "what is rich in {X}?",
    "depletes": "what depletes {X}",
    "symptom_of": "what is {X} a symptom of?",
    "symptoms": "what are the symptoms of {A}?",
    "where": "where does {A} occur?",
    "contents": "what does {A} contain",
    "good_for": "what is {A} good for?",
    "effects": "what are the side effects of {A}?",
    "does": "what does {A} do?",
    "worsened": "what does {A} make worse?",
    "depleted": "what does {A} deplete?",
    "what": "what is {A}?",
    "whether_causes": "Does {A} cause {B}?",
    "whether_helps": "does {A} help against {B}",
    "whether_prevents": "can {A} prevent {B}?",
    "whether_worsens": "does {A} make {B} worse?",
    "whether_contains": "does {A} contain {B}?",
    "whether_depletes": "does {A} deplete {B}?",
    "whether_symptom": "is {B} a symptom of {A}?",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the form that it is meant to have."""

    form: str
    text: str


def questions(graph: GraphReader, forms: Forms, number: int) -> list[Asked]:
    """So many different questions, an eighth of them free text, the others of all forms in equal shares."""
    free = number // 8
    kinds = [_of_form(form, graph) for form in forms.by_name.values()]
    in_turn = chain.from_iterable(zip(*(chain(kind, repeat(None)) for kind in kinds), strict=True))
    # A small library has fewer: then it is asked fewer.
    formed = dict.fromkeys(asked for asked in islice(in_turn, number * 20) if asked)
    return [*islice(formed, number - free), *islice(_free(graph), free)]


def _of_form(form: Form, graph: GraphReader) -> Iterator[Asked]:
    """Questions of one form, without end: half of the pairs are linked, half are not."""
    links = [link for link in graph.bare_links() if not form.predicates or link.predicate in form.predicates]
    links = links or list(graph.bare_links())
    subjects = [one for one in _ranked(links, into=False) if not form.takes or one.type in form.takes]
    objects = [one for one in _ranked(links, into=True) if not form.takes or one.type in form.takes]
    wording = WORDINGS[form.name]
    if form.query in (Query.INTO, Query.FROM, Query.WHAT):
        slot = "X" if form.query is Query.INTO else "A"
        for concept in _spread(objects if form.query is Query.INTO else subjects):
            yield Asked(form.name, wording.replace(f"{{{slot}}}", concept.label))
        return
    for at, (link, a, b) in enumerate(zip(_spread(links), _spread(subjects), _spread(objects[::-1]), strict=False)):
        ends = (link.subject, link.object) if at % 2 else (a, b)
        if ends[0].id != ends[1].id:
            yield Asked(form.name, wording.replace("{A}", ends[0].label).replace("{B}", ends[1].label))


def _ranked(links: Sequence[Link], *, into: bool) -> list[Concept]:
    """The concepts at one end of links, those with most links first."""
    ends = {end.id: end for end in (link.object if into else link.subject for link in links)}
    counts = Counter(link.object.id if into else link.subject.id for link in links)
    return [ends[key] for key in sorted(ends, key=lambda key: (-counts[key], key))]


def _spread(items: Sequence[Item]) -> Iterator[Item]:
    """First, last, middle, quarters, eighths ...: any number of items taken evenly from all ranks; then again."""
    while items:
        yield items[0]
        step = len(items)
        while step > 1:
            yield from items[step // 2 :: step]
            step //= 2


def _free(graph: GraphReader) -> Iterator[Asked]:
    """A few words as somebody might remember them: from titles of documents, every third word left out."""
    for source in _spread(graph.documents()):
        words = [word for at, word in enumerate(source.title.strip(" ?").split()) if at % 3 != 1]
        if words:
            yield Asked(FREE, " ".join(words[:6]))
