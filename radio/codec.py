"""What a protocol module is: a ``SPEC`` and a sans-I/O codec. No sockets, no clock: both are handed in.

The gateway (in ``station/``) feeds bytes and time in and carries what comes out: events to the journal, replies to the
link, voice frames to the voice process, proofs to the link lamp.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import msgspec

from radio.events import AnyEvent
from radio.requests import AnyRequest


class ProtocolError(ValueError):
    """The peer sent what the protocol does not allow. The only exception a codec's ``receive`` may raise.

    ``kept`` holds what was decoded before the fault in the same input: it is never lost.
    """

    def __init__(self, why: str, kept: list[Out] | None = None) -> None:
        super().__init__(why)
        self.kept: list[Out] = kept or []


class Now(NamedTuple):
    """The time as told to a codec: ``utc`` seconds since 1970, ``mono`` seconds on a clock that never jumps."""

    utc: float
    mono: float


class Reply(msgspec.Struct, frozen=True):
    """Bytes to send; ``peer`` as ``receive`` named it, or empty for the link's configured peer."""

    data: bytes
    peer: str = ""


FILES = ("wav", "mp3", "m4a", "aac", "ogg", "flac")
"""Kinds of files in which whole calls are handed in."""


class VoiceFrame(msgspec.Struct, frozen=True):
    """A piece of voice of ``call``. ``index`` counts samples (at the codec's rate; ``opus``: 16 kHz) since it began.

    ``codec``: ``pcma``, ``pcmu``, ``s16le8`` (16-bit little-endian at 8 kHz), ``s16le16``, ``opus``, ``ambe2`` …, or
    one of :data:`FILES`: the whole call as a file, which :class:`radio.requests.Stored` answers.
    """

    call: str
    index: int
    codec: str
    data: bytes


class Proof(msgspec.Struct, frozen=True):
    """The peer was heard saying something only a working peer can say."""


Out = AnyEvent | Reply | VoiceFrame | Proof


class GroupSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A talk-group as a codec needs to know it: the qualified ``id`` and its ``number`` on the air."""

    id: str
    number: str


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a codec is told of itself. ``network`` qualifies the radios it hears (``247-9``, ``kraslava``).

    ``main.py decode`` sets option ``diagnose``: show what would wait for more (parts of a long text) or be kept quiet.
    Without ``transmit`` a codec whose answers go over the air (acknowledgements, polls) sends none. ``link`` is the
    type of the link there is, empty where there is none.
    """

    gateway: str = ""
    network: str = "local"
    link: str = ""
    transmit: bool = True
    groups: tuple[GroupSettings, ...] = ()
    options: dict[str, Any] = {}


class Codec(Protocol):
    """One conversation with one peer or port. Every method returns what came of it, in order.

    One that keeps back what it read, to join it with what comes next, says so by a property ``holds``.
    One that still says what waited for the turn after ``Unkey(finish=True)`` says so by a property ``finishing``.
    One whose peer would go on transmitting without us says by a property ``held`` what has to be let go of then: it is
    told so by ``Unkey(held=…)`` as the next link opens.
    """

    def opened(self, now: Now) -> list[Out]:
        """The link opened."""

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Bytes came: a datagram, or any cut of a stream. Raises :class:`ProtocolError` and nothing else."""

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Something is to go out. Raises :class:`Unable` where the protocol cannot."""

    def tick(self, now: Now) -> list[Out]:
        """Time passed (called at least every 50 ms): timers, keep-alives, timeouts."""

    def closed(self, now: Now) -> list[Out]:
        """The link closed: open calls end as ``lost``."""


class Unable(Exception):
    """This gateway cannot do what was asked; the text is one sentence for the dispatcher."""


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of a protocol, from which validation and the set-up page are made.

    ``type``: ``text``, ``number``, ``flag``, ``choice`` or ``secret``.
    """

    name: str
    type: str
    default: Any = None
    title: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """A protocol: its ``name`` in the configuration, the links it runs over, what it can do.

    ``links`` among ``udp``, ``tcp``, ``tls``, ``serial``, ``http``, ``tcp+udp``, ``donor``; ``port`` the usual port or
    baud rate; ``silence`` the seconds without :class:`Proof` after which the link counts as down (``None``: silence is
    normal here and proves nothing); ``capabilities`` among ``voice``, ``transmit``, ``text``, ``status``, ``position``,
    ``talker``, ``ask``, ``select`` (one radio, which can be set to another talk-group), ``read`` (senders can be told
    that their text was read). ``text`` is true where ``main.py decode`` reads the message as text and not as hex, in
    ``charset``; ``binary`` is how a message begins that is bytes even so (hex, then). ``settle``: the seconds of quiet
    after which the codec has said all it makes of what it got; ``main.py decode`` lets them pass after each message.
    ``ports``: what a gateway of several UDP ports hears on each, with its usual number; its peers are called
    ``host:port/what``, or ``host/what`` where the far port is numbered as ours is (``tcp+udp``: ``host:port/tcp`` and
    ``…/udp``). ``coded``: the vocoder without which its voice frames are not audible (``ambe2``). Without ``speaks``
    voice is heard and never sent. ``spoken``: the codec in which our own voice is to be handed to it (``opus``); empty:
    16-bit samples at 8 kHz. ``form``: its requests over HTTP are forms of up to so many bytes, and their field ``key``
    is the key; whoever has none is told the ``refusal``, with the form's fields in it. ``system`` begins the ids of its
    radios and groups (``tetra``, ``dmr``); empty: its own name.
    """

    name: str
    title: str
    links: tuple[str, ...]
    port: int
    options: tuple[Option, ...]
    capabilities: frozenset[str]
    codec: Callable[[Settings], Codec]
    silence: float | None = None
    text: bool = False
    charset: str = "latin-1"
    binary: bytes = b""
    settle: float = 0.02
    coded: str = ""
    ports: tuple[tuple[str, int], ...] = ()
    speaks: bool = True
    spoken: str = ""
    form: int = 0
    refusal: str = ""
    system: str = ""
