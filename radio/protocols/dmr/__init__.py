"""DMR air bursts: 33 octets as a radio sends them. Alone it reads single bursts; HBP and MMDVM are the gateways.

``slot.Slot`` is what a gateway builds on. The codes are in ``golay``, ``hamming``, ``bptc``, ``reed``, ``trellis`` and
``crc``; the layers above them in ``burst``, ``lc``, ``embedded``, ``alias``, ``gpsinfo``, ``csbk``, ``data``,
``packets`` and ``ip``. Every encoder stands beside its decoder; ``outgoing`` puts whole calls and packets together.
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols.dmr.alone import Dmr

SPEC = Spec(
    name="dmr",
    title="DMR air bursts (decoding only)",
    links=(),
    port=0,
    options=(Option(name="slot", type="number", default=1, title="Time slot", low=1, high=2),),
    capabilities=frozenset({"voice", "talker", "text", "status", "position"}),
    codec=Dmr,
    coded="ambe2",
    system="dmr",
    settle=0.06,
)
