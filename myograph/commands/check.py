"""`myograph check`: what would be read from a file, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from myograph.commands.shared import ENVIRONMENT, show_json, show_problems, with_home, with_json

if TYPE_CHECKING:
    from graph.model import Document
    from ingest.explain import Explanation

_LONG = 2000  # steps, two for each sentence, that take more than a moment


@click.command("check", context_settings=ENVIRONMENT)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path))
@click.option("--max-bytes", type=click.IntRange(min=1), help="The largest file that is read.")
@with_home
@with_json
@click.pass_context
def command(ctx: click.Context, file: Path, max_bytes: int | None, home: Path, as_json: bool) -> None:
    """Show what would be read from FILE, and why: its sentences with the names and wordings found, and what they say.

    Nothing is stored. No library is needed; where there is one, its added vocabularies and corrections count.
    """
    from graph.export import assertion_rows
    from myograph.errors import placed
    from myograph.explained import draw, facts
    from myograph.onefile import article
    from myograph.terminal import screen

    document, problems = article(file, max_bytes)
    if document is None:
        show_problems(problems)
        ctx.exit(1)
    explained = _explained(document, home)
    reading = explained.reading
    problems += tuple(placed(problem, file.name, str(file)) for problem in reading.problems)
    if as_json:
        rows = list(assertion_rows(reading, explained.concepts))
        show_json({"name": document.name, "title": document.title, "sentences": facts(explained), "assertions": rows})
    else:
        draw(screen(), explained)
    show_problems(problems)
    ctx.exit(1 if problems else 0)


def _explained(document: Document, home: Path) -> Explanation:
    from ingest.explain import explain
    from ingest.knowledge import load_knowledge
    from myograph.additions import additions_in
    from myograph.corrections import curation_in
    from myograph.terminal import metering

    knowledge = load_knowledge(additions_in(home), curation_in(home))
    with metering("Reading, and asking why", "steps", _LONG) as seen:
        return explain(document, knowledge, seen)
