"""RTP with G.711, unicast or multicast, as most radio-over-IP boxes send it, and its ED-137 push-to-talk extension.

A source (SSRC) is a radio, the port is one talk-group. Source: RFC 3550 (header), RFC 3551 (payload types 0, 8, 13),
ED-137's header extension as tshark 4.0 decodes it.
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols.rtp.packet import PCMA, PCMU, Packet, read_packet
from radio.protocols.rtp.port import Rtp
from radio.protocols.rtp.source import Source

__all__ = ["PCMA", "PCMU", "SPEC", "Packet", "Rtp", "Source", "read_packet"]

SPEC = Spec(
    name="rtp",
    title="RTP voice (G.711, ED-137)",
    links=("udp",),
    port=5004,
    options=(
        Option(name="group", type="text", default="", title="Talk-group of this port"),
        Option(name="payload", type="choice", default="pcma", choices=("pcma", "pcmu"), title="What we send"),
        Option(
            name="packet", type="choice", default="20", choices=("10", "20", "30", "40", "60"), title="Packets of (ms)"
        ),
        Option(name="ssrc", type="text", default="", title="Our source number (hex; empty: by chance)"),
        Option(name="ed137", type="flag", default=False, title="Send the ED-137 push-to-talk extension"),
        Option(name="ptt_id", type="number", default=0, low=0, high=63, title="Our ED-137 PTT number"),
    ),
    capabilities=frozenset({"voice", "transmit", "talker"}),
    codec=Rtp,
)
