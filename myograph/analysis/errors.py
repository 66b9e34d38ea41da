"""What can go wrong with what analysts ask for."""

from __future__ import annotations

from graph.errors import MyographError


class PandasMissingError(MyographError):
    """A data frame is wanted, and pandas, which makes them, is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "A data frame cannot be made without pandas",
            "this Python",
            "Install it (pip install pandas), or go through the rows as they are.",
        )
