"""Retention: what happens while and after a pass runs, and what an emergency keeps of positions in chunks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.holds import Holding
from journal.pruning import Pruner
from journal.retention import Rules
from journal.verify import verify
from radio import events as ev
from tests.journal.gone import BOSS, CALL, CAR, ROOM, call, noise
from tests.journal.test_retention import NOW, Diary, compact
from units import actions as ac
from units import findings as fi
from units.state import Hold


@pytest.fixture
def diary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Diary]:
    with contextlib.closing(Diary(folder, monkeypatch)) as made:
        yield made


@pytest.mark.parametrize("unit", [True, False])
def test_positions_in_chunks_stay_for_their_period_after_an_emergency(diary: Diary, unit: bool) -> None:
    diary.at(15)
    diary.write(*(ROOM if unit else ROOM[:3]), fi.AlarmOpened(alarm="a1", radio=CAR, by="button"))
    diary.write(*(ev.Located(gateway="gw", radio=CAR, lat=56.0 + n / 1e4, lon=24.0) for n in range(200)))
    diary.at(14)
    diary.write(ac.Noted(**BOSS, text="that it is long over"))
    compact(diary)
    rules = Rules(days={"positions": 5})
    assert diary.prune(rules, Holding(open_=["a1"])) == []
    diary.at(2)
    diary.write(ac.AlarmClosed(**BOSS, alarm="a1", verdict="real"))
    assert diary.prune(rules) == [], "its time has only begun"
    diary.prune(rules, later=4)
    assert diary.kinds().count("Located") == 0


def test_a_hold_placed_in_the_midst_of_a_pass_beats_it(diary: Diary) -> None:
    diary.at(10)
    diary.write(*ROOM, *call(diary.folder, CALL, [CAR]), *noise(150, 1))
    diary.at(0)
    rules, held = Rules(days={"voice": 1, "calls": 1, "texts": 1}), [Holding()]
    pruner = Pruner(diary.folder, diary.station.append, lambda: rules, lambda: held[0], lambda: NOW)
    assert pruner.step(), "it looks"
    held[0] = Holding([Hold(id="h", calls=[CALL])])
    while pruner.step():
        pass
    assert diary.kinds().count("VoiceRecorded") == 1 and list((diary.folder / "voice").rglob("*.flac"))
    assert "TextReceived" not in diary.kinds(), "the next pass took what nothing keeps"
    held[0] = Holding()
    while pruner.step():
        pass
    assert "VoiceRecorded" not in diary.kinds() and verify(diary.folder).ok


def test_what_was_called_gone_goes_whatever_the_rules_say_by_then(diary: Diary) -> None:
    diary.at(50)
    diary.write(*ROOM)
    for number in range(4):
        diary.write(*call(diary.folder, f"gw-17900000000000{number:02}", [CAR]))
    pruner = diary.pruner(Rules(days={"voice": 5}))
    while "Pruned" not in diary.kinds():
        assert pruner.step()
    assert "VoiceRecorded" in diary.kinds(), "killed before it was done"
    assert diary.prune(Rules()) == []
    assert "VoiceRecorded" not in diary.kinds()
    assert list((diary.folder / "voice").rglob("*.flac")) == []
