"""The delivery reports we owe: that a message reached this console, and that a report wanting it was acknowledged.

Where the radio takes short data for itself (profile 2) it may have reported already, so this is an option of the
gateway, and it goes over the air, so only where we may transmit.
"""

from __future__ import annotations

from radio.codec import ProtocolError, Settings
from radio.protocols.pei.commands import Command, short_data
from radio.protocols.sds import header
from radio.protocols.sds.header import read_header
from radio.protocols.sds.lines import Line
from radio.protocols.sds.messages import TYPE_4
from radio.protocols.sds.transfer import (
    RECEIVED,
    TL,
    WANT_RECEIVED,
    Report,
    read_tl,
    write_ack,
    write_report,
)

REPORT_BITS = 32


def reports(settings: Settings, line: Line) -> list[Command]:
    """What a ``+CTSDSR`` line asks us to answer. Each part of a long text is a message with a report of its own."""
    data = line.data
    if data is None or len(data) < 3 or data[0] < TL:
        return []
    try:
        told, message = read_header(line.fields), read_tl(data)
    except ProtocolError:
        return []
    to = number(settings, header.radio(settings, told.source))
    if told.service != TYPE_4 or told.encrypted or to is None:
        return []
    if isinstance(message, Report):
        answer = write_ack(message) if message.wants_ack and not message.ack else b""
    else:
        answer = write_report(message.pid, RECEIVED, message.ref) if message.wants & WANT_RECEIVED else b""
    return short_data(to[0], answer, REPORT_BITS, "", kind=to[1]) if answer else []


def number(settings: Settings, name: str | None) -> tuple[str, int] | None:
    """The number and its kind (0 SSI, 5 extended TSI) under which a radio is called from here."""
    network, _, ssi = (name or "").partition("@")[2].rpartition(":")
    ssi = ssi.removeprefix("g")
    if not (ssi.isdecimal() and ssi.isascii() and len(ssi) <= header.SSI_DIGITS):
        return None
    if network in ("", settings.network):
        return ssi, 0
    country, _, code = network.partition("-")
    if not (country.isdecimal() and code.isdecimal() and len(country) <= 4 and len(code) <= 5):
        return None
    return f"{int(country):04}{int(code):05}{int(ssi):08}", 5
