"""The live feed over a real journal: entries become one notice a tick, acts become entries, the pulse is read."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console import live as module
from console.live import Feed, Live
from journal.errors import JournalError
from journal.log import Log
from journal.pulse import Pulse
from journal.slots import Beat, Lease, Levels, OnAir
from journal.tail import Tail
from tests.console.room import NOW, VP, entries
from units.actions import Noted
from units.state import Changes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    log = Log(tmp_path / "journal", "station")
    for _, what in entries(NOW):
        last = log.append(what)
    last.result(30)
    log.close()
    return tmp_path / "journal"


@pytest.fixture
def live(folder: Path, qtbot: QtBot) -> Iterator[Live]:
    live = Live(folder)
    live.start()
    yield live
    live.stop()


def test_the_picture_is_there_at_once(live: Live) -> None:
    assert set(live.facts.groups) and live.facts.units["vp118"].alarm == "a1"
    assert live.can_act and not live.catching_up and not live.fault


def test_what_another_program_appends_is_seen_in_one_notice(live: Live, folder: Path, qtbot: QtBot) -> None:
    other = Log(folder, "station")
    with qtbot.waitSignal(live.changed, timeout=2000) as seen:
        other.append(Noted(seat="2", text="one"))
    other.close()
    assert isinstance(seen.args[0], Changes)


def test_an_act_comes_back_as_an_entry_and_never_waits(live: Live, folder: Path, qtbot: QtBot) -> None:
    done = live.act(Noted(seat="1", operator="12", text="checked"))
    seq = done.result(30)
    qtbot.waitUntil(lambda: live.facts.seq >= seq, timeout=2000)
    tail = Tail(folder, seq - 1)
    entry = tail.read()[0]
    tail.close()
    assert entry.what == Noted(seat="1", operator="12", text="checked")
    assert entry.origin.endswith("/console/1")


def test_levels_and_what_is_on_air_come_from_the_pulse_and_go_stale(live: Live, folder: Path, qtbot: QtBot) -> None:
    pulse = Pulse(folder)
    pulse.write("onair", OnAir(presses={"p": VP}))

    def loud() -> bool:
        pulse.write("levels", Levels(groups={VP: 80}))  # again and again: it is true for a moment only
        return live.levels.groups.get(VP) == 80

    qtbot.waitUntil(loud)
    qtbot.waitUntil(lambda: bool(live.onair.presses))
    assert live.onair.presses == {"p": VP}
    qtbot.waitUntil(lambda: live.levels.groups == {}, timeout=2000)  # nobody renews it: silence
    pulse.close()


def test_a_heart_that_stands_still_is_dead(
    live: Live, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT_DEAD", 0.4)
    pulse = Pulse(folder)
    assert not live.alive("station")
    beats = itertools.count(1)

    def beating() -> bool:
        pulse.write("station", Beat(pid=1, count=next(beats)))
        return live.alive("station")

    qtbot.waitUntil(beating)
    qtbot.waitUntil(lambda: not live.alive("station"), timeout=3000)
    pulse.close()


def test_this_console_beats_and_writes_its_lease(live: Live, folder: Path, qtbot: QtBot) -> None:
    pulse = Pulse(folder)
    qtbot.waitUntil(lambda: pulse.read("console.1", Beat) is not None, timeout=2000)
    live.write_lease(Lease(seat="1", press="p", group=VP, count=1))
    read = pulse.read("lease.1", Lease)
    assert read is not None and read[0].press == "p"
    pulse.close()


def test_a_journal_of_another_mode_is_refused_in_one_sentence(folder: Path) -> None:
    with pytest.raises(JournalError) as raised:
        Live(folder, mode="exercise")
    assert "\n" not in str(raised.value)


def test_a_long_record_is_read_beside_the_window(folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    real = module.Resuming.run

    def slow(self: module.Resuming) -> None:
        gate.wait(30)
        real(self)

    monkeypatch.setattr(module, "PATIENCE", 0.05)
    monkeypatch.setattr(module.Resuming, "run", slow)
    live = Live(folder)
    live.start()
    assert live.catching_up and live.facts.units == {}
    with qtbot.waitSignal(live.caught_up, timeout=5000):
        gate.set()
    assert live.facts.units and not live.catching_up
    live.stop()


def test_a_damaged_record_is_said_once_and_the_program_stays(
    live: Live, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    live.faulted.connect(told.append)

    def damaged(*_given: object, **_named: object) -> list[object]:
        raise JournalError("journal.db: entry 7 is missing.")

    monkeypatch.setattr(live.tail, "read", damaged)
    qtbot.waitUntil(lambda: bool(told), timeout=2000)
    qtbot.wait(60)
    assert told == ["journal.db: entry 7 is missing."]
    assert live.fault


def test_a_bare_feed_stands_still_and_refuses(qtbot: QtBot) -> None:
    feed = Feed()
    assert not feed.can_act and feed.operator is None and feed.mix("x").volume == 70
    with pytest.raises(RuntimeError):
        feed.act(Noted(seat="1", text="x")).result(0)
