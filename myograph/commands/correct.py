"""`myograph correct`: corrections of what was read, which hold from the next reading on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.model import Polarity, Predicate
from myograph.commands.shared import ENVIRONMENT, opened, show_json, show_problems, with_home, with_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.reader import GraphReader
    from myograph.corrections import Standing
    from myograph.library import Library

Function = TypeVar("Function", bound=Callable[..., Any])
NEXT = "The next `myograph ingest` reads all articles again"


def with_reason(function: Function) -> Function:
    """Give a command `--who` and `--why`."""
    why = click.option("--why", default="", help="The reason, kept with the correction.")
    return click.option("--who", help="Who corrects, by default the name of the system's user.")(why(function))


with_document = click.option("--document", default="", help="Only in the article of this name.")


@click.group("correct", context_settings=ENVIRONMENT)
def command() -> None:
    """Correct what is read from the articles: the corrections are kept in the library and hold at every reading."""


@command.command("reject", context_settings=ENVIRONMENT)
@click.argument("subject")
@click.argument("predicate", type=click.Choice([one.value for one in Predicate]))
@click.argument("object")
@click.option("--polarity", type=click.Choice([one.value for one in Polarity]), help="Only what is said so.")
@with_document
@with_reason
@with_home
@with_json
def reject(
    subject: str,
    predicate: str,
    object: str,
    polarity: str | None,
    document: str,
    who: str | None,
    why: str,
    home: Path,
    as_json: bool,
) -> None:
    """Reject the assertion that SUBJECT PREDICATE OBJECT: no article counts as saying so."""
    from graph.curation import Action

    with opened(home) as library:
        ends = [_label(library, end) for end in (subject, object)]
        about = (ends[0], predicate, ends[1], *([polarity] if polarity else []))
        keep(library, (Action.REJECT_ASSERTION, about, (), document), (who, why), as_json=as_json)


@command.command("name", context_settings=ENVIRONMENT)
@click.argument("name")
@click.argument("concept")
@with_document
@with_reason
@with_home
@with_json
def name(name: str, concept: str, document: str, who: str | None, why: str, home: Path, as_json: bool) -> None:
    """Say that NAME means CONCEPT, whatever it meant before."""
    from graph.curation import Action

    with opened(home) as library:
        value = (known_label(library, concept),)
        keep(library, (Action.NAME, (name,), value, document), (who, why), as_json=as_json)


@command.command("same", context_settings=ENVIRONMENT)
@click.argument("a")
@click.argument("b")
@with_reason
@with_home
@with_json
def same(a: str, b: str, who: str | None, why: str, home: Path, as_json: bool) -> None:
    """Say that A and B are one concept, B: all names of A become names of B."""
    from graph.curation import Action

    with opened(home) as library:
        about, value = (_label(library, a),), (known_label(library, b),)
        keep(library, (Action.SAME, about, value, ""), (who, why), as_json=as_json)


@command.command("list", context_settings=ENVIRONMENT)
@with_home
@with_json
def list_(home: Path, as_json: bool) -> None:
    """List the corrections: id, what it says, who, when and why, and where it was applied."""
    from myograph.corrections import standings

    with opened(home) as library:
        problems = library.curated().problems
        if library.current() is None:
            rows = [_facts(one, None) for one in standings(home, None)]
        else:
            with library.reading() as generation:
                rows = [_facts(one, generation.graph) for one in standings(home, generation.graph)]
    if as_json:
        show_json(rows)
    for row in rows if not as_json else ():
        by = ", ".join(filter(None, (row["who"], row["when"])))
        reason = f": {row['why']}" if row["why"] else ""
        say_line(f"{row['id']}  {row['says']} ({row['state']}){f' — {by}' if by else ''}{reason}")
        for quote in row["rejected"]:
            say_line(f"              “{quote['quote']}” — {quote['doc']}")
    if not rows and not as_json:
        say_line("Nothing was corrected.")
    show_problems(problems)


@command.command("undo", context_settings=ENVIRONMENT)
@click.argument("id")
@with_home
@with_json
def undo(id: str, home: Path, as_json: bool) -> None:
    """Take the correction with this ID out again (`myograph correct list` shows the ids; their beginning is enough)."""
    from myograph.corrections import undo as take_out

    with opened(home) as library, library.writing(f"myograph correct undo {id}"):
        gone = take_out(home, id)
    if as_json:
        show_json({"undone": gone.id, "says": gone.says})
    else:
        say_line(f"Undone: {gone.says}. {NEXT}, without it.")


def keep(
    library: Library,
    what: tuple[Any, tuple[str, ...], tuple[str, ...], str],
    reason: tuple[str | None, str],
    *,
    as_json: bool,
) -> None:
    """Put a correction (action, about, value, document) into the library, with who and why, and say so."""
    import getpass
    from datetime import datetime

    from graph.curation import FILE, Correction
    from myograph.corrections import add

    today = datetime.now().astimezone().date().isoformat()
    correction = Correction(*what, who=reason[0] or getpass.getuser(), when=today, why=reason[1])
    with library.writing("myograph correct"):
        added = add(library.home, correction)
    if as_json:
        show_json({"id": correction.id, "says": correction.says, "added": added, "file": str(library.home / FILE)})
    elif added:
        say_line(f"Kept in the library's {FILE}: {correction.says}. {NEXT}, with it.")
    else:
        say_line(f"It is there already: {correction.says}.")


def known_label(library: Library, name: str) -> str:
    """The label of the concept that a vocabulary has under this name. Raises UnknownNameError."""
    from graph.errors import UnknownNameError
    from graph.lookup import Names

    names = Names(library.vocabulary, ())
    found = names.find(name)
    if found is None:
        raise UnknownNameError(name, names.nearest(name))
    return found.label


def _label(library: Library, name: str) -> str:
    """The label of what a name means in the articles that were read, or in the vocabulary. Raises UnknownNameError."""
    if library.current() is not None:
        with library.reading() as generation:
            found = generation.graph.find(name)
            if found is not None:
                return found.label
    return known_label(library, name)


def _facts(standing: Standing, graph: GraphReader | None) -> dict[str, Any]:
    correction, done = standing.correction, standing.done
    return {
        "id": correction.id,
        "line": correction.line,
        "action": correction.action.value,
        "about": list(correction.about),
        "value": list(correction.value),
        "document": correction.document,
        "says": correction.says,
        "who": correction.who,
        "when": correction.when,
        "why": correction.why,
        "state": standing.state,
        "articles": [_name(graph, one) for one in done.documents] if done and graph else [],
        "rejected": [_quote(graph, *place) for place in done.places] if done and graph else [],
    }


def _name(graph: GraphReader, document: str) -> str:
    source = graph.source(document)
    return source.name if source else document


def _quote(graph: GraphReader, document: str, start: int, end: int) -> dict[str, Any]:
    found = graph.document(document)
    quote = " ".join(found.text[start:end].split()) if found else ""
    return {"doc": _name(graph, document), "start": start, "end": end, "quote": quote}
