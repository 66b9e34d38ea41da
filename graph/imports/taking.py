"""From other people's terms to rows of our own: types settled, names cleaned, what is unsafe set aside. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from graph.added import ADDED_COLUMNS
from graph.circles import has_circle, without_circles
from graph.imports.curies import is_curie, is_known, prefix_of, type_of_prefix
from graph.imports.errors import NoSubsetError, NothingBelowError, NoTypeError
from graph.imports.model import Parsed, Scope, Term, problem
from graph.imports.naming import LONGEST, Caution, cleaned, spelled, spoken
from graph.model import ConceptType, Problem
from graph.names import normal

_TYPES = {normal(kind): kind for kind in ConceptType}


@dataclass(frozen=True, slots=True)
class Choices:
    """What to take. `type`: of all terms that do not say it; None to go by their identifiers.

    `scopes`: the kinds of synonyms that are trusted. `below`: only this term (label or id) and those below it.
    `subset`: only terms of this subset. `known`: only add to concepts that are known.
    """

    type: ConceptType | None = None
    scopes: frozenset[Scope] = frozenset({Scope.EXACT})
    below: str = ""
    subset: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of an added vocabulary: labels in `broader`, CURIEs in `identifiers`; `unsafe` names need a context.

    `line`: where it stands in the file that it comes from.
    """

    label: str
    names: tuple[str, ...]
    type: str
    broader: tuple[str, ...]
    identifiers: tuple[str, ...]
    unsafe: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of a file, and what is not.

    `unsafe`: names that need a context; `nameless`: labels of terms that have no others; `long`: names of more than
    `graph.imports.naming.LONGEST` letters; `problems`: what is wrong with the file.
    """

    entries: tuple[Entry, ...]
    unsafe: tuple[str, ...]
    nameless: tuple[str, ...]
    long: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    term: Term
    type: str
    names: tuple[str, ...]  # those that are safe, the label first
    unsafe: tuple[str, ...]


def take(parsed: Parsed, choices: Choices, caution: Caution) -> Taken:
    """The rows that a file's terms make. Raises NoTypeError, NoSubsetError, NothingBelowError."""
    return _Taking(parsed, choices, caution).run()


def as_table(entries: Iterable[Entry], remarks: Iterable[str]) -> str:
    """An added vocabulary as the library keeps it: a table, with remarks above."""
    lines = [f"# {remark}" for remark in remarks]
    lines.append("\t".join(ADDED_COLUMNS))
    lines += ("\t".join(_fields(entry)).rstrip("\t") for entry in entries)
    return "\n".join(lines) + "\n"


def _fields(entry: Entry) -> tuple[str, ...]:
    many = ("|".join(part) for part in (entry.broader, entry.identifiers, entry.unsafe))
    return (entry.label, "|".join(entry.names), entry.type, *many)


class _Taking:
    def __init__(self, parsed: Parsed, choices: Choices, caution: Caution) -> None:
        self._parsed = parsed
        self._choices = choices
        self._caution = caution
        self._terms = _wanted(parsed, choices)
        # Lists of medicines often stand in capitals throughout; then these show no abbreviations.
        self._shouts = sum(term.label.isupper() for term in self._terms) * 2 > len(self._terms)
        self._problems = list(parsed.problems)
        self._untyped: Counter[str] = Counter()
        self._unsafe: dict[str, None] = {}
        self._nameless: list[str] = []
        self._long: list[str] = []

    def run(self) -> Taken:
        """All rows, and what is left out."""
        drafts = [draft for term in self._unique() if (draft := self._draft(term))]
        if self._untyped and not drafts:
            raise NoTypeError(self._parsed.name, tuple(ConceptType))
        self._remark_untyped()
        labels, left = self._references(drafts)
        entries = self._straightened([_entry(draft, labels, left) for draft in drafts])
        return Taken(entries, tuple(self._unsafe), tuple(self._nameless), tuple(self._long), tuple(self._problems))

    def _unique(self) -> Iterator[Term]:
        """The terms without those whose id an earlier one has."""
        seen: set[str] = set()
        for term in self._terms:
            if term.id in seen:
                self._problem(
                    f"The identifier {term.id} stands twice", term, "The second is left out. Give it another."
                )
            else:
                seen |= {term.id} - {""}
                yield term

    def _straightened(self, entries: list[Entry]) -> tuple[Entry, ...]:
        """The rows without circles among what is broader; each circle is a problem."""
        above: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for entry in entries:
            above[entry.label].update(dict.fromkeys(entry.broader))
        if not has_circle(above, above):
            return tuple(entries)
        straight, circles = without_circles(above, {})
        lines = {entry.label: entry.line for entry in reversed(entries)}
        for circle in circles:
            what = f"These are kinds of each other: {' > '.join(circle)}"
            mend = f"It is left out that {circle[0]!r} is a kind of {circle[1]!r}. Correct one of them."
            self._problems.append(problem(what, self._parsed.name, lines[circle[0]], mend))
        return tuple(replace(entry, broader=_among(entry.broader, straight.get(entry.label, ()))) for entry in entries)

    def _draft(self, term: Term) -> _Draft | None:
        kind = self._type(term)
        if kind is None:
            return None
        safe: dict[str, str] = {}
        unsafe: dict[str, str] = {}
        for name in self._names(term):
            key = normal(name)
            if key:
                (unsafe if self._caution.needed(key) else safe).setdefault(key, name)
        self._unsafe |= dict.fromkeys(unsafe.values())
        if not safe:
            self._leave(term, bool(unsafe))
            return None
        return _Draft(term, kind, tuple(safe.values()), tuple(unsafe.values()))

    def _names(self, term: Term) -> Iterator[str]:
        trusted = (name for name, scope in term.names if scope in self._choices.scopes)
        for name in (term.label, *trusted):
            plain = cleaned(name)
            if len(plain) > LONGEST:
                self._long.append(plain)
            else:
                said = spoken(plain.lower() if self._shouts and plain.isupper() else plain)
                yield from chain.from_iterable(map(spelled, said))

    def _type(self, term: Term) -> str | None:
        if self._choices.known:
            return ""
        if term.type:
            kind = _TYPES.get(normal(term.type))
            if kind is None:
                self._problem(f"{term.type!r} is no type", term, f"Allowed: {', '.join(ConceptType)}.")
            return kind
        found = self._choices.type or type_of_prefix(prefix_of(term.id))
        if found is None:
            self._untyped[prefix_of(term.id) if is_curie(term.id) else ""] += 1
        return found

    def _leave(self, term: Term, unsafe: bool) -> None:
        """A term without a name that can be used."""
        if unsafe:
            self._nameless.append(term.label)
        elif len(term.label) <= LONGEST:
            mend = "It is left out. Give it a name in words."
            self._problem(f"{term.label!r} has no letters or digits", term, mend)

    def _problem(self, what: str, term: Term, mend: str) -> None:
        self._problems.append(problem(what, self._parsed.name, term.line, mend))

    def _remark_untyped(self) -> None:
        """What happened to many, said once."""
        if self._untyped:
            kinds = ", ".join(f"{count:,} of {prefix or 'none'}" for prefix, count in sorted(self._untyped.items()))
            what = f"Nothing says of what type {sum(self._untyped.values()):,} terms are (by prefix: {kinds})"
            mend = "They are left out. Give --type to take them as well, or --below to say which are wanted."
            self._problems.append(problem(what, self._parsed.name, 0, mend))

    def _references(self, drafts: list[_Draft]) -> tuple[Mapping[str, str], frozenset[str]]:
        """What the file may call a term by: to the label of the row that it became; and of those that became none."""
        labels: dict[str, str] = {}
        for draft in drafts:
            for reference in _called(draft.term):
                labels.setdefault(reference, draft.names[0])
        every = (reference for term in self._parsed.terms for reference in _called(term))
        return labels, frozenset(every) - labels.keys()


def _entry(draft: _Draft, labels: Mapping[str, str], left: frozenset[str]) -> Entry:
    term = draft.term
    own = (term.id,) if is_curie(term.id) else ()
    broader = (labels.get(one) or labels.get(normal(one)) or one for one in term.broader if one not in left)
    return Entry(
        label=draft.names[0],
        names=draft.names[1:],
        type=draft.type,
        broader=tuple(dict.fromkeys(cleaned(one) for one in broader if one != draft.names[0])),
        identifiers=tuple(dict.fromkeys((*own, *(one for one in term.identifiers if is_known(one))))),
        unsafe=draft.unsafe,
        line=term.line,
    )


def _among(some: Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    kept = frozenset(allowed)
    return tuple(one for one in some if one in kept)


def _called(term: Term) -> tuple[str, ...]:
    ids = (term.id, *term.former) if term.id else ()
    return (*ids, term.label, normal(term.label))


def _wanted(parsed: Parsed, choices: Choices) -> tuple[Term, ...]:
    terms = parsed.terms
    if choices.subset:
        terms = tuple(term for term in terms if choices.subset in term.subsets)
        if not terms:
            known = sorted({one for term in parsed.terms for one in term.subsets})
            raise NoSubsetError(parsed.name, choices.subset, tuple(known))
    if not choices.below:
        return terms
    inside = _below(parsed, choices.below)
    return tuple(term for term in terms if term in inside)


def _below(parsed: Parsed, wanted: str) -> set[Term]:
    """The terms of this name, and all below them; the name may be of a term that the file only refers to.

    Raises NothingBelowError.
    """
    by_reference: defaultdict[str, list[Term]] = defaultdict(list)
    for term in parsed.terms:
        for reference in dict.fromkeys(term.broader):
            by_reference[reference].append(term)
    inside = {term for term in parsed.terms if {wanted, normal(wanted)} & set(_called(term))}
    inside |= set(by_reference.get(wanted, ()))
    if not inside:
        raise NothingBelowError(parsed.name, wanted)
    waiting = list(inside)
    while waiting:
        for reference in _called(waiting.pop()):
            fresh = [term for term in by_reference.get(reference, ()) if term not in inside]
            inside.update(fresh)
            waiting += fresh
    return inside
