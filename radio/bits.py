"""Reads bit fields out of bytes, most significant first. Refuses to read past the end."""

from __future__ import annotations

from radio.codec import ProtocolError


class Bits:
    """A cursor over ``data``; ``length`` in bits where the sender told it, else all of it."""

    def __init__(self, data: bytes, length: int | None = None) -> None:
        whole = len(data) * 8
        self._value = int.from_bytes(data, "big")
        self._whole = whole
        self._end = whole if length is None else min(whole, length)
        self._at = 0

    @property
    def left(self) -> int:
        """Bits not yet read."""
        return self._end - self._at

    def take(self, width: int) -> int:
        """The next ``width`` bits as an unsigned number. Raises :class:`ProtocolError` past the end."""
        if width > self.left:
            raise ProtocolError(f"cut off: {width} bits wanted at bit {self._at} of {self._end}")
        self._at += width
        return (self._value >> (self._whole - self._at)) & ((1 << width) - 1)

    def signed(self, width: int) -> int:
        """The next ``width`` bits as a two's complement number."""
        value = self.take(width)
        return value - (1 << width) if value >> (width - 1) else value
