"""LRRP: where MOTOTRBO radios are, by UDP 4001 (and, in TETRA, inside short data). Alone it reads single documents.

``read`` makes a :class:`Document` of bytes and ``events_of`` events of a document: gateways that carry LRRP inside
something else (``mototrbo``, air bursts, short data of TETRA) use these two. Proved on vectors only: no radio was here.
"""

from __future__ import annotations

from datetime import UTC, datetime

from gps.dates import DOUBT
from gps.fix import is_place
from radio.alone import Alone
from radio.cai import Addresses, number_told
from radio.codec import Now, Out, Proof, Settings, Spec
from radio.events import AnyEvent, Delivered, Located, NoFix, Undecoded
from radio.identity import radio_id
from radio.protocols.lrrp.document import ANSWERS, BAD_COMMAND, DUPLICATE, REPORTS, RESULTS, Document, read

__all__ = ["BAD_COMMAND", "DUPLICATE", "PORT", "SPEC", "Document", "Lrrp", "events_of", "outcome", "read"]

PORT = 4001
FASTEST = 500.0  # m/s: a number beyond it is no speed
WIDEST = 100_000.0  # m
LOWEST, HIGHEST = -1_000.0, 20_000.0  # m
_SDS_PID = 0x80  # the protocol identifier under which TETRA radios carry LRRP


def events_of(
    document: Document, gateway: str, radio: str | None, received: float, trust: bool = False, reason: str = ""
) -> list[AnyEvent]:
    """The events of a report said by ``radio``; other documents have none. ``received``: s since 1970.

    ``trust``: never doubt the radio's clock (without a fix it says 2002). ``reason`` where the asker knows better.
    """
    events: list[AnyEvent] = []
    if document.kind in REPORTS:
        when = document.time if document.time and (trust or _believable(document.time, received)) else None
        lat, lon = document.lat, document.lon
        if lat is None and document.why and not document.result:
            pass  # the place may stand in the part that nobody can read
        elif lat is None or lon is None or not is_place(lat, lon):
            events.append(NoFix(gateway=gateway, radio=radio, radio_time=when, reason=_why_none(document)))
        else:
            events.append(
                Located(
                    gateway=gateway,
                    radio=radio,
                    radio_time=when,
                    lat=lat,
                    lon=lon,
                    speed=_within(document.speed, 0.0, FASTEST),
                    course=document.course if document.course is not None and document.course < 360 else None,
                    altitude=_within(document.altitude, LOWEST, HIGHEST),
                    accuracy=_within(document.accuracy, 0.0, WIDEST),
                    reason=reason or REPORTS[document.kind],
                )
            )
    if document.why:
        raw = document.rest.hex()
        events.append(Undecoded(gateway=gateway, radio=radio, raw=raw, why=document.why))
    return events


def outcome(document: Document) -> str:
    """The result code in words; an unknown one as a hexadecimal number."""
    code = document.result or 0
    return RESULTS.get(code, f"result {code:X}")


def _why_none(document: Document) -> str:
    if document.result:
        return outcome(document)
    return "no position" if document.lat is None else "at 0,0"


def _believable(when: datetime, received: float) -> bool:
    return abs(when - datetime.fromtimestamp(received, UTC)) <= DOUBT


def _within(value: float | None, low: float, high: float) -> float | None:
    return value if value is not None and low <= value <= high else None


class Lrrp(Alone):
    """Documents read by hand."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._addresses = Addresses()
        self._trust = settings.options.get("clock") == "trust"

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One document, also with TETRA's protocol identifier before it. ``peer``: the radio, number or address."""
        document = read(data[1:] if data[:1] == bytes((_SDS_PID,)) else data)
        number = number_told(peer, self._addresses)
        radio = radio_id("dmr", self._settings.network, number) if number is not None else None
        events = events_of(document, self._gateway, radio, now.utc, self._trust)
        if document.kind in ANSWERS and document.result is not None:
            ref, ok = document.request.hex(), document.result == 0
            events.insert(0, Delivered(gateway=self._gateway, radio=radio, ref=ref, ok=ok, by="radio"))
        return [Proof(), *events]


SPEC = Spec(
    name="lrrp",
    title="MOTOTRBO location (decoding only)",
    links=(),
    port=PORT,
    options=(),
    capabilities=frozenset({"position"}),
    codec=Lrrp,
)
