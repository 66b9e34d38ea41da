from __future__ import annotations

import os
from pathlib import Path

import pytest

from myograph.scan import scan

SUFFIXES = frozenset({".txt", ".md"})


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the text of {name}", encoding="utf-8")


def names(*paths: Path) -> list[str]:
    return [file.name for file in scan(paths, SUFFIXES).found]


def problems(*paths: Path) -> list[tuple[str, str]]:
    return [(problem.what, problem.where) for problem in scan(paths, SUFFIXES).problems]


def test_files_are_named_by_their_path_below_the_folder_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/deep/er/x.TXT", "c.pdf")
    assert names(tmp_path) == ["a/deep/er/x.TXT", "a/z.md", "b.txt"]
    assert problems(tmp_path) == []


def test_a_file_is_named_by_itself(tmp_path: Path) -> None:
    write(tmp_path, "a/z.md")
    assert names(tmp_path / "a" / "z.md") == ["z.md"]


def test_hidden_files_and_folders_are_left_out_unless_named(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", ".git/a.txt", "seen.txt")
    assert names(tmp_path) == ["seen.txt"]
    assert names(tmp_path / ".hidden.txt") == [".hidden.txt"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        pytest.param("a.doc", "Files of the kind '.doc' cannot be read", id="other suffix"),
        pytest.param("README", "The file's name has no suffix", id="no suffix"),
        pytest.param("missing.txt", "It cannot be read: No such file or directory", id="missing"),
        pytest.param("loop.txt", "It cannot be read: Too many levels of symbolic links", id="link to itself"),
        pytest.param("pipe.txt", "This is neither a file nor a folder", id="pipe"),
    ],
)
def test_what_is_named_and_cannot_be_read_is_a_problem(tmp_path: Path, name: str, what: str) -> None:
    write(tmp_path, "a.doc", "README")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems(tmp_path / name) == [(what, str(tmp_path / name))]


def test_a_broken_link_in_a_folder_is_a_problem_and_the_rest_is_found(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    assert names(tmp_path) == ["a.txt"]
    assert problems(tmp_path) == [("It cannot be read: No such file or directory", str(tmp_path / "gone.txt"))]


def test_links_to_folders_are_followed_and_loops_end(tmp_path: Path) -> None:
    write(tmp_path, "in/z/a.txt", "out/b.txt")
    (tmp_path / "in" / "z" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "alias").symlink_to("z")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "out")
    assert names(tmp_path / "in") == ["other/b.txt", "z/a.txt"]
    assert problems(tmp_path / "in") == []


def test_the_same_name_from_two_folders_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "one/a.txt", "two/a.txt")
    expected = [(f"Another file has the same name below its folder: {tmp_path / 'one' / 'a.txt'}", "a.txt")]
    for order in (("one", "two"), ("two", "one")):
        folders = [tmp_path / name for name in order]
        assert names(*folders) == ["a.txt"]
        assert [(what, Path(where).name) for what, where in problems(*folders)] == expected


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    assert names(tmp_path, tmp_path / "a.txt") == ["a.txt"]
    assert problems(tmp_path, tmp_path / "a.txt") == []


def test_a_name_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"text")
    assert names(tmp_path) == ["a.txt"]
    assert problems(tmp_path) == [
        ("The file's name is not valid UTF-8", f"{tmp_path}/caf\N{REPLACEMENT CHARACTER}.txt")
    ]


def test_what_cannot_be_looked_at_is_told_by_name(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "unmounted").symlink_to("/nowhere/at/all")
    seen = scan([tmp_path, tmp_path / "missing"], SUFFIXES)
    assert seen.unseen == ("", "loop", "unmounted")
    assert [Path(problem.where).name for problem in seen.problems] == ["loop", "missing"]
