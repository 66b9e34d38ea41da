"""Markdown, with an optional header (front matter): headings, lists, tables, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Block, BlockKind, Span
from ingest.encoding import decode
from ingest.headings import looks_like_heading
from ingest.outline import settled
from ingest.readers.draft import Draft
from ingest.readers.frontmatter import read_front_matter

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?P<words>.*)$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\(?\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<words>\S.*)$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ \t]*){3,}$")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*$")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_NOT_TEXT = re.compile(r"[ \t]*(?:!\[[^\]]*\]\([^)]*\)|\[[^\]]+\]:\s*\S+.*|<!--.*|</?[a-zA-Z][^>]*>)[ \t]*$")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_]+)\1:?$")
_TAB = 4  # columns
_DEEPEST = 6


def read(content: bytes, name: str) -> Draft:
    """An article from the bytes of a Markdown file. Raises UnreadableFileError."""
    text, problems = decode(content, name)
    front = read_front_matter(text, name)
    parser = _Parser(text)
    parser.run(front.end)
    return Draft(
        text,
        settled(text, parser.blocks),
        title=front.title,
        source=front.source,
        publisher=front.publisher,
        published=front.published,
        problems=(*problems, *front.problems),
    )


class _Parser:
    """Line by line; `open` is the block that the next line may continue."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.open: Block | None = None
        self.indents: list[int] = []  # of the items that the next item may stand below
        self.level = 1  # of the last heading with a mark of its own
        self.table = False

    def run(self, start: int) -> None:
        """Fills `blocks` from the lines that begin at `start`."""
        fenced = False
        for line, end in _lines(self.text, start):
            if _FENCE.match(self.text, line, end):
                fenced = not fenced
                self.close()
            elif not fenced:
                quote = _QUOTE.match(self.text, line, end)
                self.line(quote.end() if quote else line, end)
        self.close()

    def line(self, start: int, end: int) -> None:
        """Takes in one line, which stands outside of code."""
        if not self.text[start:end].strip("\ufeff \t\xa0"):
            self.close()
            self.table = False
        elif not (self.underline(start, end) or self.mark(start, end) or self.row(start, end)):
            self.words(start, end)

    def underline(self, start: int, end: int) -> bool:
        """A line of = or - below a single line of text makes that a heading; any other such line is a rule."""
        match = _UNDERLINE.match(self.text, start, end)
        above = self.open
        if (
            match
            and above
            and above.kind is BlockKind.PARAGRAPH
            and "\n" not in self.text[above.span.start : start - 1]
        ):
            self.open = None
            self.heading(1 if match[1][0] == "=" else 2, above.span)
            return True
        if _RULE.match(self.text, start, end):
            self.close()
            return True
        return bool(match)

    def mark(self, start: int, end: int) -> bool:
        """A heading or item by its mark, or a line that is no text."""
        heading = _HEADING.match(self.text, start, end)
        if heading:
            self.close()
            start = heading.start("words")
            words = heading["words"].rstrip("# \t")
            if words.strip():
                self.heading(len(heading[1]), Span(start, start + len(words)))
            return True
        item = _ITEM.match(self.text, start, end)
        if item:
            self.close()
            indent = len(item["indent"].expandtabs(_TAB))
            self.indents = [*(other for other in self.indents if other < indent - 1), indent]
            self.open = Block(BlockKind.ITEM, len(self.indents), _trimmed(self.text, *item.span("words")))
            return True
        if _NOT_TEXT.match(self.text, start, end):
            self.close()
            return True
        return False

    def heading(self, level: int, span: Span) -> None:
        """Adds a heading that has a mark of its own."""
        self.level = level
        self.indents = []
        self.blocks.append(Block(BlockKind.HEADING, level, _trimmed(self.text, span.start, span.end)))

    def row(self, start: int, end: int) -> bool:
        """A row of a table: it begins with a bar, or stands below the table's rule."""
        if _TABLE_RULE.match(self.text, start, end) and "|" in self.text[start:end]:
            self.header()
            self.table = True
            return True
        if self.text[start:end].lstrip().startswith("|") or (self.table and "|" in self.text[start:end]):
            self.close()
            self.cells(start, end)
            return True
        return False

    def header(self) -> None:
        """The line above a table's rule, if it was taken for a paragraph, becomes a row."""
        above, self.open = self.open, None
        if above:
            self.cells(above.span.start, above.span.end)

    def cells(self, start: int, end: int) -> None:
        """Adds the cells of a row."""
        self.indents = []
        for column, match in enumerate(_CELL.finditer(self.text, start, end), 1):
            span = _trimmed(self.text, *match.span())
            if len(span):
                self.blocks.append(Block(BlockKind.CELL, column, span))

    def words(self, start: int, end: int) -> None:
        """A line of running text: more of the open block, a further paragraph of an item, or a new paragraph."""
        span = _trimmed(self.text, start, end)
        if self.open:
            self.open = Block(self.open.kind, self.open.level, Span(self.open.span.start, span.end))
        elif self.indents and span.start - start > self.indents[-1]:
            self.open = Block(BlockKind.ITEM, len(self.indents), span)
        else:
            self.indents = []
            self.open = Block(BlockKind.PARAGRAPH, 0, span)

    def close(self) -> None:
        """Ends the open block; a paragraph that is one bold line is a heading below the last real one."""
        if self.open is None:
            return
        block, self.open = self.open, None
        bold = _BOLD.match(self.text, block.span.start, block.span.end)
        if bold and block.kind is BlockKind.PARAGRAPH and looks_like_heading(bold["words"].strip()):
            level = min(self.level + 1, _DEEPEST)
            block = Block(BlockKind.HEADING, level, _trimmed(self.text, *bold.span("words")))
        self.blocks.append(block)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
