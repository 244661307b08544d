"""Hytera's framing: what is written is read back, what was changed on the way is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radio.codec import ProtocolError
from radio.protocols.hytera import hdap, hrnp, hstrp, rrs, tmp

addresses = st.integers(0, 2**32 - 1)
letters = st.text(st.characters(blacklist_categories=["Cs"]), max_size=100)
messages = st.builds(
    hdap.Message,
    service=st.sampled_from(sorted(hdap.NAMES)),
    opcode=st.integers(0, 0xFFFF),
    payload=st.binary(max_size=200),
    reliable=st.booleans(),
)


@given(st.lists(messages, max_size=4))
def test_messages_written_are_read_back_one_after_another(told: list[hdap.Message]) -> None:
    data = b"".join(hdap.write(message) for message in told)
    at, read = 0, []
    while at < len(data):
        message, at = hdap.read(data, at, strict=True)
        read.append(message)
    assert read == told


@given(
    st.integers(0, 255),
    st.integers(0, 0xFFFF),
    st.dictionaries(st.integers(0, 127), st.binary(max_size=20), min_size=1, max_size=6),
    st.binary(max_size=60),
)
def test_frames_written_are_read_back(flags: int, number: int, options: dict[int, bytes], data: bytes) -> None:
    frame = hstrp.Frame(flags=flags, number=number, options=options if flags & hstrp.OPTIONS else {}, data=data)
    assert hstrp.read(hstrp.write(frame)) == frame


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 0xFFFF), st.binary(max_size=99), st.binary(max_size=5))
def test_packets_of_a_cable_are_read_back(opcode: int, end: int, number: int, data: bytes, padding: bytes) -> None:
    frame = hrnp.Frame(opcode=opcode, source=end, destination=255 - end, number=number, data=data)
    written = hrnp.write(frame)
    assert hrnp.read(written + padding) == frame
    for bit in range(0, len(written) * 8, 7):
        changed = bytearray(written)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ProtocolError):
            hrnp.read(bytes(changed))


@given(
    st.sampled_from([rrs.GONE, rrs.CHECK, rrs.REGISTER, rrs.ANSWER, rrs.CHECKED]), addresses, st.booleans(), addresses
)
def test_registrations_are_read_back(kind: int, radio: int, ok: bool, seconds: int) -> None:
    judged, timed = kind in (rrs.ANSWER, rrs.CHECKED), kind == rrs.ANSWER
    told = rrs.Registration(kind=kind, radio=radio, ok=ok if judged else True, seconds=seconds if timed else 0)
    assert rrs.read(rrs.write(told)) == told


@given(st.sampled_from([tmp.PRIVATE, tmp.GROUP]), addresses, addresses, addresses, letters, st.booleans())
def test_texts_are_read_back(kind: int, request: int, to: int, by: int, text: str, answer: bool) -> None:
    told = tmp.Text(kind=kind, request=request, to=to, by=by, text=text, answer=answer)
    assert tmp.read(tmp.write(told)) == told
    replied = tmp.read(tmp.answer(told))
    assert replied is not None
    assert (replied.request, replied.to, replied.result) == (request, to, 0)


def test_a_slot_that_no_repeater_has_is_not_believed() -> None:
    session = hstrp.Session()
    for told, known in ((7, 0), (2, 2), (0, 2), (255, 2), (1, 1)):
        frame = hstrp.Frame(flags=hstrp.OPTIONS | hstrp.HEARTBEAT, number=1, options={hstrp.SLOT: bytes((told,))})
        session.take(frame, "10.1.0.7:30001", 1.0)
        assert session.slot == known
