"""What is asked to be played goes to the voice process whole: every recording of a call, in order."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from journal import clock
from radio.codec import Now
from station.actions import Actions
from station.voice.wire import Play
from units.actions import Played
from units.entry import Entry
from units.findings import Refused
from units.picture import VERSION
from units.state import Call, Facts, Part

PATHS = ["voice/2026-10-01/c.flac", "voice/2026-10-01/c~2.flac", "voice/2026-10-01/c~10.flac"]


class Desk:
    """The station's side of a seat that asks for a recording."""

    def __init__(self, folder: Path) -> None:
        self.facts = Facts(version=VERSION)
        self.sent: list[Play] = []
        self.said: list[Any] = []
        voice = SimpleNamespace(
            calls={}, send=self.sent.append, earshot=SimpleNamespace(plays=lambda action, what: None)
        )
        made: Any = SimpleNamespace(append=self.said.append)
        none: Any = None
        told: Any = voice
        self.actions = Actions(folder, made, none, told, none, none, lambda: self.facts)
        self.voice = voice

    def play(self, call: str, speed: float = 1.0, at: float | None = None) -> None:
        now = Now(utc=1.79e9, mono=100.0)
        played = Played(seat="1", call=call, speed=speed, at=at)
        entry = Entry(7, "x/console", 1, "Played", now.utc, now.mono, clock.boot(), 0, played)
        self.actions.take(entry, now)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_long_call_goes_with_all_its_parts(desk: Desk) -> None:
    parts = [Part(seq=seq, path=path) for seq, path in enumerate(PATHS, 1)]
    desk.facts.calls["c"] = Call(id="c", path=PATHS[0], voice=3, parts=parts)
    desk.play("c", 1.5)
    assert desk.sent == [Play(call="c", path=PATHS[0], more=PATHS[1:], speed=1.5, action=7)]
    desk.play("c", at=4000.0)
    assert desk.sent[1:] == [Play(call="c", path=PATHS[0], more=PATHS[1:], action=7, at=4000.0)]


def test_so_does_one_older_than_the_picture(desk: Desk, tmp_path: Path) -> None:
    for path in (*PATHS, "voice/2026-10-01/c2.flac", "voice/2026-10-01/call.flac"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    desk.play("c")
    assert desk.sent == [Play(call="c", path=PATHS[0], more=PATHS[1:], action=7)]
    desk.play("nobody")
    assert isinstance(desk.said[-1], Refused) and len(desk.sent) == 1


def test_a_call_that_goes_on_is_asked_for_with_what_there_is(desk: Desk) -> None:
    desk.voice.calls["c"] = object()
    desk.play("c")
    desk.facts.calls["c"] = Call(id="c", path=PATHS[0], voice=1)
    desk.play("c")
    assert desk.sent == [Play(call="c", action=7), Play(call="c", path=PATHS[0], action=7)]
