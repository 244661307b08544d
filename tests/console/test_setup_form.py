"""Every protocol there is gets its form from what it says of itself, and what is typed is what is read back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from console.setup import room_file
from console.setup.draft import Draft, GroupDraft, group_id
from console.setup.fields import FlagField, NumberField, SecretField
from console.setup.form import GatewayForm
from console.setup.groups import GroupsTable
from console.setup.link_form import drawn
from console.setup.page import speakable
from console.theme import Theme
from radio.codec import Option, Spec
from station.config import parse

SPECS = speakable()
SECRETIVE = Spec(
    name="secretive",
    title="A protocol with everything",
    links=("tcp", "udp", "serial"),
    port=4000,
    options=(
        Option(name="word", type="text", default="hello", title="Word"),
        Option(name="share", type="number", default=0.5, low=0, high=1, title="Share"),
        Option(name="many", type="number", default=7, title="Many"),
        Option(name="loud", type="flag", default=True, title="Loud"),
        Option(name="way", type="choice", default="a", choices=("a", "b"), title="Way"),
        Option(name="key", type="secret", default="", title="Key"),
    ),
    capabilities=frozenset({"transmit"}),
    codec=SPECS["usrp"].codec,
)
ALL = {**SPECS, "secretive": SECRETIVE}
HOSTS = st.sampled_from(["10.1.0.9", "127.0.0.1", "0.0.0.0"])
NAMES = st.text("abcĀņšž 0123-", min_size=1, max_size=20).map(str.strip).filter(bool)


def form(qtbot: QtBot, specs: dict[str, Spec] | None = None) -> GatewayForm:
    theme = Theme()
    groups = GroupsTable(theme)
    made = GatewayForm(theme, specs or ALL, groups)
    qtbot.addWidget(made)
    qtbot.addWidget(groups)
    return made


def option_values(option: Option) -> st.SearchStrategy[Any]:
    match option.type:
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(option.choices)
        case "number":
            low, high = (
                option.low if option.low is not None else -1000,
                option.high if option.high is not None else 1000,
            )
            return st.integers(int(low), int(high))
        case "secret":
            return st.just("file:/etc/kopa/secret")
        case _:
            return st.just("") if option.name == "paired" else st.text("abc123:", max_size=12)


def links(spec: Spec, kind: str) -> st.SearchStrategy[dict[str, Any]]:
    port = st.integers(1, 65535)
    end = st.builds("{}:{}".format, HOSTS, port)
    sources = st.lists(st.sampled_from(["10.1.0.9", "10.2.0.0/16"]), min_size=1, unique=True)
    optional: dict[str, st.SearchStrategy[Any]]
    if kind == "serial":
        devices = st.sampled_from(["/dev/ttyUSB0", "COM3"])
        return st.fixed_dictionaries(
            {"type": st.just(kind), "device": devices, "baud": st.sampled_from([4800, 115200])}
        )
    if kind in ("tcp", "tcp+udp"):
        return st.fixed_dictionaries({"type": st.just(kind), "peer": end})
    if kind == "donor":
        fixed = {"type": kind, "input": "USB Audio", "output": "USB Audio", "ptt": "rts:/dev/ttyUSB0"}
        optional = {"busy": st.sampled_from(["vox:-30", "!cts:/dev/ttyUSB0", "cm108:/dev/hidraw0:2"])}
        return st.fixed_dictionaries({key: st.just(value) for key, value in fixed.items()}, optional=optional)
    files = st.just("/etc/kopa/room.pem")
    if kind == "tls":
        optional = {"cert": files, "private_key": files, "ca": files, "name": st.just("tak.example")}
        return st.fixed_dictionaries({"type": st.just(kind), "peer": end}, optional=optional)
    if kind == "http":
        optional = {"bind": end, "path": st.just("/in"), "rate": st.integers(1, 49), "size": st.integers(1024, 4096)}
        optional |= {"from": sources, "cert": files, "private_key": files}
        return st.fixed_dictionaries({"type": st.just(kind), "key": st.just("file:/k")}, optional=optional)
    if spec.ports:
        names = [name for name, _ in spec.ports]
        ports = st.dictionaries(st.sampled_from(names), port, min_size=1)
        optional = {"bind": HOSTS, "peer": HOSTS, "from": sources, "ports": ports}
        return st.fixed_dictionaries({"type": st.just(kind)}, optional=optional)
    plain = st.fixed_dictionaries({"type": st.just(kind)}, optional={"bind": end, "peer": end, "from": sources})
    many = st.fixed_dictionaries(
        {"type": st.just(kind), "bind": end, "multicast": st.just("239.1.1.1")},
        optional={"interface": HOSTS, "ttl": st.integers(0, 255)},
    )
    return plain | many


@st.composite
def drafts(draw: st.DrawFn, spec: Spec) -> Draft:
    network = draw(st.sampled_from(["local", "247-9", "kraslava"]))
    many = 1 if "donor" in spec.links else 3  # groups of a radio that is keyed by a line: the one it is tuned to
    numbers = draw(st.lists(st.integers(1, 9999).map(str), unique=True, max_size=many))
    groups = [
        GroupDraft(number=n, name=draw(NAMES), agency=draw(st.sampled_from(["", "vp"])), id=group_id(spec, network, n))
        for n in numbers
    ]
    return Draft(
        name=draw(NAMES),
        protocol=spec.name,
        network=network,
        transmit=draw(st.booleans()) if "transmit" in spec.capabilities else False,
        talk_limit=draw(st.none() | st.integers(1, 3600).map(float)),
        link=draw(st.sampled_from(drawn(spec)).flatmap(lambda kind: links(spec, kind))),
        options=draw(st.fixed_dictionaries({}, optional={o.name: option_values(o) for o in spec.options})),
        groups=groups,
    )


@pytest.mark.parametrize("name", list(ALL))
@settings(max_examples=12)
@given(data=st.data())
def test_what_a_form_shows_is_what_it_says(qtbot: QtBot, name: str, data: st.DataObject) -> None:
    made = form(qtbot)
    for _ in range(2):  # it must forget what it showed before
        draft = data.draw(drafts(ALL[name]))
        made.show_draft(draft, {"vp": "Valsts policija"})
        assert made.draft() == draft


@pytest.mark.parametrize("name", list(SPECS))
@settings(max_examples=8)
@given(data=st.data())
def test_what_is_written_is_what_the_station_reads(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    spec = SPECS[name]
    draft = data.draw(drafts(spec))
    draft.options = {key: value for key, value in draft.options.items() if not str(value).startswith("file:")}
    for key in ("cert", "private_key", "ca"):  # files that are not there it refuses
        draft.link.pop(key, None)
    if draft.link["type"] == "http":
        path = tmp_path_factory.mktemp("keys") / "phones.key"
        path.write_text("a-key-of-the-room-2026")
        path.chmod(0o600)
        draft.link["key"] = f"file:{path.as_posix()}"
    if spec.ports:  # two of one number is what the station refuses
        draft.link.pop("ports", None)
    elif draft.link["type"] == "udp":
        draft.link.setdefault("bind", "0.0.0.0:5000")
    config = parse(room_file.alone(draft, spec).encode(), "kopa.toml")
    (gateway,) = config.gateways
    assert (gateway.name, gateway.protocol, gateway.network) == (draft.name, draft.protocol, draft.network)
    assert gateway.transmit == draft.transmit
    assert gateway.options == {o.name: o.default for o in spec.options} | draft.options
    assert [group.id for group in gateway.groups] == [group.id for group in draft.groups]


@pytest.mark.parametrize("name", list(ALL))
def test_every_row_has_a_name_and_takes_the_keyboard(qtbot: QtBot, name: str) -> None:
    made = form(qtbot)
    made.show_draft(Draft(name="x", protocol=name), {})
    spec = ALL[name]
    assert set(made.options) == {option.name for option in spec.options}
    for key, field in made.fields().items():
        assert field.widget.accessibleName(), key
        assert field.widget.focusPolicy() & Qt.FocusPolicy.TabFocus, key


def test_limits_and_defaults_stand_beside_the_row(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.show_draft(Draft(protocol="secretive"), {})
    share = made.options["share"]
    assert isinstance(share, NumberField)
    assert (share.hint.text(), share.get()) == ("0–1, usually 0.5", 0.5)
    share.put(3)
    assert share.get() == 1, "no number beyond its limits can be typed"
    assert made.draft().options == {"share": 1}, "only what differs from the default is written"


def test_a_listening_protocol_cannot_be_made_to_transmit(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.show_draft(Draft(protocol="nmea", transmit=True), {})
    assert not made.transmit.isEnabled() and not made.draft().transmit
    assert "only listens" in made.warning.text()
    made.show_draft(Draft(protocol="usrp"), {})
    assert isinstance(made.transmit, FlagField) and made.transmit.isEnabled()
    made.transmit.box.click()
    assert made.warning.text().startswith("ON:") and made.draft().transmit


def test_a_secret_is_masked_and_never_part_of_what_is_written(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.show_draft(Draft(name="x", protocol="secretive", options={"key": "file:/x/key"}), {})
    key = made.options["key"]
    assert isinstance(key, SecretField) and key.line.echoMode() == QLineEdit.EchoMode.Password
    assert key.line.text() == "" and made.draft().options == {"key": "file:/x/key"}
    QTest.keyClicks(key.line, "hunter2")
    draft = made.draft()
    assert draft.secrets == {"key": "hunter2"}
    assert "hunter2" not in repr(draft)
    assert "hunter2" not in room_file.alone(draft, SECRETIVE)


def test_another_protocol_draws_its_own_rows_and_ids(qtbot: QtBot) -> None:
    made = form(qtbot)
    groups = [
        GroupDraft(number="9", id="tetra@n:g9", was="tetra@n:g9"),
        GroupDraft(number="8", id="by@hand:8", was="by@hand:8"),
    ]
    made.show_draft(Draft(name="x", protocol="pei", network="n", groups=groups), {})
    made.protocol.put("mototrbo")
    made.protocol.changed.emit()
    draft = made.draft()
    assert [group.id for group in draft.groups] == ["dmr@n:g9", "by@hand:8"], "what somebody wrote by hand stays"
    assert set(made.options) == {option.name for option in SPECS["mototrbo"].options}
    made.network.put("rezekne")
    made.network.changed.emit()
    assert made.draft().groups[0].id == "dmr@rezekne:g9"


def test_a_fault_is_shown_at_its_row(qtbot: QtBot) -> None:
    made = form(qtbot)
    made.show_draft(Draft(name="x", protocol="usrp"), {})
    assert made.blame("link.bind", "not an address")
    assert made.link.fields["bind"].fault.text() == "not an address"
    assert made.link.fields["bind"].widget.accessibleDescription() == "not an address"
    assert made.blame("options.radio", "too large") and made.link.fields["bind"].fault.isHidden()
    assert not made.blame("nonsense", "why")


def test_talk_groups_are_added_by_keyboard(qtbot: QtBot) -> None:
    made = form(qtbot)
    table = made._groups
    made.show_draft(Draft(name="x", protocol="pei", network="247-9"), {"vp": "Valsts policija"})
    table.show()
    table.add_button.click()
    for column, text in ((0, "2201"), (1, "VP Latgale"), (3, "TETRA · 2201")):
        item = table.table.item(0, column)
        assert item is not None
        item.setText(text)
    item = table.table.item(0, 2)
    assert item is not None
    item.setData(Qt.ItemDataRole.UserRole, "vp")
    (group,) = made.draft().groups
    assert (group.id, group.name, group.agency, group.label) == (
        "tetra@247-9:g2201", "VP Latgale", "vp", "TETRA · 2201",
    )  # fmt: skip
    table.table.setCurrentCell(0, 0)
    table.drop_button.click()
    assert made.draft().groups == []
