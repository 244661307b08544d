"""One RTP port: hears up to sixteen sources at once, each a call of its own, and speaks as one.

A call is a source that sends voice; it ends when the source says so (ED-137's push-to-talk off and squelch shut, RTCP's
BYE) or falls silent for 0.4 s.
"""

from __future__ import annotations

import secrets
import struct

from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, LinkDown, Signal, TalkerNamed, Undecoded
from radio.g711 import decode as to_samples
from radio.g711 import to_alaw, to_ulaw
from radio.identity import CallIds, group_id, radio_id
from radio.protocols.rtp import ed137
from radio.protocols.rtp.packet import (
    COMFORT_NOISE,
    EVENTS,
    KEEP_ALIVE,
    PCMA,
    PCMU,
    RATE,
    Packet,
    is_rtcp,
    read_bye,
    read_packet,
)
from radio.protocols.rtp.source import Source
from radio.requests import AnyRequest, Key, Unkey

MAX_SOURCES = 16
CALL_GAP = 0.4  # s of silence that end the call
KEEP_ALIVE_EVERY = 0.2  # s (ED-137 R2S period)
KEEP_ALIVE_MISSED = 3.0  # s without a packet of a peer that did send keep-alives: it is gone
USUAL_PACKET = 20  # ms
SILENCE = {True: b"\xd5", False: b"\xff"}  # of A-law, of mu-law

_RANK = {ed137.PRIORITY: 1, ed137.EMERGENCY: 2}


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
        self._ptt = ed137.OFF
        self._marker = False
        self._frame = int(options.get("packet") or USUAL_PACKET) * RATE // 1000  # samples in a packet of ours
        self._rest = b""
        self._kept = -KEEP_ALIVE_EVERY
        self._guarded: float | None = None  # when an ED-137 peer, which is never silent, was last heard

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Tells an ED-137 peer that we are here and not keyed."""
        return self._keep_alive(now) if self._ed137 else []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One datagram."""
        if not data:
            return [Proof()]
        if is_rtcp(data):
            return [Proof(), *(out for ssrc in read_bye(data) for out in self._end(ssrc, "released"))]
        packet = read_packet(data)
        if packet.ssrc == self._ssrc:
            return []  # multicast hands us our own packets back
        if packet.ptt is not None or packet.kind == KEEP_ALIVE:
            self._guarded = now.mono
        outs: list[Out] = [Proof(), *self._turn(packet)]
        if packet.ptt == ed137.OFF and not packet.squelch:
            return outs + self._end(packet.ssrc, "released")
        if self._is_ours(packet):
            return outs
        if packet.kind in (COMFORT_NOISE, EVENTS, KEEP_ALIVE):
            if (packet.ptt or packet.squelch) and packet.ssrc in self._sources:
                self._sources[packet.ssrc].heard = now.mono  # still keyed, nothing said
            return outs
        if packet.kind not in (PCMA, PCMU):
            return outs + self._report_odd(packet, data)
        if not packet.payload and packet.ptt is None:
            return outs
        return outs + self._voice(packet, now)

    def _turn(self, packet: Packet) -> list[Out]:
        """The radio does not take our key, or takes one of priority instead: whoever speaks here is not heard."""
        if not self._keyed or not self._ptt_id or packet.ptt is None:
            return []
        word = ""
        if packet.ptt_id == self._ptt_id and packet.mute:
            word = "transmission refused: the radio does not take this key"
        elif packet.ptt_id != self._ptt_id and not packet.summation and self._outranks(packet.ptt):
            word = f"transmission interrupted: key {packet.ptt_id} has priority"
        return [Signal(gateway=self._gateway, link=word)] if word else []

    def _outranks(self, ptt: int) -> bool:
        return _RANK.get(ptt, 0) > _RANK.get(self._ptt, 0)

    def _is_ours(self, packet: Packet) -> bool:
        """A radio that confirms our own key, maybe with what we say: no call of somebody else's."""
        return bool(self._keyed and self._ptt_id and packet.ptt and not packet.squelch) and (
            packet.ptt_id == self._ptt_id
        )

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
        over = source is not None and source.over(packet, now)
        if source is None:
            if len(self._sources) >= MAX_SOURCES:
                raise ProtocolError(f"RTP source {packet.ssrc:08x} is one too many", outs)
            source = self._sources[packet.ssrc] = Source(self._ids.new(now), now)
            outs.append(self._started(packet, source))
        elif over:
            outs.append(TalkerNamed(gateway=self._gateway, radio=self._radio(packet.ssrc), call=source.call))
        if packet.ptt == ed137.EMERGENCY and not source.emergency:
            source.emergency = True
            radio = self._radio(packet.ssrc)
            outs.append(EmergencyRaised(gateway=self._gateway, radio=radio, by="call", call=source.call, to=self._to))
        source.heard = now.mono
        if packet.payload:
            index = source.place(packet, now, over and source.stood_still(packet))
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
            emergency=packet.ptt == ed137.EMERGENCY,
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
        """Keys, carries voice in packets of one size, unkeys (three times, for a packet may be lost)."""
        if isinstance(request, Key):
            if self._to is not None and request.group != self._to:
                raise Unable(f"this RTP port carries {self._to}, not {request.group}")
            self._keyed, self._marker, self._rest = request.call, True, b""
            self._ptt = ed137.EMERGENCY if request.emergency else ed137.NORMAL
            return self._keep_alive(now) if self._ed137 else []
        if isinstance(request, VoiceFrame):
            return self._speak(request, now)
        if isinstance(request, Unkey):
            said = self._last_packet()
            self._keyed, self._ptt, self._rest = "", ed137.OFF, b""
            return said + ([out for _ in range(3) for out in self._keep_alive(now)] if self._ed137 else [])
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
        while len(self._rest) >= self._frame:
            outs.append(self._next_packet(self._rest[: self._frame]))
            self._rest = self._rest[self._frame :]
            self._kept = now.mono
        return outs

    def _last_packet(self) -> list[Out]:
        """What did not fill a packet when the key went up, filled with silence: receivers may want one size."""
        if not self._rest or not self._keyed:
            return []
        return [self._next_packet(self._rest.ljust(self._frame, SILENCE[self._alaw]))]

    def _next_packet(self, payload: bytes) -> Reply:
        packet = self._packet(PCMA if self._alaw else PCMU, payload)
        self._marker = False
        self._timestamp = (self._timestamp + len(payload)) & 0xFFFFFFFF
        return Reply(packet)

    def _packet(self, kind: int, payload: bytes) -> bytes:
        self._sequence = (self._sequence + 1) & 0xFFFF
        marked = kind | (0x80 if self._marker and payload else 0)
        head = struct.pack(">BBHII", 0x90 if self._ed137 else 0x80, marked, self._sequence, self._timestamp, self._ssrc)
        if self._ed137:
            head += ed137.write_extension(self._ptt, self._ptt_id)
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
        self._keyed, self._ptt = "", ed137.OFF
        return [out for ssrc in list(self._sources) for out in self._end(ssrc, "lost")]
