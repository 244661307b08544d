"""Every mistake in a configuration is one line that names file, line and key."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
import pytest

from radio.codec import Option
from radio.find import find_protocol
from station.config import Config, ConfigError, parse
from station.config_file import ConfigFile, first_config
from station.config_links import same_end
from station.toml_lines import line_of
from units.entry import encode

GOOD = """\
[room]
name = "Daugavpils"

[[agency]]
id = "pp"
name = "Daugavpils pašvaldības policija"

[[gateway]]
name = "RTP"
protocol = "rtp"
network = "kraslava"
transmit = true
link = { type = "udp", bind = "127.0.0.1:5004", peer = "127.0.0.1:5006" }
options = { payload = "pcmu" }

[[gateway]]
name = "GPS"
protocol = "nmea"
network = "pp"
[gateway.link]
type = "serial"
device = "/dev/ttyUSB9"
baud = 9600

[[group]]
id = "rtp@kraslava:g1"
number = "1"
name = "Krāslava"
gateway = "RTP"
agency = "pp"
"""


def test_a_good_one() -> None:
    config = parse(GOOD.encode(), "kopa.toml")
    assert config.room == "Daugavpils"
    assert [a.id for a in config.agencies] == ["vp", "vrs", "pp", "lp", "vsat", "vt"]
    assert next(a for a in config.agencies if a.id == "pp").colour == "#56B4E9"
    rtp, gps = config.gateways
    assert rtp.transmit and rtp.options["payload"] == "pcmu" and rtp.talk_limit == 60
    assert [g.number for g in rtp.groups] == ["1"]
    assert gps.link.device == "/dev/ttyUSB9" and not gps.transmit
    finding = config.finding()
    assert [g.link for g in finding.gateways] == ["udp://127.0.0.1:5004", "serial:///dev/ttyUSB9@9600"]
    assert finding.groups[0].audio and finding.groups[0].transmit


WRONG = [
    ('name = "Daugavpils"', 'nmae = "Daugavpils"', 2, "room.nmae", "name?"),
    ("transmit = true", 'transmit = "yes"', 12, "gateway 1 transmit", "true or false"),
    ('bind = "127.0.0.1:5004"', 'bind = "127.0.0.1"', 13, "gateway 1 link.bind", "host:port"),
    ('bind = "127.0.0.1:5004"', 'bind = "127.0.0.1:70000"', 13, "gateway 1 link.bind", "65535"),
    ("peer =", "pear =", 13, "gateway 1 link.pear", "peer?"),
    ('payload = "pcmu"', 'payload = "opus"', 14, "gateway 1 options.payload", "none of"),
    ("payload =", "codec =", 14, "gateway 1 options.codec", "no such option"),
    ('protocol = "nmea"', 'protocol = "nmae"', 18, "gateway 2 protocol", "there are"),
    ('name = "GPS"', 'name = "RTP"', 17, "gateway 2 name", "twice"),
    ('type = "serial"', 'type = "usb"', 21, "gateway 2 link.type", "none of"),
    ("baud = 9600", "baud = 9", 23, "gateway 2 link.baud", "not in"),
    ('device = "/dev/ttyUSB9"\n', "", 20, "gateway 2 link.device", "missing"),
    ('gateway = "RTP"', 'gateway = "RTP2"', 29, "group 1 gateway", "RTP2"),
    ('id = "rtp@kraslava:g1"', 'id = "g1"', 26, "group 1 id", "not like"),
    ('agency = "pp"', 'agency = "kgb"', 30, "group 1 agency", "kgb"),
    ('network = "pp"', 'network = "p p"', 19, "gateway 2 network", "spaces"),
    ('name = "Krāslava"', "name = 7", 28, "group 1 name", "quotes"),
]


@pytest.mark.parametrize(("good", "bad", "line", "key", "why"), WRONG, ids=[w[3] + "/" + w[1][:20] for w in WRONG])
def test_a_mistake_is_named(good: str, bad: str, line: int, key: str, why: str) -> None:
    assert good in GOOD
    with pytest.raises(ConfigError) as caught:
        parse(GOOD.replace(good, bad, 1).encode(), "kopa.toml")
    said = str(caught.value)
    assert said.startswith(f"kopa.toml, line {line}, {key}: "), said
    assert why in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("good", "bad", "key"),
    [
        ('id = "rtp@kraslava:g1"', 'id = "rtp@kraslava:g{}"', "group 1 id"),
        ('number = "1"', 'number = "{}"', "group 1 number"),
        ('network = "pp"', 'network = "{}"', "gateway 2 network"),
        ('name = "GPS"', 'name = "{}"', "gateway 2 name"),
        ('id = "pp"', 'id = "{}"', "agency 1 id"),
    ],
)
def test_what_names_something_is_short(good: str, bad: str, key: str) -> None:
    text = GOOD.replace('agency = "pp"\n', "").replace(good, bad)
    room = 60 - bad.index("{}") + bad.index('"') + 1
    parse(text.replace("{}", "1" * room).encode(), "kopa.toml")
    for long in ("1" * (room + 1), "1" * (room - 1) + "ā"):
        with pytest.raises(ConfigError, match=rf"{key}: .* is too long: 6[01] letters, at most 60 \("):
            parse(text.replace("{}", long).encode(), "kopa.toml")


def test_a_seat_is_shorter_and_a_text_has_an_end() -> None:
    with pytest.raises(ConfigError, match=r'line 2, voice.pedal_seat: "1{20}…" is too long: 41 letters, at most 40'):
        parse(f'[voice]\npedal_seat = "{"1" * 41}"\n'.encode(), "kopa.toml")
    with pytest.raises(ConfigError, match=r"line 2, room.name: a text of 1001 letters is too long: at most 1000"):
        parse(f'[room]\nname = "{"D" * 1001}"\n'.encode(), "kopa.toml")


def test_brackets_without_end_are_one_line() -> None:
    with pytest.raises(ConfigError, match=r"^kopa\.toml: brackets within brackets"):
        parse(b"a = " + b"[" * 100_000, "kopa.toml")


def test_a_gateway_that_cannot_transmit_says_so() -> None:
    with pytest.raises(ConfigError, match=r"line 20, gateway 2 transmit: nmea cannot transmit"):
        parse(GOOD.replace('network = "pp"\n', 'network = "pp"\ntransmit = true\n').encode(), "kopa.toml")


def test_a_secret_stands_in_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usrp = find_protocol("usrp")
    option = Option(name="key", type="secret", default="")
    monkeypatch.setattr("station.config.find_protocol", lambda name: msgspec.structs.replace(usrp, options=(option,)))
    text = """[[gateway]]
name = "A"
protocol = "usrp"
link = { type = "udp", bind = "127.0.0.1:5004" }
options = { key = "%s" }
"""
    key = tmp_path / "key"
    with pytest.raises(ConfigError, match=r"line 5, gateway 1 options\.key: a secret does not stand in this file"):
        parse((text % "hush").encode(), "kopa.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        parse((text % f"file:{key.as_posix()}").encode(), "kopa.toml")
    key.write_text("hush\n", encoding="utf-8")
    if os.name == "posix":
        key.chmod(0o644)
        with pytest.raises(ConfigError, match="chmod 600"):
            parse((text % f"file:{key.as_posix()}").encode(), "kopa.toml")
        key.chmod(0o600)
    config = parse((text % f"file:{key.as_posix()}").encode(), "kopa.toml")
    assert config.gateways[0].options["key"] == "hush"
    assert b"hush" not in encode(config.finding()), "never in the journal"


def test_one_port_belongs_to_one_gateway() -> None:
    twice = GOOD + '\n[[gateway]]\nname = "B"\nprotocol = "usrp"\nlink = { type = "udp", bind = "127.0.0.1:5004" }\n'
    with pytest.raises(ConfigError, match=r"line 35, gateway 3 link: .*already belongs to 'RTP'"):
        parse(twice.encode(), "kopa.toml")


def test_a_group_stands_once() -> None:
    again = GOOD[GOOD.index("[[group]]") :]
    with pytest.raises(ConfigError, match=r"line 33, group 2 id: .*stands twice"):
        parse((GOOD + "\n" + again).encode(), "kopa.toml")


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'[room]\nname = "a\n', 2), (b"[room\n", 1), (b"[room]\nname = 1\nname = 2\n", 3), (b"[room]\nname=\xff\n", 2)],
)
def test_broken_toml_names_the_line(content: bytes, line: int) -> None:
    with pytest.raises(ConfigError, match=rf"^kopa.toml, line {line}\b"):
        parse(content, "kopa.toml")


def test_lines_are_found_past_multiline_values() -> None:
    text = 'a = """\n[x]\nb = 1\n"""\nlist = [\n  1,\n]\n[x]\nb.c = 2\n[[y]]\n[[y]]\n"q r" = 1\n'
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("list",)) == 5
    assert line_of(text, ("x", "b", "c")) == 9
    assert line_of(text, ("y", 1, "q r")) == 12
    assert line_of(text, ("y", 1, "missing")) == 11
    assert line_of(text, ("nothing",)) == 1


def test_the_first_start_writes_a_commented_file(tmp_path: Path) -> None:
    usual = tmp_path / "home" / "kopa.toml"
    config, path = first_config(None, usual)
    assert path == usual and config.gateways == () and config.groups == ()
    text = usual.read_text(encoding="utf-8")
    assert "[[gateway]]" in text
    if os.name == "posix":
        assert usual.stat().st_mode & 0o077 == 0
    uncommented = "\n".join(line.removeprefix("# ") if line.startswith("# ") else line for line in text.splitlines())
    examples = uncommented[uncommented.index("[[gateway]]") :]
    examples = "\n".join(
        line for line in examples.splitlines() if "=" in line or line.startswith("[") or not line.strip()
    )
    secret = tmp_path / "secret"
    secret.write_text("nobody knows this one")
    secret.chmod(0o600)
    examples = re.sub(r"/etc/kopa/[a-z.-]+", secret.as_posix(), examples)
    assert len(parse(examples.encode(), "template").gateways) == text.count("[[gateway]]"), "the examples must be right"


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read"):
        first_config(tmp_path / "nowhere.toml", tmp_path / "kopa.toml")


def test_a_changed_file_is_seen_and_a_wrong_one_told_once(tmp_path: Path) -> None:
    path = tmp_path / "kopa.toml"
    path.write_text('[room]\nname = "a"\n', encoding="utf-8")
    config = parse(path.read_bytes(), str(path))
    watched = ConfigFile(path, config)

    def look() -> Config | None:
        """Twice: a file counts once it stays as it is."""
        assert watched.changed() is None
        return watched.changed()

    assert look() is None
    path.write_text('[room]\nname = "bb"\n', encoding="utf-8")
    changed = look()
    assert isinstance(changed, Config) and changed.room == "bb"
    path.write_text("[room]\nname = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"line 2, room\.name"):
        look()
    assert look() is None
    path.write_text('[room]\nname = "bb"\n', encoding="utf-8")
    healed = look()
    assert healed is not None and healed.room == "bb", "back to what runs: said, so that the error goes away"
    path.write_text("", encoding="utf-8")
    assert watched.changed() is None, "an editor empties a file before it writes it"
    path.write_text('[room]\nname = "ccc"\n', encoding="utf-8")
    changed = look()
    assert changed is not None and changed.room == "ccc"
    path.unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        look()


def test_a_vocoder_is_named_by_where_its_chip_is(tmp_path: Path) -> None:
    file = tmp_path / "kopa.toml"
    file.write_text('[voice]\nvocoder = "udp:10.0.0.5:2460"\n')
    assert parse(file.read_bytes(), str(file)).voice.vocoder == "udp:10.0.0.5:2460"
    file.write_text('[voice]\nvocoder = "chip"\n')
    with pytest.raises(ConfigError, match=r"line 2, voice.vocoder: 'chip' is not like udp:"):
        parse(file.read_bytes(), str(file))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("udp 0.0.0.0:4005", "udp 127.0.0.1:4005", True),
        ("udp 10.0.0.1:4005", "udp [::]:4005", True),
        ("udp 10.0.0.1:4005", "udp 127.0.0.1:4005", False),
        ("udp 0.0.0.0:4005", "tcp 127.0.0.1:4005", False),
        ("udp 0.0.0.0:4005", "udp 127.0.0.1:4006", False),
        ("udp 239.1.1.1:4005", "udp 0.0.0.0:4005", False),
        ("/dev/ttyUSB0", "/dev/ttyUSB0", True),
        ("/dev/ttyUSB0", "/dev/ttyUSB1", False),
    ],
)
def test_a_port_of_every_interface_is_that_of_each(one: str, other: str, same: bool) -> None:
    assert same_end(one, other) is same_end(other, one) is same
