"""Each codec, led to where a link leads it and fed damaged messages: 500,000 of them for each in ``make soak``."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from radio.cai import host_of
from radio.codec import Codec, GroupSettings, Now, Out, Reply, Settings, Spec
from radio.datagram import Datagram
from radio.find import find_protocol, protocols
from radio.protocols import tms
from radio.protocols.dmr import alias, gpsinfo, ip, lc, outgoing
from radio.protocols.dmr import burst as air
from radio.protocols.hbp import frame
from radio.protocols.mmdvm import frame as modem_frame
from tests.radio.damage import Run, survive
from tests.radio.test_codecs_total import sane
from tests.vectors import bytes_of, load

SHORT, LONG = 500, 500_000
PEER = "10.0.0.9:62031"
REPEATER, OWN = 2470020, 2471900
FRAMES = [bytes((n,)) * 27 for n in range(24)]
CALL = (0x41, *(0x20 if n % 6 == 0 else n % 6 for n in range(24)), 0x42)
"""How a modem flags a header, voice and a terminator."""


@cache
def known(protocol: str) -> list[Run]:
    """What is to be damaged: our vectors, each from its own peer, and whole calls."""
    spec = find_protocol(protocol)
    peers = [f"12.0.0.80:{number}/{name}" for name, number in spec.ports] + [""] if spec.ports else [PEER]
    told = [
        Run(
            [bytes_of(spec, message) for message in vector["in"]],
            [vector["peer"]] if "peer" in vector else peers,
        )
        for vector in load(protocol)
    ]
    return told + [Run(run, peers) for run in more(protocol)]


def more(protocol: str) -> list[tuple[bytes, ...]]:
    """Calls as the air interface has them, in what carries them here."""
    runs: list[tuple[bytes, ...]] = []
    if protocol == "hbp":
        runs = [*_calls_of_a_repeater()] * 3 + [_login()]
    elif protocol == "mmdvm":
        runs = [
            tuple(modem_frame(slot, bytes((control,)) + one) for control, one in zip(CALL, told, strict=True))
            for slot in (0x18, 0x1A)
            for told in _calls()
        ]
    elif protocol == "dmr":
        runs = [tuple(told) for told in _calls()]
    return runs


def _calls() -> list[list[bytes]]:
    """Header, 24 voice bursts, terminator: a name and a place, an emergency, a private one."""
    more = [*alias.write("VP-12 Ogre", alias.UTF_8), gpsinfo.write(55.9, 26.5)]
    told = [
        (lc.call(9, 2201), more),
        (lc.call(9, 2202, options=lc.EMERGENCY), []),
        (lc.call(2201, 2203, group=False), more),
    ]
    return [
        [outgoing.header(one), *outgoing.voice(FRAMES, [one, *rest]), outgoing.terminator(one)] for one, rest in told
    ]


def _calls_of_a_repeater() -> list[tuple[bytes, ...]]:
    sorts = [("data", 1), *(("sync", 0) if n % 6 == 0 else ("voice", n % 6) for n in range(24)), ("data", 2)]
    runs = []
    for number, told in enumerate(_calls()):
        bursts = enumerate(zip(sorts, told, strict=True))
        dmrds = [
            frame.Dmrd(n, 2201 + number, 9, REPEATER, 1 + number % 2, True, sort, value, number, one)
            for n, ((sort, value), one) in bursts
        ]
        runs.append(tuple(frame.write_dmrd(one) for one in dmrds))
    runs += [_data(outgoing.short_text(2201, 9, "Esam klāt.")), _data(_tms(tms.TEXT)), _data(_tms(tms.ACKNOWLEDGEMENT))]
    return runs


def _tms(kind: str) -> Iterator[bytes]:
    """A text to us, or the acknowledgement of ours."""
    told = tms.write(tms.Message(kind=kind, ack=kind == tms.TEXT, sequence=5, text="Esam" if kind == tms.TEXT else ""))
    datagram = Datagram(host_of(2201, 12), tms.PORT, host_of(OWN, 12), tms.PORT, told)
    return outgoing.packet(2201, OWN, ip.write(datagram))


def _data(bursts: Iterable[bytes]) -> tuple[bytes, ...]:
    """Data of radio 2201 through its repeater."""
    kinds = ((one, air.read(one).slot_type) for one in bursts)
    return tuple(
        frame.write_dmrd(frame.Dmrd(n, 2201, OWN, REPEATER, 1, False, "data", kind.kind if kind else 0, 5, one))
        for n, (one, kind) in enumerate(kinds)
    )


def _login() -> tuple[bytes, ...]:
    """What both sides say to each other, the end of it last."""
    tags = (b"RPTPING", b"MSTPONG", b"RPTSBKN", b"RPTO", b"RPTACK", b"RPTL")
    config, proof = frame.write_config(REPEATER, callsign="KOPA"), frame.tagged(b"RPTK", REPEATER, bytes(32))
    ends = (frame.tagged(tag, REPEATER) for tag in (b"MSTNAK", b"MSTCL", b"RPTCL"))
    return (*(frame.tagged(tag, REPEATER) for tag in tags), config, proof, *ends)


def _settings(spec: Spec, **more: object) -> Settings:
    groups = (GroupSettings(id=f"{spec.name}@net:g9", number="9"),)
    options = {option.name: option.default for option in spec.options} | {"unit": "1"} | more
    return Settings(network="net", groups=groups, options=options)


def _logged_in(dice: random.Random, spec: Spec) -> tuple[Codec, Now, list[Out]]:
    """A repeater of ours at its master, or our master with a repeater; now and then nobody logged in."""
    master = dice.random() < 0.6
    codec = spec.codec(_settings(spec, role="master" if master else "peer", repeater=REPEATER, texts="tms", radio=OWN))
    now = Now(1.7e9, 100.0)
    outs = codec.opened(now)
    if dice.random() < 0.1:
        return codec, now, outs
    if not master:
        for data in (b"RPTACKsalt", *(frame.tagged(b"RPTACK", REPEATER),) * 2):
            outs += codec.receive(data, PEER, now)
        return codec, now, outs
    (asked,) = (out for out in codec.receive(frame.tagged(b"RPTL", REPEATER), PEER, now) if isinstance(out, Reply))
    outs += codec.receive(frame.tagged(b"RPTK", REPEATER, frame.digest(asked.data[6:10], "")), PEER, now)
    outs += codec.receive(frame.write_config(REPEATER, callsign="KOPA"), PEER, now)
    return codec, now, outs


def _brought_up(dice: random.Random, spec: Spec) -> tuple[Codec, Now, list[Out]]:
    codec, now = spec.codec(_settings(spec)), Now(1.7e9, 100.0)
    outs = codec.opened(now)
    for data in (modem_frame(0, b"\x01MMDVM"), *(modem_frame(0x70, bytes((step,))) for step in (4, 2, 3))):
        if dice.random() < 0.95:
            outs += codec.receive(data, PEER, now)
    return codec, now, outs


def _opened(dice: random.Random, spec: Spec) -> tuple[Codec, Now, list[Out]]:
    vector = dice.choice(load(spec.name))
    codec, now = spec.codec(_settings(spec, **vector.get("options", {}))), Now(1.7e9, 100.0)
    return codec, now, codec.opened(now)


ENTER = {"hbp": _logged_in, "mmdvm": _brought_up}


def try_many(protocol: str, count: int, seed: int) -> None:
    spec = find_protocol(protocol)
    enter = ENTER.get(protocol, _opened)
    survive(seed, count, lambda dice: enter(dice, spec), known(protocol), sane)


@pytest.mark.parametrize("protocol", protocols())
def test_damaged_messages(protocol: str) -> None:
    try_many(protocol, SHORT, 1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("protocol", protocols())
def test_damaged_messages_for_long(protocol: str) -> None:
    try_many(protocol, LONG, 2)
