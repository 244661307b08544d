"""USRP: voice and who speaks over UDP, as chan_usrp and the DVSwitch bridges send it (AllStarLink, DMR, P25 …).

Header of 32 bytes, eight 4-byte words in network order: ``USRP``, sequence, memory, keyup, talk-group, type, mpxid,
reserved. DVSwitch writes the type little-endian, chan_usrp big-endian: of the first and last byte the non-zero one
counts. Bridges leave junk in other words, so only magic, sequence, keyup, type and length are trusted.
No authentication: bind to a local address and name the peer. Source: observed against pyUC
(DVSwitch's USRP client); chan_usrp's byte order as its public source has it.
"""

from __future__ import annotations

import json
import struct

import msgspec

from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, LinkDown, TalkerNamed, TextReceived, Undecoded
from radio.g711 import decode as to_samples
from radio.identity import CallIds, group_id, number_of, radio_id
from radio.requests import AnyRequest, Key, Unkey

MAGIC = b"USRP"
HEADER = struct.Struct(">4sIIIIIII")
VOICE, DTMF, TEXT, PING, TLV, ADPCM, ULAW = range(7)
SET_INFO = 8  # the TLV tag that names talker and talk-group
MAX_PAYLOAD = 1600  # 100 ms of 16-bit samples; peers send 20 ms
FRAME = 320  # bytes: 20 ms of 16-bit samples at 8 kHz
REORDER = 50  # packets: further back than this the sender restarted
LAST_WORDS = 4  # packets: so close before the end, what is missing may only be late
AWAITED = 0.1  # s for which the end waits for it
UNKEYS = 3  # packets that say that we let go, for one may be lost
UNKEY_EVERY = 0.02  # s between them
STRAGGLERS = 0.2  # s after the end of a call in which its packets may still come
SILENCE = 1.0  # s without a packet after which a call without keyup 0 ends
REGISTER_EVERY = 20.0  # s


class Talker(msgspec.Struct, frozen=True):
    """What a SET_INFO says: talker's and talk-group's number (0: not told), slot, private call, call sign."""

    number: int
    group: int
    slot: int
    private: bool
    text: str


def read_info(payload: bytes) -> Talker:
    """``08 len``, DMR id (3), repeater id (4), talk-group (3), slot, colour code (bit 7: private), call, NUL."""
    if len(payload) < 2 or payload[0] != SET_INFO:
        raise ProtocolError("not a SET_INFO")
    body = payload[2 : 2 + payload[1]]
    if len(body) < 12:
        raise ProtocolError(f"SET_INFO of {len(body)} bytes, needs 12")
    text = body[12:].split(b"\0", 1)[0].decode("utf-8", "replace").strip()
    if text.startswith("{"):  # newer bridges send the call sign in a JSON object
        try:
            told = json.loads(text)
            text = str(told.get("call", "")) if isinstance(told, dict) else text
        except (ValueError, RecursionError):
            pass
    return Talker(
        int.from_bytes(body[0:3], "big"), int.from_bytes(body[7:10], "big"), body[10], bool(body[11] & 0x80), text[:64]
    )


def write_info(number: int, group: int, text: str) -> bytes:
    """The SET_INFO that names us before we speak."""
    body = number.to_bytes(3, "big") + bytes(4) + group.to_bytes(3, "big") + b"\x00\x01" + text.encode()[:64] + b"\0"
    return bytes((SET_INFO, len(body))) + body


class Usrp:
    """One USRP peer: hears one call at a time, speaks one at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        options = settings.options
        self._register = bool(options.get("register", False))
        self._own = int(options.get("radio", 0) or 0) & 0xFFFFFF
        self._callsign = str(options.get("callsign", "") or "KOPA")
        self._ids = CallIds(settings.gateway, "usrp")
        self._call = ""  # the id of the call heard or announced
        self._open = False
        self._to: str | None = None
        self._talker: Talker | None = None
        self._client: Talker | None = (
            None  # a client's own name: sent once, without a talk-group, good for all its calls
        )
        self._heard = 0.0
        self._index = 0
        self._last: int | None = None  # sequence last heard
        self._counts = False  # whether this sender numbers its packets at all
        self._holes: dict[int, int] = {}  # numbers that did not come yet → the sample where their voice belongs
        self._size = 0  # samples of the latest voice packet
        self._ending: float | None = None  # an end that overtook its last words: until when it waits for them
        self._ended = 0.0  # when the last call was released
        self._odd: set[int] = set()  # packet types already reported in this call
        self._out = 0  # our sequence
        self._keyed = ""  # the id of our own transmission
        self._rest = b""
        self._unkeys = 0  # how often it is still to be said that we let go
        self._unkeyed = 0.0  # when it was said last
        self._registered = False
        self._asked = -REGISTER_EVERY

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Registers if told to."""
        return self._ask(now) if self._register else []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One datagram: a USRP packet, or a bare SET_INFO as some bridges send it."""
        if data[:1] == bytes((SET_INFO,)):
            return [Proof(), *self._named(read_info(data), now)]
        if len(data) < HEADER.size or data[:4] != MAGIC:
            raise ProtocolError(f"not USRP: {len(data)} bytes beginning {data[:4].hex()}")
        payload = data[HEADER.size :]
        if len(payload) > MAX_PAYLOAD:
            raise ProtocolError(f"USRP payload of {len(payload)} bytes")
        sequence, keyup = struct.unpack_from(">I4xI", data, 4)
        kind = data[23] or data[20]
        place = self._place(sequence, now)
        if kind in (VOICE, ADPCM, ULAW):
            return [Proof(), *self._voice(kind, bool(keyup), payload, place, now)]
        if kind in (TEXT, TLV) and payload[:1] == bytes((SET_INFO,)):
            return [Proof(), *self._named(read_info(payload), now)]
        if kind == TEXT:
            return [Proof(), *self._text(payload, peer)]
        if kind == PING:
            return [Proof()]
        what = {DTMF: "DTMF", TLV: f"TLV {payload[0] if payload else 'empty'}"}.get(kind, f"packet type {kind}")
        return [Proof(), Undecoded(gateway=self._gateway, raw=data.hex(), why=f"USRP {what}")]

    def _place(self, sequence: int, now: Now) -> int | None:
        """The sample where this packet's voice belongs; ``None`` of one that came twice or too late to know.

        Some senders count anew for each over, so between calls only the stragglers of the last one are late. Some do
        not count at all.
        """
        fresh = self._last is None or (not self._open and now.mono - self._ended > STRAGGLERS)
        ahead = 1 if fresh or self._last is None else (sequence - self._last) & 0xFFFFFFFF
        if ahead > 0xFFFFFFFF - REORDER or (ahead == 0 and self._counts):
            return self._holes.pop(sequence, None)
        if self._last is not None and not fresh:
            self._counts = ahead > 0
            if 1 < ahead <= REORDER and self._open and self._size:
                for number in range(self._last + 1, self._last + ahead):
                    self._holes[number & 0xFFFFFFFF] = self._index
                    self._index += self._size
        self._last = sequence
        if self._holes:
            self._holes = {
                number: at for number, at in self._holes.items() if (sequence - number) & 0xFFFFFFFF < REORDER
            }
        return self._index

    def _voice(self, kind: int, keyup: bool, payload: bytes, place: int | None, now: Now) -> list[Out]:
        if not keyup:
            return self._let_go(now) if place is not None else []
        if kind == VOICE and len(payload) % 2:
            raise ProtocolError(f"16-bit voice of {len(payload)} bytes")
        if place is None:
            return []
        in_turn = place == self._index
        outs = self._end("released") if in_turn and self._ending is not None else []
        outs += self._start(now)
        self._heard = now.mono
        if kind == ADPCM:
            if ADPCM not in self._odd:
                self._odd.add(ADPCM)
                outs.append(Undecoded(gateway=self._gateway, raw=payload.hex(), why="USRP ADPCM voice"))
            return outs
        samples = len(payload) // 2 if kind == VOICE else len(payload)
        if samples:
            place = self._index if in_turn else place
            outs.append(VoiceFrame(self._call, place, "s16le8" if kind == VOICE else "pcmu", payload))
            if in_turn:
                self._size = samples
                self._index += samples
        return outs + (self._end("released") if self._ending is not None and not self._missing() else [])

    def _let_go(self, now: Now) -> list[Out]:
        """The talker's key is up; the last words may have been overtaken by the word of it."""
        self._ended = now.mono
        if self._open and self._missing():
            self._ending = self._ending or now.mono + AWAITED
            return []
        return self._end("released")

    def _missing(self) -> bool:
        last = self._last or 0
        return any((last - number) & 0xFFFFFFFF < LAST_WORDS for number in self._holes)

    def _named(self, talker: Talker, now: Now) -> list[Out]:
        """Metadata names the talker; with a talk-group it also begins the call (pyUC: "Begin TX")."""
        outs = self._end("released") if self._ending is not None else []
        if self._call and self._talker == talker:
            self._heard = now.mono
            return outs
        if self._open and self._talker is not None and talker.group not in (0, self._talker.group):
            outs += self._end("released")
        self._talker = talker
        if not talker.group:
            self._client = talker
        self._heard = now.mono
        outs += self._start(now) if talker.group else self._announce(now)
        outs.append(TalkerNamed(gateway=self._gateway, radio=self._radio(), call=self._call, text=talker.text))
        return outs

    def _announce(self, now: Now) -> list[Out]:
        if not self._call:
            self._call = self._ids.new(now)
        return []

    def _start(self, now: Now) -> list[Out]:
        self._announce(now)
        if self._open:
            return []
        talker = self._talker
        self._open, self._index, self._size, self._heard = True, 0, 0, now.mono
        private = talker is not None and talker.private
        if talker is not None and talker.group:
            self._to = self._radio_id(talker.group) if private else group_id("usrp", self._settings, talker.group)
        else:
            self._to = self._default_group()
        slot = talker.slot if talker is not None and talker.slot else None
        return [
            CallStarted(
                gateway=self._gateway,
                radio=self._radio(),
                call=self._call,
                to=self._to,
                group=not private,
                slot=slot,
            )
        ]

    def _default_group(self) -> str | None:
        chosen = str(self._settings.options.get("group", "") or "")
        if chosen:
            return group_id("usrp", self._settings, chosen)
        return self._settings.groups[0].id if self._settings.groups else None

    def _radio_id(self, number: int) -> str:
        return radio_id("usrp", self._settings.network, number)

    def _radio(self) -> str | None:
        talker = self._talker or self._client
        return self._radio_id(talker.number) if talker is not None and talker.number else None

    def _end(self, why: str) -> list[Out]:
        was, call, to, radio = self._open, self._call, self._to, self._radio()
        self._open, self._call, self._talker, self._to, self._index = False, "", None, None, 0
        self._ending = None
        self._odd.clear()
        self._holes.clear()
        return [CallEnded(gateway=self._gateway, radio=radio, call=call, to=to, why=why)] if was else []

    def _text(self, payload: bytes, peer: str) -> list[Out]:
        text = payload.split(b"\0", 1)[0].decode("utf-8", "replace").strip()
        if text.startswith("REG:"):
            return self._registration(text[4:], peer)
        if text.startswith("INFO:"):
            return [Reply(self._packet(TEXT, self._info(), keyup=False), peer)] if text == "INFO:" else []
        if not text or not text.isprintable():
            return [Undecoded(gateway=self._gateway, raw=payload.hex(), why="USRP text that is no text")]
        return [TextReceived(gateway=self._gateway, radio=self._radio(), text=text)]

    def _info(self) -> bytes:
        """What we are, in the shape the field's client reads: without the NUL or these keys it stops hearing us."""
        tune = self._settings.groups[0].number if self._settings.groups else ""
        told = {"name": self._callsign, "last_tune": tune, "tlv": {"ambe_mode": "DMR"}}
        return b"INFO:" + json.dumps(told).encode("ascii") + b"\0"

    def _registration(self, said: str, peer: str) -> list[Out]:
        if said == "OK":
            self._registered = True
            return []
        if said == "DVSWITCH":
            return [Reply(self._packet(TEXT, b"REG:OK\0", keyup=False), peer)]
        self._registered = False
        return [LinkDown(gateway=self._gateway, why=f"registration: {said[:40]}")] if self._register else []

    # --- said ---

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Keys with our name in front, carries 20 ms frames, unkeys (three times, for a packet may be lost)."""
        if isinstance(request, Key):
            self._keyed, self._rest, self._unkeys = request.call, b"", 0
            number = number_of(self._settings, request.group)
            if not number.isdecimal() or int(number) > 0xFFFFFF:
                raise Unable(f"USRP has no talk-group {number}")
            info = write_info(self._own, int(number), self._callsign)
            return [Reply(self._packet(TEXT, info, keyup=False))]
        if isinstance(request, VoiceFrame):
            return self._speak(request)
        if isinstance(request, Unkey):
            self._keyed, self._rest, self._unkeys = "", b"", UNKEYS
            return self._unkey(now)
        raise Unable(f"USRP carries voice only, not {type(request).__name__}")

    def _unkey(self, now: Now) -> list[Out]:
        self._unkeys, self._unkeyed = self._unkeys - 1, now.mono
        return [Reply(self._packet(VOICE, b"", keyup=False))]

    def _speak(self, frame: VoiceFrame) -> list[Out]:
        if not self._keyed or frame.call != self._keyed:
            return []  # a frame that was on its way when we unkeyed
        try:
            self._rest += to_samples(frame.codec, frame.data).astype("<i2").tobytes()
        except ValueError as why:
            raise Unable(str(why)) from None
        outs: list[Out] = []
        while len(self._rest) >= FRAME:
            outs.append(Reply(self._packet(VOICE, self._rest[:FRAME], keyup=True)))
            self._rest = self._rest[FRAME:]
        return outs

    def _packet(self, kind: int, payload: bytes, keyup: bool) -> bytes:
        self._out = (self._out + 1) & 0x7FFFFFFF
        return HEADER.pack(MAGIC, self._out, 0, int(keyup), 0, kind << 24, 0, 0) + payload

    def _ask(self, now: Now) -> list[Out]:
        self._asked = now.mono
        what = (PING, b"PING") if self._registered else (TEXT, b"REG:DVSWITCH")
        return [Reply(self._packet(*what, keyup=False))]

    def tick(self, now: Now) -> list[Out]:
        """Ends a call that went silent; says again that we let go; keeps the registration alive."""
        outs: list[Out] = []
        if self._ending is not None and now.mono >= self._ending:
            outs += self._end("released")
        if self._unkeys and now.mono - self._unkeyed >= UNKEY_EVERY:
            outs += self._unkey(now)
        if self._call and now.mono - self._heard >= SILENCE:
            outs += self._end("timeout")
        if self._register and now.mono - self._asked >= REGISTER_EVERY:
            outs += self._ask(now)
        return outs

    def closed(self, now: Now) -> list[Out]:
        """Ends the call as lost; our own transmission is gone with the link."""
        self._keyed, self._registered, self._last, self._unkeys = "", False, None, 0
        return self._end("lost")


SPEC = Spec(
    name="usrp",
    title="USRP voice (AllStarLink, DVSwitch)",
    links=("udp",),
    port=34001,
    options=(
        Option(name="group", type="text", default="", title="Talk-group of calls that name none"),
        Option(name="register", type="flag", default=False, title="Register with the bridge"),
        Option(name="radio", type="number", default=0, title="Our radio ID", low=0, high=0xFFFFFF),
        Option(name="callsign", type="text", default="KOPA", title="Our call sign"),
    ),
    capabilities=frozenset({"voice", "transmit", "talker"}),
    codec=Usrp,
)
