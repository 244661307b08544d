"""One slot of a DMR channel: bursts in, events and voice out. What a gateway with air bursts (HBP, MMDVM) builds on.

A burst is told apart by its sync, or, where it has none, by EMB; what the transport claims of it (:class:`Claim`) helps
where the air was bad. Link control inside voice is believed when hardly a bit of it was wrong, when it says what is
known, or when it says the same twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import msgspec

from radio.codec import Now, Out, ProtocolError, Settings
from radio.datagram import Datagram
from radio.events import EmergencyRaised, Event, Signal, Undecoded
from radio.identity import CallIds
from radio.protocols.dmr import burst as air
from radio.protocols.dmr import crc, csbk, data, embedded, ip, lc, privacy, reed, shortdata
from radio.protocols.dmr.burst import Burst
from radio.protocols.dmr.call import NO_CLAIM, Calls, Claim
from radio.protocols.dmr.lc import LinkControl
from radio.protocols.dmr.names import Names
from radio.protocols.dmr.packets import Packet, Packets

TRUSTED = 2
"""Bits repaired in an embedded link control up to which it is believed alone."""
SAME_ALARM = 10.0
"""s since its last word in which an alarm that is sent again and again is the same alarm."""
_MOST_ALARMS = 256
_SECRET_BURSTS = 4
_MEMORY = 8
"""Embedded link controls remembered: aliases and positions come between two of the same words."""
Carried = Callable[[Datagram, Packet, Now], list[Out]]
"""What becomes of a datagram that came as data. May raise :class:`ProtocolError`."""


class Slot:
    """``number`` 1 or 2, or ``None`` where there is only one. ``carried`` reads the datagrams of data packets."""

    def __init__(self, settings: Settings, ids: CallIds, carried: Carried, number: int | None = None) -> None:
        self._names = Names(settings)
        self._gateway = settings.gateway
        self._diagnose = bool(settings.options.get("diagnose"))
        self._carried = carried
        self._packets = Packets()
        self._calls = Calls(settings, self._names, ids, number)
        self._parts = embedded.Collector()
        self._heard: deque[bytes] = deque(maxlen=_MEMORY)
        self._letter: int | None = None
        self._last = b""
        self._last_at = -1.0
        self._secret = 0
        self._alarms: dict[tuple[str | None, str, str | None], float] = {}

    def take(self, octets: bytes, now: Now, claim: Claim = NO_CLAIM) -> list[Out]:
        """A burst of 33 octets. Raises :class:`ProtocolError` for another length, or for no burst at all."""
        burst = air.read(octets)
        voice = burst.voice
        if claim.letter is not None:
            voice = True
        elif claim.kind is not None:
            voice = False
        if voice is False:
            return self._data(burst, claim, now)
        return self._voice(burst, claim, now)

    def beside(self, block: int | None, octets: bytes, now: Now) -> list[Out]:
        """Link control that came beside the voice, without its first two octets: a piece of the talker's alias
        (``block`` 0–3), or where he is (``None``). A transport has checked it."""
        flco = lc.GPS if block is None else lc.ALIAS + block
        return self._calls.embedded(lc.read(bytes((flco, 0)) + octets), now)

    def tick(self, now: Now) -> list[Out]:
        """Calls and packets whose end was missed."""
        return self._calls.tick(now) + self._packed(self._packets.tick(now), now)

    def closed(self, now: Now) -> list[Out]:
        """The link is gone, or the transport says that something else begins."""
        self._letter = None
        self._parts.clear()
        return self._calls.closed() + self._packed(self._packets.stop(), now)

    # --- voice

    def _voice(self, burst: Burst, claim: Claim, now: Now) -> list[Out]:
        emb = None if burst.voice else embedded.read_emb(burst.emb)
        if emb is None and not burst.voice and claim.letter is None and not self._calls.announced:
            raise ProtocolError("no burst: neither sync nor EMB")
        letter = claim.letter if claim.letter is not None else self._next(burst, emb, now)
        steps = self._steps(letter, claim, now)
        if steps == 0 and burst.octets == self._last:
            return []
        self._last, self._last_at, self._letter = burst.octets, now.mono, letter
        if steps != 1:
            self._parts.clear()
        outs = self._calls.voice(burst.voice_frames, steps or 6, claim, now)
        if emb is None:
            self._parts.clear()
            return outs
        outs += self._hint(emb, now)
        whole = self._parts.feed(emb.part, burst.embedded)
        found = embedded.decode(whole) if whole is not None else None
        return outs if found is None else outs + self._embedded(*found, now)

    def _next(self, burst: Burst, emb: embedded.Emb | None, now: Now) -> int | None:
        """Which burst of the six this is."""
        if burst.voice:
            return 0
        before = self._letter
        if emb is not None and emb.part != embedded.MIDDLE:
            return {embedded.FIRST: 1, embedded.LAST: 4, embedded.NONE: 5}[emb.part]
        if before is None:
            return None
        if emb is None:
            return (before + 1) % 6
        passed = round((now.mono - self._last_at) / air.PERIOD)
        return 3 if before == 2 or (before < 2 and before + passed > 2) else 2

    def _steps(self, letter: int | None, claim: Claim, now: Now) -> int:
        """How many bursts on from the last one; 0: the same letter at once, which is the same burst or six later."""
        if not self._calls.open:
            return 1
        if claim.lost is not None:
            return claim.lost + 1
        if letter is None or self._letter is None:
            return 1
        steps = (letter - self._letter) % 6
        passed = now.mono - self._last_at
        while passed > (steps + 6 - 0.5) * air.PERIOD and steps < 24:
            steps += 6
        return steps

    def _hint(self, emb: embedded.Emb, now: Now) -> list[Out]:
        """EMB's privacy indicator, several times without a wrong bit. In a burst F it says something else."""
        if emb.part == embedded.NONE or emb.repaired:
            return []
        self._secret = self._secret + 1 if emb.privacy else 0
        return self._calls.secret(now) if self._secret == _SECRET_BURSTS else []

    def _embedded(self, octets: bytes, repaired: int, now: Now) -> list[Out]:
        told = lc.read(octets)
        believed = repaired <= TRUSTED or octets in self._heard or self._calls.matches(told)
        self._heard.append(octets)
        return self._calls.embedded(told, now) if believed else []

    # --- everything else

    def _data(self, burst: Burst, claim: Claim, now: Now) -> list[Out]:
        self._letter = None
        self._parts.clear()
        self._secret = 0
        self._heard.clear()
        slot_type = burst.slot_type
        kind = slot_type.kind if slot_type is not None else claim.kind
        if kind is None:
            raise ProtocolError("no burst: its slot type cannot be read")
        if kind == air.VOICE_HEADER:
            return self._calls.header(_lc(burst, reed.HEADER), claim, now)
        if kind == air.TERMINATOR:
            return self._calls.terminator(_lc(burst, reed.TERMINATOR), now)
        if kind == air.PRIVACY:
            told = privacy.header_of(burst.octets)
            return self._calls.key(told, now) if told is not None else []
        if kind in (air.CSBK, air.MBC_HEADER):
            return self._control(burst.octets, crc.CSBK if kind == air.CSBK else crc.MBC, now)
        if kind == air.DATA_HEADER:
            header = data.header_of(burst.octets)
            return self._header(header, now) if header is not None else []
        if kind in data.SIZES:
            block = data.block_of(burst.octets, kind) if self._packets.waiting else None
            return self._packed(self._packets.block(block, now), now) if block is not None else []
        if kind in (air.IDLE, air.MBC):
            return []
        return [Undecoded(gateway=self._gateway, raw=burst.octets.hex(), why=f"a burst of data type {kind}")]

    def _header(self, header: data.Header, now: Now) -> list[Out]:
        outs = self._packed(self._packets.header(header, now), now)
        if self._diagnose and header.src and self._packets.waiting:
            word = f"{header.name} for {header.dst}: {header.blocks} blocks"
            outs.append(Signal(gateway=self._gateway, radio=self._names.radio(header.src), link=word))
        return outs

    def _control(self, octets: bytes, mask: int, now: Now) -> list[Out]:
        block = csbk.block_of(octets, mask)
        if block is None:
            return []
        return [event for event in csbk.events_of(block, self._names, self._diagnose) if self._news(event, now)]

    def _news(self, event: Out, now: Now) -> bool:
        """Radios send an alarm until somebody answers: one alarm."""
        if not isinstance(event, EmergencyRaised):
            return True
        alarm = (event.radio, event.by, event.to)
        new = now.mono - self._alarms.pop(alarm, -SAME_ALARM) >= SAME_ALARM
        self._alarms[alarm] = now.mono
        if len(self._alarms) > _MOST_ALARMS:
            del self._alarms[next(iter(self._alarms))]
        return new

    def _packed(self, packets: list[Packet], now: Now) -> list[Out]:
        return [out for packet in packets for out in self._packet(packet, now)]

    def _packet(self, packet: Packet, now: Now) -> list[Out]:
        radio = self._names.radio(packet.src)
        why = f"data packet: {packet.fault}" if packet.fault else ""
        if packet.encrypted:
            why = f"encrypted data, {packet.encrypted}"
        if not why:
            try:
                return self._content(packet, now)
            except ProtocolError as fault:
                why = str(fault)
        return [Undecoded(gateway=self._gateway, radio=radio, raw=packet.octets.hex(), why=why)]

    def _content(self, packet: Packet, now: Now) -> list[Out]:
        header = packet.header
        if header.format == data.RESPONSE:
            if not self._diagnose:
                return []
            word = f"data {'received' if header.detail >> 6 == 0 else 'refused'} by radio {header.src}"
            return [Signal(gateway=self._gateway, radio=self._names.radio(header.src), link=word)]
        if header.format in (data.SHORT, data.RAW, data.UDT):
            return [*shortdata.events_of(packet, self._names, now)]
        datagram = ip.datagram_of(packet)
        if datagram is None:
            raise ProtocolError(f"data for service access point {header.sap}")
        return self._carried(datagram, packet, now)


def _lc(burst: Burst, mask: int) -> LinkControl | None:
    found = lc.from_burst(burst.octets, mask)
    return found[0] if found is not None else None


def heard_at(out: Out, rssi: float) -> Out:
    """An event of a radio with the strength (dBm) its burst was heard at; anything else as it is."""
    if isinstance(out, Event) and out.radio is not None and out.rssi is None:
        told: Out = msgspec.structs.replace(out, rssi=rssi)
        return told
    return out
