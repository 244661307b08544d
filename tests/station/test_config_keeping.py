"""How long what is kept, and who is off duty: as the file says it, with every mistake named."""

from __future__ import annotations

import pytest

from station.config import ConfigError, parse
from station.defaults import TEMPLATE

ROOM = """\
[[gateway]]
name = "RTP"
protocol = "rtp"
network = "kraslava"
link = { type = "udp", bind = "127.0.0.1:5004" }

[[group]]
id = "rtp@kraslava:g1"
number = "1"
gateway = "RTP"

[duty]
off = [18, 32778]

[retention]
voice = 90
calls = 365
positions = 30
notes = 0
lookups = 365
[retention.group."rtp@kraslava:g1"]
voice = 7
texts = 0
"""
GROUP = "rtp@kraslava:g1"


def test_periods_by_class_and_talk_group() -> None:
    config = parse(ROOM.encode(), "kopa.toml")
    rules = config.retention
    day = 86_400.0
    assert rules.period("voice") == 90 * day and rules.period("voice", GROUP) == 7 * day
    assert rules.period("calls", GROUP) == 365 * day and rules.period("calls", "rtp@kraslava:g2") == 365 * day
    assert rules.period("notes") is None and rules.period("texts") is None and rules.period("texts", GROUP) is None
    assert [p / day for p in rules.periods()] == [7, 30, 90, 365]
    assert rules.periods()[7 * day] == {"VoiceRecorded"}
    assert rules.words("voice", GROUP) == f"voice 7 days in {GROUP}" and rules.words("calls", GROUP) == "calls 365 days"
    assert config.off_duty == (18, 32778) == tuple(config.finding().off_duty)
    assert not parse(b"", "kopa.toml").retention, "nothing goes unless the room says so"


WRONG = [
    ("positions = 30", "position = 30", 18, "retention.position", "positions?"),
    ("positions = 30", "positions = 0.5", 18, "retention.positions", "whole days"),
    ("positions = 30", 'positions = "month"', 18, "retention.positions", "number"),
    ("positions = 30", "positions = 40000", 18, "retention.positions", "not in"),
    ("lookups = 365", "lookups = 30", 20, "retention.lookups", "at least 365 days"),
    ("calls = 365", "calls = 30", 17, "retention.calls", "nobody could say whose"),
    ('g1"]', 'g2"]', 21, "retention.group.rtp@kraslava:g2", "no talk-group"),
    ("texts = 0", "notes = 3", 23, "retention.group.rtp@kraslava:g1.notes", "no such period"),
    ("voice = 7\n", "voice = 400\n", 22, "retention.group.rtp@kraslava:g1.voice", "nobody could say whose"),
    ("off = [18, 32778]", "off = [0]", 13, "duty.off", "not in 1"),
    ("off = [18, 32778]", 'off = ["off"]', 13, "duty.off", "whole numbers"),
    ("off =", "of =", 13, "duty.of", "off?"),
]


@pytest.mark.parametrize(("good", "bad", "line", "key", "why"), WRONG, ids=[w[3] for w in WRONG])
def test_a_mistake_is_named(good: str, bad: str, line: int, key: str, why: str) -> None:
    assert ROOM.count(good)
    with pytest.raises(ConfigError) as caught:
        parse(ROOM.replace(good, bad, 1).encode(), "kopa.toml")
    said = str(caught.value)
    assert said.startswith(f"kopa.toml, line {line}, {key}: "), said
    assert why in said


def test_the_file_made_at_the_first_start_shows_them() -> None:
    shown = "\n".join(line.removeprefix("# ") for line in TEMPLATE.splitlines() if line.startswith("# "))
    begin = shown.index("[retention]\nvoice")
    text = shown[begin : shown.index("[retention.group")] + "[duty]\noff = [32778, 18]\n"
    config = parse(text.encode(), "kopa.toml")
    assert config.retention.days["lookups"] == 1825 and config.off_duty == (32778, 18)
