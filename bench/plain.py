"""The reference: Whoosh by itself, as its own documentation uses it. `python -m bench.plain ARTICLES INDEX` indexes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.qparser.default import QueryParser
from whoosh.qparser.syntax import OrGroup

LIMIT_MB = 1024


def build(articles: Path, target: Path) -> None:
    """Index the .txt files of a folder, whole documents with stored texts, in this process."""
    target.mkdir(parents=True)
    schema = fields.Schema(name=fields.ID(stored=True), title=fields.TEXT(stored=True), text=fields.TEXT(stored=True))
    writer = index.create_in(str(target), schema).writer(limitmb=LIMIT_MB)
    for path in sorted(articles.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        writer.add_document(name=path.name, title=text.partition("\n")[0], text=text)
    writer.commit()


def searching(target: Path) -> Callable[[str], int]:
    """A search for any of the words of a text, which fetches the ten best; returns how many there are."""
    search = ranking(target, 10)
    return lambda text: len(search(text))


def ranking(target: Path, most: int) -> Callable[[str], dict[str, float]]:
    """A search for any of the words of a text: at most so many articles, by name, with what they score."""
    opened = index.open_dir(str(target))
    searcher = opened.searcher()
    parser: Any = QueryParser("text", opened.schema, group=OrGroup)

    def search(text: str) -> dict[str, float]:
        found = searcher.search(parser.parse(" ".join(re.findall(r"\w+", text))), limit=most)
        return {hit.fields()["name"]: hit.score for hit in found}

    return search


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
