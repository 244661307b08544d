"""What there is to play with in the simulated network: radios, gateways, talk-groups, all invented. Who: ``people``."""

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

    ``voices``: who speaks here with the recorded voice of whom, where a group has no clips of its own. ``apart``: its
    talk has dice of its own, so that it changes nobody else's.
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
    apart: bool = False
    intercom: bool = False


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
SITE_IL = "DMR Ilūkste"
DONOR_ZA = "Donors Zarasai"

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
    Gateway(name=DONOR_ZA, site="zarasai", protocol="donor", network=LITHUANIA, link="udp"),
    Gateway(name=SITE_IL, site="municipal", protocol="hbp", network="pp-ilukste", link="udp", transmit=True),
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
        intercom=True,
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
        apart=True,
    ),
    Group(
        name="PP Ilūkste",
        gateway=SITE_IL,
        number="31",
        label="DMR · TG 31",
        agency="pp",
        members=("PP 150", "PP 151", "PP 152", "PP dežūra"),
        every=330.0,
        first=20.0,
        apart=True,
    ),
)
