"""What the service does under attack, with the real server: `bench.hostile` says what the attacks are."""

from __future__ import annotations

import sys
import time
from urllib.parse import urlsplit

import pytest

from bench.hostile import ATTACKS, LIGHT, PRODUCT, Beside, ask
from bench.measure import percentile


@pytest.mark.parametrize("name", ATTACKS)
def test_light_questions_of_others_go_on(server: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    attack, right = ATTACKS[name]
    netloc = urlsplit(server).netloc
    assert ask(netloc, LIGHT) == "200"
    with Beside(netloc) as beside:
        outcomes = attack(netloc)
    assert set(outcomes) <= right, outcomes
    p99 = percentile(beside.took, 0.99)
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {len(beside.took)} light questions, p99 {p99:.0f} ms, {dict(beside.outcomes)}")
    refused = sum(count for status, count in beside.outcomes.items() if status != "200")
    assert set(beside.outcomes) <= {"200", "503"}
    assert refused <= len(beside.took) // 4
    assert percentile(beside.took, 0.5) < 1000
    assert ask(netloc, LIGHT) == "200"


def test_who_goes_away_frees_the_worker(server: str) -> None:
    netloc = urlsplit(server).netloc
    ATTACKS["clients that go away"][0](netloc)
    began = time.monotonic()
    # a query that may take its whole time finds a place: those that nobody waits for hold none
    assert ask(netloc, PRODUCT, address="127.0.8.1", timeout="2") == "503"
    assert time.monotonic() - began >= 2
