"""The same articles give the same export, byte for byte, however they came in."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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
def reference(run: Run, chosen: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export of all of them, read at once by one process."""
    home = tmp_path_factory.mktemp("reference") / "library"
    return export(run, home, (chosen,), jobs=1, seed=0)


def export(run: Run, home: Path, steps: tuple[list[Path], ...], *, jobs: int, seed: int) -> str:
    env = {"PYTHONHASHSEED": str(seed)}
    for paths in steps:
        done = run("ingest", *paths, "--jobs", str(jobs), home=home, env=env)
        assert done.returncode == 0, done.stderr
    return run("export", "--format", "nq", home=home, env=env).stdout


def test_order_of_arguments_jobs_and_hash_seed_make_no_difference(
    run: Run, chosen: list[Path], reference: str, tmp_path: Path
) -> None:
    assert export(run, tmp_path / "library", (chosen[::-1],), jobs=2, seed=99) == reference
    assert reference.count("\n") > 1000


def test_one_by_one_and_at_once_make_no_difference(
    run: Run, chosen: list[Path], reference: str, tmp_path: Path
) -> None:
    steps = (chosen[8:], chosen[3:9], chosen[:3])
    assert export(run, tmp_path / "library", steps, jobs=1, seed=5) == reference


def test_what_was_there_for_a_while_leaves_no_trace(
    run: Run, chosen: list[Path], reference: str, tmp_path: Path
) -> None:
    home = tmp_path / "library"
    (other := tmp_path / "other.txt").write_text("Rust\n\nSmoking causes headache.\n", encoding="utf-8")
    export(run, home, ([*chosen[:5], other],), jobs=1, seed=1)
    assert run("ingest", *chosen, "--prune", home=home).returncode == 0
    assert run("export", "--format", "nq", home=home).stdout == reference
