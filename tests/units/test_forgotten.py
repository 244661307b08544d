"""The picture forgets with the record: live, whoever watched; and what is not the subject's stays."""

from __future__ import annotations

import pytest

from radio import events as ev
from tests.units.room import CONFIG, GROUPS, entries
from units import actions as ac
from units import findings as fi
from units.entry import Anything
from units.keeping import Erased, ErasureAsked, Pruned
from units.picture import Picture
from units.state import Facts

CAR, FOOT = "tetra@247-9:1", "tetra@247-9:2"
BY = {"seat": "1", "operator": "12"}
STORY: list[Anything] = [
    CONFIG,
    ac.SignedOn(seat="1", operator="12", role="supervisor"),
    ac.UnitNamed(**BY, unit="u1", callsign="VP 1", radios=[CAR], crew="Jānis Bērziņš, Ozola"),
    ac.UnitNamed(**BY, unit="u2", callsign="VP 2", radios=[FOOT]),
    ev.CallStarted(call="c1", to=GROUPS[1], radio=CAR, gateway="usrp"),
    ev.TalkerNamed(call="c1", radio=FOOT),
    ev.CallEnded(call="c1", to=GROUPS[1]),
    fi.VoiceRecorded(
        call="c1", group=GROUPS[1], path="voice/c1", sha256="aa", seconds=1, rate=8000, started=0, shape=[1]
    ),
    ev.CallStarted(call="c2", to=GROUPS[1], radio=FOOT, gateway="usrp"),
    ev.CallEnded(call="c2", to=GROUPS[1]),
    ev.Located(radio=CAR, gateway="gw", lat=56.9, lon=24.1),
    ev.Located(radio=FOOT, gateway="gw", lat=56.9, lon=24.2),
    ev.TextReceived(radio=CAR, gateway="gw", text="esam klāt"),
    ev.TextReceived(radio=FOOT, gateway="gw", text="te berzins janis berzins"),
    ac.JobSet(**BY, unit="u2", job="meklē: BĒRZIŅŠ Jānis"),
]


def after(sort: str, subject: str, *gone: int, since: float | None = None) -> Facts:
    """The live picture, told what was erased."""
    asked = ErasureAsked(seat="1", operator="12", erasure="e", sort=sort, subject=subject, reason="r", since=since)
    seq = len(STORY) + 1
    picture = Picture()
    picture.apply_all(entries(*STORY, asked, Erased(action=seq, entries=[(n, n) for n in (*gone, seq)])))
    assert picture.facts.erasures == {}
    return picture.facts


def texts(facts: Facts) -> list[str]:
    return [line.text for line in facts.lines.values() if line.sort == "text"]


def test_a_call() -> None:
    facts = after("call", "c1", 5, 6, 7, 8)
    assert list(facts.calls) == ["c2"]
    assert not any(line.call == "c1" for line in facts.lines.values())
    assert facts.groups[GROUPS[1]].last_call == "c2"
    assert facts.units["u1"].fix is not None


def test_a_radio() -> None:
    facts = after("radio", CAR, 3, 5, 8, 11, 13)
    assert "c1" not in facts.calls and "c2" in facts.calls
    assert CAR not in facts.radios and CAR not in str(facts.lines) and CAR not in str(facts.calls)
    unit = facts.units["u1"]
    assert (unit.callsign, unit.radios, unit.fix, unit.trail) == ("VP 1", [], None, [])
    assert facts.units["u2"].fix is not None and texts(facts) == ["te berzins janis berzins"]


def test_a_radio_that_answered_takes_the_recording_with_it() -> None:
    facts = after("radio", FOOT, 6, 8, 9)
    assert facts.calls["c1"].path == "" and facts.calls["c1"].shape == []
    assert facts.calls["c1"].radio == CAR and "c2" not in facts.calls


def test_a_unit() -> None:
    facts = after("unit", "u1", 3, 5, 8, 11, 13)
    assert "u1" not in facts.units and CAR not in facts.radios and "u1" not in str(facts.lines)
    assert facts.units["u2"].callsign == "VP 2"


def test_a_person() -> None:
    facts = after("person", "janis berzins", 3, 14)
    assert facts.units["u1"].crew == "" and facts.units["u1"].callsign == "VP 1"
    assert texts(facts) == ["esam klāt"]
    assert facts.units["u2"].job == "meklē: BĒRZIŅŠ Jānis", "other words in between, or another order, are another name"


def test_only_from_then_on() -> None:
    facts = after("radio", CAR, since=4e9)
    assert "c1" in facts.calls and facts.units["u1"].fix is not None and CAR in facts.radios


def test_periods_that_are_over() -> None:
    picture = Picture()
    picture.apply_all(entries(*STORY))
    unit = picture.facts.units["u1"]
    assert unit.fix is not None
    before = unit.fix.time + 0.5
    more: list[Anything] = [
        Pruned(rule="voice 1 days", sort="voice", before=before, entries=[(8, 8)]),
        Pruned(rule="texts 1 days", sort="texts", before=before, entries=[(13, 14)]),
        Pruned(rule="positions 1 days", sort="positions", before=before, entries=[(11, 11)]),
    ]
    for entry in entries(*STORY, *more)[len(STORY) :]:
        picture.apply(entry)
    facts = picture.facts
    assert facts.calls["c1"].path == "" and texts(facts) == []
    assert facts.units["u1"].fix is None and facts.units["u2"].fix is not None
    assert facts.units["u1"].callsign == "VP 1"


@pytest.mark.parametrize("action", [0, 99])
def test_an_erasure_nobody_here_asked_for_is_taken_by_its_entries(action: int) -> None:
    picture = Picture()
    picture.apply_all(entries(*STORY, Erased(action=action, entries=[(13, 13)])))
    assert texts(picture.facts) == ["te berzins janis berzins"]
