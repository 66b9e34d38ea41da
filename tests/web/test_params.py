from __future__ import annotations

import pytest

from web import params
from web.errors import BadParameterError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("cramps", "cramps"),
        ("  leg \t cramps \n", "leg cramps"),
        ("a\x00b\x1b", "a b"),
        ("\ud800x", "x"),
        ("Krämpfe 🦵", "Krämpfe 🦵"),
        ("", ""),
    ],
)
def test_text_is_one_plain_line(given: str, expected: str) -> None:
    assert params.text({"q": given}, "q", 20) == expected


def test_long_text_is_refused_and_not_repeated_whole() -> None:
    with pytest.raises(BadParameterError) as caught:
        params.text({"q": "x" * 5000}, "q", 500)
    assert "at most 500" in caught.value.mend
    assert len(str(caught.value)) < 200


def test_required_text() -> None:
    with pytest.raises(BadParameterError):
        params.required({"q": " \x00 "}, "q", 20)


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "1e3", "²", "٣", "abc", "1001", "9" * 5000, " 1", "+1"])
def test_bad_page_numbers(given: str) -> None:
    with pytest.raises(BadParameterError):
        params.whole({"page": given}, "page", 1, 1000)


def test_good_page_numbers() -> None:
    assert params.whole({}, "page", 1, 1000) == 1
    assert params.whole({"page": "1000"}, "page", 1, 1000) == 1000


@pytest.mark.parametrize(("given", "expected"), [("", 10.0), ("1", 1.0), ("0.25", 0.25), ("500", 20.0)])
def test_seconds(given: str, expected: float) -> None:
    assert params.seconds({"timeout": given}, "timeout", 10.0, 20.0) == expected


@pytest.mark.parametrize("given", ["0", "-2", "nan", "inf", "soon", "1,5"])
def test_bad_seconds(given: str) -> None:
    with pytest.raises(BadParameterError):
        params.seconds({"timeout": given}, "timeout", 10.0, 20.0)
