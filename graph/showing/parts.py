"""What a picture shows: things, and claims between them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Link
from graph.showing.words import Standing


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a picture, mostly a concept. `kind` is its type; `href`: "" for nowhere; `focus` marks
    what was asked about; `unknown`, what no vocabulary knows.
    """

    id: str
    label: str
    kind: str
    href: str
    focus: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim in a picture, between node ids. `note` is shown on pointing at it; `standing` is None for what is no
    claim but a plain fact; `link`: the claim as the library holds it.
    """

    source: str
    target: str
    label: str
    standing: Standing | None
    href: str
    note: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a picture shows. `key` keeps ids of several pictures on one page apart."""

    key: str
    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
