"""Web pages: the main text as trafilatura finds it, with headings, lists and tables kept.

`Document.text` is that main text, one line for each heading, paragraph, item or cell.
"""

from __future__ import annotations

import re
from typing import Any

import trafilatura
from lxml import etree, html

from graph.model import Block
from ingest.encoding import decode
from ingest.errors import NoTextError, TooManyTagsError
from ingest.outline import settled
from ingest.readers.draft import Draft
from ingest.readers.page import Page
from ingest.structure import infer

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_XML_HEADER = re.compile(r"\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # what no element may hold
_MOST_TAGS = 300_000  # an article has some thousand; finding it among more takes minutes
_HEAD = 4096  # bytes in which browsers look for a charset
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+")
_BOX = re.compile(r"(?:</?(?:div|span|section|font|center|ul|ol|b|i)\b[^<>]*>\s*)+", re.I)
_BLOCKS = "self::p or self::h1 or self::h2 or self::ul or self::ol or self::table"
_FURNITURE = " or ".join(
    f"self::{tag}" for tag in "nav header footer aside form script style noscript template dialog button".split()
)
_SITE = ("og:site_name", "application-name", "publisher", "citation_publisher", "dc.publisher")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "article:modified_time",
)


def read(content: bytes, name: str) -> Draft:
    """An article from the bytes of a web page. Raises UnreadableFileError."""
    declared = _CHARSET.search(content[:_HEAD])
    source, problems = decode(content, name, declared[1].decode("ascii") if declared else None)
    if source.count("<") > _MOST_TAGS:
        raise TooManyTagsError(name, source.count("<"), _MOST_TAGS)
    tree = _tree(source, name)
    title, site = _title(tree), _meta(tree, _SITE)
    page = Page(title)
    page.take(_main_text(tree))
    text, blocks = page.text, settled(page.text, page.blocks)
    if not page.blocks:
        text, blocks = _plain(tree, name)
    return Draft(
        text,
        blocks,
        title=title,
        source=_canonical(tree),
        publisher=site,
        published=_published(tree),
        problems=problems,
    )


def _tree(source: str, name: str) -> Any:
    """The page's elements. Raises NoTextError if there is no body.

    The parser gives up on some 250 levels of nesting; then the page is read again without its boxes.
    """
    tree = _parsed(source)
    if tree is None:
        tree = _parsed(_BOX.sub("\n", source))
    if tree is None:
        raise NoTextError(name, "the page has no body, or an empty one", "Save the whole page from the browser again.")
    return tree


def _parsed(source: str) -> Any:
    """The elements of a page whose body holds some text, else none."""
    try:
        tree = html.document_fromstring(_XML_HEADER.sub("", source, count=1))
    except (etree.LxmlError, ValueError):
        return None
    for element in tree.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub(" ", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub(" ", element.tail)
    body = tree.find("body")
    return tree if body is not None and body.xpath("string()").strip() else None


def _main_text(tree: Any) -> Any:
    """The page's main text as trafilatura's elements; none if it finds none.

    A page whose paragraphs stand directly in the body gets an article around them: else headings are lost.
    """
    body = tree.find("body")
    for menu in body.xpath(".//nav"):  # of a page with nothing else it would be taken for the text
        menu.drop_tree()
    if body.xpath(f"*[{_BLOCKS}]"):
        for furniture in body.xpath(f".//*[{_FURNITURE}]"):
            furniture.drop_tree()
        article = etree.Element("article")
        article.text, body.text = body.text, None
        article.extend(list(body))
        body.append(article)
    found: Any = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, include_formatting=True, with_metadata=False
    )
    return None if found is None else found.body


def _plain(tree: Any, name: str) -> tuple[str, tuple[Block, ...]]:
    """All text of a page in which no main text was found. Raises NoTextError."""
    text = trafilatura.html2txt(tree).strip()
    if not text:
        raise NoTextError(name, "the page shows none without its scripts and menus", "Save the article as text or PDF.")
    return text, infer(text)


def _meta(tree: Any, names: tuple[str, ...]) -> str | None:
    """The content of the first of these meta tags that has any."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        found.setdefault(key.lower(), " ".join((tag.get("content") or "").split()))
    return next((found[name] for name in names if found.get(name)), None)


def _title(tree: Any) -> str | None:
    """The article's title: as given to other sites, else the only main heading, else the page's without the site."""
    given = _meta(tree, ("og:title", "citation_title", "dc.title"))
    if given:
        return given
    main = [" ".join("".join(heading.itertext()).split()) for heading in tree.iter("h1")]
    if len(main) == 1 and main[0]:
        return main[0]
    whole = " ".join((tree.findtext("head/title") or "").split())
    parts = _SEPARATOR.split(whole)
    return (parts[0] if len(parts) > 1 else whole) or None


def _canonical(tree: Any) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    found = next((link for link in links if link), None) or _meta(tree, ("og:url",))
    return found if found and found.startswith(("http://", "https://")) else None


def _published(tree: Any) -> str | None:
    given = _meta(tree, _PUBLISHED) or next(
        (tag.get("datetime") for tag in tree.iter("time") if tag.get("datetime")), ""
    )
    match = _DATE.match(given or "")
    return match[0] if match else None
