"""Texts that would like to run in a reader's browser: in articles, their names, the vocabulary and addresses.

Every address of the service is asked: what is added to it is tested too, without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from graph.ids import assertion_id
from graph.model import Origin
from myograph.build import Options, ingest
from myograph.library import Library
from tests.web.judging import STRANGER, faults
from web.app import create_app
from web.settings import Settings

WEB = Path(__file__).parents[2] / "web"
TAG = f"<img src=//{STRANGER}/x onerror=alert(1)>"
BREAK = f"\"'></title></script><script src=//{STRANGER}/x.js></script>"
PAYLOADS = (
    f"{BREAK}{TAG}",
    f"javascript:alert(1)//{STRANGER}",
    f"//{STRANGER}/\\..",
    "{{ 7*7 }} ${7*7} %0d%0aSet-Cookie:x=y \x00\x1b[31m\u202e]]>--><!--",
    f'=HYPERLINK("http://{STRANGER}")',
)
NAMES = (f"wicked {TAG} ache", f'"><svg onload=alert(2)>{STRANGER} ache', "=1+1 ache", "zogma ache")
VOCABULARY = "label\tnames\ttype\tbroader\tidentifiers\tunsafe\n" + "".join(
    f"{label}\t{name}\tcondition\t\t{identifier}\t\n"
    for label, name, identifier in (
        (NAMES[0], "wicked ache", f'javascript:alert(3)|"><b>|MESH:{STRANGER}'),
        (NAMES[1], "svg ache", f'//{STRANGER}/|http://{STRANGER}/"onclick=x'),
        (NAMES[2], "formula ache", "=1+1"),
    )
)
ARTICLES = {
    f"a\"><img src=x onerror=alert(4)> '{STRANGER}'.md": f"""---
title: "{BREAK.replace('"', "'")} {TAG}"
publisher: "'><img src=//{STRANGER}/p onerror=alert(5)>"
source: "javascript:alert(6)"
published: "<script>alert(7)</script>"
---
# Causes of leg cramps {TAG}

- Dehydration
- Wicked ache
- <b onmouseover=alert(8)>Diabetes</b>

Formula ache causes leg cramps. {BREAK} Wicked ache causes svg ache {TAG}. Quinine relieves leg cramps.
""",
    "=cmd|' !A0.txt": f"=1+1 @SUM {STRANGER}\n\nSvg ache causes wicked ache. Quinine does not relieve leg cramps.\n",
}
ASKED = {"q": "what causes leg cramps", "from": "dehydration", "to": "leg cramps"}
SLOW = {"dumps.dump", "catalogue.void"}  # files, and what is worked out for some seconds


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library", create=True)
    (library.home / "vocabulary").mkdir(exist_ok=True)
    (library.home / "vocabulary" / "01-hostile.tsv").write_text(VOCABULARY, encoding="utf-8")
    ingest(library, [folder / "articles"], Options(jobs=1))
    library.close()
    yield folder / "library"


@pytest.fixture(scope="module")
def library(hostile_home: Path) -> Iterator[Library]:
    with Library.open(hostile_home) as library:
        yield library


@pytest.fixture(scope="module")
def app(library: Library) -> Flask:
    return create_app(library, Settings(costly_per_minute=0))


@pytest.fixture(scope="module")
def keys(library: Library) -> tuple[str, ...]:
    """Ids of things that have hostile names: concepts, articles, claims."""
    with library.reading() as generation:
        graph = generation.graph
        concepts = [one.id for one in graph.concepts() if one.origin is not Origin.BUILTIN]
        documents = [one.id for one in graph.documents()]
        said = sorted({assertion_id(one.key) for one in graph.said_in(documents)})
        assert len(concepts) >= 3 and len(documents) == 2
        return (*concepts[:3], "leg-cramp", *documents, *said[:2])


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in SLOW]


def paths(rule: Rule, keys: tuple[str, ...]) -> Iterator[str]:
    """The addresses that a rule may mean: each of its choices, each key; for a free text what is hostile."""
    pieces: list[tuple[str, ...]] = []
    for dynamic, text in rule._trace:
        converter = rule._converters.get(text)
        if not dynamic or converter is None:
            pieces.append((text.partition("|")[2] if text == "|" else text,))
        elif hasattr(converter, "items"):
            pieces.append(tuple(converter.items))
        elif "A-Z" in converter.regex:
            pieces.append(("concept", "document", "assertion") if text == "kind" else keys)
        else:
            pieces.append(tuple(quote(payload) for payload in PAYLOADS))
    yield from ("/" + "".join(chosen).lstrip("|/") for chosen in product(*pieces))


def parameters() -> list[str]:
    """The names of all parameters that the service reads, as its code has them."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in WEB.glob("*.py"))
    return sorted(set(re.findall(r"""args(?:, |\.get\(|\.getlist\(|\[)"(\w+)\"""", code)) - set(ASKED))


def asked(client: FlaskClient, path: str, payloads: tuple[str, ...]) -> Iterator[tuple[Any, int, list[str]]]:
    """What is wrong with an address, asked in every hostile way."""
    ways: list[dict[str, str]] = [ASKED, *(dict.fromkeys(ASKED, payload) for payload in payloads)]
    others = parameters()
    if client.get(path, query_string=ASKED | dict.fromkeys(others, PAYLOADS[0])).status_code == 400:
        ways += [ASKED | {name: PAYLOADS[0]} for name in others]
    for way in ways:
        answer = client.get(path, query_string=way, headers={"Accept": "text/html,*/*;q=0.5"})
        yield way, answer.status_code, faults(answer)


def test_nothing_of_a_strangers_text_runs_anywhere(app: Flask, keys: tuple[str, ...]) -> None:
    client = app.test_client()
    wrong, shown = [], set()
    for rule in rules(app):
        good = [path for path in paths(rule, keys) if client.get(path, query_string=ASKED).status_code in {200, 303}]
        payloads = PAYLOADS[:1] if rule.arguments else PAYLOADS  # which things there are is hostile enough
        for path in good[:2] or list(paths(rule, keys))[:1]:
            for way, status, found in asked(client, path, payloads):
                wrong += [f"{path} {way}: {one}" for one in found]
                shown |= {rule.endpoint} if status < 400 else set()
    assert not wrong, "\n".join(wrong)
    assert {"pages.ask", "pages.links", "searching.search", "concepts.concept", "documents.document"} <= shown
    assert len(shown) > 30
