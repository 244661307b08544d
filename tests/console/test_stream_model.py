"""The stream's model: order, pins, filter, single changes, bounds; and that Qt's own model test finds nothing."""

from __future__ import annotations

import random

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from console.stream_model import KINDS, StreamModel
from console.stream_row import ALARM, DONE, WAITING
from radio import events as ev
from tests.console.room import KRASLAVA, NOW, UTENA, VP, RoomFeed
from units import actions as ac
from units import earshot as ea
from units import findings as fi
from units.stream import MAX_LINES


def stream(feed: RoomFeed) -> StreamModel:
    model = StreamModel(lambda: feed.facts, feed.now)
    feed.changed.connect(model.show)
    return model


def shown(model: StreamModel) -> list[int]:
    return [model.row(n).seq for n in range(model.rowCount())]


def said(model: StreamModel) -> list[str]:
    return [model.row(n).text for n in range(model.rowCount())]


def test_what_waits_stands_first_and_the_rest_is_newest_first(qapp: object) -> None:
    model = stream(RoomFeed())
    rows = [model.row(n) for n in range(model.rowCount())]
    assert [r.rank for r in rows] == sorted(r.rank for r in rows)
    assert (rows[0].rank, rows[0].text, rows[0].state) == (
        ALARM,
        "EMERGENCY · radio button · fix 4 s",
        "not acknowledged",
    )
    assert [r.state for r in rows if r.rank == WAITING] == ["on air", "unheard", "unread"]
    rest = [r.seq for r in rows if r.rank == DONE]
    assert rest == sorted(rest, reverse=True)
    assert model.waiting == 1


def test_newest_at_the_bottom_is_the_same_list_the_other_way_round(qapp: object) -> None:
    model = stream(RoomFeed())
    before = shown(model)
    model.order(newest_first=False)
    assert shown(model) == before[::-1]


def test_the_row_says_who_what_and_where(qapp: object) -> None:
    model = stream(RoomFeed())
    text = next(model.row(n) for n in range(model.rowCount()) if model.row(n).sort == "text")
    assert (text.name, text.raw, text.text, text.group) == (
        "VSAT 110",
        "rtp@ignalina:110",
        "“Esame prie posto, laukiame”",
        "LP Utena",
    )
    assert (text.state, text.tone) == ("unread", "pill")
    call = next(model.row(n) for n in range(model.rowCount()) if model.row(n).state == "unheard")
    assert (call.length, call.name) == ("0:11", "LP 115")
    assert call.shape
    assert call.call
    assert "LP 115" in call.spoken
    assert "tetra@246-7:4102115" in call.spoken


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vsat", "VSAT 110"),
        ("4102115", "LP 115"),
        ("LAUKIAME", "VSAT 110"),
        ("robeza", "VRS 113"),
        ("  vp   118 emergency ", "VP 118"),
    ],
)
def test_the_filter_takes_unit_raw_id_text_and_group_without_diacritics(
    qapp: object, typed: str, expected: str
) -> None:
    model = stream(RoomFeed())
    model.narrow("all", typed)
    assert expected in {model.row(n).name for n in range(model.rowCount())}
    assert model.rowCount() < model.held
    model.narrow("all", "")
    assert model.rowCount() == model.held


def test_the_chips(qapp: object) -> None:
    model = stream(RoomFeed())
    sorts = {}
    for kind in KINDS:
        model.narrow(kind, "")
        sorts[kind] = {model.row(n).sort for n in range(model.rowCount())}
    assert sorts["calls"] == {"call"}
    assert sorts["texts"] == {"text"}
    assert sorts["status"] == {"status"}
    assert sorts["alarms"] == {"alarm"}
    assert sorts["unheard"] == {"call"}


def test_a_new_line_is_one_insert_and_keeps_what_is_there(qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    inserted: list[tuple[int, int]] = []
    resets: list[int] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: resets.append(1))
    seq = feed.take(ac.Noted(seat="1", operator="12", text="Vārti atvērti"))
    assert (inserted, resets) == ([(4, 4)], [])
    assert model.row(4).seq == seq
    assert (model.row(4).text, model.row(4).state) == ("Vārti atvērti", "operator 12")


def test_acknowledging_moves_the_row_down(qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    alarm = model.row(0).seq
    moves: list[int] = []
    model.rowsMoved.connect(lambda *_: moves.append(1))
    feed.take(ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=2.0))
    row = model.row(model.find(alarm).row())
    assert moves
    assert (row.rank, row.state) == (DONE, "acknowledged by 12")


def test_hearing_and_reading_take_the_marks_off(qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    counts: list[int] = []
    model.counted.connect(counts.append)
    text = next(model.row(n) for n in range(model.rowCount()) if model.row(n).state == "unread")
    model.narrow("unheard", "")
    (call,) = [model.row(n) for n in range(model.rowCount())]
    feed.take(ea.Listened(action=1, call=call.call, seat="1", operator="12", seconds=11.0, of=11.0, enough=True))
    feed.take(ac.TextRead(seat="1", operator="12", text=text.seq))
    assert counts == [0]
    assert model.rowCount() == 0
    model.narrow("texts", "")
    assert (model.row(0).state, model.row(0).rank) == ("read", DONE)


def test_an_unsigned_seat_reads_nothing_off_the_list(qapp: object) -> None:
    feed = RoomFeed(signed=False)
    model = stream(feed)
    model.narrow("texts", "")
    feed.take(ac.TextRead(seat="1", text=model.row(0).seq), origin="0a1b2c3d/console/1")
    assert model.row(0).state == "unread"


def test_naming_a_radio_renames_its_rows(qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    radio = "dmr@kraslava:777"
    feed.take(ev.TextReceived(radio=radio, to=KRASLAVA, text="Labvakar"))
    model.narrow("texts", "labvakar")
    assert (model.row(0).name, model.row(0).raw, model.row(0).agency is None) == ("777", radio, False)
    named = ac.UnitNamed(seat="1", operator="12", unit="u9", callsign="PP 177", agency="pp", radios=[radio])
    feed.take(named, origin="0a1b2c3d/console/1")
    assert (model.row(0).name, model.row(0).unit) == ("PP 177", "u9")
    model.narrow("texts", "pp 177")
    assert model.rowCount() == 1
    feed.take(
        ac.UnitNamed(seat="1", operator="12", unit="u9", callsign="PP 178", agency="pp", radios=[radio]),
        origin="0a1b2c3d/console/1",
    )
    assert model.rowCount() == 0
    model.narrow("texts", "pp 178")
    assert model.row(0).name == "PP 178"


def test_a_text_to_one_radio_says_to_whom(qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    feed.take(ev.TextReceived(radio="tetra@247-9:2201118", to="tetra@247-9:2201124", text="esmu klāt"))
    feed.take(ev.TextReceived(radio="tetra@247-9:2201118", to="tetra@247-9:2209999", text="esmu klāt"))
    model.narrow("texts", "esmu klat")
    assert [model.row(n).group for n in range(2)] == ["2209999", "VP 124"]


def test_overs_of_one_call_are_rows_and_only_the_last_counts_as_unheard(qapp: object) -> None:
    feed = RoomFeed(signed=False, emergency=False)
    model = stream(feed)
    before = model.waiting
    first, second = "tetra@246-7:4102115", "tetra@246-7:4102103"
    feed.take(ev.CallStarted(call="x", radio=first, to=UTENA), NOW + 1)
    feed.take(ev.TalkerNamed(call="x", radio=second), NOW + 4)
    feed.take(ev.CallEnded(call="x", to=UTENA), NOW + 9)
    shape = list(range(48))
    feed.take(
        fi.VoiceRecorded(
            call="x", group=UTENA, path="v/x.flac", sha256="", seconds=8, rate=8000, started=NOW + 1, shape=shape
        ),
        NOW + 9,
    )
    feed.take(ea.Unheard(call="x", why="unsigned", group=UTENA, seconds=8.0, missed=8.0), NOW + 9.2)
    model.narrow("calls", "")
    rows = [model.row(n) for n in range(model.rowCount()) if model.row(n).call == "x"]
    assert [(r.name, r.length, r.tone) for r in rows] == [("LP 103", "0:05", "pill"), ("LP 115", "0:03", "muted")]
    assert max(rows[1].shape) < min(rows[0].shape), "each over shows its own part of the recording"
    assert model.waiting == before + 1


def test_an_over_behind_a_pause_shows_its_own_part_of_the_recording(qapp: object) -> None:
    """4 s are said, nobody speaks for half a minute, of which 5 s are in the recording, and 4 s are said again."""
    feed = RoomFeed(signed=False, emergency=False)
    model = stream(feed)
    feed.take(ev.CallStarted(call="x", radio="tetra@246-7:4102115", to=UTENA), NOW + 1)
    feed.take(ev.TalkerNamed(call="x", radio="tetra@246-7:4102103"), NOW + 31)
    feed.take(ev.CallEnded(call="x", to=UTENA), NOW + 35)
    told = {"seconds": 13, "rate": 8000, "started": NOW + 1, "gap": 26.0, "cuts": [(9.0, 21.0)]}
    shape = [10] * 15 + [0] * 18 + [200] * 15
    feed.take(fi.VoiceRecorded(call="x", group=UTENA, path="v/x.flac", sha256="", shape=shape, **told), NOW + 35)  # type: ignore[arg-type]
    model.narrow("calls", "")
    last, first = (model.row(n) for n in range(model.rowCount()) if model.row(n).call == "x")
    assert set(last.shape) == {200} and len(last.shape) > 10
    assert set(first.shape) == {0, 10}


def test_the_running_time_of_a_call_runs(qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    at = next(n for n in range(model.rowCount()) if model.row(n).state == "on air")
    assert model.row(at).length == "0:07"
    feed.set_now(NOW + 60)
    model.tick()
    assert model.row(at).length == "1:07"
    assert model.row(0).text.endswith("fix 64 s")


def test_the_stream_is_bounded_like_the_picture(qapp: object) -> None:
    feed = RoomFeed(emergency=False)
    model = stream(feed)
    for number in range(MAX_LINES + 50):
        feed.take(ac.Noted(seat="1", operator="12", text=f"note {number}"))
    assert model.held == len(feed.facts.lines) == MAX_LINES
    assert set(shown(model)) == set(feed.facts.lines)


def test_qt_finds_no_fault_while_everything_happens(qtmodeltester: object, qapp: object) -> None:
    feed = RoomFeed()
    model = stream(feed)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    chance = random.Random(7)
    radios = [u.radios[0] for u in feed.facts.units.values() if u.radios]
    for number in range(400):
        at = NOW + number
        radio = chance.choice(radios)
        what: list[object] = chance.choice(
            [
                [ev.TextReceived(radio=radio, to=VP, text=f"ziņa {number}")],
                [ev.CallStarted(call=f"c{number}", radio=radio, to=VP)],
                [ev.CallEnded(call=f"c{number - chance.randint(1, 9)}", to=VP)],
                [ev.TalkerNamed(call=f"c{number - 1}", radio=chance.choice(radios))],
                [ac.Noted(seat="1", operator="12", text="x")],
                [ac.TextRead(seat="1", operator="12", text=chance.choice(list(feed.facts.lines)))],
                [ac.AlarmAcknowledged(seat="1", operator="12", alarm="a1", shown=3)],
                [fi.AlarmJoined(alarm="a1", by="button", again=True)],
                [ac.AlarmClosed(seat="1", operator="12", alarm="a1", verdict="test")],
            ]
        )
        for one in what:
            feed.take(one, at)  # type: ignore[arg-type]
        if number % 40 == 0:
            model.narrow(chance.choice(KINDS), chance.choice(["", "vp", "zina 1"]))
        if number % 90 == 0:
            model.order(not model.newest_first)
        fresh = StreamModel(lambda: feed.facts, feed.now)
        fresh.narrow(model._kind, " ".join(model._words))
        fresh.order(model.newest_first)
        assert shown(model) == shown(fresh), f"after {number} the list is not what a fresh one would be"
        assert model.waiting == fresh.waiting
    assert tester
