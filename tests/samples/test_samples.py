from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

DATA = Path(__file__).parents[2] / "data"
SAMPLES = DATA / "samples"
FILES = tuple(sorted(path for path in SAMPLES.rglob("*") if path.is_file()))
REWORDED_PAIR = ("night-leg-cramps.md", "sleepwell-night-cramps.md")
FIELDS = ("title", "source", "publisher", "published")
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
OUTSIDE = frozenset("head nav header footer aside script style form figure".split())
FURNITURE = re.compile(r"cookie|share|\bad\b|promo|comments|related|sidebar|topbar|toc|newsletter|breadcrumb|skip-link")

every_file = pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])


class ArticleText(HTMLParser):
    """Collects the words outside page furniture, which the samples mark by element, class or id."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            names = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
            self.hidden.append(self.hidden[-1] or tag in OUTSIDE or FURNITURE.search(names) is not None)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden[-1]:
            self.words.extend(data.split())


def article_words(path: Path) -> list[str]:
    if path.suffix == ".pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = ArticleText()
        parser.feed(text)
        return parser.words
    return FRONT_MATTER.sub("", text).split()


def front_matter(path: Path) -> dict[str, str]:
    found = FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    lines = found[1].splitlines() if found else []
    return {name: value.strip().strip('"') for name, _, value in (line.partition(":") for line in lines)}


def shingles(path: Path, size: int) -> set[tuple[str, ...]]:
    words = [word for word in (re.sub(r"\W", "", word).lower() for word in article_words(path)) if word]
    return set(zip(*(words[start:] for start in range(size)), strict=False))


def test_there_are_enough_articles_in_every_format() -> None:
    by_suffix = {suffix: sum(path.suffix == suffix for path in FILES) for suffix in (".txt", ".md", ".html", ".pdf")}
    assert sum(by_suffix.values()) == len(FILES) >= 24
    assert by_suffix[".txt"] >= 8
    assert by_suffix[".md"] >= 8
    assert (by_suffix[".html"], by_suffix[".pdf"]) == (2, 1)


@every_file
def test_an_article_has_300_to_900_words(path: Path) -> None:
    assert 300 <= len(article_words(path)) <= 900


def test_articles_with_front_matter_name_their_source() -> None:
    filled = {path.name: front_matter(path) for path in FILES if path.suffix == ".md"}
    filled = {name: fields for name, fields in filled.items() if fields}
    assert len(filled) >= 6
    for name, fields in filled.items():
        assert tuple(fields) == FIELDS, name
        assert fields["title"], name
        assert fields["publisher"], name
        assert re.fullmatch(r"https://example\.org/[a-z0-9/-]+", fields["source"]), name
        assert re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", fields["published"]), name
    sources = [fields["source"] for fields in filled.values()]
    assert len(set(sources)) == len(sources)


def test_some_articles_have_no_front_matter() -> None:
    assert sum(not front_matter(path) for path in FILES if path.suffix == ".md") >= 2


@pytest.mark.parametrize("name", ["potassium-rich-foods.html", "migraine-triggers.html"])
def test_web_pages_have_furniture_around_headings_and_lists(name: str) -> None:
    page = (SAMPLES / name).read_text(encoding="utf-8").lower()
    for needed in ("<nav", "cookie", "share", "<footer", "disclaimer", "subscribe", "<h1>", "<h2", "<h3>", "<li>"):
        assert needed in page, needed


def test_no_two_articles_have_the_same_content() -> None:
    texts = sorted((" ".join(article_words(path)).lower(), path.name) for path in FILES)
    assert [(one[1], other[1]) for one, other in pairwise(texts) if one[0] == other[0]] == []


def test_the_reworded_copy_shares_no_sentence_but_has_another_publisher() -> None:
    original, copy = (SAMPLES / name for name in REWORDED_PAIR)
    assert front_matter(original)["publisher"] != front_matter(copy)["publisher"]
    assert shingles(original, 8) & shingles(copy, 8) == set()


def test_the_script_makes_the_pdf_byte_for_byte(tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    subprocess.run([sys.executable, str(DATA / "make_sample_pdf.py"), str(made)], check=True)
    assert made.read_bytes() == (SAMPLES / "dialysis-cramps.pdf").read_bytes()


def test_the_note_beside_the_folder_lists_every_article_and_the_licence() -> None:
    note = (DATA / "SAMPLES.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([^`]+)` \|", note, re.MULTILINE)) == [path.name for path in FILES]
    assert "CC0" in note
    for name in REWORDED_PAIR:
        assert re.search(rf"`{re.escape(name)}` .*\*\*.*reword", note), name
