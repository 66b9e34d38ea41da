"""Renew what the cells of docs/analysis.ipynb gave: run them over a library of the sample articles.

    python docs/notebook.py

The text of the cells stays; nothing that differs from run to run (times, places) is kept.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "analysis.ipynb"


def executed(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook with what its cells give in a folder that holds a library."""
    fresh = nbformat.from_dict(notebook)
    settings = {"metadata": {"path": str(folder)}}
    NotebookClient(fresh, timeout=120, kernel_name="python3", record_timing=False, resources=settings).execute()
    fresh.metadata = nbformat.from_dict({"kernelspec": {"display_name": "Python 3", "name": "python3"}})
    return fresh


def read() -> NotebookNode:
    """The notebook as it stands."""
    return nbformat.read(NOTEBOOK, as_version=4)


def main() -> None:
    """Make a library of the samples, run the notebook over it, and write it back."""
    with tempfile.TemporaryDirectory() as place:
        ingest = [sys.executable, "-m", "myograph.cli", "ingest", "data/samples", "--home", f"{place}/library"]
        subprocess.run(ingest, cwd=ROOT, check=True)
        text = nbformat.writes(executed(read(), Path(place)))
    NOTEBOOK.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
