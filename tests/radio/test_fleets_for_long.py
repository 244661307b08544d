"""What is written is read back, for as long as the soak lasts: every property of the fleets' encoders, 200,000 times."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radio.protocols import ars, tms
from radio.protocols.hytera import hdap, hrnp, hstrp, rrs, tmp
from radio.protocols.lrrp import asking
from radio.protocols.lrrp.document import read as read_lrrp
from radio.protocols.lrrp.numbers import uintvar, write_uintvar
from tests.radio.test_ars_tms import acknowledgements, others, registrations, responses, texts
from tests.radio.test_hytera_framing import addresses, letters, messages

LONG = 200_000
short = st.integers(0, 0xFFFF)
octet = st.integers(0, 255)
octets = st.binary(max_size=60)
frames = st.builds(
    lambda flags, number, options, data: hstrp.Frame(
        flags=flags, number=number, options=options if flags & hstrp.OPTIONS else {}, data=data
    ),
    octet,
    short,
    st.dictionaries(st.integers(0, 127), st.binary(max_size=9), min_size=1, max_size=5),
    octets,
)
packets = st.builds(hrnp.Frame, opcode=octet, source=octet, destination=octet, number=short, data=octets)
written = st.builds(
    tmp.Text,
    kind=st.sampled_from([tmp.PRIVATE, tmp.GROUP]),
    request=addresses,
    to=addresses,
    by=addresses,
    text=letters,
    answer=st.booleans(),
)
answers = st.builds(
    rrs.Registration, kind=st.just(rrs.ANSWER), radio=addresses, ok=st.booleans(), seconds=st.integers(0, 2**32 - 1)
)
questions = st.tuples(st.binary(min_size=1, max_size=8), st.integers(1, 2**31))

ROUND_TRIPS: dict[str, tuple[st.SearchStrategy[object], Callable[..., bool]]] = {
    "ars": (registrations | others | responses, lambda m: ars.read(ars.write(m)) == m),
    "tms": (texts | acknowledgements, lambda m: tms.read(tms.write(m)) == m),
    "uintvar": (addresses, lambda n: uintvar(write_uintvar(n), 0)[0] == n),
    "lrrp": (questions, lambda q: (d := read_lrrp(asking.ask_every(*q))).request == q[0] and d.interval == q[1]),
    "hdap": (messages, lambda m: hdap.read(hdap.write(m), strict=True)[0] == m),
    "hstrp": (frames, lambda f: hstrp.read(hstrp.write(f)) == f),
    "hrnp": (packets, lambda f: hrnp.read(hrnp.write(f)) == f),
    "rrs": (answers, lambda r: rrs.read(rrs.write(r)) == r),
    "tmp": (written, lambda t: tmp.read(tmp.write(t)) == t),
}


def try_many(name: str, count: int) -> None:
    strategy, holds = ROUND_TRIPS[name]

    @given(strategy)
    @settings(max_examples=count, suppress_health_check=list(HealthCheck))
    def trip(told: object) -> None:
        assert holds(told)

    trip()


@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_round_trips(name: str) -> None:
    try_many(name, 100)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_round_trips_for_long(name: str) -> None:
    try_many(name, LONG)
