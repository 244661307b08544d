"""What the pulse may say: true only now, no evidence. One struct a slot, one writer a slot."""

from __future__ import annotations

import msgspec


class Beat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slots ``station``, ``voice``, ``worker``, ``console.<seat>``: a program lives. Written every 100–250 ms.

    ``count`` changes at each write. ``disk``: ``ok``, ``reserve`` (full, but recording goes on
    from the reserve for about ``minutes``), ``full`` or ``failing``; ``why`` in one line. ``sound``: the
    device's name, empty for none. ``recording``: calls being recorded now. ``waiting``: entries not yet on disk.
    ``taken``: messages of the station that voice has carried out. ``keeping``: what the station's housekeeping cannot
    do now, in one line, or what it is doing, in a word (``erasing``, ``pruning`` …).
    """

    pid: int
    count: int
    disk: str = "ok"
    why: str = ""
    minutes: int = 0
    sound: str = ""
    recording: int = 0
    waiting: int = 0
    taken: int = 0
    keeping: str = ""


class Levels(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slot ``levels`` (by voice, every 40 ms while anything sounds): talk-group id → 0–100; ``mic`` likewise."""

    groups: dict[str, int] = {}
    mic: int = 0


class Lease(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slot ``lease.<seat>`` (by the console, every 100 ms while truly held): push-to-talk is held by ``seat``.

    ``press`` empty: nothing held. ``count`` changes at each renewal. ``more``: further talk-groups of the same hold.
    ``down``: when the key went down, s on the machine's monotonic clock (0: not told). ``priority``: one of
    :mod:`units.actions`; without a ``press`` it says that an all-call is armed: the next press of this seat, by its
    pedal too, speaks to these talk-groups. That keys nothing. ``let_go``, without a ``press``: the one that ended as a
    finger let go of it; any other end is a cut.
    """

    seat: str
    press: str = ""
    group: str = ""
    operator: str | None = None
    count: int = 0
    more: list[str] = []
    down: float = 0.0
    priority: int = 0
    let_go: str = ""

    @property
    def legs(self) -> dict[str, str]:
        """Press → talk-group of every leg of the hold: each is a press of its own, with an entry of its own."""
        groups = list(dict.fromkeys((self.group, *self.more)))[: MOST_CALLED if self.priority else MOST_LEGS]
        return {leg(self.press, number): group for number, group in enumerate(groups)} if self.press else {}


MOST_LEGS = 8
"""Talk-groups one hold can speak to."""
MOST_CALLED = 24
"""Talk-groups an all-call can speak to."""


def leg(press: str, number: int) -> str:
    """The press of a hold's leg ``number``, counted from 0."""
    return f"{press}/{number}" if number else press


class OnAir(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slot ``onair`` (by the station): presses keyed now, press → group; ``unrecorded``: not on disk.

    ``left``: whole seconds until the talk-time limit, of the presses that come near it. Of more than the slot holds
    both are left out.
    """

    presses: dict[str, str] = {}
    unrecorded: list[str] = []
    left: dict[str, int] = {}


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slot ``held`` (by the station): what radios would go on transmitting if the station were gone.

    Gateway → as its codec names it: the station after it lets go of that.
    """

    gateways: dict[str, str] = {}


class Urgent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One emergency the disk did not take in 250 ms."""

    alarm: str
    radio: str
    by: str
    wall: float
    group: str = ""


class Urgents(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slot ``urgent`` (by the station): emergencies not yet committed, shown as NOT RECORDED."""

    alarms: list[Urgent] = []


class Playhead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Slot ``playhead``: in a review, by the review window: ``time`` (s UTC) at ``speed`` (0: paused), ``count`` jumps.

    In live, slot ``playing`` (by voice): the ``call`` being played back and ``position`` s into it.
    """

    time: float = 0.0
    speed: float = 0.0
    count: int = 0
    call: str = ""
    position: float = 0.0


SIZES = {"levels": 4096, "urgent": 4096, "onair": 4096, "lease": 1536}
"""Bytes of payload a slot holds where 512 do not do, by its name up to the first dot."""


def size_of(slot: str) -> int:
    """Bytes of payload ``slot`` holds."""
    return SIZES.get(slot.partition(".")[0], 512)
