"""What may be wrong with a correction that can be used: it is kept, and its curator is told."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from graph.curation import Action, Correction
from graph.ids import document_id
from graph.imports.naming import common_words
from graph.model import Predicate, Problem
from graph.names import normal

if TYPE_CHECKING:
    from graph.reader import GraphReader
    from graph.vocabulary import Vocabulary

_SHORT = 2  # letters of a name that means many things


def doubts(correction: Correction, vocabulary: Vocabulary, graph: GraphReader | None) -> Iterator[Problem]:
    """What speaks against a correction: it concerns nothing that was read, or far too much.

    `vocabulary` without the correction. `graph`: what is published, if anything is.
    """
    if correction.action is Action.REJECT_ASSERTION:
        yield from _unsaid(correction, graph)
    elif correction.action is Action.REJECT_NAME:
        yield from _unnamed(correction, vocabulary, graph)
    else:
        yield from _everywhere(correction, vocabulary)
    if correction.document and graph is not None:
        yield from _elsewhere(correction, graph)


def _unsaid(correction: Correction, graph: GraphReader | None) -> Iterator[Problem]:
    if graph is None:
        return
    ends = [graph.find(correction.about[at]) for at in (0, 2)]
    found = ends[0] and ends[1] and graph.bare_links((ends[0].id,), Predicate(correction.about[1]), (ends[1].id,))
    if not found:
        yield _doubt(
            f"No article that was read says that {' '.join(correction.about[:3])}", "It concerns none of them."
        )


def _unnamed(correction: Correction, vocabulary: Vocabulary, graph: GraphReader | None) -> Iterator[Problem]:
    name = correction.about[0]
    if vocabulary.find(name) is None and (graph is None or graph.find(name) is None):
        yield _doubt(f"Nothing that was read is called {name!r}", "It may concern none of the articles.")


def _everywhere(correction: Correction, vocabulary: Vocabulary) -> Iterator[Problem]:
    name = correction.about[0]
    known = vocabulary.find(name) is not None or any(normal(one.name) == normal(name) for one in vocabulary.contexts)
    words = normal(name).split()
    if known or correction.document:
        return
    if all(word in common_words() for word in words):
        yield _doubt(f"{name!r} is made of everyday words", "It counts in all articles that have these words.")
    elif len("".join(words)) <= _SHORT:
        yield _doubt(f"{name!r} is short", "It counts in all articles that have it, be it as part of an abbreviation.")


def _elsewhere(correction: Correction, graph: GraphReader) -> Iterator[Problem]:
    names = {source.name: source.id for source in graph.documents()}
    if correction.document not in (*names, *names.values()) and document_id(correction.document) not in names.values():
        near = get_close_matches(correction.document, sorted(names), 3)
        yield _doubt(
            f"No article is called {correction.document!r}",
            f"Did you mean: {', '.join(near)}?" if near else "It counts when one of that name is read.",
        )


def _doubt(what: str, mend: str) -> Problem:
    return Problem(what, "the correction that was given", f"{mend} To take it out again: myograph correct undo.")
