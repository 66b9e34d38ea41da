"""Bytes to text: UTF-8 first, else a declared or detected encoding, which is reported."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from graph.model import Problem
from ingest.errors import BinaryFileError, EmptyFileError, broken_bytes_problem, encoding_problem

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = ((b"%PDF-", "a PDF (.pdf)"), (b"PK\x03\x04", "an office document or archive"), (b"\x89PNG", "a picture"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that Windows Western leaves free
_SAMPLE = 65_536  # bytes that detection looks at: enough to tell encodings apart, and quick


def decode(content: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, as read: newlines become "\\n", a byte order mark of UTF-8 stays.

    `declared` is the encoding that the file itself names (HTML). Raises EmptyFileError, BinaryFileError.
    """
    if not content.strip():
        raise EmptyFileError(name)
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _newlines(content.decode(encoding, "replace")), (encoding_problem(name, encoding.upper()),)
    refuse_binary(content, name)
    text, problems = _decode(content, name, declared)
    text = _newlines(text)
    if not text.strip("\ufeff \t\n\r\f\v\xa0"):
        raise EmptyFileError(name)
    return text, problems


def refuse_binary(content: bytes, name: str) -> None:
    """Raises BinaryFileError for bytes that no text has."""
    for magic, really in _MAGIC:
        if content.startswith(magic):
            raise BinaryFileError(name, really)
    sample = content[:_SAMPLE]
    if b"\0" in content or len(_CONTROL.findall(sample)) * 20 > len(sample):
        raise BinaryFileError(name)


def _decode(content: bytes, name: str, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(_WIDE.findall(content)) >= broken:
        return text, (broken_bytes_problem(name, broken, line),)
    encoding = _known(declared) or _detect(content)
    return content.decode(encoding, "replace"), (encoding_problem(name, encoding),)


def _known(declared: str | None) -> str | None:
    """The codec of a declared encoding; none for a wrong claim of UTF-8 or an unknown name."""
    try:
        found = codecs.lookup(declared or "").name
    except LookupError:
        return None
    if found.startswith("utf") or found == "ascii":
        return None
    return "cp1252" if found == "iso8859-1" else found  # as browsers do: Latin 1 pages hold Windows quotes


def _detect(content: bytes) -> str:
    """Windows Western where its bytes are few, as in English files; else what statistics say.

    Statistics alone take an English text with a few curly quotes for Central European or worse.
    """
    sample = content[:_SAMPLE]
    few = len(_HIGH.findall(sample)) * 8 <= len(sample)
    if few and not _UNDEFINED.search(content):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
