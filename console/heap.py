"""Pictures and tables that are done with leave the process: what the C library is told, where it is glibc's.

By itself glibc learns from every large block that is freed to keep blocks of that size, and a map frees many.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

MAPPED = 256 * 1024
"""Bytes from which a block has pages of its own, which go back at once when it is freed."""
_MMAP_THRESHOLD = -3  # malloc.h


@cache
def _library() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


def lean() -> None:
    """From now on blocks of :data:`MAPPED` bytes and more are not kept."""
    library = _library()
    if library is not None:
        library.mallopt(_MMAP_THRESHOLD, MAPPED)


def give_back() -> None:
    """Whole free pages between smaller blocks go back, too; a few ms."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)
