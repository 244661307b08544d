"""What whoever pressed hears. Sound devices that go take the tones along: it is said once more when they are back."""

from __future__ import annotations

from collections.abc import Collection

from station.press import Press
from station.voice.wire import Sounder
from station.voice_pipe import VoicePipe


class Tones:
    """Of all presses; a patch has no ears."""

    def __init__(self, voice: VoicePipe) -> None:
        self._voice = voice
        self._unheard: set[str] = set()

    def sound(self, press: Press, tone: str) -> None:
        """Sound ``tone``, of those that the voice process knows; empty for none."""
        if not tone or press.source:
            return
        self._voice.send(Sounder(tone=tone))
        if self._voice.speechless:
            self._unheard.add(press.id)

    def again(self, held: Collection[str]) -> None:
        """Who still holds the key now that he could be heard must know that he is not: only a new press keys."""
        self._unheard.intersection_update(held)
        if self._unheard and not self._voice.speechless:
            self._unheard.clear()
            self._voice.send(Sounder(tone="denied"))
