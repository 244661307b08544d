"""While a frame is painted the workers wait; a frame that never ends does not stop them for good."""

from __future__ import annotations

import threading

import pytest

from console.map import gate
from console.map.gate import Gate
from console.map.mvt import layers
from console.map.paint import TileKey, TilePainter
from tests.console.map import made

LONG = 20.0


def test_who_comes_by_while_it_is_shut_waits_until_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LONGEST", LONG)
    one, passed, came = Gate(), threading.Event(), threading.Event()

    def work() -> None:
        came.set()
        one.wait()
        passed.set()

    with one.shut():
        worker = threading.Thread(target=work)
        worker.start()
        assert came.wait(LONG)
        assert not passed.wait(0.2)
    assert passed.wait(LONG)
    worker.join()
    one.wait()  # at once


def test_a_frame_that_never_ends_holds_nobody_for_good() -> None:
    one = Gate()
    with one.shut():
        one.wait()  # comes back


def test_a_fault_in_a_frame_opens_it_again() -> None:
    one = Gate()
    try:
        with one.shut():
            raise RuntimeError
    except RuntimeError:
        pass
    assert one._open.is_set()


def test_workers_come_by_for_each_feature_and_each_stroke(qapp: object) -> None:
    calls: list[None] = []
    tile = made.encode_tile(made.encode_layer("roads", [(2, [[(0, 500), (4096, 500)]], {"class": "trunk"})] * 30))
    (roads,) = layers(tile, None, lambda: calls.append(None))
    assert len(calls) == len(roads.features) == 30
    calls.clear()
    TilePainter([], lambda: calls.append(None)).paint(TileKey(6, 36, 19, 256, 24, False, 0))
    assert calls
