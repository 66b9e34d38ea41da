"""Doing much at once without paying for it several times."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 20_000  # new things before garbage is looked for; some megabytes at most


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage inside the `with`: where many lasting things are made, it takes half of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def spare_what_lasts() -> None:
    """For a process that is about to read many articles: what is there already is no garbage, and little else will be.

    What is known is looked through no more, and new things only when there are many: what is made of an article goes
    when nothing refers to it, but for few circles.
    """
    gc.freeze()
    gc.set_threshold(_MANY, *gc.get_threshold()[1:])
