"""The character side of an AT interface: what the console types, cut into commands and messages. Knows no command."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 8192


class Typed(NamedTuple):
    """One finished input: a command, or (``message``) the hex that followed ``+CMGS``."""

    text: str
    message: bool = False


class CommandLine:
    """Feeds on any cut of the characters. Commands end with CR; a message body with Ctrl-Z, or ESC takes it back."""

    def __init__(self) -> None:
        self._typed = b""
        self.expects_message = False

    def feed(self, data: bytes) -> Typed | None:
        """The next finished input, ``None`` when more is needed. Call again with nothing for what is left."""
        self._typed = (self._typed + data)[-LONGEST:]
        ends = b"\x1a\x1b" if self.expects_message else b"\r"
        for n, byte in enumerate(self._typed):
            if byte in ends:
                text = self._typed[:n].decode("ascii", "replace").strip()
                self._typed = self._typed[n + 1 :]
                message, self.expects_message = self.expects_message, False
                return Typed("" if byte == 0x1B else text, message)
        return None
