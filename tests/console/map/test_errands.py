"""Threads that outlive nothing: results come home in the GUI thread, and an owner may go at any moment."""

from __future__ import annotations

import gc
import threading
import time

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from console.map.errands import Errands


def test_results_come_home_in_the_gui_thread(qtbot: QtBot) -> None:
    errands = Errands(2, "test")
    got: list[tuple[int, bool]] = []
    for number in range(5):
        errands.run(
            lambda number=number: number * number,  # type: ignore[misc]
            lambda result: got.append((result, threading.current_thread() is threading.main_thread())),
        )
    assert errands.busy
    qtbot.waitUntil(lambda: not errands.busy)
    assert sorted(got) == [(n * n, True) for n in range(5)]
    assert not errands._timer.isActive()
    errands.stop()


def test_a_bug_in_the_work_is_heard_of(qtbot: QtBot) -> None:
    errands = Errands(1, "test")
    errands.run(lambda: 1 // 0, lambda _result: None)
    with capture_exceptions() as heard:
        qtbot.waitUntil(lambda: not errands.busy)
        qtbot.wait(30)
    assert heard
    assert heard[0][0] is ZeroDivisionError
    errands.stop()


def test_stopped_it_waits_for_what_has_begun_and_drops_the_rest(qtbot: QtBot) -> None:
    errands = Errands(1, "test")
    done: list[int] = []

    begun = threading.Event()

    def slowly() -> None:
        begun.set()
        while not errands._stopped:
            time.sleep(0.001)
        time.sleep(0.05)
        done.append(1)

    for _ in range(3):
        errands.run(slowly, lambda _result: pytest.fail("brought home"))
    assert begun.wait(30)
    errands.stop()
    assert len(done) == 1
    assert not errands.busy
    errands.run(lambda: done.append(2), lambda _result: None)
    assert not errands.busy


def test_the_owner_may_go_while_work_is_under_way(qtbot: QtBot) -> None:
    for _ in range(5):
        errands = Errands(1, "test")
        errands.run(lambda: time.sleep(0.02), lambda _result: pytest.fail("brought home"))
        del errands
        gc.collect()
    qtbot.wait(150)
