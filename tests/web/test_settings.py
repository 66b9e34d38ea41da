from __future__ import annotations

import pytest

from web.errors import SettingError
from web.settings import SETTINGS, Settings, load_settings


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
