"""The same articles give the same export, byte for byte, however they came in."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.commands.export import FORMATS

NQ = ("nq",)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def chosen(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some sample articles, each in a folder of its own so that they can be given in any order."""
    folder = tmp_path_factory.mktemp("chosen")
    places = []
    for source in sorted(samples.iterdir())[:12]:
        (place := folder / source.stem).mkdir()
        (place / source.name).write_bytes(source.read_bytes())
        places.append(place)
    return places


@pytest.fixture(scope="module")
def reference(run: Run, chosen: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The exports of all of them, read at once by one process, made by others with whatever hash seeds they have."""
    home = tmp_path_factory.mktemp("reference") / "library"
    ingest(run, home, chosen, jobs=1, seed=0)
    return {form: run("export", "--format", form, home=home).stdout for form in FORMATS}


def ingest(run: Run, home: Path, paths: list[Path], *, jobs: int, seed: int) -> None:
    done = run("ingest", *paths, "--jobs", str(jobs), home=home, env={"PYTHONHASHSEED": str(seed)})
    assert done.returncode == 0, done.stderr


def exports(run: Run, home: Path, *, seed: int, forms: tuple[str, ...] = FORMATS) -> dict[str, str]:
    env = {"PYTHONHASHSEED": str(seed)}
    return {form: run("export", "--format", form, home=home, env=env).stdout for form in forms}


def differing(found: dict[str, str], reference: dict[str, str]) -> list[str]:
    return [form for form, text in found.items() if text != reference[form]]


def test_order_of_arguments_jobs_and_hash_seed_make_no_difference(
    run: Run, chosen: list[Path], reference: dict[str, str], tmp_path: Path
) -> None:
    home = tmp_path / "library"
    ingest(run, home, chosen[::-1], jobs=2, seed=99)
    assert differing(exports(run, home, seed=98), reference) == []
    assert min(len(text) for text in reference.values()) > 10_000


def test_one_by_one_and_at_once_make_no_difference(
    run: Run, chosen: list[Path], reference: dict[str, str], tmp_path: Path
) -> None:
    home = tmp_path / "library"
    for some in (chosen[8:], chosen[3:9], chosen[:3]):
        ingest(run, home, some, jobs=1, seed=5)
    assert differing(exports(run, home, seed=6, forms=NQ), reference) == []


def test_what_was_there_for_a_while_leaves_no_trace(
    run: Run, chosen: list[Path], reference: dict[str, str], tmp_path: Path
) -> None:
    home = tmp_path / "library"
    (other := tmp_path / "other.txt").write_text("Rust\n\nSmoking causes headache.\n", encoding="utf-8")
    ingest(run, home, [*chosen[:5], other], jobs=1, seed=1)
    assert run("ingest", *chosen, "--prune", home=home).returncode == 0
    assert differing(exports(run, home, seed=2, forms=NQ), reference) == []
