"""What Cursor-on-Target events mean here: units of partners as guests, their texts, their emergencies. Sends nothing.

A guest is ``cot@<network>:<uid>``; it is believed until its ``stale``, which ``Registered`` carries on (``minutes``).
What we would export ourselves is never taken in again: uids of our own are passed over, as sender, as the unit of an
alarm and in a chat. The one thing ever sent is a ping, which names no unit and keeps a server from thinking us gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from gps.dates import believed
from gps.fix import is_place
from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.events import (
    AnyEvent,
    Deregistered,
    EmergencyCancelled,
    EmergencyRaised,
    Located,
    NoFix,
    Registered,
    Signal,
    TextReceived,
    Undecoded,
)
from radio.identity import group_id, radio_id, told_id
from radio.protocols.cot import takproto
from radio.protocols.cot.event import CotEvent, read_xml
from radio.protocols.cot.framing import Document, Fault, Framer
from radio.requests import AnyRequest

OWN = "KOPA."
"""Begins the uid of whatever this installation would export."""
PING_EVERY = 30.0
TORN = 5.0
"""s of quiet after which a begun event is given up."""
LIFE = 300.0
"""s that an event without a stale time is believed."""
LONGEST_LIFE = 86_400.0
FUTURE = 60.0
"""s by which a sender's clock may be ahead before its stale time is counted from receipt."""
ALARM_OVER = 120.0
"""s without a repetition after which an emergency that comes again is a new press."""
ALARM_SUFFIX = "-9-1-1"
"""Of the uid of an emergency, behind the unit's."""
EVERYBODY = "All Chat Rooms"
MOST_GUESTS = 20_000
MOST_SEEN = 512
HOSTILE = frozenset("hsjk")
"""Affiliations that no partner's unit has: hostile, suspect, joker, faker."""


class Guest(msgspec.Struct):
    """What was told of one. ``promised``: s since 1970 UTC until when it was said to be there, since ``since``."""

    name: str = ""
    promised: float = 0.0
    since: float = 0.0
    remarks: str = ""
    battery: float | None = None
    lost: bool = False
    alarm: str = ""
    alarm_at: float = 0.0


class Cot:
    """One connection to a server, or one multicast group."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        options = settings.options
        self._own = str(options.get("own", "") or OWN).casefold()
        self._trust = options.get("clock", "check") == "trust"
        self._diagnose = bool(options.get("diagnose"))
        self._pings = bool(options.get("ping", True)) and settings.link in ("tcp", "tls")
        self._framer = Framer()
        self._guests: dict[str, Guest] = {}
        self._seen: dict[str, None] = {}  # messages and markers that were told
        self._heard = self._pinged = 0.0
        self._since: float | None = None

    def opened(self, now: Now) -> list[Out]:
        """A ping, so that the server proves itself at once."""
        self._heard = self._since = now.mono
        return self._ping(now)

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Any cut of the stream. Faults of single events are raised at the end, with all the others said kept."""
        self._heard = now.mono
        return self._take(self._framer.feed(data), now)

    def _take(self, found: Iterable[Document | Fault], now: Now) -> list[Out]:
        outs: list[Out] = []
        faults: list[str] = []
        for one in found:
            try:
                if isinstance(one, Fault):
                    raise ProtocolError(one.why)
                event = takproto.read(one.data) if one.protobuf else read_xml(one.data)
                outs.append(Proof())
                outs += self._event(event, (one.data, now)) if event is not None else ()
            except ProtocolError as fault:
                raw = one.raw if isinstance(one, Fault) else one.data
                faults.append(f"{fault}: {raw[:60].decode('latin-1')!r}")
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise ProtocolError(faults[0] + more, outs)
        return outs

    def _event(self, event: CotEvent, got: tuple[bytes, Now]) -> list[AnyEvent]:
        kind, now = event.type, got[1]
        if self._is_ours(event):
            return self._passed_over("our own, not taken in again", event, got)
        if kind == "t-x-d-d":
            return list(self._deleted(event))
        if kind == "b-t-f" and event.chat is not None:
            return list(self._chat(event, now))
        if kind.startswith("b-a-o"):
            return list(self._emergency(event, now))
        if kind.startswith("a-") and kind[2:3] not in HOSTILE and (event.how.startswith("m-") or event.device):
            return list(self._unit(event, now))
        if kind.startswith(("t-", "b-t-f")):  # pings, offers, receipts of chats
            return self._passed_over("no news", event, got)
        return self._strange(event, got[0])

    def _is_ours(self, event: CotEvent) -> bool:
        uids = [event.uid, *(uid for uid, _ in event.links)]
        if event.chat is not None:
            uids += [event.chat.sender, event.uid.removeprefix("GeoChat.")]
        return any(uid.casefold().startswith(self._own) for uid in uids)

    def _passed_over(self, why: str, event: CotEvent, got: tuple[bytes, Now]) -> list[AnyEvent]:
        if not self._diagnose:
            return []
        raw = got[0][:256].hex()
        return [Undecoded(gateway=self._settings.gateway, raw=raw, why=f"CoT {event.type}: {why}")]

    def _strange(self, event: CotEvent, data: bytes) -> list[AnyEvent]:
        """A marker, a drawing, a route: told once, however often it is repeated."""
        if not self._first(f"{event.type} {event.uid}"):
            return []
        why = f"CoT {event.type[:40]} {event.callsign or event.uid[:40]}: no unit"
        return [Undecoded(gateway=self._settings.gateway, raw=data[:256].hex(), why=why)]

    def _first(self, what: str) -> bool:
        if what in self._seen:
            return False
        if len(self._seen) >= MOST_SEEN:
            del self._seen[next(iter(self._seen))]
        self._seen[what] = None
        return True

    def _radio(self, uid: str) -> str:
        return radio_id("cot", self._settings.network, told_id(uid))

    # Who is there, and for how long

    def _introduce(self, uid: str, name: str, event: CotEvent, now: Now) -> Iterator[AnyEvent]:
        """Makes the guest known, and says so when that is news: a new one, a new name, a promise half used up."""
        guest = self._guests.pop(uid, None) or Guest()
        if len(self._guests) >= MOST_GUESTS:
            del self._guests[next(iter(self._guests))]
        self._guests[uid] = guest
        until = self._until(event, now.utc)
        new = not guest.since or bool(name and name != guest.name)
        half = guest.since + (guest.promised - guest.since) / 2
        longer = until > guest.promised and now.utc >= half and until > now.utc
        if not (new or longer or now.utc < until < guest.promised - 1):
            return
        guest.name, guest.promised, guest.since = name or guest.name, until, now.utc
        yield Registered(
            gateway=self._settings.gateway,
            radio=self._radio(uid),
            minutes=round(max(0.0, until - now.utc) / 60, 2),
            name=guest.name,
        )

    def _until(self, event: CotEvent, utc: float) -> float:
        """Until when ``event`` is to be believed, by our clock; one whose clock is ahead is counted from receipt."""
        made, stale = (told and believed(told, utc, self._trust) for told in (event.time, event.stale))
        if stale is None:
            return utc + LIFE
        until = stale.timestamp()
        if made is not None and made.timestamp() > utc + FUTURE:
            until += utc - made.timestamp()
        return min(until, utc + LONGEST_LIFE)

    def _deleted(self, event: CotEvent) -> Iterator[AnyEvent]:
        for uid, _ in event.links:
            if self._guests.pop(uid, None) is not None:
                yield Deregistered(gateway=self._settings.gateway, radio=self._radio(uid))

    # What they say

    def _unit(self, event: CotEvent, now: Now) -> Iterator[AnyEvent]:
        yield from self._introduce(event.uid, event.callsign, event, now)
        guest, gateway, radio = self._guests[event.uid], self._settings.gateway, self._radio(event.uid)
        when = self._when(event, now)
        located = self._located(event, event.uid, now)
        if located is not None:
            guest.lost = False
            yield located
        elif not guest.lost:
            guest.lost = True
            yield NoFix(gateway=gateway, radio=radio, radio_time=when, reason="no position")
        if event.battery is not None and event.battery != guest.battery:
            guest.battery = event.battery
            yield Signal(gateway=gateway, radio=radio, radio_time=when, battery=event.battery)
        if event.remarks and event.remarks != guest.remarks:
            yield TextReceived(gateway=gateway, radio=radio, radio_time=when, text=event.remarks)
        guest.remarks = event.remarks

    def _located(self, event: CotEvent, uid: str, now: Now, reason: str | None = None) -> Located | None:
        if event.lat is None or event.lon is None or not is_place(event.lat, event.lon):
            return None
        when = self._when(event, now)
        if reason is None and event.time is not None and when is None:
            reason = "clock"
        if reason is None:
            reason = "simulated" if event.how.startswith("m-s") else "manual" if event.how.startswith("h-") else None
        return Located(
            gateway=self._settings.gateway,
            radio=self._radio(uid),
            radio_time=when,
            lat=event.lat,
            lon=event.lon,
            speed=event.speed,
            course=event.course,
            altitude=event.hae,
            accuracy=event.ce,
            reason=reason,
        )

    def _when(self, event: CotEvent, now: Now) -> datetime | None:
        return believed(event.time, now.utc, self._trust) if event.time is not None else None

    def _chat(self, event: CotEvent, now: Now) -> Iterator[AnyEvent]:
        chat = event.chat
        assert chat is not None
        author = next((uid for uid, relation in event.links if relation == "p-p"), "")
        sender = chat.sender or author or event.uid.removeprefix("GeoChat.").partition(".")[0]
        radio = self._radio(sender)
        if not event.remarks or not self._first(f"chat {chat.id or event.uid}"):
            return
        yield from self._introduce(sender, chat.callsign, event, now)
        yield TextReceived(
            gateway=self._settings.gateway,
            radio=radio,
            radio_time=self._when(event, now),
            to=None if chat.room in ("", EVERYBODY) else group_id("cot", self._settings, told_id(chat.room)),
            text=event.remarks,
            ref=chat.id or event.uid,
        )

    def _emergency(self, event: CotEvent, now: Now) -> Iterator[AnyEvent]:
        """Raised once, however often it is repeated; cancelled once.

        One that is on soon after we came may have been so before: each server tells the last that it heard.
        """
        uid = next((uid for uid, relation in event.links if relation == "p-p"), "")
        uid = uid or event.uid.removesuffix(ALARM_SUFFIX)
        yield from self._introduce(uid, event.callsign.removesuffix("-Alert"), event, now)
        guest, gateway, radio = self._guests[uid], self._settings.gateway, self._radio(uid)
        when, before = self._when(event, now), guest.alarm
        running = before == "raised" and now.mono - guest.alarm_at < ALARM_OVER
        guest.alarm = "cancelled" if event.cancel or event.type.startswith("b-a-o-can") else "raised"
        guest.alarm_at = now.mono
        if guest.alarm == "cancelled":
            if before != "cancelled":
                yield EmergencyCancelled(gateway=gateway, radio=radio, radio_time=when)
            return
        if not running:
            late = not before and self._since is not None and now.mono - self._since < ALARM_OVER
            yield EmergencyRaised(gateway=gateway, radio=radio, radio_time=when, by="button", late=late)
        located = self._located(event, uid, now, "emergency")
        if located is not None:
            yield located
        text = " · ".join(part for part in (event.emergency, event.remarks) if part)
        if text and not running:
            yield TextReceived(gateway=gateway, radio=radio, radio_time=when, text=text)

    # What goes out

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Nothing of ours goes to partners before there are joint operations."""
        raise Unable("nothing is sent to this network: guests are only listened to")

    def tick(self, now: Now) -> list[Out]:
        """Keeps the server's line open; gives up what was torn."""
        outs: list[Out] = []
        if self._framer.waiting and now.mono - self._heard >= TORN:
            try:
                outs += self._take(self._framer.flush(), now)
            except ProtocolError as fault:
                outs += [*fault.kept, Undecoded(gateway=self._settings.gateway, raw="", why=str(fault))]
        return outs + (self._ping(now) if now.mono - self._pinged >= PING_EVERY else [])

    def _ping(self, now: Now) -> list[Out]:
        if not self._pings:
            return []
        self._pinged = now.mono
        made, stale = (datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in (now.utc, now.utc + 20))
        return [
            Reply(
                f'<event version="2.0" uid="{OWN}ping" type="t-x-c-t" how="m-g" time="{made}" start="{made}"'
                f' stale="{stale}"><point lat="0" lon="0" hae="0" ce="9999999" le="9999999"/><detail/></event>'.encode()
            )
        ]

    def closed(self, now: Now) -> list[Out]:
        """Forgets an event torn by the link."""
        self._framer = Framer()
        return []
