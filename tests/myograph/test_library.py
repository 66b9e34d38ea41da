"""Generations: published, read, kept, gone back to, refused."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.build import Options, ingest, reindex
from myograph.errors import (
    BadBaseError,
    FixedBaseError,
    GenerationMissingError,
    LibraryBusyError,
    LibraryEmptyError,
    LibraryMissingError,
    NewerLibraryError,
    NotALibraryError,
    NothingToRollBackError,
    UncheckedError,
)
from myograph.library import KEPT, Library

ONE = Options(jobs=1)
Names = Callable[[Library], list[str]]


def change(path: Path, text: str = "Smoking can cause headache.") -> None:
    path.write_text(path.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")


def test_rollback_goes_to_the_parent_and_numbers_are_not_used_again(
    library: Library, articles: Path, names_in: Names
) -> None:
    ingest(library, [articles / "article-0.txt"], ONE)
    with pytest.raises(NothingToRollBackError):
        library.rollback()
    ingest(library, [articles / "article-1.txt"], ONE)
    assert library.rollback() == 1
    assert names_in(library) == ["article-0.txt"]
    ingest(library, [articles / "article-2.txt"], ONE)
    assert (library.current(), library.manifest().parent) == (3, 1)
    assert names_in(library) == ["article-0.txt", "article-2.txt"]
    assert library.rollback() == 1


def test_the_last_generations_are_kept(library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEPT == 5
    monkeypatch.setattr("myograph.library.KEPT", 2)
    for number in range(4):
        change(articles / "article-0.txt", f"Smoking can cause headache number {number}.")
        ingest(library, [articles / "article-0.txt"], ONE)
    assert library.kept() == (3, 4)
    with pytest.raises(GenerationMissingError), library.reading(1):
        pass


def test_reindex_gives_the_same_hits(stocked: Library, articles: Path) -> None:
    with stocked.reading() as generation:
        before = generation.index.search("cramps")
        quads = generation.store.nquads()
    assert reindex(stocked) == 2
    with stocked.reading() as generation:
        assert generation.index.search("cramps") == before
        assert generation.store.nquads() == quads


def test_readers_keep_what_they_hold_and_move_on(library: Library, articles: Path) -> None:
    reader = Library.open(library.home)
    ingest(library, [articles / "article-0.txt"], ONE)
    with reader.reading() as first:
        ingest(library, [articles / "article-1.txt"], ONE)
        with reader.reading() as second:
            assert (first.number, second.number) == (1, 2)
            with reader.reading() as third:
                assert third is second
        assert len(first.graph.documents()) == 1
        assert first.index.search("dehydration").total > 0


def test_many_threads_read_while_generations_change(library: Library, articles: Path) -> None:
    ingest(library, [articles / "article-0.txt"], ONE)
    reader = Library.open(library.home)
    done = threading.Event()
    failures: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                with reader.reading() as generation:
                    assert len(generation.graph.documents()) == len(generation.manifest.documents)
                    assert generation.index.search("cause").total == len(generation.manifest.documents)
                time.sleep(0.01)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(1, 4):
        ingest(library, [articles / f"article-{number}.txt"], ONE)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_second_writer_is_told_who_the_first_one_is(library: Library, articles: Path) -> None:
    with library.writing("myograph ingest elsewhere"):
        with pytest.raises(LibraryBusyError) as caught:
            ingest(Library.open(library.home), [articles], ONE)
        assert f"`myograph ingest elsewhere` (process {os.getpid()} on " in str(caught.value)
        assert library.status().writer is not None
    assert library.status().writer is None
    assert ingest(library, [articles], ONE).generation == 1


def test_leftovers_are_swept_by_the_next_writer(library: Library, articles: Path) -> None:
    leftover = library.home / "generations" / "000007.tmp"
    (leftover / "graph").mkdir(parents=True)
    assert library.kept() == ()
    ingest(library, [articles], ONE)
    assert [place.name for place in (library.home / "generations").iterdir()] == ["000001"]


def test_a_generation_that_does_not_hold_what_it_should_is_not_published(
    library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(library, [articles / "article-0.txt"], ONE)
    monkeypatch.setattr("myograph.edition._Batch.write", lambda *_, **__: None)
    with pytest.raises(UncheckedError):
        ingest(library, [articles], ONE)
    assert (library.current(), library.kept()) == (1, (1,))
    assert [place.name for place in (library.home / "generations").iterdir()] == ["000001"]


def test_a_newer_library_is_refused(stocked: Library, articles: Path) -> None:
    manifest = stocked.folder(1) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "format": 3}), encoding="utf-8")
    with pytest.raises(NewerLibraryError, match="has format 3; this Myograph knows formats up to 2"), stocked.reading():
        pass
    settings = stocked.home / "settings.json"
    settings.write_text('{"format": 4, "base": "http://x/"}', encoding="utf-8")
    with pytest.raises(NewerLibraryError):
        Library.open(stocked.home)


def test_a_missing_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissingError, match="myograph ingest PATH --home"):
        Library.open(tmp_path / "nowhere")


def test_an_empty_library_says_so(library: Library) -> None:
    with pytest.raises(LibraryEmptyError), library.reading():
        pass


@pytest.mark.parametrize("other", ["a file", "a folder with something in it"])
def test_no_library_is_made_in_other_peoples_places(tmp_path: Path, other: str) -> None:
    place = tmp_path / "place"
    if other == "a file":
        place.write_text("something", encoding="utf-8")
    else:
        place.mkdir()
        (place / "letter.odt").write_text("something", encoding="utf-8")
    with pytest.raises(NotALibraryError):
        Library.open(place, create=True)


def test_the_base_is_fixed_when_the_library_is_made(home: Path, articles: Path) -> None:
    library = Library.open(home, create=True, base="https://example.org/health/")
    ingest(library, [articles], ONE)
    with library.reading() as generation:
        assert b"<https://example.org/health/id/concept/" in generation.store.nquads()
    assert Library.open(home, create=True, base="https://example.org/health/").settings == library.settings
    with pytest.raises(FixedBaseError):
        Library.open(home, create=True, base="https://example.org/")


@pytest.mark.parametrize("base", ["example.org/", "https://example.org", "https://exa mple.org/", "ftp://example.org/"])
def test_a_bad_base_makes_no_library(home: Path, base: str) -> None:
    with pytest.raises(BadBaseError):
        Library.open(home, create=True, base=base)
    assert not home.exists()
