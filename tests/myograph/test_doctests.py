"""The examples in what analysts call are run, over the sample articles."""

from __future__ import annotations

import doctest
from pathlib import Path
from types import ModuleType

import pytest

import myograph
from myograph.analysis import asked, replies, rows, subgraph


@pytest.mark.parametrize("module", [asked, replies, rows, subgraph], ids=lambda module: module.__name__)
def test_examples_do_what_they_show(module: ModuleType, sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample_home.parent)
    with myograph.open(sample_home.name) as library:
        done = doctest.testmod(module, extraglobs={"library": library}, optionflags=doctest.REPORT_NDIFF)
    assert done.attempted > 2
    assert done.failed == 0
