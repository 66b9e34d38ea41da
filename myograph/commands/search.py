"""`myograph search`: full-text search."""

from __future__ import annotations

from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json


@click.command("search", context_settings=ENVIRONMENT)
@click.argument("words", nargs=-1, required=True)
@click.option("--documents", is_flag=True, help="Find whole articles, not passages.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="The most results.")
@with_home
@with_json
def command(words: tuple[str, ...], documents: bool, limit: int, home: Path, as_json: bool) -> None:
    """Find WORDS in the articles; "a phrase", AND, OR, NOT and word* are understood."""
    from rich.text import Text

    from myograph import drawing
    from myograph.terminal import screen
    from search.jsonform import hits_json
    from search.model import How, Unit
    from search.naming import Namer

    unit = Unit.DOCUMENT if documents else Unit.PASSAGE
    with opened(home) as library, library.reading() as generation:
        how = How(unit, Namer(generation.graph.vocabulary))
        hits = generation.index.search(" ".join(words), how, limit=limit)
        if as_json:
            show_json(hits_json(hits, generation.graph))
            return
    console = screen()
    console.print(f"{hits.total:,} found" + (f", the first {len(hits.hits)}:" if hits.total > len(hits.hits) else ""))
    if hits.note:
        console.print(hits.note)
    for number, hit in enumerate(hits.hits, 1):
        drawing.put(console, Text.assemble(f"{number}. ", drawing.hit(hit)))
