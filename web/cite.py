"""How an answer is cited: in a line of text, and in BibTeX with the articles that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Link, Source
from graph.reader import GraphReader
from myograph.generation import Generation
from search.answer import Answer

# What TeX reads as a command; all else it prints.
_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {sign: f"\\{sign}" for sign in "&%$#_"}
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited: a title, in a state of the library that stays as it was, at an address that leads there."""

    title: str
    address: str
    generation: int
    created: str
    documents: int

    @property
    def plain(self) -> str:
        """The citation as a line of text."""
        held = f"{self.documents:,} article{'' if self.documents == 1 else 's'}"
        stop = "" if self.title.endswith(("?", ".", "!")) else "."
        made = f"Myograph, generation {self.generation} ({self.created[:10]}), made from {held}."
        return f"{self.title}{stop} {made} {self.address}"

    @property
    def bibtex(self) -> str:
        """The same as an entry for BibTeX."""
        key = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")[:40] or "answer"
        fields = {
            "title": _tex(self.title),
            "author": "{Myograph}",
            "year": self.created[:4],
            "howpublished": r"\url{" + self.address + "}",
            "note": f"Generation {self.generation} of {self.created[:10]}, made from {self.documents} articles",
        }
        return _entry(f"myograph-{key}-{self.generation}", fields)


def citation(title: str, address: str, generation: Generation) -> Citation:
    """How to cite a page. `address`: with the generation in it."""
    manifest = generation.manifest
    return Citation(title, address, generation.number, manifest.created, len(generation.graph.documents()))


def bibliography(cited: Citation, found: Answer, graph: GraphReader) -> str:
    """The answer and all the articles that it quotes, in BibTeX."""
    sources = (source for key in quoted(found.every_link) if (source := graph.source(key)))
    return "\n".join((cited.bibtex, *map(_article, sources)))


def quoted(links: Iterable[Link]) -> tuple[str, ...]:
    """The ids of the articles that are quoted, sorted."""
    return tuple(sorted({one.document for link in links for said in link.assertions for one in said.evidence}))


def _article(source: Source) -> str:
    year = _YEAR.search(source.published or "")
    fields = {
        "title": _tex(source.title),
        "publisher": _tex(source.publisher or ""),
        "year": year[0] if year else "",
        "howpublished": _url(source.source),
        "note": f"File {_tex(source.name)}",
    }
    return _entry(source.id, fields)


def _url(address: str | None) -> str:
    fits = address and re.fullmatch(r"https?://[^\s{}\\]+", address)
    return r"\url{" + str(address) + "}" if fits else ""


def _entry(key: str, fields: dict[str, str]) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{lines}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in " ".join(text.split()))
