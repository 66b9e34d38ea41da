"""What can be set about the service: one table for the command line, the environment and the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, NamedTuple

from web.errors import SettingError

PREFIX = "MYOGRAPH_"


def _setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. Times are seconds, lengths are characters."""

    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on; 0 takes a free one.")
    processes: int = _setting(2, "Web processes, where the server can have more than one.")
    page_size: int = _setting(10, "Results on a page.")
    question_length: int = _setting(500, "Longest question or search that is read.")
    query_length: int = _setting(100_000, "Longest SPARQL query that is read.")
    query_seconds: float = _setting(20.0, "A SPARQL query is ended after this time.")
    query_wait: float = _setting(5.0, "A SPARQL query waits this long for a free worker.")
    query_workers: int = _setting(2, "SPARQL queries at once in each web process.")
    query_megabytes: int = _setting(2048, "Address space of one SPARQL worker, in megabytes.")
    query_rows: int = _setting(1000, "Rows that the SPARQL page shows; clients get all.")


class Setting(NamedTuple):
    """One row of the table of settings."""

    name: str
    type: type[str] | type[int] | type[float]
    default: str | int | float
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


def _row(declared: Field[Any]) -> Setting:
    default: Any = declared.default
    return Setting(declared.name, type(default), default, declared.metadata["help"])


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
        raise SettingError(setting.variable, str(value), setting.type.__name__) from error
    if not isinstance(made, str) and made < 0:
        raise SettingError(setting.variable, str(value), "a number that is not negative")
    return made
