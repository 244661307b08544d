"""Messages of ours on their way: what was sent under which reference, to know the reports that come back.

A long text is several messages; it has arrived when each of them has.
"""

from __future__ import annotations

import msgspec

MOST = 255
"""Message references there are; the oldest message gives its own up."""


class Underway(msgspec.Struct):
    """One text. ``open``: the references of its messages that no report has come for."""

    ref: str
    to: str
    open: set[int]


class Outbox:
    """References 1 to 255, given out in turn."""

    def __init__(self) -> None:
        self._reference = 0
        self._group = 0
        self._sent: dict[int, Underway] = {}

    def post(self, ref: str, to: str, parts: int) -> list[int]:
        """References for a text in so many messages to ``to``; ``ref`` is the request's."""
        numbers = []
        for _ in range(parts):
            self._reference = self._reference % MOST + 1
            numbers.append(self._reference)
        text = Underway(ref, to, set(numbers))
        self._sent.update(dict.fromkeys(numbers, text))
        return numbers

    def group(self) -> int:
        """A reference that joins the parts of one text."""
        self._group = self._group % MOST + 1
        return self._group

    def reported(self, radio: str | None, reference: int, ok: bool) -> str | None:
        """``radio`` says what became of message ``reference``: the ref of the request whose fate that settles."""
        text = self._sent.get(reference)
        if text is None or not text.ref or radio != text.to or not text.open:
            return None
        if not ok:
            text.open.clear()
            return text.ref
        text.open.discard(reference)
        if text.open:
            return None
        text.open.add(reference)  # a second report of the last one tells that it was read
        return text.ref
