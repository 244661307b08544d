"""What codecs share that only read single messages (``main.py decode``): no link, no timers, nothing to send."""

from __future__ import annotations

from radio.codec import Now, Out, Settings, Unable, VoiceFrame
from radio.requests import AnyRequest


class Alone:
    """The part of a codec that is empty for such a protocol; a subclass reads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say."""
        return []

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Needs a gateway around it."""
        raise Unable("this protocol goes inside others: it has no network of its own")

    def tick(self, now: Now) -> list[Out]:
        """No timers."""
        return []

    def closed(self, now: Now) -> list[Out]:
        """Nothing kept."""
        return []
