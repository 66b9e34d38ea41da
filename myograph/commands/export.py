"""`myograph export`: the library in formats that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, with_home, with_provisional

FORMATS = ("nq", "ttl", "jsonld", "jsonl", "graphml", "nanopub")


@click.command("export", context_settings=ENVIRONMENT)
@click.option("--format", type=click.Choice(FORMATS), default="nq", show_default=True, help="What comes out.")
@click.option("--json", "as_json", is_flag=True, hidden=True, help="The same as --format jsonl.")
@with_provisional
@with_home
def command(format: str, as_json: bool, provisional: bool, home: Path) -> None:
    """Write the library to the output; the same articles give the same bytes.

    \b
    nq       N-Quads, everything, a graph for each article
    ttl      Turtle, all graphs together
    jsonld   JSON-LD, all graphs together
    jsonl    a line of JSON for each claim of each passage
    graphml  the links over all articles, for Gephi and others
    nanopub  every claim as a nanopublication, in TriG
    """
    from graph.export import export

    with opened(home) as library, library.reading() as generation:
        graph = generation.graph if provisional else generation.graph.known_only()
        for piece in export(graph, "jsonl" if as_json else format, generation.manifest.myograph):
            sys.stdout.buffer.write(piece)
