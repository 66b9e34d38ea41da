"""What can go wrong between a client and the service, and the HTTP status of every error of the house."""

from __future__ import annotations

import math

from graph.errors import (
    ForbiddenQueryError,
    MyographError,
    QueryError,
    SameNameError,
    TableError,
    UnknownNameError,
)
from search.errors import InexactSearchError, ShortPrefixError


class SettingError(MyographError):
    """A setting has a value that it cannot have."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name} cannot be {value!r}", "the settings", f"Allowed: {allowed}.")


class BadParameterError(MyographError):
    """A parameter of the address cannot be used."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        shown = value if len(value) <= 60 else value[:57] + "…"
        what = f"{name} cannot be {shown!r}" if value else f"“{name}” is missing"
        super().__init__(what, f"parameter {name}", f"Allowed: {allowed}." if value else f"Give {allowed}.")


class EncodingError(MyographError):
    """A query is not text."""

    def __init__(self) -> None:
        super().__init__("What was sent is not text in UTF-8", "the request", "Encode the query in UTF-8.")


class NotFoundError(MyographError):
    """Nothing in this library has that key."""

    def __init__(self, key: str, kind: str) -> None:
        super().__init__(
            f"This library has no {kind} {key!r}",
            "the address",
            "Search for it by name, or start from the first page.",
        )


class NoViewError(MyographError):
    """There is nothing to show at an address that oEmbed or a publisher asks about."""

    def __init__(self, url: str, why: str = "") -> None:
        shown = url if len(url) <= 100 else url[:97] + "…"
        super().__init__(
            f"No view is at {shown!r}" + (f": {why}" if why else ""),
            "parameter url",
            "Give the whole address of an answer, of links between two names, of a concept or of an article here.",
        )


class NotAQuestionError(MyographError):
    """A view was asked for an answer to what is no question."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” was not understood as a question",
            "parameter q",
            "Ask as in “what causes cramps?”, name two things and see what links them, or show one thing.",
        )


class UnknownFormatError(MyographError):
    """An oEmbed answer is asked for in a form that is not made."""

    def __init__(self, wanted: str, offered: tuple[str, ...]) -> None:
        super().__init__(f"No answer in the form {wanted!r}", "parameter format", f"Offered: {', '.join(offered)}.")


class NotPublicError(MyographError):
    """Views of this service are not for the pages of others."""

    def __init__(self) -> None:
        super().__init__(
            "Views of this service cannot be shown on other sites",
            "the setting frame_ancestors",
            "Link to the page instead, or ask whoever runs this service.",
        )


class GoneGenerationError(MyographError):
    """A generation that was asked for is not kept any more."""

    def __init__(self, number: int, kept: tuple[int, ...]) -> None:
        super().__init__(f"Generation {number} is not kept any more", "parameter generation", _kept(kept))
        self.kept = kept


class FutureGenerationError(MyographError):
    """A generation that was asked for was never made."""

    def __init__(self, number: int, kept: tuple[int, ...]) -> None:
        super().__init__(f"There is no generation {number} yet", "parameter generation", _kept(kept))
        self.kept = kept


def _kept(numbers: tuple[int, ...]) -> str:
    return f"Kept are: {', '.join(map(str, numbers)) or 'none'}. Without the parameter you get the newest."


class NotAcceptableError(MyographError):
    """None of the forms that the client accepts can be made."""

    def __init__(self, wanted: str, offered: tuple[str, ...]) -> None:
        shown = wanted if len(wanted) <= 60 else wanted[:57] + "…"
        super().__init__(f"No answer in the form {shown!r}", "Accept or format", f"Offered: {', '.join(offered)}.")


class MediaTypeError(MyographError):
    """The body of a request is of a kind that is not read."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"A body of type {given!r} is not read",
            "Content-Type",
            "Send application/sparql-query or application/x-www-form-urlencoded.",
        )


class TooLongError(MyographError):
    """A query is longer than the service reads."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The query has {length:,} characters", "the query", f"At most {limit:,} are read.")


class QueryTimeoutError(MyographError):
    """A query was ended because its time was over."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The query was ended after {seconds:g} seconds",
            "the query",
            "Add a LIMIT, join fewer patterns, or start from named concepts.",
        )


class QueryTooBigError(MyographError):
    """A query's worker was ended for want of memory."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"The query needed more than {megabytes} MB of memory",
            "the query",
            "Add a LIMIT, join fewer patterns, or start from named concepts.",
        )


class ResultTooBigError(MyographError):
    """An answer has more bytes than the service gives."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"The answer has more than {megabytes} MB",
            "the query",
            "Add a LIMIT and ask for a part at a time, or take the whole library as a dump.",
        )


class TooManyQueriesError(MyographError):
    """One client has as many queries at work and waiting as one may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"You have {most} queries at work here, and others that wait",
            "the SPARQL service",
            "Send one at a time, or try again when one of them is done.",
        )


class TooManyRequestsError(MyographError):
    """One client asks more often than it may for what costs much."""

    def __init__(self, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        super().__init__(
            "You ask for too much at once",
            "this service",
            f"Try again in {self.seconds} second{'s' if self.seconds > 1 else ''}, and ask less often.",
        )


class ClientGoneError(MyographError):
    """Nobody waits for the answer any more; nobody hears this either."""

    def __init__(self) -> None:
        super().__init__("The client is gone", "the SPARQL service", "Nothing is to be done.")


class QueryCrashError(MyographError):
    """A query's worker crashed: its stack was full."""

    def __init__(self) -> None:
        super().__init__(
            "The query is nested too deeply, or too long, for the engine",
            "the query",
            "Nest less, join fewer patterns, or send it in parts.",
        )


class CrowdedError(MyographError):
    """As many queries run and wait as the service can have without holding up its pages."""

    def __init__(self) -> None:
        super().__init__("Too many queries are waiting already", "the SPARQL service", "Try again in a moment.")


class BusyError(MyographError):
    """All workers were busy for as long as a query may wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"All workers were busy for {seconds:g} seconds", "the SPARQL service", "Try again in a moment."
        )


class LongQueriesError(MyographError):
    """A query was ended early, since as many others take long as may without holding up short ones."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Too many long queries are at work: yours was ended after {seconds:.1f} seconds",
            "the SPARQL service",
            "Try again in a moment, or ask for less.",
        )


class WorkerError(MyographError):
    """A worker failed in a way that is our fault."""

    def __init__(self, message: str) -> None:
        super().__init__(f"The query worker failed: {message}", "the SPARQL service", "Please report it.")


STATUS: tuple[tuple[type[MyographError], int], ...] = (
    (BadParameterError, 400),
    (EncodingError, 400),
    (SameNameError, 400),
    (ShortPrefixError, 400),
    (InexactSearchError, 400),
    (QueryError, 400),
    (QueryCrashError, 400),
    (ResultTooBigError, 400),
    (NotPublicError, 401),
    (ForbiddenQueryError, 403),
    (UnknownNameError, 404),
    (NotFoundError, 404),
    (NoViewError, 404),
    (NotAQuestionError, 404),
    (FutureGenerationError, 404),
    (GoneGenerationError, 410),
    (NotAcceptableError, 406),
    (TooLongError, 413),
    (MediaTypeError, 415),
    (TooManyQueriesError, 429),
    (TooManyRequestsError, 429),
    (TableError, 500),
    (WorkerError, 500),
    (UnknownFormatError, 501),
    (QueryTimeoutError, 503),
    (QueryTooBigError, 503),
    (BusyError, 503),
    (CrowdedError, 503),
    (LongQueriesError, 503),
    (ClientGoneError, 503),
)


def status_of(error: MyographError) -> int:
    """The HTTP status that says what the error means; what the table does not know means "not ready": 503."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 503)
