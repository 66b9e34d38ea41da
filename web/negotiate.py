"""Which form of an answer a client gets: media types, names for `format=`, and the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Form(NamedTuple):
    """One form of an answer. `format`: the store's name for it. `names`: what `format=` may say."""

    format: str
    media_type: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()  # further media types that mean this form

    @property
    def content_type(self) -> str:
        """What stands in the header of an answer in this form: text says how it is encoded, the others know."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


class Range(NamedTuple):
    """One entry of an Accept header."""

    type: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How closely this range names the media type: 3 exactly, 2 by type, 1 any, 0 not."""
        main, _, sub = media_type.partition("/")
        if self.type == "*":
            return 1
        if self.type != main:
            return 0
        if self.subtype == "*":
            return 2
        return 3 if self.subtype == sub else 0


RESULTS = (
    Form("json", "application/sparql-results+json", ("json", "srj"), ("application/json",)),
    Form("xml", "application/sparql-results+xml", ("xml", "srx"), ("application/xml", "text/xml")),
    Form("csv", "text/csv", ("csv",)),
    Form("tsv", "text/tab-separated-values", ("tsv",)),
)
GRAPHS = (
    Form("ttl", "text/turtle", ("ttl", "turtle"), ("application/x-turtle",)),
    Form("nt", "application/n-triples", ("nt", "ntriples"), ("text/plain",)),
    Form("rdf", "application/rdf+xml", ("rdf", "rdfxml", "xml"), ("application/xml", "text/xml")),
    Form("jsonld", "application/ld+json", ("jsonld", "json-ld", "json"), ("application/json",)),
    Form("trig", "application/trig", ("trig",), ("application/x-trig",)),
    Form("nq", "application/n-quads", ("nq", "nquads"), ("text/x-nquads",)),
)
HTML = Form("html", "text/html", ("html",), ("application/xhtml+xml",))
_QUALITY = re.compile(r"^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


def parse_accept(header: str) -> tuple[Range, ...]:
    """The ranges of an Accept header. Entries that are not well formed are passed over; an empty header means any."""
    ranges = tuple(found for part in header.split(",") if (found := _range(part)))
    return ranges or (Range("*", "*", 1.0),)


def _range(part: str) -> Range | None:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    main, slash, sub = name.lower().partition("/")
    if not (main and slash and sub):
        return None
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            quality = float(value) if _QUALITY.match(value.strip()) else 0.0
    return Range(main, sub, quality)


def choose(header: str, offers: Sequence[Form]) -> Form | None:
    """The offer that the client likes best; of equals the first. None where it accepts none of them."""
    ranges = parse_accept(header)
    best, liking = None, 0.0
    for offer in offers:
        # a wildcard means what is sent, which is never one of the other names
        exact = [found for found in ranges if "*" not in found]
        quality = max(_quality(ranges, offer.media_type), *(_quality(exact, name) for name in offer.also), 0.0)
        if quality > liking:
            best, liking = offer, quality
    return best


def _quality(ranges: Sequence[Range], media_type: str) -> float:
    fitting = [(fit, found.quality) for found in ranges if (fit := found.fits(media_type))]
    return max(fitting)[1] if fitting else 0.0


def named(name: str, offers: Sequence[Form]) -> Form | None:
    """The offer that `format=name` means: one of its short names, or a media type."""
    wanted = name.strip().lower()
    return next((offer for offer in offers if wanted in (*offer.names, offer.media_type, *offer.also)), None)


def prefers_html(header: str) -> bool:
    """True for a browser: it names HTML, and likes nothing of ours better."""
    return "html" in header.lower() and choose(header, (HTML, *RESULTS, *GRAPHS)) is HTML
