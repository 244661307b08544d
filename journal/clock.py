"""When an entry was made: wall and monotonic time in µs, the boot they belong to, and how good the wall clock is."""

from __future__ import annotations

import ctypes
import functools
import secrets
import sys
import time
from pathlib import Path

_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised


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


def synchronised() -> int:
    """1 if the system says that its wall clock is disciplined by a time source, else 0 (also where it cannot say)."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        # struct timex is 208 bytes on 64-bit Linux; modes = 0 reads only and needs no right
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512))
    except (OSError, AttributeError):
        return 0
    return int(0 <= state < _TIME_ERROR)
