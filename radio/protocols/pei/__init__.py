"""PEI: a TETRA mobile on a serial port (or TCP), spoken to in AT commands. Calls, short data, positions; no voice.

Voice goes by the radio's accessory jack, so groups heard here have none. The radio is asked nothing that could disturb
its user: no reset, no group change unless told to. Source: EN 300 392-5, and what radios say in the logs and tests of
ftl/tetra-pei and svxlink's TetraLogic (facts only).
"""

from __future__ import annotations

from radio.codec import Option, Spec
from radio.protocols.pei.commands import ANSWER_IN
from radio.protocols.pei.conversation import HEARTBEAT, TRIES, Pei

SPEC = Spec(
    name="pei",
    title="TETRA mobile (PEI)",
    links=("serial", "tcp"),
    port=38400,
    options=(
        Option(
            name="profile",
            type="choice",
            default="1",
            choices=("1", "2"),
            title="Short data goes to: 1 this console only, 2 the radio too",
        ),
        Option(name="report", type="flag", default=False, title="Send delivery reports (the radio does not)"),
        Option(
            name="text", type="choice", default="130", choices=("130", "2"), title="Text protocol: 130, or 2 simple"
        ),
        Option(
            name="letters",
            type="choice",
            default="0",
            choices=("0", "26", "11", "4", "10"),
            title="Letters beyond Latin-1: 0 by itself, 26 UTF-16, 11 Latin-7, 4 Latin-4, 10 Latin-6",
        ),
        Option(name="ask", type="flag", default=False, title="Ask radios for their position (not every radio obeys)"),
        Option(
            name="ask_by",
            type="choice",
            default="lip",
            choices=("lip", "lrrp"),
            title="Ask for positions by lip, or lrrp (Motorola)",
        ),
    ),
    capabilities=frozenset({"transmit", "text", "status", "position", "talker", "ask", "select", "read"}),
    codec=Pei,
    silence=HEARTBEAT + TRIES * ANSWER_IN + 1,
    text=True,
    settle=0.5,
    system="tetra",
)
