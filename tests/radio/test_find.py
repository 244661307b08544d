"""Protocols are found, not registered, and each is what its file says."""

from __future__ import annotations

import pytest

from radio.codec import GroupSettings, Now, Settings, Unable
from radio.find import find_protocol, protocols
from radio.identity import CallIds, group_id, number_of

LINKS = {"udp", "tcp", "tls", "serial", "http", "tcp+udp", "donor"}
CAPABILITIES = {"voice", "transmit", "text", "status", "position", "talker", "ask", "select", "read"}
TYPES = {"text", "number", "flag", "choice", "secret"}


def test_those_of_the_first_version_are_there() -> None:
    assert {"nmea", "lip", "sds", "pei", "usrp", "rtp"} <= set(protocols())


@pytest.mark.parametrize("name", protocols())
def test_a_spec_is_whole(name: str) -> None:
    spec = find_protocol(name)
    assert spec.title
    assert set(spec.links) <= LINKS
    assert spec.capabilities <= CAPABILITIES
    for option in spec.options:
        assert option.type in TYPES
        assert option.title
        assert option.type != "choice" or option.default in option.choices
    spec.codec(Settings(options={option.name: option.default for option in spec.options}))


def test_an_unknown_protocol_is_told_with_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"there are: .*nmea"):
        find_protocol("morse")


def test_names() -> None:
    settings = Settings(network="247-9", groups=(GroupSettings(id="tetra@247-9:g2201", number="2201"),))
    assert group_id("tetra", settings, 2201) == "tetra@247-9:g2201"
    assert group_id("tetra", settings, 5) == "tetra@247-9:g5"
    assert number_of(settings, "tetra@247-9:g2201") == "2201"
    assert number_of(settings, "tetra@247-9:1234567") == "1234567"
    with pytest.raises(Unable):
        number_of(settings, "nobody:")


def test_call_ids_are_never_the_same_and_fit_a_file_name() -> None:
    ids, others = CallIds("TETRA Daugavpils", "pei"), CallIds("tetra-daugavpils", "pei")
    now = Now(1.7e9, 0.0)
    made = [ids.new(now), ids.new(now), others.new(now), CallIds("", "pei").new(now)]
    assert len(set(made)) == 4
    assert all(set(call) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for call in made)
