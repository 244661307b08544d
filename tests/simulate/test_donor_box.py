"""The simulated donor radio and the terminal it belongs to: each is read by its codec, and the two are one call each."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import numpy as np
import pytest

from radio.codec import Codec, GroupSettings, Now, Out, Reply, Settings, VoiceFrame
from radio.events import CallEnded, CallStarted, TalkerNamed
from radio.find import find_protocol
from station.config import announced
from station.pairing import Pairing
from station.simulate.announcement import OPTIONS
from station.simulate.cast import DONOR_ZA, GATEWAYS, GROUPS, TETRA_ZA
from station.simulate.cues import Exchange
from station.simulate.lines import Part
from station.simulate.site import Order, cues, part
from station.simulate.words import Words
from tests.station.test_pairing import Named, Taken

WORDS = Words()
EPOCH = 1_800_000_000.0
MINUTES = 8.0
GROUP = "tetra@246-1:g4102"


class Scene:
    """Both gateways of the site, our codecs, and the pairing between them and whoever listens."""

    def __init__(self) -> None:
        self.order = Order(site="zarasai")
        self.parts: dict[str, Part] = {}
        self.codecs: dict[str, Codec] = {}
        self.gateways: dict[str, Any] = {}
        self.taken = Taken()
        self.pairing = Pairing(self.taken, lambda name: False, lambda donor, data: None)
        told = {
            "gateway": [
                {
                    "name": TETRA_ZA,
                    "protocol": "pei",
                    "network": "246-1",
                    "link": {"type": "tcp", "peer": "127.0.0.1:1"},
                },
                {
                    "name": DONOR_ZA,
                    "protocol": "donor",
                    "link": {"type": "udp", "bind": "127.0.0.1:2"},
                    "options": OPTIONS[DONOR_ZA],
                },
            ],
            "group": [{"id": GROUP, "gateway": TETRA_ZA}],
        }
        config = announced(told, "", "simulator")
        assert [(group.audio, group.voice) for group in config.groups] == [(True, DONOR_ZA)]
        self.pairing.configure(config, Now(EPOCH, 0.0))
        groups = (GroupSettings(id=GROUP, number="4102"),)
        for gateway in GATEWAYS:
            if gateway.name in (TETRA_ZA, DONOR_ZA):
                spec = find_protocol(gateway.protocol)
                options = {option.name: option.default for option in spec.options} | OPTIONS[gateway.name]
                settings = Settings(
                    gateway=gateway.name, network="246-1", transmit=gateway.transmit, groups=groups, options=options
                )
                self.codecs[gateway.name] = spec.codec(settings)
                self.parts[gateway.name] = part(gateway, self.order, WORDS, lambda at: EPOCH + at)
                self.gateways[gateway.name] = Named(gateway.name)

    def play(self, seconds: float) -> list[Exchange]:
        """The story's first ``seconds``; the exchanges on the group."""
        told = list(takewhile(lambda cue: cue.at <= seconds, cues(self.order, WORDS)))
        names = {group.name for group in GROUPS if group.gateway == TETRA_ZA}
        waiting = iter(told)
        cue, at = next(waiting, None), 0.0
        for name, codec in self.codecs.items():
            self.parts[name].joined(0.0)
            self._take(name, codec.opened(Now(EPOCH, 0.0)), 0.0)
        while at < seconds + 20.0:
            while cue is not None and cue.at <= at:
                for one in self.parts.values():
                    one.play(cue)
                cue = next(waiting, None)
            now = Now(EPOCH + at, at)
            for name, codec in self.codecs.items():
                for data in self.parts[name].speak(at):
                    self._take(name, codec.receive(data, "", now), at)
                self._take(name, codec.tick(now), at)
            self.pairing.tick(now)
            at += 0.01
        return [cue for cue in told if isinstance(cue, Exchange) and cue.group in names]

    def _take(self, name: str, outs: list[Out], at: float) -> None:
        now = Now(EPOCH + at, at)
        for out in outs:
            if isinstance(out, Reply):
                self.parts[name].hear(out.data, at)
            elif isinstance(out, VoiceFrame):
                self.pairing.voice(self.gateways[name], out, now)
            elif isinstance(out, CallStarted | CallEnded | TalkerNamed):
                self.pairing.heard(self.gateways[name], out, None, now)


@pytest.fixture(scope="module")
def played() -> tuple[Scene, list[Exchange]]:
    scene = Scene()
    return scene, scene.play(MINUTES * 60)


def test_each_exchange_is_one_call_with_voice_and_talker(played: tuple[Scene, list[Exchange]]) -> None:
    scene, wanted = played
    assert len(wanted) >= 2
    started = [(name, event) for name, event in scene.taken.heard_ if isinstance(event, CallStarted)]
    calls = {event.call for _, event in started}
    assert len(calls) == len(wanted)
    both = {event.call for name, event in started if name == TETRA_ZA} & {
        event.call for name, event in started if name == DONOR_ZA
    }
    assert len(both) == sum(not cue.encrypted for cue in wanted)
    assert all(event.radio and event.to == GROUP for _, event in started)
    ended = [event for _, event in scene.taken.heard_ if isinstance(event, CallEnded)]
    assert {event.call for event in ended} == calls
    assert len(ended) == len(calls)


def test_all_of_its_voice_is_heard(played: tuple[Scene, list[Exchange]]) -> None:
    scene, wanted = played
    spoken = sum(over.seconds for cue in wanted for over in cue.overs if not cue.encrypted)
    sound = np.concatenate([np.frombuffer(frame.data, "<i2") for frame in scene.taken.frames])
    loud = np.abs(sound[: len(sound) // 160 * 160].reshape(-1, 160)).max(axis=1) > 300
    assert len(sound) / 8000 >= spoken - 0.5
    assert loud.sum() * 0.02 > spoken / 2
