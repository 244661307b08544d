"""Numbers to bits, most significant first, as the TETRA standards draw their tables. Writes only."""

from __future__ import annotations


class Bits:
    """A message under construction."""

    def __init__(self) -> None:
        self._value = 0
        self.count = 0

    def add(self, value: int, width: int) -> Bits:
        """``value`` in ``width`` bits; a negative one as two's complement. Too large a value raises ``ValueError``."""
        if not -(1 << (width - 1)) <= value < (1 << width):
            raise ValueError(f"{value} does not fit {width} bits")
        self._value = self._value << width | value & ((1 << width) - 1)
        self.count += width
        return self

    def hex(self, whole_bytes: bool = True) -> str:
        """The bits as hex digits, padded with zeros to whole bytes or (as some terminals do) to a digit."""
        unit = 8 if whole_bytes else 4
        padding = -self.count % unit
        return f"{self._value << padding:0{(self.count + padding) // 4}X}"
