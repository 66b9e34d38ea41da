"""The terminal: how far the work is, on the error stream; where results are drawn, on the output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.segment import Segment
from rich.text import Text

from myograph.plain import plain, say

PIPE_WIDTH = 100  # characters, where there is no terminal that has a width


def screen() -> Console:
    """Where results are drawn: with colours and the terminal's width, or plain where the output is no terminal."""
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return _Screen(highlight=False, width=width, soft_wrap=False, emoji=False, markup=False)


class _Screen(Console):
    """A console on which only its own styles steer the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is drawn, piece by piece."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else plain(text), style, control)

    def on_broken_pipe(self) -> None:
        """Let the command line end as it does for all output that nobody reads any more."""
        raise BrokenPipeError


class _Rate(ProgressColumn):
    """Files, or other steps, a second."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """The speed of the task so far."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} {self._unit}/s" if speed else "")


class _Watched(Console):
    """The console of a bar."""

    def on_broken_pipe(self) -> None:
        """Draw no more; Rich itself would end the work."""
        self.quiet = True


class _Bar:
    """Progress as a bar that moves. It is drawn by a thread, so it begins only when the reading processes run.

    Where the terminal has gone the work goes on.
    """

    def __init__(self, unit: str = "files", *, gone: bool = False) -> None:
        rest = (MofNCompleteColumn(), _Rate(unit), TimeRemainingColumn())
        columns = (TextColumn("{task.description}"), BarColumn(), *rest)
        self._bar = Progress(*columns, console=_Watched(stderr=True), transient=gone)
        self._task: TaskID | None = None

    def stage(self, words: str, total: int = 0) -> None:
        """A line for a stage of unknown length, a bar for another."""
        with suppress(OSError):
            if total:
                self._task = self._bar.add_task(words, total=total)
                self._bar.start()
            else:
                self._bar.console.print(words)

    def step(self) -> None:
        """Move the bar."""
        if self._task is not None:
            with suppress(OSError):
                self._bar.advance(self._task)

    def close(self) -> None:
        """Leave the bar as it is."""
        with suppress(OSError):
            self._bar.stop()


class _Lines:
    """Progress as plain lines, ten a stage at most."""

    def __init__(self) -> None:
        self._done = 0
        self._total = 0

    def stage(self, words: str, total: int = 0) -> None:
        """A line for the stage."""
        self._done, self._total = 0, total
        say(f"{words}: {total:,} files" if total else words, err=True)

    def step(self) -> None:
        """A line for each tenth."""
        self._done += 1
        if self._done * 10 // self._total > (self._done - 1) * 10 // self._total and self._total > 10:
            say(f"  {self._done:,} of {self._total:,}", err=True)

    def close(self) -> None:
        """Nothing is left to do."""


@contextmanager
def watching() -> Iterator[_Bar | _Lines]:
    """A progress for the error stream, whatever that is."""
    progress = _Bar() if sys.stderr.isatty() else _Lines()
    try:
        yield progress
    finally:
        progress.close()


@contextmanager
def metering(words: str, unit: str, most: int) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream that moves with each call, which tells how many there will be; gone when all is done.

    There is none where that is no terminal, nor for fewer than `most` steps, which are soon done.
    """
    bar = _Bar(unit, gone=True) if sys.stderr.isatty() else None
    done = 0

    def step(total: int) -> None:
        nonlocal done
        done += 1
        if bar is not None and total >= most:
            if done == 1:
                bar.stage(words, total)
            bar.step()

    try:
        yield step
    finally:
        if bar is not None:
            bar.close()
