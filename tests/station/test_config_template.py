"""The commented file of the first start. That its gateways can be configured so is in test_config."""

from __future__ import annotations

import re

from station.config import parse
from station.defaults import TEMPLATE


def test_the_vocoder_it_shows_is_one() -> None:
    (line,) = re.findall(r"^# (vocoder = .*)$", TEMPLATE, re.MULTILINE)
    assert parse(f"[voice]\n{line}\n".encode(), "kopa.toml").voice.vocoder == "udp:10.1.0.9:2460"
