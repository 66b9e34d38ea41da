"""`myograph serve`: the library as web pages and services."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote_plus

import click

from myograph.commands.shared import ENVIRONMENT, opened, with_home

QUESTIONS = 3


@click.command("serve", context_settings=ENVIRONMENT)
@click.option("--host", help="The address to listen on, by default 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port, by default 8000; 0 takes any free one.")
@with_home
def command(host: str | None, port: int | None, home: Path) -> None:
    """Serve the library to browsers and programs; further settings are taken from MYOGRAPH_... (see the docs)."""
    import os

    from myograph import server
    from web.answers import example_questions
    from web.settings import load_settings

    settings = load_settings(os.environ, host=host, port=port)
    with opened(home) as library:
        library.manifest()  # a library that cannot be served is said so here, once
    listener = server.listen(settings.host, settings.port)
    url = server.address(listener)

    def ready() -> None:
        click.echo(f"Myograph is at {url}\nQuestions to try:")
        for question in example_questions()[:QUESTIONS]:
            click.echo(f"  {url}ask?q={quote_plus(question)}")
        click.echo("Press Ctrl-C to end.")

    server.run(home.absolute(), settings, listener, ready)
