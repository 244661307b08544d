"""A call handed in by another recorder: the stream and the call log say so, and it waits for nobody."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from console.calllog import CallLogPage
from console.calllog_csv import to_csv
from console.stream_model import StreamModel
from console.stream_row import DONE
from console.theme import Theme
from radio import events as ev
from tests.console import journals
from tests.console.room import KRASLAVA, NOW, RoomFeed, entries
from units import findings as fi
from units.entry import Anything

RADIO, BEGAN = "upload@county:5", NOW - 300.0


def recording(call: str, began: float) -> fi.VoiceRecorded:
    return fi.VoiceRecorded(
        call=call, group=KRASLAVA, path=f"voice/{call}.flac", sha256="ab" * 32, seconds=4.0, rate=8000, started=began
    )


def handed_in(call: str = "up1") -> list[tuple[float, Anything]]:
    """It came a minute ago, four minutes after it was; with its recording."""
    start, end = (datetime.fromtimestamp(wall, UTC) for wall in (BEGAN, BEGAN + 4))
    return [
        (NOW - 60, ev.CallStarted(call=call, radio=RADIO, radio_time=start, to=KRASLAVA, upload=True)),
        (NOW - 60, ev.CallEnded(call=call, radio=RADIO, radio_time=end, to=KRASLAVA)),
        (NOW - 59, recording(call, BEGAN)),
    ]


def test_in_the_stream(qapp: object) -> None:
    feed = RoomFeed()
    model = StreamModel(lambda: feed.facts, feed.now)
    feed.changed.connect(model.show)
    waiting = model.waiting
    for wall, what in handed_in():
        feed.take(what, wall)
    radio = "dmr@kraslava:2471100"
    feed.take(ev.CallStarted(call="live1", radio=radio, to=KRASLAVA), NOW - 20)
    feed.take(ev.CallEnded(call="live1", radio=radio, to=KRASLAVA), NOW - 10)
    feed.take(recording("live1", NOW - 20), NOW - 9)
    rows = {row.call: row for row in (model.row(number) for number in range(model.rowCount()))}
    assert (rows["up1"].state, rows["up1"].rank) == ("handed in", DONE)
    assert rows["live1"].state == "heard", "what was on the air here is another matter"
    assert model.waiting == waiting


def test_in_the_call_log(qtbot: QtBot, tmp_path: Path) -> None:
    folder = journals.project(journals.write(tmp_path, [*entries(NOW), *handed_in()]))
    page = CallLogPage(RoomFeed(), Theme(), folder)
    qtbot.addWidget(page, before_close_func=lambda page: page.leave())
    page.show()
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy and page.found.rowCount() > 0, timeout=20_000)
    said = {
        str(page.found.index(row, 3).data()): str(page.found.index(row, 6).data())
        for row in range(page.found.rowCount())
    }
    assert "handed in" in said.pop(RADIO).split(" · ")
    assert said and not any("handed in" in words for words in said.values())

    rows = [page.found.row(row) for row in range(page.found.rowCount())]
    table = csv.DictReader(io.StringIO(to_csv(rows, "live", "live")), delimiter=";")
    assert [(row["radio"], row["handed_in"]) for row in table if row["handed_in"]] == [(RADIO, "yes")]
