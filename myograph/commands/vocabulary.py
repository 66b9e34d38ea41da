"""`myograph vocabulary`: the names that Myograph knows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from myograph.commands.shared import ENVIRONMENT, show_json, with_json

if TYPE_CHECKING:
    from graph.model import Concept
    from graph.vocabulary import Vocabulary


@click.group("vocabulary", context_settings=ENVIRONMENT)
def command() -> None:
    """The names that Myograph knows."""


@command.command("show", context_settings=ENVIRONMENT)
@click.argument("name", required=False)
@with_json
def show(name: str | None, as_json: bool) -> None:
    """Show the concept called NAME; without a name, how many concepts of each type there are."""
    from graph.errors import UnknownNameError
    from graph.lookup import Names
    from graph.vocabulary import load_vocabulary

    vocabulary = load_vocabulary()
    if name is None:
        _summary(vocabulary, as_json)
        return
    names = Names(vocabulary, ())
    concept = names.find(name)
    if concept is None:
        raise UnknownNameError(name, names.nearest(name))
    facts = _facts(concept, vocabulary)
    if as_json:
        show_json(facts)
        return
    for what, value in facts.items():
        listed = ", ".join(value) if isinstance(value, tuple) else value
        if listed:
            click.echo(f"{what:12}{listed}")


def _summary(vocabulary: Vocabulary, as_json: bool) -> None:
    counts = Counter(concept.type.value for concept in vocabulary.concepts.values())
    names = sum(1 + len(concept.names) for concept in vocabulary.concepts.values())
    if as_json:
        show_json({"concepts": dict(sorted(counts.items())), "names": names})
        return
    for kind, number in sorted(counts.items()):
        click.echo(f"{number:6,} {kind}")
    click.echo(f"{sum(counts.values()):6,} concepts with {names:,} names")


def _facts(concept: Concept, vocabulary: Vocabulary) -> dict[str, str | tuple[str, ...]]:
    def labels(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(vocabulary.concepts[id].label for id in ids)  # noqa: A001 - the field's own word

    return {
        "label": concept.label,
        "id": concept.id,
        "type": concept.type.value,
        "names": concept.names,
        "broader": labels(concept.broader),
        "narrower": labels(vocabulary.narrower.get(concept.id, ())),
        "identifiers": concept.identifiers,
    }
