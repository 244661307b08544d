"""Who plays in the simulated network: units and rooms on both sides of the border, all invented."""

from __future__ import annotations

import msgspec

LATVIA = "247-9"
LITHUANIA = "246-1"


class Radio(msgspec.Struct, frozen=True):
    """One radio of a unit: ``number`` at ``gateway``, for ``talk`` and/or ``data`` (place, status, text)."""

    gateway: str
    number: str
    talk: bool = True
    data: bool = False


class Beat(msgspec.Struct, frozen=True):
    """Where a unit drives: ``road`` between two km from its start, at ``pace`` m/s when nothing hinders."""

    road: str
    start: float
    end: float
    pace: float


class Player(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of the story. ``named`` false: its radio is not in the roster. No ``beat``: a room, which stays."""

    callsign: str
    agency: str
    language: str
    radios: tuple[Radio, ...]
    beat: Beat | None = None
    kind: str = "car"
    crew: str = ""
    vehicle: str = ""
    named: bool = True

    def radio(self, gateway: str) -> Radio | None:
        """Its radio at ``gateway``."""
        return next((radio for radio in self.radios if radio.gateway == gateway), None)

    @property
    def data(self) -> Radio | None:
        """The radio by which it tells where and how it is."""
        return next((radio for radio in self.radios if radio.data), None)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A talk-group. ``every``: seconds between two exchanges, on average; ``first``: when the first begins.

    ``voices``: who speaks here with the recorded voice of whom, where a group has no clips of its own.
    """

    name: str
    gateway: str
    number: str
    label: str
    agency: str
    members: tuple[str, ...]
    every: float
    first: float
    voices: dict[str, str] = {}


class Gateway(msgspec.Struct, frozen=True, kw_only=True):
    """A way in: the ``site`` (a process) that plays it, and what the station must be told to meet it.

    ``link``: ``pty``, ``tcp``, ``udp``, ``multicast``, or ``ports`` for a protocol with a port for each service.
    """

    name: str
    site: str
    protocol: str
    network: str
    link: str
    transmit: bool = False
    options: dict[str, str | int | float | bool] = {}


TETRA_DP = "TETRA Daugavpils"
TETRA_ZA = "TETRA Zarasai"
RTP_DP = "RTP Robeža"
RTP_KO = "RTP Kopīgā"
RTP_IG = "RTP Ignalina"
RTP_DI = "RTP Dispečeri"
DMR = "DMR Latgale"
GPS_DP = "GPS Daugavpils"
GPS_KR = "GPS Krāslava"
GPS_UT = "GPS Utena"
FLEET_DP = "MOTOTRBO Daugavpils"
REPEATER_UT = "Hytera Utena"

GATEWAYS = (
    Gateway(name=TETRA_DP, site="daugavpils", protocol="pei", network=LATVIA, link="pty", transmit=True),
    Gateway(name=TETRA_ZA, site="zarasai", protocol="pei", network=LITHUANIA, link="tcp", transmit=True),
    Gateway(name=RTP_DP, site="border", protocol="rtp", network="robeza", link="multicast", transmit=True),
    Gateway(name=RTP_KO, site="border", protocol="rtp", network="kopiga", link="multicast", transmit=True),
    Gateway(name=RTP_IG, site="ignalina", protocol="rtp", network="ignalina", link="udp"),
    Gateway(name=RTP_DI, site="border", protocol="rtp", network="dispeceri", link="udp", transmit=True),
    Gateway(name=DMR, site="dmr", protocol="usrp", network="latgale", link="udp", transmit=True),
    Gateway(name=GPS_DP, site="positions", protocol="nmea", network="daugavpils", link="pty"),
    Gateway(name=GPS_KR, site="positions", protocol="nmea", network="kraslava", link="tcp"),
    Gateway(name=GPS_UT, site="positions", protocol="nmea", network="utena", link="udp"),
    Gateway(name=FLEET_DP, site="municipal", protocol="mototrbo", network="pp-daugavpils", link="ports", transmit=True),
    Gateway(name=REPEATER_UT, site="municipal", protocol="hytera", network="vt-utena", link="ports", transmit=True),
)

GROUPS = (
    Group(
        name="VP Latgale",
        gateway=TETRA_DP,
        number="2201",
        label="TETRA · 2201",
        agency="vp",
        members=("VP 118", "VP 124", "VP 106", "VP 131", "VP pults"),
        every=115.0,
        first=17.0,
    ),
    Group(
        name="Robeža DP",
        gateway=RTP_DP,
        number="2210",
        label="RTP · A-law",
        agency="vrs",
        members=("VRS 113", "VRS 131", "VRS pults"),
        every=165.0,
        first=5.0,
    ),
    Group(
        name="PP Krāslava",
        gateway=DMR,
        number="9",
        label="DMR · TG 9",
        agency="pp",
        members=("PP 100", "PP pults"),
        every=230.0,
        first=41.0,
    ),
    Group(
        name="LP Utena",
        gateway=TETRA_ZA,
        number="4102",
        label="TETRA · 4102",
        agency="lp",
        members=("LP 115", "LP 103", "LP pultas"),
        every=190.0,
        first=33.0,
    ),
    Group(
        name="VSAT Ignalina",
        gateway=RTP_IG,
        number="1",
        label="RTP · µ-law",
        agency="vsat",
        members=("VSAT 110", "VSAT pultas"),
        every=260.0,
        first=35.0,
    ),
    Group(
        name="Kopīgā 1",
        gateway=RTP_KO,
        number="1",
        label="RTP · VP · LP · VRS",
        agency="",
        members=("LP 115", "VP 124", "VRS 131", "VT 7"),
        every=280.0,
        first=11.5,
    ),
    Group(
        name="PP Daugavpils",
        gateway=DMR,
        number="21",
        label="DMR · TG 21",
        agency="pp",
        members=("PP 120", "PP pults"),
        every=215.0,
        first=9.0,
    ),
    Group(
        name="Dispečeri",
        gateway=RTP_DI,
        number="1",
        label="RTP · rooms",
        agency="",
        members=("VP pults", "LP pultas", "PP pults"),
        every=400.0,
        first=25.0,
    ),
    Group(
        name="VT Utena",
        gateway=REPEATER_UT,
        number="5",
        label="DMR · TG 5",
        agency="vt",
        members=("VT 110", "VT pultas"),
        every=300.0,
        first=14.0,
        voices={"VSAT 110": "VT 110", "VSAT pultas": "VT pultas"},
    ),
)

A13 = "Daugavpils–Medumi–Zarasai"
A6 = "Daugavpils–Krāslava"

PLAYERS = (
    Player(
        callsign="VP 118",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201118", data=True),),
        beat=Beat(A13, 1.5, 22.0, 21.0),
        crew="2",
        vehicle="VW Passat",
    ),
    Player(
        callsign="VP 124",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201124", data=True), Radio(RTP_KO, "2201124")),
        beat=Beat(A13, 0.0, 22.0, 19.0),
        crew="2",
        vehicle="Škoda Superb",
    ),
    Player(
        callsign="VP 106",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201106", data=True),),
        beat=Beat(A6, 18.0, 46.0, 22.0),
        crew="2",
        vehicle="Toyota RAV4",
    ),
    Player(
        callsign="VP 131",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201131", data=True),),
        beat=Beat("Daugavpils–Ilūkste", 2.0, 26.0, 18.0),
        named=False,
    ),
    Player(
        callsign="VRS 113",
        agency="vrs",
        language="lv",
        radios=(Radio(TETRA_DP, "2210113", talk=False, data=True), Radio(RTP_DP, "2210113")),
        beat=Beat(A6, 3.0, 20.0, 16.0),
        crew="2",
        vehicle="Toyota Hilux",
    ),
    Player(
        callsign="VRS 131",
        agency="vrs",
        language="lv",
        radios=(Radio(TETRA_DP, "2210131", talk=False, data=True), Radio(RTP_DP, "2210131"), Radio(RTP_KO, "2210131")),
        beat=Beat(A13, 13.0, 27.0, 15.0),
        crew="2",
        vehicle="Land Rover Defender",
    ),
    Player(
        callsign="PP 100",
        agency="pp",
        language="lv",
        radios=(Radio(DMR, "2471100"), Radio(GPS_KR, "100-1100", talk=False, data=True)),
        beat=Beat("Krāslava–Dagda", 0.0, 9.0, 13.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 120",
        agency="pp",
        language="lv",
        radios=(Radio(DMR, "2471120"), Radio(GPS_DP, "PP120", talk=False, data=True)),
        beat=Beat("Daugavpils–Ilūkste", 0.0, 4.5, 11.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 122",
        agency="pp",
        language="lv",
        radios=(Radio(GPS_KR, "100-1122", talk=False, data=True),),
        beat=Beat(A6, 45.6, 47.4, 1.4),
        kind="foot",
        crew="2",
    ),
    Player(
        callsign="LP 115",
        agency="lp",
        language="lt",
        radios=(Radio(TETRA_ZA, "4102115", data=True), Radio(RTP_KO, "4102115")),
        beat=Beat("Zarasai–Utena", 0.5, 30.0, 22.0),
        crew="2",
        vehicle="Škoda Octavia",
    ),
    Player(
        callsign="LP 103",
        agency="lp",
        language="lt",
        radios=(Radio(TETRA_ZA, "4102103", data=True),),
        beat=Beat("Zarasai–Utena", 20.0, 54.0, 23.0),
        crew="1",
        vehicle="Škoda Octavia",
    ),
    Player(
        callsign="VSAT 110",
        agency="vsat",
        language="lt",
        radios=(Radio(RTP_IG, "4110110"), Radio(TETRA_ZA, "4110110", talk=False, data=True)),
        beat=Beat("Visaginas–Ignalina", 0.0, 14.0, 12.0),
        crew="3",
        vehicle="VW Amarok",
    ),
    Player(
        callsign="VT 7",
        agency="vt",
        language="lt",
        radios=(Radio(GPS_UT, "U00007", talk=False, data=True), Radio(RTP_KO, "4107007")),
        beat=Beat("Zarasai–Utena", 48.0, 54.8, 9.0),
        crew="1",
        vehicle="Toyota Corolla",
    ),
    Player(
        callsign="PP 140",
        agency="pp",
        language="lv",
        radios=(Radio(FLEET_DP, "2471140", talk=False, data=True),),
        beat=Beat(A6, 0.5, 9.0, 11.0),
        crew="2",
        vehicle="Škoda Rapid",
    ),
    Player(
        callsign="PP 141",
        agency="pp",
        language="lv",
        radios=(Radio(FLEET_DP, "2471141", talk=False, data=True),),
        beat=Beat("Daugavpils–Ilūkste", 1.0, 6.0, 10.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 142",
        agency="pp",
        language="lv",
        radios=(Radio(FLEET_DP, "2471142", talk=False, data=True),),
        beat=Beat(A13, 0.2, 1.8, 1.4),
        kind="foot",
        crew="2",
    ),
    Player(
        callsign="VT 110",
        agency="vt",
        language="lt",
        radios=(Radio(REPEATER_UT, "4107110", data=True),),
        beat=Beat("Zarasai–Utena", 46.0, 54.8, 10.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="VT 112",
        agency="vt",
        language="lt",
        radios=(Radio(REPEATER_UT, "4107112", talk=False, data=True),),
        beat=Beat("Zarasai–Utena", 53.2, 54.8, 1.4),
        kind="foot",
        crew="1",
    ),
    Player(
        callsign="VP pults",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201001"), Radio(RTP_DI, "2201001")),
        kind="post",
    ),
    Player(callsign="VRS pults", agency="vrs", language="lv", radios=(Radio(RTP_DP, "2210001"),), kind="post"),
    Player(
        callsign="PP pults",
        agency="pp",
        language="lv",
        radios=(Radio(DMR, "2471001"), Radio(RTP_DI, "2471001")),
        kind="post",
    ),
    Player(
        callsign="LP pultas",
        agency="lp",
        language="lt",
        radios=(Radio(TETRA_ZA, "4102001"), Radio(RTP_DI, "4102001")),
        kind="post",
    ),
    Player(callsign="VT pultas", agency="vt", language="lt", radios=(Radio(REPEATER_UT, "4107001"),), kind="post"),
    Player(callsign="VSAT pultas", agency="vsat", language="lt", radios=(Radio(RTP_IG, "4110001"),), kind="post"),
)

ROADS_OF_THE_CROWD = (
    (A13, 27.0),
    (A6, 47.0),
    ("Daugavpils–Ilūkste", 27.0),
    ("Krāslava–Dagda", 34.0),
    ("Zarasai–Utena", 54.0),
    ("Visaginas–Ignalina", 48.0),
)


def players(scale: int = 1) -> tuple[Player, ...]:
    """The cast; with a ``scale`` above 1 up to 65 units, the further ones heard at the UDP port of Utena."""
    if scale <= 1:
        return PLAYERS
    further = []
    for n in range(min(47, 6 * (scale - 1))):
        road, length = ROADS_OF_THE_CROWD[n % len(ROADS_OF_THE_CROWD)]
        radio = Radio(GPS_UT, f"U{200 + n:05d}", talk=False, data=True)
        beat = Beat(road, 0.0, length, 12.0 + n % 9)
        further.append(Player(callsign=f"PP {200 + n}", agency="pp", language="lv", radios=(radio,), beat=beat))
    return PLAYERS + tuple(further)
