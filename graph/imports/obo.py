"""OBO flat files, versions 1.0 to 1.4 (owlcollab.github.io/oboformat): the stanzas called [Term]."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from graph.imports.errors import NoTermsError
from graph.imports.model import Parsed, Scope, Term, problem
from graph.model import Problem

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(EXACT|NARROW|BROAD|RELATED)?')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": " ", "t": " ", "W": " "}
_TRAILING = re.compile(r"\s+(?:\{[^{}]*\}\s*)?(?:! .*)?$")  # modifiers and a comment behind a value


@dataclass(slots=True)
class _Stanza:
    kind: str
    line: int
    id: str = ""
    label: str = ""
    names: list[tuple[str, Scope]] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    subsets: list[str] = field(default_factory=list)
    obsolete: bool = False


def parse_obo(text: str, name: str) -> Parsed:
    """The terms of an OBO file. Of a file that breaks off, what is whole. Raises NoTermsError."""
    problems: list[Problem] = []
    body, _, last = text.rpartition("\n")  # without a line's end behind it, the last line may be half a line
    stanzas = list(_stanzas(body, name, problems))
    if not stanzas:
        raise NoTermsError(name, "[Term]")
    if last:
        half = None if last.startswith("[") else stanzas.pop()
        problems.append(_cut(half, text, name))
    terms = [stanza for stanza in stanzas if stanza.kind == "Term"]
    living = [term for term in terms if not term.obsolete]
    problems += [_nameless(term, name) for term in living if not (term.id and term.label)]
    return Parsed(
        name, tuple(_term(term) for term in living if term.id and term.label), tuple(problems), len(terms) - len(living)
    )


def _stanzas(text: str, name: str, problems: list[Problem]) -> Iterator[_Stanza]:
    stanza: _Stanza | None = None
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.strip()
        if plain.startswith("[") and plain.endswith("]"):
            if stanza:
                yield stanza
            stanza = _Stanza(plain[1:-1], number)
        elif stanza is not None and stanza.kind == "Term" and plain and not plain.startswith("!"):
            wrong = _take(stanza, plain)
            if wrong:
                problems.append(
                    problem(wrong, name, number, "The line is left out. Correct it, and add the file again.")
                )
    if stanza:
        yield stanza


def _take(stanza: _Stanza, line: str) -> str:
    """Take a line into a stanza; returns what is wrong with it, or ""."""
    tag, colon, value = line.partition(":")
    if not colon:
        return f"This is no “tag: value”: {line[:60]!r}"
    reader = _TAGS.get(tag)
    return reader(stanza, value.strip()) if reader else ""


def _id(stanza: _Stanza, value: str) -> str:
    stanza.id = stanza.id or _first(value)
    return ""


def _name(stanza: _Stanza, value: str) -> str:
    if stanza.label:
        return "The term has a second name"
    stanza.label = _plain(_TRAILING.sub("", value))
    return ""


def _synonym(stanza: _Stanza, value: str, scope: Scope = Scope.RELATED) -> str:
    found = _SYNONYM.match(value)
    if not found:
        return f"This synonym does not stand in quotes: {value[:60]!r}"
    stanza.names.append((_plain(found[1]), Scope(found[2].lower()) if found[2] else scope))
    return ""


def _scoped(scope: Scope) -> Callable[[_Stanza, str], str]:
    return lambda stanza, value: _synonym(stanza, value, scope)


def _is_a(stanza: _Stanza, value: str) -> str:
    stanza.broader.append(_first(value))
    return ""


def _xref(stanza: _Stanza, value: str) -> str:
    stanza.identifiers.append(_first(value))
    return ""


def _alt_id(stanza: _Stanza, value: str) -> str:
    stanza.former.append(_first(value))
    return ""


def _subset(stanza: _Stanza, value: str) -> str:
    stanza.subsets.append(_first(value))
    return ""


def _is_obsolete(stanza: _Stanza, value: str) -> str:
    stanza.obsolete = value.startswith("true")
    return ""


_TAGS: dict[str, Callable[[_Stanza, str], str]] = {
    "id": _id,
    "name": _name,
    "synonym": _synonym,
    "exact_synonym": _scoped(Scope.EXACT),
    "narrow_synonym": _scoped(Scope.NARROW),
    "broad_synonym": _scoped(Scope.BROAD),
    "related_synonym": _scoped(Scope.RELATED),
    "is_a": _is_a,
    "xref": _xref,
    "alt_id": _alt_id,
    "subset": _subset,
    "is_obsolete": _is_obsolete,
}


def _first(value: str) -> str:
    """An identifier, without what stands behind it."""
    words = value.split(None, 1)
    return _plain(words[0]) if words else ""


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def _term(stanza: _Stanza) -> Term:
    return Term(
        id=stanza.id,
        label=stanza.label,
        names=tuple(stanza.names),
        broader=tuple(stanza.broader),
        identifiers=tuple(stanza.identifiers),
        former=tuple(stanza.former),
        subsets=tuple(stanza.subsets),
        line=stanza.line,
    )


def _cut(half: _Stanza | None, text: str, name: str) -> Problem:
    within = f", within [{half.kind}] {half.id}".rstrip() if half else ""
    mend = "What is whole is taken. Fetch the file again; if it is whole, end its last line."
    return problem(f"The file breaks off in the midst of its last line{within}", name, text.count("\n") + 1, mend)


def _nameless(stanza: _Stanza, name: str) -> Problem:
    lacks = "name" if stanza.id else "id"
    return problem(f"This [Term] has no {lacks}", name, stanza.line, f"It is left out. Give it a line “{lacks}: …”.")
