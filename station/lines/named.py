"""How lines are named in the configuration: ``rts:/dev/ttyUSB0``, ``cm108:/dev/hidraw0:3``, ``vox:-40``. Opens none."""

from __future__ import annotations

from typing import NamedTuple

PTT_KINDS = ("rts", "dtr", "cm108", "at", "none")
BUSY_KINDS = ("cts", "dsr", "cm108", "vox")
PEDAL_KINDS = ("cts", "dsr", "cd", "ri", "cm108", "hid", "key")
SERIAL = ("rts", "dtr", "cts", "dsr")
USUAL_PIN = 3
"""The GPIO to which the field's interfaces with a CM108 or CM119 have their push-to-talk transistor."""
MOST_PINS = 8


class Line(NamedTuple):
    """One line. ``where``: device, gateway (``at``) or level (``vox``). ``pin`` 0: the volume-down key of a CM108.

    ``inverted``: a busy line that is off while the radio receives.
    """

    kind: str
    where: str
    pin: int = 0
    inverted: bool = False

    @property
    def device(self) -> str:
        """The device that only one program can have; empty if there is none."""
        return self.where if self.kind in SERIAL or self.kind == "cm108" else ""


def ptt_line(text: str) -> Line:
    """What keys the radio. Raises ``ValueError`` with a sentence."""
    if text == "none":
        return Line("none", "")
    kind, where = _cut(text, PTT_KINDS, "rts:/dev/ttyUSB0, dtr:COM3, cm108:/dev/hidraw0:3, at:GATEWAY or none")
    if kind == "cm108":
        where, pin = _pin(where, USUAL_PIN)
        return Line(kind, where, pin)
    return Line(kind, where)


def busy_line(text: str) -> Line:
    """What says that the radio receives. Raises ``ValueError`` with a sentence."""
    inverted = text.startswith("!")
    kind, where = _cut(text[inverted:], BUSY_KINDS, "cts:/dev/ttyUSB0, dsr:COM3, cm108:/dev/hidraw0 or vox:-40")
    if kind == "vox":
        try:
            threshold = float(where)
        except ValueError:
            threshold = 1.0
        if not -100 <= threshold <= 0 or inverted:
            raise ValueError(f"{text!r}: after vox a level of -100 to 0 dB of full scale is wanted, like vox:-40")
        return Line(kind, where)
    if kind == "cm108":
        where, pin = _pin(where, 0)
        return Line(kind, where, pin, inverted)
    return Line(kind, where, 0, inverted)


def pedal_line(text: str) -> Line:
    """What a foot presses; ``!`` in front: a contact that opens when it is pressed. Raises ``ValueError``."""
    inverted = text.startswith("!")
    like = "cts:/dev/ttyUSB0, dsr:COM3, cm108:/dev/hidraw0, hid:/dev/hidraw1 or key:/dev/input/event5"
    kind, where = _cut(text[inverted:], PEDAL_KINDS, like)
    where, pin = _pin(where, 0) if kind == "cm108" else (where, 0)
    return Line(kind, where, pin, inverted)


def _cut(text: str, kinds: tuple[str, ...], like: str) -> tuple[str, str]:
    kind, colon, where = text.partition(":")
    if kind not in kinds or kind == "none" or not colon or not where.strip():
        raise ValueError(f"{text!r} is not like {like}")
    return kind, where.strip()


def _pin(where: str, usual: int) -> tuple[str, int]:
    device, _, tail = where.rpartition(":")
    if not device or not tail.isdecimal():
        return where, usual
    if not 1 <= int(tail) <= MOST_PINS:
        raise ValueError(f"GPIO {tail}: there are 1 to {MOST_PINS}")
    return device, int(tail)
