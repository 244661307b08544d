"""Several UDP ports as one link: which of them heard, answers from the same, strangers counted, loopback kept."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from radio.find import find_protocol
from station.config import ConfigError, parse
from station.config_links import make_link
from station.links.link import LinkError
from station.links.strangers import EVERY, Strangers
from station.links.udp import UdpLink
from station.links.udp_ports import UdpPortsLink
from tests.station.room import free_port
from tests.station.test_links import Ends, run


@contextmanager
def radio(host: str = "127.0.0.1", port: int = 0) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        sock.settimeout(2)
        yield sock


def test_each_port_has_a_name_and_answers_for_itself() -> None:
    async def test(ends: Ends) -> None:
        ports = {"ars": free_port(), "tms": free_port()}
        link = UdpPortsLink("127.0.0.1", ports)
        assert link.name == f"udp://127.0.0.1:{ports['ars']},{ports['tms']}"
        await ends.open(link)
        with radio("127.0.0.9") as far:
            here = f"127.0.0.9:{far.getsockname()[1]}"
            far.sendto(b"register", ("127.0.0.1", ports["ars"]))
            far.sendto(b"text", ("127.0.0.1", ports["tms"]))
            await ends.until(lambda: len(ends.heard) == 2)
            assert sorted(ends.heard) == [(b"register", f"{here}/ars"), (b"text", f"{here}/tms")]
            link.write(b"welcome", f"{here}/ars")
            assert far.recvfrom(100) == (b"welcome", ("127.0.0.1", ports["ars"]))
        await link.close()
        link.write(b"nobody", f"{here}/ars")
        assert link.dropped == 1

    run(test)


def test_a_host_alone_is_written_to_at_the_port_numbered_as_ours() -> None:
    async def test(ends: Ends) -> None:
        port = free_port()
        link = UdpPortsLink("127.0.0.1", {"lrrp": port})
        await ends.open(link)
        with radio("127.0.0.9", port) as far:
            link.write(b"where", "127.0.0.9/lrrp")
            assert far.recv(100) == b"where"
        await link.close()

    run(test)


def test_bound_to_loopback_nothing_leaves_the_machine() -> None:
    async def test(ends: Ends) -> None:
        link = UdpPortsLink("127.0.0.1", {"lrrp": free_port()})
        await ends.open(link)
        for peer in ("12.0.0.80/lrrp", "12.0.0.80:4001/lrrp", "127.0.0.1:4001/tms", "127.0.0.1:4001", "", "/lrrp"):
            link.write(b"where", peer)
        assert link.dropped == 6
        await link.close()

    run(test)


def test_a_port_that_is_taken_is_named_and_the_others_are_given_back() -> None:
    async def test(ends: Ends) -> None:
        free = free_port()
        with radio() as taken:
            number = taken.getsockname()[1]
            link = UdpPortsLink("127.0.0.1", {"ars": free, "tms": number})
            with pytest.raises(LinkError, match=rf"port {number} is in use by another program"):
                await ends.open(link)
        with radio("127.0.0.1", free):
            pass

    run(test)


def test_only_the_peer_is_heard_and_strangers_are_one_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    async def test(ends: Ends) -> None:
        port = free_port()
        link = UdpPortsLink("127.0.0.1", {"rrs": port}, peer="127.0.0.3")
        await ends.open(link)
        with radio("127.0.0.2") as stranger, radio("127.0.0.3") as peer:
            for _ in range(200):
                stranger.sendto(b"flood", ("127.0.0.1", port))
            peer.sendto(b"hello", ("127.0.0.1", port))
            await ends.until(lambda: ends.heard and link.refused == 200)
        assert [data for data, _ in ends.heard] == [b"hello"]
        await link.close()

    with caplog.at_level(logging.WARNING):
        run(test)
    assert len(caplog.records) == 1


def test_the_count_of_a_minute_is_told_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    time = [0.0]
    strangers = Strangers("udp://x", lambda: time[0])
    with caplog.at_level(logging.WARNING):
        for n in range(1000):
            time[0] = n * 0.2  # 200 s
            strangers.refused("10.9.9.9:1")
    assert strangers.count == 1000
    assert [record.args[1] for record in caplog.records if isinstance(record.args, tuple)] == [1, 300, 300, 300]
    assert EVERY == 60.0


def test_a_single_port_counts_its_strangers_too(caplog: pytest.LogCaptureFixture) -> None:
    link = UdpLink("127.0.0.1:5004", sources=["10.1.0.0/16"])
    with caplog.at_level(logging.WARNING):
        assert not link.takes(("10.2.0.1", 5), (*link._sources,))
        assert not link.takes(("10.2.0.1", 5), (*link._sources,))
    assert link.refused == 2
    assert len(caplog.records) == 1


GATEWAY = """
[[gateway]]
name = "Fleet"
protocol = "mototrbo"
network = "pp"
link = { type = "udp", %s }
"""


def test_configured() -> None:
    config = parse((GATEWAY % 'bind = "13.0.0.1", from = ["12.0.0.0/8"]').encode(), "kopa.toml")
    link = config.gateways[0].link
    assert link.ports == dict(find_protocol("mototrbo").ports) == {"ars": 4005, "lrrp": 4001, "tms": 4007}
    assert not link.stays_here()
    assert make_link(link).name == "udp://13.0.0.1:4005,4001,4007"
    here = parse((GATEWAY % 'bind = "127.0.0.1", ports = { tms = 0, ars = 40001 }').encode(), "kopa.toml")
    assert here.gateways[0].link.ports == {"ars": 40001, "lrrp": 4001}
    assert here.gateways[0].link.stays_here()


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('bind = "13.0.0.1:4001"', "numeric address"),
        ('bind = "13.0.0.1", ports = { arse = 4005 }', "ars?"),
        ('bind = "13.0.0.1", ports = { ars = 4001 }', "a number of its own"),
        ('bind = "13.0.0.1", ports = { ars = 0, lrrp = 0, tms = 0 }', "a number of its own"),
        ('bind = "13.0.0.1", ports = { ars = 70000 }', "not in"),
        ('bind = "13.0.0.1", peer = "12.0.0.1:4001"', "a host alone"),
        ('bind = "13.0.0.1", multicast = "239.1.1.1"', "no such key"),
        ('bind = "13.0.0.1", from = ["radio"]', "radio"),
    ],
)
def test_mistakes_are_named(link: str, why: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse((GATEWAY % link).encode(), "kopa.toml")
    assert why in str(caught.value)


def test_two_gateways_cannot_have_one_port() -> None:
    twice = GATEWAY % 'bind = "13.0.0.1"' + (GATEWAY % 'bind = "13.0.0.1"').replace("Fleet", "Other")
    with pytest.raises(ConfigError, match=r"udp 13\.0\.0\.1:4005 already belongs to 'Fleet'"):
        parse(twice.encode(), "kopa.toml")
