"""A MOTOTRBO fleet as one gateway: registration, location and texts by UDP, composed.

Radios speak from addresses that are their numbers; who names another is refused. Without leave to transmit it only
listens: no answer, no question, no acknowledgement.
"""

from __future__ import annotations

import zlib

from radio.cai import MAX_NUMBER, Addresses
from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.datagram import read_datagram
from radio.events import Delivered, Deregistered, EmergencyRaised, Located, NoFix
from radio.fleet.asks import EMERGENCY, NEVER, NOT_NOW, OK, PERIODIC, STOP, Asks, Question
from radio.fleet.presence import QUERIES, QUERY_EVERY, Presence
from radio.fleet.texts import Texts, Told
from radio.identity import number_of, radio_id
from radio.protocols import ars, lrrp, tms
from radio.protocols.lrrp import asking
from radio.protocols.lrrp.document import ANSWERS, REPORTS, Document
from radio.protocols.mototrbo.overheard import Overheard
from radio.requests import AnyRequest, AskPosition, Check, SendText

LOOK = 0.2
"""Seconds between two looks at what is due."""


class Mototrbo:
    """One fleet behind one control station or tunnel."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        options = settings.options
        self._speaks = settings.transmit
        self._addresses = Addresses(int(options.get("cai", 12)), int(options.get("pc", 13)))
        self._refresh = max(1, round(float(options.get("refresh", ars.REFRESH_UNIT)) / ars.REFRESH_UNIT))
        how = str(options.get("positions", "triggered"))
        seconds = float(options.get("poll", 180)) if how != "off" and self._speaks else 0.0
        emergency = bool(options.get("emergency", False)) and self._speaks
        mark = b"K" + bytes((zlib.crc32(settings.gateway.encode()) & 0xFF,))
        self._asks = Asks(seconds, how == "triggered", emergency, mark)
        self._presence = Presence(60.0 * ars.REFRESH_UNIT * self._refresh, self._speaks)
        self._texts = Texts(_text, tms.MOST_TEXT, tms.SEQUENCES)
        self._told = Told()
        self._checks: dict[int, tuple[str, float]] = {}
        self._overheard = Overheard(settings, self._addresses)
        self._looked = float("-inf")

    def opened(self, now: Now) -> list[Out]:
        """Radios speak first."""
        return []

    # What radios say

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """A datagram of ``host:port/service``; without a peer, a whole IPv4 datagram as it is overheard on the air."""
        where, _, service = peer.partition("/")
        if not service:
            told = read_datagram(data)
            return self._overheard.datagram(
                told.source, told.source_port, told.destination, told.destination_port, told.payload, now
            )
        host = where.rpartition(":")[0]
        number = self._addresses.number(host)
        if number is None:
            raise ProtocolError(f"{host} is no radio of network {self._addresses.cai}")
        if service == "ars":
            return self._registration(number, ars.read(data), data, peer, now)
        if service == "lrrp":
            return self._location(number, lrrp.read(data), now)
        if service == "tms":
            return self._text(number, tms.read(data), peer, now)
        raise ProtocolError(f"no service {service!r}")

    def _radio(self, number: int) -> str:
        return radio_id("dmr", self._settings.network, number)

    def _heard(self, number: int, now: Now) -> list[Out]:
        """Any valid word of a radio proves the link, and that the radio is there."""
        if self._presence.heard(number, now.mono):
            self._asks.appeared(number, len(self._presence), now.mono)
        return [Proof()]

    def _registration(self, number: int, message: ars.Message, data: bytes, peer: str, now: Now) -> list[Out]:
        claimed = ars.claimed(message)
        if claimed is not None and claimed != number:
            raise ProtocolError(f"radio {number} registers as {claimed}")
        if message.kind in (ars.GONE, ars.USER_GONE):
            return [Proof(), *self._gone(number, tell=self._presence.gone(number))]
        known = number in self._presence
        outs = self._heard(number, now)
        if message.kind == ars.RESPONSE:
            return outs + self._checked(number, ok=not message.ack)
        if message.kind not in (ars.DEVICE, ars.USER):
            return outs
        if not self._presence.repeats(number, data, now.mono):
            if known and message.event == "initial":  # switched on anew: what it was asked before is forgotten
                self._asks.appeared(number, len(self._presence), now.mono)
            outs += ars.events_of(message, self._gateway, self._radio(number), self._refresh)
        if message.ack and self._speaks:
            outs.append(Reply(ars.write(ars.Message(kind=ars.RESPONSE, value=self._refresh)), peer))
        return outs

    def _gone(self, number: int, tell: bool) -> list[Out]:
        refs = self._asks.gone(number)
        outs: list[Out] = [Delivered(gateway=self._gateway, radio=self._radio(number), ref=r, ok=False) for r in refs]
        return [Deregistered(gateway=self._gateway, radio=self._radio(number)), *outs] if tell else outs

    def _location(self, number: int, document: Document, now: Now) -> list[Out]:
        outs = self._heard(number, now)
        if document.kind not in REPORTS and document.kind not in ANSWERS:
            return outs
        result = (document.result or 0) if document.kind in ANSWERS else 0
        ask = self._asks.answered(number, document.request, _settled(result), len(self._presence), now.mono)
        radio = self._radio(number)
        emergency = ask is not None and ask.purpose == EMERGENCY and document.kind in REPORTS
        if emergency:
            outs.append(EmergencyRaised(gateway=self._gateway, radio=radio, by="position"))
        outs += lrrp.events_of(document, self._gateway, radio, now.utc, reason="emergency" if emergency else "")
        if result and not any(isinstance(out, Located | NoFix) for out in outs) and not emergency:
            outs.append(NoFix(gateway=self._gateway, radio=radio, reason=lrrp.outcome(document)))
        return outs

    def _text(self, number: int, message: tms.Message, peer: str, now: Now) -> list[Out]:
        outs = self._heard(number, now)
        radio = self._radio(number)
        if message.kind == tms.ACKNOWLEDGEMENT:
            ref = self._texts.acknowledged(number, message.sequence)
            if ref:
                outs.append(Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=True, by="radio"))
            return outs
        if message.kind == tms.TEXT and self._told.is_new(number, message.sequence, message.text, now.mono):
            to = tms.addressed(message, self._settings.network, self._addresses)
            told = tms.text_of(message, self._gateway, radio, to, tms.spoken(message.text))
            outs.append(told)
        if message.ack and self._speaks:
            outs.append(Reply(tms.answer(message), peer))
        return outs

    # What people want

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Texts, positions, whether a radio is there. Voice goes another way."""
        if isinstance(request, SendText):
            number = self._number(request.to)
            self._texts.write(number, request.text, request.ref, int(now.utc) % tms.SEQUENCES)
        elif isinstance(request, AskPosition):
            self._asks.ask(self._number(request.radio), request.ref, now.mono)
        elif isinstance(request, Check):
            self._checks[self._number(request.radio)] = request.ref, now.mono + QUERIES * QUERY_EVERY
            return [self._query(self._number(request.radio)), *self._due(now)]
        else:
            raise Unable("this gateway carries data of MOTOTRBO radios, no voice")
        return self._due(now)

    def _number(self, name: str) -> int:
        if name in {group.id for group in self._settings.groups} or name.rpartition(":")[2].startswith("g"):
            raise Unable("this gateway reaches single radios, not talk-groups")
        number = number_of(self._settings, name)
        if not number.isdecimal() or not 0 < int(number) <= MAX_NUMBER:
            raise Unable(f"no radio of this network can be {number}")
        return int(number)

    def _query(self, number: int) -> Reply:
        return Reply(ars.write(ars.Message(kind=ars.QUERY, ack=True)), self._peer(number, "ars"))

    def _peer(self, number: int, service: str) -> str:
        return f"{self._addresses.host(number)}/{service}"

    def _checked(self, number: int, ok: bool) -> list[Out]:
        ref, _ = self._checks.pop(number, ("", 0.0))
        if not ref:
            return []
        return [Delivered(gateway=self._gateway, radio=self._radio(number), ref=ref, ok=ok, by="radio")]

    # Time

    def tick(self, now: Now) -> list[Out]:
        """What is due: texts again, questions, radios that did not refresh."""
        if now.mono - self._looked < LOOK:
            return []
        self._looked = now.mono
        outs: list[Out] = []
        ask, lost = self._presence.overdue(now.mono)
        outs += [self._query(number) for number in ask]
        for number in lost:
            outs += self._gone(number, tell=True)
        for number in [number for number, (_, until) in self._checks.items() if until <= now.mono]:
            ref, _ = self._checks.pop(number)
            outs.append(self._failed(number, ref))
        return outs + self._due(now)

    def _due(self, now: Now) -> list[Out]:
        texts, unread = self._texts.due(now.mono)
        asked, unanswered = self._asks.due(len(self._presence), now.utc, now.mono)
        outs: list[Out] = [Reply(data, self._peer(number, "tms")) for number, data in texts]
        outs += [Reply(_document(question), self._peer(question.number, "lrrp")) for question in asked]
        return outs + [self._failed(number, ref) for number, ref in [*unread, *unanswered]]

    def _failed(self, number: int, ref: str) -> Delivered:
        return Delivered(gateway=self._gateway, radio=self._radio(number), ref=ref, ok=False, by="network")

    def closed(self, now: Now) -> list[Out]:
        """What is on its way counts as failed. Triggers stay set: the next run of this gateway knows and stops them.

        To stop them all at once would fill the channel.
        """
        checks = [(number, ref) for number, (ref, _) in self._checks.items()]
        return [self._failed(number, ref) for number, ref in [*self._texts.waiting(), *self._asks.waiting(), *checks]]


def _text(number: int, sequence: int, text: str) -> bytes:
    return tms.write(tms.Message(kind=tms.TEXT, ack=True, sequence=sequence, text=text))


def _document(question: Question) -> bytes:
    if question.purpose == STOP:
        return asking.ask_stop(question.request)
    if question.purpose == PERIODIC:
        return asking.ask_every(question.request, question.seconds)
    if question.purpose == EMERGENCY:
        return asking.ask_on(question.request, asking.EMERGENCY)
    return asking.ask_now(question.request)


def _settled(result: int) -> str:
    """What a result code means for the request; one that says the radio has it already is good news."""
    return {0: OK, lrrp.DUPLICATE: OK, lrrp.BAD_COMMAND: NEVER}.get(result, NOT_NOW)
