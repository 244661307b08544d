"""Whether anybody can be heard from here, as the station's end of the pipe to the voice process knows it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from station.config import VoiceConfig
from station.voice.wire import Sound
from station.voice_pipe import VoicePipe


def test_nobody_can_be_heard_without_a_voice_process_that_has_a_microphone(tmp_path: Path) -> None:
    earshot: Any = SimpleNamespace(lost=lambda: None)
    sounds: list[Sound] = []
    pipe = VoicePipe(tmp_path, VoiceConfig(), lambda _: None, sounds.append, lambda _: None, earshot)
    process: Any = SimpleNamespace()
    assert pipe.speechless == "no-voice"
    pipe._process = process
    assert pipe.speechless == "no-voice", "it has not yet said what devices it has"
    pipe._take(Sound(why="no sound device", lost=["microphone"]))
    assert pipe.speechless == "no-microphone"
    pipe._take(Sound(microphone="Headset", why="no loudspeaker"))
    assert pipe.speechless == ""
    pipe._take(Sound(device="Desk", lost=["microphone"]))
    assert pipe.speechless == "no-microphone"
    pipe._take(Sound(device="Desk", microphone="Headset"))
    pipe._ended("signal 9")
    assert pipe.speechless == "no-voice"
    pipe._process = process
    assert pipe.speechless == "no-voice", "what the one before had, this one may not have"
    assert len(sounds) == 4
