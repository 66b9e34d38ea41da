"""CSV as people write it (RFC 4180 and sloppier), with the place of a quotation mark that is never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A quotation mark that is never closed, or only by one that seems to open another field, lines below."""

    line: int


Numbered = tuple[int, list[str]]


def csv_rows(text: str, delimiter: str) -> Iterator[Numbered | Unclosed]:
    """The rows that are not empty, each with the line where it begins, from 1; lines of remarks above are passed over.

    Fields are divided by the delimiter and may stand in quotation marks, also over several lines. Nothing follows upon
    an `Unclosed`: who can tell where the next row begins?
    """
    reader = _Reader(text, delimiter)
    at, line = reader.start()
    while at < len(text):
        row = reader.row(at)
        if isinstance(row, int):
            yield Unclosed(line + text.count("\n", at, row))
            return
        fields, end = row
        if any(field.strip() for field in fields):
            yield line, fields
        line += text.count("\n", at, end) + 1
        at = end + 1


class _Reader:
    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        # Possessive throughout: what is quoted has but one end, however long it is.
        self._quoted = re.compile(rf' *+"((?:[^"]++|"")*+)" *+(?=[{delimiter}\n]|\Z)')
        self._sloppy = re.compile(rf' *+"((?:[^"\n]++|"")*+)"([^{delimiter}\n]*+)')  # "muscle" cramp
        self._plain = re.compile(rf' *+(?!["])([^{delimiter}\n]*+)')

    def start(self) -> tuple[int, int]:
        """Where the first line stands that is neither empty nor a remark, and its number."""
        at, number = 0, 1
        for line in self._text.split("\n"):
            if line.strip() and not line.startswith("#"):
                break
            at, number = at + len(line) + 1, number + 1
        return at, number

    def row(self, at: int) -> tuple[list[str], int] | int:
        """The fields of a row and where it ends; or where a quotation mark stands that is never closed."""
        end = self._text.find("\n", at)
        end = len(self._text) if end < 0 else end
        if self._text.find('"', at, end) < 0:
            return self._text[at:end].split(self._delimiter), end
        fields: list[str] = []
        while True:
            found = self._quoted.match(self._text, at) or self._sloppy.match(self._text, at)
            if found:
                fields.append("".join(found.groups()).replace('""', '"'))
            else:
                found = self._plain.match(self._text, at)
                if not found:
                    return at
                fields.append(found[1])
            if self._text[found.end() : found.end() + 1] != self._delimiter:
                return fields, found.end()
            at = found.end() + 1
