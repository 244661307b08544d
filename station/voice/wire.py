"""What the station and the voice process say to each other over the pipe: framed msgpack, one message each.

A frame is a 4-byte little-endian length and one message. Live voice never takes any other way.
"""

from __future__ import annotations

import struct

import msgspec

MAX_FRAME = 1 << 20
_SIZE = struct.Struct("<I")


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="t", tag=True):
    """Base of both directions."""


class Open(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: ``call`` begins on ``group``. ``wall`` s UTC. ``own``: we transmit it (record, do not play)."""

    call: str
    group: str
    wall: float
    radio: str = ""
    own: bool = False
    record: bool = True
    encrypted: bool = False


class Voice(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: a :class:`radio.codec.VoiceFrame` heard at ``wall`` (s UTC), ``mono`` (s, monotonic)."""

    call: str
    index: int
    codec: str
    data: bytes
    wall: float
    mono: float = 0.0


class Close(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: the call ended; finalise its recording. ``why`` as in CallEnded."""

    call: str
    why: str = "released"


class GroupMix(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Part of :class:`Mixing`: ``bus`` ``select``, ``unselect`` or ``off``; ``gain`` 0–1.

    ``force``: an emergency nobody acknowledged yet. ``pan``: -1 left … 1 right of its bus.
    """

    bus: str = "unselect"
    gain: float = 0.7
    muted: bool = False
    force: bool = False
    pan: float = 0.0


class Mixing(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: the whole routing, whenever it changes."""

    groups: dict[str, GroupMix] = {}


class Talk(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: send microphone frames for ``press`` as ``call`` on ``group`` from now (``on`` false: stop).

    ``codec``: how its gateway wants them, ``opus`` or (empty) 16-bit samples. ``since``: when the key went down, s on
    the machine's monotonic clock: what was said from then on goes out, too (0: from now on). ``loop``: a measurement,
    neither recorded nor a reason to be quiet here. ``source``: a patch; what is heard of that call goes out instead of
    the microphone.
    """

    press: str
    call: str
    group: str
    on: bool = True
    codec: str = ""
    since: float = 0.0
    loop: bool = False
    source: str = ""


class Play(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: play the recording at ``path`` (relative to the journal) on the headset bus; both empty: stop.

    ``more``: the recordings of the same call that follow it. Of a ``call`` that still goes on what was recorded since
    comes behind them; with no ``path`` that is all. ``action``: the entry that asked for it. ``at``: s into the call to
    go on from; without it one that plays already plays on, and another from its beginning.
    """

    call: str = ""
    path: str = ""
    more: list[str] = []
    speed: float = 1.0
    action: int = 0
    at: float | None = None


class Sounder(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: start or stop the emergency tone (on the headset only while we transmit).

    With ``tone``: that short tone once, and the emergency tone stays as it is. Names: station/voice/tones.py.
    """

    emergency: bool = False
    tone: str = ""


class HandedIn(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: a recording of somebody else's waits in ``voice/incoming``, told of in the file ``name``."""

    name: str


class Measure(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: measure from now on; with ``on`` false tell what was measured since (:class:`Measured`)."""

    ref: str
    on: bool = True


class Looped(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: a frame of a measurement's microphone, come round (:mod:`station.loop`)."""

    call: str
    index: int
    codec: str
    data: bytes


class Quit(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Station → voice: finalise everything and end."""


class Mic(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Voice → station: 20 ms of microphone for ``press``: 16-bit little-endian at 8 kHz (320 bytes), or as ``codec``.

    ``index`` counts samples at 8 kHz, of ``opus`` at 16 kHz. ``rest``: of a patch, silence because nothing is left.
    """

    press: str
    call: str
    index: int
    data: bytes
    codec: str = "s16le8"
    loop: bool = False
    rest: bool = False


class Sound(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Voice → station: the loudspeaker in use (empty: none) and the microphone (empty: none).

    ``lost``: devices that were chosen, or were there, and are not now; what they played goes to ``device`` meanwhile.
    ``microphone`` is among them whenever there is none.
    """

    device: str = ""
    microphone: str = ""
    why: str = ""
    lost: list[str] = []


class Reached(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Voice → station: since it was last told of, ``heard`` s of ``call`` sounded where somebody may hear it.

    ``missed``: s that sounded out of earshot, by reason (:mod:`station.voice.audience`). ``over``: that was all of it;
    ``drawn`` s of it did not sound because pauses and voice were drawn together to catch up, and nothing is missed.
    """

    call: str
    heard: float = 0.0
    drawn: float = 0.0
    missed: dict[str, float] = {}
    over: bool = False


class Broken(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Voice → station: ``call`` is over; of its ``seconds`` so many were ``lost``, or came too ``late`` to be heard."""

    call: str
    group: str
    seconds: float
    lost: float
    late: float


class Measured(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Voice → station: ``delays`` (s) from mouth to ear, ticks the devices ``asked`` for and got nothing (``dry``).

    ``drift``: device → millionths by which its clock is faster than the machine's; only of those that ran long enough.
    """

    ref: str
    delays: list[float] = []
    dry: int = 0
    asked: int = 0
    drift: dict[str, float] = {}


class PlayedOut(Message, frozen=True, kw_only=True, omit_defaults=True):
    """Voice → station: what :class:`Play` with ``action`` asked for has ended: ``heard`` of its ``of`` s sounded.

    ``of`` 0: nothing of it could be read.
    """

    action: int
    call: str
    heard: float
    of: float


ToVoice = Open | Voice | Close | Mixing | Talk | Play | Sounder | HandedIn | Quit | Measure | Looped
ToStation = Mic | Sound | Reached | PlayedOut | Measured | Broken

_to_voice: msgspec.msgpack.Decoder[ToVoice] = msgspec.msgpack.Decoder(ToVoice)
_to_station: msgspec.msgpack.Decoder[ToStation] = msgspec.msgpack.Decoder(ToStation)
_encoder = msgspec.msgpack.Encoder()


def pack(message: ToVoice | ToStation) -> bytes:
    """One framed message."""
    return framed(_encoder.encode(message))


def framed(payload: bytes) -> bytes:
    """``payload`` with its length in front, as :class:`Unpacker` takes it."""
    return len(payload).to_bytes(4, "little") + payload


class Unpacker:
    """Cuts a byte stream into payloads. Raises ``ValueError`` on a length no sender writes."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The complete payloads that ``data`` finished, in order. What came before a wrong length is never lost."""
        held = self._held + data
        payloads: list[bytes] = []
        at, end = 0, len(held)
        while at + 4 <= end:
            (size,) = _SIZE.unpack_from(held, at)
            if size > MAX_FRAME:
                if payloads:
                    break
                raise ValueError(f"voice pipe: frame of {size} bytes")
            if at + 4 + size > end:
                break
            payloads.append(held[at + 4 : at + 4 + size])
            at += 4 + size
        self._held = held[at:]
        return payloads


def to_voice(payload: bytes) -> ToVoice:
    """A payload as the voice process reads it."""
    return _to_voice.decode(payload)


def to_station(payload: bytes) -> ToStation:
    """A payload as the station reads it."""
    return _to_station.decode(payload)
