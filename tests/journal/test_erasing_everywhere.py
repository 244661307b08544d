"""Erasure: places where something of a subject may stand that nobody thinks of, and in which order all of it goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from journal import clock, erasing
from journal.erasing import Refusal, unfinished
from journal.holds import Holding
from journal.log import Log
from journal.verify import verify
from radio import events as ev
from station.voice.shelf import file_stem
from tests.journal.feed import everything
from tests.journal.gone import BOSS, CALL, CAR, FOOT, OTHER_CALL, PERSON, ROOM, asked, call, erase, record, where
from tests.journal.test_erasing import located, story
from units import actions as ac
from units import findings as fi
from units.entry import Anything
from units.picture import Picture
from units.state import Hold


def test_what_asked_for_it_goes_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is there the next station knows that something is left to do, also when all bodies are gone already."""
    record(folder, story(folder))
    cleaned: list[bool] = []
    clean = erasing.clean

    def watched(path: Path) -> Iterator[None]:
        cleaned.append(unfinished(folder) is not None)
        yield from clean(path)

    monkeypatch.setattr(erasing, "clean", watched)
    erase(folder, asked("radio", CAR))
    assert cleaned == [True] and unfinished(folder) is None


@pytest.mark.parametrize(
    ("apart", "raw", "gateway", "stays"),
    [
        (0.01, b"one datagram", "gw", False),
        (1.0, b"+CTSDSR: 12,1001001,0", "gw", False),
        (1.0, b"+CTSDSR: 12,1002002,0", "gw", True),
        (3.0, b"+CTSDSR: 12,1001001,0", "gw", True),
        (0.01, b"one datagram", "lt", True),
    ],
)
def test_bytes_of_the_same_piece_go_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, apart: float, raw: bytes, gateway: str, stays: bool
) -> None:
    """The bytes of a piece lie beside the first entry it became, which may be of somebody else."""
    record(folder, ROOM)
    log = Log(folder, "station")
    mono = clock.mono()
    with monkeypatch.context() as patch:
        patch.setattr(clock, "mono", lambda: mono)
        log.append(ev.StatusReceived(gateway="gw", radio=FOOT, code=1), raw).result(30)
        patch.setattr(clock, "mono", lambda: mono + int(apart * 1e6))
        log.append(ev.StatusReceived(gateway=gateway, radio=CAR, code=2)).result(30)
    log.close()
    erase(folder, asked("radio", CAR))
    assert [e.what.radio for e in everything(folder) if isinstance(e.what, ev.StatusReceived)] == [FOOT] * stays


def test_a_person_wherever_else_a_name_can_stand(folder: Path) -> None:
    """What a phone calls itself and its chats, a file somebody named, bytes nobody understood or nobody reads again."""
    guest, other = "cot@tak:ANDROID-1", "cot@tak:ANDROID-2"
    spelled = f'<event uid="x"><contact callsign="{PERSON}"/></event>'.encode()
    record(folder, ROOM)
    log = Log(folder, "station")
    whats: list[tuple[Anything, bytes | None]] = [
        (ev.Registered(gateway="tak", radio=other, name="Pēteris"), None),
        (ev.Registered(gateway="tak", radio=guest, name=PERSON), None),
        (ev.Located(gateway="tak", radio=guest, lat=56.9, lon=24.1), spelled),
        (ev.Located(gateway="lt", radio=other, lat=56.9, lon=24.1), b'<contact callsign="Peteris"/>'),
        (ev.TextReceived(gateway="tak", radio=guest, text="labi", ref=f"GeoChat.ANDROID-1.{PERSON}.7"), None),
        (ev.Undecoded(gateway="tak", raw=spelled.hex(), why="CoT b-x: a new form"), None),
        (ev.Undecoded(gateway="tak", raw="", why=f"CoT a-f-G {PERSON}: no unit"), None),
        (ac.Exported(**BOSS, purpose="lieta 4", what="calls, 3 rows", path=f"/home/12/{PERSON}.csv", rows=3), None),
    ]
    for what, raw in whats:
        log.append(what, raw).result(10)
    log.close()
    done = erase(folder, asked("person", "janis berzins-kalns"))
    assert where(folder, PERSON, PERSON.encode().hex()) == []
    assert done.bodies == 8, "six of them, the crew in the roster, and what was asked"
    assert {what.radio for what in located(folder)} == {other}
    assert [operator for _, operator in done.looked] == ["12"]
    assert verify(folder).ok


@pytest.mark.parametrize("turned", [False, True])
def test_a_call_handed_in_was_when_it_was_and_not_when_it_came(folder: Path, turned: bool) -> None:
    """By its own time it is held and erased, as the call log shows it; the recording with it."""
    then = 1.79e9
    record(folder, ROOM)
    calls = call(folder, CALL, [CAR])
    calls[0] = msgspec.structs.replace(calls[0], upload=True, radio_time=datetime.fromtimestamp(then, UTC))
    record(folder, calls[:1])
    if turned:
        log = Log(folder, "station")
        log.turn("2026-12", Picture()).result(20)
        log.close()
    record(folder, calls[1:])
    now = clock.wall() / 1e6
    for held in (Hold(id="h1", since=then - 60, until=then + 60), Hold(id="h1", until=now - 3600, radios=[CAR])):
        with pytest.raises(Refusal, match="held"):
            erase(folder, asked("call", CALL), Holding([held]))
    erase(folder, asked("radio", CAR, since=now - 3600))
    assert list(folder.rglob("*.flac")), "that was another time"
    done = erase(folder, asked("radio", CAR, since=then - 60, until=then + 60))
    assert len(done.files) == 1 and not list(folder.rglob("*.flac"))
    assert not [e for e in everything(folder) if isinstance(e.what, ev.CallStarted | fi.VoiceRecorded)]
    assert verify(folder).ok


@pytest.mark.parametrize(("sort", "subject"), [("call", CALL), ("radio", CAR)])
def test_what_was_handed_in_and_never_taken_up_goes_too(folder: Path, sort: str, subject: str) -> None:
    """Or the next voice process would take it up, and the recording would be back."""
    record(folder, [*ROOM, *call(folder, CALL, [CAR]), *call(folder, OTHER_CALL, [FOOT])])
    incoming = folder / "voice" / "incoming"
    incoming.mkdir()
    for id_ in (CALL, OTHER_CALL):
        for end in (".mp3", ".mp3.new", ".json", ".bad"):
            path = incoming / f"{file_stem(id_)}{end}"
            path.write_bytes(f"{end} of {id_}".encode())
            os.utime(path, (1.79e9, 1.79e9))
    os.utime(incoming / f"{file_stem(CALL)}.mp3")
    with pytest.raises(Refusal, match="busy"):
        erase(folder, asked(sort, subject))
    os.utime(incoming / f"{file_stem(CALL)}.mp3", (1.79e9, 1.79e9))
    erase(folder, asked(sort, subject))
    assert where(folder, subject) == [] and not list(folder.rglob(f"*{file_stem(CALL)}*"))
    assert len(list(incoming.iterdir())) == 4, "the other call's"


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be unlinked there")
@pytest.mark.parametrize("shared", [False, True])
def test_a_recording_is_overwritten_before_it_is_unlinked(folder: Path, tmp_path: Path, shared: bool) -> None:
    """Unless a backup shares it (``--link``): that is destroyed with the backup, and named."""
    record(folder, [*ROOM, *call(folder, CALL, [CAR])])
    (path,) = folder.rglob("*.flac")
    said = path.read_bytes()
    if shared:
        os.link(path, tmp_path / "shared.flac")
    with path.open("rb") as file:
        erase(folder, asked("call", CALL))
        assert not path.exists()
        assert file.read() == (said if shared else bytes(len(said)))
