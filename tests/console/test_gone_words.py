"""Where the record holds no more, the screen says why: erased, or the period ended; in log, stream and on the map."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt

from console import gone_words, line_words
from console.calllog import CallLogPage
from console.calllog_rows import FoundModel
from console.map.view import MapView
from console.selection import Selection
from console.stream import StreamPanel
from console.stream_row import make
from console.theme import Theme
from journal.search import CallRow, Query, Search
from radio import events as ev
from tests.console import journals
from tests.console.room import NOW, VP, RoomFeed, entries
from units.keeping import Erased, HoldPlaced, Pruned


def of(call_radio: str, feed: RoomFeed) -> tuple[int, str]:
    """Entry and id of the recorded call of a radio."""
    call = next(c for c in feed.facts.calls.values() if c.radio == call_radio and c.path)
    return call.line, call.id


def erase_voice(feed: RoomFeed, radio: str) -> str:
    line, call = of(radio, feed)
    voice = feed.facts.calls[call].voice
    feed.take(
        Erased(
            action=1,
            reason="lēmums 44",
            operator="12",
            rows=[line],
            entries=[(voice, voice)],
            files=["00"],
            backups=["/mnt/a", "/mnt/b"],
            bodies=1,
        )
    )
    return call


def over(feed: RoomFeed, sort: str = "voice", before: float = NOW, group: str = "") -> None:
    feed.take(Pruned(rule=f"{sort} 90 days" + (f" in {group}" if group else ""), sort=sort, before=before))


VP124 = "tetra@247-9:2201124"


def test_a_call_whose_recording_was_erased_says_so_in_the_stream(qtbot: Any) -> None:
    feed = RoomFeed()
    panel = StreamPanel(feed, Theme(), Selection())
    qtbot.addWidget(panel)
    call = erase_voice(feed, VP124)
    line = feed.facts.lines[feed.facts.calls[call].line]
    row = make(line, feed.facts, NOW)
    assert row.call == "" and "recording erased" in row.text
    panel.run(line.seq)
    assert "recording erased" in panel._message.text()


def test_the_call_log_made_anew_after_an_erasure_knows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """read.db is made of what is left: the call without its recording, then the finding."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    rows = [row for row in entries(NOW) if type(row[1]).__name__ != "VoiceRecorded"]
    at = next(n for n, (_, what) in enumerate(rows, 1) if isinstance(what, ev.CallStarted) and what.radio == VP124)
    other = next(n for n, (_, what) in enumerate(rows, 1) if isinstance(what, ev.CallStarted) and n != at)
    rows.append((NOW, Erased(action=1, reason="lēmums", rows=[at], files=["00"], bodies=1)))
    folder = journals.project(journals.write(tmp_path / "left", rows))
    with contextlib.closing(Search(folder)) as search:
        found = {row.seq: row.gone for row in search.calls(Query()).rows if isinstance(row, CallRow)}
    assert (found[at], found[other]) == ("erased", None)


def test_the_erasure_itself_is_a_line_that_names_the_copies_left(qtbot: Any) -> None:
    feed = RoomFeed()
    erase_voice(feed, VP124)
    line = next(line for line in feed.facts.lines.values() if line.word == "erased")
    said = line_words.sentence(line, feed.facts, NOW)
    assert "lēmums 44" in said and "/mnt/a, /mnt/b" in said and "by hand" in said
    row = make(line, feed.facts, NOW)
    assert row.icon == "erased" and "12" in row.state
    assert gone_words.erased(line.__class__(seq=1, time=0.0, sort="system", text="why")) == "data erased: why"


def test_a_call_whose_period_ended_says_so_in_the_stream() -> None:
    feed = RoomFeed()
    call = next(c for c in feed.facts.calls.values() if c.radio == VP124)
    call.path = ""
    over(feed, before=call.start + 1)
    row = make(feed.facts.lines[call.line], feed.facts, NOW)
    assert "recording deleted, its period ended" in row.text
    running = next(c for c in feed.facts.calls.values() if c.end is None)
    over(feed, before=NOW + 10)
    assert "period" not in make(feed.facts.lines[running.line], feed.facts, NOW).text


def test_a_talk_group_may_have_a_period_of_its_own() -> None:
    feed = RoomFeed()
    over(feed, before=100.0)
    over(feed, before=500.0, group=VP)
    facts = feed.facts
    assert gone_words.recording_gone(facts, 300.0, VP) and not gone_words.recording_gone(facts, 300.0, "other")
    assert gone_words.recording_gone(facts, 50.0, "other")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("gone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        rows = [row for row in entries(NOW) if type(row[1]).__name__ != "VoiceRecorded"]
        return journals.project(journals.write(home / "live", rows))


def test_the_call_log_says_erased_and_period_ended_by_shape_and_word(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed()
    page = CallLogPage(feed, Theme(), folder)
    qtbot.addWidget(page, before_close_func=lambda page: page.leave())
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy)
    calls = [page.found.row(n) for n in range(page.found.rowCount())]
    at = next(n for n, row in enumerate(calls) if isinstance(row, CallRow) and row.radio == VP124)
    row = calls[at]
    assert isinstance(row, CallRow)

    def cell(column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> Any:
        return page.found.index(at, column).data(role)

    assert (cell(FoundModel.TEXT), cell(FoundModel.MARK)) == ("no recording", "")
    assert cell(FoundModel.MARK, Qt.ItemDataRole.DecorationRole) is None
    over(feed, before=row.start + 1)
    assert cell(FoundModel.TEXT) == "recording deleted, its period ended"
    assert cell(FoundModel.MARK) == "period ended"
    assert cell(FoundModel.MARK, Qt.ItemDataRole.DecorationRole) is not None
    page._may()
    assert "recordings before 2026-11-21" in page.count.text()
    page.table.selectRow(at)
    page._listen_to(page.table.currentIndex())
    assert "its period ended" in page.message.text()
    page.found._rows[at] = msgspec.structs.replace(row, gone="erased")
    assert (cell(FoundModel.TEXT), cell(FoundModel.MARK)) == ("recording erased", "erased")
    feed.act(HoldPlaced(seat="1", operator="12", hold="h", reason="lieta", calls=[row.call]))
    assert cell(FoundModel.MARK) == "held"


def test_periods_are_told_of_what_was_asked_and_no_more() -> None:
    feed = RoomFeed()
    for sort, before in (("voice", 100.0), ("texts", 200.0), ("positions", 300.0)):
        over(feed, sort, before)
    assert gone_words.periods(feed.facts, ("calls", "alarms"), None) == ""
    assert gone_words.periods(feed.facts, ("voice", "texts"), 150.0).startswith("texts before 1970")
    assert gone_words.periods(feed.facts, ("voice", "texts"), None).count("before") == 2
    assert gone_words.periods(feed.facts, ("positions",), 300.0) == ""
    names = {
        gone_words.class_name(sort) for sort in ("voice", "calls", "texts", "statuses", "alarms", "notes", "lookups")
    }
    assert len(names) == 7 and gone_words.class_name("signals") == "signals"


def test_the_map_says_which_positions_are_gone(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed()
    feed.folder = folder  # type: ignore[attr-defined]
    over(feed, "positions", NOW - 600)
    view = MapView(feed, Theme(), Selection())
    qtbot.addWidget(view)
    view.show()
    view.past.ask_track("vp118")
    assert view.past.panel is not None and view.past.questions is not None
    with qtbot.waitSignal(view.past.questions.answered, timeout=8000):
        view.past.panel.go.click()
    assert "positions before 2026-11-21" in view.past.panel.told.text()
    view.stop()
