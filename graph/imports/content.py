"""Bytes to text: unpacked, decoded, and what a file's form is."""

from __future__ import annotations

import codecs
import re
import zlib
from enum import StrEnum

from graph.imports.errors import (
    DamagedPackError,
    EmptyVocabularyError,
    HugeVocabularyError,
    NotTextError,
    NotUtf8Error,
    UnknownFormError,
)
from graph.imports.model import problem
from graph.model import Problem

LIMIT = 500_000_000  # bytes when unpacked: ten times the largest vocabulary that anybody would want here
_GZIP = b"\x1f\x8b"
_SUFFIXES = {
    "obo": "obo",
    "csv": "sheet",
    "tsv": "sheet",
    "tab": "sheet",
    "ttl": "turtle",
    "n3": "n3",
    "nt": "nt",
    "nq": "nquads",
    "trig": "trig",
    "rdf": "xml",
    "owl": "xml",
    "xml": "xml",
    "jsonld": "json-ld",
    "json": "json-ld",
}
_SIGNS = (
    (re.compile(r"\s*(format-version:|\[Term\])"), "obo"),
    (re.compile(r"\s*<(\?xml|rdf:RDF|!DOCTYPE rdf)", re.IGNORECASE), "xml"),
    (re.compile(r"\s*(@prefix|@base|PREFIX |BASE )", re.IGNORECASE), "turtle"),
    (re.compile(r"\s*<[^>\s]+> <[^>\s]+> "), "nt"),
    (re.compile(r"\s*[\[{]"), "json-ld"),
    (re.compile(r"(?:#[^\n]*\n)*[^\n]+[\t,;]"), "sheet"),
)
# Forms whose beginning no other file has, with the forms that may begin in the same way.
_SURE = {"obo": ("obo",), "xml": ("xml",), "turtle": ("turtle", "n3", "trig")}


class Form(StrEnum):
    """A file's form; the RDF syntaxes bear rdflib's names."""

    OBO = "obo"
    SHEET = "sheet"
    TURTLE = "turtle"
    N3 = "n3"
    NT = "nt"
    NQUADS = "nquads"
    TRIG = "trig"
    XML = "xml"
    JSONLD = "json-ld"


def text_of(content: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, and whether it breaks off. Raises VocabularyFileError."""
    problems: tuple[Problem, ...] = ()
    if content.startswith(_GZIP):
        content, problems = _unpacked(content, name)
    if not content.strip():
        raise EmptyVocabularyError(name)
    if len(content) > LIMIT:
        raise HugeVocabularyError(name, LIMIT)
    text, cut = _decoded(content, name)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems + cut


def form_of(text: str, name: str) -> Form:
    """What a file is, by its name's ending, or by how it begins. Raises VocabularyFileError.

    The ending counts, unless the beginning is that of a form which cannot be mistaken: endings are often wrong.
    """
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    said = _SUFFIXES.get(suffix)
    shown = next((form for sign, form in _SIGNS if sign.match(text)), None)
    found = shown if said is None or (shown in _SURE and said not in _SURE[shown]) else said
    if found is None:
        raise UnknownFormError(name, tuple(sorted(_SUFFIXES)))
    return Form(found)


def _unpacked(content: bytes, name: str) -> tuple[bytes, tuple[Problem, ...]]:
    plain = b""
    while content.startswith(_GZIP):  # packed files may stand one behind the other
        unpacker = zlib.decompressobj(wbits=31)
        try:
            plain += unpacker.decompress(content, LIMIT)
        except zlib.error as error:
            raise DamagedPackError(name) from error
        if unpacker.unconsumed_tail or len(plain) > LIMIT:
            raise HugeVocabularyError(name, LIMIT)
        if not unpacker.eof:
            mend = "What is whole of it is taken. Fetch the file again."
            return plain, (problem("The packed file breaks off", name, plain.count(b"\n") + 1, mend),)
        content = unpacker.unused_data
    return plain, ()


def _decoded(content: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return content.decode("utf-32", "replace"), ()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), ()
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content:
        raise NotTextError(name, content.count(b"\n", 0, content.index(b"\0")) + 1)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if error.reason != "unexpected end of data":
            raise NotUtf8Error(content[error.start], name, line) from error
        broken = problem("The file breaks off within a letter", name, line, "Fetch the file again.")
        return content[: error.start].decode("utf-8"), (broken,)
