"""PDF: paragraphs across lines and pages, running heads, and files without a text to read."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from graph.model import Document
from ingest.documents import read_document
from ingest.errors import BrokenFileError, EncryptedPdfError, NoTextError

BODY, TITLE = 11, 16  # points
Lines = Sequence[tuple[int, float, str]]  # size of type, distance from the line above, words
PAGE: Lines = (
    (TITLE, 0, "Leg cramps"),
    (BODY, 30, "Muscle cramps come all of a sudden, most often in the calf, and they are pain-"),
    (BODY, 13, "ful for minutes. They are common in older people and also in pregnancy. Some"),
    (BODY, 13, "people have them every night."),
    (BODY, 26, "What helps"),
    (BODY, 26, "Stretching ends most of them at once."),
)


def pdf(pages: Sequence[Lines], password: str | None = None) -> bytes:
    """A PDF with these lines."""
    buffer = io.BytesIO()
    encryption = pdfencrypt.StandardEncryption(password) if password else None
    sheet = canvas.Canvas(buffer, encrypt=encryption, invariant=1)
    for lines in pages:
        height = 780.0
        for size, distance, words in lines:
            height -= distance
            sheet.setFont("Helvetica", size)
            sheet.drawString(50, height, words)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def blocks(document: Document) -> list[str]:
    return [" ".join(document.text[b.span.start : b.span.end].split()) for b in document.blocks]


def test_lines_become_paragraphs() -> None:
    document, problems = read_document("a.pdf", pdf([PAGE]))
    assert blocks(document) == [
        "Leg cramps",
        "Muscle cramps come all of a sudden, most often in the calf, and they are painful for minutes. "
        "They are common in older people and also in pregnancy. Some people have them every night.",
        "What helps",
        "Stretching ends most of them at once.",
    ]
    assert document.title == "Leg cramps"
    assert problems == ()


def test_paragraph_goes_on_over_the_page_and_running_heads_are_left_out() -> None:
    first: Lines = [(BODY, 0, "Kidney Unit - page 1"), *((size, d or 40, words) for size, d, words in PAGE[:3])]
    second: Lines = [(BODY, 0, "Kidney Unit - page 2"), (BODY, 40, PAGE[3][2]), *PAGE[4:]]
    document, _ = read_document("a.pdf", pdf([first, second]))
    assert "Kidney" not in document.text
    assert blocks(document)[1].endswith("Some people have them every night.")


def test_encrypted_file() -> None:
    with pytest.raises(EncryptedPdfError, match=r"encrypted \(a\.pdf\)\. Save a copy without a password"):
        read_document("a.pdf", pdf([PAGE], password="secret"))


def test_scanned_file_has_no_text_layer() -> None:
    with pytest.raises(NoTextError, match=r"no text layer.*OCR"):
        read_document("a.pdf", pdf([[]]))


def test_damaged_file() -> None:
    with pytest.raises(BrokenFileError, match="PDF is damaged"):
        read_document("a.pdf", pdf([PAGE])[:200])
