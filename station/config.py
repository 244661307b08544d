"""The room's configuration: what it may say, read and checked to the last key. Opens no gateway."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import msgspec

from journal.retention import Rules
from radio.codec import GroupSettings, Settings, Spec
from radio.find import find_protocol
from station.config_ground import GroundConfig, read_ground
from station.config_http import read_secret
from station.config_keeping import read_area, read_duty, read_retention
from station.config_links import LinkConfig, display, read_link, same_end
from station.config_pairs import pair
from station.config_table import Fault, Table
from station.defaults import AGENCIES
from station.lines.named import pedal_line
from station.toml_lines import line_of
from units.findings import AgencyInfo, ConfigLoaded, GatewayInfo, GroupInfo
from units.guests import GUEST, is_guest

MOST_BYTES = 4 << 20
TALK_LIMIT = 60.0
"""Seconds after which an own transmission is cut where the gateway names no limit of its own."""

MOST_SEAT = 40
"""Bytes: with a word before it a seat names a slot of the pulse (:meth:`journal.pulse.Pulse.write`)."""

SHAPES = ("shield", "diamond", "circle")

_CHIP = re.compile(r"(udp|serial):[^:].*")
_GROUP_ID = re.compile(r"[a-z0-9]+@[^\s:@]+:[^\s:]+")
_AGENCY_ID = re.compile(r"[a-z0-9-]+")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class ConfigError(Exception):
    """The configuration cannot be taken; the text is one line that names file, line and key."""


class GatewayConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One ``[[gateway]]``; ``options`` are complete (defaults filled in). ``talk_limit`` in s."""

    name: str
    protocol: str
    network: str
    transmit: bool
    talk_limit: float
    link: LinkConfig
    options: dict[str, Any]
    groups: tuple[GroupSettings, ...] = ()


class VoiceConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``[voice]``: sound devices by name (empty: the system's), ms of buffer, where a vocoder chip is.

    ``pedal`` is the foot switch of the seat ``pedal_seat``, as :func:`station.lines.named.pedal_line` reads it; it
    speaks on ``pedal_group``, or on what is selected there.

    ``unselect`` and ``headset`` are where these buses sound (empty: from ``output``).
    """

    output: str = ""
    unselect: str = ""
    headset: str = ""
    input: str = ""
    gain_control: bool = True
    buffer_ms: int = 0
    vocoder: str = ""
    pedal: str = ""
    pedal_seat: str = "1"
    pedal_group: str = ""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration that holds. ``hash`` is the SHA-256 of what was read."""

    hash: str
    path: str
    room: str = ""
    agencies: tuple[AgencyInfo, ...] = AGENCIES
    gateways: tuple[GatewayConfig, ...] = ()
    groups: tuple[GroupInfo, ...] = ()
    voice: VoiceConfig = VoiceConfig()
    retention: Rules = Rules()
    off_duty: tuple[int, ...] = ()
    area: tuple[float, float, float, float] | None = None
    ground: GroundConfig = GroundConfig()

    def finding(self) -> ConfigLoaded:
        """This configuration as the journal keeps it (no secrets: options stay out)."""
        return ConfigLoaded(
            hash=self.hash,
            path=self.path,
            room=self.room,
            off_duty=list(self.off_duty),
            agencies=list(self.agencies),
            gateways=[_gateway_info(gateway) for gateway in self.gateways],
            groups=list(self.groups),
        )


def load(path: Path) -> Config:
    """Read the file at ``path``. Raises :class:`ConfigError`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    return parse(content, str(path))


def parse(content: bytes, path: str) -> Config:
    """The configuration in the TOML text ``content``; ``path`` is what errors call it. Raises :class:`ConfigError`."""
    if len(content) > MOST_BYTES:
        raise ConfigError(f"{path}: {len(content)} bytes are no configuration")
    digest = hashlib.sha256(content).hexdigest()
    try:
        text = content.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}, line {line}: not UTF-8 (saved by an old editor?)") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: brackets within brackets without end are no configuration") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax(path, str(error), text)) from error
    try:
        return build(table, digest, path)
    except Fault as fault:
        raise ConfigError(f"{path}, line {line_of(text, fault.path)}, {fault.key}: {fault.why}") from fault


def announced(table: Mapping[str, Any], digest: str, path: str) -> Config:
    """A configuration that came as data, not as a file. Raises :class:`ConfigError`."""
    try:
        return build(table, digest, path)
    except Fault as fault:
        raise ConfigError(f"{path}, {fault.key}: {fault.why}") from fault


def build(table: Mapping[str, Any], digest: str, path: str) -> Config:
    """Check everything. Raises :class:`Fault` at the first thing that is wrong."""
    root = Table(table)
    room = root.table("room")
    room_name = room.text("name", "")
    room.done()
    sound = _voice(root)
    drafts = [(gateway, *_gateway(gateway)) for gateway in root.tables("gateway")]
    agencies = _agencies(root, any(is_guest(f"{spec.system or spec.name}@") for _, _, spec in drafts))
    _no_twice(drafts)
    groups = _groups(root, {config.name: spec for _, config, spec in drafts}, agencies, drafts, sound)
    groups = pair(drafts, groups)
    if sound.pedal_group and sound.pedal_group not in {info.id for info, _ in groups}:
        raise Fault(("voice", "pedal_group"), f"there is no talk-group {sound.pedal_group!r}")
    gateways = []
    for _, config, _spec in drafts:
        own = tuple(settings for info, settings in groups if config.name in (info.gateway, info.voice))
        gateways.append(msgspec.structs.replace(config, groups=own))
    retention, off_duty = read_retention(root, [info.id for info, _ in groups]), read_duty(root)
    area, ground = read_area(root), read_ground(root)
    root.done()
    return Config(
        hash=digest,
        path=path,
        room=room_name,
        agencies=tuple(agencies.values()),
        gateways=tuple(gateways),
        groups=tuple(info for info, _ in groups),
        voice=sound,
        retention=retention,
        off_duty=off_duty,
        area=area,
        ground=ground,
    )


def settings(gateway: GatewayConfig) -> Settings:
    """What the gateway's codec is told."""
    return Settings(
        gateway=gateway.name,
        network=gateway.network,
        link=gateway.link.type,
        transmit=gateway.transmit,
        groups=gateway.groups,
        options=gateway.options,
    )


def _agencies(root: Table, guests: bool) -> dict[str, AgencyInfo]:
    """The built-in ones as the file changes them, and its own; partners' units have one where a network brings them."""
    agencies = {agency.id: agency for agency in (*AGENCIES, *([GUEST] if guests else []))}
    named: set[str] = set()
    for table in root.tables("agency"):
        id_ = table.short("id")
        if not _AGENCY_ID.fullmatch(id_):
            raise table.fault("id", f"{id_!r}: small letters, digits and - only")
        if id_ in named:
            raise table.fault("id", f"{id_!r} stands twice")
        named.add(id_)
        was = agencies.get(id_, AgencyInfo(id=id_, name=id_))
        colour = table.text("colour", was.colour)
        if not _COLOUR.fullmatch(colour):
            raise table.fault("colour", f"{colour!r} is not like #0072B2")
        agencies[id_] = AgencyInfo(
            id=id_,
            name=table.text("name", was.name),
            country=table.text("country", was.country),
            shape=table.choice("shape", (*SHAPES, *([GUEST.shape] if id_ == GUEST.id else [])), was.shape),
            colour=colour,
        )
        table.done()
    return agencies


def _gateway(table: Table) -> tuple[GatewayConfig, Spec]:
    name = table.short("name")
    if not name.strip() or not name.isprintable():
        raise table.fault("name", "a gateway needs a name that can be shown")
    protocol = table.text("protocol")
    try:
        spec = find_protocol(protocol)
    except LookupError as error:
        raise table.fault("protocol", str(error.args[0])) from error
    if not spec.links:
        raise table.fault("protocol", f"{protocol} is spoken inside other protocols, not by a gateway")
    network = table.short("network", "local")
    if not network or re.search(r"[\s:@]", network):
        raise table.fault("network", f"{network!r}: neither empty nor with spaces, : or @")
    transmit = table.flag("transmit", False)
    if transmit and "transmit" not in spec.capabilities:
        raise table.fault("transmit", f"{protocol} cannot transmit")
    limit = table.number("talk_limit", TALK_LIMIT, low=1, high=3600)
    link = read_link(table.table("link", required=True), spec)
    options = _options(table.table("options"), spec)
    table.done()
    config = GatewayConfig(
        name=name, protocol=protocol, network=network, transmit=transmit, talk_limit=limit, link=link, options=options
    )
    return config, spec


def _options(table: Table, spec: Spec) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for option in spec.options:
        key, default = option.name, option.default
        if not table.has(key):
            options[key] = default
        elif option.type == "flag":
            options[key] = table.flag(key, False)
        elif option.type == "number":
            number = table.number(key, 0, low=option.low, high=option.high)
            options[key] = int(number) if isinstance(default, int) and number == int(number) else number
        elif option.type == "choice":
            options[key] = table.choice(key, option.choices, "")
        elif option.type == "secret":
            options[key] = read_secret(table, key)
        else:
            options[key] = table.text(key)
    table.done(f"{spec.name} has no such option")
    return options


def _no_twice(drafts: list[tuple[Table, GatewayConfig, Spec]]) -> None:
    names: set[str] = set()
    ends: dict[str, str] = {}
    for table, config, _ in drafts:
        if config.name in names:
            raise table.fault("name", f"{config.name!r} stands twice")
        names.add(config.name)
        for end in config.link.ends():
            taken = next((other for other in ends if same_end(end, other)), None)
            if taken is not None:
                raise table.fault("link", f"{end} already belongs to {ends[taken]!r}")
            ends[end] = config.name


def _groups(
    root: Table,
    specs: dict[str, Spec],
    agencies: dict[str, AgencyInfo],
    drafts: list[tuple[Table, GatewayConfig, Spec]],
    sound: VoiceConfig,
) -> list[tuple[GroupInfo, GroupSettings]]:
    transmits = {config.name: config.transmit for _, config, _ in drafts}
    groups: list[tuple[GroupInfo, GroupSettings]] = []
    ids: set[str] = set()
    for table in root.tables("group"):
        id_ = table.short("id")
        if not _GROUP_ID.fullmatch(id_):
            raise table.fault("id", f"{id_!r} is not like tetra@247-9:g2201")
        if id_ in ids:
            raise table.fault("id", f"{id_!r} stands twice")
        ids.add(id_)
        gateway = table.text("gateway")
        if gateway not in specs:
            raise table.fault("gateway", f"no gateway is called {gateway!r}")
        number = table.short("number", id_.rpartition(":")[2].removeprefix("g"))
        agency = table.text("agency", "")
        if agency and agency not in agencies:
            raise table.fault("agency", f"no agency {agency!r}; there are: {', '.join(agencies)}")
        if any(s.number == number and i.gateway == gateway for i, s in groups):
            raise table.fault("number", f"{number} stands twice on {gateway!r}")
        spec = specs[gateway]
        info = GroupInfo(
            id=id_,
            name=table.text("name", number),
            gateway=gateway,
            label=table.text("label", f"{spec.name.upper()} · {number}"),
            agency=agency,
            audio="voice" in spec.capabilities and (not spec.coded or _vocoder(spec.coded, sound)),
            coded=spec.coded,
            intercom=table.flag("intercom", False),
            transmit=transmits[gateway] and {"voice", "transmit"} <= spec.capabilities and spec.speaks,
        )
        table.done()
        groups.append((info, GroupSettings(id=id_, number=number)))
    return groups


def _voice(root: Table) -> VoiceConfig:
    voice = root.table("voice")
    sound = VoiceConfig(
        output=voice.text("output", ""),
        unselect=voice.text("unselect", ""),
        headset=voice.text("headset", ""),
        gain_control=voice.flag("gain_control", True),
        input=voice.text("input", ""),
        buffer_ms=int(voice.number("buffer_ms", 0, low=0, high=1000)),
        vocoder=voice.text("vocoder", ""),
        pedal=voice.text("pedal", ""),
        pedal_seat=voice.short("pedal_seat", "1", MOST_SEAT),
        pedal_group=voice.text("pedal_group", ""),
    )
    try:
        if sound.pedal:
            pedal_line(sound.pedal)
    except ValueError as error:
        raise voice.fault("pedal", str(error)) from error
    if sound.vocoder and not _CHIP.fullmatch(sound.vocoder):
        raise voice.fault("vocoder", f"{sound.vocoder!r} is not like udp:10.0.0.5:2460 or serial:/dev/ttyUSB0:460800")
    voice.done()
    return sound


def _vocoder(codec: str, sound: VoiceConfig) -> bool:
    """True if something here makes ``codec`` audible: the chip that is configured, or an installed package."""
    return bool(sound.vocoder) or bool(entry_points(group="kopa.vocoders", name=codec))


def _gateway_info(gateway: GatewayConfig) -> GatewayInfo:
    spec = find_protocol(gateway.protocol)
    donor = gateway.link.donor
    return GatewayInfo(
        name=gateway.name,
        protocol=gateway.protocol,
        network=gateway.network,
        link=display(gateway.link),
        transmit=gateway.transmit,
        capabilities=sorted(spec.capabilities),
        through=donor.ptt.removeprefix("at:") if donor is not None and donor.ptt.startswith("at:") else "",
    )


def _syntax(path: str, why: str, text: str) -> str:
    """``tomllib``'s complaint with the place in front, as the other errors have it."""
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", why)
    if not found:
        return f"{path}: {why}"
    line = int(found.group(1)) if found.group(1) else text.count("\n") + 1
    lines = text.splitlines()
    key = lines[line - 1].split("=", 1)[0].strip()[:40] if 0 < line <= len(lines) else ""
    return f"{path}, line {line}{f', {key}' if key else ''}: {why[: found.start()]}"
