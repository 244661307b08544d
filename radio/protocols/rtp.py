"""RTP with G.711, unicast or multicast, as most radio-over-IP boxes send it, and its ED-137 push-to-talk extension.

A source (SSRC) is a radio, the port is one talk-group. Source: RFC 3550 (header), RFC 3551 (payload types 0, 8, 13),
ED-137 header extension as tshark 4.0 decodes it. Peers' packet sizes differ from one packet to the
next, so the size says nothing; time is the RTP timestamp, in samples.
"""

from __future__ import annotations

import secrets
import struct
from collections import deque

import msgspec

from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, LinkDown, TalkerNamed, Undecoded
from radio.g711 import decode as to_samples
from radio.g711 import to_alaw, to_ulaw
from radio.identity import CallIds, group_id, radio_id
from radio.requests import AnyRequest, Key, Unkey

RATE = 8000
PCMU, PCMA, COMFORT_NOISE, EVENTS, KEEP_ALIVE = 0, 8, 13, 101, 123
RTCP = range(192, 224)  # RFC 5761: second bytes that belong to RTCP
ED137 = (0x0167, 0x0067)  # ED-137B and the original
PTT_OFF, PTT_ON, PTT_EMERGENCY = 0, 1, 4
MAX_PAYLOAD = RATE  # bytes: 1 s
MAX_SOURCES = 16
FRAME = 160  # samples in a packet of ours: 20 ms
OVER_GAP = 0.2  # s of silence that make the next packet a new over
CALL_GAP = 0.4  # s of silence that end the call
REORDER = 64  # packets
JUMP = 2 * RATE  # samples: a timestamp further from where it should be is a new time base
KEEP_ALIVE_EVERY = 0.2  # s (ED-137 R2S period)
KEEP_ALIVE_MISSED = 3.0  # s without a packet of a peer that did send keep-alives: it is gone


class Packet(msgspec.Struct, frozen=True):
    """One RTP packet. ``ptt`` and ``squelch`` are None without an ED-137 extension; ``ptt_id``: who keys, there.

    ``extension``: the octets of any extension, for those who know what else it may hold.
    """

    kind: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    ptt: int | None = None
    squelch: bool | None = None
    ptt_id: int = 0
    extension: bytes = b""


def read_packet(data: bytes) -> Packet:
    """Reads header, CSRC list, extension and padding; checks every length against what is there."""
    if len(data) < 12 or data[0] >> 6 != 2:
        raise ProtocolError(f"not RTP: {len(data)} bytes beginning {data[:2].hex()}")
    start = 12 + 4 * (data[0] & 0x0F)
    end = len(data)
    ptt: int | None = None
    squelch: bool | None = None
    ptt_id = 0
    extension = b""
    if data[0] & 0x10:
        if end < start + 4:
            raise ProtocolError("RTP extension cut off")
        profile, words = struct.unpack_from(">HH", data, start)
        extension = data[start + 4 : start + 4 + 4 * words]
        if len(extension) < 4 * words:
            raise ProtocolError("RTP extension cut off")
        start += 4 + 4 * words
        if profile in ED137 and words:
            word = int.from_bytes(extension[:2], "big")
            ptt, squelch, ptt_id = word >> 13, bool(word & 0x1000), word >> 6 & 0x3F
    if data[0] & 0x20 and end > start:
        if not 1 <= data[-1] <= end - start:
            raise ProtocolError("RTP padding longer than its packet")
        end -= data[-1]
    if end < start or end - start > MAX_PAYLOAD:
        raise ProtocolError(f"RTP payload of {end - start} bytes")
    sequence, timestamp, ssrc = struct.unpack_from(">HII", data, 2)
    payload = data[start:end]
    kind, marker = data[1] & 0x7F, bool(data[1] & 0x80)
    return Packet(kind, marker, sequence, timestamp, ssrc, payload, ptt, squelch, ptt_id, extension)


class Source:
    """One SSRC's call in progress: where its samples belong in time."""

    def __init__(self, call: str, now: Now) -> None:
        self.call = call
        self.began = self.heard = now.mono
        self.index = 0  # of the next sample
        self.base: int | None = None  # RTP timestamp minus index
        self.sequence = 0
        self.seen: deque[int] = deque(maxlen=REORDER)
        self.emergency = False

    def place(self, packet: Packet, now: Now, rebase: bool) -> int | None:
        """The index of the packet's first sample, or None for a packet that came already."""
        if packet.sequence in self.seen:
            return None
        self.seen.append(packet.sequence)
        fresh = self.base is None
        index = (packet.timestamp - (self.base or 0)) & 0xFFFFFFFF
        behind = (self.index - index) & 0xFFFFFFFF
        ahead = (index - self.index) & 0xFFFFFFFF
        if fresh or rebase or (ahead > JUMP and behind > JUMP):
            silence = 0 if fresh else max(0, round((now.mono - self.began) * RATE))
            index = max(self.index, silence)
            self.base = (packet.timestamp - index) & 0xFFFFFFFF
        elif ahead > JUMP:  # late: its place is behind, or before the call began
            return index if index < self.index else None
        self.index = max(self.index, index + len(packet.payload))
        return index


class Rtp:
    """One RTP port: hears up to sixteen sources at once, speaks as one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        options = settings.options
        chosen = str(options.get("group", "") or "")
        first = settings.groups[0].id if settings.groups else None
        self._to = group_id("rtp", settings, chosen) if chosen else first
        self._alaw = options.get("payload", "pcma") != "pcmu"
        self._ed137 = bool(options.get("ed137", False))
        self._ptt_id = int(options.get("ptt_id", 0) or 0) & 0x3F
        told = str(options.get("ssrc", "") or "")
        try:
            self._ssrc = int(told, 16) & 0xFFFFFFFF if told else secrets.randbits(32)
        except ValueError:
            raise ValueError(f"option ssrc: {told!r} is not hex") from None
        self._ids = CallIds(settings.gateway, "rtp")
        self._sources: dict[int, Source] = {}
        self._odd: set[tuple[int, int]] = set()
        self._sequence = secrets.randbits(15)
        self._timestamp = secrets.randbits(31)
        self._keyed = ""
        self._ptt = PTT_OFF
        self._marker = False
        self._rest = b""
        self._kept = -KEEP_ALIVE_EVERY
        self._guarded: float | None = None  # when an ED-137 peer, which is never silent, was last heard

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Tells an ED-137 peer that we are here and not keyed."""
        return self._keep_alive(now) if self._ed137 else []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One datagram."""
        if not data or (len(data) >= 8 and data[0] >> 6 == 2 and data[1] in RTCP):
            return [Proof()]
        packet = read_packet(data)
        if packet.ssrc == self._ssrc:
            return []  # multicast hands us our own packets back
        if packet.ptt is not None or packet.kind == KEEP_ALIVE:
            self._guarded = now.mono
        outs: list[Out] = [Proof()]
        idle = packet.ptt == PTT_OFF and not packet.squelch
        if idle:
            return outs + self._end(packet.ssrc, "released")
        if packet.kind in (COMFORT_NOISE, EVENTS, KEEP_ALIVE):
            if packet.ptt and packet.ssrc in self._sources:
                self._sources[packet.ssrc].heard = now.mono  # still keyed, nothing said
            return outs
        if packet.kind not in (PCMA, PCMU):
            return outs + self._report_odd(packet, data)
        if not packet.payload and packet.ptt is None:
            return outs
        return outs + self._voice(packet, now)

    def _report_odd(self, packet: Packet, data: bytes) -> list[Out]:
        """A payload type we cannot play is told once per source, not fifty times a second."""
        odd = (packet.ssrc, packet.kind)
        if odd in self._odd or len(self._odd) >= 256:
            return []
        self._odd.add(odd)
        why = f"RTP payload type {packet.kind}"
        return [Undecoded(gateway=self._gateway, radio=self._radio(packet.ssrc), raw=data[:64].hex(), why=why)]

    def _voice(self, packet: Packet, now: Now) -> list[Out]:
        outs: list[Out] = []
        source = self._sources.get(packet.ssrc)
        if source is not None and now.mono - source.heard >= CALL_GAP:
            outs += self._end(packet.ssrc, "released")
            source = None
        over = source is not None and bool(source.seen) and (packet.marker or now.mono - source.heard > OVER_GAP)
        if source is None:
            if len(self._sources) >= MAX_SOURCES:
                raise ProtocolError(f"RTP source {packet.ssrc:08x} is one too many", outs)
            source = self._sources[packet.ssrc] = Source(self._ids.new(now), now)
            outs.append(self._started(packet, source))
        elif over and packet.sequence not in source.seen:
            outs.append(TalkerNamed(gateway=self._gateway, radio=self._radio(packet.ssrc), call=source.call))
        if packet.ptt == PTT_EMERGENCY and not source.emergency:
            source.emergency = True
            radio = self._radio(packet.ssrc)
            outs.append(EmergencyRaised(gateway=self._gateway, radio=radio, by="call", call=source.call, to=self._to))
        source.heard = now.mono
        if packet.payload:
            index = source.place(packet, now, over)
            if index is not None:
                codec = "pcma" if packet.kind == PCMA else "pcmu"
                outs.append(VoiceFrame(source.call, index, codec, packet.payload))
        return outs

    def _started(self, packet: Packet, source: Source) -> CallStarted:
        return CallStarted(
            gateway=self._gateway,
            radio=self._radio(packet.ssrc),
            call=source.call,
            to=self._to,
            emergency=packet.ptt == PTT_EMERGENCY,
        )

    def _radio(self, ssrc: int) -> str:
        return radio_id("rtp", self._settings.network, f"{ssrc:08x}")

    def _end(self, ssrc: int, why: str) -> list[Out]:
        source = self._sources.pop(ssrc, None)
        if source is None:
            return []
        return [CallEnded(gateway=self._gateway, radio=self._radio(ssrc), call=source.call, to=self._to, why=why)]

    # --- said ---

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Keys, carries voice in 20 ms packets, unkeys (three times, for a packet may be lost)."""
        if isinstance(request, Key):
            if self._to is not None and request.group != self._to:
                raise Unable(f"this RTP port carries {self._to}, not {request.group}")
            self._keyed, self._marker, self._rest = request.call, True, b""
            self._ptt = PTT_EMERGENCY if request.emergency else PTT_ON
            return self._keep_alive(now) if self._ed137 else []
        if isinstance(request, VoiceFrame):
            return self._speak(request, now)
        if isinstance(request, Unkey):
            self._keyed, self._ptt, self._rest = "", PTT_OFF, b""
            return [out for _ in range(3) for out in self._keep_alive(now)] if self._ed137 else []
        raise Unable(f"RTP carries voice only, not {type(request).__name__}")

    def _speak(self, frame: VoiceFrame, now: Now) -> list[Out]:
        if not self._keyed or frame.call != self._keyed:
            return []  # a frame that was on its way when we unkeyed
        try:
            samples = to_samples(frame.codec, frame.data)
        except ValueError as why:
            raise Unable(str(why)) from None
        self._rest += (to_alaw if self._alaw else to_ulaw)(samples)
        outs: list[Out] = []
        while len(self._rest) >= FRAME:
            outs.append(Reply(self._packet(PCMA if self._alaw else PCMU, self._rest[:FRAME])))
            self._rest = self._rest[FRAME:]
            self._marker = False
            self._timestamp = (self._timestamp + FRAME) & 0xFFFFFFFF
            self._kept = now.mono
        return outs

    def _packet(self, kind: int, payload: bytes) -> bytes:
        self._sequence = (self._sequence + 1) & 0xFFFF
        marked = kind | (0x80 if self._marker and payload else 0)
        head = struct.pack(">BBHII", 0x90 if self._ed137 else 0x80, marked, self._sequence, self._timestamp, self._ssrc)
        if self._ed137:
            head += struct.pack(">HHHH", ED137[0], 1, self._ptt << 13 | self._ptt_id << 6, 0)
        return head + payload

    def _keep_alive(self, now: Now) -> list[Out]:
        self._kept = now.mono
        return [Reply(self._packet(KEEP_ALIVE, b""))]

    def tick(self, now: Now) -> list[Out]:
        """Ends calls of sources that went silent; sends the ED-137 keep-alive."""
        outs: list[Out] = []
        for ssrc in [ssrc for ssrc, source in self._sources.items() if now.mono - source.heard >= CALL_GAP]:
            outs += self._end(ssrc, "released")
        if self._guarded is not None and now.mono - self._guarded >= KEEP_ALIVE_MISSED:
            self._guarded = None
            outs.append(LinkDown(gateway=self._gateway, why=f"no keep-alive for {KEEP_ALIVE_MISSED:g} s"))
        if self._ed137 and now.mono - self._kept >= KEEP_ALIVE_EVERY:
            outs += self._keep_alive(now)
        return outs

    def closed(self, now: Now) -> list[Out]:
        """Ends every call as lost; our own transmission is gone with the link."""
        self._keyed, self._ptt = "", PTT_OFF
        return [out for ssrc in list(self._sources) for out in self._end(ssrc, "lost")]


SPEC = Spec(
    name="rtp",
    title="RTP voice (G.711, ED-137)",
    links=("udp",),
    port=5004,
    options=(
        Option(name="group", type="text", default="", title="Talk-group of this port"),
        Option(name="payload", type="choice", default="pcma", choices=("pcma", "pcmu"), title="What we send"),
        Option(name="ssrc", type="text", default="", title="Our source number (hex; empty: by chance)"),
        Option(name="ed137", type="flag", default=False, title="Send the ED-137 push-to-talk extension"),
        Option(name="ptt_id", type="number", default=0, low=0, high=63, title="Our ED-137 PTT number"),
    ),
    capabilities=frozenset({"voice", "transmit", "talker"}),
    codec=Rtp,
)
