"""Texts out through our own repeaters: as MOTOTRBO's TMS inside IP data, or as the standard's defined short data.

A text goes through the repeater and on the slot where its radio was heard last, else through all of them on a slot of
the configuration, as one to a talk-group does. A slot on which somebody is heard is waited for. TMS to a radio comes
back acknowledged, or is sent again and given up; short data and texts to groups are acknowledged by nobody.
Answers of the data link itself (response packets) are neither asked for nor given.
Proved on vectors and against a simulated repeater only: no radio was here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

import msgspec

from radio.cai import MAX_NUMBER, host_of
from radio.codec import Now, Out, Reply, Settings, Unable
from radio.datagram import Datagram
from radio.events import Delivered
from radio.fleet.texts import Texts
from radio.identity import number_of, radio_id
from radio.protocols import tms
from radio.protocols.dmr import burst as air
from radio.protocols.dmr import ip, outgoing
from radio.protocols.dmr.packets import Packet
from radio.protocols.dmr.slot import Carried
from radio.protocols.hbp import frame
from radio.protocols.hbp.master import Session
from radio.requests import SendText

QUIET = 0.5
"""s without a burst after which a slot is free."""
PREAMBLES = 3
MOST_WAITING = 64
"""Packets that wait for a slot."""
MOST_HEARD = 4096
RADIOS, GROUPS = 12, 225
"""First octets of the addresses that numbers become."""


class _Sending(msgspec.Struct):
    """A packet on its way: bursts through the repeaters at ``addresses`` (empty: all); ``begun`` s, once it has.

    ``text``: a text that is said again.
    """

    dst: int
    group: bool
    addresses: list[str]
    bursts: list[bytes]
    stream: int
    text: bool = False
    begun: float | None = None
    sent: int = 0


class Texting:
    """Texts of one master. ``sessions`` are its repeaters; what is not for us, ``aside`` reads."""

    def __init__(self, settings: Settings, sessions: Callable[[], list[Session]], aside: Carried) -> None:
        options = settings.options
        self._settings, self._sessions, self._aside = settings, sessions, aside
        self._how = str(options.get("texts", "off") or "off")
        self._own = int(options.get("radio", 0) or 0)
        self._slot = int(options.get("slot", 1) or 1)
        self._speaks = settings.transmit and self._how != "off" and bool(self._own)
        self._texts = Texts(_tms, tms.MOST_TEXT, tms.SEQUENCES)
        self._waiting: dict[int, deque[_Sending]] = {1: deque(), 2: deque()}
        self._busy = {1: float("-inf"), 2: float("-inf")}
        self._places: dict[int, tuple[str, int]] = {}
        self._stream = 0

    # What is heard

    def heard(self, told: frame.Dmrd, address: str, now: Now) -> None:
        """A burst of a repeater: its slot is busy, and that is where its radio can be reached."""
        self._busy[told.slot] = now.mono
        self._places.pop(told.src, None)
        self._places[told.src] = address, told.slot
        if len(self._places) > MOST_HEARD:
            del self._places[next(iter(self._places))]

    def carried(self, datagram: Datagram, packet: Packet, now: Now) -> list[Out]:
        """A datagram off the air. A text to us is acknowledged; the acknowledgement of ours says that it arrived."""
        if not self._is_ours(datagram, packet):
            return self._aside(datagram, packet, now)
        message = tms.read(datagram.payload)
        if message.kind == tms.ACKNOWLEDGEMENT:
            ref = self._texts.acknowledged(packet.src, message.sequence)
            return [self._delivered(packet.src, ref, ok=True)] if ref else []
        if message.ack:
            self._queue(packet.src, self._packet(packet.src, tms.answer(message)))
        return self._aside(datagram, packet, now)

    def _is_ours(self, datagram: Datagram, packet: Packet) -> bool:
        to_us = self._speaks and packet.dst == self._own and not packet.header.group
        return to_us and tms.PORT in (datagram.destination_port, datagram.source_port)

    # What people want

    def send(self, request: SendText, now: Now) -> list[Out]:
        """Raises :class:`Unable` with the reason in words."""
        if self._how == "off":
            raise Unable("texts out are switched off for this gateway (option texts)")
        if not self._own:
            raise Unable("this gateway has no radio number of its own to write from (option radio)")
        if not self._sessions():
            raise Unable("no repeater is logged in")
        number = self._number(request.to)
        group = self._is_group(request.to)
        if self._how == "short":
            try:
                bursts = list(outgoing.short_text(self._own, number, request.text, group=group))
            except ValueError as error:
                raise Unable(f"too long for short data: {error}") from error
            self._must(self._queue(number, bursts, group))
        elif group:
            if len(request.text) > tms.MOST_TEXT:
                raise Unable(f"a text has {tms.MOST_TEXT} characters at most, this one has {len(request.text)}")
            data = tms.write(tms.Message(kind=tms.TEXT, sequence=0, text=request.text))
            self._must(self._queue(number, self._packet(number, data, group=True), group=True))
        else:
            self._texts.write(number, request.text, request.ref, int(now.utc) % tms.SEQUENCES)
        return self.tick(now)

    def _must(self, queued: bool) -> None:
        if not queued:
            raise Unable("too many texts wait for this slot already")

    def _is_group(self, name: str) -> bool:
        own = {group.id for group in self._settings.groups}
        return name in own or name.rpartition(":")[2].startswith("g")

    def _number(self, name: str) -> int:
        told = number_of(self._settings, name)
        if not told.isdecimal() or not 0 < int(told) <= MAX_NUMBER:
            raise Unable(f"no radio of this network can be {told}")
        return int(told)

    def _packet(self, number: int, payload: bytes, group: bool = False) -> list[bytes]:
        """TMS in UDP, IP and blocks of rate ½."""
        there = host_of(number, GROUPS if group else RADIOS)
        datagram = Datagram(host_of(self._own, RADIOS), tms.PORT, there, tms.PORT, payload)
        return list(
            outgoing.packet(
                self._own, number, ip.write(datagram, self._stream & 0xFFFF), group=group, preambles=PREAMBLES
            )
        )

    def _queue(self, number: int, bursts: Iterable[bytes], group: bool = False, text: bool = False) -> bool:
        """False if too many wait for the slot already."""
        address, slot = self._places.get(number, ("", self._slot)) if not group else ("", self._slot)
        running = {session.address for session in self._sessions()}
        waiting = self._waiting[slot]
        if len(waiting) >= MOST_WAITING:
            return False
        self._stream = self._stream % 0xFFFFFFFF + 1
        addresses = [address] if address in running else []
        waiting.append(_Sending(number, group, addresses, list(bursts), self._stream, text))
        return True

    # Time

    def tick(self, now: Now) -> list[Out]:
        """Texts that are due (again) or given up, and the bursts that go now."""
        due, failed = self._texts.due(now.mono)
        outs: list[Out] = []
        for number, ref in failed:
            self._drop(number)
            outs.append(self._delivered(number, ref, ok=False))
        for number, data in due:
            self._drop(number)
            self._queue(number, self._packet(number, data), text=True)
        for slot in (1, 2):
            outs += self._go(slot, now)
        return outs

    def _drop(self, number: int) -> None:
        """A text that waits for the slot and has not begun: it is given up, or about to be said again."""
        for waiting in self._waiting.values():
            kept = [one for one in waiting if not one.text or one.dst != number or one.begun is not None]
            waiting.clear()
            waiting.extend(kept)

    def _go(self, slot: int, now: Now) -> list[Out]:
        """Bursts of the first packet that waits for this slot, one every 60 ms."""
        waiting = self._waiting[slot]
        if not waiting:
            return []
        head = waiting[0]
        if head.begun is None:
            if now.mono - self._busy[slot] < QUIET:
                return []
            head.begun = now.mono
        outs: list[Out] = []
        while head.sent < len(head.bursts) and head.begun + head.sent * air.PERIOD <= now.mono + 1e-6:
            outs += self._burst(head, slot)
            head.sent += 1
        if head.sent == len(head.bursts):
            waiting.popleft()
            self._busy[slot] = now.mono  # a moment for whoever answers
        return outs

    def _burst(self, head: _Sending, slot: int) -> list[Out]:
        octets = head.bursts[head.sent]
        slot_type = air.read(octets).slot_type
        assert slot_type is not None  # we wrote it
        outs: list[Out] = []
        for session in self._sessions():
            if not head.addresses or session.address in head.addresses:
                told = frame.Dmrd(
                    head.sent & 0xFF,
                    self._own,
                    head.dst,
                    session.repeater,
                    slot,
                    head.group,
                    "data",
                    slot_type.kind,
                    head.stream,
                    octets,
                )
                outs.append(Reply(frame.write_dmrd(told), session.address))
        return outs

    def closed(self) -> list[Out]:
        """What is on its way counts as failed."""
        return [self._delivered(number, ref, ok=False) for number, ref in self._texts.waiting()]

    def _delivered(self, number: int, ref: str, ok: bool) -> Delivered:
        radio = radio_id("dmr", self._settings.network, number)
        return Delivered(gateway=self._settings.gateway, radio=radio, ref=ref, ok=ok, by="radio" if ok else "network")


def _tms(number: int, sequence: int, text: str) -> bytes:
    return tms.write(tms.Message(kind=tms.TEXT, ack=True, sequence=sequence, text=text))
