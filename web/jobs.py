"""What passes between the web process and a query worker."""

from __future__ import annotations

from enum import StrEnum
from typing import IO, NamedTuple


class Outcome(StrEnum):
    """How a query ended, as far as its worker knows."""

    DONE = "done"
    SYNTAX = "syntax"
    FORBIDDEN = "forbidden"
    UNACCEPTABLE = "unacceptable"
    TOO_BIG = "too big"
    FAILED = "failed"


class Job(NamedTuple):
    """A query. `store`: folder of the store; `base`: of its IRIs; `results`, `graphs`: the format for either kind of
    answer, if the client takes any; `default`, `named`: IRIs of the graphs that the request chose; `most`: bytes that
    the answer may have; `packed`: whether the client takes gzip; `texts`: folder of the text index.
    """

    store: str
    base: str
    text: str
    results: str | None
    graphs: str | None
    seconds: float
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    most: int = 100_000_000
    packed: bool = False
    texts: str = ""


class Reply(NamedTuple):
    """The whole answer in one format, or what was wrong with the query. A long answer is in a `file`, which crosses
    beside the reply: `filed` says that it comes.
    """

    outcome: Outcome
    format: str = ""
    body: bytes = b""
    message: str = ""
    line: int = 0
    column: int = 0
    packed: bool = False
    filed: bool = False
    file: IO[bytes] | None = None
