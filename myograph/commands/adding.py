"""`myograph vocabulary add`, `remove` and `list`: other people's vocabularies in a library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.model import ConceptType
from myograph.commands.shared import ENVIRONMENT, opened, show_json, show_problems, with_home, with_json
from myograph.plain import say_line

if TYPE_CHECKING:
    from graph.added import Addition
    from graph.imports.adding import File, Prepared
    from graph.imports.taking import Choices
    from graph.model import Problem

TYPES = tuple(kind.value for kind in ConceptType)
SCOPES = ("exact", "narrow", "broad", "related")
PROBLEMS = 20  # shown; the others are only counted


@click.command("add", context_settings=ENVIRONMENT)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path))
@click.option("--type", "kind", type=click.Choice(TYPES), envvar="MYOGRAPH_TYPE", help="What kind of things these are.")
@click.option("--as", "name", envvar="MYOGRAPH_AS", help="What to call the vocabulary, by default as the file.")
@click.option(
    "--synonyms",
    type=click.Choice(SCOPES),
    multiple=True,
    default=("exact",),
    show_default=True,
    help="Which synonyms to trust; may be given several times.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    envvar="MYOGRAPH_MAP",
    help="What a column of a table holds; may be given several times.",
)
@click.option("--prefix", default="", help="What stands before bare codes of a table, MESH for instance.")
@click.option("--below", default="", help="Take only this concept (label or identifier) and what is below it.")
@click.option("--subset", default="", help="Take only what an OBO file puts into this subset.")
@click.option("--known", is_flag=True, help="Only add names and identifiers to concepts that are known already.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
@with_home
@with_json
@click.pass_context
def add(
    ctx: click.Context,
    file: Path,
    kind: str | None,
    name: str | None,
    synonyms: tuple[str, ...],
    mapping: tuple[str, ...],
    prefix: str,
    below: str,
    subset: str,
    known: bool,
    dry_run: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Add the vocabulary in FILE to the library: SKOS in any RDF syntax, OBO, CSV or TSV, also packed with gzip.

    What is known already is merged; a name of another concept stays with that one. The library is made where there is
    none. Articles are read with the vocabulary from the next `myograph ingest` on.
    """
    from graph.imports.adding import File
    from graph.imports.columns import parse_mapping
    from graph.imports.model import Scope
    from graph.imports.taking import Choices
    from myograph.addreport import facts, lines

    source = File(file.name, file.read_bytes(), parse_mapping(mapping), prefix)
    scopes = frozenset(map(Scope, synonyms))
    choices = Choices(ConceptType(kind) if kind else None, scopes, below, subset, known)
    prepared, kept = _add(home, source, name or file.name, choices, dry_run)
    if as_json:
        show_json(facts(prepared, kept))
    else:
        for line in filter(None, lines(prepared)):
            say_line(line)
        show_some(prepared.problems)
        say_line(_outcome(prepared, kept))
    ctx.exit(1 if prepared.problems else 0)


def _add(home: Path, source: File, name: str, choices: Choices, dry_run: bool) -> tuple[Prepared, Path | None]:
    """What became of it, and where it stands now."""
    from myograph.additions import keep, name_of
    from myograph.library import Library

    before = _before(home, name_of(name))
    prepared = _prepared(source, before, choices)
    if dry_run or not prepared.taken.entries:
        return prepared, None
    library = Library.open(home, create=True)
    with library.writing(f"myograph vocabulary add {source.name}"):
        # Preparing takes a while: only under the lock is it sure that nobody has added something else meanwhile.
        now = _before(home, name_of(name))
        if now != before:
            prepared = _prepared(source, now, choices)
        return prepared, keep(home, prepared.addition)


def _before(home: Path, name: str) -> tuple[str, tuple[Addition, ...]]:
    """The file name of the table of a vocabulary, and the vocabularies that come before it."""
    from myograph.additions import additions_in, table_for

    table = table_for(home, name)
    return table, tuple(one for one in additions_in(home) if one.name < table)


def _prepared(source: File, before: tuple[str, tuple[Addition, ...]], choices: Choices) -> Prepared:
    from graph.added import shipped_with
    from graph.imports.adding import prepare
    from ingest.said import sayings

    table, additions = before
    return prepare(source, table, shipped_with(additions).vocabulary, choices, sayings())


def _outcome(prepared: Prepared, kept: Path | None) -> str:
    if kept:
        return f"Kept as {kept}. The next `myograph ingest` reads all articles again, with these names."
    return "Nothing is kept: this was a dry run." if prepared.taken.entries else "Nothing is kept."


def show_some(problems: Sequence[Problem]) -> None:
    """Print the first of many problems on the error stream, and how many there are besides."""
    show_problems(problems[:PROBLEMS])
    if len(problems) > PROBLEMS:
        say_line(f"… and {len(problems) - PROBLEMS:,} more problems (all of them with --json)", err=True)


@click.command("remove", context_settings=ENVIRONMENT)
@click.argument("name")
@with_home
@with_json
def remove(name: str, home: Path, as_json: bool) -> None:
    """Remove the added vocabulary called NAME from the library."""
    from myograph.additions import drop

    with opened(home) as library, library.writing(f"myograph vocabulary remove {name}"):
        gone = drop(home, name)
    if as_json:
        show_json({"removed": str(gone)})
    else:
        say_line(f"{gone} is removed. The next `myograph ingest` reads all articles again, without it.")


@click.command("list", context_settings=ENVIRONMENT)
@with_home
@with_json
def list_(home: Path, as_json: bool) -> None:
    """List the vocabularies that were added to the library, in the order in which they count."""
    from graph.added import shipped_with
    from myograph.additions import additions_in
    from myograph.addreport import kept_facts, kept_line

    with opened(home) as library:
        current = library.current()
        used = additions_in(library.folder(current)) if current is not None else ()
        additions = library.additions()
    outcomes = zip(additions, shipped_with(additions).outcomes, strict=True)
    rows = [kept_facts(outcome) | {"read": addition in used} for addition, outcome in outcomes]
    if as_json:
        show_json(rows)
        return
    for row in rows:
        say_line(kept_line(row) + ("" if row["read"] else "; articles were not yet read with it"))
    if not rows:
        say_line("None is added.")
