"""Slips in names: where one name is clearly meant, the question is answered for it, and the answer says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from graph.errors import UnknownNameError
from graph.model import Concept
from graph.names import fold, normal, words
from graph.reader import GraphReader
from search.answerwords import say
from search.questions import Find, Question, load_forms, parse

_SHORTEST = 5  # letters: shorter words have too many neighbours
_LONG = 10  # letters from which two slips are forgiven
_WORDS = 5  # that are corrected in one search
_OFFERED = 12  # names that come near and are compared letter by letter

Asked = TypeVar("Asked", Question, Question | None)


def respelled(read: Callable[[Find], Asked], graph: GraphReader) -> tuple[Asked, str]:
    """A question as `read` finds it with a way to find names; and a note on the names that were taken for others.

    Raises UnknownNameError where `read` does, and no single name is clearly meant.
    """
    taken: dict[str, Concept] = {}
    while True:
        try:
            question = read(lambda name: graph.find(name) or taken.get(fold(name)))
        except UnknownNameError as error:
            meant = None if fold(error.name) in taken else clearly_meant(error.name, graph)
            if meant is None:
                raise
            taken[fold(error.name)] = meant
            continue
        if question is None or not taken:
            return question, ""
        slots = tuple(
            replace(slot, text=fold(slot.concept.label)) if slot.text in taken else slot for slot in question.slots
        )
        notes = [say("taken", label=concept.label, name=name) for name, concept in taken.items()]
        return replace(question, slots=slots), " ".join(notes)


def question_in(text: str, graph: GraphReader) -> Question | None:
    """The question that a text asks, None if it only has words. Raises UnknownNameError, SameNameError."""
    return respelled(lambda find: parse(text, load_forms(), find, graph.nearest), graph)[0]


def respelled_words(text: str, graph: GraphReader, known: Callable[[str], bool]) -> str:
    """A text with the names that its misspelled words clearly mean; "" where there are none.

    `known`: whether some article holds a word.
    """
    strange = [word for word in dict.fromkeys(words(text)) if not (known(word) or graph.find(word))][:_WORDS]
    meant = {word: found.label for word in strange if (found := clearly_meant(word, graph))}
    better = re.sub(r"[^\W_]+(?:['’][^\W_]+)*", lambda word: meant.get(fold(word[0]), word[0]), text)
    return better if meant else ""


def clearly_meant(name: str, graph: GraphReader) -> Concept | None:
    """The only concept with a name that is one slip away from this one, or two if it is long."""
    typed = normal(name)
    if len(typed) < _SHORTEST:
        return None
    most = 2 if len(typed) >= _LONG else 1
    near: dict[str, int] = {}
    for label in graph.nearest(name, _OFFERED):
        concept = graph.find(label)
        if concept is not None:
            near[concept.id] = min(slips(typed, normal(known), most) for known in (concept.label, *concept.names))
    best = min(near.values(), default=most + 1)
    found = [one for one, number in near.items() if number == best]
    return graph.concept(found[0]) if best <= most and len(found) == 1 else None


def slips(a: str, b: str, most: int) -> int:
    """Letters too many, missing, wrong, or changed with the next one; `most` + 1 for anything more than `most`.

    The restricted distance of Damerau and Levenshtein.
    """
    if abs(len(a) - len(b)) > most or a[:1] != b[:1]:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for at, letter in enumerate(a, 1):
        earlier, before, row = before, row, [at]
        for to, other in enumerate(b, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == b[to - 2] and a[at - 2] == other:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
