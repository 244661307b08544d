"""A room as on the target picture: eight talk-groups, eleven units on duty, calls, texts, one emergency.

``entries(now)`` are what the journal would hold at ``now``; ``RoomFeed`` shows them without a journal and takes actions
as a journal would: they come back as entries. ``append(log, now)`` writes the same through a real appender.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import Future

from console.live import Act, Feed
from journal.slots import Beat, Levels, OnAir
from radio import events as ev
from units import actions as ac
from units import earshot as ea
from units import findings as fi
from units.entry import Anything, Entry
from units.picture import Picture

NOW = 1795297267.0
"""2026-11-21 23:41:07 in Riga, the moment of the target picture."""

AGENCIES = [
    fi.AgencyInfo(id="vp", name="Valsts policija", country="LV", shape="shield", colour="#0072B2"),
    fi.AgencyInfo(id="vrs", name="Valsts robežsardze", country="LV", shape="diamond", colour="#009E73"),
    fi.AgencyInfo(id="pp", name="Pašvaldības policija", country="LV", shape="circle", colour="#56B4E9"),
    fi.AgencyInfo(id="lp", name="Policija (LT)", country="LT", shape="shield", colour="#E69F00"),
    fi.AgencyInfo(id="vsat", name="VSAT", country="LT", shape="diamond", colour="#CC79A7"),
    fi.AgencyInfo(id="vt", name="Utenos VTS", country="LT", shape="circle", colour="#F0E442"),
]


def _gateway(name: str, protocol: str, network: str, transmit: bool = True) -> fi.GatewayInfo:
    can = ["voice", "transmit", "talker", *(["text", "status", "position"] if protocol == "pei" else [])]
    return fi.GatewayInfo(
        name=name, protocol=protocol, network=network, link="udp", transmit=transmit, capabilities=can
    )


GATEWAYS = [
    _gateway("TETRA Daugavpils", "pei", "247-9"),
    _gateway("DMR Krāslava", "usrp", "kraslava"),
    _gateway("TETRA Zarasai", "pei", "246-7"),
    _gateway("RTP Ignalina", "rtp", "ignalina"),
]


def _group(id_: str, name: str, gateway: str, label: str, agency: str = "", audio: bool = True) -> fi.GroupInfo:
    return fi.GroupInfo(id=id_, name=name, gateway=gateway, label=label, agency=agency, audio=audio, transmit=audio)


GROUPS = [
    _group("tetra@247-9:g2201", "VP Latgale", "TETRA Daugavpils", "TETRA · 2201", "vp"),
    _group("tetra@247-9:g2210", "Robeža DP", "TETRA Daugavpils", "TETRA · 2210", "vrs"),
    _group("dmr@kraslava:g9", "PP Krāslava", "DMR Krāslava", "DMR · TS1 TG 9", "pp"),
    _group("tetra@246-7:g4102", "LP Utena", "TETRA Zarasai", "TETRA · 4102", "lp"),
    _group("rtp@ignalina:g1", "VSAT Ignalina", "RTP Ignalina", "RTP", "vsat"),
    _group("tetra@247-9:g2250", "Kopīgā 1", "TETRA Daugavpils", "TETRA · 2250"),
    _group("dmr@kraslava:g21", "PP Daugavpils", "DMR Krāslava", "DMR · TS2 TG 21", "pp"),
    _group("tetra@246-7:g4190", "Dati LT", "TETRA Zarasai", "TETRA · 4190", "vt", audio=False),
]
VP, BORDER, KRASLAVA, UTENA, IGNALINA, JOINT, DAUGAVPILS, DATA = (g.id for g in GROUPS)

STATUSES = [
    ac.StatusNamed(seat="", code=1, en="free", lv="brīvs", lt="laisvas", key="F"),
    ac.StatusNamed(seat="", code=2, en="moving", lv="ceļā", lt="vyksta", key="M"),
    ac.StatusNamed(seat="", code=3, en="on the way", lv="dodas uz vietu", lt="pakeliui", key="W"),
    ac.StatusNamed(seat="", code=4, en="on scene", lv="notikuma vietā", lt="įvykio vietoje", key="O"),
    ac.StatusNamed(seat="", code=5, en="patrol", lv="patrulē", lt="patruliuoja", key="P"),
    ac.StatusNamed(seat="", code=6, en="break", lv="pārtraukums", lt="pertrauka", key="B"),
    ac.StatusNamed(seat="", code=7, en="post", lv="postenis", lt="postas", key="T"),
    ac.StatusNamed(seat="", code=9, en="off duty", lv="ārpus dienesta", lt="ne tarnyboje", key="X"),
]

# unit id, callsign, agency, radio, lat, lon, course, age of fix s, status, minutes:seconds in it
UNITS: list[tuple[str, str, str, str, float, float, float, float, int, float]] = [
    ("vp118", "VP 118", "vp", "tetra@247-9:2201118", 55.8012, 26.3941, 250.0, 4, 4, 950),
    ("vp124", "VP 124", "vp", "tetra@247-9:2201124", 55.9020, 26.6400, 355.0, 9, 2, 110),
    ("vp106", "VP 106", "vp", "tetra@247-9:2201106", 56.0000, 27.6900, 90.0, 31, 1, 1330),
    ("vrs113", "VRS 113", "vrs", "tetra@247-9:2210113", 55.8290, 26.9000, 180.0, 12, 5, 2282),
    ("vrs131", "VRS 131", "vrs", "tetra@247-9:2210131", 55.7420, 26.2400, 40.0, 7, 2, 151),
    ("pp100", "PP 100", "pp", "dmr@kraslava:100", 55.8960, 27.3740, 10.0, 140, 1, 764),
    ("pp120", "PP 120", "pp", "dmr@kraslava:120", 55.8820, 26.5060, 0.0, 48, 6, 500),
    ("lp115", "LP 115", "lp", "tetra@246-7:4102115", 55.6800, 26.0300, 220.0, 5, 2, 55),
    ("lp103", "LP 103", "lp", "tetra@246-7:4102103", 55.6000, 25.6300, 0.0, 20, 4, 1050),
    ("vsat110", "VSAT 110", "vsat", "rtp@ignalina:110", 55.5400, 26.6400, 0.0, 850, 7, 3138),
    ("vt7", "VT 7", "vt", "tetra@246-7:4190007", 55.4980, 25.6000, 0.0, 16, 5, 1211),
]
OFF_DUTY = [
    ("vp140", "VP 140", "vp", "tetra@247-9:2201140"),
    ("pp130", "PP 130", "pp", "dmr@kraslava:130"),
    ("vsat112", "VSAT 112", "vsat", "rtp@ignalina:112"),
]


def _shape(seed: int) -> list[int]:
    chance = random.Random(seed)
    return [chance.randint(30, 255) if chance.random() > 0.12 else chance.randint(0, 25) for _ in range(48)]


def entries(now: float = NOW, emergency: bool = True, signed: bool = True) -> list[tuple[float, Anything]]:
    """(wall, what) in order, ending at ``now``."""
    rows: list[tuple[float, Anything]] = [*_shift(now, signed), *_units(now), *_traffic(now)]
    if emergency:
        rows += _emergency(now)
    return sorted(rows, key=lambda row: row[0])


def _shift(now: float, signed: bool) -> Iterator[tuple[float, Anything]]:
    start = now - 6 * 3600
    yield start, fi.JournalOpened(mode="live", installation="0a1b2c3d", product="test")
    yield start + 0.1, fi.StationStarted(pid=1, product="test")
    yield (
        start + 0.2,
        fi.ConfigLoaded(
            hash="00", path="kopa.toml", room="Latgale", agencies=AGENCIES, gateways=GATEWAYS, groups=GROUPS
        ),
    )
    yield start + 0.3, fi.SoundChanged(device="Headset")
    for status in STATUSES:
        yield start + 0.4, status
    for gateway in GATEWAYS:
        yield start + 1, ev.LinkUp(gateway=gateway.name)
    if signed:
        yield start + 2, ac.SignedOn(seat="1", operator="12", name="Operator 12", role="supervisor")
    volumes = {VP: 80, BORDER: 60, KRASLAVA: 60, UTENA: 40, IGNALINA: 40, JOINT: 70, DAUGAVPILS: 50, DATA: 60}
    for group, volume in volumes.items():
        mode = "select" if group == VP else "monitor"
        yield start + 3, ac.GroupMixed(seat="1", operator="12", group=group, mode=mode, volume=volume)


def _units(now: float) -> Iterator[tuple[float, Anything]]:
    start = now - 6 * 3600 + 5
    for unit, callsign, agency, radio, *_ in UNITS:
        crew, vehicle = ("2 officers", "LV 4482") if unit == "vp118" else ("2 officers", "")
        yield (
            start,
            ac.UnitNamed(
                seat="", unit=unit, callsign=callsign, agency=agency, radios=[radio], crew=crew, vehicle=vehicle
            ),
        )
    for unit, callsign, agency, radio in OFF_DUTY:
        yield start, ac.UnitNamed(seat="", unit=unit, callsign=callsign, agency=agency, radios=[radio])
    for _, _, _, radio, lat, lon, course, age, status, since in UNITS:
        yield now - since, ev.StatusReceived(radio=radio, code=status)
        speed = 14.0 if status in (2, 5) else 0.0
        for step in range(20, -1, -1):
            back = step * 30.0
            yield (
                now - age - back,
                ev.Located(
                    radio=radio,
                    lat=lat - step * 0.0035,
                    lon=lon - step * 0.0020 * (1 if unit_moves(speed) else 0),
                    speed=speed,
                    course=course,
                    accuracy=20.0,
                    rssi=-81.0,
                ),
            )
    yield now - 300, ev.Signal(radio="tetra@247-9:2201118", battery=64.0, rssi=-81.0)
    yield now - 20 * 60, ac.JobSet(seat="1", operator="12", unit="lp103", job="job 14")


def unit_moves(speed: float) -> bool:
    """True for a unit that is under way."""
    return speed > 1


def _call(at: float, seconds: float, radio: str, group: str, heard: bool = True) -> Iterator[tuple[float, Anything]]:
    call = f"c{int(at * 10)}"
    yield at, ev.CallStarted(call=call, radio=radio, to=group, gateway="TETRA Daugavpils")
    yield at + seconds, ev.CallEnded(call=call, radio=radio, to=group)
    yield (
        at + seconds + 0.1,
        fi.VoiceRecorded(
            call=call,
            group=group,
            path=f"voice/2026-11-21/{call}.flac",
            sha256="00",
            seconds=seconds,
            rate=8000,
            started=at,
            shape=_shape(int(at)),
        ),
    )


def _traffic(now: float) -> Iterator[tuple[float, Anything]]:
    radios = {unit[0]: unit[3] for unit in UNITS}
    yield from _call(now - 9.5 * 60, 4, radios["pp100"], KRASLAVA)
    yield from _call(now - 185, 9, radios["vp124"], VP)
    yield now - 147, fi.Crossed(unit="vrs131", into="Lithuania")
    yield now - 122, ev.StatusReceived(radio=radios["pp100"], code=1)
    yield from _call(now - 80, 4, radios["vrs113"], BORDER)
    yield now - 55, ev.TextReceived(radio=radios["vsat110"], to=UTENA, text="Esame prie posto, laukiame")
    yield now - 42, ev.LinkDown(gateway="RTP Ignalina", why="no answer for 15 s")
    # muted for a moment, so that this call went unheard
    yield now - 37, ac.GroupMixed(seat="1", operator="12", group=UTENA, mode="monitor", muted=True, volume=40)
    yield from _call(now - 36, 11, radios["lp115"], UTENA)
    yield (
        now - 24.8,
        ea.Unheard(call=f"c{int((now - 36) * 10)}", why="muted", group=UTENA, seconds=11.0, missed=11.0),
    )
    yield now - 24, ac.GroupMixed(seat="1", operator="12", group=UTENA, mode="monitor", volume=40)
    yield now - 400, ev.CallStarted(call="secret", radio=radios["pp120"], to=DAUGAVPILS, encrypted="ARC4 key 3")
    yield now - 395, ev.CallEnded(call="secret", to=DAUGAVPILS)


def _emergency(now: float) -> Iterator[tuple[float, Anything]]:
    radio = "tetra@247-9:2201118"
    yield now - 7.02, ev.CallStarted(call="e1", radio=radio, to=VP, emergency=True, gateway="TETRA Daugavpils")
    yield now - 7.01, ev.StatusReceived(radio=radio, code=0)
    yield now - 7, ev.EmergencyRaised(radio=radio, by="button", to=VP)
    yield now - 7, fi.AlarmOpened(alarm="a1", radio=radio, by="button", group=VP, call="e1")


class RoomFeed(Feed):
    """The room without a journal. ``acts`` is what was done here; each act is taken in as an entry."""

    def __init__(
        self, now: float | None = NOW, emergency: bool = True, signed: bool = True, empty: bool = False
    ) -> None:
        super().__init__(Picture())
        self._fixed = now
        self.acts: list[Act] = []
        self._seq = 0
        if not empty:
            for wall, what in entries(self.now(), emergency, signed):
                self.take(what, wall, tell=False)
        self.levels = Levels(groups={VP: 74})
        self.onair = OnAir()
        self.beats = {name: Beat(pid=1, count=1, sound="Headset") for name in ("station", "voice", "worker")}

    def now(self) -> float:
        """The fixed time, or the wall clock."""
        return time.time() if self._fixed is None else self._fixed

    def set_now(self, now: float) -> None:
        """Move the fixed clock."""
        self._fixed = now

    @property
    def can_act(self) -> bool:
        """Acts are recorded."""
        return True

    def act(self, action: Act) -> Future[int]:
        """Remember and take ``action`` in."""
        self.acts.append(action)
        done: Future[int] = Future()
        done.set_result(self.take(action, origin="0a1b2c3d/console/1"))
        return done

    def take(self, what: Anything, wall: float | None = None, origin: str = "", tell: bool = True) -> int:
        """Append ``what`` and show what it changed; the entry's ``seq``."""
        self._seq += 1
        entry = Entry(
            seq=self._seq,
            origin=origin or "0a1b2c3d/station",
            n=self._seq,
            kind=type(what).__name__,
            wall=self.now() if wall is None else wall,
            mono=0.0,
            boot="",
            clock=1,
            what=what,
        )
        changes = self.picture.apply(entry)
        if tell:
            self.show(changes)
        return self._seq
