"""The SPARQL that gives the same links as an answer: readable, and it runs as it is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph.ids import Iris
from graph.model import ConceptType
from graph.queries import named
from search.questions import Form, Query

Only = tuple[Collection[ConceptType], Collection[str]]


def list_query(form: Form, known: Collection[str], apart: Collection[str], only: Only, iris: Iris) -> str:
    """What bears on the known concepts (INTO), or what they bear on (FROM, WHAT), but for those that are set apart.

    `only`: the types of what is asked for, and the concepts that it is one of; any where there are none.
    """
    into = form.query is Query.INTO
    return named(
        f"answer_{Query.INTO if into else Query.FROM}",
        iris,
        known=_concepts(known),
        apart=_concepts(apart, ", "),
        predicates=_predicates(form),
        only=_only("subject" if into else "object", *only),
    )


def whether_query(form: Form, subjects: Collection[str], objects: Collection[str], iris: Iris) -> str:
    """The links from one side to the other."""
    return named(
        "answer_whether",
        iris,
        subjects=_concepts(subjects),
        objects=_concepts(objects),
        predicates=_predicates(form),
    )


def links_query(starts: Collection[str], goals: Collection[str], iris: Iris) -> str:
    """Direct links and chains of two between the two sides."""
    both = sorted({*starts, *goals})
    return named("answer_links", iris, starts=_concepts(starts), goals=_concepts(goals), apart=_concepts(both, ", "))


def _concepts(ids: Iterable[str], between: str = " ") -> str:
    return between.join(f"c:{one}" for one in ids)


def _predicates(form: Form) -> str:
    return " ".join(f"myo:{predicate}" for predicate in (*form.predicates, *form.also))


def _only(variable: str, types: Collection[ConceptType], ids: Collection[str]) -> str:
    classes = " ".join(f"myo:{kind.capitalize()}" for kind in sorted(types))
    typed = f"FILTER EXISTS {{ VALUES ?type {{ {classes} }} ?{variable} a ?type }}" if classes else ""
    return f"{typed} FILTER (?{variable} IN ({_concepts(sorted(ids), ', ')}))" if ids else typed
