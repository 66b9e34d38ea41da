"""`myograph vocabulary`: the names that Myograph knows, and those that are added to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.model import Origin
from myograph.commands.adding import add, list_, remove, show_some
from myograph.commands.candidates import PARTS
from myograph.commands.keeping import show_notes
from myograph.commands.shared import ENVIRONMENT, show_json, with_home, with_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.added import Merged
    from graph.model import Concept, Problem
    from graph.vocabulary import Vocabulary


@click.group("vocabulary", context_settings=ENVIRONMENT)
def command() -> None:
    """The names that Myograph knows, and those that are added to them."""


for part in (add, remove, list_, *PARTS):
    command.add_command(part)


@command.command("check", context_settings=ENVIRONMENT)
@with_home
@with_json
@click.pass_context
def check(ctx: click.Context, home: Path, as_json: bool) -> None:
    """Check the built-in vocabulary, and those added to the library: clashing names, missing concepts, circles.

    Corrections that cannot be used are told as well, and those that contradict each other; and wordings of which two
    rows of a table say different things.
    """
    from myograph.addreport import kept_facts, kept_line, remarks

    found, problems, notes = _checked(home)
    outcomes = found.outcomes if found else ()
    if as_json:
        show_json({"added": [kept_facts(one) for one in outcomes], "problems": [asdict(one) for one in problems]})
    else:
        for outcome in outcomes:
            say_line(kept_line(kept_facts(outcome)))
            for line in filter(None, remarks(outcome)):
                say_line(line)
        show_some(problems)
        if found and not problems:
            _summary(found.vocabulary, as_json=False)
            say_line("No name belongs to two concepts, no broader concept is missing, and none is its own kind.")
    show_notes(notes)
    ctx.exit(1 if problems else 0)


def _checked(home: Path) -> tuple[Merged | None, list[Problem], tuple[Problem, ...]]:
    """The vocabulary with all that was added, None where ours is at fault; what is wrong; what should be known."""
    from graph.added import shipped_with
    from graph.curating import curated_with
    from graph.vocabulary import faults
    from ingest.doubled import doubled
    from myograph.additions import additions_in
    from myograph.corrections import curation_in
    from myograph.errors import problem_of

    wrong = faults()
    problems = [problem_of(fault) for fault in (*wrong, *doubled())]
    if wrong:
        return None, problems, ()
    additions = additions_in(home)
    found = shipped_with(additions)
    problems += [problem for outcome in found.outcomes for problem in outcome.problems]
    curated = curated_with(additions, curation_in(home))
    return found, [*problems, *curated.problems], curated.contradictions


@command.command("show", context_settings=ENVIRONMENT)
@click.argument("name", required=False)
@with_home
@with_json
def show(name: str | None, home: Path, as_json: bool) -> None:
    """Show the concept called NAME; without a name, how many concepts of each type there are.

    What was added to the library or corrected in it counts too, if there is one.
    """
    from graph.curating import curated_with
    from graph.errors import UnknownNameError
    from graph.lookup import Names
    from myograph.additions import additions_in
    from myograph.corrections import curation_in

    vocabulary = curated_with(additions_in(home), curation_in(home)).vocabulary
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
        if listed and (what, value) != ("origin", Origin.BUILTIN):
            say_line(f"{what:12}{listed}")


def _summary(vocabulary: Vocabulary, as_json: bool) -> None:
    concepts = vocabulary.concepts.values()
    counts = Counter(concept.type.value for concept in concepts)
    names = sum(1 + len(concept.names) for concept in concepts)
    added = sum(concept.origin is Origin.ADDED for concept in concepts)
    if as_json:
        show_json({"concepts": dict(sorted(counts.items())), "names": names, "added": added})
        return
    for kind, number in sorted(counts.items()):
        click.echo(f"{number:6,} {kind}")
    of_which = f", {added:,} of the concepts added" if added else ""
    click.echo(f"{sum(counts.values()):6,} concepts with {names:,} names{of_which}")


def _facts(concept: Concept, vocabulary: Vocabulary) -> dict[str, str | tuple[str, ...]]:
    def labels(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(vocabulary.concepts[id].label for id in ids)  # noqa: A001 - the field's own word

    return {
        "label": concept.label,
        "id": concept.id,
        "type": concept.type.value,
        "origin": concept.origin.value,
        "names": concept.names,
        "broader": labels(concept.broader),
        "narrower": labels(vocabulary.narrower.get(concept.id, ())),
        "identifiers": concept.identifiers,
    }
