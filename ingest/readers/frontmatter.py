"""The header of a Markdown file: "key: value" lines between two lines of three hyphens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import Problem
from ingest.errors import front_matter_problem

_LONGEST = 60  # lines: what goes on longer is no header
_PAIR = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:(?:[ \t]+(.*))?$")
_MORE = re.compile(r"[ \t]+\S|#|-[ \t]|$")  # indented or list lines belong to the key above
_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?$")
_QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a header says; `end` is where the article begins."""

    end: int = 0
    title: str | None = None
    source: str | None = None
    publisher: str | None = None
    published: str | None = None
    problems: tuple[Problem, ...] = ()


def read_front_matter(text: str, name: str) -> FrontMatter:
    """The header of a Markdown text; an empty one where there is none. What cannot be read becomes a problem."""
    lines = text.removeprefix("\ufeff").split("\n", _LONGEST)
    if lines[0].rstrip() != "---":
        return FrontMatter()
    close = next((at for at, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() in ("---", "...")), None)
    if close is None:
        return _unclosed(text, lines, name)
    pairs, problems = _pairs(lines[1:close], name)
    published, problem = _date(pairs.get("published") or pairs.get("date"), name)
    return FrontMatter(
        end=_offset(text, lines, close + 1),
        title=pairs.get("title"),
        source=pairs.get("source"),
        publisher=pairs.get("publisher"),
        published=published,
        problems=(*problems, *problem),
    )


def _unclosed(text: str, lines: list[str], name: str) -> FrontMatter:
    """A header without its end: the lines that look like pairs are skipped, the rest is article."""
    first = next((at for at, line in enumerate(lines[1:], 1) if not _PAIR.match(line)), 1)
    if first == 1:  # a mere rule across the page
        return FrontMatter(end=_offset(text, lines, 1))
    pairs, _ = _pairs(lines[1:first], name)
    problem = front_matter_problem(name, 1, "The header is not closed")
    return FrontMatter(_offset(text, lines, first), title=pairs.get("title"), problems=(problem,))


def _pairs(lines: list[str], name: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    found: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 2):
        match = _PAIR.match(line.rstrip())
        if match and (value := _unquoted(match[2] or "")):
            found.setdefault(match[1].lower(), value)
        elif not match and not _MORE.match(line):
            problems.append(front_matter_problem(name, number, f"The header has a line without a key: {line[:40]!r}"))
    return found, tuple(problems)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0]:
        return value[1:-1].strip()
    return value


def _date(value: str | None, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    if value is None:
        return None, ()
    match = _DATE.match(value)
    if match:
        return match[1], ()
    return None, (front_matter_problem(name, 1, f"Not a date or year: {value!r}"),)


def _offset(text: str, lines: list[str], count: int) -> int:
    """Where the line after the first `count` lines begins."""
    start = 1 if text.startswith("\ufeff") else 0
    return min(len(text), start + sum(len(line) + 1 for line in lines[:count]))
