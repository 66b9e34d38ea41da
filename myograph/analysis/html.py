"""Tables, passages and lists as a notebook shows them: plain HTML, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from graph.links import edge_of
from graph.model import Link, Path
from graph.showing.passages import Passage, passages
from graph.showing.svg import element, words
from graph.showing.words import WORDING, Standing, below, grounds
from myograph.analysis.sources import Sources
from search.model import Hit

PASSAGES = 3  # quoted under a link; how many more there are is said
_LONGEST = 300  # characters in a cell
_LEFT = "text-align: left"


def paragraph(*parts: str) -> str:
    """A paragraph of finished HTML; nothing where there is nothing to say."""
    return element("p", {}, *parts) if any(parts) else ""


def table(header: Sequence[str], rows: Iterable[Sequence[object]], total: int, prefixes: Mapping[str, str]) -> str:
    """A table of values, and how many of `total` rows it does not show."""
    rows = tuple(rows)
    head = element("tr", {}, *(element("th", {"style": _LEFT}, words(name)) for name in header))
    body = [element("tr", {}, *(_cell(value, prefixes) for value in row)) for row in rows]
    made = element("table", {}, element("thead", {}, head), element("tbody", {}, *body))
    return made + more(total - len(rows))


def more(number: int) -> str:
    """How many more there are, if there are any."""
    return paragraph(f"… and {number:,} more") if number > 0 else ""


def chains(paths: Iterable[Path], sources: Sources) -> str:
    """Chains by pattern, each with the sentences behind its links; what stood above is not quoted again."""
    order = list(dict.fromkeys(path.pattern for path in paths))
    ranked = sorted(paths, key=lambda path: order.index(path.pattern))
    parts, quoted = [], set()
    for pattern, some in groupby(ranked, lambda path: path.pattern):
        parts.append(element("h4", {}, words(pattern.value.capitalize())))
        for path in some:
            parts.append(paragraph(element("b", {}, words(" – ".join(node.label for node in path.nodes)))))
            fresh = [link for link in path.links if edge_of(link) not in quoted]
            quoted |= {edge_of(link) for link in fresh}
            parts.append(links("", fresh, sources))
    return "".join(parts)


def links(heading: str, some: Iterable[Link], sources: Sources) -> str:
    """Links with the sentences behind them, under a heading; nothing where there are none."""
    items = [element("li", {}, _line(link, sources), _quotes(link, sources)) for link in some]
    head = element("h4", {}, words(heading)) if heading else ""
    return head + element("ul", {}, *items) if items else ""


def hit(found: Hit, sources: Sources) -> str:
    """A passage that was found by its words, which are marked, and where it stands."""
    pieces = (element("b", {}, words(text)) if marked else words(text) for text, marked in found.snippet.pieces)
    place = _article(found.document, found.section, sources)
    return element("li", {}, "…", *pieces, "… ", place)


def _cell(value: object, prefixes: Mapping[str, str]) -> str:
    text = "" if value is None else str(value)
    shown = words(_short(text, prefixes))
    is_link = type(value) is not str and text.startswith(("http://", "https://"))
    return element("td", {"style": _LEFT}, element("a", {"href": text}, shown) if is_link else shown)


def _short(text: str, prefixes: Mapping[str, str]) -> str:
    """An IRI under its prefix, any other text cut where it is very long."""
    found = next(((name, stem) for name, stem in prefixes.items() if text.startswith(stem)), None)
    if found:
        return f"{found[0]}:{text.removeprefix(found[1])}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _line(link: Link, sources: Sources) -> str:
    ends = [element("a", {"href": sources.concept(end.id)}, words(end.label)) for end in (link.subject, link.object)]
    verb = WORDING[link.predicate].verb
    return f"{ends[0]} {words(verb)} {ends[1]} ({words(grounds(link))}; belief {link.belief:.2f})"


def _quotes(link: Link, sources: Sources) -> str:
    found = passages(link.assertions, sources.family)
    items = [element("li", {}, _quote(one, sources)) for one in found[:PASSAGES]]
    left = len(found) - PASSAGES
    items += [element("li", {}, f"… and {left:,} more")] if left > 0 else []
    return element("ul", {}, *items) if items else ""


def _quote(one: Passage, sources: Sources) -> str:
    parts = (element("b", {}, words(part.text)) if part.role else words(part.text) for part in one.parts)
    stands = "" if one.standing is Standing.STATED else f" ({one.standing.value})"
    also = "".join(f", also {sources.title(other)}" for other in one.also)
    place = _article(one.evidence.document, one.evidence.section, sources)
    return f"“{''.join(parts)}”{stands} {place}{words(also)}"


def _article(document: str, section: str, sources: Sources) -> str:
    title = sources.title(document)
    under = below(section, title)
    link = element("a", {"href": sources.document(document)}, words(title))
    return f"— {link}" + (words(f", under “{under}”") if under else "")
