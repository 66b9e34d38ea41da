"""The worked notebook: it runs as it stands, and shows what it gives."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from nbformat import NotebookNode, validate

ROOT = Path(__file__).parents[1]


def script() -> ModuleType:
    """`docs/notebook.py`, which runs it."""
    spec = importlib.util.spec_from_file_location("renew_notebook", ROOT / "docs" / "notebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NOTEBOOK = script()


@pytest.fixture(scope="module")
def kept() -> NotebookNode:
    notebook: NotebookNode = NOTEBOOK.read()
    return notebook


@pytest.fixture(scope="module")
def now(kept: NotebookNode, sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    folder = tmp_path_factory.mktemp("analyst")
    shutil.copytree(sample_home, folder / "library")
    notebook: NotebookNode = NOTEBOOK.executed(kept, folder)
    return notebook


def given(notebook: NotebookNode) -> list[list[str]]:
    """In which forms each cell shows itself."""
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    return [sorted(form for output in some for form in (output.output_type, *output.data)) for some in outputs]


def words_of(notebook: NotebookNode) -> list[set[str]]:
    """The words that each cell shows."""
    shown = [str([output.data for output in cell.outputs]) for cell in notebook.cells if cell.cell_type == "code"]
    return [set(re.findall(r"[a-z]{4,}", text.lower())) for text in shown]


def test_every_cell_gives_what_is_shown_below_it(kept: NotebookNode, now: NotebookNode) -> None:
    assert given(kept) == given(now), "run python docs/notebook.py"
    for shown, printed in zip(words_of(kept), words_of(now), strict=True):
        assert len(shown & printed) >= 0.4 * len(shown), "run python docs/notebook.py"


def test_what_is_kept_is_the_same_on_every_machine(kept: NotebookNode) -> None:
    validate(kept)
    text = NOTEBOOK.NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 250_000
    assert set(kept.metadata) == {"kernelspec"}
    assert all(not cell.metadata for cell in kept.cells)
    assert [cell.id for cell in kept.cells] == [f"cell-{number:02}" for number in range(1, len(kept.cells) + 1)]
    assert re.findall(r"/(?:home|tmp|root|Users|work)/\w+| at 0x\w+", text) == []


def test_the_analysis_finds_something(now: NotebookNode) -> None:
    said = str([cell.get("outputs", "") for cell in now.cells])
    assert {"execute_result"} == {form for forms in given(now) for form in forms if "/" not in form}
    assert "<svg" in said
    assert "omeprazole" in said
    assert "dehydration" in said
