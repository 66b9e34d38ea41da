"""Which queries a public, read-only service may hand to the engine.

The engine can send requests for SERVICE; updates it refuses by itself, but only as a syntax error. The text is parsed
by rdflib's grammar, after two changes that keep every token's place and take away the tricks by which two parsers
can be made to see different queries: escapes become plain letters (rdflib would expand them before it
looks for tokens), and a lone carriage return ends a comment (as it does for the engine).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from graph.errors import DeepQueryError, ForbiddenQueryError, LongQueryError
from graph.scope import Scope

_LOCK = threading.Lock()  # pyparsing keeps state between calls

_FETCHING = "SERVICE"

_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")  # never a line's end, which closes a comment
_WORTH_PARSING = re.compile(r"service|insert|delete|load|clear|drop|create|add|move|copy", re.IGNORECASE)
_SERVICE = re.compile("service", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w:.-])from(?![\w:.-])", re.IGNORECASE)
_KIND = re.compile(r"\b(?:select|ask|construct|describe)\b", re.IGNORECASE)
# An address with a quote in it may as well be "less than" and a string: what follows cannot be told without parsing.
_UNCLEAR = re.compile(r"<[^<>\"{}|^`\s']*'")
_QUOTED = r"""
      \"{3}.*?\"{3} | '{3}.*?'{3}          # long strings
    | "[^"\n]*" | '[^'\n]*'                # strings
    | <[^<>"{}|^`\s]*>                     # addresses
    | \#[^\n]*                             # comments
"""
_NO_KEYWORD = re.compile(_QUOTED + r"| [?$]\w+  # variables", re.VERBOSE | re.DOTALL)

# The engine recurses over nesting and over long sums, groups and paths alike, until its stack is full: on one of 8 MB,
# as systems give, the worst of them from 300 deep or 2,000 words. Values are not counted: lists of them may be long.
_DEEPEST = 100
_MOST_WORDS = 1500
_NO_WORD = re.compile(_QUOTED + r"| (?<![\w-])[\w-]*:[\w:%-]*  # prefixed names", re.VERBOSE | re.DOTALL)
_WORD = re.compile(r"[?$]?[^\W\d]\w*|[{.;/|+*&=!^-]")
_BRACKET = re.compile(r"([({\[])|[)}\]]")


def check_read_only(sparql: str) -> None:
    """Returns if the engine may run the query. Raises ForbiddenQueryError for SERVICE anywhere and for updates,
    DeepQueryError and LongQueryError for what would overflow the engine's stack.

    A query that rdflib cannot parse is let through if the word SERVICE stands in no place where it could be a keyword:
    the engine knows better what is wrong with it, and says where. FROM and FROM NAMED only choose among the store's own
    graphs; the engine fetches nothing for them.
    """
    text = _plain(sparql)
    _check_size(text)
    if not _WORTH_PARSING.search(text):
        return
    query = _parsed(parseQuery, text)
    if query is None:
        _refuse_update(text)
        _refuse_keyword(text)
    elif any(node.name == "ServiceGraphPattern" for node in _nodes(query)):
        raise ForbiddenQueryError(_FETCHING)


def scope_of(
    sparql: str,
    prefixes: Mapping[str, str] | None = None,
    default: tuple[str, ...] = (),
    named: tuple[str, ...] = (),
) -> Scope:
    """What a query from outside is asked about: the graphs of its FROM and FROM NAMED, where it has any, else all.

    `default` and `named` are the graphs of a request; they go before those of the query.
    """
    return Scope(not _chooses_graphs(_plain(sparql)), default, named, prefixes)


def describes(sparql: str) -> bool:
    """True for a DESCRIBE query."""
    first = _KIND.search(_NO_WORD.sub(" ", _NO_KEYWORD.sub(" ", _plain(sparql))))
    return first is not None and first[0].upper() == "DESCRIBE"


def warm() -> None:
    """Parses once, since rdflib's first query is slow."""
    _parsed(parseQuery, "ASK {}")


def _plain(sparql: str) -> str:
    """The query for rdflib: every token in its place, escapes and line ends without tricks."""
    return _ESCAPE.sub(lambda escape: "x" * len(escape[0]), sparql.replace("\r\n", "\n").replace("\r", "\n"))


def _check_size(text: str) -> None:
    rest = _NO_WORD.sub(" ", text)
    depth = max(accumulate(1 if bracket[1] else -1 for bracket in _BRACKET.finditer(rest)), default=0)
    if depth > _DEEPEST:
        raise DeepQueryError(depth, _DEEPEST)
    words = sum(1 for _ in _WORD.finditer(rest))
    if words > _MOST_WORDS:
        raise LongQueryError(words, _MOST_WORDS)


def _chooses_graphs(text: str) -> bool:
    if not _FROM.search(text):
        return False
    query = _parsed(parseQuery, text)
    if query is None:  # too deep for rdflib, or no query at all
        return _FROM.search(_NO_KEYWORD.sub(" ", text)) is not None
    return any("datasetClause" in node for node in _nodes(query))


def _refuse_update(text: str) -> None:
    update = _parsed(parseUpdate, text)
    for node in _nodes(update):
        if node.name == "Update" and node.request:
            raise ForbiddenQueryError(_operation(node.request[0].name))


def _operation(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).upper()
    return "INSERT or DELETE" if words == "MODIFY" else words


def _refuse_keyword(text: str) -> None:
    rest = text if _UNCLEAR.search(text) else _NO_KEYWORD.sub(" ", text)
    if _SERVICE.search(rest):
        raise ForbiddenQueryError(_FETCHING)


def _parsed(parse: Callable[[str], object], text: str) -> object:
    try:
        with _LOCK:
            return parse(text)
    except (ParseBaseException, RecursionError, ValueError):  # ValueError: a number of 5,000 digits
        return None


def _nodes(tree: object) -> Iterator[CompValue]:
    """Every node of a parse tree, without recursion: a query may be nested deeply."""
    rest = [tree]
    while rest:
        part = rest.pop()
        if isinstance(part, CompValue):
            yield part
            rest.extend(part.values())
        elif isinstance(part, (list, tuple, ParseResults)):
            rest.extend(part)
