"""Hytera: a DMR repeater that forwards to a computer: registrations, positions, texts, its log of calls, and voice.

The repeater calls our UDP ports, one for each service and slot (30001 …); voice is RTP with G.711, so it is heard and
recorded without a vocoder. Nothing is authenticated: keep it on the agency's own network and name the repeater as peer.
**Proved on vectors only: no repeater was here.** Multi-site traffic between repeaters is not read.
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols.hytera.gateway import Hytera
from radio.protocols.hytera.hstrp import BEAT
from radio.protocols.hytera.ports import PORTS

SPEC = Spec(
    name="hytera",
    title="Hytera repeater (voice, registration, location, texts)",
    links=("udp",),
    port=PORTS[0][1],
    ports=PORTS,
    options=(
        Option(name="number", type="number", default=0, low=0, high=0xFFFFFF, title="Our number (0: the repeater's)"),
        Option(name="subnet", type="number", default=10, low=1, high=223, title="Radios' network (first octet)"),
        Option(name="refresh", type="number", default=60, low=1, high=10080, title="Minutes between registrations"),
        Option(
            name="checksum",
            type="choice",
            default="lenient",
            choices=("lenient", "strict"),
            title="Messages' own checksums (lenient: UDP's will do)",
        ),
        Option(
            name="poll", type="number", default=180, low=0, high=86400, title="Seconds between positions (0: never)"
        ),
    ),
    capabilities=frozenset({"voice", "transmit", "text", "position", "talker", "ask"}),
    codec=Hytera,
    silence=5 * BEAT,
    speaks=False,
    system="dmr",
)
