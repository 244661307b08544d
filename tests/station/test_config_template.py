"""The commented file of the first start: every gateway in it is one that can be configured so."""

from __future__ import annotations

import re
from pathlib import Path

from station.config import parse
from station.defaults import TEMPLATE


def test_every_example_of_a_gateway_is_one(tmp_path: Path) -> None:
    shown = "\n".join(line.removeprefix("# ") for line in TEMPLATE.splitlines() if line.startswith("# "))
    tables = re.findall(r"^\[\[gateway\]\]\n(?:\w+ = .*\n)+", shown + "\n", re.MULTILINE)
    assert len(tables) == TEMPLATE.count("[[gateway]]") >= 9
    secret = tmp_path / "secret"
    secret.write_text("a password of some length")
    secret.chmod(0o600)
    text = re.sub(r"file:/etc/kopa/[\w-]+", f"file:{secret.as_posix()}", "\n".join(tables))
    config = parse(text.encode(), "kopa.toml")
    protocols = {gateway.protocol for gateway in config.gateways}
    assert protocols >= {"pei", "rtp", "usrp", "mototrbo", "hytera", "hbp", "mmdvm", "nmea"}
    assert {gateway.options.get("role") for gateway in config.gateways} >= {"master", "peer"}
    assert not any(gateway.transmit for gateway in config.gateways)


def test_the_vocoder_it_shows_is_one() -> None:
    (line,) = re.findall(r"^# (vocoder = .*)$", TEMPLATE, re.MULTILINE)
    assert parse(f"[voice]\n{line}\n".encode(), "kopa.toml").voice.vocoder == "udp:10.1.0.9:2460"
