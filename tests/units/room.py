"""Entries as a small room sees them, and random ones for the property tests of the picture."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import strategies as st

from radio import events as ev
from units import actions as ac
from units import alerts as al
from units import borders as bo
from units import discipline as di
from units import earshot as ea
from units import fences as fe
from units import findings as fi
from units import fitness as fit
from units import keeping as ke
from units import patches as pa
from units.entry import Anything, Entry, decode, encode

RADIOS = ["tetra@247-9:1", "tetra@247-9:2", "nmea@pp:100", "console@ab12:1", "cot@lt:7"]
GROUPS = ["tetra@247-9:g1", "usrp@pp:g2"]
CALLS = ["c1", "c2", "c3"]
START = 1_790_000_000.0

CONFIG = fi.ConfigLoaded(
    hash="h",
    room="Daugavpils",
    agencies=[fi.AgencyInfo(id="vp", name="Valsts policija")],
    gateways=[fi.GatewayInfo(name="gw", protocol="pei"), fi.GatewayInfo(name="usrp", protocol="usrp")],
    groups=[
        fi.GroupInfo(id=GROUPS[0], name="VP", gateway="gw", audio=False),
        fi.GroupInfo(id=GROUPS[1], name="PP", gateway="usrp"),
    ],
)


def entry(seq: int, what: Anything, origin: str = "ab12/station", wall: float | None = None) -> Entry:
    """``what`` as it comes back from the journal: encoded and decoded."""
    back = decode(encode(what))
    assert back == what
    return Entry(
        seq, origin, seq, type(what).__name__, START + seq if wall is None else wall, float(seq), "boot", 1, back
    )


def entries(*whats: Anything) -> list[Entry]:
    """``whats`` in a row; actions come from a console."""
    return [
        entry(n, what, "ab12/console/1" if isinstance(what, ac.Action) else "ab12/station")
        for n, what in enumerate(whats, 1)
    ]


_radio = st.sampled_from([*RADIOS, None])
_group = st.sampled_from([*GROUPS, "tetra@247-9:g99", None])
_call = st.sampled_from(CALLS)
_times = st.one_of(st.none(), st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)))
_operator = st.sampled_from(["12", "13", None])
_seat = st.sampled_from(["1", "2"])
_text = st.text(max_size=12)
_fence = st.sampled_from(["f1", "f2"])
_unit = st.sampled_from(["u1", "u2", RADIOS[0], RADIOS[1]])
_before = st.floats(START, START + 60)
_since = st.none() | _before
_ranges = st.lists(st.integers(1, 40), unique=True, max_size=6).map(lambda seqs: [(seq, seq) for seq in sorted(seqs)])

anything: st.SearchStrategy[Anything] = st.one_of(
    st.builds(ev.CallStarted, call=_call, to=_group, radio=_radio, gateway=st.sampled_from(["gw", "usrp"])),
    st.builds(ev.CallStarted, call=_call, to=_group, radio=_radio, radio_time=_times, upload=st.just(True)),
    st.builds(ev.CallEnded, call=_call, to=_group, radio_time=_times),
    st.builds(ev.TalkerNamed, call=_call, radio=_radio, text=_text),
    st.builds(
        ev.Located,
        radio=_radio,
        radio_time=_times,
        lat=st.floats(-91, 91),
        lon=st.floats(-181, 181),
        age=st.one_of(st.none(), st.floats(0, 1800)),
    ),
    st.builds(ev.NoFix, radio=_radio),
    st.builds(ev.TextReceived, radio=_radio, to=_group, text=_text),
    st.builds(ev.StatusReceived, radio=_radio, code=st.integers(0, 5)),
    st.builds(ev.EmergencyRaised, radio=_radio, by=st.just("status")),
    st.builds(ev.Delivered, ref=st.sampled_from(["r1", "r2"]), ok=st.booleans()),
    st.builds(ev.Signal, radio=_radio, battery=st.floats(0, 100)),
    st.builds(ev.LinkUp, gateway=st.sampled_from(["gw", "usrp", "no"])),
    st.builds(ev.LinkDown, gateway=st.sampled_from(["gw", "usrp", "no"]), why=_text),
    st.builds(ev.Signal, gateway=st.just("gw"), link=st.sampled_from(["home", "no signal", "transmitting"])),
    st.builds(ev.Tuned, gateway=st.just("gw"), selected=st.one_of(st.none(), st.just("g"))),
    st.builds(ev.CommandsRefused, gateway=st.just("gw"), commands=st.lists(st.just("+CTGS?"), max_size=1)),
    st.builds(ev.Undecoded, raw=st.just("00"), why=_text),
    st.sampled_from([CONFIG, msgspec.structs.replace(CONFIG, off_duty=[2, 3])]),
    st.builds(fi.StationStarted, pid=st.just(1)),
    st.builds(fi.StationStopped),
    st.builds(
        fi.VoiceRecorded,
        call=_call,
        group=st.just(GROUPS[1]),
        path=st.just("v"),
        sha256=st.just("0"),
        seconds=st.floats(0, 9),
        rate=st.just(8000),
        started=st.just(START),
    ),
    st.builds(
        fi.Keyed, press=st.just("p"), group=st.sampled_from(GROUPS), gateway=st.just("gw"), call=_call, seat=_seat
    ),
    st.builds(
        fi.Unkeyed,
        press=st.just("p"),
        group=st.sampled_from(GROUPS),
        call=_call,
        why=st.sampled_from(["released", "lease"]),
    ),
    st.builds(fi.Sent, action=st.integers(1, 40), ref=st.sampled_from(["r1", "r2"])),
    st.builds(fi.Refused, action=st.integers(1, 40), why=st.sampled_from(fi.REFUSALS)),
    st.builds(
        fi.AlarmOpened,
        alarm=st.sampled_from(["a1", "a2"]),
        radio=_radio,
        by=st.just("status"),
        group=_group,
        call=_call,
    ),
    st.builds(fi.AlarmJoined, alarm=st.sampled_from(["a1", "a2"]), by=st.just("call"), again=st.booleans(), call=_call),
    st.builds(di.PedalChanged, seat=_seat, state=st.sampled_from(di.PEDALS), why=_text),
    st.builds(di.GroupHeld, seat=_seat, operator=_operator, group=st.sampled_from([*GROUPS, ""])),
    st.builds(
        pa.PatchMade,
        patch=st.sampled_from(["p1", "p2"]),
        action=st.integers(1, 40),
        groups=st.lists(st.sampled_from(GROUPS), unique=True),
        purpose=_text,
        until=_before,
        seat=_seat,
        operator=_operator,
    ),
    st.builds(pa.PatchWarned, patch=st.sampled_from(["p1", "p2"]), seconds=st.just(60.0)),
    st.builds(pa.PatchEnded, patch=st.sampled_from(["p1", "p2"]), why=st.sampled_from(pa.ENDS)),
    st.builds(
        fe.FenceDrawn,
        seat=_seat,
        operator=_operator,
        fence=_fence,
        text=_text,
        rings=st.just([[(55.9, 26.5)]]),
        radius=st.floats(10, 999),
        unit=st.sampled_from(["", "u1"]),
    ),
    st.builds(fe.FenceRemoved, seat=_seat, operator=_operator, fence=_fence),
    st.builds(fe.FenceEntered, fence=_fence, unit=_unit, alert=st.booleans()),
    st.builds(fe.FenceLeft, fence=_fence, unit=_unit, seconds=st.floats(0, 9), alert=st.booleans()),
    st.builds(fe.FenceDwelt, fence=_fence, unit=_unit, seconds=st.floats(0, 9)),
    st.builds(bo.BoundaryLoaded, sha256=st.sampled_from(["", "ab"])),
    st.builds(bo.BorderNeared, unit=_unit, into=st.just("BY"), metres=st.floats(0, 999), approximate=st.booleans()),
    st.builds(al.AlertsAcknowledged, seat=_seat, operator=_operator, alerts=st.lists(st.integers(1, 40), max_size=3)),
    st.builds(al.AlertsDismissed, seat=_seat, operator=_operator, alerts=st.lists(st.integers(1, 40), max_size=3)),
    st.builds(ke.ClockSynchronised, on=st.booleans(), why=st.sampled_from(["", "no-source"])),
    st.builds(ke.ReserveUsed, on=st.booleans(), minutes=st.floats(0, 40)),
    st.builds(ea.Unheard, call=_call, why=st.sampled_from(ea.REASONS), missed=st.floats(0, 9), emergency=st.booleans()),
    st.builds(ea.Listened, action=st.integers(1, 40), call=_call, seat=_seat, operator=_operator, enough=st.booleans()),
    st.builds(fit.FitnessAsked, seat=_seat, operator=_operator),
    st.builds(
        fit.FitForDuty,
        fit=st.sampled_from(fit.VERDICTS),
        figures=st.lists(
            st.builds(fit.at_most, st.just("append"), st.none(), st.just("ms"), st.just(50.0)), max_size=1
        ),
    ),
    st.builds(fi.NotRecording, why=_text, on=st.booleans()),
    st.builds(fi.SoundChanged, device=st.sampled_from(["", "headset"])),
    st.builds(
        fi.PositionDoubted, radio=st.sampled_from(RADIOS), why=st.just("jump"), lat=st.just(1.0), lon=st.just(1.0)
    ),
    st.builds(ac.SignedOn, seat=_seat, operator=_operator, role=st.sampled_from(["dispatcher", "supervisor"])),
    st.builds(ke.HoldPlaced, seat=_seat, operator=_operator, hold=st.sampled_from(["h1", "h2"]), reason=_text),
    st.builds(ke.HoldLifted, seat=_seat, operator=_operator, hold=st.sampled_from(["h1", "h2"]), reason=_text),
    st.builds(ac.SignedOff, seat=_seat, operator=_operator),
    st.builds(
        ac.UnitNamed,
        seat=_seat,
        operator=_operator,
        unit=st.sampled_from(["u1", "u2"]),
        callsign=_text,
        radios=st.lists(st.sampled_from(RADIOS[:3]), unique=True, max_size=2),
    ),
    st.builds(ac.UnitRemoved, seat=_seat, operator=_operator, unit=st.sampled_from(["u1", "u2", RADIOS[0]])),
    st.builds(ac.StatusNamed, seat=_seat, operator=_operator, code=st.integers(0, 5), en=_text),
    st.builds(
        ac.StatusSet, seat=_seat, operator=_operator, unit=st.sampled_from(["u1", RADIOS[0]]), code=st.integers(0, 5)
    ),
    st.builds(
        ac.TextSent, seat=_seat, operator=_operator, to=st.sampled_from(RADIOS), text=_text, ref=st.sampled_from(["r1"])
    ),
    st.builds(
        ac.AlarmAcknowledged, seat=_seat, operator=_operator, alarm=st.sampled_from(["a1", "a2"]), shown=st.floats(0, 3)
    ),
    st.builds(
        ac.AlarmClosed, seat=_seat, operator=_operator, alarm=st.sampled_from(["a1", "a2"]), verdict=st.just("test")
    ),
    st.builds(ac.GroupMixed, seat=_seat, group=st.sampled_from(GROUPS), mode=st.sampled_from(["select", "off"])),
    st.builds(ac.Played, seat=_seat, operator=_operator, call=_call),
    st.builds(ac.Dismissed, seat=_seat, operator=_operator, call=_call),
    st.builds(ac.Noted, seat=_seat, operator=_operator, text=_text),
    st.builds(
        ke.ErasureAsked,
        seat=_seat,
        operator=_operator,
        erasure=st.just("e"),
        sort=st.sampled_from(["call", "radio", "unit", "person"]),
        subject=st.sampled_from([*CALLS, *RADIOS, "u1", "abc"]),
        reason=_text,
        since=_since,
        until=_since,
    ),
    st.builds(ke.Erased, action=st.integers(1, 40), entries=_ranges),
    st.builds(
        ke.Pruned, rule=st.just("r"), sort=st.sampled_from(["voice", "positions"]), before=_before, entries=_ranges
    ),
)
