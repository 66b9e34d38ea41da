"""What the commands share: options, opening the library, JSON, problems."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.model import Problem
from myograph.plain import exact, say_line

if TYPE_CHECKING:
    from myograph.library import Library

Function = TypeVar("Function", bound=Callable[..., Any])
# Each option is MYOGRAPH_<OPTION>, whichever command it belongs to.
ENVIRONMENT = {"auto_envvar_prefix": "MYOGRAPH"}


def with_home(function: Function) -> Function:
    """Give a command `--home`, which may as well stand before the command's name."""
    return click.option(
        "--home",
        type=click.Path(path_type=Path),
        allow_from_autoenv=False,
        callback=_home,
        help="The library's folder, by default ./library.",
    )(function)


def with_json(function: Function) -> Function:
    """Give a command `--json`, passed on as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, envvar="MYOGRAPH_JSON", help="Answer in JSON.")(function)


def with_provisional(function: Function) -> Function:
    """Give a command `--no-provisional`, passed on as `provisional`."""
    return click.option(
        "--provisional/--no-provisional",
        default=True,
        help="Whether to show what is said of names that no vocabulary has, by default so.",
    )(function)


def _home(ctx: click.Context, _: click.Parameter, value: Path | None) -> Path:
    home = value or ctx.find_root().params["home"]
    assert isinstance(home, Path)
    return home


@contextmanager
def opened(home: Path) -> Iterator[Library]:
    """The library in a folder, closed afterwards. Raises LibraryMissingError and its kin."""
    from myograph.library import Library

    library = Library.open(home)
    try:
        yield library
    finally:
        library.close()


def show_json(value: object) -> None:
    """Print a value as JSON, for people and programs."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text if exact(text) else json.dumps(value, indent=2))


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems on the error stream, a line each: what, where, how to mend it."""
    for problem in problems:
        say_line(f"Problem: {problem.what} ({problem.where}). {problem.mend}", err=True)
