"""How links, paths, passages and hits look on a terminal: words carry the meaning, colours only repeat it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.text import Text

from graph.emphasis import marks
from graph.model import Assertion, Certainty, Concept, Evidence, Link, Path, Polarity, Span
from graph.showing.words import WORDING
from graph.told import told_once
from myograph.plain import plain
from search.model import Hit

PASSAGES = 3  # quoted under a link; how many more there are is said
Title = Callable[[str], str]  # of a document, by its id
Family = Callable[[str], str]  # the id of the document that stands for all its copies


def put(console: Console, text: Text, indent: int = 0) -> None:
    """Print a text, folded to the console's width, each line indented by so many columns."""
    room = console.width - indent
    lines = [text] if _fits(text.plain, room) else text.wrap(console, room)
    for line in lines:
        line.rstrip()
    if not console.is_terminal:
        whole = "\n".join(" " * indent + line.plain for line in lines)
        console.file.write(f"{plain(whole)}\n")  # without colours: Rich would be slow on a long text
        return
    drawn = Text("\n").join(Text.assemble(" " * indent, line) if indent else line for line in lines)
    console.print(drawn, no_wrap=True, overflow="ignore", crop=False)


def _fits(words: str, room: int) -> bool:
    """Whether a text surely needs no folding: a letter that is no ASCII may take two columns."""
    return len(words) <= room and words.isascii() and words.isprintable()


def path_line(path: Path) -> Text:
    """A path on one line; the arrow points from a link's subject to its object."""
    line = Text(path.nodes[0].label, "bold")
    for link, node in zip(path.links, path.nodes[1:], strict=True):
        if link.object.id == node.id:
            line.append(f" ──{WORDING[link.predicate].verb}──▶ ", "cyan")
        else:
            line.append(f" ◀──{WORDING[link.predicate].verb}── ", "cyan")
        line.append(node.label, "bold")
    for node in path.nodes if len(path.links) == 1 else ():  # of a longer chain the lines below say it
        line.append(unknown(node), "yellow")
    return line


def link_line(link: Link) -> Text:
    """A link with what speaks for and against it."""
    ends = (link.subject.label, "bold"), (link.object.label, "bold")
    line = Text.assemble(ends[0], f" {WORDING[link.predicate].verb} ", ends[1], f"  {standing(link)}")
    for concept in (link.subject, link.object):
        line.append(unknown(concept), "yellow")
    return line


def unknown(concept: Concept) -> str:
    """A remark on a concept that no vocabulary holds, or nothing."""
    return f" [{concept.label}: {concept.origin.value}]" if concept.origin.value == "provisional" else ""


def standing(link: Link) -> str:
    """Belief and independent articles, in words."""
    counts = ((link.support, "for"), (link.against, "against"), (link.disputed, "in doubt"))
    articles = ", ".join(f"{number} {side}" for number, side in counts if number)
    return f"(belief {link.belief:.2f}; articles: {articles or 'none'})"


def passages(link: Link, title: Title, family: Family) -> Iterator[Text]:
    """The sentences behind a link: the plainest for it first, then doubt, then denial. Of copies one is quoted."""
    pairs = [(assertion, evidence) for assertion in link.assertions for evidence in assertion.evidence]
    found = told_once(sorted(pairs, key=lambda pair: _rank(pair[0])), family)
    for assertion, evidence, also in found[:PASSAGES]:
        line = passage(assertion, evidence, title)
        if also:
            line.append(f"; also in {', '.join(map(title, also))}", "dim")
        yield line
    if len(found) > PASSAGES:
        yield Text(f"… and {len(found) - PASSAGES} more", "dim")


def passage(assertion: Assertion, evidence: Evidence, title: Title) -> Text:
    """One sentence with its two ends marked, how sure it is, and where it stands."""
    line = Text("“")
    line.append_text(marked(evidence.quote, evidence.passage.start, (evidence.subject, evidence.object)))
    line.append("”")
    for word in stance(assertion):
        line.append(f" {word}", "bold red" if word in {"DENIED", "DISPUTED"} else "yellow")
    line.append_text(_where(title(evidence.document), evidence.section))
    return line


def _where(title: str, section: str) -> Text:
    """The article, and the headings below its title that a passage stands under."""
    below = section.removeprefix(title).removeprefix(" > ")
    place = Text(f" — {title}", "italic dim")
    return place.append(f", under “{below}”", "dim") if below else place


def stance(assertion: Assertion) -> tuple[str, ...]:
    """What is special about how an assertion is made: nothing for a plain one."""
    words = []
    if assertion.polarity is Polarity.NEGATED:
        words.append("DENIED")
    if assertion.certainty is Certainty.DISPUTED:
        words.append("DISPUTED")
    if assertion.certainty is Certainty.POSSIBLE:
        words.append("possible")
    return tuple(words)


def marked(text: str, start: int, spans: Iterable[Span]) -> Text:
    """A stretch of a document, which begins at `start`, as people see it, with spans marked; put on one line."""
    line = Text(text.replace("\n", " "))
    for span in spans:
        low, high = span.start - start, span.end - start
        if low >= 0 and high <= len(text):
            line.stylize("bold underline", low, high)
    edges = [0, *(edge for mark in marks(text) for edge in (mark.start, mark.end)), len(text)]
    return Text.assemble(*(line[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)))


def hit(found: Hit) -> Text:
    """A hit of the full-text search."""
    line = Text("…")
    for text, is_match in found.snippet.pieces:
        line.append(text.replace("\n", " "), "bold underline" if is_match else "")
    line.append("…")
    return line.append_text(_where(found.title, found.section))


def _rank(assertion: Assertion) -> tuple[int, int]:
    polarity = 1 if assertion.polarity is Polarity.NEGATED else 0
    certainty = (Certainty.STATED, Certainty.POSSIBLE, Certainty.DISPUTED).index(assertion.certainty)
    return (polarity, certainty)
