"""Whether the program that started us still lives, where no pipe tells it."""

from __future__ import annotations

import os
import sys


class Parent:
    """Our parent process at the time this was made."""

    def __init__(self) -> None:
        self._pid = os.getppid()
        self._handle = self._open()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        if sys.platform == "win32":
            import ctypes

            timed_out = 0x102
            return not self._handle or ctypes.windll.kernel32.WaitForSingleObject(self._handle, 0) == timed_out
        return os.getppid() == self._pid  # an orphan gets another parent

    def _open(self) -> int:
        if sys.platform == "win32":
            import ctypes

            synchronize = 0x00100000
            return int(ctypes.windll.kernel32.OpenProcess(synchronize, False, self._pid))
        return 0
