"""`myograph ask`: a question in words."""

from __future__ import annotations

from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json, with_provisional


@click.command("ask", context_settings=ENVIRONMENT)
@click.argument("question", nargs=-1, required=True)
@click.option("--sparql", is_flag=True, help="Show the SPARQL query too.")
@with_provisional
@with_home
@with_json
def command(question: tuple[str, ...], sparql: bool, provisional: bool, home: Path, as_json: bool) -> None:
    """Answer a QUESTION, such as "what links diabetes to cramps" or "does quinine help leg cramps".

    What is no question that Myograph knows is searched for in the articles, and the answer says so.
    """
    from myograph.answers import show_answer
    from myograph.terminal import screen
    from search.answer import answer
    from search.jsonform import answer_json

    with opened(home) as library, library.reading() as generation:
        graph = generation.graph if provisional else generation.graph.known_only()
        found = answer(" ".join(question), graph, generation.index)
        if as_json:
            show_json(answer_json(found, graph))
        else:
            show_answer(found, graph, screen(), sparql=sparql)
