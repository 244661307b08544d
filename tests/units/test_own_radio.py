"""A gateway's own radio in the picture: registered or not, on which group, with the turn to speak or without."""

from __future__ import annotations

from radio import events as ev
from tests.units.room import CONFIG, GROUPS, entries
from units import findings as fi
from units.entry import Anything
from units.picture import Picture
from units.state import Gateway

GATEWAY = CONFIG.groups[0].gateway


def gateway_after(*whats: Anything) -> Gateway:
    picture = Picture()
    picture.apply_all(entries(CONFIG, *whats))
    return picture.facts.gateways[GATEWAY]


def word(link: str) -> ev.Signal:
    return ev.Signal(gateway=GATEWAY, link=link)


def test_registration_and_reception() -> None:
    gateway = gateway_after(
        word("home"), ev.Signal(gateway=GATEWAY, rssi=-80.0), ev.Signal(gateway=GATEWAY, battery=40)
    )
    assert (gateway.registered, gateway.rssi, gateway.battery, gateway.deaf) == ("home", -80.0, 40, False)
    gateway = gateway_after(word("home"), ev.Signal(gateway=GATEWAY, rssi=-80.0), word("no signal"))
    assert (gateway.registered, gateway.rssi, gateway.deaf) == ("home", None, True)
    gateway = gateway_after(word("no signal"), ev.Signal(gateway=GATEWAY, rssi=-80.0), word("searching"))
    assert (gateway.registered, gateway.deaf) == ("searching", False)


def test_which_group_it_hears() -> None:
    tuned = ev.Tuned(gateway=GATEWAY, selected=GROUPS[0], scanned=[GROUPS[1]], known={GROUPS[0]: "One"})
    gateway = gateway_after(tuned)
    assert (gateway.selected, gateway.scanned, gateway.known) == (GROUPS[0], [GROUPS[1]], {GROUPS[0]: "One"})
    gateway = gateway_after(tuned, ev.Tuned(gateway=GATEWAY, selected=GROUPS[1]))
    assert (gateway.selected, gateway.scanned) == (GROUPS[1], [])


def test_what_it_lacks() -> None:
    assert gateway_after(ev.CommandsRefused(gateway=GATEWAY, commands=["+CTGS?"])).lacks == ["+CTGS?"]
    assert not gateway_after(
        ev.CommandsRefused(gateway=GATEWAY, commands=["+CTGS?"]), ev.CommandsRefused(gateway=GATEWAY)
    ).lacks


def test_the_stream_says_what_changed_and_no_more() -> None:
    picture = Picture()
    rows = entries(
        CONFIG,
        word("home"),
        ev.Tuned(gateway=GATEWAY, selected=GROUPS[0]),
        word("searching"),
        word("home"),
        word("no signal"),
        word("no signal"),
        ev.Tuned(gateway=GATEWAY, selected=GROUPS[1]),
        ev.CommandsRefused(gateway=GATEWAY, commands=["+CTGS?", "+CNUMS?"]),
        ev.CommandsRefused(gateway=GATEWAY),
    )
    picture.apply_all(rows)
    said = [(line.word, line.text, line.group) for line in picture.facts.lines.values() if line.sort == "link"]
    assert said == [
        ("own-radio", "searching", ""),
        ("own-radio", "home", ""),
        ("own-radio", "no signal", ""),
        ("tuned", "", GROUPS[1]),
        ("lacks", "+CTGS? +CNUMS?", ""),
    ]


def test_nothing_is_known_of_a_radio_behind_a_lost_link() -> None:
    known = (word("home"), ev.Tuned(gateway=GATEWAY, selected=GROUPS[0]), ev.Signal(gateway=GATEWAY, rssi=-80.0))
    for end in (ev.LinkDown(gateway=GATEWAY, why="unplugged"), fi.StationStopped(), fi.StationStarted(pid=1)):
        gateway = gateway_after(*known, end)
        assert gateway == Gateway(info=gateway.info, state=gateway.state, since=gateway.since, why=gateway.why)


def test_the_turn_to_speak() -> None:
    keyed = fi.Keyed(press="p", group=GROUPS[0], gateway=GATEWAY, call="c", seat="1")
    for said, turn, why in (
        ("transmitting", "granted", ""),
        ("transmission queued", "queued", ""),
        ("transmission interrupted", "interrupted", ""),
        ("transmission refused: NO CARRIER", "refused", "NO CARRIER"),
    ):
        gateway = gateway_after(keyed, word(said))
        assert (gateway.turn, gateway.turn_why) == (turn, why)
    unkeyed = fi.Unkeyed(press="p", group=GROUPS[0], call="c")
    assert gateway_after(keyed, word("transmission queued"), unkeyed).turn == ""
    assert gateway_after(word("transmission refused"), keyed).turn == "", "a new press begins anew"
