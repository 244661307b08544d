"""What we may ask of a network: what a checked action becomes on its way to a codec."""

from __future__ import annotations

import msgspec


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What every request has: ``ref`` comes back in :class:`radio.events.Delivered`."""

    ref: str = ""


class Key(Request, frozen=True, kw_only=True):
    """Key the transmitter on ``group``; ``call`` is the id under which our own transmission is journaled."""

    group: str
    call: str
    emergency: bool = False


class Unkey(Request, frozen=True, kw_only=True):
    """Stop transmitting on ``group``.

    ``finish``: whoever spoke let go, so what was said and waited for the network's turn may still be said to its end.
    ``held``, without a ``call``: what an earlier life left on the air, as that one's codec named it.
    """

    group: str
    call: str
    finish: bool = False
    held: str = ""


class SendText(Request, frozen=True, kw_only=True):
    """Send ``text`` to a radio or group."""

    to: str
    text: str


class TellRead(Request, frozen=True, kw_only=True):
    """Tell the radio ``to`` that its text ``message`` (its own reference) was read here, as it wanted to know."""

    to: str
    message: str


class SendStatus(Request, frozen=True, kw_only=True):
    """Send a pre-coded status."""

    to: str
    code: int


class AskPosition(Request, frozen=True, kw_only=True):
    """Ask a radio where it is, now."""

    radio: str


class SelectGroup(Request, frozen=True, kw_only=True):
    """Tune the gateway's radio to ``group``."""

    group: str


class Check(Request, frozen=True, kw_only=True):
    """Ask a radio whether it is there."""

    radio: str


class Stored(Request, frozen=True, kw_only=True):
    """Not of the air but of the disk: the file handed in as the voice of ``call`` is safe there, or ``why`` not."""

    call: str
    why: str = ""


AnyRequest = Key | Unkey | SendText | TellRead | SendStatus | AskPosition | SelectGroup | Check | Stored
