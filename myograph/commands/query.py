"""`myograph query`: SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, with_home, with_json
from myograph.plain import escaped


@click.command("query", context_settings=ENVIRONMENT)
@click.argument("sparql")
@with_home
@with_json
def command(sparql: str, home: Path, as_json: bool) -> None:
    """Answer a SPARQL 1.1 query, given as it is, as the name of a file that holds it, or as - for the input.

    The prefixes of the graph (myo:, c: for concepts, d: for documents, skos: and others) need not be declared.
    FROM and FROM NAMED choose among the library's graphs; without them all are asked together.
    A table comes out, yes or no, or Turtle; with --json the SPARQL JSON format, or JSON-LD.
    """
    from graph import terms
    from graph.store import Solutions, Triples
    from search.inquiry import ready

    given = _text(sparql)
    with opened(home) as library, library.reading() as generation, ready(given, generation.holdings) as (text, scope):
        store, known = generation.store, terms.prefixes(library.iris)
        result = store.query(text, scope)
        if as_json or isinstance(result, Triples):
            prefixes = {} if as_json else known
            form = ("jsonld" if as_json else "ttl") if isinstance(result, Triples) else "json"
            sys.stdout.buffer.write(_safe(store.query_bytes(text, form, scope, prefixes=prefixes), form))
        elif isinstance(result, Solutions):
            _table(result.variables, result.rows)
        else:
            click.echo("yes" if result else "no")


def _safe(content: bytes, form: str) -> bytes:
    """Turtle is also read on terminals: what would steer one is written as its number, which means the same."""
    return escaped(content.decode()).encode() if form == "ttl" else content


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    try:
        return Path(given).read_text(encoding="utf-8", errors="replace") if Path(given).is_file() else given
    except OSError:  # a query is too long for the name of a file
        return given


def _table(variables: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    from myograph.terminal import screen

    table = Table(*variables)
    for row in rows:
        table.add_row(*(Text(value or "") for value in row))
    screen().print(table)
