"""The text index: searching, ranking, units, forks, threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model import Document, Sentence
from search.errors import IndexMissingError, ShortPrefixError
from search.index import Index
from search.model import How, Unit

Made = tuple[Document, tuple[Sentence, ...]]
Make = Callable[[str, str, list[str]], Made]

LINES = {
    "b.txt": ("Cramps in runners", ["Magnesium is a mineral.", "# Sleep", "A lack of sleep brings on cramps."]),
    "a.txt": ("Cramps in runners", ["Magnesium is a mineral.", "# Sleep", "A lack of sleep brings on cramps."]),
    "c.txt": ("Quinine", ["Tonic water holds quinine.", "# Doses", "It was once given for cramping legs."]),
    "d.txt": ("Magnesium oil", ["Oil is rubbed in.", "Sleep well. Lack nothing."]),
}


@pytest.fixture(scope="module")
def documents(make: Make) -> dict[str, Made]:
    return {name: make(name, title, lines) for name, (title, lines) in LINES.items()}


@pytest.fixture(scope="module")
def index(documents: dict[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index.create(tmp_path_factory.mktemp("index") / "text")
    fill(made, documents.values())
    yield made
    made.close()


def fill(index: Index, documents: object) -> None:
    with index.writer() as writer:
        for document, sentences in documents:  # type: ignore[attr-defined]  # pairs
            writer.add(document, sentences)


def found(index: Index, query: str, unit: Unit = Unit.DOCUMENT) -> list[str]:
    return [hit.document.partition("-")[0] for hit in index.search(query, How(unit)).hits]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("quinine", ["c"], id="one word"),
        pytest.param("cramp", ["a", "b", "c"], id="other forms; title before text; equal scores by document id"),
        pytest.param("magnesium", ["d", "a", "b"], id="title before text"),
        pytest.param('"lack of sleep"', ["a", "b"], id="phrase over a word that is not indexed"),
        pytest.param('"sleep lack"', [], id="near miss: a sentence lies between"),
        pytest.param('"runners magnesium"', [], id="near miss: no phrase runs from the title into the text"),
        pytest.param("mineral AND sleep", ["a", "b"], id="both words, in two passages"),
        pytest.param("sleep NOT runners", ["d"], id="not"),
        pytest.param("quinine OR oil", ["c", "d"], id="or"),
        pytest.param("title:quinine", ["c"], id="title"),
        pytest.param("title:tonic", [], id="near miss: only in the text"),
        pytest.param("heading:sleep", ["a", "b"], id="heading"),
        pytest.param("magn*", ["d", "a", "b"], id="prefix"),
        pytest.param("the of and", [], id="words that say nothing"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_documents(index: Index, query: str, names: list[str]) -> None:
    hits = index.search(query, How(Unit.DOCUMENT))
    assert sorted(hit.document.partition("-")[0] for hit in hits.hits) == sorted(names)
    assert hits.total == len(names)
    assert [hit.score for hit in hits.hits] == sorted((hit.score for hit in hits.hits), reverse=True)


def test_order(index: Index) -> None:
    assert found(index, "magnesium")[0] == "d"
    assert found(index, "cramp")[:2] == ["a", "b"]


def test_a_hit_points_into_the_text(index: Index, documents: dict[str, Made]) -> None:
    texts = {document.id: document.text for document, _ in documents.values()}
    hits = index.search("cramps lack").hits
    assert len(hits) == 6
    for hit in hits:
        text = texts[hit.document]
        assert hit.unit is Unit.PASSAGE
        assert text[hit.snippet.span.start : hit.snippet.span.end] == hit.snippet.text
        assert hit.span.holds(hit.snippet.span)
    best = hits[0]
    assert best.section == "Cramps in runners > Sleep"
    assert [texts[best.document][mark.start : mark.end] for mark in best.snippet.marks] == ["lack", "cramps"]


def test_pages_do_not_overlap(index: Index) -> None:
    whole = index.search("cramps magnesium sleep", limit=20).hits
    pages = [index.search("cramps magnesium sleep", limit=2, offset=at).hits for at in range(0, len(whole), 2)]
    assert tuple(hit for page in pages for hit in page) == whole


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("(quinine", "could not be read"),
        ("NOT quinine", "NOT was left out"),
        ("drug:quinine", "“drug:” was read as words"),
        ("quinine title:", "“title:” was read as words"),
        ("quinine~2", "“quinine~2” was read as words"),
        ("quinine OR", "“OR” was read as words"),
        ("quinine", ""),
        ("title:quinine OR heading:quinine OR quinine", ""),
    ],
)
def test_what_cannot_be_read_is_searched_as_words_and_says_so(index: Index, query: str, note: str) -> None:
    hits = index.search(query)
    assert hits.total == 2
    assert note in hits.note and bool(note) is bool(hits.note)


def test_a_long_query_is_cut_and_says_so(index: Index) -> None:
    hits = index.search("quinine " * 200 + "magnesium")
    assert "first 500 characters" in hits.note
    assert hits.total == 2


def test_a_short_prefix_is_refused(index: Index) -> None:
    with pytest.raises(ShortPrefixError):
        index.search("ma*")


def test_plain_search_reads_no_syntax(index: Index) -> None:
    assert index.search_plain("quinine AND oil ma*").total == index.search("quinine oil ma").total > 0


def test_the_order_of_documents_does_not_show(documents: dict[str, Made], index: Index, tmp_path: Path) -> None:
    other = Index.create(tmp_path / "text")
    fill(other, reversed(documents.values()))
    for query in ("cramps", "magnesium sleep", '"lack of sleep"'):
        for unit in Unit:
            assert other.search(query, How(unit)).hits == index.search(query, How(unit)).hits
    other.close()


def test_a_fork_leaves_its_source_as_it_is(documents: dict[str, Made], tmp_path: Path, make: Make) -> None:
    source = Index.create(tmp_path / "one")
    fill(source, documents.values())
    before = {file.name: file.read_bytes() for file in source.path.iterdir()}
    child = Index.fork(source.path, tmp_path / "two")
    with child.writer() as writer:
        writer.remove(documents["c.txt"][0].id)
        writer.add(*make("e.txt", "New", ["Quinine again."]))
        assert found(source, "quinine") == ["c"]
    assert found(source, "quinine") == ["c"]
    assert found(child, "quinine") == ["e"]
    assert {file.name: file.read_bytes() for file in source.path.iterdir()} == before
    child.close()
    source.close()
    again = Index.open(tmp_path / "two")
    assert found(again, "quinine") == ["e"]
    assert {file.suffix for file in again.path.iterdir()} == {".seg", ".toc"}


def test_a_writer_that_fails_changes_nothing(documents: dict[str, Made], tmp_path: Path) -> None:
    index = Index.create(tmp_path / "text")
    fill(index, [documents["a.txt"]])
    with pytest.raises(KeyboardInterrupt), index.writer() as writer:
        writer.add(*documents["c.txt"])
        raise KeyboardInterrupt
    assert found(index, "quinine cramps") == ["a"]
    fill(index, [documents["c.txt"]])
    assert found(index, "quinine") == ["c"]


@pytest.mark.parametrize("content", [None, b"", b"no index"], ids=["no folder", "empty file", "garbage"])
def test_what_is_no_index_is_named_with_a_way_out(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "text"
    if content is not None:
        path.mkdir()
        (path / "_MAIN_1.toc").write_bytes(content)
    with pytest.raises(IndexMissingError, match="reindex"):
        Index.open(path)


def test_many_threads_search_at_once(index: Index) -> None:
    expected = [found(index, query) for query in ("cramps", "quinine OR oil", "magn*")]
    wrong: list[object] = []

    def work() -> None:
        for _ in range(20):
            got = [found(index, query) for query in ("cramps", "quinine OR oil", "magn*")]
            wrong.extend([got] if got != expected else [])

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("lines", [["The of and to."], [""]], ids=["only words that say nothing", "no words"])
def test_a_passage_without_words_of_its_own_is_found_by_its_title(tmp_path: Path, make: Make, lines: list[str]) -> None:
    index = Index.create(tmp_path / "text")
    fill(index, [make("x.txt", "Quinine", lines)])
    assert found(index, "quinine or magnesium") == ["x"]
    index.close()


def test_a_phrase_in_a_very_long_passage_takes_time_by_its_length(make: Make, tmp_path: Path) -> None:
    index = Index.create(tmp_path / "text")
    fill(index, [make("long.txt", "Long", ["cramps quinine " * 60_000 + "at last tonic"])])
    started = time.process_time()
    assert found(index, '"cramps quinine"') == ["long"]
    assert found(index, '"quinine tonic"') == []  # words so far in are not told apart, so they make no phrase
    assert time.process_time() - started < 20  # each compared with each other one would take minutes
    index.close()


def test_a_heading_longer_than_a_passage_is_not_kept_with_each_passage_below_it(make: Make, tmp_path: Path) -> None:
    index = Index.create(tmp_path / "text")
    heading = "night cramps " * 20_000 + "zorbium"
    fill(index, [make("a.txt", heading, [f"# {heading}", *(f"Line {n}. {'filler ' * 120}" for n in range(100))])])
    hits = index.search("filler").hits
    assert len(hits) == 10
    assert all(len(hit.title) + len(hit.section) < 3_000 for hit in hits)
    (held,) = index.search("zorbium").hits  # all its words are found all the same
    assert held.span.end - held.span.start == len(heading)
    assert sum(file.stat().st_size for file in (tmp_path / "text").iterdir()) < 5_000_000
    index.close()
