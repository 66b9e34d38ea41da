"""Questions that can be asked about a concept, for those who are still typing. Pure; the wordings are data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from graph.beginnings import Begun
from graph.model import Concept, ConceptType
from graph.names import fold
from graph.tables import data, read_table

COLUMNS = ("type", "question")
_OFFERED = 3  # questions of one kind
_LEAST = 3  # letters that may be the beginning of a question


@cache
def _wordings() -> Mapping[ConceptType, tuple[str, ...]]:
    """By type, the questions with {name} for a concept's name. Raises TableError."""
    table = read_table(data("suggestions.tsv"), COLUMNS)
    rows = [(row.one_of("type", list(ConceptType)), row.filled("question")) for row in table]
    return {kind: tuple(question for type_, question in rows if type_ == kind) for kind in ConceptType}


def questions_about(concept: Concept) -> tuple[str, ...]:
    """What is often asked about a concept of this type."""
    return tuple(question.format(name=concept.label) for question in _wordings()[concept.type])


def questions_begun(
    typed: str, begun: Callable[[str], Sequence[Begun]], foremost: Mapping[ConceptType, Concept]
) -> tuple[str, ...]:
    """The questions that what is being typed may become: "what causes cra" leads to "What causes cramps?", and "what"
    to questions about the foremost concepts.

    `begun` gives the concepts with a name that begins so.
    """
    return tuple(dict.fromkeys(_begun(" ".join(fold(typed).split()), begun, foremost)))[:_OFFERED]


def _begun(
    typed: str, begun: Callable[[str], Sequence[Begun]], foremost: Mapping[ConceptType, Concept]
) -> Iterator[str]:
    for kind, wordings in _wordings().items():
        for wording in wordings:
            opening = fold(wording.partition("{name}")[0])
            name = typed.removeprefix(opening)
            if name and name != typed:
                yield from (wording.format(name=one.name) for one in begun(name) if one.concept.type is kind)
            elif kind in foremost and len(typed) >= _LEAST and opening.startswith(typed):
                yield wording.format(name=foremost[kind].label)
