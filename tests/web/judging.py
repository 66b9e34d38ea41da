"""What must not be in an answer, whatever texts went into it: scripts, handlers, frames and addresses of strangers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
from werkzeug.test import TestResponse

STRANGER = "evil.example"
_FRAMES = {"object", "embed", "applet", "base", "frame"}
_ADDRESSES = {"href", "src", "action", "formaction", "cite", "data", "poster", "background", "ping", "srcset"}
_OURS = re.compile(r"(/(?![/\\])|#|\?|http://localhost/)")
_NUMBER = re.compile(r"[+-]?[\d.]+")


def faults(answer: TestResponse) -> list[str]:
    """What is wrong with an answer; nothing where it is sound."""
    found = list(_headers(answer))
    kind = answer.mimetype or ""
    if answer.status_code in {204, 301, 302, 303, 307, 308}:
        return found
    if kind == "text/html":
        found += _tree(lxml.html.document_fromstring(answer.text or "<p>"))
    elif kind == "image/svg+xml":
        found += _tree(lxml.etree.fromstring(answer.data))
    elif kind.endswith("xml"):
        lxml.etree.fromstring(answer.data)
    elif kind.endswith("json"):
        json.loads(answer.data)
    elif kind == "text/csv":
        found += [f"formula {cell!r}" for row in csv.reader(io.StringIO(answer.text)) for cell in row if _runs(cell)]
    return found


def _headers(answer: TestResponse) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"policy {policy!r}"
    place = answer.headers.get("Location", "/")
    if not _OURS.match(place) or STRANGER in urlsplit(place).netloc:
        yield f"leads to {place!r}"


def _tree(root: lxml.etree._Element) -> Iterator[str]:
    for element in root.iter(lxml.etree.Element):
        tag = lxml.etree.QName(element).localname.lower()
        yield from _element(tag, element)
        for name, value in element.attrib.items():
            yield from _attribute(tag, lxml.etree.QName(name).localname.lower(), value)


def _element(tag: str, element: lxml.etree._Element) -> Iterator[str]:
    if tag in _FRAMES:
        yield f"<{tag}>"
    if tag == "meta" and element.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
        yield "<meta http-equiv>"
    if tag != "script":
        return
    if element.get("type") == "application/ld+json":
        json.loads(element.text or "")
    elif not element.get("src", "").startswith("/static/") or element.text:
        yield f"<script> {element.text!r}"


def _attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in {"style", "srcdoc"}:
        yield f"{name}={value!r}"
    if name not in _ADDRESSES or _OURS.match(value):
        return
    scheme, netloc = urlsplit(value)[:2]
    if scheme not in {"http", "https"} or STRANGER in netloc or tag not in {"a", "q", "blockquote", "link"}:
        yield f"<{tag} {name}={value!r}>"


def _runs(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula."""
    return cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _NUMBER.fullmatch(cell)
