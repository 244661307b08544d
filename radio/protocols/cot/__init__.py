"""Cursor-on-Target, the language of TAK servers and clients (ATAK, WinTAK, taky): listens to partners' units.

``framing`` cuts events out of the stream, ``event`` (XML) and ``takproto`` (protobuf) read one, ``guests`` says what it
means. Over TCP or mutual TLS to a server, or by UDP multicast (``239.2.3.1:6969``) among clients.
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols.cot.framing import MAGIC
from radio.protocols.cot.guests import OWN, TORN, Cot

SPEC = Spec(
    name="cot",
    title="Cursor-on-Target (TAK): partners' units as guests",
    links=("tls", "tcp", "udp"),
    port=8089,
    options=(
        Option(name="own", type="text", default=OWN, title="Our own units' uids begin with (never taken in again)"),
        Option(name="ping", type="flag", default=True, title="Ask the server now and then whether it is there"),
        Option(
            name="clock",
            type="choice",
            default="check",
            choices=("check", "trust"),
            title="The sender's date (check: more than two years off counts as unknown)",
        ),
    ),
    capabilities=frozenset({"position"}),
    codec=Cot,
    silence=100.0,
    text=True,
    charset="utf-8",
    binary=bytes((MAGIC,)),
    settle=TORN,
)
