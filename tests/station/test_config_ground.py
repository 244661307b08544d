"""``[ground]``: near which borders a unit is warned of."""

from __future__ import annotations

import pytest

from station.config import ConfigError, parse
from station.config_ground import GroundConfig


def test_usual_and_named() -> None:
    assert parse(b"", "room.toml").ground == GroundConfig(warn=("BY", "RU"), within=1000, approximate=5000)
    text = b'[ground]\nwarn = ["BY"]\nwithin = 500\napproximate = 8000\n'
    assert parse(text, "room.toml").ground == GroundConfig(warn=("BY",), within=500, approximate=8000)
    assert parse(b"[ground]\nwarn = []\n", "room.toml").ground.warn == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b'[ground]\nwarn = ["Belarus"]\n', "two letters"),
        (b"[ground]\nwithin = -1\n", "not in"),
        (b"[ground]\nwithn = 1\n", "within"),
    ],
)
def test_what_cannot_be(text: bytes, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        parse(text, "room.toml")
