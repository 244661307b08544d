"""A Hytera repeater as one gateway: its ports for registration, location, texts, radio control and voice, composed.

The repeater speaks from one address; a second one that claims to be it is refused until the first has been silent. What
goes over the air (answers to radios, polls, texts) needs leave to transmit; what only the repeater hears does not.
"""

from __future__ import annotations

from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.events import AnyEvent, Undecoded
from radio.fleet.presence import MAX_RADIOS
from radio.identity import CallIds, number_of
from radio.protocols.hytera import hdap, hstrp, rcp, rrs
from radio.protocols.hytera.calls import SlotCalls, read_over
from radio.protocols.hytera.fleet import Fleet
from radio.protocols.hytera.ports import PORTS, Port
from radio.protocols.rtp import read_packet
from radio.requests import AnyRequest, AskPosition, Check, SendText

LOOK = 0.1
"""Seconds between two looks at what is due."""
MULTI_SITE = b"ZZZZ"
_RTP_FIRST = (0x80, 0x90)


class Hytera:
    """One repeater and the radios it serves."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._fleet = Fleet(settings)
        strict = settings.options.get("checksum", "lenient") == "strict"
        self._ports = {name: Port(name, strict) for name, _ in PORTS} | {"": Port("", strict)}
        ids = CallIds(settings.gateway, "hytera")
        self._calls = {slot: SlotCalls(slot, settings, ids) for slot in (0, 1, 2)}
        self._slots: dict[int, int] = {}
        self._looked = float("-inf")

    def opened(self, now: Now) -> list[Out]:
        """The repeater calls."""
        return []

    # What comes in

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """A datagram of ``host:port/service and slot``; without a peer, any message as it was captured."""
        where, _, name = peer.partition("/")
        port = self._ports.get(name)
        if port is None:
            raise ProtocolError(f"no port {name!r}")
        if data[:1] and (data[0] >> 6 == 2 if port.service == "rtp" else not name and data[0] in _RTP_FIRST):
            packet = read_packet(data)
            port.admit(where, now.mono)
            over, _ = read_over(packet)
            slot = port.slot or (packet.extension[0] >> 1 if over else 0)
            return [Proof(), *self._calls[slot if slot in self._calls else 0].voice(packet, now)]
        if data[:4] == MULTI_SITE:
            why = "Hytera IP multi-site traffic"
            return [Undecoded(gateway=self._gateway, raw=data[:128].hex(), why=why)]
        port.admit(where, now.mono)
        taken = port.take(data, now.mono)
        self._fleet.repeater = port.session.repeater or self._fleet.repeater
        outs: list[Out] = [Proof(), *(Reply(answer, peer) for answer in taken.answers)]
        if taken.connected and port.service == "rcp":
            outs.append(Reply(port.send(rcp.subscribe(), now.mono), peer))
        fault = taken.fault
        for message in taken.messages:
            try:
                outs += self._message(message, port, peer, now)
            except ProtocolError as why:
                fault = fault or str(why)
        if fault:
            raise ProtocolError(fault, outs)
        return outs

    def _message(self, message: hdap.Message, port: Port, peer: str, now: Now) -> list[Out]:
        events: list[AnyEvent] | None = None
        answer: hdap.Message | None = None
        if message.service == hdap.RRS:
            events, answer = self._fleet.registration(message, now)
        elif message.service == hdap.LP:
            events = self._fleet.location(message, now)
        elif message.service == hdap.TMP:
            events, answer = self._fleet.text(message, now)
        elif message.service == hdap.RCP:
            return self._control(message, port, now)
        if self._fleet.latest:
            self._slots.pop(self._fleet.latest, None)
            self._slots[self._fleet.latest] = port.slot
            if len(self._slots) > MAX_RADIOS:
                del self._slots[next(iter(self._slots))]
        if events is None:
            return [self._undecoded(message)]
        outs: list[Out] = [*events]
        if answer is not None and self._settings.transmit:
            outs.append(Reply(port.send(answer, now.mono), peer))
        return outs

    def _control(self, message: hdap.Message, port: Port, now: Now) -> list[Out]:
        status = rcp.read(message)
        if status is not None:
            return self._calls[port.slot if port.slot in self._calls else 0].status(status, now)
        return [] if message.opcode in rcp.QUIET else [self._undecoded(message)]

    def _undecoded(self, message: hdap.Message) -> Undecoded:
        why = f"Hytera {hdap.NAMES[message.service]} {message.opcode:04X}"
        return Undecoded(gateway=self._gateway, raw=hdap.write(message).hex(), why=why)

    # What people want

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Texts, positions, whether a radio is there. Voice is heard, not sent."""
        if isinstance(request, SendText):
            to, group = self._called(request.to)
            self._port("tms", to)
            self._fleet.write(to, group, request.text, request.ref, now)
        elif isinstance(request, AskPosition):
            radio, _ = self._called(request.radio)
            self._port("gps", radio)
            self._fleet.asks.ask(radio, request.ref, now.mono)
        elif isinstance(request, Check):
            radio, _ = self._called(request.radio)
            port = self._port("rrs", radio)
            return [Reply(port.send(self._fleet.check(radio, request.ref, now), now.mono), self._peer(port))]
        else:
            raise Unable("this gateway hears voice, it does not send it")
        return self._due(now)

    def _called(self, name: str) -> tuple[int, bool]:
        """Number of a radio or group, and whether it is a group."""
        group = name in {one.id for one in self._settings.groups} or name.rpartition(":")[2].startswith("g")
        number = number_of(self._settings, name)
        if not number.isdecimal() or not 0 < int(number) < 1 << 24:
            raise Unable(f"no radio or talk-group of this network can be {number}")
        return int(number), group

    def _port(self, service: str, number: int) -> Port:
        """The port of ``service`` on the slot where the radio was heard last, else on any."""
        ports = [self._ports[f"{service}{slot}"] for slot in (self._slots.get(number) or 1, 1, 2)]
        found = next((port for port in ports if port.open), None)
        if found is None:
            raise Unable(f"the repeater has not called our {service.upper()} port yet")
        return found

    def _peer(self, port: Port) -> str:
        return f"{port.peer}/{port.service}{port.slot}"

    # Time

    def tick(self, now: Now) -> list[Out]:
        """Ends of calls; heartbeats; what is due to radios."""
        outs: list[Out] = [out for calls in self._calls.values() for out in calls.tick(now)]
        if now.mono - self._looked < LOOK:
            return outs
        self._looked = now.mono
        for port in self._ports.values():
            outs += [Reply(data, self._peer(port)) for data in port.session.due(now.mono)]
        ask, events = self._fleet.overdue(now)
        outs += events
        outs += self._reach("rrs", [(number, rrs.write(question)) for number, question in ask], now)
        return outs + self._due(now)

    def _due(self, now: Now) -> list[Out]:
        texts, questions, failed = self._fleet.due(now)
        outs = self._reach("tms", texts, now) + self._reach("gps", questions, now)
        return [*outs, *failed]

    def _reach(self, service: str, messages: list[tuple[int, hdap.Message]], now: Now) -> list[Out]:
        """Messages to radios; with no port to send them by they are as good as unanswered."""
        outs: list[Out] = []
        for number, message in messages:
            try:
                port = self._port(service, number)
            except Unable:
                continue
            outs.append(Reply(port.send(message, now.mono), self._peer(port)))
        return outs

    def closed(self, now: Now) -> list[Out]:
        """Calls end as lost, and what is on its way counts as failed; the repeater is told that we go."""
        outs: list[Out] = [out for calls in self._calls.values() for out in calls.lost(now)]
        outs += self._fleet.waiting()
        for port in self._ports.values():
            if port.session.connected:
                outs.append(Reply(hstrp.write(hstrp.Frame(flags=hstrp.CLOSE)), self._peer(port)))
        return outs
