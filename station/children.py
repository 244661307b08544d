"""Programs that the station starts and keeps alive: voice, worker, simulator. Knows nothing of what they do."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

from journal.places import MAIN

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 30.0
STEADY = 30.0
"""Seconds a program must have lived for its next start to come at once."""
PATIENCE = 5.0
"""Seconds a program gets to end by itself."""

_log = logging.getLogger(__name__)

Process = asyncio.subprocess.Process
Serve = Callable[[Process], Awaitable[None]]


class Child:
    """One program of ours, ``main.py ARGUMENTS``, started again with growing pauses whenever it ends.

    ``serve`` talks with it and returns when there is nothing more to hear (``ValueError``: it talks nonsense);
    ``ended`` is told why, in one line, each time. Its standard input is a pipe that closes when the station dies,
    however it dies: that is how children notice.
    """

    def __init__(
        self,
        name: str,
        arguments: list[str],
        serve: Serve,
        ended: Callable[[str], None],
        environment: dict[str, str] | None = None,
    ) -> None:
        self.name = name
        self._arguments = arguments
        self._serve = serve
        self._ended = ended
        self._environment = environment or {}
        self._process: Process | None = None

    async def run(self) -> None:
        """Keep it alive until cancelled; then end it."""
        pause = FIRST_PAUSE
        while True:
            started = time.monotonic()
            try:
                why = await self._once()
            finally:
                await self.stop()
            _log.warning("%s ended: %s", self.name, why)
            self._ended(why)
            if time.monotonic() - started > STEADY:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _once(self) -> str:
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(MAIN),
                *self._arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **self._environment},
                limit=8 << 20,
                start_new_session=sys.platform != "win32",  # Ctrl+C in a terminal is for the station to hand on
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            return f"cannot be started: {error.strerror or error}"
        process = self._process
        try:
            await self._serve(process)
        except (ValueError, OSError, EOFError, TimeoutError) as error:
            return f"stopped by the station: {error or type(error).__name__}"
        except Exception:  # noqa: BLE001 - a bug with one child must not leave the station without it for good
            _log.exception("bug while talking with %s", self.name)
            return "stopped by the station: a fault in the program"
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                code = await process.wait()
                return f"signal {-code}" if code < 0 else f"exit status {code}"
        return "closed its output and went on"

    async def stop(self) -> None:
        """End it: closed input first, then asked, then killed."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError, RuntimeError):
                process.stdin.close()
        for step in (None, process.terminate, process.kill):
            if step is not None:
                with contextlib.suppress(ProcessLookupError):
                    step()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE if step is None else 2.0):
                    await process.wait()
                    return


async def drain(process: Process) -> None:
    """Read and forget what a program prints, until it closes its output."""
    assert process.stdout is not None
    while await process.stdout.read(65536):
        pass
