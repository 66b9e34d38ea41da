"""Names that no vocabulary has, for a curator to accept, merge or reject: parts of `myograph vocabulary`."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.model import ConceptType, Origin
from myograph.commands.keeping import correcting, keep, known_label, with_document, with_reason
from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.curation import Action
    from myograph.candidates import Candidate
    from myograph.library import Library


@click.command("candidates", context_settings=ENVIRONMENT)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many are shown.")
@click.option("--provisional", is_flag=True, help="Only those of which claims are made: no article is read again.")
@with_home
@with_json
def candidates(limit: int, provisional: bool, home: Path, as_json: bool) -> None:
    """List names that no vocabulary has: provisional concepts, then phrases of which no claim is made.

    Each with its guessed type, how many passages and independent articles name it, examples, and what it may mean.
    """
    from myograph.candidates import candidates as find
    from myograph.progress import Silence
    from myograph.terminal import watching

    with opened(home) as library, library.reading() as generation:
        knowledge = None if provisional else _knowledge(library)
        with nullcontext(Silence()) if provisional else watching() as progress:
            found = find(generation.graph, knowledge, library.vocabulary, progress)
    if as_json:
        show_json({"total": len(found), "candidates": [_facts(one) for one in found[:limit]]})
        return
    for one in found[:limit]:
        for line in _lines(one):
            say_line(line)
    say_line(f"{len(found):,} candidates" + (f", the first {limit:,} are shown" if len(found) > limit else ""))


@click.command("accept", context_settings=ENVIRONMENT)
@click.argument("name")
@click.option(
    "--type", "kind", type=click.Choice([kind.value for kind in ConceptType]), help="What kind of thing it is."
)
@click.option("--label", default="", help="What to call it, if not by this name.")
@with_reason
@with_home
@with_json
def accept(name: str, kind: str | None, label: str, who: str | None, why: str, home: Path, as_json: bool) -> None:
    """Make the candidate called NAME a concept of the library's vocabulary, of the guessed type unless one is given."""
    from graph.curation import Action

    with correcting(home) as library:
        if not _is_kept(library, Action.ACCEPT, name):
            _check_names(library, name, label)
        value = (kind or _guessed(library, name), *([label] if label else []))
        keep(library, (Action.ACCEPT, (name,), value, ""), (who, why), as_json=as_json)


@click.command("merge", context_settings=ENVIRONMENT)
@click.argument("name")
@click.argument("into")
@with_reason
@with_home
@with_json
def merge(name: str, into: str, who: str | None, why: str, home: Path, as_json: bool) -> None:
    """Make the candidate called NAME another name of the concept INTO."""
    from graph.curation import Action

    with correcting(home) as library:
        value = (known_label(library, into),)
        if not _is_kept(library, Action.MERGE, name):
            _check_candidate(library, name, value[0])
        keep(library, (Action.MERGE, (name,), value, ""), (who, why), as_json=as_json)


@click.command("reject", context_settings=ENVIRONMENT)
@click.argument("name")
@with_document
@with_reason
@with_home
@with_json
def reject(name: str, document: str, who: str | None, why: str, home: Path, as_json: bool) -> None:
    """Say that NAME names nothing, be it a candidate or a name of the vocabulary."""
    from graph.curation import Action

    with correcting(home) as library:
        keep(library, (Action.REJECT_NAME, (name,), (), document), (who, why), as_json=as_json)


PARTS = (candidates, accept, merge, reject)


def _knowledge(library: Library) -> Any:
    from ingest.knowledge import load_knowledge

    return load_knowledge(library.additions(), library.curated().curation.text)


def _is_kept(library: Library, action: Action, name: str) -> bool:
    """True where the table has a correction of this kind for the name, so that the vocabulary knows it from there."""
    from graph.names import normal

    rows = library.curated().curation.corrections
    return any(one.action is action and normal(one.about[0]) == normal(name) for one in rows)


def _check_names(library: Library, name: str, label: str) -> None:
    """Raises KnownNameError, LabelTakenError where a concept has a name that a new one shall get."""
    from myograph.curators.errors import LabelTakenError
    from myograph.errors import KnownNameError

    known = library.vocabulary.find(name)
    if known is not None:
        raise KnownNameError(name, known.label)
    known = library.vocabulary.find(label) if label else None
    if known is not None:
        raise LabelTakenError(name, label, known.label)


def _check_candidate(library: Library, name: str, into: str) -> None:
    """Raises KnownNameError, NoCandidateError where a concept has this name; one that was accepted may be merged."""
    from graph.curation import Action
    from myograph.curators.errors import NoCandidateError
    from myograph.errors import KnownNameError

    known = library.vocabulary.find(name)
    if known is None:
        return
    if known.label == into:
        raise KnownNameError(name, known.label)
    if not _is_kept(library, Action.ACCEPT, name):
        raise NoCandidateError(name, known.label, into)


def _guessed(library: Library, name: str) -> str:
    """The type that the articles' words suggest, as `candidates` shows it. Raises NoGuessError."""
    from graph.names import normal
    from myograph.candidates import weak_candidate
    from myograph.errors import NoGuessError

    if library.current() is not None:
        with library.reading() as generation:
            found = generation.graph.find(name)
            if found is not None and found.origin in (Origin.PROVISIONAL, Origin.ADDED):
                return found.type.value
            offered = weak_candidate(name, generation.graph, _knowledge(library)) if normal(name) else None
            if offered is not None:
                return offered.type.value
    raise NoGuessError(name, tuple(ConceptType))


def _facts(one: Candidate) -> dict[str, Any]:
    return {
        "name": one.concept.label,
        "id": one.concept.id,
        "type": one.concept.type.value,
        "provisional": one.is_provisional,
        "passages": one.passages,
        "articles": one.articles,
        "examples": [{"doc": example.document, "quote": example.quote} for example in one.examples],
        "likely": list(one.likely),
    }


def _lines(one: Candidate) -> tuple[str, ...]:
    kind = "provisional" if one.is_provisional else "candidate"
    count = f"{one.passages:,} passage{'' if one.passages == 1 else 's'} in {one.articles:,}"
    likely = f"; perhaps {' or '.join(one.likely)}" if one.likely else ""
    head = f"{one.concept.label} ({one.concept.type.value}, {kind}): {count} article{'' if one.articles == 1 else 's'}"
    return (head + likely, *(f"    “{example.quote}” — {example.document}" for example in one.examples))
