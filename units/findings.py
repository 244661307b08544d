"""What the station concluded or did, once. Never re-derived: replay reads it, as live does."""

from __future__ import annotations

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag=True):
    """What every finding has: nothing but its kind."""


class JournalOpened(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The first entry of a journal. ``mode`` is ``live`` or ``exercise``, for its whole life."""

    mode: str
    installation: str
    product: str = ""


class StationStarted(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The station came up; calls and keyings open before this entry did not survive it."""

    pid: int
    product: str = ""


class StationStopped(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The station went down on purpose."""

    why: str = ""


class AgencyInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An agency as configured. ``shape``: ``shield``, ``diamond``, ``circle``, of guests ``pentagon``; ``colour`` as
    ``#RRGGBB``."""

    id: str
    name: str
    country: str = ""
    shape: str = "circle"
    colour: str = "#56B4E9"


class GatewayInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A gateway as configured. ``capabilities`` as :class:`radio.codec.Spec` has them; secrets never.

    ``through``: the gateway by whose commands a donor radio without a line of its own is keyed.
    """

    name: str
    protocol: str
    network: str = ""
    link: str = ""
    transmit: bool = False
    capabilities: list[str] = []
    through: str = ""


class GroupInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A talk-group as configured. ``label`` is the second line of its tile, ``TETRA · 2201``.

    ``coded`` names the vocoder its radios use, where one is needed to hear them; ``audio`` is false without it.
    ``voice``: the gateway by which it is heard and spoken to, where that is another (a donor radio).
    ``intercom``: dispatchers of other positions and rooms, no radios.
    """

    id: str
    name: str
    gateway: str
    label: str = ""
    agency: str = ""
    audio: bool = True
    transmit: bool = False
    coded: str = ""
    voice: str = ""
    intercom: bool = False

    @property
    def carrier(self) -> str:
        """The gateway by which it is heard and spoken to."""
        return self.voice or self.gateway


class ConfigLoaded(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A configuration took effect. ``hash`` is the file's SHA-256; ``path`` says which file.

    ``off_duty``: the status codes that mean that a unit is off duty, whose positions are then not kept.
    """

    hash: str
    path: str = ""
    room: str = ""
    off_duty: list[int] = []
    agencies: list[AgencyInfo] = []
    gateways: list[GatewayInfo] = []
    groups: list[GroupInfo] = []


class ConfigRefused(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A changed configuration file has an error and the running one stays. ``why`` names file, line and key."""

    why: str


class VoiceRecorded(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A call's recording was finalised.

    ``path`` is relative to the journal's folder; ``sha256`` of the file; ``started`` seconds since 1970 UTC of the
    first sample; ``shape`` 48 peaks 0–255 for the small picture; ``recovered`` after a crash; ``gap`` s without
    voice inside the call (lost, or nobody spoke): of each such stretch at most 5 s are kept, as silence; ``cuts`` are
    the places (s into the file) where more is left out, and how much (s): :mod:`units.cuts`. Older entries have none.
    ``frames`` is a file with what the radio's own vocoder (``codec``) sent, as it came; without a decoder for it there
    is nothing else, and ``path`` is empty.
    """

    call: str
    group: str
    path: str
    sha256: str
    seconds: float
    rate: int
    started: float
    shape: list[int] = []
    recovered: bool = False
    gap: float = 0.0
    cuts: list[tuple[float, float]] = []
    codec: str = ""
    frames: str = ""
    frames_sha256: str = ""

    @property
    def files(self) -> list[tuple[str, str]]:
        """Path and SHA-256 of each file that belongs to the recording."""
        both = [(self.path, self.sha256), (self.frames, self.frames_sha256)]
        return [(path, sha256) for path, sha256 in both if path or sha256]


class VoiceBroken(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """Of ``seconds`` of ``call`` so many could not be heard: ``lost`` never came, ``late`` came when it was too late.

    What came late is on record all the same. Told when a call is over, of those of which a twentieth is missing.
    """

    call: str
    group: str = ""
    seconds: float = 0.0
    lost: float = 0.0
    late: float = 0.0


class RecordingDamaged(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """Of what lay on the disk of ``call`` so many bytes were ``damaged`` and could not be read.

    ``path``: the recording made of the rest; of a ``whole`` one the file it was set aside in, and there is none.
    """

    call: str
    path: str
    damaged: int
    group: str = ""
    whole: bool = False


class VoiceLost(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """So many ``seconds`` of ``call`` are on no record: the disk took nothing, and memory for it was full."""

    call: str
    seconds: float
    group: str = ""


class Keyed(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A transmitter was keyed for ``press``. ``late`` (s): after the fact, the disk was not there. ``priority``: one of
    :mod:`units.actions`."""

    press: str
    group: str
    gateway: str
    call: str
    seat: str
    operator: str | None = None
    late: float = 0.0
    priority: int = 0


ALL_CALL_OF = "an all-call of seat "
"""How the ``detail`` begins of what an all-call interrupted or kept from being keyed; the seat follows."""


class Unkeyed(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A transmitter was unkeyed. ``why``: ``released``, ``lease``, ``limit``, ``link``, ``restart``, ``no-voice`` (the
    voice process ended), ``no-microphone`` (nothing came from it), or the network's own: ``refused``, ``interrupted``,
    with its ``detail``. ``interrupted`` also by somebody here who goes before it: the ``detail`` says who."""

    press: str
    group: str
    call: str
    why: str = "released"
    detail: str = ""


class Sent(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The action of entry ``action`` was handed to the network under ``ref``."""

    action: int
    ref: str = ""


class Refused(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The action of entry ``action`` was not carried out. ``why`` is one of :data:`REFUSALS`; ``detail`` free.

    ``action`` is 0 for a press whose entry never came. ``group`` is the talk-group it was about.
    """

    action: int
    why: str
    detail: str = ""
    seat: str = ""
    press: str = ""
    group: str = ""


REFUSALS = (
    "unsigned",
    "rights",
    "stale",
    "unknown-outcome",
    "no-link",
    "transmit-off",
    "unable",
    "busy",
    "unknown-target",
    "held",
    "off-duty",
    "patched",
    "one-transmitter",
    "intercom",
    "no-audio",
    "encrypted",
    "no-voice",
    "no-microphone",
    "one-microphone",
    "emergency",
    "unreadable",
)


class AlarmOpened(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """An emergency opened. ``by`` as in the event; ``late`` (s): the record had lost it and has it only now."""

    alarm: str
    radio: str | None
    by: str
    group: str | None = None
    call: str | None = None
    late: float = 0.0


class AlarmJoined(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A further signal of an open emergency. ``again``: a new press after acknowledgement, which sounds again."""

    alarm: str
    by: str
    call: str | None = None
    again: bool = False


class AlarmEscalated(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """Nobody acknowledged for ``seconds``: the alarm now belongs to every seat."""

    alarm: str
    seconds: float


class ClockJumped(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """The wall clock moved by ``seconds`` against the monotonic one."""

    seconds: float


class NotRecording(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """Recording stopped (``on`` false: is possible again). Written as soon as the disk takes it."""

    why: str
    on: bool = True
    since: float = 0.0


class SoundChanged(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A sound device went away or came back. ``device``: the loudspeaker in use, empty when there is none.

    ``lost``: devices missing beside it, by name or ``microphone``; what they played sounds from ``device`` meanwhile.
    """

    device: str = ""
    why: str = ""
    lost: list[str] = []


class ProgramEnded(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A program of the station (``voice``, ``worker``, ``simulator``) ended unasked; it is started again."""

    program: str
    why: str


class PositionDoubted(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A fix was not believed: kept, but it does not move the marker.

    ``why``: ``jump`` (``metres`` in ``seconds`` since the last that was believed; ``fastest`` m/s would have been),
    ``speed`` (told as more than ``fastest``), ``range`` (``metres`` beyond the room's area), ``coarse`` (known to
    ``metres`` only). ``late``: a later one is believed already, so that where the unit is now is not in doubt.
    """

    radio: str
    why: str
    lat: float
    lon: float
    metres: float = 0.0
    seconds: float = 0.0
    fastest: float = 0.0
    late: bool = False


class FixesFailed(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """Several units' receivers began to fail together, as under a jammer; with ``on`` false most have recovered."""

    units: list[str]
    on: bool = True


class Crossed(Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A unit crossed into ``into`` (a country's two letters) from ``out_of``, by the imported boundary of that SHA-256:
    a border that is known only about journals nothing. Either is empty where that boundary knows of no state: the unit
    left, nobody can say for where, or came back from there. ``alert``: it is on the amber list, too; ``late``: the
    position it was found by may be so old (s), as the radio says no more of it; ``radio`` sent that."""

    unit: str
    into: str
    out_of: str = ""
    boundary: str = ""
    alert: bool = False
    late: float = 0.0
    radio: str = ""

    @property
    def told(self) -> tuple[str, str]:
        """The word for it, and the state that is said with it."""
        return ("crossed", self.into) if self.into else ("left-state", self.out_of)


AnyFinding = (
    JournalOpened
    | StationStarted
    | StationStopped
    | ConfigLoaded
    | ConfigRefused
    | VoiceRecorded
    | VoiceBroken
    | RecordingDamaged
    | VoiceLost
    | Keyed
    | Unkeyed
    | Sent
    | Refused
    | AlarmOpened
    | AlarmJoined
    | AlarmEscalated
    | ClockJumped
    | NotRecording
    | SoundChanged
    | ProgramEnded
    | PositionDoubted
    | FixesFailed
    | Crossed
)
