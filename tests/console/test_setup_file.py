"""The room's file under the set-up page: comments and order stay, secrets never enter, nobody's work is overwritten."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.setup import blocks, room_file
from console.setup.blocks import Stubborn
from console.setup.draft import Draft, GroupDraft, changed_keys
from console.setup.faults import fault_of, place
from console.setup.page import speakable
from station.config import ConfigError, parse

SPECS = speakable()
ROOM = '''\
# The room of Daugavpils, looked after by A. Ozols.
[room]
name = "Latgale"   # as on the door

# The terminal on the roof.
[[gateway]]
name = "Roof" # not "Jumts"
protocol = "pei"
network = "247-9"
transmit = true
# the long cable
link = { type = "serial", device = "/dev/ttyUSB0", baud = 38400 }  # 8N1
options = { profile = "1" }

# what the roof hears
[[group]]
id = "tetra@247-9:g2201"
name = "VP Latgale" # all of it
gateway = "Roof"
agency = "vp"

[[gateway]]
name = "Bridge"
protocol = "usrp"
network = "kraslava"
[gateway.link]
type = "udp"
bind = "0.0.0.0:34001"   # open in the firewall
peer = """10.1.0.9:32001"""

# [[gateway]]
# name = "never"

[[group]]
id = "dmr@kraslava:g9"
gateway = "Bridge"

[retention]
voice = 90 # days
# the end
'''


def room(tmp_path: Path, text: str = ROOM) -> room_file.Room:
    file = tmp_path / "kopa.toml"
    file.write_bytes(text.encode())
    return room_file.load(file)


def draft_of(found: room_file.Room, name: str) -> Draft:
    draft = found.draft(name)
    assert draft is not None
    return draft


def test_what_does_not_change_stays_byte_for_byte(tmp_path: Path) -> None:
    found = room(tmp_path)
    assert [draft.name for draft in found.gateways] == ["Roof", "Bridge"] and not found.stubborn
    for name in ("Roof", "Bridge"):
        draft = draft_of(found, name)
        text = room_file.with_draft(found, draft, SPECS[draft.protocol])
        parse(text.encode(), "x")
        lines = [line for line in text.splitlines() if line not in ROOM.splitlines()]
        said = ["transmit = false", 'number = "2201"', 'number = "9"', 'name = "9"']
        assert all(line in said for line in lines), lines


def test_a_change_touches_its_line_and_leaves_every_comment(tmp_path: Path) -> None:
    found = room(tmp_path)
    draft = draft_of(found, "Roof")
    draft.link["baud"] = 9600
    draft.options["report"] = True
    text = room_file.with_draft(found, draft, SPECS["pei"])
    assert 'link = { type = "serial", device = "/dev/ttyUSB0", baud = 9600 }  # 8N1' in text
    comments = [line.partition("#")[2] for line in ROOM.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == comments, "all there, in order"
    (roof, bridge) = parse(text.encode(), "x").gateways
    assert (roof.link.baud, roof.options["report"], bridge.link.peer) == (9600, True, "10.1.0.9:32001")
    assert changed_keys(draft_of(room(tmp_path), "Roof"), draft, SPECS["pei"]) == ["link.baud", "options.report"]


def test_a_gateway_takes_its_talk_groups_along(tmp_path: Path) -> None:
    found = room(tmp_path)
    draft = draft_of(found, "Bridge")
    draft.name = "Krāslava"
    draft.groups.append(GroupDraft(number="21", name="PP", id="usrp@kraslava:g21"))
    text = room_file.with_draft(found, draft, SPECS["usrp"])
    config = parse(text.encode(), "x")
    assert [gateway.name for gateway in config.gateways] == ["Roof", "Krāslava"]
    assert [group.id for group in config.gateways[1].groups] == ["dmr@kraslava:g9", "usrp@kraslava:g21"]
    gone = room_file.without(room(tmp_path, text), "Krāslava")
    assert "Krāslava" not in gone and "kraslava" not in gone
    assert "# The terminal on the roof." in gone and '# name = "never"' in gone and "# the end" in gone
    assert [gateway.name for gateway in parse(gone.encode(), "x").gateways] == ["Roof"]


def test_the_first_gateway_of_a_room_without_a_file(tmp_path: Path) -> None:
    found = room_file.load(tmp_path / "none" / "kopa.toml")
    assert not found.hash and not found.gateways
    draft = Draft(name="NMEA", protocol="nmea", link={"type": "tcp", "peer": "10.1.0.12:4001"})
    content = room_file.encoded(found, room_file.with_draft(found, draft, SPECS["nmea"]))
    assert room_file.check(content) == ""
    room_file.replace(found, content)
    assert [gateway.name for gateway in parse(found.path.read_bytes(), "x").gateways] == ["NMEA"]
    if os.name == "posix":
        assert stat.S_IMODE(found.path.stat().st_mode) == 0o600


def test_line_ends_and_rights_of_the_file_stay(tmp_path: Path) -> None:
    found = room(tmp_path, ROOM.replace("\n", "\r\n"))
    found.path.chmod(0o640)
    text = room_file.with_draft(found, draft_of(found, "Roof"), SPECS["pei"])
    room_file.replace(found, room_file.encoded(found, text))
    written = found.path.read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") > 10
    if os.name == "posix":
        assert stat.S_IMODE(found.path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [found.path], "no draft is left beside it"


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    found = room(tmp_path)
    found.path.write_text(ROOM + "# a word of theirs\n", encoding="utf-8")
    with pytest.raises(FileExistsError):
        room_file.replace(found, b"")
    assert "a word of theirs" in found.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ['gateway = [{ name = "a", protocol = "pei" }]\n', "[[ gateway ]\n", '"gateway" = 3\n']
)
def test_a_file_that_cannot_be_cut_is_left_to_an_editor(tmp_path: Path, text: str) -> None:
    found = room(tmp_path, text)
    assert found.stubborn
    with pytest.raises((Stubborn, ValueError)):
        blocks.cut(text)


def test_a_secret_lies_in_a_file_of_its_own(tmp_path: Path) -> None:
    draft = Draft(name="Repeater Ķ", protocol="x", secrets={"key": "hunter2"}, options={"key": "file:/old"})
    kept, (path,) = room_file.keep_secrets(draft, tmp_path / "secrets")
    assert kept.options == {"key": f"file:{path}"} and not kept.secrets
    assert path.read_text(encoding="utf-8") == "hunter2"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    again, (other,) = room_file.keep_secrets(draft, tmp_path / "secrets")
    assert other != path, "what is in use stays until the new file is"
    found = room_file.Room(path=tmp_path / "kopa.toml", gateways=(kept,))
    room_file.forget_secrets(found, f'options = {{ key = "{again.options["key"]}" }}')
    assert not path.exists() and other.exists()


def test_only_our_own_secrets_are_forgotten(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("x", encoding="utf-8")
    found = room_file.Room(path=tmp_path / "kopa.toml", gateways=(Draft(options={"key": f"file:{theirs}"}),))
    room_file.forget_secrets(found, "")
    assert theirs.exists()


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('bind = "0.0.0.0:34001"', 'bind = "here"', ("Bridge", "link.bind", "")),
        ("baud = 38400", 'baud = "fast"', ("Roof", "link.baud", "")),
        ('profile = "1"', 'profile = "9"', ("Roof", "options.profile", "")),
        ('gateway = "Bridge"\n', 'gateway = "Bridge"\nagency = "xx"\n', ("Bridge", "agency", "dmr@kraslava:g9")),
        ('name = "Roof"', 'name = "Bridge"', ("Bridge", "name", "")),
        ("voice = 90", "voice = -1", ("", "", "")),
        ("[room]", "[room", ("", "", "")),
    ],
)
def test_the_stations_error_leads_to_its_field(old: str, new: str, wanted: tuple[str, str, str]) -> None:
    text = ROOM.replace(old, new, 1)
    with pytest.raises(ConfigError) as refused:
        parse(text.encode(), "/etc/kopa, the room's.toml")
    fault = fault_of(str(refused.value))
    assert fault.why and fault.line > 0
    assert place(text, fault) == wanted


VALUES = st.one_of(st.booleans(), st.integers(0, 99), st.text("ab\"'#[]={}\\ \n", max_size=8))
TABLES = st.dictionaries(st.sampled_from(["name", "a", "b-c", "ķ"]), VALUES | st.dictionaries(st.just("x"), VALUES))


@settings(max_examples=150)
@given(first=TABLES, second=TABLES, third=TABLES)
def test_whatever_stands_in_a_block_its_neighbours_stay(first: object, second: object, third: object) -> None:
    assert isinstance(first, dict) and isinstance(second, dict) and isinstance(third, dict)
    cuts = blocks.cut("# head\n")
    at = blocks.put(cuts, -1, "gateway", {"id": 1, **first}, len(cuts) - 1)
    blocks.put(cuts, -1, "gateway", {"id": 2, **second}, at)
    text = blocks.join(cuts)
    assert text.startswith("# head\n")
    assert tomllib.loads(text) == {"gateway": [{"id": 1, **first}, {"id": 2, **second}]}
    cuts = blocks.cut(text)
    blocks.put(cuts, 1, "gateway", {"id": 1, **third}, 0)
    assert tomllib.loads(blocks.join(cuts)) == {"gateway": [{"id": 1, **third}, {"id": 2, **second}]}
    blocks.drop(cuts, 1)
    assert tomllib.loads(blocks.join(cuts)) == {"gateway": [{"id": 2, **second}]}
