"""The call log: what is found, what is put on record before it is shown, what leaves, and what is refused."""

from __future__ import annotations

import csv
import io
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from console.calllog import LOOKUPS, CallLogPage
from console.calllog_csv import COLUMNS, to_csv
from console.calllog_form import SHIFT
from console.enquiry import Enquiry
from console.live import Act
from console.theme import Theme
from journal.errors import JournalError
from journal.found import Part
from journal.search import CallRow, Page, Query, Search
from radio import events as ev
from tests.console import journals
from tests.console.room import BORDER, NOW, VP, RoomFeed, entries
from units import actions as ac


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("journals")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        old = NOW - 3 * 86400
        rows = entries(NOW)
        first = rows[0]
        older: list[tuple[float, Any]] = []
        for number in range(150):
            at = old + number * 60
            older.append((at, ev.CallStarted(call=f"old{number}", radio="tetra@247-9:2201124", to=VP)))
            older.append((at + 5, ev.CallEnded(call=f"old{number}", to=VP)))
        opened = (old - 1, first[1])
        config = next(row for row in rows if type(row[1]).__name__ == "ConfigLoaded")
        return journals.project(journals.write(home / "live", [opened, (old - 0.5, config[1]), *older, *rows[1:]]))


class Recorded(RoomFeed):
    """A feed whose appender commits when told to."""

    def __init__(self, signed: bool = True) -> None:
        super().__init__(signed=signed)
        self.pending: list[Future[int]] = []
        self.slow = False

    def act(self, action: Act) -> Future[int]:
        if not self.slow:
            return super().act(action)
        self.acts.append(action)
        self.pending.append(Future())
        return self.pending[-1]


@pytest.fixture
def feed() -> Recorded:
    return Recorded()


@pytest.fixture
def page(qtbot: Any, feed: Recorded, folder: Path) -> CallLogPage:
    return make(qtbot, feed, folder)


def make(qtbot: Any, feed: RoomFeed, folder: Path) -> CallLogPage:
    made = CallLogPage(feed, Theme(), folder)
    made.resize(1300, 700)
    qtbot.addWidget(made, before_close_func=lambda page: page.leave())
    made.show()
    return made


def search(qtbot: Any, page: CallLogPage) -> None:
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy)


def column(page: CallLogPage, number: int) -> list[str]:
    return [str(page.found.index(row, number).data()) for row in range(page.found.rowCount())]


def test_this_shift_is_work_and_needs_no_entry(qtbot: Any, page: CallLogPage, feed: Recorded) -> None:
    search(qtbot, page)
    assert page.found.rowCount() >= 5
    assert column(page, 0) == sorted(column(page, 0), reverse=True)
    assert feed.acts == []
    assert not page.form.purpose.isVisible()


@pytest.mark.parametrize(
    ("field", "typed", "units"),
    [
        ("unit", "VRS 113", {"VRS 113"}),
        ("radio", "4102115", {"LP 115"}),
        ("radio", "tetra@246-7:4102115", {"LP 115"}),
        ("group", "Robeža DP", {"VRS 113"}),
        ("group", "robeza", {"VRS 113"}),
    ],
)
def test_fields(qtbot: Any, page: CallLogPage, field: str, typed: str, units: set[str]) -> None:
    if field == "group":
        page.form.group.setEditText(typed)
    else:
        getattr(page.form, field).setText(typed)
    search(qtbot, page)
    assert set(column(page, 2)) == units


def test_the_group_can_be_chosen_too(qtbot: Any, page: CallLogPage) -> None:
    page.form.group.setCurrentIndex(page.form.group.findData(BORDER))
    assert page.form.query().group == BORDER
    search(qtbot, page)
    assert set(column(page, 2)) == {"VRS 113"}


def test_texts_statuses_alarms_and_emergencies(qtbot: Any, page: CallLogPage) -> None:
    for box in page.form.kinds.values():
        box.setChecked(False)
    page.form.kinds["texts"].setChecked(True)
    page.form.text.setText("prie posto")
    search(qtbot, page)
    assert column(page, 6) == ["Esame prie posto, laukiame"]
    page.form.text.clear()
    page.form.kinds["texts"].setChecked(False)
    page.form.kinds["alarms"].setChecked(True)
    search(qtbot, page)
    assert column(page, 1) == ["EMERGENCY"]
    page.form.kinds["calls"].setChecked(True)
    page.form.emergency.setChecked(True)
    search(qtbot, page)
    assert set(column(page, 2)) == {"VP 118"}


def test_older_records_need_a_purpose(qtbot: Any, page: CallLogPage, feed: Recorded) -> None:
    page.form.period.setCurrentIndex(2)
    assert page.form.purpose.isVisible()
    page.search()
    assert "what they are looked up for" in page.message.text()
    assert page.found.rowCount() == 0
    assert feed.acts == []


def test_an_older_search_is_committed_before_a_row_is_read(
    qtbot: Any, page: CallLogPage, feed: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = threading.Event()
    find = Search.find

    def watched(self: Search, query: Query) -> Page:
        read.set()
        return find(self, query)

    monkeypatch.setattr(Search, "find", watched)
    feed.slow = True
    page.form.period.setCurrentIndex(2)
    page.form.purpose.setText("lieta 11-2026")
    page.form.radio.setText("2201124")
    page.search()
    assert not read.wait(0.3)
    assert page.found.rowCount() == 0
    (action,) = feed.acts
    assert isinstance(action, ac.Searched)
    assert (action.purpose, action.operator, action.journal) == ("lieta 11-2026", "12", str(page._folder))
    assert "radio=2201124" in action.terms
    feed.pending[0].set_result(77)
    qtbot.waitUntil(lambda: page.found.rowCount() > 0)
    assert read.is_set()


def test_what_cannot_be_put_on_record_is_not_shown(qtbot: Any, page: CallLogPage, feed: Recorded) -> None:
    feed.slow = True
    page.form.period.setCurrentIndex(2)
    page.form.purpose.setText("lieta")
    page.search()
    feed.pending[0].set_exception(JournalError("the disk is full"))
    qtbot.waitUntil(lambda: "disk is full" in page.message.text())
    assert page.found.rowCount() == 0


def test_further_pages_are_the_same_search(qtbot: Any, page: CallLogPage, feed: Recorded) -> None:
    page.form.period.setCurrentIndex(2)
    page.form.purpose.setText("lieta")
    page.form.unit.setText("2201124")
    page.form.unit.clear()
    search(qtbot, page)
    assert page.found.rowCount() == 100
    assert page.more.isEnabled()
    page.more.click()
    qtbot.waitUntil(lambda: page.found.rowCount() > 100)
    qtbot.waitUntil(lambda: not page._enquiry.busy)
    entries_found = [page.found.row(n).seq for n in range(page.found.rowCount())]
    assert entries_found == sorted(set(entries_found), reverse=True)
    assert len(feed.acts) == 1, "one entry per submitted search"
    assert not page.more.isEnabled()


def test_a_call_is_known_by_its_id_as_long_as_it_is_shown(qtbot: Any, page: CallLogPage) -> None:
    def known() -> set[str]:
        rows = [page.found.row(number) for number in range(page.found.rowCount())]
        calls = [row for row in rows if isinstance(row, CallRow)]
        assert all(page.found.call(row.call) is row for row in calls)
        return {row.call for row in calls}

    page.form.period.setCurrentIndex(2)
    page.form.purpose.setText("lieta")
    search(qtbot, page)
    first = known()
    assert first
    page.show_more()
    qtbot.waitUntil(lambda: page.found.rowCount() > 100, timeout=20_000)
    more = known()
    assert more > first
    page.form.unit.setText("2201124")
    search(qtbot, page)
    left = known()
    assert left < more and all(page.found.call(call) is None for call in more - left)
    page.tabs.setCurrentIndex(LOOKUPS)
    assert all(page.found.call(call) is None for call in more)


def test_an_unsigned_seat_finds_nothing(qtbot: Any, folder: Path) -> None:
    feed = Recorded(signed=False)
    page = make(qtbot, feed, folder)
    page.search()
    assert "nobody is signed on" in page.message.text()
    assert page.found.rowCount() == 0


def test_listening_is_an_action(qtbot: Any, page: CallLogPage, feed: Recorded) -> None:
    page.form.unit.setText("VRS 113")
    search(qtbot, page)
    page.table.selectRow(0)
    assert page.listen.isEnabled()
    page.listen.click()
    (action,) = feed.acts
    row = page.found.row(0)
    assert isinstance(row, CallRow)
    assert action == ac.Played(seat="1", operator="12", call=row.call)


def test_everything_found_leaves_on_record_and_names_its_journal(
    qtbot: Any, page: CallLogPage, feed: Recorded, tmp_path: Path
) -> None:
    page.form.period.setCurrentIndex(2)
    page.form.purpose.setText("lieta")
    search(qtbot, page)
    path = tmp_path / "log.csv"
    page.write_file(path)
    qtbot.waitUntil(lambda: "written" in page.message.text())
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) > 150, "not only the pages shown"
    assert {row["journal"] for row in rows} == {str(page._folder)}
    assert {row["mode"] for row in rows} == {"LIVE"}
    exported = feed.acts[-1]
    assert isinstance(exported, ac.Exported)
    assert (exported.rows, exported.purpose, exported.journal) == (len(rows), "lieta", str(page._folder))


def test_nothing_leaves_that_cannot_be_put_on_record(
    qtbot: Any, page: CallLogPage, feed: Recorded, tmp_path: Path
) -> None:
    search(qtbot, page)
    feed.slow = True
    page.write_file(tmp_path / "log.csv")
    qtbot.waitUntil(lambda: bool(feed.pending))
    feed.pending[0].set_exception(JournalError("the disk is full"))
    qtbot.waitUntil(lambda: "Not written" in page.message.text())
    assert not (tmp_path / "log.csv").exists()


def test_a_recording_is_saved_by_the_station_s_craft_and_on_record(
    qtbot: Any, page: CallLogPage, feed: Recorded, tmp_path: Path
) -> None:
    search(qtbot, page)
    row = page.found.row(0)
    import msgspec
    import numpy as np
    import soundfile

    path = page._folder / "voice" / "one.flac"
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.arange(800, dtype=np.int16), 8000, subtype="PCM_16")
    out = tmp_path / "out.wav"
    page.write_audio(msgspec.structs.replace(row, path="voice/one.flac"), out)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "written" in page.message.text(), timeout=15_000)
    saved, rate = soundfile.read(out, dtype="int16")
    assert rate == 8000 and saved.tolist() == list(range(800))
    assert isinstance(feed.acts[-1], ac.Exported) and feed.acts[-1].path == str(out)
    page.write_audio(msgspec.structs.replace(row, path="voice/none.flac"), out)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "cannot be read" in page.message.text(), timeout=15_000)


def test_all_recordings_of_a_long_call_are_saved_as_one(qtbot: Any, page: CallLogPage, tmp_path: Path) -> None:
    search(qtbot, page)
    import msgspec
    import numpy as np
    import soundfile

    pieces = [np.full(800, level, np.int16) for level in (100, 200, 300)]
    parts = [Part(f"voice/{name}.flac", "", 0.1, 0.0) for name in ("c", "c~2", "c~3")]
    (page._folder / "voice").mkdir(exist_ok=True)
    for part, pcm in zip(parts, pieces, strict=True):
        soundfile.write(page._folder / part.path, pcm, 8000, subtype="PCM_16")
    out = tmp_path / "out.wav"
    page.write_audio(msgspec.structs.replace(page.found.row(0), path="voice/c.flac", parts=tuple(parts)), out)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: "written" in page.message.text(), timeout=30_000)
    assert soundfile.read(out, dtype="int16")[0].tolist() == np.concatenate(pieces).tolist()


def test_a_cell_is_never_a_formula(folder: Path) -> None:
    row = Search(folder).texts(Query()).rows[0]
    import msgspec

    evil = msgspec.structs.replace(row, text='=cmd|"/c calc"!A1')
    (line,) = list(csv.DictReader(io.StringIO(to_csv([evil], "j", "live")), delimiter=";"))
    assert line["text"].startswith("'=")
    assert tuple(line) == COLUMNS


def test_a_missing_call_log_is_said(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    bare = journals.write(tmp_path / "bare", entries(NOW)[:3])
    page = make(qtbot, Recorded(), bare)
    search(qtbot, page)
    assert "cannot be searched now" in page.message.text()


def test_a_new_question_interrupts_the_last(qtbot: Any, folder: Path) -> None:
    release, begun = threading.Event(), threading.Event()

    class Slow(Search):
        def find(self, query: Query) -> Page:
            if query.text == "slow":
                begun.set()
                assert release.wait(30)
                raise JournalError("interrupted")
            return super().find(query)

        def interrupt(self) -> None:
            release.set()

    enquiry = Enquiry(folder, lambda: None, open_search=Slow)
    answers: list[tuple[int, object]] = []
    enquiry.answered.connect(lambda number, answer: answers.append((number, answer)))
    enquiry.ask(Query(text="slow"))
    assert begun.wait(30)
    number = enquiry.ask(Query())
    qtbot.waitUntil(lambda: bool(answers))
    assert [n for n, _ in answers] == [number]
    assert isinstance(answers[0][1], Page)
    enquiry.close()


def test_a_shift_is_twelve_hours(page: CallLogPage) -> None:
    form = page.form
    assert not form.is_enquiry(Query(since=NOW - SHIFT + 1))
    assert form.is_enquiry(Query(since=NOW - SHIFT - 120))
    assert form.is_enquiry(Query())


def test_a_page_thrown_away_during_a_search_does_no_harm(qtbot: Any, feed: Recorded, folder: Path) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(5):
        page = CallLogPage(feed, Theme(), folder)
        thread_before = threading.active_count()
        page.search()
        page.deleteLater()
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.waitUntil(lambda before=thread_before: threading.active_count() <= before + 1)
