"""A sound device that goes: on record once, in the picture, on the stream, and on the top bar until it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.log import Log
from journal.reader import Reader
from station.config import Config
from station.station import Station
from station.voice.wire import Sound
from tests.units.room import CONFIG, entries
from units import findings as fi
from units.picture import Picture


@pytest.fixture
def log(home: Path) -> Iterator[Log]:
    made = Log(home / "journal", "station", mode="exercise")
    yield made
    made.close()


def test_each_change_is_on_record_once(home: Path, log: Log) -> None:
    station = Station(home / "journal", log, Config(hash="", path=""), None, 1)
    whole, part = Sound(device="desk", microphone="mic"), Sound(device="desk", microphone="mic", lost=["ear"])
    for said in (whole, part, part, whole, Sound(why="no sound device"), Sound(why="no sound device"), whole):
        station._sound(said)
    log.append(fi.SoundChanged(device="end")).result(30)
    reader = Reader(home / "journal")
    found = [entry.what for entry in reader.entries(0, 1000) if isinstance(entry.what, fi.SoundChanged)]
    reader.close()
    assert [(one.device, one.lost) for one in found] == [
        ("desk", []),
        ("desk", ["ear"]),
        ("desk", []),
        ("", []),
        ("desk", []),
        ("end", []),
    ]


def test_the_picture_knows_what_is_missing_and_the_stream_says_it() -> None:
    picture = Picture()
    told = (
        fi.SoundChanged(device="desk", lost=["ear", "microphone"], why="ear is gone"),
        fi.SoundChanged(device="desk"),
        fi.SoundChanged(why="no sound device"),
    )
    seen = []
    for entry in entries(CONFIG, *told):
        picture.apply(entry)
        seen.append((picture.facts.sound, picture.facts.sound_lost))
    assert seen[1:] == [("desk", ["ear", "microphone"]), ("desk", []), ("", [])]
    said = [(line.word, line.text) for line in picture.facts.lines.values() if line.word.startswith("sound")]
    assert said == [("sound-part", "ear, microphone"), ("sound-back", "desk"), ("sound-none", "no sound device")]
