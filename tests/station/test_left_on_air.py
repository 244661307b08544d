"""A TETRA radio goes on transmitting when nobody tells it to stop: whoever comes next lets go of what was really held."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from journal.slots import Held, OnAir
from radio.requests import Key
from station.air import Air
from station.config import parse
from station.gateway import Gateway
from tests.station.key_bench import Bench
from tests.station.peers import Heard
from tests.station.test_donor import Terminal
from tests.station.test_donor_link import until

GROUP = "tetra@247-9:g2201"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.close()


def config(terminal: Terminal, transmit: bool = True) -> Any:
    text = f"""
[[gateway]]
name = "TETRA"
protocol = "pei"
network = "247-9"
transmit = {str(transmit).lower()}
link = {{ type = "tcp", peer = "127.0.0.1:{terminal.port}" }}
[[group]]
id = "{GROUP}"
gateway = "TETRA"
"""
    return parse(text.encode(), "room.toml")


@asynccontextmanager
async def opened(terminal: Terminal, held: str = "", transmit: bool = True) -> AsyncIterator[Air]:
    """An air whose one radio has answered everything."""
    air = Air()
    air.lets_go({"TETRA": held} if held else {})
    await air.configure(config(terminal, transmit), Heard())
    try:
        await until(lambda: "AT+CMGS=?" in terminal.heard)
        yield air
    finally:
        await air.close()


async def speaks(air: Air, terminal: Terminal) -> Gateway:
    """On the air in call instance 9, the turn given."""
    gateway = air.gateway("TETRA")
    assert gateway is not None
    gateway.send(Key(group=GROUP, call="own-1"))
    await until(lambda: "ATD2201" in terminal.heard)
    terminal.say("+CTOCP: 9,0,0", "+CTCC: 9,1,1,0,1,1,1", "+CTXG: 9,0,0,0")
    await until(lambda: air.held == {"TETRA": "9"})
    return gateway


def let_go(terminal: Terminal) -> list[str]:
    return [line for line in terminal.heard if line.startswith(("AT+CUTXC", "ATH"))]


@pytest.mark.parametrize("transmit", [True, False], ids=["as it was", "transmitting switched off meanwhile"])
def test_a_station_lets_go_of_what_the_one_before_it_held_and_before_it_asks_anything(
    terminal: Terminal, transmit: bool
) -> None:
    async def story() -> None:
        async with opened(terminal, "9", transmit) as air:
            assert let_go(terminal) == ["AT+CUTXC=9"] and terminal.heard.index("AT+CUTXC=9") == 1, terminal.heard
            assert air.held == {}, "the radio took it"

    asyncio.run(story())


def test_a_gateway_that_is_configured_anew_lets_go_with_its_last_word(terminal: Terminal) -> None:
    """Whatever was asked for through it: the new one may not even transmit."""

    async def story() -> None:
        async with opened(terminal) as air:
            await speaks(air, terminal)
            terminal.heard.clear()
            await air.configure(config(terminal, transmit=False), Heard())
            await until(lambda: "AT+CMGS=?" in terminal.heard)
            assert terminal.heard[0] == "AT+CUTXC=9" and set(let_go(terminal)) == {"AT+CUTXC=9"}

    asyncio.run(story())


def test_a_gateway_whose_link_broke_lets_go_when_it_is_back(terminal: Terminal) -> None:
    async def story() -> None:
        async with opened(terminal) as air:
            await speaks(air, terminal)
            terminal.heard.clear()
            assert terminal._connection is not None
            terminal._connection.shutdown(2)
            await until(lambda: "AT+CMGS=?" in terminal.heard)
            assert let_go(terminal) == ["AT+CUTXC=9"] and air.held == {}

    asyncio.run(story())


def test_a_gateway_that_is_gone_for_good_is_not_remembered(terminal: Terminal) -> None:
    async def story() -> None:
        async with opened(terminal) as air:
            await speaks(air, terminal)
            await air.configure(parse(b"", "room.toml"), Heard())
            assert air.held == {}

    asyncio.run(story())


def test_the_pulse_tells_the_next_station() -> None:
    bench = Bench()

    bench.press("tetra")
    bench.air.held = {"PEI": "9"}
    bench.pass_time(0.1)
    assert bench.pulse.said["held"][0] == Held(gateways={"PEI": "9"})
    after = Bench()
    after.pulse.said = bench.pulse.said
    follow: Callable[..., Any] = type(bench.ptt)
    ptt = follow(bench.ptt._log, after.pulse, after.air, after.voice, lambda: after.facts)
    assert after.air.held == {"PEI": "9"}, "before anything is said anew"
    ptt.begin()
    assert after.pulse.said["onair"][0] == OnAir()
    assert after.pulse.said["held"][0] == Held(gateways={"PEI": "9"}), "nothing is on the air: but a radio may be"
