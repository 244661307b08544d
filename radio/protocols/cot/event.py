"""A Cursor-on-Target event: what one XML document says. Judges nothing; ``guests`` says what it means.

Source: MITRE's Event.xsd 2.0 and the details that TAK clients add, as events of ATAK, WinTAK and taky have them.
9999999 stands for unknown in ``hae``, ``ce`` and ``le``.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from radio.codec import ProtocolError
from radio.told import MOST_SPEED, course, instant, number, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNKNOWN = 9_999_999.0
MOST_UID = 128
MOST_TEXT = 2000


class Chat(NamedTuple):
    """A GeoChat: who said it (uid and call sign), in which room, the id of the message."""

    sender: str
    callsign: str
    room: str
    id: str


class CotEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event. Times as told; ``lat``/``lon`` ``None`` where there is no such number; SI units.

    ``links``: (uid, relation) of other events; ``emergency``: what kind, in the sender's words; ``cancel``: it ends
    one; ``device``: the client says what it is (``takv``) or where it can be answered (``contact endpoint``).
    """

    uid: str
    type: str
    how: str = ""
    time: datetime | None = None
    stale: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    hae: float | None = None
    ce: float | None = None
    callsign: str = ""
    device: bool = False
    speed: float | None = None
    course: float | None = None
    battery: float | None = None
    remarks: str = ""
    links: tuple[tuple[str, str], ...] = ()
    chat: Chat | None = None
    emergency: str = ""
    cancel: bool = False


class Point(NamedTuple):
    """``lat``, ``lon`` degrees, ``hae`` and ``ce`` m."""

    lat: float | None
    lon: float | None
    hae: float | None
    ce: float | None


def read_xml(document: bytes) -> CotEvent:
    """One event. Raises :class:`ProtocolError`: no XML, a DOCTYPE or entity in it, no event, no uid, no type."""
    root = parse(document)
    if root.tag != "event":
        raise ProtocolError(f"XML, but no event: {str(root.tag)[:40]!r}")
    uid, kind = identity(root.get("uid"), root.get("type"))
    spot = root.find("point")
    detail = root.find("detail")
    told = read_detail(detail) if detail is not None else {}
    where = Point(None, None, None, None) if spot is None else point(*map(spot.get, ("lat", "lon", "hae", "ce")))
    return CotEvent(
        uid=uid,
        type=kind,
        how=words(root.get("how"), 20),
        time=instant(root.get("time")),
        stale=instant(root.get("stale")),
        **where._asdict(),
        **told,
    )


def parse(document: bytes) -> Element:
    """An XML document without DOCTYPE and entities. Raises :class:`ProtocolError`."""
    try:
        root: Element = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise ProtocolError(f"no XML: {str(error)[:100]}") from None
    return root


def identity(uid: object, kind: object) -> tuple[str, str]:
    """Both must be there and no longer than anybody's. Raises :class:`ProtocolError`."""
    if not isinstance(uid, str) or not uid.strip() or len(uid) > MOST_UID:
        raise ProtocolError("an event without a uid" if not uid else f"a uid of {len(str(uid))} characters")
    if not isinstance(kind, str) or not kind.strip() or len(kind) > 80:
        raise ProtocolError("an event without a type")
    return uid.strip(), kind.strip()


def point(lat: object, lon: object, hae: object, ce: object) -> Point:
    """A point's attributes as numbers or texts; 9999999 and what cannot be become ``None``."""
    height, error = number(hae, -20_000, 100_000), number(ce, 0, UNKNOWN - 1)
    return Point(number(lat, -90, 90), number(lon, -180, 180), height, error)


def read_detail(detail: Element) -> dict[str, Any]:
    """The fields of :class:`CotEvent` that stand in ``<detail>``; the first element of a name counts."""
    contact, track, status = (detail.find(name) for name in ("contact", "track", "status"))
    emergency, remarks = detail.find("emergency"), detail.find("remarks")
    told: dict[str, Any] = {
        "links": tuple(
            (link.get("uid", "")[:MOST_UID], words(link.get("relation"), 40)) for link in detail.findall("link")[:16]
        ),
        "device": detail.find("takv") is not None,
        "remarks": words(remarks.text, MOST_TEXT) if remarks is not None else "",
        "chat": _chat(detail, remarks),
    }
    if contact is not None:
        told["callsign"] = words(contact.get("callsign"))
        told["device"] = told["device"] or bool(contact.get("endpoint"))
    if track is not None:
        told["speed"] = number(track.get("speed"), 0, MOST_SPEED)
        told["course"] = course(track.get("course"))
    if status is not None:
        told["battery"] = number(status.get("battery"), 0, 100)
    if emergency is not None:
        told["cancel"] = (emergency.get("cancel") or "").strip().lower() == "true"
        told["emergency"] = words(emergency.get("type") or emergency.text)
    return told


def _chat(detail: Element, remarks: Element | None) -> Chat | None:
    chat = detail.find("__chat")
    if chat is None:
        return None
    group = chat.find("chatgrp")
    source = words(remarks.get("source"), MOST_UID + 20) if remarks is not None else ""
    sender = (group.get("uid0", "") if group is not None else "")[:MOST_UID]
    return Chat(
        sender=sender or source.removeprefix("BAO.F.ATAK."),
        callsign=words(chat.get("senderCallsign")),
        room=words(chat.get("chatroom") or chat.get("id")),
        id=words(chat.get("messageId")),
    )
