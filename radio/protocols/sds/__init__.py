"""SDS: what TETRA radios send each other besides voice: status, text, positions, delivery reports.

``Sds`` turns the payload of one message into events; the gateway around it (PEI) knows source and destination. Alone
it is a codec for ``main.py decode``: a ``+CTSDSR`` header with its hex line, or the bare hex of a payload.
"""

from __future__ import annotations

from radio.codec import Spec
from radio.protocols.sds.alone import SdsAlone

SPEC = Spec(
    name="sds",
    title="TETRA short data (decoding only)",
    links=(),
    port=0,
    options=(),
    capabilities=frozenset({"text", "status", "position"}),
    codec=SdsAlone,
    text=True,
    settle=0.5,
)
