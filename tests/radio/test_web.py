"""Requests as codecs get them, and values that others told: what was written is read, what cannot be is not taken."""

from __future__ import annotations

import math
import random
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import ProtocolError
from radio.identity import MOST_ID, told_id
from radio.told import course, instant, json_object, number, place, words
from radio.web import (
    MOST_FIELDS,
    WANTED,
    WebAnswer,
    WebRequest,
    read_answer,
    read_query,
    read_request,
    write_answer,
    write_request,
)
from tests.radio.damage import damaged

_plain = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30).map(str.strip)
_paths = st.text("abc123/._~-", max_size=20).map(lambda text: "/" + text)
_queries = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), _plain, max_size=6
)


@given(_paths, _queries, st.dictionaries(st.sampled_from(WANTED), _plain), st.binary(max_size=100))
@settings(max_examples=300)
def test_what_is_written_is_read(path: str, fields: dict[str, str], headers: dict[str, str], body: bytes) -> None:
    request = WebRequest(method="POST", path=path, query=urlencode(fields), headers=headers, body=body)
    back = read_request(write_request(request))
    assert back == request
    assert read_query(back.query) == fields


@given(st.binary(max_size=300))
@settings(max_examples=500)
def test_any_bytes_are_a_request_or_a_fault(data: bytes) -> None:
    try:
        request = read_request(data)
        read_query(request.query)
    except ProtocolError as fault:
        assert len(str(fault)) < 200


REQUESTS = (
    b"GET /?id=LV-101&lat=56.30&lon=24.10&timestamp=1763762400&speed=10 HTTP/1.1\r\nHost: x\r\n\r\n",
    b'POST /in/pub?u=j%C4%81nis&d=phone\r\ncontent-type: application/json\r\nx-limit-u: j\xc4\x81nis\r\n\r\n{"lat":56.3}',
    b"POST /\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nid=1&lat=56%2e3&lon=24+1&a=%ff%zz&=&&b",
    b"POST /upload\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n--b\r\n\r\n\r\n\r\n--b--\r\n",
    b"?id=1&lat=1&lon=2",
    b' {"_type":"location","lat":56.3}',
    b"/" + b"&".join(b"f%d=%d" % (n, n) for n in range(190)),
    b"GET /\r\n" + b"x: y\r\n" * 60,
    b"\r\n\r\n",
)


def try_requests(count: int, seed: int) -> None:
    """Damaged requests: what is taken is the same when it is written and read again, what is not has one short reason."""
    dice, taken = random.Random(seed), 0
    for _ in range(count):
        data = damaged(dice, REQUESTS)
        try:
            request = read_request(data)
        except ProtocolError as fault:
            assert len(str(fault)) < 200
            continue
        taken += 1
        assert request.path[:1] == "/" and "?" not in request.path and len(request.body) <= len(data)
        assert read_request(write_request(request)) == request, data
        for query in (request.query, request.body.decode("latin-1")):
            try:
                fields = read_query(query)
            except ProtocolError as fault:
                assert "more than" in str(fault)
                continue
            assert len(fields) <= MOST_FIELDS and "" not in fields
            assert read_query(urlencode(fields)) == fields
    assert count / 10 < taken < count, "both kinds come"


def test_damaged_requests() -> None:
    try_requests(1000, 1)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_damaged_requests_for_long() -> None:
    try_requests(200_000, 2)


def test_answers() -> None:
    answer = WebAnswer(status=400, kind="application/json", body=b"{}\r\n\r\n")
    assert read_answer(write_answer(answer)) == answer
    for data in (b"", b"200", b"abc\r\n\r\n\r\n", b"99\r\ntext/plain\r\n\r\n", b"1000\r\nx\r\n\r\n"):
        with pytest.raises(ProtocolError):
            read_answer(data)


def test_bounds_of_a_query() -> None:
    assert len(read_query("&".join(f"a{n}=1" for n in range(MOST_FIELDS)))) == MOST_FIELDS
    with pytest.raises(ProtocolError, match="more than"):
        read_query("&".join(f"a{n}=1" for n in range(MOST_FIELDS + 1)))
    assert read_query("a=1&a=2&=3&&b&c=%zz%4&d=%C4%81+x") == {"a": "1", "b": "", "c": "%zz%4", "d": "ā x"}


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.none(), st.binary(max_size=4)))
@settings(max_examples=300)
def test_a_number_is_within_bounds_or_none(value: object) -> None:
    told = number(value, -90, 90)
    assert told is None or (math.isfinite(told) and -90 <= told <= 90)


def test_numbers_as_people_write_them() -> None:
    assert [number(text, -1e9, 1e9) for text in ("1", " -2.50 ", ".5", "1e3", "+4.")] == [1, -2.5, 0.5, 1000, 4]
    for wrong in ("", "nan", "inf", "1_000", "0x1", "١", "1,5", "--1", True, None, "1e9999", float("nan")):
        assert number(wrong, -1e9, 1e9) is None
    assert course(360) == 0 and course(-1) is None and course("271.5") == 271.5


def test_places_and_times() -> None:
    assert place("56.5", 27) == (56.5, 27.0)
    for lat, lon in ((0, 0), (91, 0), (None, 1), ("", ""), (1, 181)):
        assert place(lat, lon) is None
    for told in ("2025-11-21T12:00:00Z", 1763726400, "1763726400", 1763726400000, "2025-11-21 14:00:00+02:00"):
        when = instant(told)
        assert when is not None and when.timestamp() == 1763726400
    wrong: tuple[object, ...] = ("soon", None, -1, 1e30, "0000-00-00T00:00:00Z", {}, [])
    assert [instant(one) for one in wrong] == [None] * len(wrong)


def test_words_are_one_line_of_a_length() -> None:
    assert words(" a\r\nb\0\u2028c ", 80) == "a b c"
    assert words("x" * 200, 80) == "x" * 80
    assert words(5) == "" and words("\ud800x") == "x"


def test_json_of_others() -> None:
    assert json_object(b' {"a": 1}\r\n') == {"a": 1}
    for data in (b"[]", b"{", b"nan", b'{"a":NaN}', b'{"a":1e999}', b'"x"', b"\xff", b"[" * 100_000, b'{"a":' * 50_000):
        with pytest.raises(ProtocolError):
            json_object(data)
    with pytest.raises(ProtocolError, match="JSON of"):
        json_object(b" " * 100, 50)


@given(st.text(min_size=1, max_size=MOST_ID), st.text(min_size=1, max_size=MOST_ID))
@settings(max_examples=500)
def test_ids_of_others_fit_and_stay_different(one: str, other: str) -> None:
    made = told_id(one)
    assert made and made.isprintable() and not set(made) & set(" :@")
    surrogates = any("\ud800" <= c <= "\udfff" for c in one + other)
    assert (told_id(other) == made) is (one == other) or surrogates


def test_ids_that_are_none() -> None:
    for text in ("", "x" * (MOST_ID + 1)):
        with pytest.raises(ProtocolError):
            told_id(text)
