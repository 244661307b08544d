"""What whoever handed a call in is told: that it is safe only when its file and its entry are."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from journal.errors import JournalError
from radio.codec import Now, Unable, VoiceFrame
from radio.events import CallStarted
from radio.requests import Stored
from station import uploads
from station.uploads import Uploads
from station.voice.incoming import folder_of
from station.voice.wire import HandedIn

NOW = Now(1.8e9, 100.0)


class Ends:
    """A gateway and a voice process that only listen."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.handed: list[Any] = []
        self.gone = False

    def tell(self, request: Any) -> None:
        self.told.append(request)
        if self.gone:
            raise Unable("link down")

    async def came(self) -> Stored:
        async with asyncio.timeout(30):
            while not self.told:
                await asyncio.sleep(0.01)
        (stored,) = self.told
        assert isinstance(stored, Stored)
        return stored


class Gateway:
    def __init__(self, ends: Ends) -> None:
        self.send = ends.tell


class Voice:
    def __init__(self, ends: Ends) -> None:
        self.send = ends.handed.append


def hand_in(folder: Path, receipt: Future[int], ends: Ends) -> Stored:
    async def scene() -> Stored:
        made = Uploads(folder, Voice(ends))  # type: ignore[arg-type]
        made.began(CallStarted(gateway="U", call="u1", to="g", upload=True), receipt, NOW)
        made.voice(Gateway(ends), VoiceFrame("u1", 0, "wav", b"RIFF"))  # type: ignore[arg-type]
        return await ends.came()

    return asyncio.run(scene())


def done(error: Exception | None = None) -> Future[int]:
    receipt: Future[int] = Future()
    if error is None:
        receipt.set_result(7)
    else:
        receipt.set_exception(error)
    return receipt


def test_file_and_entry_are_there(tmp_path: Path) -> None:
    ends = Ends()
    assert hand_in(tmp_path, done(), ends) == Stored(call="u1")
    assert [type(one) for one in ends.handed] == [HandedIn]
    assert len(list(folder_of(tmp_path).iterdir())) == 2


def test_an_entry_that_the_record_lost_is_not_called_safe(tmp_path: Path) -> None:
    ends = Ends()
    assert hand_in(tmp_path, done(JournalError("Memory is full too.")), ends) == Stored(
        call="u1", why="Memory is full too."
    )
    assert ends.handed == [] and list(folder_of(tmp_path).iterdir()) == [], "and nothing is left to be taken up"


def test_so_many_wait_that_no_more_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    first, second = Ends(), Ends()
    assert not hand_in(tmp_path, done(), first).why
    assert hand_in(tmp_path, done(), second).why == "too many wait already"
    assert second.handed == []


def test_a_sender_who_is_gone_takes_nothing_along(tmp_path: Path) -> None:
    ends = Ends()
    ends.gone = True
    assert not hand_in(tmp_path, done(), ends).why
    assert [type(one) for one in ends.handed] == [HandedIn]
