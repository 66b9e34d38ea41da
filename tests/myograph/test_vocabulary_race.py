"""Two processes add vocabularies to one library at the same time: neither loses anything to the other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from myograph.additions import additions_in
from myograph.library import Library

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HEADER = "label\tnames\ttype\tbroader\tidentifiers\tunsafe\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe is what holds the first process back")
def test_what_another_process_adds_meanwhile_is_built_upon(library: Library, tmp_path: Path, run: Run) -> None:
    (first := tmp_path / "above.csv").write_text("label,type,broader\nzogma,condition,\n", encoding="utf-8")
    (second := tmp_path / "below.csv").write_text("label,type,broader\nzogitis,condition,zogma\n", encoding="utf-8")
    gate = library.home / "vocabulary" / "00-gate.tsv"
    gate.parent.mkdir()
    os.mkfifo(gate)  # who reads the library's vocabularies waits here
    command = [sys.executable, "-m", "myograph.cli", "--home", str(library.home), "vocabulary", "add", str(second)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as late:
        with gate.open("w", encoding="utf-8") as opened:  # it is waiting now
            gate.unlink()
            gate.write_text(HEADER, encoding="utf-8")
            early = run("vocabulary", "add", first, home=library.home)
            opened.write(HEADER)
        out, err = late.communicate()
    assert (early.returncode, early.stderr) == (0, "")
    assert (late.returncode, err) == (0, "")
    kept = {addition.name: addition.text for addition in additions_in(library.home)}
    assert list(kept) == ["00-gate.tsv", "01-above.tsv", "02-below.tsv"]
    assert "02-below.tsv" in out
    assert "zogitis\t\tcondition\tzogma" in kept["02-below.tsv"]
    shown = run("vocabulary", "show", "zogitis", home=library.home)
    assert "broader     zogma" in shown.stdout
    assert run("vocabulary", "check", home=library.home).returncode == 0
