"""A review: the same picture as a replay, at a playhead; nothing appended, nothing shown before it is on record."""

from __future__ import annotations

import contextlib
import hashlib
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.pins import Operators, operators_path
from console.review import audit, marks
from console.review.feed import SPEEDS, ReviewFeed
from console.review.gate import Admission, Gate
from console.review.timeline import Timeline
from console.review.window import ReviewWindow
from console.theme import Theme
from journal.bookmarks import resume
from journal.errors import JournalError
from journal.log import Log
from journal.places import audit_journal, data_home, live_journal
from journal.pulse import Pulse
from journal.reader import Reader
from journal.slots import Beat
from tests.console import journals
from tests.console.room import NOW, VP, entries
from units import actions as ac
from units import findings as fi
from units.entry import Anything

pytestmark = pytest.mark.usefixtures("home")
SINCE, UNTIL = NOW - 600, NOW


@pytest.fixture
def folder(home: Path) -> Path:
    return journals.project(journals.write(home / "seen", entries(NOW)))


class Paper:
    """A sink in memory."""

    def __init__(self) -> None:
        self.words: list[Anything] = []
        self.broken = ""

    def append(self, what: Anything, raw: bytes | None = None) -> Future[int]:
        done: Future[int] = Future()
        if self.broken:
            done.set_exception(JournalError(self.broken))
        else:
            self.words.append(what)
            done.set_result(len(self.words))
        return done

    def close(self) -> None:
        pass


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def feed(qtbot: Any, folder: Path, paper: Paper) -> Any:
    made = ReviewFeed(folder, paper, SINCE, UNTIL, "12")
    yield made
    made.close()


def jumped(qtbot: Any, feed: ReviewFeed, wall: float) -> None:
    feed.jump(wall)
    qtbot.waitUntil(lambda: feed.ready)


def picture_at(folder: Path, wall: float) -> bytes:
    with contextlib.closing(Reader(folder)) as reader:
        return resume(folder, at=reader.seq_at(wall)).bookmark()


def test_any_moment_shows_what_a_replay_to_it_shows(qtbot: Any, feed: ReviewFeed, folder: Path) -> None:
    for wall in (NOW - 300, NOW - 1, NOW - 500):
        jumped(qtbot, feed, wall)
        assert feed.now() == wall
        assert feed.picture.bookmark() == picture_at(folder, wall)


def test_playing_on_arrives_at_the_same_picture(
    qtbot: Any, feed: ReviewFeed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jumped(qtbot, feed, NOW - 120)
    clock = [1000.0]
    monkeypatch.setattr("console.review.feed.time.monotonic", lambda: clock[0])
    feed.set_speed(16)
    feed.play()
    seen: list[Any] = []
    feed.changed.connect(seen.append)
    for _ in range(12):
        clock[0] += 0.4
        feed.tick()
    assert feed.now() == pytest.approx(NOW - 120 + 12 * 0.4 * 16)
    assert feed.picture.bookmark() == picture_at(folder, feed.now())
    assert seen
    assert not any(changes.all for changes in seen)
    for _ in range(30):
        clock[0] += 0.4
        feed.tick()
    assert feed.now() == UNTIL
    assert not feed.running, "it stops at the end"


def test_only_the_last_of_many_jumps_counts(qtbot: Any, feed: ReviewFeed, folder: Path) -> None:
    for wall in range(int(SINCE), int(SINCE) + 300, 10):
        feed.jump(float(wall))
    qtbot.waitUntil(lambda: feed.ready)
    assert feed.now() == SINCE + 290
    assert feed.picture.bookmark() == picture_at(folder, SINCE + 290)


def test_a_dense_journal_slows_the_playhead_rather_than_skipping(
    qtbot: Any, home: Path, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(NOW, fi.JournalOpened(mode="exercise", installation="0a1b2c3d"))]
    rows += [(NOW + 1 + n / 5000, fi.ClockJumped(seconds=n)) for n in range(3000)]  # type: ignore[misc]
    dense = journals.write(home / "dense", rows, "exercise")  # type: ignore[arg-type]
    feed = ReviewFeed(dense, paper, NOW, NOW + 10)
    jumped(qtbot, feed, NOW)
    clock = [0.0]
    monkeypatch.setattr("console.review.feed.time.monotonic", lambda: clock[0])
    feed.set_speed(16)
    feed.play()
    clock[0] += 0.4
    feed.tick()
    assert feed.now() < NOW + 2
    with contextlib.closing(Reader(dense)) as reader:
        assert feed.facts.seq >= reader.seq_at(feed.now()) - 1
    feed.close()


def test_nothing_can_be_done_to_what_was(qtbot: Any, feed: ReviewFeed, folder: Path, paper: Paper) -> None:
    jumped(qtbot, feed, NOW - 1)
    before = hashlib.sha256((folder / "journal.db").read_bytes()).hexdigest()
    said: list[str] = []
    feed.failed.connect(said.append)
    for action in (
        ac.Noted(seat="1", operator="12", text="x"),
        ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=5),
        ac.StatusSet(seat="1", operator="12", unit="vp118", code=1),
        ac.PttPressed(seat="1", operator="12", press="p", group=VP),
        ac.GroupMixed(seat="1", operator="12", group=VP, mode="off"),
    ):
        assert feed.act(action).exception() is not None
    assert len(said) == 5
    assert paper.words == []
    assert not feed.can_act
    assert hashlib.sha256((folder / "journal.db").read_bytes()).hexdigest() == before


def test_playing_a_row_moves_the_playhead_there_once_it_is_on_record(
    qtbot: Any, feed: ReviewFeed, paper: Paper
) -> None:
    jumped(qtbot, feed, NOW - 1)
    call = next(c for c in feed.facts.calls.values() if c.path)
    feed.act(ac.Played(seat="1", operator="99", call=call.id))
    qtbot.waitUntil(lambda: feed.ready and feed.running)
    assert call.start <= feed.now() < call.start + 2
    assert paper.words == [ac.Played(seat="review", operator="12", call=call.id)]
    feed.act(ac.Played(seat="1", operator="12", call=call.id, stopped=True))
    assert not feed.running
    paper.broken = "the disk is full"
    said: list[str] = []
    feed.failed.connect(said.append)
    jumped(qtbot, feed, NOW - 1)
    feed.act(ac.Played(seat="1", operator="12", call=call.id))
    qtbot.waitUntil(lambda: bool(said))
    assert not feed.running
    assert "disk is full" in said[0]


def test_every_call_that_was_heard_leaves_word_once(
    qtbot: Any, feed: ReviewFeed, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    jumped(qtbot, feed, NOW - 100)
    monkeypatch.setattr("console.review.feed.time.monotonic", lambda: clock[0])
    feed.play()
    for _ in range(2):
        for _ in range(int(100 / 0.4) + 2):
            clock[0] += 0.4
            feed.tick()
        monkeypatch.undo()
        jumped(qtbot, feed, NOW - 100)
        monkeypatch.setattr("console.review.feed.time.monotonic", lambda: clock[0])
        feed.play()
    calls = [word.call for word in paper.words if isinstance(word, ac.Played)]
    assert len(calls) == len(set(calls)) == 3


# -- the time line ---------------------------------------------------------------------------------------------------


def test_marks_with_and_without_a_call_log(folder: Path) -> None:
    found = marks.load(folder, SINCE, UNTIL, None)
    assert [m.kind for m in found].count("alarm") == 1
    assert [m.kind for m in found].count("text") == 1
    calls = {m.call: m for m in found if m.kind == "call"}
    (folder / "read.db").rename(folder / "gone.db")
    for left in folder.glob("read.db*"):
        left.unlink()
    again = {m.call: m for m in marks.load(folder, SINCE, UNTIL, None) if m.kind == "call"}
    assert calls.keys() == again.keys()
    for call, mark in calls.items():
        assert mark.time == pytest.approx(again[call].time, abs=0.1)
        assert mark.seconds == pytest.approx(again[call].seconds, abs=0.2)


def test_next_and_last_event() -> None:
    some = marks.Marks([marks.Mark(float(t), 1, "call") for t in (10, 20, 30)])
    assert some.after(10.0) == some.all[1]
    assert some.after(30.0) is None
    assert some.before(20.5) == some.all[0], "just past an event, back means the one before it"
    assert some.before(25.0) == some.all[1]
    assert some.before(5.0) is None


def test_the_time_line_by_mouse_and_keys(qtbot: Any) -> None:
    line = Timeline(Theme())
    qtbot.addWidget(line)
    line.resize(1032, 72)
    line.show_interval(1000.0, 2000.0, [marks.Mark(1500, 30, "call"), marks.Mark(1600, 0, "alarm")])
    line.show_time(1500.0)
    sought: list[float] = []
    line.sought.connect(sought.append)
    assert line.time_at(16) == 1000.0
    assert line.time_at(1032 - 16) == 2000.0
    for key, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(line, key, modifier)
    assert sought == [1505.0, 1440.0, 1000.0, 2000.0]
    line.grab()


# -- the way in, and where word of it goes ---------------------------------------------------------------------------


def test_without_a_live_station_word_goes_to_the_audit_journal(home: Path) -> None:
    sink, where = audit.open_sink()
    assert where == audit_journal()
    seq = sink.append(ac.Searched(seat="review", operator="12", purpose="p", terms="t")).result(30)
    sink.close()
    with contextlib.closing(Reader(where)) as reader:
        entry = reader.entries(seq - 1, 1)[0]
    assert entry.origin.split("/")[1:] == ["review", "review"]


def test_beside_a_live_station_word_goes_to_the_live_journal(home: Path) -> None:
    Log(live_journal(), "station", mode="live").close()
    assert audit.open_sink()[1] == audit_journal(), "no heartbeat, no live station"
    pulse = Pulse(live_journal())
    import threading

    stop = threading.Event()

    def beat() -> None:
        count = 0
        while not stop.wait(0.05):
            count += 1
            pulse.write("station", Beat(pid=1, count=count))

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        sink, where = audit.open_sink()
        sink.close()
    finally:
        stop.set()
        thread.join()
        pulse.close()
    assert where == live_journal()


def gate(qtbot: Any, folder: Path, mode: str) -> Gate:
    made = Gate(folder, mode, (SINCE, UNTIL), Theme())
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_live_journal_asks_who_and_what_for(qtbot: Any, folder: Path) -> None:
    import time

    Operators(operators_path(data_home(), "live"), time.time).add("7", "Anna", "supervisor", "4711")
    made = gate(qtbot, folder, "live")
    assert not hasattr(made, "page")
    made.sign_on.number.setText("7")
    made.sign_on.pin.setText("4711")
    made.sign_on.go.click()
    qtbot.waitUntil(lambda: hasattr(made, "page"))
    let_in: list[Admission] = []
    made.admitted.connect(let_in.append)
    made.page.open()
    assert "looked up for" in made.page.message.text()
    made.page.purpose.setText("lieta 11-2026")
    made.page.open()
    qtbot.waitUntil(lambda: bool(let_in), timeout=8000)
    admission = let_in[0]
    assert (admission.reviewer, admission.purpose, admission.recorded_in) == ("7", "lieta 11-2026", audit_journal())
    admission.sink.close()
    with contextlib.closing(Reader(audit_journal())) as reader:
        found = [e.what for e in reader.entries(0, 10) if isinstance(e.what, ac.Searched)]
    assert [(w.operator, w.purpose, w.journal) for w in found] == [("7", "lieta 11-2026", str(folder))]


def test_what_cannot_be_put_on_record_stays_closed(qtbot: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> tuple[Log, Path]:
        raise JournalError("the disk is full")

    monkeypatch.setattr(audit, "open_sink", broken)
    made = gate(qtbot, folder, "exercise")
    let_in: list[Admission] = []
    made.admitted.connect(let_in.append)
    made.page.open()
    qtbot.waitUntil(lambda: "disk is full" in made.page.message.text())
    assert let_in == []


def test_the_window_shows_the_journal_in_its_frame(qtbot: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.review.sound.ReviewSound._start", lambda self: None)
    rows = entries(NOW)
    opened = (rows[0][0], fi.JournalOpened(mode="exercise", installation="0a1b2c3d"))
    seen = journals.project(journals.write(home / "exercise", [opened, *rows[1:]], "exercise"))
    window = ReviewWindow(seen, "exercise", (SINCE, UNTIL), Theme())
    qtbot.addWidget(window)
    window.resize(1500, 900)
    window.show()
    assert "REVIEW" in window.windowTitle()
    assert "EXERCISE" in window.windowTitle()
    window.gate.page.open()
    qtbot.waitUntil(lambda: window.view is not None, timeout=8000)
    view = window.view
    assert view is not None
    view.feed.jump(NOW - 1)
    qtbot.waitUntil(lambda: view.feed.ready and bool(view.timeline.marks.all))
    assert view.exercise.isVisible()
    assert view.strip.isVisible()
    assert not view.strip.main_button.isVisible()
    assert view.stream.model.rowCount() > 5
    assert not view.stream.note.isVisible()
    view.transport.last.emit()
    qtbot.waitUntil(lambda: view.feed.ready)
    assert view.feed.now() < NOW - 1
    view.transport.toggle()
    assert view.feed.running
    for number, speed in enumerate(SPEEDS):
        view.transport.speeds.button(number).click()
        assert view.feed.speed == speed
    frame = window.grab().toImage()
    edge = {frame.pixelColor(x, 4).name() for x in range(60)}
    assert {"#000000", "#ffffff"} <= edge
    with contextlib.closing(Reader(seen)) as reader:
        assert reader.last_seq() == len(rows)
    window.leave()


def test_a_missing_journal_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from console.review.app import run

    assert run(home / "nothing", None, None) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "nothing" in said


def test_a_journal_on_a_read_only_disc_is_copied_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from console.review.app import reachable

    assert reachable(folder) == folder
    monkeypatch.setattr("console.review.app.os.access", lambda *_: False)
    copy = reachable(folder)
    assert copy.is_relative_to(data_home())
    assert reachable(folder) == copy
    with contextlib.closing(Reader(copy)) as reader, contextlib.closing(Reader(folder)) as original:
        assert reader.last_seq() == original.last_seq()
