from __future__ import annotations

import pytest

from web.errors import SettingError
from web.settings import SETTINGS, Setting, Settings, load_settings


def test_the_table_is_the_record() -> None:
    made = Settings()
    assert [setting.name for setting in SETTINGS] == list(Settings.__dataclass_fields__)
    assert all(getattr(made, setting.name) == setting.default for setting in SETTINGS)
    assert all(setting.help.endswith(".") for setting in SETTINGS)
    assert SETTINGS[0].variable == "MYOGRAPH_HOST"


def test_given_goes_before_environment_goes_before_default() -> None:
    environ = {"MYOGRAPH_PORT": "9000", "MYOGRAPH_QUERY_SECONDS": "2.5"}
    made = load_settings(environ, port=9001, host=None)
    assert (made.port, made.query_seconds, made.host) == (9001, 2.5, "127.0.0.1")


@pytest.mark.parametrize("value", ["many", "-1", "1.5", ""])
def test_bad_values_are_named(value: str) -> None:
    with pytest.raises(SettingError) as caught:
        load_settings({"MYOGRAPH_PORT": value})
    assert "MYOGRAPH_PORT" in caught.value.what


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("PAGE_SIZE", "0", "a whole number from 1 to 100"),
        ("PAGE_SIZE", "ten", "a whole number from 1 to 100"),
        ("PORT", "65536", "a whole number from 0 to 65535"),
        ("PROCESSES", "0", "a whole number from 1 to 64"),
        ("QUESTION_LENGTH", "0", "a whole number from 50 to 2000"),
        ("QUERY_LENGTH", "0", "a whole number from 100 to 1000000"),
        ("QUERY_SECONDS", "nan", "a number from 0.1 to 3600"),
        ("QUERY_SECONDS", "inf", "a number from 0.1 to 3600"),
        ("QUERY_WAIT", "-1", "a number from 0 to 600"),
        ("QUERY_WORKERS", "0", "a whole number from 1 to 32"),
        ("QUERY_MEGABYTES", "1", "a whole number from 512 to 1048576"),
        ("QUERY_ROWS", "0", "a whole number from 1 to 100000"),
        ("HOST", " ", "text that is not empty"),
    ],
)
def test_what_would_break_pages_is_refused_with_what_is_allowed(variable: str, value: str, allowed: str) -> None:
    with pytest.raises(SettingError) as caught:
        load_settings({f"MYOGRAPH_{variable}": value})
    assert caught.value.what == f"MYOGRAPH_{variable} cannot be {value!r}"
    assert caught.value.mend == f"Allowed: {allowed}."


@pytest.mark.parametrize("setting", [setting for setting in SETTINGS if setting.type is not str], ids=lambda s: s.name)
def test_the_ends_of_a_range_and_the_default_are_in_it(setting: Setting) -> None:
    for value in (setting.least, setting.most, setting.default):
        made = load_settings({setting.variable: str(value)})
        assert getattr(made, setting.name) == value


def test_threads_are_left_for_the_pages() -> None:
    for workers in (1, 2, 32):
        made = Settings(query_workers=workers)
        assert workers < made.query_room <= made.threads - 8
