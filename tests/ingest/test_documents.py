"""Files to documents: what is kept of the bytes, and what is said of files that cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MyographError
from graph.model import BlockKind
from ingest.documents import SUFFIXES, read_document
from ingest.errors import (
    BinaryFileError,
    BrokenFileError,
    EmptyFileError,
    NoTextError,
    TooLargeError,
    UnknownSuffixError,
    UnreadableFileError,
)

CURLY = "It’s true: cafés serve “tonic water” against cramps. Magnesium – perhaps – helps as well."


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("a.txt", b"", EmptyFileError, "empty"),
        ("a.txt", b" \n\t\r\n ", EmptyFileError, "empty"),
        ("a.md", "\ufeff\n\u00a0\n".encode(), EmptyFileError, "empty"),
        ("a.html", b"\n\n", EmptyFileError, "empty"),
        ("a.pdf", b"", EmptyFileError, "empty"),
        ("a.txt", b"cramps\0\0\0hurt", BinaryFileError, "binary"),
        ("a.txt", bytes(range(256)) * 8, BinaryFileError, "binary"),
        ("a.txt", b"\x01\x02\x03\x04 cramps \x05\x06", BinaryFileError, "binary"),
        ("a.txt", b"%PDF-1.7 and so on", BinaryFileError, ".pdf"),
        ("a.md", b"PK\x03\x04 and so on", BinaryFileError, "office document"),
        ("a.html", b"<html><head><title>x</title></head></html>", NoTextError, "body"),
        ("a.html", b"<html><body><script>x()</script></body></html>", NoTextError, "scripts"),
        ("a.html", b"<body><nav><a href='/'>Home</a> <a href='/c'>Cramps</a></nav></body>", NoTextError, "menus"),
        ("a.pdf", b"%PDF-1.4 and then nothing", BrokenFileError, "damaged"),
        ("a.docx", b"cramps", UnknownSuffixError, ".htm, .html, .md, .pdf, .txt"),
        ("folder.txt/README", b"cramps", UnknownSuffixError, "Readable are"),
        (".txt", b"cramps", UnknownSuffixError, "Readable are"),
    ],
)
def test_unreadable_file(name: str, content: bytes, error: type[UnreadableFileError], says: str) -> None:
    with pytest.raises(error) as caught:
        read_document(name, content)
    assert caught.value.where == name
    assert says in str(caught.value)
    assert caught.value.mend


def test_size_limit_says_how_to_raise_it() -> None:
    with pytest.raises(TooLargeError) as caught:
        read_document("big.txt", b"cramps " * 200, limit=1000)
    message = str(caught.value)
    assert all(part in message for part in ("1,400 bytes", "1,000", "--max-bytes", "MYOGRAPH_MAX_BYTES"))
    assert read_document("big.txt", b"cramps " * 200, limit=1400)[0].text == "cramps " * 200


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_is_as_python_reads_the_file(ending: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(ending.join(["Leg cramps", "", "They hurt.", ""]).encode())
    document, problems = read_document("a.txt", file.read_bytes())
    assert document.text == file.read_text(encoding="utf-8")
    assert problems == ()
    assert document.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_byte_order_mark_stays_outside_of_blocks() -> None:
    document, problems = read_document("a.txt", "\ufeffLeg cramps\n\nThey hurt.".encode())
    assert document.text.startswith("\ufeff")
    assert document.title == "Leg cramps"
    assert problems == ()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encoding_is_read_and_reported(encoding: str) -> None:
    document, problems = read_document("a.txt", CURLY.encode(encoding))
    assert document.text == CURLY
    assert [problem.where for problem in problems] == ["a.txt"]
    assert encoding in problems[0].what.lower()


def test_cyrillic_is_not_taken_for_western() -> None:
    text = "Судороги в ногах бывают часто. Причина не всегда ясна, но растяжка помогает почти всегда. " * 3
    document, problems = read_document("a.txt", text.encode("cp1251"))
    assert document.text == text
    assert len(problems) == 1


def test_broken_utf_8_in_the_middle_keeps_the_rest() -> None:
    content = f"{CURLY}\nBro".encode() + b"\xff" + f"ken. {CURLY}".encode()
    document, problems = read_document("a.txt", content)
    assert document.text == f"{CURLY}\nBro\ufffdken. {CURLY}"
    assert [(problem.what[:24], problem.where) for problem in problems] == [
        ("1 broken UTF-8 sequence,", "a.txt, first in line 2")
    ]


def test_same_content_under_two_names_is_two_documents() -> None:
    first, second = (read_document(name, b"Leg cramps\n\nThey hurt.")[0] for name in ("a.txt", "b/a.txt"))
    assert first.sha256 == second.sha256
    assert first.id != second.id


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.txt", "Leg cramps\n\nThey hurt.", "Leg cramps"),
        ("a.txt", "As an Amazon Associate I earn.\n\nLeg cramps\n\nThey hurt.", "Leg cramps"),
        ("night cramps.txt", "They hurt. They pass.", "night cramps"),
        ("a.md", "---\ntitle: Night cramps\n---\n# Cramps\n\nThey hurt.", "Night cramps"),
        ("x/a.HTML", "<title>Night cramps | Site</title><p>They hurt.</p>", "Night cramps"),
    ],
)
def test_title(name: str, content: str, title: str) -> None:
    assert read_document(name, content.encode())[0].title == title


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SUFFIXES)), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_document_or_an_error_of_ours(suffix: str, content: bytes) -> None:
    try:
        document, _ = read_document("any" + suffix, content)
    except MyographError as error:
        assert error.where == "any" + suffix
        return
    edges = [0, *(edge for block in document.blocks for edge in (block.span.start, block.span.end)), len(document.text)]
    assert edges == sorted(edges)
    assert read_document("any" + suffix, content)[0] == document


@pytest.mark.parametrize("name", [f"article{suffix}" for suffix in (".txt", ".md", ".html", ".pdf")])
def test_samples_of_each_kind_are_read_without_problems(name: str, samples: Path) -> None:
    files = sorted(samples.glob("*" + Path(name).suffix))
    assert files
    for file in files:
        document, problems = read_document(file.name, file.read_bytes())
        assert problems == ()
        assert {BlockKind.HEADING, BlockKind.PARAGRAPH} <= {block.kind for block in document.blocks}
