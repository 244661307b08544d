"""The ``link`` of a gateway: its keys for each kind, and the link made of them."""

from __future__ import annotations

import ipaddress

import msgspec

from radio.codec import Spec
from station.config_donor import DonorConfig, read_donor
from station.config_http import HttpConfig, TlsConfig, read_http, read_tls
from station.config_table import Table
from station.links import address
from station.links.donor import DonorLink
from station.links.http import HttpLink
from station.links.link import Link
from station.links.rfc2217 import Rfc2217Link
from station.links.serial import SerialLink
from station.links.tcp import TcpLink
from station.links.tcp_udp import TcpUdpLink
from station.links.tls import TlsLink
from station.links.udp import UdpLink
from station.links.udp_ports import UdpPortsLink

_EVERYWHERE = {"0.0.0.0", "::", "[::]"}


class LinkConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One link as configured: ``type`` as :class:`radio.codec.Spec` has them; ``sources`` is ``from`` in the file.

    With ``ports`` (by name, for a protocol of several) ``bind`` and ``peer`` are hosts without a port. With a ``baud``
    a link of type ``tcp`` is a serial port that is set by RFC 2217.
    """

    type: str
    bind: str = ""
    peer: str = ""
    multicast: str = ""
    interface: str = ""
    ttl: int = 1
    sources: tuple[str, ...] = ()
    device: str = ""
    baud: int = 0
    ports: dict[str, int] = {}
    tls: TlsConfig | None = None
    http: HttpConfig | None = None
    donor: DonorConfig | None = None

    def ends(self) -> tuple[str, ...]:
        """What only one gateway can have: ports or device; none where several may share."""
        if self.type == "serial":
            return (self.device,)
        if self.http is not None:
            return (f"tcp {self.bind}",)
        if self.donor is not None:
            return self.donor.ends()
        if self.ports:
            return tuple(f"udp {self.bind}:{port}" for port in self.ports.values())
        if self.type == "udp":
            return (f"udp {self.multicast}:{self.bind.rpartition(':')[2]}" if self.multicast else f"udp {self.bind}",)
        return ()

    def stays_here(self) -> bool:
        """True if nothing sent over this link can leave the machine: all an exercise may open."""
        if self.type == "serial":
            return self.device.startswith(("/dev/pts/", "/dev/ttys", "\\\\.\\CNC"))
        if self.type in ("tcp", "tcp+udp", "tls"):
            return address.is_loopback(address.split(self.peer)[0])
        if self.donor is not None:  # sound devices of this room, and a radio behind them
            return False
        if self.multicast:
            return self.ttl == 0 and address.is_loopback(self.interface)
        if self.ports:  # bound there, the link sends nowhere else
            return address.is_loopback(self.bind)
        ends = [self.bind, *([self.peer] if self.peer else [])]
        return all(address.is_loopback(address.split(end)[0]) for end in ends)


def same_end(one: str, other: str) -> bool:
    """True if only one of two :meth:`LinkConfig.ends` can be had: a port of every interface is that of each."""
    hosts = {end.partition(" ")[2].rpartition(":")[0] for end in (one, other)}
    rest = {(end.partition(" ")[0], end.rpartition(":")[2]) for end in (one, other)}
    wild = bool(hosts & _EVERYWHERE) and not any(address.is_multicast(host) for host in hosts)
    return one == other or (len(rest) == 1 and wild)


def read_link(table: Table, spec: Spec) -> LinkConfig:
    """Check the table. Raises :class:`station.config_table.Fault`."""
    kind = table.choice("type", ("udp", "tcp", "tcp+udp", "tls", "serial", "http", "donor"))
    if kind not in spec.links:
        raise table.fault("type", f"{spec.name} runs over {' or '.join(spec.links)}, not {kind}")
    if kind == "serial":
        baud = table.number("baud", spec.port if spec.links[0] == "serial" else 9600, low=50, high=4_000_000)
        config = LinkConfig(type=kind, device=table.text("device"), baud=int(baud))
        if not config.device:
            raise table.fault("device", "is empty")
    elif kind == "tcp":
        baud = table.number("baud", low=50, high=4_000_000) if table.has("baud") else 0
        config = LinkConfig(type=kind, peer=_address(table, "peer"), baud=int(baud))
    elif kind == "tcp+udp":
        config = LinkConfig(type=kind, peer=_address(table, "peer"))
    elif kind == "tls":
        config = LinkConfig(type=kind, peer=_address(table, "peer"), tls=read_tls(table))
    elif kind == "http":
        bind = _address(table, "bind", f"127.0.0.1:{spec.port}")
        _numeric(table, "bind", address.split(bind)[0])
        config = LinkConfig(type=kind, bind=bind, sources=_from(table), http=read_http(table, spec))
    elif kind == "donor":
        config = LinkConfig(type=kind, donor=read_donor(table))
    else:
        config = _udp_ports(table, spec) if spec.ports else _udp(table, spec)
    table.done(f"a link of type {kind} has no such key")
    return config


def _udp(table: Table, spec: Spec) -> LinkConfig:
    bind = _address(table, "bind", f"0.0.0.0:{spec.port}")
    host = address.split(bind)[0]
    _numeric(table, "bind", host)
    peer = _address(table, "peer", "")
    multicast = table.text("multicast", "")
    if multicast and not address.is_multicast(multicast):
        raise table.fault("multicast", f"{multicast!r} is no multicast group (224.0.0.0 to 239.255.255.255)")
    interface = table.text("interface", "")
    if interface:
        _numeric(table, "interface", interface)
        if not multicast:
            raise table.fault("interface", "only counts with multicast; name the address in bind")
    ttl = table.number("ttl", 1, low=0, high=255)
    if table.has("ttl") and not multicast:
        raise table.fault("ttl", "only counts with multicast")
    return LinkConfig(
        type="udp", bind=bind, peer=peer, multicast=multicast, interface=interface, ttl=int(ttl), sources=_from(table)
    )


def _udp_ports(table: Table, spec: Spec) -> LinkConfig:
    """``ports = { ars = 4005 }`` renumbers; what it does not name keeps its usual number, 0 leaves it closed."""
    bind = table.text("bind", "0.0.0.0")
    _numeric(table, "bind", bind)
    peer = table.text("peer", "")
    if ":" in peer and not peer.count(":") > 1:
        raise table.fault("peer", "a host alone is wanted: its ports are numbered as ours")
    told = table.table("ports")
    ports = {name: int(told.number(name, usual, low=0, high=65535)) for name, usual in spec.ports}
    told.done(f"{spec.name} has no such port")
    ports = {name: number for name, number in ports.items() if number}
    if not ports or len(set(ports.values())) < len(ports):
        raise table.fault("ports", "each port needs a number of its own")
    return LinkConfig(type="udp", bind=bind, peer=peer, ports=ports, sources=_from(table))


def _from(table: Table) -> tuple[str, ...]:
    sources = table.texts("from")
    try:
        address.networks(sources)
    except ValueError as error:
        raise table.fault("from", str(error)) from error
    return sources


def _address(table: Table, key: str, default: str | None = None) -> str:
    text = table.text(key) if default is None else table.text(key, default)
    if text:
        try:
            address.split(text)
        except ValueError as error:
            raise table.fault(key, str(error)) from error
    elif default is None or table.has(key):
        raise table.fault(key, "is empty; host:port is wanted")
    return text


def _numeric(table: Table, key: str, host: str) -> None:
    try:
        ipaddress.ip_address(host)
    except ValueError as error:
        raise table.fault(key, f"{host!r} is not the numeric address of an interface here") from error


def make_link(config: LinkConfig) -> Link:
    """The link, closed."""
    if config.type == "serial":
        return SerialLink(config.device, config.baud)
    if config.type == "tcp":
        return Rfc2217Link(config.peer, config.baud) if config.baud else TcpLink(config.peer)
    if config.tls is not None:
        return TlsLink(config.peer, config.tls)
    if config.donor is not None:
        return DonorLink(config.donor.source, config.donor.output, config.donor.ptt, config.donor.busy)
    if config.http is not None:
        return HttpLink(config.bind, config.http, config.sources)
    if config.type == "tcp+udp":
        return TcpUdpLink(config.peer)
    if config.ports:
        return UdpPortsLink(config.bind, config.ports, config.peer, config.sources)
    return UdpLink(config.bind, config.peer, config.multicast, config.interface, config.ttl, config.sources)


def display(config: LinkConfig) -> str:
    """The link as the screen and the journal name it."""
    return make_link(config).name
