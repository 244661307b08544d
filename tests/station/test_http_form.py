"""Forms over HTTP whose key is one of their fields: taken with it, refused without, and the key goes no further."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from radio.form import read_form
from radio.web import read_request
from station.config import ConfigError, parse
from station.links import http
from tests.station.test_http_link import KEY, Intake, run

B = "xYz"
KIND = f"multipart/form-data; boundary={B}"
REFUSAL = "No entry for {system} to {talkgroup}{nothing}."


def form(*fields: tuple[str, bytes]) -> bytes:
    body = b"".join(
        f'--{B}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in fields
    )
    return body + f"--{B}--\r\n".encode()


FIELDS = (("audio", b"\0\1\r\n--" * 9), ("system", b"11"), ("talkgroup", b"9"))


def open_to_forms(test: Any, **config: Any) -> Intake:
    return run(test, form=True, refusal=REFUSAL, **config)


def test_the_key_in_the_form_opens_and_is_taken_out() -> None:
    async def test(intake: Intake) -> None:
        for at in range(len(FIELDS) + 1):
            fields = [*FIELDS[:at], ("key", KEY.encode()), *FIELDS[at:]]
            assert (await intake.ask("/api/call-upload", "POST", form(*fields), Content_Type=KIND))[0] == 200
        assert (await intake.ask("/in", "POST", form(*FIELDS), Content_Type=KIND, X_Api_Key=KEY))[0] == 200

    intake = open_to_forms(test)
    assert len({data.partition(b"\r\n\r\n")[2] for data in intake.heard}) == 1
    for data in intake.heard:
        assert KEY.encode() not in data
        request = read_request(data)
        assert request.headers["content-type"] == KIND
        assert [(part.name, part.data) for part in read_form(request.body, B.encode())] == list(FIELDS)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (FIELDS, b"No entry for 11 to 9."),
        ((*FIELDS, ("key", b"wrong-key-of-somebody")), b"No entry for 11 to 9."),
        ((("key", b"wrong-key-of-somebody"), ("key", KEY.encode())), b"No entry for  to ."),
        ((("system", b"<script>\r\n" * 40), ("talkgroup", b"9\r\nX: y")), b"No entry for  to 9X: y."),
    ],
)
def test_without_it_the_sender_is_told_in_its_own_words(fields: Any, words: bytes) -> None:
    async def test(intake: Intake) -> None:
        status, told, body = await intake.ask("/api/call-upload", "POST", form(*fields), Content_Type=KIND)
        assert (status, body.rstrip()) == (401, words)
        assert told["content-type"].startswith("text/plain")

    intake = open_to_forms(test)
    assert intake.heard == [] and intake.link.refused == 1


@pytest.mark.parametrize("body", [b"", b"{}", form(*FIELDS)[:-9], b"--xYz--"])
def test_what_is_no_form_has_no_key(body: bytes) -> None:
    async def test(intake: Intake) -> None:
        for kind in (KIND, "application/json", ""):
            headers: dict[str, Any] = {"Content_Type": kind} if kind else {}
            assert (await intake.ask("/api/call-upload", "POST", body, **headers))[0] == 401

    assert open_to_forms(test).heard == []


def test_who_asks_before_sending_is_told_to_go_on_and_who_is_refused_is_not() -> None:
    """As curl does with more than a megabyte: the head first, the body when it is wanted."""
    whole = form(("key", KEY.encode()), *FIELDS)

    async def ask(intake: Intake, length: int) -> tuple[bytes, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", intake.port)
        head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: {KIND}\r\nContent-Length: {length}\r\n"
        writer.write(f"{head}Expect: 100-continue\r\nConnection: close\r\n\r\n".encode())
        async with asyncio.timeout(30):
            first = await reader.readuntil(b"\r\n")
            if first.split()[1] == b"100":
                writer.write(whole)
            rest = await reader.read()
        writer.close()
        await writer.wait_closed()
        return first, rest

    async def test(intake: Intake) -> None:
        first, rest = await ask(intake, len(whole))
        assert first == b"HTTP/1.1 100 Continue\r\n"
        assert rest.startswith(b"\r\nHTTP/1.1 200 OK\r\n")
        first, _ = await ask(intake, 1 << 30)
        assert first.split()[1] == b"413"

    assert len(open_to_forms(test).heard) == 1


def test_too_much_at_once_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MOST_HELD", 100_000)

    async def test(intake: Intake) -> None:
        slow = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: {KIND}\r\nContent-Length: 90000\r\n\r\n".encode()
        _, writer = await asyncio.open_connection("127.0.0.1", intake.port)
        writer.write(slow)
        big = form(("key", KEY.encode()), ("audio", bytes(20_000)))

        async def until(status: int) -> dict[str, str]:
            async with asyncio.timeout(30):
                while (answer := await intake.ask("/", "POST", big, Content_Type=KIND))[0] != status:
                    await asyncio.sleep(0.02)
            return answer[1]

        assert (await until(503))["retry-after"] == "5"
        writer.close()
        await writer.wait_closed()
        await until(200)  # what was held is given back

    open_to_forms(test, size=1 << 20)


CONFIG = """
[[gateway]]
name = "Recorders"
protocol = "{protocol}"
link = {{ type = "http", key = "file:{key}" {more} }}
"""


def test_a_protocol_of_forms_takes_bigger_requests_and_listens_here_alone(tmp_path: Any) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    file.chmod(0o600)

    def told(protocol: str, more: str = "") -> Any:
        text = CONFIG.format(protocol=protocol, key=file, more=more)
        return parse(text.encode(), "f").gateways[0].link

    upload, phones = told("upload"), told("osmand")
    assert (upload.bind, upload.stays_here()) == ("127.0.0.1:3000", True)
    assert (upload.http.size, upload.http.form) == (8 << 20, True)
    assert upload.http.refusal.startswith("Invalid API key for system {system}")
    assert (phones.http.size, phones.http.form, phones.http.refusal) == (64 * 1024, False, "")
    assert told("upload", ", size = 2000000").http.size == 2_000_000
    with pytest.raises(ConfigError, match="size"):
        told("upload", ", size = 1000000000")
