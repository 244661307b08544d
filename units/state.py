"""The shapes of which the picture is made. Plain, mutable, encodable: a bookmark is these, written down."""

from __future__ import annotations

import msgspec

from gps.fix import Fix
from units.alerts import Alert
from units.borders import LastCrossing
from units.fences import Fence, Within
from units.findings import AgencyInfo, GatewayInfo, GroupInfo
from units.fitness import Measured


class Rejected(msgspec.Struct, omit_defaults=True):
    """The last fix that was not believed, of ``count`` since the last that was: when it came, where, why and by how
    much, as the finding says it."""

    at: float
    why: str
    lat: float
    lon: float
    metres: float = 0.0
    seconds: float = 0.0
    fastest: float = 0.0
    count: int = 1


class Unit(msgspec.Struct, omit_defaults=True):
    """A unit on the board and the map. A radio nobody named yet is a unit whose ``id`` is the radio's.

    Times are seconds since 1970 UTC. ``status_by``: ``radio`` or ``operator``. ``fix_age`` is the upper bound the radio
    gave for the age of its fix when it arrived, s; infinite where the radio says that it does not know. ``doubted`` is
    the place that the next position report repeats and that does not move the marker. ``trail`` holds (lat, lon, time),
    oldest first. ``until``: of a guest (:mod:`units.guests`), the moment up to which it said that it would be there.
    """

    id: str
    callsign: str = ""
    agency: str = ""
    kind_of: str = "car"
    radios: list[str] = []
    crew: str = ""
    vehicle: str = ""
    named: bool = False
    status: int | None = None
    status_before: int | None = None
    status_since: float = 0.0
    status_by: str = ""
    job: str = ""
    fix: Fix | None = None
    fix_age: float = 0.0
    fix_radio: str = ""
    no_fix: bool = False
    doubtful: str = ""
    doubted: tuple[float, float] | None = None
    rejected: Rejected | None = None
    talking: str = ""
    group: str = ""
    alarm: str = ""
    last_heard: float = 0.0
    battery: float | None = None
    rssi: float | None = None
    trail: list[tuple[float, float, float]] = []
    crossed: LastCrossing | None = None
    until: float = 0.0


class Gateway(msgspec.Struct, omit_defaults=True):
    """A gateway and its proven state: ``up``, ``down`` or ``waiting`` (open, nothing proven yet).

    What its own radio tells, where it is one: how it is ``registered``, its reception (``deaf``: none), the group it is
    set to and those it scans, which groups it holds (``known``, with names), the commands it lacks, and the ``turn`` of
    our transmission: ``granted``, ``queued``, ``refused``, ``interrupted`` or empty.
    """

    info: GatewayInfo
    state: str = "waiting"
    since: float = 0.0
    why: str = ""
    registered: str = ""
    rssi: float | None = None
    deaf: bool = False
    battery: float | None = None
    selected: str = ""
    scanned: list[str] = []
    known: dict[str, str] = {}
    lacks: list[str] = []
    turn: str = ""
    turn_why: str = ""


class Group(msgspec.Struct, omit_defaults=True):
    """A talk-group tile's facts. ``call`` is the call in progress; ``talker`` a radio id; ``keyed`` the seat on air,
    ``press`` and ``priority`` its press's."""

    info: GroupInfo
    call: str = ""
    talker: str = ""
    talk_since: float = 0.0
    last_call: str = ""
    last_talker: str = ""
    last_time: float = 0.0
    encrypted: str = ""
    alarm: str = ""
    keyed: str = ""
    keyed_since: float = 0.0
    press: str = ""
    priority: int = 0


class Part(msgspec.Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One of several recordings of a call (:mod:`units.recorded`), told of in entry ``seq``; ``cuts`` as in
    :mod:`units.cuts`; the rest as in Call."""

    seq: int
    path: str = ""
    recorded: float = 0.0
    seconds: float = 0.0
    shape: list[int] = []
    cuts: list[tuple[float, float]] = []


class Call(msgspec.Struct, omit_defaults=True):
    """One call. ``radio`` spoke first; ``own`` is the press id when we transmitted it; ``shape`` 48 peaks 0–255.

    ``voice`` is the entry of its recording, ``recorded`` when that begins (s UTC); ``gone``: ``erased`` if there was
    one. A call longer than an hour has several, in order in ``parts`` (else empty, but for one with cuts): ``path`` is
    the first one's, ``voice`` the newest one's, ``seconds`` and ``shape`` are of all. ``upload``: it came when it was
    over, from another recorder (:mod:`units.handed_in`). ``heard``: nobody need hear it any more; ``unheard`` why
    nobody could at first (:data:`units.earshot.REASONS`), ``missed`` how many s of it; ``marks``: its record's
    (:data:`recorded.MARKS`). ``priority``: ours, as pressed."""

    id: str
    to: str = ""
    radio: str = ""
    talker: str = ""
    gateway: str = ""
    heard_via: list[str] = []
    start: float = 0.0
    end: float | None = None
    why: str = ""
    group: bool = True
    emergency: bool = False
    encrypted: str = ""
    own: str = ""
    late: bool = False
    path: str = ""
    seconds: float = 0.0
    shape: list[int] = []
    heard: bool = False
    unheard: str = ""
    missed: float = 0.0
    line: int = 0
    voice: int = 0
    gone: str = ""
    upload: bool = False
    recorded: float = 0.0
    parts: list[Part] = []
    marks: dict[str, float] = {}
    priority: int = 0

    @property
    def paths(self) -> list[str]:
        """Everything of it that can be played, in order."""
        return [part.path for part in self.parts if part.path] or ([self.path] if self.path else [])


class Alarm(msgspec.Struct, omit_defaults=True):
    """An emergency. ``signals``: what raised it, first first; ``ringing`` until acknowledged, anew if pressed again."""

    id: str
    radio: str = ""
    unit: str = ""
    group: str = ""
    call: str = ""
    opened: float = 0.0
    signals: list[str] = []
    ringing: bool = True
    escalated: bool = False
    acknowledged: float = 0.0
    acknowledged_by: str = ""
    line: int = 0


class Mix(msgspec.Struct, omit_defaults=True):
    """How one seat hears one talk-group: ``mode`` ``select``, ``monitor`` or ``off``; volume in %.

    ``output``: the bus it sounds on, ``select``, ``unselect`` or ``headset``, or empty: as its mode says; ``pan`` from
    -100 (left) to 100 (right) there."""

    mode: str = "monitor"
    muted: bool = False
    volume: int = 70
    output: str = ""
    pan: int = 0


class Seat(msgspec.Struct, omit_defaults=True):
    """A position: who sits there and how it hears. ``operator`` empty: unsigned.

    ``agencies`` as in :class:`units.actions.SignedOn`: whose records the operator may read, ``None`` for all.
    ``held``: the one talk-group it hears alone; ``pedal``: one of :data:`units.discipline.PEDALS`, empty: none."""

    id: str
    operator: str = ""
    name: str = ""
    role: str = ""
    agencies: list[str] | None = None
    since: float = 0.0
    mix: dict[str, Mix] = {}
    held: str = ""
    pedal: str = ""
    pedal_why: str = ""


class Status(msgspec.Struct, omit_defaults=True):
    """A row of the status book. ``key`` is the letter that sets it by hand after S."""

    code: int
    en: str = ""
    lv: str = ""
    lt: str = ""
    agency: str = ""
    key: str = ""


class Line(msgspec.Struct, omit_defaults=True):
    """A row of the stream, keyed by the ``seq`` of its first entry; later entries may change it.

    ``sort``: ``call``, ``text``, ``status``, ``alarm``, ``note``, ``link``, ``position`` or ``system``. ``text`` is
    data (never a sentence to translate); ``word`` names the sentence for the view: see ``console/words.py``. ``state``:
    ``on-air``, ``ended``, ``unread``, ``read``, ``sent``, ``delivered``, ``failed``, ``refused``, ``open``,
    ``acknowledged``, ``closed`` or empty. ``late``: the position it was found by may be so old (s).
    """

    seq: int
    time: float
    sort: str
    unit: str = ""
    radio: str = ""
    group: str = ""
    word: str = ""
    text: str = ""
    number: float | None = None
    call: str = ""
    alarm: str = ""
    ref: str = ""
    state: str = ""
    operator: str = ""
    late: float = 0.0


class Hold(msgspec.Struct, omit_defaults=True):
    """A legal hold in force, as :class:`units.keeping.HoldPlaced` says it; ``operator`` placed it at ``placed``."""

    id: str
    reason: str = ""
    operator: str = ""
    placed: float = 0.0
    since: float | None = None
    until: float | None = None
    units: list[str] = []
    radios: list[str] = []
    groups: list[str] = []
    calls: list[str] = []


class Asked(msgspec.Struct, omit_defaults=True):
    """An erasure that was asked for and is not done: of whom, as :class:`units.keeping.ErasureAsked` says it."""

    sort: str
    subject: str
    since: float | None = None
    until: float | None = None


class Patch(msgspec.Struct, omit_defaults=True):
    """Talk-groups that are joined, as :class:`units.patches.PatchMade` says it; ``action``: the entry that wished it.

    ``warned``: why it ends soon, empty while it does not.
    """

    id: str
    action: int = 0
    groups: list[str] = []
    purpose: str = ""
    operator: str = ""
    seat: str = ""
    since: float = 0.0
    until: float = 0.0
    unit: str = ""
    alarm: str = ""
    warned: str = ""


class Opening(msgspec.Struct, omit_defaults=True):
    """A segment opens: entries up to ``last`` tell what was known; ``named`` are the subjects told so far, by table."""

    last: int
    named: dict[str, list[str]] = {}


class Facts(msgspec.Struct, omit_defaults=True):
    """Everything the picture holds. ``version`` guards bookmarks against a newer program.

    ``unsynchronised`` is since when (s since 1970 UTC) no time source keeps the station's clock, 0 while one does;
    ``reserve`` since when the disk is full and its reserve in use, 0 while it is not; ``off_duty`` the status codes
    that mean off duty; ``config_path`` the configuration in use; ``over``: by class (:mod:`journal.classes`), or
    class and talk-group where that has a period of its own, the moment (s since 1970 UTC) before which what was made is
    past its retention period and deleted; ``failing``: how many units' receivers failed together, since when;
    ``sound``: the loudspeaker in use, ``sound_lost``: devices missing beside it; ``unlisted``: unheard transmissions so
    far back that only their number is kept; ``boundary``: the SHA-256 of what says whose ground it is; ``fenced``: the
    entry that changed a fence last.
    """

    version: int
    seq: int = 0
    wall: float = 0.0
    clock: int = 1
    mode: str = ""
    installation: str = ""
    room: str = ""
    recording: str = ""
    sound: str = ""
    sound_lost: list[str] = []
    config_error: str = ""
    config_path: str = ""
    off_duty: list[int] = []
    over: dict[str, float] = {}
    unsynchronised: float = 0.0
    clock_why: str = ""
    reserve: float = 0.0
    failing: int = 0
    failing_since: float = 0.0
    unlisted: int = 0
    boundary: str = ""
    fenced: int = 0
    measured: Measured | None = None
    agencies: dict[str, AgencyInfo] = {}
    gateways: dict[str, Gateway] = {}
    groups: dict[str, Group] = {}
    units: dict[str, Unit] = {}
    radios: dict[str, str] = {}
    calls: dict[str, Call] = {}
    alarms: dict[str, Alarm] = {}
    seats: dict[str, Seat] = {}
    holds: dict[str, Hold] = {}
    patches: dict[str, Patch] = {}
    fences: dict[str, Fence] = {}
    within: dict[str, Within] = {}
    alerts: dict[int, Alert] = {}
    statuses: dict[int, Status] = {}
    agency_statuses: dict[str, Status] = {}
    lines: dict[int, Line] = {}
    refs: dict[str, int] = {}
    erasures: dict[int, Asked] = {}
    opening: Opening | None = None


class Changes(msgspec.Struct):
    """What one or more entries changed; each view decides for itself whether to redraw. ``all``: everything may differ
    (a configuration, a jump in time)."""

    all: bool = False
    config: bool = False
    state: bool = False
    units: set[str] = msgspec.field(default_factory=set)
    groups: set[str] = msgspec.field(default_factory=set)
    gateways: set[str] = msgspec.field(default_factory=set)
    alarms: set[str] = msgspec.field(default_factory=set)
    seats: set[str] = msgspec.field(default_factory=set)
    holds: set[str] = msgspec.field(default_factory=set)
    patches: set[str] = msgspec.field(default_factory=set)
    fences: set[str] = msgspec.field(default_factory=set)
    alerts: set[int] = msgspec.field(default_factory=set)
    calls: set[str] = msgspec.field(default_factory=set)
    lines: set[int] = msgspec.field(default_factory=set)
    statuses: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__struct_fields__)
