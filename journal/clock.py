"""When an entry was made: wall and monotonic time in µs, the boot they belong to, and how good the wall clock is."""

from __future__ import annotations

import ctypes
import functools
import secrets
import sys
import time
from pathlib import Path
from typing import NamedTuple

SILENT = 2_000_000
"""The greatest error (µs) of a synchronised clock.

The kernel adds 500 µs a second from one correction to the next, and only calls the clock unsynchronised at 16 s, after
nine hours of silence. systemd-timesyncd, the slowest of the usual ones, asks at least each 2,048 s, which makes 1.02 s:
at 2 s at least one answer, and 67 minutes, are missing.
"""

# adjtimex(2), linux/timex.h
_TIME_ERROR = 5
_STA_UNSYNC = 0x0040
_STA_CLOCKERR = 0x1000


class _Timex(ctypes.Structure):
    """``struct timex`` as far as it is read here."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 512),
    )


def wall() -> int:
    """µs since 1970 UTC. Jumps when the clock is set: it never orders anything."""
    return time.time_ns() // 1000


def mono() -> int:
    """µs on the clock that never jumps; comparable within one boot only."""
    return time.monotonic_ns() // 1000


@functools.cache
def boot() -> str:
    """Which boot :func:`mono` counts from: 16 hex digits.

    Where the system does not tell, one a process: two wrongly told apart do no harm, two wrongly taken for one would.
    """
    try:
        text = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
        return text.replace("-", "").strip()[:16]
    except OSError:
        return secrets.token_hex(8)


class Discipline(NamedTuple):
    """Whether a time source keeps the wall clock right (``None``: this system cannot say); if not, a :data:`WHY`."""

    synchronised: bool | None
    why: str = ""


WHY = ("no-source", "silent-source", "clock-error")
"""Why a clock is not synchronised.

No time source ever set it, or none is left. The source has been silent for too long. The kernel reports a fault of the
clock itself.
"""


def discipline() -> Discipline:
    """What the kernel says of the wall clock (adjtimex(2)); costs 2 µs."""
    if not sys.platform.startswith("linux"):
        return Discipline(None)
    told = _Timex()  # modes = 0 reads only and needs no right
    try:
        result = ctypes.CDLL(None).adjtimex(ctypes.byref(told))
    except (OSError, AttributeError):
        return Discipline(None)
    return judge(result, told.status, told.maxerror)


def judge(result: int, status: int, max_error: int) -> Discipline:
    """Of adjtimex's ``result`` and its ``status`` and ``maxerror`` (µs): is this clock to be trusted?"""
    if result < 0:
        return Discipline(None)
    if status & _STA_UNSYNC:
        return Discipline(False, "no-source")
    if status & _STA_CLOCKERR or result == _TIME_ERROR:
        return Discipline(False, "clock-error")
    if max_error > SILENT:
        return Discipline(False, "silent-source")
    return Discipline(True)


def synchronised() -> int:
    """1 if the system says that its wall clock is disciplined by a time source, else 0 (also where it cannot say)."""
    return int(discipline().synchronised is True)
