"""From a question in free wording to its form and the concepts it names. Pure: nothing is looked up but names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from graph.errors import SameNameError, TableError, UnknownNameError
from graph.model import Concept, ConceptType, Predicate
from graph.names import words
from graph.tables import Row, data, read_table
from search.wordings import ANY, Kind, Trims, Wording, Wordings, load_wordings

FORM_COLUMNS = tuple("form query takes predicates also sentence also_sentence also_alone nothing near".split())

_LONGEST_NAME = 80  # code points; what is longer is no name, and asks nothing back

Find = Callable[[str], Concept | None]
Nearest = Callable[[str], tuple[str, ...]]


class Query(StrEnum):
    """How a form is answered; also the name of its SPARQL query, `data/queries/answer_<name>.rq`."""

    LINKS = "links"  # direct links and chains between A and B
    INTO = "into"  # what bears on X
    FROM = "from"  # what A bears on
    WHETHER = "whether"  # does A bear on B
    WHAT = "what"  # what A is


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of question: how it is answered, and in which sentences.

    `takes`: the types that A or X may have, any if there are none; `also`: predicates that are listed apart, in another
    sentence where they stand alone; `near`: the form that is answered where nothing is found, "" for none.
    """

    name: str
    query: Query
    takes: frozenset[ConceptType]
    predicates: tuple[Predicate, ...]
    also: tuple[Predicate, ...]
    sentence: str
    also_sentence: str
    also_alone: str
    nothing: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms by name, and how they are worded."""

    by_name: Mapping[str, Form]
    wordings: Wordings


@dataclass(frozen=True, slots=True)
class Slot:
    """A name in a question: "A" and "B", or "X"; as it was typed, and what it stands for.

    `left_out`: words of it that bear on the meaning and that no concept's name holds ("at night").
    """

    name: str
    text: str
    concept: Concept
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was understood. `kind`: what kind of concepts it asks for."""

    text: str
    form: Form
    slots: tuple[Slot, ...]
    kind: Kind = ANY

    @property
    def types(self) -> frozenset[ConceptType]:
        """The only types of concepts that it asks for; none: any."""
        return self.kind.types

    def slot(self, name: str) -> Slot:
        """The slot with this name, which the form must have."""
        return next(slot for slot in self.slots if slot.name == name)


@cache
def load_forms() -> Forms:
    """What `data/questions.tsv` and `data/wordings.tsv` hold. Raises TableError."""
    forms = {row["form"]: _form(row) for row in read_table(data("questions.tsv"), FORM_COLUMNS)}
    return Forms(forms, load_wordings(forms))


def parse(text: str, forms: Forms, find: Find, nearest: Nearest = lambda _: ()) -> Question | None:
    """The question that a text asks; None if it fits no form.

    `find` gives the concept with a name, `nearest` the labels most like a name. Raises UnknownNameError where only a
    name is not known, SameNameError where both ends are one concept.
    """
    bare = forms.wordings.bare(text)
    unknown = ""
    for wording in forms.wordings.wordings:
        form = forms.by_name[wording.form]
        for found in _readings(wording, bare):
            slots = _slots(found, forms.wordings, find)
            if isinstance(slots, tuple):
                if not form.takes or slots[0].concept.type in form.takes:
                    return _checked(Question(text, form, slots, _kind(wording, found, forms)))
            elif wording.strong and not unknown:
                unknown = slots
    if unknown:
        raise UnknownNameError(unknown, nearest(unknown))
    return None


def between(a: str, b: str, forms: Forms, find: Find, nearest: Nearest = lambda _: ()) -> Question:
    """The question what links two names. Raises UnknownNameError, SameNameError."""
    form = next(form for form in forms.by_name.values() if form.query is Query.LINKS)
    slots = tuple(_known(name, text, forms, find, nearest) for name, text in (("A", a), ("B", b)))
    return _checked(Question(f"What links {a} to {b}?", form, slots))


def _form(row: Row) -> Form:
    return Form(
        name=row.filled("form"),
        query=Query(row.one_of("query", list(Query))),
        takes=frozenset(ConceptType(name) for name in _among(row, "takes", ConceptType)),
        predicates=tuple(Predicate(name) for name in _among(row, "predicates", Predicate)),
        also=tuple(Predicate(name) for name in _among(row, "also", Predicate)),
        sentence=row["sentence"],
        also_sentence=row["also_sentence"],
        also_alone=row["also_alone"],
        nothing=row["nothing"],
        near=row["near"],
    )


def _among(row: Row, column: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """The values of a field with several. Raises TableError for one that is not allowed."""
    choices = tuple(allowed)
    for name in row.many(column):
        if name not in choices:
            raise TableError(row.path, row.line, column, name, ", ".join(choices))
    return row.many(column)


def _readings(wording: Wording, bare: str) -> Iterator[re.Match[str]]:
    found = [match for reading in wording.readings if (match := reading.fullmatch(bare))]
    yield from found[:1]
    yield from (later for first, later in pairwise(found) if first.groups() != later.groups())


def _kind(wording: Wording, found: re.Match[str], forms: Forms) -> Kind:
    said = (found.groupdict().get("type") or "").strip()
    return forms.wordings.kinds.get(said, wording.kind)


def _slots(found: re.Match[str], wordings: Wordings, find: Find) -> tuple[Slot, ...] | str:
    """The slots of a match, or the first name that is not known; "" where that is no name at all."""
    slots = []
    for name in ("A", "B", "X"):
        text = found.groupdict().get(name)
        if text is None:
            continue
        slot = _slot(name, text.strip(), wordings.trims, find)
        if slot is None:
            unknown = _plainest(text.strip(), wordings.trims)
            return "" if text.strip() in wordings.nobody or len(unknown) > _LONGEST_NAME else unknown
        slots.append(slot)
    return tuple(slots)


def _known(name: str, text: str, forms: Forms, find: Find, nearest: Nearest) -> Slot:
    slot = _slot(name, " ".join(words(text)), forms.wordings.trims, find)
    if slot is None:
        raise UnknownNameError(text, nearest(text))
    return slot


def _slot(name: str, text: str, trims: Trims, find: Find) -> Slot | None:
    """What a text names; of the ways to say it the shortest is kept ("my cramps": "cramps")."""
    found: Slot | None = None
    for tried, left_out in _trimmed(text, trims):
        concept = find(tried) or _lacked(tried, trims, find)
        if concept is None:
            continue
        if found and (found.concept.id, found.left_out) != (concept.id, left_out):
            break
        found = Slot(name, tried, concept, left_out)
    return found


def _lacked(text: str, trims: Trims, find: Find) -> Concept | None:
    """The deficiency that a text speaks of in other words ("too little magnesium")."""
    said = next((said for said in trims.lack if text.startswith(said + " ")), "")
    lacked = find(text.removeprefix(said).strip()) if said else None
    return find(f"{lacked.label} deficiency") if lacked else None


def _trimmed(text: str, trims: Trims) -> Iterator[tuple[str, str]]:
    """A name as typed, then with fewer and fewer words around it; each with what an answer must say was left out."""
    left_out: list[str] = []
    while True:
        shorter = text
        while shorter:
            yield shorter, ", ".join(left_out)
            shorter = next((shorter[len(said) + 1 :] for said in trims.before if shorter.startswith(said + " ")), "")
        end = next((said for said in trims.after if text.endswith(" " + said)), "")
        if not end:
            return
        text = text[: -len(end) - 1]
        if end in trims.noted:
            left_out.append(end)


def _plainest(text: str, trims: Trims) -> str:
    """A name without any words that may be left out: what is shown where it is not known."""
    return min((tried for tried, _ in _trimmed(text, trims)), key=len)


def _checked(question: Question) -> Question:
    first, *rest = question.slots
    if any(slot.concept.id == first.concept.id for slot in rest):
        raise SameNameError(first.concept.label)
    return question
