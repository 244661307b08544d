"""What ``main.py try-gateway`` said, as sentences; and where to look when nobody answers. Knows no protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from console import times, words
from console.setup.draft import Draft
from radio.codec import Spec
from units.state import Gateway

translate = QCoreApplication.translate


class Said(NamedTuple):
    """A sentence and its ``tone``: ``good``, ``bad``, ``plain``, or ``hint``, one of the things to look at."""

    tone: str
    words: str


def sentences(told: dict[str, Any], draft: Draft, spec: Spec, live: Gateway | None) -> Iterator[Said]:
    """What one line of the trial means. ``live``: the gateway as the running station has it, if it has it."""
    why = words.link_why(str(told.get("why") or ""))
    match told.get("said"):
        case "opened":
            yield Said("plain", translate("setup", "Link opened: {link}").format(link=told.get("link", "")))
        case "up":
            yield Said("good", translate("setup", "The other side answered."))
        case "down":
            yield Said("bad", _after(translate("setup", "No link"), why))
        case "event":
            yield Said("plain", _heard(str(told.get("kind", "")), str(told.get("radio") or "")))
        case "end":
            yield from _ended(told, why, draft, spec, live)


def _heard(kind: str, radio: str) -> str:
    names = {
        "Registered": translate("setup", "a radio registered"),
        "CallStarted": translate("setup", "a call"),
        "CallEnded": translate("setup", "the end of a call"),
        "TalkerNamed": translate("setup", "a talker's name"),
        "Located": translate("setup", "a position"),
        "NoFix": translate("setup", "a radio without a position"),
        "TextReceived": translate("setup", "a text"),
        "StatusReceived": translate("setup", "a status"),
        "EmergencyRaised": translate("setup", "an emergency"),
        "Signal": translate("setup", "a radio's signal"),
    }
    said = translate("setup", "Heard: {what}").format(what=names.get(kind, kind))
    return f"{said} · {radio}" if radio else said


def _ended(told: dict[str, Any], why: str, draft: Draft, spec: Spec, live: Gateway | None) -> Iterator[Said]:
    inputs, strange = int(told.get("inputs") or 0), str(told.get("strange") or "")
    match told.get("state"):
        case "up":
            yield Said("good", translate("setup", "It works: the other side proved itself."))
        case "heard":
            said = translate("setup", "Something came ({count} pieces), but nothing that proves the other side.")
            yield Said("bad", said.format(count=inputs))
            if strange:
                said = translate("setup", "The last that was not understood: {why}")
                yield Said("plain", said.format(why=strange))
            yield from (Said("hint", hint) for hint in heard_hints(draft))
        case "silent":
            yield Said("bad", translate("setup", "The link is open, and nothing came."))
            if spec.silence is None:
                said = translate("setup", "Here silence is ordinary: let a radio speak or report during the test.")
                yield Said("plain", said)
            yield from (Said("hint", hint) for hint in silent_hints(draft, spec))
        case "down":
            taken = "in use" in str(told.get("why") or "")
            if taken and live is not None:
                yield Said("plain", translate("setup", "The running station has this link open itself."))
                yield Said("good" if live.state == "up" else "bad", live_words(live))
                return
            yield Said("bad", _after(translate("setup", "The link could not be had"), why))
            if taken:
                yield Said("hint", translate("setup", "Close the other program, or choose another port."))
            else:
                yield from (Said("hint", hint) for hint in silent_hints(draft, spec))
        case _:
            yield Said("bad", _after(translate("setup", "The settings are not complete"), str(told.get("why") or "")))


def silent_hints(draft: Draft, spec: Spec) -> Iterator[str]:
    """What to look at when nobody answers, from the kind of link and the options."""
    link = draft.link
    match link.get("type"):
        case "serial":
            yield translate("setup", "Cable: is it in, at both ends, and the device switched on?")
            yield translate("setup", "Port: is {device} the right one?").format(device=link.get("device") or "–")
            yield translate("setup", "Baud rate: is the device set to {baud} as well?").format(
                baud=link.get("baud") or "–"
            )
        case "donor":
            said = translate("setup", "Sound device: is {device} there, the cable in and the radio switched on?")
            yield said.format(device=link.get("input") or "–")
            yield translate("setup", "Loudness: is the radio's volume up, and nothing muted in the system's mixer?")
        case "http":
            port = str(link.get("bind") or spec.port).rpartition(":")[2]
            said = translate("setup", "Phones: do they call this machine at port {port}, with the key?")
            yield said.format(port=port)
            said = translate("setup", "Firewall: does this machine let TCP port {port} in?")
            yield said.format(port=port)
        case "tcp" | "tcp+udp" | "tls":
            said = translate("setup", "Address: is {peer} the device, switched on and on the network?")
            yield said.format(peer=link.get("peer") or "–")
            yield translate("setup", "Firewall: may this machine connect to that port?")
        case _:
            if spec.ports:
                here = ", ".join(str(link.get("ports", {}).get(name, port)) for name, port in spec.ports)
            else:
                here = str(link.get("bind") or spec.port).rpartition(":")[2]
            said = translate("setup", "Other side: does it send to this machine's address, UDP port {port}?")
            yield said.format(port=here)
            if link.get("peer"):
                said = translate("setup", "Address: is {peer} the other side, switched on and on the network?")
                yield said.format(peer=link["peer"])
            yield translate("setup", "Firewall: does this machine let UDP port {port} in?").format(port=here)
            if link.get("multicast"):
                yield translate("setup", "Multicast: does the network carry {group} to the address given here?").format(
                    group=link["multicast"]
                )
            if link.get("from"):
                said = translate("setup", "Only {sources} is listened to: does the other side send from there?")
                yield said.format(sources=", ".join(map(str, link["from"])))
    if any(option.type == "secret" for option in spec.options):
        yield translate("setup", "Password: is it the same on both sides, and our number known there?")


def heard_hints(draft: Draft) -> Iterator[str]:
    """What to look at when what comes is not understood."""
    if draft.link.get("type") == "serial":
        yield translate("setup", "Baud rate: is the device set to {baud} as well?").format(
            baud=draft.link.get("baud") or "–"
        )
    yield translate("setup", "Protocol: does the device really speak this one, at this port?")


def live_words(gateway: Gateway) -> str:
    """The proven state of a gateway of the running station, with since when."""
    since = times.clock(gateway.since)
    match gateway.state:
        case "up":
            said = translate("setup", "link since {time}").format(time=since)
        case "down":
            said = translate("setup", "no link since {time}").format(time=since)
        case _:
            said = translate("setup", "open, nothing heard yet")
    return _after(said, words.link_why(gateway.why) if gateway.state == "down" else "")


def _after(said: str, why: str) -> str:
    return f"{said}: {why}" if why else said
