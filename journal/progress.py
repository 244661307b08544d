"""A bar for work that a person waits for: on standard error, once it takes long, if somebody watches."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import click

Progress = Callable[[int, int], None]
"""Told ``(done, of)`` now and then."""
LONG = 0.5  # s after which a person wants to see that something is going on


@contextlib.contextmanager
def shown(label: str) -> Iterator[Progress]:
    """A :data:`Progress` that draws."""
    with contextlib.ExitStack() as stack:
        started = time.monotonic()
        bar: Any = None
        at = 0

        def progress(done: int, of: int) -> None:
            nonlocal bar, at
            if bar is None and sys.stderr.isatty() and time.monotonic() - started > LONG and done < of:
                bar = stack.enter_context(click.progressbar(length=of, label=label, file=sys.stderr))
            if bar is not None:
                bar.update(done - at)
                at = done

        yield progress
