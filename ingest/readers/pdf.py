"""PDF: the text layer line by line; blank lines are put where the page shows a gap or another size of type."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from graph.names import normal
from ingest.errors import BrokenFileError, EncryptedPdfError, NoTextError
from ingest.readers.draft import Draft
from ingest.structure import infer

_HYPHEN = "\ufffe"  # how the library marks a word broken at a line's end: the word is joined
_DIGITS = re.compile(r"\d+")
_EDGE = 2  # lines at the top and foot of a page that may be running heads
_GAP = 1.25  # times the usual distance between lines: a paragraph ends
_OTHER_SIZE = 0.6  # points
_START = 500  # code points of text in which the title of the file's own data must stand
_ENDS = ".!?:"


class Line(NamedTuple):
    """A line of a page: where its letters stand, in points from the foot of the page, and their size."""

    words: str
    base: float
    size: float


def read(content: bytes, name: str) -> Draft:
    """An article from the bytes of a PDF. Raises UnreadableFileError."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedPdfError(name) from error
        raise BrokenFileError(name, "PDF", str(error)) from error
    try:
        pages = [_lines(page) for page in file]
        title = str(file.get_metadata_value("Title")).strip()
    except pypdfium2.PdfiumError as error:
        raise BrokenFileError(name, "PDF", str(error)) from error
    finally:
        file.close()
    text = _text(_without_running_heads(pages))
    if not text.strip():
        raise NoTextError(
            name, "the PDF has no text layer, only pictures", "Run text recognition (OCR) over it and save it again."
        )
    return Draft(text, infer(text), title=title if title and normal(title) in normal(text[:_START]) else None)


def _lines(page: Any) -> list[Line]:
    """The lines of a page in reading order, without empty ones."""
    layer = page.get_textpage()
    text = layer.get_text_range()
    placed = len(text) == layer.count_chars()  # else positions cannot be told
    lines = []
    start = 0
    for raw in text.split("\n"):
        words = raw.strip("\r \t\x00\u00ad")
        if words:
            base, size = _place(layer, start + raw.index(words)) if placed else (0.0, 0.0)
            lines.append(Line(words.replace(_HYPHEN, ""), base, size))
        start += len(raw) + 1
    return lines


def _place(layer: Any, index: int) -> tuple[float, float]:
    """Height of the base line and size of a letter, in points."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(layer, index, x, y)
    return y.value, float(pdfium.FPDFText_GetFontSize(layer, index))


def _without_running_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without lines that stand at the edge of several pages, the page number apart."""
    edges = [{_bare(line) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    seen = Counter(words for page in edges for words in page)
    running = {words for words, count in seen.items() if count > 1 and count * 2 > len(pages)}
    return [
        [
            line
            for at, line in enumerate(page)
            if not (_bare(line) in running and (at < _EDGE or at >= len(page) - _EDGE))
        ]
        for page in pages
    ]


def _bare(line: Line) -> str:
    return _DIGITS.sub("", line.words)


def _text(pages: Sequence[list[Line]]) -> str:
    """All lines, with a blank one where a paragraph ends."""
    usual = _usual_distance(pages)
    parts: list[str] = []
    for page in pages:
        if parts and page:
            goes_on = page[0].words[0].islower() and parts[-1][-1] not in _ENDS
            parts.append("\n" if goes_on else "\n\n")
        parts.extend(_page_parts(page, usual))
    return "".join(parts)


def _page_parts(page: Sequence[Line], usual: float) -> Iterator[str]:
    if page:
        yield page[0].words
    for line, after in pairwise(page):
        apart = abs(line.size - after.size) > _OTHER_SIZE or _distance(line, after) > usual * _GAP
        yield "\n\n" if apart else "\n"
        yield after.words


def _usual_distance(pages: Sequence[list[Line]]) -> float:
    """Of neighbouring lines of one size, in sizes of type."""
    found = [
        _distance(line, after)
        for page in pages
        for line, after in pairwise(page)
        if line.size == after.size and _distance(line, after) > 0
    ]
    return median(found) if found else 1.2


def _distance(line: Line, after: Line) -> float:
    return (line.base - after.base) / after.size if after.size else 0.0
