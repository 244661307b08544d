"""All gateways of the room: started, changed and stopped as configured, and found by what is to be reached."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from radio.codec import Now
from radio.events import AnyEvent
from radio.find import find_protocol
from station.config import Config, GatewayConfig, settings
from station.config_links import make_link
from station.gateway import Gateway, Sink, real_time
from units.findings import GroupInfo

MOST_HEARD = 20_000
"""Radios of which we remember through which gateway they were heard last."""

_log = logging.getLogger(__name__)


class Air:
    """The gateways that run. ``sink`` takes what they hear."""

    def __init__(self, sink: Sink, clock: Callable[[], Now] = real_time) -> None:
        self._sink = sink
        self._clock = clock
        self._running: dict[str, tuple[GatewayConfig, Gateway, asyncio.Task[None]]] = {}
        self._groups: dict[str, GroupInfo] = {}
        self._heard: dict[str, str] = {}

    @property
    def groups(self) -> dict[str, GroupInfo]:
        """The configured talk-groups by id."""
        return self._groups

    async def configure(self, config: Config) -> None:
        """Stop what went or changed, start what came or changed, leave the rest alone."""
        wanted = {gateway.name: gateway for gateway in config.gateways}
        gone = [name for name, (was, _, _) in self._running.items() if wanted.get(name) != was]
        await self._stop(gone)
        self._groups = {group.id: group for group in config.groups}
        for name, gateway in wanted.items():
            if name not in self._running:
                self._start(gateway)

    def _start(self, config: GatewayConfig) -> None:
        gateway = Gateway(
            find_protocol(config.protocol),
            settings(config),
            make_link(config.link),
            self._sink,
            transmit=config.transmit,
            talk_limit=config.talk_limit,
            clock=self._clock,
        )
        task = asyncio.create_task(gateway.run(), name=f"gateway {config.name}")
        task.add_done_callback(self._ended)
        self._running[config.name] = config, gateway, task

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A gateway never ends by itself: if one does, that is a bug, and the gateway begins again."""
        if task.cancelled():
            return
        _log.error("%s ended", task.get_name(), exc_info=task.exception())
        for name, (config, _, running) in list(self._running.items()):
            if running is task:
                del self._running[name]
                asyncio.get_running_loop().call_later(1.0, self._again, config)

    def _again(self, config: GatewayConfig) -> None:
        if config.name not in self._running:
            self._start(config)

    async def _stop(self, names: list[str]) -> None:
        tasks = []
        for name in names:
            _, _, task = self._running.pop(name)
            task.cancel()
            tasks.append(task)
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def close(self) -> None:
        """Stop every gateway."""
        await self._stop(list(self._running))

    def note(self, gateway: Gateway, event: AnyEvent) -> None:
        """Remember through which gateway a radio was heard."""
        if event.radio:
            self._heard.pop(event.radio, None)
            self._heard[event.radio] = gateway.name
            if len(self._heard) > MOST_HEARD:
                del self._heard[next(iter(self._heard))]

    def gateway(self, name: str) -> Gateway | None:
        """The gateway of that name."""
        found = self._running.get(name)
        return found[1] if found else None

    def of_group(self, group: str) -> Gateway | None:
        """The gateway of a configured talk-group."""
        info = self._groups.get(group)
        return self.gateway(info.gateway) if info else None

    def towards(self, target: str, capability: str) -> Gateway | None:
        """The gateway that reaches ``target`` (radio or group): its own, else where it was heard, else its network's.

        Among those of its network one with ``capability`` that may transmit and is up comes first.
        """
        own = self.of_group(target) or self.gateway(self._heard.get(target, ""))
        if own is not None:
            return own
        network = target.partition("@")[2].partition(":")[0]
        if not network:
            return None
        found = [gateway for _, gateway, _ in self._running.values() if gateway.network == network]
        found.sort(key=lambda g: (g.can(capability), g.transmit, g.sendable), reverse=True)
        return found[0] if found else None
