"""Text on its way to a terminal: nothing that an article or a file's name holds may steer it, or turn its order."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TextIO

import click

# C0 and C1, the marks and switches of writing direction, separators of lines, invisible signs, halves of pairs
_STEERS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)
_PICTURES = 0x2400  # where Unicode has a picture for each of the first control characters
_LINE_BREAK = "\N{SYMBOL FOR NEWLINE}"


def plain(text: str) -> str:
    """A text with a visible sign for each character that would steer a terminal; tabs and line breaks stay."""
    return _STEERS.sub(_sign, text)


def escaped(text: str) -> str:
    """The same with the number of each such character, as Turtle and JSON write it in their strings."""
    return _STEERS.sub(lambda found: f"\\U{ord(found[0]):08X}", text)


def say(text: str, *, err: bool = False) -> None:
    """Print text, for people. On the error stream nobody need take it: no work ends since its progress is unread."""
    if not err:
        click.echo(plain(text))
        return
    try:
        click.echo(plain(text), err=True)
    except OSError:
        _close(sys.stderr)


def say_line(text: str, *, err: bool = False) -> None:
    """Print text that may hold names from outside, as one line."""
    say(text.replace("\n", _LINE_BREAK), err=err)


def exact(text: str) -> bool:
    """True when the output can show each character of a text."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def prepare_streams() -> None:
    """Make output that cannot fail: to nowhere where a stream is closed, with "?" for what its encoding lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # the number of the closed stream must be taken, or the next file opened would get it
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_output() -> None:
    """Send what is still to be written nowhere, since it cannot be written."""
    _close(sys.stdout)


def _close(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
