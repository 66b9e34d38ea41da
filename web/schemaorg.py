"""What a page is about in the words of schema.org, for search engines.

Only what we do is claimed: articles are shown, not written or reviewed here, and a claim has appearances, not a rating.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import request, url_for
from markupsafe import Markup

from graph.ids import Iris, assertion_id
from graph.model import Assertion, Concept, Document, Origin, Source
from graph.nquads import is_web_address
from graph.reader import GraphReader
from graph.showing.words import WORDING, standing_of
from graph.terms import identifier_iri
from web.dumps import DUMPS

Json = dict[str, Any]
_SHOWN = 20  # articles and quotations of a claim
_ABOUT = (
    "What health articles say about what causes, treats, prevents, worsens or depletes what, with the exact sentence "
    "behind every claim. Not medical advice."
)
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def block(about: Json) -> Markup:
    """A description as the inside of a script element, which no text in it can end."""
    written = json.dumps({"@context": "https://schema.org", **about}, ensure_ascii=True)
    return Markup(written.translate(_ESCAPED))  # plain ASCII, and nothing left that HTML knows


def concept(found: Concept, iris: Iris) -> Json:
    """The page of a concept."""
    term: Json = {"@type": "DefinedTerm", "@id": iris.concept(found.id), "name": found.label}
    if found.names:
        term["alternateName"] = list(found.names)
    if found.identifiers:
        term["sameAs"] = [identifier_iri(one) for one in found.identifiers]
    if found.origin in {Origin.BUILTIN, Origin.ADDED}:
        term["inDefinedTermSet"] = iris.vocabulary_graph()
    return _page(found.label, term)


def document(found: Document, iris: Iris) -> Json:
    """The page of an article."""
    return _page(found.title, _article(found, iris))


def assertion(said: Sequence[Assertion], graph: GraphReader) -> Json:
    """The page of a claim: where it appears, and in which words."""
    first = said[0]
    ends = [end.label if (end := graph.concept(key)) else key for key in (first.subject, first.object)]
    words = f"{ends[0]} {WORDING[first.predicate].verb} {ends[1]}"
    passages = [passage for one in said for passage in one.evidence]
    sources = {passage.document: graph.source(passage.document) for passage in passages}
    quotes = [
        {"@type": "Quotation", "text": passage.quote, "isPartOf": {"@id": graph.iris.document(passage.document)}}
        for passage in passages[:_SHOWN]
    ]
    claim = {
        "@type": "Claim",
        "@id": graph.iris.assertion(assertion_id(first.key)),
        "text": f"{words} ({standing_of(first.polarity, first.certainty)})",
        "appearance": [_article(source, graph.iris) for source in sources.values() if source][:_SHOWN],
        "citation": quotes,
    }
    return _page(words, claim)


def dataset(facts: Mapping[str, Any], iris: Iris) -> Json:
    """The whole library; `facts`: its generation and when that was made."""
    return {
        "@type": "Dataset",
        "@id": iris.base,
        "name": "Myograph: what health articles say",
        "description": _ABOUT,
        "url": url_for("pages.about", _external=True),
        "version": str(facts["generation"]),
        "dateModified": facts["created"],
        "isAccessibleForFree": True,
        "distribution": list(_downloads()),
    }


def _downloads() -> Iterable[Json]:
    for name, dump in DUMPS.items():
        address = url_for("dumps.dump", name=name, _external=True)
        yield {"@type": "DataDownload", "encodingFormat": dump.media_type, "contentUrl": address}


def _page(name: str, entity: Json) -> Json:
    return {"@type": "WebPage", "name": name, "url": request.base_url, "mainEntity": entity}


def _article(found: Document | Source, iris: Iris) -> Json:
    article: Json = {"@type": "Article", "@id": iris.document(found.id), "headline": found.title}
    if found.source and is_web_address(found.source):
        article["url"] = found.source
    if found.publisher:
        article["publisher"] = {"@type": "Organization", "name": found.publisher}
    if found.published:
        article["datePublished"] = found.published
    return article
