"""What people decided, each with who and where. An unsigned seat is a seat too: ``operator`` is then ``None``.

An action is on record before it happens. The station checks rights and age, carries it out and journals the outcome
(``Sent``, ``Keyed``, ``Refused``); what only concerns the picture (a status by hand, a name) the picture applies itself
unless the seat was unsigned.
"""

from __future__ import annotations

import msgspec


class Action(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag=True):
    """What every action has."""

    seat: str
    operator: str | None = None


class SignedOn(Action, frozen=True, kw_only=True, omit_defaults=True):
    """``operator`` proved a PIN at ``seat``. ``role``: ``dispatcher``, ``supervisor`` or ``trainer``.

    ``agencies`` are those whose records may be read (``""``: records of no agency); ``None``: all.
    """

    name: str = ""
    role: str = "dispatcher"
    agencies: list[str] | None = None


class SignedOff(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The operator left the seat."""


class HandedOver(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The seat went to ``to`` with what was left to do in ``note``."""

    to: str = ""
    note: str = ""


class UnitNamed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The roster row of ``unit`` became this. ``kind_of`` is ``car``, ``foot``, ``boat``, ``air`` or ``post``."""

    unit: str
    callsign: str
    agency: str = ""
    radios: list[str] = []
    kind_of: str = "car"
    crew: str = ""
    vehicle: str = ""


class UnitRemoved(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The roster row of ``unit`` went; its radios are unknown again."""

    unit: str


class StatusNamed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The status book's row of ``code`` became this. ``agency`` empty: for all. Code 0 is emergency and fixed."""

    code: int
    en: str
    lv: str = ""
    lt: str = ""
    agency: str = ""
    key: str = ""


class StatusSet(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A unit's status was set by hand (most crews report by voice)."""

    unit: str
    code: int


class JobSet(Action, frozen=True, kw_only=True, omit_defaults=True):
    """What the unit is on, in the dispatcher's words; empty clears it."""

    unit: str
    job: str = ""


class Noted(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A free-text log entry."""

    text: str
    unit: str = ""
    group: str = ""


ROUTINE, ALL_CALL = 0, 1
"""Priorities of a press: an all-call goes before what is routine in this room. No network is asked for priority."""


class PttPressed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A push-to-talk key went down. Runs at most once, within 500 ms, and only while its lease is renewed."""

    press: str
    group: str
    priority: int = ROUTINE


class PttReleased(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The push-to-talk key came up (for the record: unkeying never waits for this)."""

    press: str
    group: str


class TextSent(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A text to a radio or a group."""

    to: str
    text: str
    ref: str


class TextRead(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A text that came in was read at this seat. ``text`` is the ``seq`` of its entry."""

    text: int


class PositionAsked(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A radio is to say where it is."""

    radio: str


class AlarmAcknowledged(Action, frozen=True, kw_only=True, omit_defaults=True):
    """An emergency was taken. ``shown`` is how long (s) it had been on this screen."""

    alarm: str
    shown: float = 0.0


class AlarmSilenced(Action, frozen=True, kw_only=True, omit_defaults=True):
    """This seat's sounder is quiet for 60 s; the alarm stays open. An unsigned seat may do this."""

    alarm: str


class AlarmClosed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """An emergency is over. ``verdict``: ``real``, ``false`` or ``test``."""

    alarm: str
    verdict: str
    note: str = ""


class GroupMixed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """How this seat hears a talk-group became this: as in :class:`units.state.Mix`."""

    group: str
    mode: str
    muted: bool = False
    volume: int = 70
    output: str = ""
    pan: int = 0


class GroupTuned(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The radio of the gateway of ``group`` is to be set to it: such a radio hears one talk-group at a time."""

    group: str


class Played(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A recording is to be played (``stopped`` true: its playing is to end), at ``speed`` times life's.

    The same call again while it plays changes its speed, or goes on ``at`` that place (s into it). How much of it
    sounded is a finding, ``Listened``.
    """

    call: str
    stopped: bool = False
    speed: float = 1.0
    at: float | None = None


class Dismissed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """A call that nobody heard needs no playing: somebody decided so, and ``why`` in a word of
    :data:`DISMISSALS` or their own."""

    call: str
    why: str = ""


DISMISSALS = ("repeated", "told", "nothing-said", "not-ours")
"""It was said again; somebody told us otherwise; nothing was said in it; it was not meant for us."""


class Searched(Action, frozen=True, kw_only=True, omit_defaults=True):
    """Older records were asked for: one entry per submitted search, committed before a row is returned."""

    purpose: str
    terms: str
    journal: str = ""


class Exported(Action, frozen=True, kw_only=True, omit_defaults=True):
    """Records left the product: one entry a file, whose SHA-256 is ``sha256`` where it was known beforehand (hex)."""

    purpose: str
    what: str
    path: str = ""
    rows: int = 0
    journal: str = ""
    sha256: str = ""


class ConfigSaved(Action, frozen=True, kw_only=True, omit_defaults=True):
    """The configuration was changed from the console: its SHA-256 is ``hash`` once it is written.

    ``what`` happened to ``gateway``: ``added``, ``changed`` or ``removed``; ``keys`` of it became something else. Their
    values are in the file. Without a ``gateway``: the room's own settings of those names.
    """

    hash: str
    gateway: str
    what: str
    keys: list[str] = []


AnyAction = (
    SignedOn
    | SignedOff
    | HandedOver
    | UnitNamed
    | UnitRemoved
    | StatusNamed
    | StatusSet
    | JobSet
    | Noted
    | PttPressed
    | PttReleased
    | TextSent
    | TextRead
    | PositionAsked
    | AlarmAcknowledged
    | AlarmSilenced
    | AlarmClosed
    | GroupMixed
    | GroupTuned
    | Played
    | Dismissed
    | Searched
    | Exported
    | ConfigSaved
)
