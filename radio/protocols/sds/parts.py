"""Long messages that come in parts: kept until they are whole, or until no further part can be hoped for."""

from __future__ import annotations

from radio.codec import Now
from radio.events import TextReceived
from radio.protocols.sds.letters import read_text
from radio.protocols.sds.transfer import Piece, Text

WAIT_FOR_PARTS = 60.0  # s
MAX_WAITING = 200  # long messages in progress
HOLE = " […] "
Key = tuple[str | None, str | None, int, int]
"""From whom, to whom, reference, number of parts."""


class LongText:
    """A long text as far as it has come. ``event``: its first part to come."""

    def __init__(self, text: Text, event: TextReceived, now: Now) -> None:
        self.parts = text.parts
        self.texts: dict[int, Text] = {}
        self.event = event
        self.since = now.mono

    @property
    def whole(self) -> bool:
        """Every part is here."""
        return len(self.texts) == self.parts

    def joined(self) -> TextReceived:
        """What there is; ``[…]`` for what there is not. Parts in one coding are read as one: cuts may tear letters."""
        said: list[str] = []
        scheme, letters = -1, b""
        for number in range(1, self.parts + 1):
            part = self.texts.get(number)
            if part is None or part.scheme != scheme:
                said.append(read_text(scheme, letters) if letters else "")
                letters = b""
            if part is None:
                said.append(HOLE)
            scheme = part.scheme if part is not None else -1
            letters += part.letters if part is not None else b""
        said.append(read_text(scheme, letters) if letters else "")
        first = self.event
        return TextReceived(
            gateway=first.gateway,
            radio=first.radio,
            radio_time=first.radio_time,
            to=first.to,
            text="".join(said).strip(),
            ref=first.ref,
            wants=first.wants,
        )


class LongTexts:
    """Texts in parts, by who sent them to whom. ``each``: tell every part by itself as well, for reading by hand."""

    def __init__(self, each: bool) -> None:
        self._each = each
        self._waiting: dict[Key, LongText] = {}
        self._whole: dict[Key, float] = {}  # told, whose parts may come again

    def take(self, text: Text, event: TextReceived, now: Now) -> list[TextReceived]:
        """``event`` is the part alone; what it completes is told."""
        key = (event.radio, event.to, text.group, text.parts)
        if now.mono - self._whole.get(key, -WAIT_FOR_PARTS) < WAIT_FOR_PARTS:
            return []  # sent again: our report was lost
        if key not in self._waiting:
            if len(self._waiting) >= MAX_WAITING:
                return [event]
            self._waiting[key] = LongText(text, event, now)
        long = self._waiting[key]
        long.texts[text.part] = text
        if long.whole:
            del self._waiting[key]
            self._whole[key] = now.mono
            return [long.joined()]
        return [event] if self._each else []

    def tick(self, now: Now) -> list[TextReceived]:
        """Long texts whose parts stopped coming are told with their holes."""
        late = [key for key, long in self._waiting.items() if now.mono - long.since >= WAIT_FOR_PARTS]
        lost = [self._waiting.pop(key) for key in late]
        self._whole = {key: since for key, since in self._whole.items() if now.mono - since < WAIT_FOR_PARTS}
        return [] if self._each else [long.joined() for long in lost]


class Pieces:
    """Payloads in pieces, which mean nothing before they are whole."""

    def __init__(self) -> None:
        self._waiting: dict[Key, tuple[float, dict[int, bytes]]] = {}

    def take(self, radio: str | None, to: str | None, piece: Piece, now: Now) -> bytes | None:
        """The whole payload, once ``piece`` completes it."""
        key = (radio, to, piece.group, piece.parts)
        if key not in self._waiting and len(self._waiting) >= MAX_WAITING:
            return None
        _, bodies = self._waiting.setdefault(key, (now.mono, {}))
        bodies[piece.part] = piece.body
        if len(bodies) < piece.parts:
            return None
        del self._waiting[key]
        return b"".join(bodies[number] for number in sorted(bodies))

    def tick(self, now: Now) -> list[tuple[str | None, bytes]]:
        """Radio and pieces of each message that was given up."""
        late = [key for key, (since, _) in self._waiting.items() if now.mono - since >= WAIT_FOR_PARTS]
        lost = []
        for key in late:
            _, bodies = self._waiting.pop(key)
            lost.append((key[0], b"".join(bodies[number] for number in sorted(bodies))))
        return lost
