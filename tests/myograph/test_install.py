"""An ordinary installation works from any folder, with no checkout around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "build", "*.egg-info", "library", "node_modules", "tests", "__pycache__")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made of a copy of the sources."""
    sources = tmp_path_factory.mktemp("sources") / "myograph"
    shutil.copytree(ROOT, sources, ignore=LEFT_OUT)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", ".", "."]
    subprocess.run(command, cwd=sources, check=True, capture_output=True)
    (made,) = sources.glob("myograph-*.whl")
    return made


def test_the_wheel_holds_every_file_of_data_and_web(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    data = {f"myograph/data/{file.relative_to(ROOT / 'data')}" for file in files(ROOT / "data")}
    web = {str(file.relative_to(ROOT)) for folder in ("templates", "static") for file in files(ROOT / "web" / folder)}
    code = {
        str(file.relative_to(ROOT))
        for package in ("graph", "ingest", "search", "web", "myograph")
        for file in (*(ROOT / package).rglob("*.py"), *(ROOT / package).rglob("*.css"))
    }
    assert sorted((data | web | code) - held) == []


def test_it_works_from_any_folder(wheel: Path, tmp_path: Path, articles: Path) -> None:
    place = tmp_path / "place"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(place), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(place)}
    where = [
        sys.executable,
        "-c",
        "import graph, web, myograph.data as d; print(graph.__file__, web.__file__, d.__file__)",
    ]
    found = subprocess.run(where, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout
    assert [path.startswith(str(place)) for path in found.split()] == [True, True, True]
    command = [sys.executable, str(place / "bin" / "myograph")]
    done = subprocess.run(
        [*command, "ingest", articles], cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
    )
    assert done.stdout == "6 added, 0 changed, 0 removed, 0 unchanged; generation 1 of library.\n", done.stderr
    asked = [*command, "ask", "what causes headache"]
    answer = subprocess.run(asked, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert "headache" in answer.stdout


def files(folder: Path) -> list[Path]:
    """The files that are to be installed: all but tools for the repository and what is made at run time."""
    kinds = {
        ".py",
        ".tsv",
        ".ttl",
        ".rq",
        ".html",
        ".css",
        ".js",
        ".svg",
        ".png",
        ".ico",
        ".txt",
        ".md",
        ".pdf",
        ".json",
    }
    found = (file for file in folder.rglob("*") if file.is_file() and file.suffix in kinds)
    return sorted(file for file in found if "__pycache__" not in file.parts and file.name not in {"SAMPLES.md"})
