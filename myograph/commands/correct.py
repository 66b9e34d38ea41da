"""`myograph correct`: corrections of what was read, which hold from the next reading on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.model import Polarity, Predicate
from myograph.commands.keeping import NEXT, correcting, keep, known_label, show_notes, with_document, with_reason
from myograph.commands.shared import ENVIRONMENT, opened, show_json, show_problems, with_home, with_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.reader import GraphReader
    from myograph.curators.standing import Standing
    from myograph.library import Library

_ONE_OF = "Give either an ID or --line."


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

    with correcting(home) as library:
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

    with correcting(home) as library:
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

    with correcting(home) as library:
        about, value = _two(library, a, b)
        keep(library, (Action.SAME, (about,), (value,), ""), (who, why), as_json=as_json)


@command.command("list", context_settings=ENVIRONMENT)
@with_home
@with_json
def list_(home: Path, as_json: bool) -> None:
    """List the corrections: id, what it says, who, when and why, and where it was applied.

    Rows of the table that cannot be used, and those that contradict each other, are told with their lines.
    """
    from myograph.curators.standing import standings

    with opened(home) as library:
        curated = library.curated()
        if library.current() is None:
            rows = [_facts(one, None) for one in standings(curated, None)]
        else:
            with library.reading() as generation:
                rows = [_facts(one, generation.graph) for one in standings(curated, generation.graph)]
    rows += [_bad_row(curated.curation.text, line) for line in curated.curation.unusable]
    rows.sort(key=lambda row: row["line"])
    if as_json:
        show_json(rows)
    for row in rows if not as_json else ():
        _show(row)
    if not rows and not as_json:
        say_line("Nothing was corrected.")
    show_notes(curated.contradictions)
    show_problems(curated.problems)
    if curated.problems and curated.curation.has_header:
        say_line("Correct such a row in curation.tsv, or take it out: myograph correct undo --line LINE", err=True)


@command.command("undo", context_settings=ENVIRONMENT)
@click.argument("id", required=False)
@click.option("--line", type=click.IntRange(min=1), help="Take out the row on this line of curation.tsv instead.")
@with_home
@with_json
def undo(id: str | None, line: int | None, home: Path, as_json: bool) -> None:
    """Take the correction with this ID out again (`myograph correct list` shows the ids; their beginning is enough).

    A row that cannot be used has no id: it is taken out by its line.
    """
    from myograph import corrections

    if (id is None) == (line is None):
        raise click.UsageError(_ONE_OF)
    with correcting(home) as library:
        gone = corrections.undo_line(library, line) if line is not None else corrections.undo(library, id or "")
    if as_json:
        notes = [note.what for note in gone.notes]
        show_json({"undone": gone.id, "says": gone.says, "notes": notes})
        return
    say_line(f"Undone: {gone.says}. {NEXT}, without it.")
    show_notes(gone.notes)


def _two(library: Library, a: str, b: str) -> tuple[str, str]:
    """The labels of two that shall become one. Raises UnknownNameError, UnknownConceptError, SameConceptError.

    Where an earlier correction made them one already, maybe the other way round, those that they had before.
    """
    from graph.added import shipped_with
    from graph.names import normal
    from myograph.curators.errors import SameConceptError

    labels = _label(library, a), known_label(library, b)
    if normal(labels[0]) != normal(labels[1]):
        return labels
    before = shipped_with(library.additions()).vocabulary
    first, second = before.find(a), before.find(b)
    if first is None or second is None or first.id == second.id:
        raise SameConceptError(a, b, labels[1])
    return first.label, second.label


def _label(library: Library, name: str) -> str:
    """The label of what a name means in the articles that were read, or in the vocabulary. Raises UnknownNameError."""
    if library.current() is not None:
        with library.reading() as generation:
            found = generation.graph.find(name)
            if found is not None:
                return found.label
    return known_label(library, name)


def _show(row: dict[str, Any]) -> None:
    by = ", ".join(filter(None, (row["who"], row["when"])))
    reason = f": {row['why']}" if row["why"] else ""
    key = row["id"] or f"line {row['line']}"
    say_line(f"{key:12}  {row['says']} ({row['state']}){f' — {by}' if by else ''}{reason}")
    for quote in row["rejected"]:
        say_line(f"              “{quote['quote']}” — {quote['doc']}")


def _bad_row(text: str, line: int) -> dict[str, Any]:
    """A row that says nothing: as it stands in the table."""
    from graph.curation import row_at, shortened

    says = shortened(" ".join(row_at(text, line).split())) or "the header"
    names = ("id", "line", "action", "about", "value", "document", "says", "who", "when", "why", "state")
    values: tuple[Any, ...] = ("", line, "", [], [], "", says, "", "", "", "cannot be used")
    return {**dict(zip(names, values, strict=True)), "articles": [], "rejected": []}


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
