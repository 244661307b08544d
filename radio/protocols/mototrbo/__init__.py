"""MOTOTRBO: a fleet of Motorola's DMR radios over IP, as a control station or MNIS hands it to an application.

Registration (ARS, UDP 4005), location (LRRP, 4001), texts (TMS, 4007). None of them authenticates: keep the gateway on
the agency's own network, where the source address of a radio is its number. **Proved on vectors only**: no radio was
here.
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols import ars, lrrp, tms
from radio.protocols.mototrbo.gateway import Mototrbo
from radio.protocols.mototrbo.overheard import Overheard

__all__ = ["SPEC", "Mototrbo", "Overheard"]

SPEC = Spec(
    name="mototrbo",
    title="MOTOTRBO fleet (registration, location, texts)",
    links=("udp",),
    port=ars.PORT,
    ports=(("ars", ars.PORT), ("lrrp", lrrp.PORT), ("tms", tms.PORT)),
    options=(
        Option(name="cai", type="number", default=12, low=1, high=223, title="Radios' network (first octet)"),
        Option(name="pc", type="number", default=13, low=1, high=223, title="Network of computers at radios"),
        Option(name="refresh", type="number", default=30, low=30, high=3810, title="Minutes between registrations"),
        Option(
            name="positions",
            type="choice",
            default="triggered",
            choices=("triggered", "immediate", "off"),
            title="Positions: radios report by themselves, are asked one by one, or not at all",
        ),
        Option(name="poll", type="number", default=180, low=30, high=86400, title="Seconds between positions"),
        Option(
            name="emergency",
            type="flag",
            default=False,
            title="Ask radios to report an emergency with their position (not verified on a radio)",
        ),
    ),
    capabilities=frozenset({"transmit", "text", "position", "ask"}),
    codec=Mototrbo,
    system="dmr",
)
