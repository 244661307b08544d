"""Counts what came from addresses nobody allowed: dropped unread, one line a minute in the operational log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

EVERY = 60.0
"""Seconds a count is gathered over."""

_log = logging.getLogger(__name__)


class Strangers:
    """The strangers at one link: ``what`` came of them. A million of it cost as many additions and a line a minute."""

    def __init__(
        self,
        link: str,
        mono: Callable[[], float] = time.monotonic,
        what: str = "datagrams of addresses that are not allowed",
    ) -> None:
        self.count = 0
        self._link = link
        self._what = what
        self._mono = mono
        self._told = 0
        self._quiet_until = float("-inf")

    def refused(self, sender: str) -> None:
        """One more datagram, of ``sender``."""
        self.count += 1
        now = self._mono()
        if now < self._quiet_until:
            return
        self._quiet_until = now + EVERY
        fresh, self._told = self.count - self._told, self.count
        _log.warning("%s: %d %s, the latest of %s", self._link, fresh, self._what, sender)
