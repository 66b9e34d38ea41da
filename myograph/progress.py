"""How long work tells somebody how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Somebody who is told how far the work is."""

    def stage(self, words: str, total: int = 0) -> None:
        """A new part of the work begins, with so many steps (0: unknown)."""

    def step(self) -> None:
        """One step of it is done."""


class Silence:
    """A progress that nobody watches."""

    def stage(self, words: str, total: int = 0) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""
