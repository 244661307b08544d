"""SvxReflector: the conference server of SvxLink nodes (analogue repeaters and links), as one of its clients.

Opus both ways, who talks by call sign, talk-groups with protocol 2. Login by a shared key, which it never sends; voice
and names go unencrypted, and UDP proves nothing but its source address: inside the agency's own network only.
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols.svx.client import Svx

SPEC = Spec(
    name="svx",
    title="SvxReflector (SvxLink nodes)",
    links=("tcp+udp",),
    port=5300,
    options=(
        Option(name="callsign", type="text", default="", title="Our call sign"),
        Option(name="key", type="secret", default="", title="Key"),
        Option(name="protocol", type="choice", default="2", choices=("2", "1"), title="Protocol (1: no talk-groups)"),
        Option(name="scan", type="flag", default=True, title="Of several talk-groups, hear the first that is busy"),
    ),
    capabilities=frozenset({"voice", "transmit", "talker"}),
    codec=Svx,
    silence=16.0,
    settle=0.25,
    spoken="opus",
)
