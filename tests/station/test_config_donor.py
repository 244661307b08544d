"""Donor radios in the configuration: their devices and lines, and with which gateway they are paired."""

from __future__ import annotations

import pytest

from station.config import Config, ConfigError, parse, settings

DATA = """\
[[gateway]]
name = "TETRA"
protocol = "pei"
network = "247-9"
transmit = true
link = { type = "serial", device = "/dev/ttyUSB0" }
"""
DONOR = """\
[[gateway]]
name = "Donor"
protocol = "donor"
transmit = true
link = { type = "donor", input = "USB Audio", output = "USB Audio", ptt = "rts:/dev/ttyUSB1", busy = "cts:/dev/ttyUSB1" }
[gateway.options]
paired = "TETRA"
"""
GROUPS = """\
[[group]]
id = "tetra@247-9:g2201"
gateway = "TETRA"
[[group]]
id = "tetra@247-9:g2202"
gateway = "TETRA"
"""
ONE = GROUPS.partition('[[group]]\nid = "tetra@247-9:g2202"')[0]


def read(text: str) -> Config:
    return parse(text.encode(), "room.toml")


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value)


def test_a_donor_gives_its_voice_to_the_groups_of_the_gateway_it_is_paired_with() -> None:
    without = read(DATA + ONE)
    assert [(g.audio, g.transmit, g.voice) for g in without.groups] == [(False, False, "")]
    config = read(DATA + DONOR + ONE)
    assert [(g.audio, g.transmit, g.gateway, g.voice) for g in config.groups] == [(True, True, "TETRA", "Donor")]
    donor = config.gateways[1]
    assert [group.id for group in settings(donor).groups] == ["tetra@247-9:g2201"]
    assert [group.id for group in config.gateways[0].groups] == ["tetra@247-9:g2201"]
    assert donor.link.ends() == ("sound from USB Audio", "sound to USB Audio", "/dev/ttyUSB1")
    assert not donor.link.stays_here()
    assert donor.options == {"paired": "TETRA", "group": "", "attack": 40, "hang": 600, "before": 160}


def test_a_radio_that_is_tuned_to_one_group_lends_its_voice_to_that_one() -> None:
    config = read(DATA + DONOR + 'group = "2202"\n' + GROUPS)
    assert [(g.audio, g.voice) for g in config.groups] == [(False, ""), (True, "Donor")]


def test_a_donor_stands_alone_too() -> None:
    alone = DONOR.replace('paired = "TETRA"\n', "")
    config = read(alone + '[[group]]\nid = "donor@local:g1"\ngateway = "Donor"\n')
    assert [(g.audio, g.transmit, g.voice) for g in config.groups] == [(True, True, "")]


def test_two_donors_of_one_gateway_need_a_group_each() -> None:
    other = DONOR.replace('"Donor"', '"Donor 2"').replace("USB Audio", "Other").replace("USB1", "USB2")
    said = refused(DATA + DONOR + 'group = "2201"\n' + other + GROUPS)
    assert "gateway 3 options.paired: 'TETRA' has its voice from 'Donor' already" in said
    config = read(DATA + DONOR + 'group = "2201"\n' + other + 'group = "2202"\n' + GROUPS)
    assert [g.voice for g in config.groups] == ["Donor", "Donor 2"]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "why"),
    [
        ('input = "USB Audio", ', "", 11, "link.input: is missing"),
        ('input = "USB Audio"', 'input = " "', 11, "link.input: is empty"),
        ("rts:/dev/ttyUSB1", "rst:/dev/ttyUSB1", 11, "link.ptt: 'rst:/dev/ttyUSB1' is not like rts:"),
        ("cts:/dev/ttyUSB1", "vox:loud", 11, "link.busy: 'vox:loud': after vox a level"),
        ("cts:/dev/ttyUSB1", "cm108:/dev/hidraw0:9", 11, "link.busy: GPIO 9"),
        ('ptt = "rts:/dev/ttyUSB1"', 'ptt = "none"', 10, "transmit: needs a push-to-talk line"),
        ('output = "USB Audio", ', "", 10, "transmit: needs a sound device"),
        ("rts:/dev/ttyUSB1", "rts:/dev/ttyUSB0", 11, "link: /dev/ttyUSB0 already belongs to 'TETRA'"),
        ("rts:/dev/ttyUSB1", "at:RTP", 11, "link.ptt: 'RTP' is not the gateway it is paired with"),
        ('paired = "TETRA"', 'paired = "TETRO"', 13, "options.paired: no other gateway is called 'TETRO'"),
        ('paired = "TETRA"', 'paired = "Donor"', 13, "options.paired: no other gateway is called 'Donor'"),
        ("busy = ", "vox = ", 11, "link.vox: a link of type donor has no such key"),
        ("[gateway.options]", "[gateway.options]\nhang = 20", 13, "options.hang: 20 is not in 100"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(was: str, becomes: str, line: int, why: str) -> None:
    assert was in DONOR
    said = refused(DATA + DONOR.replace(was, becomes) + ONE)
    assert said.startswith(f"room.toml, line {line}, gateway 2 "), said
    assert why in said


def test_a_line_that_keys_whatever_the_radio_is_tuned_to_needs_to_know_it() -> None:
    assert "gateway 2 options.group: is missing" in refused(DATA + DONOR + GROUPS)
    through = DONOR.replace("rts:/dev/ttyUSB1", "at:TETRA")
    assert [group.transmit for group in read(DATA + through + GROUPS).groups] == [True, True]
    silent = DATA.replace("transmit = true", "transmit = false")
    assert "link.ptt: 'TETRA' may not transmit" in refused(silent + through + GROUPS)


def test_what_is_heard_already_needs_no_donor() -> None:
    usrp = '[[gateway]]\nname = "U"\nprotocol = "usrp"\nlink = { type = "udp" }\n'
    group = '[[group]]\nid = "usrp@local:1"\ngateway = "U"\n'
    said = refused(usrp + DONOR.replace("TETRA", "U") + group)
    assert "options.paired: usrp@local:1 is heard through 'U' itself" in said


def test_a_donor_is_not_the_data_gateway_of_another() -> None:
    other = DONOR.replace('"Donor"', '"Donor 2"').replace("USB Audio", "Other").replace("USB1", "USB2")
    assert "'Donor' is a donor radio too" in refused(DATA + DONOR + other.replace('"TETRA"', '"Donor"') + ONE)


def test_an_encrypted_repeaters_voice_can_come_from_a_donor() -> None:
    repeater = (
        '[[gateway]]\nname = "DMR"\nprotocol = "hbp"\nnetwork = "k"\nlink = { type = "udp", bind = "0.0.0.0:62031" }\n'
    )
    group = '[[group]]\nid = "dmr@k:g9"\ngateway = "DMR"\n'
    config = read(repeater + DONOR.replace("TETRA", "DMR") + group)
    (info,) = config.groups
    assert (info.coded, info.audio, info.voice) == ("ambe2", True, "Donor")


def test_the_console_is_told_through_which_gateway_a_donor_is_keyed() -> None:
    assert [info.through for info in read(DATA + DONOR + ONE).finding().gateways] == ["", ""]
    keyed = DONOR.replace('ptt = "rts:/dev/ttyUSB1"', 'ptt = "at:TETRA"')
    assert [info.through for info in read(DATA + keyed + ONE).finding().gateways] == ["", "TETRA"]
