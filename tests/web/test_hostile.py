"""What the service does under attack, with the real server: `bench.hostile` says what the attacks are."""

from __future__ import annotations

import json
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

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
    ATTACKS["clients that go away"][0](urlsplit(server).netloc)
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{server}sparql?{urlencode({'query': PRODUCT, 'timeout': '2'})}", timeout=60)
    # it found a place and had all its time: those that nobody waits for hold none
    with refused.value as answer:
        assert json.load(answer)["detail"] == "The query was ended after 2 seconds"
