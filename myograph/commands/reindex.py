"""`myograph reindex`: make the text index anew."""

from __future__ import annotations

from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json


@click.command("reindex", context_settings=ENVIRONMENT)
@with_home
@with_json
def command(home: Path, as_json: bool) -> None:
    """Make the text index anew from the stored articles, as a new generation."""
    from myograph.build import reindex
    from myograph.terminal import watching

    with opened(home) as library, watching() as progress:
        number = reindex(library, progress)
    if as_json:
        show_json({"generation": number})
    else:
        click.echo(f"Indexed anew; generation {number} is published.")
