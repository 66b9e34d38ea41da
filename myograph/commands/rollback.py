"""`myograph rollback`: go back to the generation before."""

from __future__ import annotations

from pathlib import Path

import click

from myograph.commands.shared import ENVIRONMENT, opened, show_json, with_home, with_json


@click.command("rollback", context_settings=ENVIRONMENT)
@with_home
@with_json
def command(home: Path, as_json: bool) -> None:
    """Publish the generation that the present one was made from."""
    with opened(home) as library:
        number = library.rollback()
    if as_json:
        show_json({"generation": number})
    else:
        click.echo(f"Generation {number} is published again.")
