"""What can be set about the service: one table for the command line, the environment and the documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, NamedTuple

from web.errors import SettingError

PREFIX = "MYOGRAPH_"


_PAGES = 8  # threads that no query takes
_WAITING = 200  # SPARQL queries that may wait for a worker; each holds a thread, which costs little


class Form(NamedTuple):
    """What a text must be like, as a pattern and in words."""

    pattern: str
    words: str


_ANY_TEXT = Form(r"(?s).*\S.*", "text that is not empty")
# Sources as a Content-Security-Policy names them: a semicolon or a comma would begin another rule.
_SITES = Form(
    r"\*|'none'|('self'|(https?://)?[A-Za-z0-9*.-]+(:[0-9*]+)?)( ('self'|(https?://)?[A-Za-z0-9*.-]+(:[0-9*]+)?))*",
    "`*`, `'none'`, or sites with spaces between them, as `'self' https://*.example.org`",
)


def _setting(default: Any, help: str, least: float = 0, most: float = 0, form: Form = _ANY_TEXT) -> Any:
    return field(default=default, metadata={"help": help, "least": least, "most": most, "form": form})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. Times are seconds, lengths are characters."""

    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on; 0 takes a free one.", 0, 65_535)
    processes: int = _setting(2, "Web processes, where the server can have more than one.", 1, 64)
    proxies: int = _setting(
        0, "Web servers in front of this one; each must put the client's address into X-Forwarded-For.", 0, 9
    )
    page_size: int = _setting(10, "Results on a page.", 1, 100)
    question_length: int = _setting(500, "Longest question or search that is read.", 50, 2000)
    query_length: int = _setting(100_000, "Longest SPARQL query that is read.", 100, 1_000_000)
    query_seconds: float = _setting(20.0, "A SPARQL query is ended after this time.", 0.1, 3600.0)
    query_seconds_most: float = _setting(60.0, "The longest time that `timeout=` may ask for.", 0.1, 3600.0)
    query_wait: float = _setting(5.0, "A SPARQL query waits this long for a free worker.", 0.0, 600.0)
    query_workers: int = _setting(
        4, "SPARQL queries at once in each web process; all but one of them may take long.", 1, 32
    )
    query_megabytes: int = _setting(1024, "Address space of one SPARQL worker, in megabytes.", 512, 1_048_576)
    query_result_megabytes: int = _setting(100, "Longest answer to a SPARQL query, in megabytes.", 1, 100_000)
    query_per_client: int = _setting(
        2, "SPARQL queries of one client at once in each web process; a few more wait, the rest get 429.", 1, 64
    )
    query_rows: int = _setting(1000, "Rows that the SPARQL page shows; clients get all.", 1, 100_000)
    costly_per_minute: int = _setting(
        300,
        "Questions, searches, pictures and views for one client in a minute, in each web process; more get 429. "
        "0 sets no limit.",
        0,
        1_000_000,
    )
    costly_at_once: int = _setting(100, "How many of them can come at once.", 1, 1_000_000)
    frame_ancestors: str = _setting("*", "The sites whose pages may show views in frames; `*` is any.", form=_SITES)

    @property
    def query_room(self) -> int:
        """SPARQL queries that run or wait at once in each web process; more are sent away."""
        return self.query_workers + _WAITING

    @property
    def threads(self) -> int:
        """Threads of each web process: whatever is asked of SPARQL, some of them are there for the pages."""
        return self.query_room + _PAGES


class Setting(NamedTuple):
    """One row of the table of settings. A number is from `least` to `most`; a text has the `form`."""

    name: str
    type: type[str] | type[int] | type[float]
    default: str | int | float
    help: str
    least: float
    most: float
    form: Form

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        if self.type is str:
            return self.form.words
        return f"a {'whole ' if self.type is int else ''}number from {self.least:.10g} to {self.most:.10g}"


def _row(declared: Field[Any]) -> Setting:
    default: Any = declared.default
    return Setting(declared.name, type(default), default, **declared.metadata)


SETTINGS = tuple(_row(declared) for declared in fields(Settings))


def load_settings(environ: Mapping[str, str], **given: str | float | None) -> Settings:
    """Settings from `given` (None: not given), then from the environment, then from the table. Raises SettingError."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        value = given.get(setting.name)
        if value is None:
            value = environ.get(setting.variable)
        if value is not None:
            values[setting.name] = _value(setting, value)
    return Settings(**values)


def _value(setting: Setting, value: str | float) -> str | int | float:
    try:
        made = setting.type(value)
    except ValueError as error:
        raise SettingError(setting.variable, str(value), setting.allowed) from error
    # not a number is in no range
    fits = re.fullmatch(setting.form.pattern, made) if isinstance(made, str) else setting.least <= made <= setting.most
    if not fits:
        raise SettingError(setting.variable, str(value), setting.allowed)
    return made
