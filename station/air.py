"""All gateways of the room: started, changed and stopped as configured, and found by what is to be reached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from radio.codec import Now, Unable
from radio.events import AnyEvent, Tuned
from radio.find import find_protocol
from radio.requests import AnyRequest, Unkey
from station.config import Config, GatewayConfig, settings
from station.config_links import make_link
from station.gateway import Discretion, Gateway, Sink, real_time
from station.links.donor import DonorLink
from units.findings import GroupInfo

MOST_HEARD = 20_000
"""Radios of which we remember through which gateway they were heard last."""

_log = logging.getLogger(__name__)


class Air:
    """The gateways that run."""

    def __init__(self, clock: Callable[[], Now] = real_time, discretion: Discretion | None = None) -> None:
        self._clock = clock
        self._discretion = discretion
        self._running: dict[str, tuple[GatewayConfig, Gateway, asyncio.Task[None]]] = {}
        self._groups: dict[str, GroupInfo] = {}
        self._heard: dict[str, str] = {}
        self._tuned: dict[str, str | None] = {}
        self._left: dict[str, str] = {}

    @property
    def held(self) -> dict[str, str]:
        """What would stay on the air if this station were gone: by gateway, as its codec names it."""
        now = {name: gateway.held for name, (_, gateway, _) in self._running.items()}
        return {name: held for name, held in {**self._left, **now}.items() if held}

    def lets_go(self, held: dict[str, str]) -> None:
        """An earlier station left ``held`` on the air: each gateway lets go of it as it begins."""
        self._left = dict(held)

    @property
    def groups(self) -> dict[str, GroupInfo]:
        """The configured talk-groups by id."""
        return self._groups

    async def configure(self, config: Config, sink: Sink) -> None:
        """Stop what went or changed, start what came or changed, leave the rest alone. ``sink`` hears them."""
        wanted = {gateway.name: gateway for gateway in config.gateways}
        gone = [name for name, (was, _, _) in self._running.items() if wanted.get(name) != was]
        await self._stop(gone)
        self._left = {name: held for name, held in self._left.items() if name in wanted}
        self._groups = {group.id: group for group in config.groups}
        for name, gateway in wanted.items():
            if name not in self._running:
                self._start(gateway, sink)

    def _start(self, config: GatewayConfig, sink: Sink) -> None:
        link = make_link(config.link)
        if isinstance(link, DonorLink):
            link.keys, link.through = config.transmit, self._through
        gateway = Gateway(
            find_protocol(config.protocol),
            settings(config),
            link,
            sink,
            transmit=config.transmit,
            talk_limit=config.talk_limit,
            clock=self._clock,
            discretion=self._discretion,
        )
        gateway.lets_go(self._left.pop(config.name, ""))
        task = asyncio.create_task(gateway.run(), name=f"gateway {config.name}")
        task.add_done_callback(partial(self._ended, sink))
        self._running[config.name] = config, gateway, task

    def _ended(self, sink: Sink, task: asyncio.Task[None]) -> None:
        """A gateway never ends by itself: if one does, that is a bug, and the gateway begins again."""
        if task.cancelled():
            return
        _log.error("%s ended", task.get_name(), exc_info=task.exception())
        for name, (config, gateway, running) in list(self._running.items()):
            if running is task:
                del self._running[name]
                self._left[name] = gateway.held
                asyncio.get_running_loop().call_later(1.0, self._again, config, sink)

    def _again(self, config: GatewayConfig, sink: Sink) -> None:
        if config.name not in self._running:
            self._start(config, sink)

    async def _stop(self, names: list[str]) -> None:
        stopped = {name: self._running.pop(name) for name in names}
        for _, _, task in stopped.values():
            task.cancel()
        if stopped:  # waited for, not awaited: who cancels us meanwhile must not be taken for one of them
            await asyncio.wait([task for _, _, task in stopped.values()])
        for name, (_, gateway, _) in stopped.items():
            self._left[name] = gateway.held

    async def close(self) -> None:
        """Stop every gateway."""
        await self._stop(list(self._running))

    def _through(self, name: str, request: AnyRequest) -> None:
        """Ask the gateway ``name`` on behalf of a donor radio that it keys. Raises :class:`Unable`."""
        gateway = self.gateway(name)
        if gateway is None or not (gateway.transmit or isinstance(request, Unkey)):
            raise Unable(f"{name} is not there, or may not transmit")
        gateway.send(request)

    def note(self, gateway: Gateway, event: AnyEvent) -> None:
        """Remember through which gateway a radio was heard, and which group a gateway's own radio is tuned to."""
        if isinstance(event, Tuned):
            self._tuned[gateway.name] = event.selected
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

    def voice_of(self, group: str) -> Gateway | None:
        """The gateway by which a configured talk-group is spoken to: its own, or the donor radio paired with it."""
        info = self._groups.get(group)
        return self.gateway(info.carrier) if info else None

    def data_of(self, group: str) -> str:
        """The gateway that tells who speaks on ``group``; its voice may go by another."""
        info = self._groups.get(group)
        return info.gateway if info is not None else ""

    def gives_turns(self, group: str) -> bool:
        """Whether a network says when we may speak on ``group``: its radio is keyed by commands, which it answers."""
        info = self._groups.get(group)
        found = self._running.get(info.voice) if info is not None and info.voice else None
        link = found[0].link.donor if found is not None else None
        return link is not None and link.ptt.startswith("at:")

    def tuned(self, donor: str, data: str) -> str | None:
        """The group to which the radio of gateway ``data`` is tuned, if it told and ``donor`` gives it its voice."""
        info = self._groups.get(self._tuned.get(data) or "")
        return info.id if info is not None and info.voice == donor else None

    def elsewhere(self, group: str) -> str:
        """Why a push-to-talk line must not be keyed for ``group``: its radio is tuned to another; empty if it may."""
        info = self._groups.get(group)
        found = self._running.get(info.voice) if info is not None else None
        if info is None or found is None:
            return ""
        link, selected = found[0].link.donor, self._tuned.get(info.gateway)
        if not selected or selected == group or (link is not None and link.ptt.startswith("at:")):
            return ""
        other = self._groups.get(selected)
        return f"the radio is tuned to {other.name if other is not None else selected}"

    def towards(self, target: str, capability: str) -> Gateway | None:
        """The gateway that reaches ``target`` (radio or group): a group's own; for a radio the best of its network.

        One with ``capability`` that may transmit and whose link is proven comes first, then the one that heard the
        radio last.
        """
        own = self.of_group(target)
        if own is not None:
            return own
        last = self._heard.get(target, "")
        network = target.partition("@")[2].rpartition(":")[0]
        found = [g for _, g, _ in self._running.values() if g.name == last or (network and g.network == network)]
        found.sort(key=lambda g: (g.can(capability), g.transmit, g.sendable, g.name == last), reverse=True)
        return found[0] if found else None
