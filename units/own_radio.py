"""What a gateway's own radio tells of itself: part of the picture of that gateway.

Such a radio (a TETRA mobile, say) carries one call at a time, on the group it is set to or on one it scans. That it
answers us is the link's business; whether *it* has a network, and is given the turn to speak, stands here.
"""

from __future__ import annotations

from radio import events as ev
from units import stream
from units.entry import Entry
from units.state import Changes, Facts, Gateway, Line

REGISTERED = ("home", "visited", "searching", "none", "denied", "unknown", "direct")
"""Words of a registration, as codecs say them; ``direct``: it works without the network."""
FINE = ("home", "visited")
NO_SIGNAL = "no signal"
_TURN = "transmission "
TURNS = {"transmitting": "granted", "queued": "queued", "refused": "refused", "interrupted": "interrupted"}


def told(facts: Facts, entry: Entry, what: ev.Signal, changes: Changes) -> None:
    """A signal of no radio in the field: of the gateway's own."""
    gateway = facts.gateways.get(what.gateway)
    if gateway is None:
        return
    if what.rssi is not None:
        gateway.rssi, gateway.deaf = what.rssi, False
    if what.battery is not None:
        gateway.battery = what.battery
    word = what.link or ""
    if word in REGISTERED:
        if word != gateway.registered and (gateway.registered or word not in FINE):
            _say(facts, entry, changes, gateway, "own-radio", word)
        gateway.registered = word
    elif word == NO_SIGNAL:
        if not gateway.deaf:
            _say(facts, entry, changes, gateway, "own-radio", word)
        gateway.rssi, gateway.deaf = None, True
    elif word.startswith("transmi"):
        gateway.turn, gateway.turn_why = turn_in(word)
    _changed(facts, gateway, changes)


def turn_in(word: str) -> tuple[str, str]:
    """What became of our turn to speak, in a signal's ``word``: one of :data:`TURNS`' values (or empty), and why."""
    turn, _, why = word.removeprefix(_TURN).partition(":")
    return TURNS.get(turn, ""), why.strip()


def tuned(facts: Facts, entry: Entry, what: ev.Tuned, changes: Changes) -> None:
    """It listens to other groups now."""
    gateway = facts.gateways.get(what.gateway)
    if gateway is None:
        return
    if gateway.selected and what.selected != gateway.selected:
        _say(facts, entry, changes, gateway, "tuned", "", what.selected or "")
    gateway.selected, gateway.scanned = what.selected or "", list(what.scanned)
    gateway.known = dict(what.known)
    _changed(facts, gateway, changes)


def commands_refused(facts: Facts, entry: Entry, what: ev.CommandsRefused, changes: Changes) -> None:
    """What it does not do for us."""
    gateway = facts.gateways.get(what.gateway)
    if gateway is not None:
        if what.commands:
            _say(facts, entry, changes, gateway, "lacks", " ".join(what.commands))
        gateway.lacks = list(what.commands)
        _changed(facts, gateway, changes)


def forget(gateway: Gateway) -> None:
    """The link is gone: nothing is known of the radio behind it."""
    gateway.registered = gateway.turn = gateway.turn_why = gateway.selected = ""
    gateway.rssi, gateway.battery, gateway.deaf = None, None, False
    gateway.scanned, gateway.known, gateway.lacks = [], {}, []


def turn_over(facts: Facts, name: str, changes: Changes) -> None:
    """Nobody of us speaks there any more, or somebody begins anew."""
    gateway = facts.gateways.get(name)
    if gateway is not None and (gateway.turn or gateway.turn_why):
        gateway.turn = gateway.turn_why = ""
        _changed(facts, gateway, changes)


def _say(facts: Facts, entry: Entry, changes: Changes, gateway: Gateway, word: str, text: str, group: str = "") -> None:
    name = gateway.info.name
    line = Line(seq=entry.seq, time=entry.wall, sort="link", word=word, radio=name, text=text, group=group)
    stream.add(facts, changes, line)


def _changed(facts: Facts, gateway: Gateway, changes: Changes) -> None:
    name = gateway.info.name
    changes.gateways.add(name)
    changes.groups.update(group.info.id for group in facts.groups.values() if group.info.gateway == name)
