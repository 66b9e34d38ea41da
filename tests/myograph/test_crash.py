"""A writer that dies or runs out of room, as a real process: what was published stays, and the next one succeeds."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.build import Options, ingest
from myograph.library import Library

ONE = Options(jobs=1)
KILLS = 10
Names = Callable[[Library], list[str]]


def start(
    home: Path, articles: Path, *more: str, limit: int | None = None, new_group: bool = False
) -> subprocess.Popen[str]:
    def begin() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell starts what runs in its background deaf to Ctrl-C
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "myograph.cli", "ingest", str(articles), "--home", str(home), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=new_group,
        preexec_fn=begin,  # noqa: PLW1509 - this test starts no threads
    )


def is_whole(library: Library) -> bool:
    with library.reading() as generation:
        assert len(generation.graph.documents()) == len(generation.manifest.documents)
        assert generation.index.search("cause").total > 0
        return len(generation.store.nquads()) > 0


def wait(home: Path, process: subprocess.Popen[str], seconds: float, *, in_the_making: bool) -> None:
    """Some seconds, or a tenth of them once a generation is in the making."""
    while in_the_making and process.poll() is None and not any((home / "generations").glob("*.tmp")):
        time.sleep(0.002)
    time.sleep(seconds / 10 if in_the_making else seconds)


def test_kill_at_ten_random_moments(stocked: Library, articles: Path, names_in: Names) -> None:
    chance = random.Random(7)
    swept = 0
    length = 1.0
    for number in range(KILLS):
        for article in articles.iterdir():
            article.write_text(f"{article.stem}\n\nSmoking can cause headache number {number}.\n", encoding="utf-8")
        published = stocked.current()
        process = start(stocked.home, articles, "--jobs", "2")
        assert process.stderr is not None
        process.stderr.readline()  # the work begins; imports are behind it
        began = time.monotonic()
        if number:
            wait(stocked.home, process, length * chance.random(), in_the_making=number % 2 == 1)
            process.send_signal(signal.SIGKILL)
        process.communicate()
        length = length if number else time.monotonic() - began
        swept += any((stocked.home / "generations").glob("*.tmp"))
        assert is_whole(stocked)
        assert stocked.current() in {published, (published or 0) + 1}
    assert swept > 0, "no kill met a generation in the making: the moments are badly chosen"
    (articles / "last.txt").write_text("Last\n\nSmoking can cause insomnia.\n", encoding="utf-8")
    report = ingest(stocked, [articles], ONE)
    assert (report.problems, len(names_in(stocked))) == ((), 7)
    assert not any((stocked.home / "generations").glob("*.tmp"))


def test_the_lock_of_a_killed_writer_is_free_although_its_reading_processes_lived_on(
    library: Library, articles: Path
) -> None:
    for number in range(300):
        (articles / f"more-{number}.txt").write_text(f"Smoking can cause headache number {number}. " * 20)
    process = start(library.home, articles, "--jobs", "2")
    assert process.stderr is not None
    while "Reading" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with library.writing("test"):
        assert library.current() is None


def test_ctrl_c_ends_it_cleanly(library: Library, articles: Path) -> None:
    for number in range(300):
        (articles / f"more-{number}.txt").write_text(f"Smoking can cause headache number {number}. " * 20)
    process = start(library.home, articles, "--jobs", "2", new_group=True)
    assert process.stderr is not None
    while "Reading" not in process.stderr.readline():
        pass
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate()
    assert (process.returncode, told.splitlines()[-1]) == (130, "Interrupted."), told
    assert "Traceback" not in told
    assert list((library.home / "generations").iterdir()) == []


def test_a_full_disk_leaves_the_library_as_it_was(stocked: Library, articles: Path, names_in: Names) -> None:
    (articles / "new.txt").write_text("Smoking can cause headache.\n" * 3000, encoding="utf-8")
    process = start(stocked.home, articles, limit=60_000)
    _, told = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("Error: The new generation could not be written: ")
    assert "Make room" in told
    assert (stocked.current(), len(names_in(stocked))) == (1, 6)
    assert [place.name for place in (stocked.home / "generations").iterdir()] == ["000001"]
    assert ingest(stocked, [articles], ONE).generation == 2


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is of Linux")
def test_a_really_full_disk(tmp_path: Path, articles: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)], check=False).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        process = start(disk / "library", articles)
        _, told = process.communicate()
        assert process.returncode == 1
        assert "Error: The new generation could not be written: " in told
        assert "No space left on device" in told
        assert "try again" not in told  # the mend of the store: one is enough
        assert not (disk / "library").exists()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
