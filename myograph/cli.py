"""The command line. Heavy libraries are loaded inside the commands that need them: `myograph --help` is quick."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from graph.errors import MyographError
from myograph.errors import SystemFaultError
from myograph.plain import close_output, prepare_streams, say_line

COMMANDS = (
    "ingest",
    "ask",
    "links",
    "search",
    "query",
    "check",
    "export",
    "evaluate",
    "vocabulary",
    "correct",
    "status",
    "rollback",
    "reindex",
    "serve",
)
INPUT_WRONG = 1
INTERRUPTED = 130  # as shells count it: 128 + SIGINT


class ReaderGoneError(Exception):
    """Nobody reads our output any more; under its own name click would end the process with an error."""


class Commands(click.Group):
    """The commands by name, each loaded when it is named."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named. Raises ReaderGoneError."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command with this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"myograph.commands.{cmd_name}").command
        return command


@click.command(
    cls=Commands,
    context_settings={
        "auto_envvar_prefix": "MYOGRAPH",
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    },
)
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    default=Path("library"),
    show_default=True,
    show_envvar=True,
    help="The library's folder.",
)
@click.version_option(package_name="myograph")
def cli(home: Path) -> None:
    """Read health articles, and answer what links to what, with the sentence behind every claim.

    Begin with `myograph ingest FOLDER`, then `myograph ask "what links diabetes to cramps"`, or `myograph serve`.
    Every option can also be given as MYOGRAPH_..., for instance MYOGRAPH_HOME.

    Myograph shows what articles say. It is no medical advice.
    """


def main() -> None:
    """Run the command line: exit code 0 done, 1 something was wrong with the input, 2 wrong usage."""
    prepare_streams()
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say_line("Interrupted.", err=True)
        code = INTERRUPTED
    except MyographError as error:
        say_line(f"Error: {error}", err=True)
        code = INPUT_WRONG
    except (ReaderGoneError, BrokenPipeError):
        # The reader of our output has gone, as `head` does: nobody is left to tell.
        close_output()
        code = 0
    except OSError as error:
        say_line(f"Error: {SystemFaultError(error)}", err=True)
        code = INPUT_WRONG
        close_output()
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
