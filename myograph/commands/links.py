"""`myograph links`: what links two things."""

from __future__ import annotations

from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json, with_provisional


@click.command("links", context_settings=ENVIRONMENT)
@click.argument("a")
@click.argument("b")
@click.option("--max-hops", type=click.IntRange(1, 6), default=4, show_default=True, help="The longest chain.")
@click.option("--max-paths", type=click.IntRange(1, 100), default=10, show_default=True, help="The most chains.")
@click.option("--sparql", is_flag=True, help="Show the SPARQL query too.")
@with_provisional
@with_home
@with_json
def command(
    a: str, b: str, max_hops: int, max_paths: int, sparql: bool, provisional: bool, home: Path, as_json: bool
) -> None:
    """Show what links A to B, directly and by chains."""
    from graph.paths import PathOptions
    from myograph.answers import show_answer
    from myograph.terminal import screen
    from search.answer import AnswerOptions, links_between
    from search.jsonform import answer_json

    options = AnswerOptions(paths=PathOptions(max_hops=max_hops, max_paths=max_paths))
    with opened(home) as library, library.reading() as generation:
        graph = generation.graph if provisional else generation.graph.known_only()
        found = links_between(a, b, graph, generation.index, options)
        if as_json:
            show_json(answer_json(found, graph))
        else:
            show_answer(found, graph, screen(), sparql=sparql)
