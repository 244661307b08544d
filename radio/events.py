"""What the air said, in one vocabulary for every network. No judgement: judging is the station's findings.

Frozen, past tense, SI units, WGS 84, UTC. Encoded as msgpack maps with a ``kind`` tag; defaults are left out.
Radios and groups are system-qualified: ``tetra@247-9:1234567``, ``dmr@kraslava:g9``.
"""

from __future__ import annotations

from datetime import datetime

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag=True):
    """What every event has. ``radio_time`` is the radio's own clock (UTC); ``rssi`` in dBm."""

    gateway: str = ""
    radio: str | None = None
    radio_time: datetime | None = None
    rssi: float | None = None


class Registered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A radio announced itself; it must refresh within ``minutes``. ``name``: what it calls itself, if anything."""

    minutes: float | None = None
    name: str = ""


class Deregistered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A radio signed off."""

    minutes: float | None = None


class CallStarted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A call began, or was joined in progress (``late``). ``call`` is unique in the journal.

    ``upload``: it came as a whole when it was over, with its recording, and ``radio_time`` says when it began.
    """

    call: str
    to: str | None = None
    group: bool = True
    emergency: bool = False
    encrypted: str | None = None
    slot: int | None = None
    late: bool = False
    upload: bool = False


class CallEnded(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A call ended. ``why``: ``released``, ``timeout``, ``lost`` or ``preempted``."""

    call: str
    to: str | None = None
    why: str = "released"


class TalkerNamed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Who speaks in ``call`` became known: ``radio``, and ``text`` where the network sends an alias.

    ``radio`` ``None`` with an empty ``text``: the talker stopped and the call hangs on.
    """

    call: str
    text: str = ""


class Located(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A position. ``age`` is an upper bound in s; ``undated``: the radio says that it does not know that; ``reason`` a
    word (``emergency``, ``periodic`` …) or the number."""

    lat: float
    lon: float
    speed: float | None = None
    course: float | None = None
    altitude: float | None = None
    accuracy: float | None = None
    age: float | None = None
    reason: str | None = None
    undated: bool = False


class NoFix(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The radio reported that it does not know where it is."""

    reason: str | None = None


class TextReceived(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A text message. ``wants``: the report asked for, ``none``, ``received`` or ``read``."""

    to: str | None = None
    text: str
    ref: str | None = None
    wants: str = "none"


class StatusReceived(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A pre-coded status. What ``code`` means is the status book's to say."""

    to: str | None = None
    code: int


class EmergencyRaised(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An emergency signal. ``by``: ``status``, ``position``, ``call`` or ``button``.

    ``late``: it may have been on before the link was, as a server tells what it keeps to whoever connects.
    """

    by: str
    call: str | None = None
    to: str | None = None
    late: bool = False


class EmergencyCancelled(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The radio took its emergency back."""

    by: str = "button"


class Delivered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """What became of something sent. ``by``: ``network``, ``radio`` or ``person``."""

    ref: str
    ok: bool
    by: str = "network"


class Signal(Event, frozen=True, kw_only=True, omit_defaults=True):
    """How a radio or a gateway is doing. ``battery`` in %, ``link`` in words."""

    battery: float | None = None
    link: str | None = None


class Tuned(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Which groups a gateway's own radio hears: it speaks on ``selected``, ``scanned`` it only listens to.

    Such a radio carries one call at a time. ``known``: the groups it holds besides, with their names.
    """

    selected: str | None = None
    scanned: list[str] = []
    known: dict[str, str] = {}


class CommandsRefused(Event, frozen=True, kw_only=True, omit_defaults=True):
    """What the gateway's radio does not take of what it must do for us; empty: by now it takes everything."""

    commands: list[str] = []


class LinkUp(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The gateway's peer proved itself by traffic or keep-alive. Never sent for a merely open socket."""

    why: str = ""


class LinkDown(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The gateway's peer is gone, or was never there: ``why`` says it in one line."""

    why: str = ""


class Undecoded(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Bytes that were framed well (or not at all) and mean nothing to us. ``raw`` in hex."""

    raw: str
    why: str


AnyEvent = (
    Registered
    | Deregistered
    | CallStarted
    | CallEnded
    | TalkerNamed
    | Located
    | NoFix
    | TextReceived
    | StatusReceived
    | EmergencyRaised
    | EmergencyCancelled
    | Delivered
    | Signal
    | Tuned
    | CommandsRefused
    | LinkUp
    | LinkDown
    | Undecoded
)
