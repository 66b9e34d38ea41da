"""How often a process looks for garbage."""

from __future__ import annotations

import gc

from graph.thrift import spare_what_lasts, uncollected


def test_what_lasts_is_spared_and_the_rest_looked_through_less_often() -> None:
    thresholds, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        spare_what_lasts()
        assert gc.get_freeze_count() > frozen
        assert thresholds[0] < gc.get_threshold()[0] <= 50_000
        assert gc.get_threshold()[1:] == thresholds[1:]
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)


def test_nothing_is_collected_inside() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
