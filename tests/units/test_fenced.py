"""Fences and the amber list in the picture: who is inside, what was told once, what a signed seat may do."""

from __future__ import annotations

from radio import events as ev
from tests.units.room import CONFIG, RADIOS, entries
from units import actions as ac
from units import alerts as al
from units import amber
from units import borders as bo
from units import fences as fe
from units import findings as fi
from units.entry import Anything
from units.picture import Picture
from units.state import Facts

SIGNED = ac.SignedOn(seat="1", operator="12", name="Anna")
NAMED = ac.UnitNamed(seat="1", operator="12", unit="u1", callsign="VP 118", radios=[RADIOS[0]])
DRAWN = fe.FenceDrawn(seat="1", operator="12", fence="f1", text="Port", rings=[[(55.9, 26.5)]], radius=500.0)
IN = fe.FenceEntered(fence="f1", unit="u1", alert=True)


def facts_of(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(CONFIG, SIGNED, NAMED, *whats))
    return picture.facts


def words(facts: Facts) -> list[str]:
    return [line.word for line in facts.lines.values()][-3:]


def test_a_fence_takes_a_signed_seat() -> None:
    assert set(facts_of(DRAWN).fences) == {"f1"}
    unsigned = fe.FenceDrawn(seat="2", fence="f2", text="Port", rings=[[(55.9, 26.5)]], radius=500.0)
    assert not facts_of(unsigned).fences
    assert set(facts_of(DRAWN, fe.FenceRemoved(seat="2", fence="f1")).fences) == {"f1"}
    assert not facts_of(DRAWN, fe.FenceRemoved(seat="1", operator="12", fence="f1")).fences


def test_what_says_nothing_is_no_fence() -> None:
    for what in (
        fe.FenceDrawn(seat="1", operator="12", fence="", text="", rings=[[(1, 1)]]),
        fe.FenceDrawn(seat="1", operator="12", fence="f", text=""),
        fe.FenceDrawn(seat="1", operator="12", fence="f", text="", unit="u1"),
        fe.FenceDrawn(seat="1", operator="12", fence="f", text="x" * 99, rings=[[(1, 1)]]),
        fe.FenceDrawn(seat="1", operator="12", fence="f", text="", rings=[[(1, 1)]], rules=["fire"]),
        fe.FenceDrawn(seat="1", operator="12", fence="f", text="", rings=[[(1.0, 1.0)] * 3000]),
    ):
        assert not facts_of(what).fences


def test_who_enters_is_inside_and_on_the_amber_list_until_dismissed() -> None:
    facts = facts_of(DRAWN, IN)
    assert [row.unit for row in facts.within.values()] == ["u1"]
    (alert,) = amber.waiting(facts)
    assert (alert.word, alert.unit, alert.text) == ("fence-in", "u1", "Port")
    assert not facts.alarms, "never on the strip"
    seen = al.AlertsAcknowledged(seat="1", operator="12", alerts=[alert.seq])
    facts = facts_of(DRAWN, IN, seen)
    assert not amber.waiting(facts) and facts.alerts[alert.seq].by == "12"
    gone = al.AlertsDismissed(seat="1", operator="12", alerts=[alert.seq])
    assert not facts_of(DRAWN, IN, seen, gone).alerts
    assert words(facts_of(DRAWN, IN, gone))[-1] == "alert-dismissed"
    assert facts_of(DRAWN, IN, al.AlertsDismissed(seat="2", alerts=[alert.seq])).alerts, "an unsigned seat may not"


def test_who_leaves_or_stays_is_told_and_what_a_drawn_fence_finds_is_quiet() -> None:
    facts = facts_of(DRAWN, IN, fe.FenceDwelt(fence="f1", unit="u1", seconds=700))
    assert next(iter(facts.within.values())).dwelt
    assert [alert.word for alert in facts.alerts.values()] == ["fence-in", "fence-dwell"]
    facts = facts_of(DRAWN, IN, fe.FenceLeft(fence="f1", unit="u1", seconds=60, alert=True))
    assert not facts.within and words(facts)[-1] == "fence-out"
    quiet = facts_of(DRAWN, fe.FenceEntered(fence="f1", unit="u1", why="drawn"))
    assert quiet.within and not quiet.alerts and words(quiet)[-1] == "fence-drawn"


def test_nobody_is_inside_what_is_gone() -> None:
    assert not facts_of(DRAWN, IN, fe.FenceRemoved(seat="1", operator="12", fence="f1")).within
    assert not facts_of(DRAWN, IN, ac.UnitRemoved(seat="1", operator="12", unit="u1")).within
    assert not facts_of(IN).within, "a fence that is not there"
    stranger = fe.FenceEntered(fence="f1", unit=RADIOS[1], alert=True)
    facts = facts_of(ev.StatusReceived(radio=RADIOS[1], code=3), DRAWN, stranger)
    assert facts.within
    named = ac.UnitNamed(seat="1", operator="12", unit="u2", callsign="VP 2", radios=[RADIOS[1]])
    facts = facts_of(ev.StatusReceived(radio=RADIOS[1], code=3), DRAWN, stranger, named)
    assert not facts.within and next(iter(facts.alerts.values())).unit == "u2"


def test_the_amber_list_is_bounded_and_what_was_seen_goes_first() -> None:
    many: list[Anything] = [IN, fe.FenceLeft(fence="f1", unit="u1")] * (amber.MOST + 5)
    facts = facts_of(DRAWN, *many)
    assert len(facts.alerts) == amber.MOST
    first, keep = sorted(facts.alerts)[:2]
    seen = al.AlertsAcknowledged(seat="1", operator="12", alerts=[keep])
    facts = facts_of(DRAWN, *many, seen, IN)
    assert keep not in facts.alerts and first in facts.alerts
    assert len(facts.alerts) == amber.MOST


def test_boundaries_and_borders() -> None:
    facts = facts_of(bo.BoundaryLoaded(sha256="ab", text="lvlt.geojson", areas=179, states=["LV", "LT"]))
    assert facts.boundary == "ab" and words(facts)[-1] == "boundary"
    facts = facts_of(bo.BorderNeared(unit="u1", into="BY", metres=800))
    assert next(iter(facts.alerts.values())).word == "border-near"
    facts = facts_of(fi.Crossed(unit="u1", into="LT", out_of="LV", boundary="ab"))
    assert not facts.alerts, "between Latvia and Lithuania it informs"
    facts = facts_of(fi.Crossed(unit="u1", into="BY", out_of="LV", boundary="ab", alert=True))
    assert [row.word for row in facts.alerts.values()] == ["crossed"]


def test_hours_and_whom_it_concerns() -> None:
    fence = fe.Fence("f", hours=(1320, 360))
    assert fe.is_active(fence, 1400) and fe.is_active(fence, 10) and not fe.is_active(fence, 700)
    assert not fe.is_active(fe.Fence("f", on=False), 0)
    assert fe.concerns(fe.Fence("f", agencies=["vp"], kinds=["car"]), "u1", "vp", "car")
    assert not fe.concerns(fe.Fence("f", agencies=["vp"]), "u1", "pp", "car")
    assert not fe.concerns(fe.Fence("f", unit="u1"), "u1", "vp", "car"), "not the one it moves with"
