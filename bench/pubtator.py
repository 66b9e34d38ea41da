"""Abstracts in PubTator's form: a title and a text, marked names with identifiers, and related pairs of identifiers."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.model import Span

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A name that judges marked. `span`: in the title and the text, with one character between the two."""

    span: Span
    kind: str
    identifiers: tuple[str, ...]


@dataclass(slots=True)
class Abstract:
    """An abstract with its marks, and the pairs of identifiers that are related."""

    key: str
    title: str = ""
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    pairs: set[Pair] = field(default_factory=set)

    def surface(self, mark: Mark) -> str:
        """What stands where a mark is."""
        return f"{self.title} {self.text}"[mark.span.start : mark.span.end]


def parse(text: str) -> list[Abstract]:
    """The abstracts of a file, in its order."""
    found: dict[str, Abstract] = {}
    for line in text.splitlines():
        head = line.split("|", 2)
        if len(head) == 3 and head[0].isdigit() and head[1] in ("t", "a"):
            abstract = found.setdefault(head[0], Abstract(head[0]))
            setattr(abstract, "title" if head[1] == "t" else "text", head[2])
        elif line:
            _take(found, line.split("\t"))
    return list(found.values())


def _take(found: dict[str, Abstract], fields: list[str]) -> None:
    """A relation ("key, CID, chemical, disease") or a mark ("key, start, end, surface, kind, identifiers")."""
    if len(fields) == 4:
        found[fields[0]].pairs.add((fields[2], fields[3]))
    elif len(fields) >= 6:
        span = Span(int(fields[1]), int(fields[2]))
        found[fields[0]].marks.append(Mark(span, fields[4], tuple(fields[5].split("|"))))
