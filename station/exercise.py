"""The exercise's own network: a simulator child and what it announces. Opens nothing that could leave the machine."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from station.children import Child, Process, drain
from station.config import Config, ConfigError, announced

PATIENCE = 60.0
"""Seconds the simulator gets to open its ports and say so."""


class Announcement(NamedTuple):
    """What the simulator offers: gateways and talk-groups, and a roster and a status book as CSV."""

    config: Config
    roster: str
    statuses: str


def read_announcement(line: bytes, token: str) -> Announcement:
    """The simulator's one line of JSON. Raises :class:`ConfigError` for another token, or ends beyond this machine."""
    try:
        said: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"simulator: not an announcement ({error})") from error
    if not isinstance(said, dict) or not isinstance(said.get("config"), dict):
        raise ConfigError("simulator: not an announcement")
    if not secrets.compare_digest(str(said.get("token", "")).encode(), token.encode()):
        raise ConfigError("simulator: announces itself with another's token")
    config = announced(said["config"], hashlib.sha256(line).hexdigest(), "simulator")
    for gateway in config.gateways:
        if not gateway.link.stays_here():
            raise ConfigError(f"simulator, {gateway.name}: an exercise opens only what cannot leave this machine")
    return Announcement(config, str(said.get("roster", "")), str(said.get("statuses", "")))


class Exercise:
    """Keeps the simulator alive; ``offered`` is awaited with each announcement, ``ended`` told why it died."""

    def __init__(
        self, seed: int, offered: Callable[[Announcement], Awaitable[None]], ended: Callable[[str], None]
    ) -> None:
        self._token = secrets.token_hex(16)
        self._offered = offered
        arguments = ["simulate", "--seed", str(seed), "--token", self._token]
        self._child = Child("simulator", arguments, self._serve, ended)

    async def run(self) -> None:
        """Until cancelled."""
        await self._child.run()

    async def _serve(self, process: Process) -> None:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = await process.stdout.readline()
        if not line:
            return
        try:
            announcement = read_announcement(line, self._token)
        except ConfigError as error:
            raise ValueError(str(error)) from error
        await self._offered(announcement)
        await drain(process)
