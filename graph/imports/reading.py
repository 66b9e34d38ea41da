"""The front door: a vocabulary's file, whatever its form, to terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.imports.content import Form, form_of, text_of
from graph.imports.model import Parsed
from graph.imports.obo import parse_obo
from graph.imports.sheet import parse_sheet


def parse(content: bytes, name: str, mapping: Mapping[str, str], prefix: str = "") -> Parsed:
    """The terms of a file, and what is wrong with it.

    For tables, `mapping` says what columns hold, and `prefix` what bare codes lack to be CURIEs.

    Raises VocabularyFileError, NoColumnError.
    """
    text, problems = text_of(content, name)
    form = form_of(text, name)
    if form is Form.OBO:
        parsed = parse_obo(text, name)
    elif form is Form.SHEET:
        parsed = parse_sheet(text, name, mapping, prefix)
    else:
        from graph.imports.skos import parse_rdf  # noqa: PLC0415 - it loads rdflib, which only this form needs

        parsed = parse_rdf(text, name, form)
    return replace(parsed, problems=problems + parsed.problems)
