"""What is wrong with an RDF file, where, and in our own words: out of what rdflib and its parsers complain of."""

from __future__ import annotations

import re

from rdflib import Graph

_LINE = re.compile(r"\bline (\d+)|^(?:<unknown>|None|[^\s:]*):(\d+):\d+:")
_INVALID = re.compile(r"Invalid line[^:]*:\s*(.*)", re.DOTALL)  # of N-Triples and N-Quads: what it stumbles on
_UNCLEAR = "the line cannot be understood"
# The first that fits a complaint says what it is.
_REASONS = (
    (re.compile("newline found in string|unterminated string"), "a quotation mark is not closed on its line"),
    (re.compile(r'Prefix "([^"]*)" not bound'), "the prefix {} is declared nowhere above"),
    (re.compile("unbound prefix"), "a prefix is declared nowhere above"),
    (re.compile("EOF|no element found|unclosed token|string index out of range"), "the file breaks off"),
    (re.compile("mismatched tag"), "another element is closed than the one that is open"),
    (re.compile("amplification|entity declaration"), "its entities grow without end"),
    (re.compile("undefined entity"), "an entity is declared nowhere"),
    (re.compile("NCName"), "an identifier has signs that it cannot have"),
    (re.compile("recursion"), "its brackets stand too deep within each other"),
    (re.compile("expected|[Bb]ad syntax|Invalid line|invalid token|syntax error|JSONDecodeError"), _UNCLEAR),
)


def line_of(error: Exception, text: str) -> int:
    """The line that a parser complains of, from 1; 0 where it does not say."""
    counted = getattr(error, "lineno", None)
    if isinstance(counted, int):
        return counted
    shown = _INVALID.match(str(error))
    if shown:
        return _failing(shown[1].strip().strip("'\""), text)
    said = _LINE.search(str(error))
    return min(int(said[1] or said[2]), text.rstrip("\n").count("\n") + 1) if said else 0


def reason_of(error: Exception, line: int, text: str) -> str:
    """What a parser complains of; "" for what only its makers understand. `line`: where, 0 where nobody knows."""
    message = f"{type(error).__name__}: {error}"
    for sign, reason in _REASONS:
        found = sign.search(message)
        if found:
            ends = reason == _UNCLEAR and line > text.rstrip("\n").count("\n") and not text.endswith("\n")
            return f"{reason}; perhaps the file breaks off" if ends else reason.format(*found.groups())
    return ""


def _failing(rest: str, text: str) -> int:
    """The first line that ends in what the parser was left with, and that it does not understand alone either."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.rstrip().endswith(rest) and line.strip() and not _is_statement(line):
            return number
    return 0


def _is_statement(line: str) -> bool:
    for form in ("nt", "nquads"):
        try:
            Graph().parse(data=line + "\n", format=form)
        except Exception:  # its parsers let out whatever happens to them
            continue
        return True
    return False
