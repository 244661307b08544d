"""Between gateways and what becomes of what they hear: the voice of a donor radio meets the data of its data gateway.

Everything else passes untouched. How two become one: :mod:`station.pair`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent
from station.config import Config, GatewayConfig
from station.config_pairs import PAIRED
from station.gateway import Gateway, Sink
from station.pair import Pair, Paired

Keyed = Callable[[str], bool]
"""Whether we transmit through the gateway of that name now."""
Tuned = Callable[[str, str], str | None]
"""``tuned(donor, data)``: to which talk-group the radio of the two is tuned, if it told."""


class Pairing:
    """The :class:`station.gateway.Sink` of all gateways where there are donor radios; ``sink`` takes what comes out."""

    def __init__(self, sink: Sink, keyed: Keyed, tuned: Tuned) -> None:
        self._sink = sink
        self._keyed, self._tuned = keyed, tuned
        self._pairs: dict[str, Pair] = {}
        self._gateways: dict[str, Gateway] = {}

    def configure(self, config: Config, now: Now) -> None:
        """The pairs of ``config``; those that stay as they were go on with what they have."""
        wanted = {pair.donor: pair for pair in _pairs(config)}
        for name, pair in list(self._pairs.items()):
            if wanted.get(name) != pair.paired:
                pair.finish(now)
                del self._pairs[name]
        for name, paired in wanted.items():
            if name not in self._pairs:
                keyed, tuned = partial(self._keyed, paired.donor), partial(self._tuned, paired.donor, paired.data)
                self._pairs[name] = Pair(paired, self._tell, self._say, keyed, tuned)

    def _tell(self, gateway: str, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        self._sink.heard(self._gateways[gateway], event, raw, now)

    def _say(self, gateway: str, frame: VoiceFrame, now: Now) -> None:
        self._sink.voice(self._gateways[gateway], frame, now)

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """An event of any gateway."""
        self._gateways[gateway.name] = gateway
        pair = self._pairs.get(gateway.name)
        if pair is not None:
            pair.donor(event, raw, now)
            return
        for pair in self._pairs.values():
            if pair.paired.data == gateway.name and pair.takes(event):
                pair.data(event, raw, now)
                return
        self._sink.heard(gateway, event, raw, now)

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        """A piece of voice of any gateway."""
        pair = self._pairs.get(gateway.name)
        if pair is not None:
            pair.voice(frame, now)
            return
        for pair in self._pairs.values():
            if pair.paired.data == gateway.name and pair.data_voice(frame, now):
                return
        self._sink.voice(gateway, frame, now)

    def cut(self, gateway: Gateway) -> None:
        """The link is gone: nothing is keyed there any more, nor a donor that is keyed through it."""
        self._sink.cut(gateway)
        for pair in self._pairs.values():
            donor = self._gateways.get(pair.paired.donor)
            if pair.paired.through and pair.paired.data == gateway.name and donor is not None:
                self._sink.cut(donor)

    def tick(self, now: Now) -> None:
        """Called every few milliseconds."""
        for pair in self._pairs.values():
            pair.tick(now)


def _pairs(config: Config) -> list[Paired]:
    return [
        _paired(gateway, str(gateway.options[PAIRED])) for gateway in config.gateways if gateway.options.get(PAIRED)
    ]


def _paired(donor: GatewayConfig, data: str) -> Paired:
    number = str(donor.options.get("group") or "")
    group = next((group.id for group in donor.groups if group.number == number), number)
    through = donor.link.donor is not None and donor.link.donor.ptt.startswith("at:")
    return Paired(donor.name, data, group, donor.options["hang"] / 1000, donor.options["before"] / 1000, through)
