"""What passes between the web process and a query worker."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """How a query ended, as far as its worker knows."""

    DONE = "done"
    SYNTAX = "syntax"
    FORBIDDEN = "forbidden"
    UNACCEPTABLE = "unacceptable"
    FAILED = "failed"


class Job(NamedTuple):
    """A query. `store`: folder of the store; `base`: of its IRIs; `results`, `graphs`: the format for either kind of
    answer, if the client takes any; `default`, `named`: IRIs of the graphs that the request chose.
    """

    store: str
    base: str
    text: str
    results: str | None
    graphs: str | None
    seconds: float
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Reply(NamedTuple):
    """The answer in one format, or what was wrong with the query."""

    outcome: Outcome
    format: str = ""
    body: bytes = b""
    message: str = ""
    line: int = 0
    column: int = 0
