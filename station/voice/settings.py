"""What the station tells the voice process when it starts it: device names and buffer, through the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

DEFAULT_BUFFER = 40
LEAST_BUFFER, MOST_BUFFER = 20, 200


class Settings(NamedTuple):
    """Device names are matched as PortAudio matches them: a part of the name will do; empty is the default device.

    ``output`` takes every bus that has no device of its own. ``microphone_file`` is a WAV to use
    in place of a microphone. ``vocoder`` is where a DVSI chip is (:mod:`station.voice.ambe_chip`). Without
    ``gain_control`` every voice is as loud as it came.
    """

    output: str = ""
    unselect: str = ""
    headset: str = ""
    microphone: str = ""
    buffer_ms: int = DEFAULT_BUFFER
    microphone_file: Path | None = None
    vocoder: str = ""
    gain_control: bool = True


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings of ``KOPA_VOICE_OUTPUT``, ``…_UNSELECT``, ``…_HEADSET``, ``…_INPUT``, ``…_BUFFER_MS``,
    ``…_VOCODER``, ``…_GAIN_CONTROL`` (``off``) and ``KOPA_MIC_FILE``.

    A buffer that is no number counts as the default: sound must not fail for that.
    """
    asked = environment.get("KOPA_VOICE_BUFFER_MS", "")
    buffer_ms = int(asked) if asked.isdecimal() else DEFAULT_BUFFER
    file = environment.get("KOPA_MIC_FILE", "")
    return Settings(
        output=environment.get("KOPA_VOICE_OUTPUT", ""),
        unselect=environment.get("KOPA_VOICE_UNSELECT", ""),
        headset=environment.get("KOPA_VOICE_HEADSET", ""),
        microphone=environment.get("KOPA_VOICE_INPUT", ""),
        buffer_ms=min(max(buffer_ms, LEAST_BUFFER), MOST_BUFFER),
        microphone_file=Path(file) if file else None,
        vocoder=environment.get("KOPA_VOICE_VOCODER", ""),
        gain_control=environment.get("KOPA_VOICE_GAIN_CONTROL", "") != "off",
    )
