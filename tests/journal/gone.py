"""Erasing as the station does it, and looking for what may not be there any more in every byte of a journal."""

from __future__ import annotations

import contextlib
import hashlib
import random
from pathlib import Path

from journal.erasing import Erasing
from journal.holds import Holding
from journal.log import Log
from radio import events as ev
from station.voice.shelf import file_stem
from units import actions as ac
from units import findings as fi
from units.entry import Anything
from units.keeping import Erased, ErasureAsked

BOSS = {"seat": "1", "operator": "12"}
GROUP, OTHER_GROUP = "tetra@247-9:g1", "usrp@lt:g2"
CAR, FOOT, BOAT = "tetra@247-9:1001001", "tetra@247-9:1002002", "tetra@247-9:1003003"
CALL, OTHER_CALL = "gw-1790000000000001", "gw-1790000000000002"
PERSON = "Jānis Bērziņš-Kalns"

ROOM: list[Anything] = [
    fi.StationStarted(pid=1),
    fi.ConfigLoaded(
        hash="h",
        groups=[
            fi.GroupInfo(id=GROUP, name="VP Rīga", gateway="gw"),
            fi.GroupInfo(id=OTHER_GROUP, name="LP Kaunas", gateway="lt"),
        ],
    ),
    ac.SignedOn(seat="1", operator="12", name="Anna", role="supervisor"),
    ac.UnitNamed(**BOSS, unit="unit-one", callsign="Rīga 12", radios=[CAR], crew=f"{PERSON}, Ozola"),
    ac.UnitNamed(**BOSS, unit="unit-two", callsign="Šiauliai 7", radios=[FOOT]),
]


def call(folder: Path, id_: str, talkers: list[str], group: str = GROUP, alias: str = "") -> list[Anything]:
    """A call with its recording."""
    path = f"voice/2026-09-21/{file_stem(id_)}.flac"
    said = f"what was said in {id_}".encode() * 20
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(said)
    sha256 = hashlib.sha256(said).hexdigest()
    return [
        ev.CallStarted(gateway="gw", radio=talkers[0], call=id_, to=group),
        *(ev.TalkerNamed(gateway="gw", radio=radio, call=id_, text=alias) for radio in talkers),
        ev.CallEnded(gateway="gw", call=id_, to=group),
        fi.VoiceRecorded(call=id_, group=group, path=path, sha256=sha256, seconds=1, rate=8000, started=1.79e9),
    ]


def noise(count: int, seed: int) -> list[Anything]:
    """Traffic of nobody concerned, of every size."""
    dice = random.Random(seed)
    return [
        ev.TextReceived(gateway="gw", radio=BOAT, to=GROUP, text="x" * dice.choice([3, 30, 90, 300, 1200, 5000]))
        for _ in range(count)
    ]


def record(folder: Path, whats: list[Anything]) -> list[int]:
    """Put it on record: the events with bytes of the air."""
    station, console = Log(folder, "station"), Log(folder, "console", "1")
    seqs = []
    try:
        for what in whats:
            log = console if isinstance(what, ac.Action) else station
            raw = repr(what).encode() if isinstance(what, ev.Event) else None
            seqs.append(log.append(what, raw).result(30))
    finally:
        station.close()
        console.close()
    return seqs


def asked(sort: str, subject: str, since: float | None = None, until: float | None = None) -> ErasureAsked:
    return ErasureAsked(
        **BOSS, erasure="e1", sort=sort, subject=subject, reason="lēmums 4/26", since=since, until=until
    )


def erase(folder: Path, what: ErasureAsked, holding: Holding | None = None) -> Erased:
    """Ask for it and carry it out."""
    (seq,) = record(folder, [what])
    job = Erasing(folder, seq, what, file_stem)
    for _ in job.look(holding or Holding()):
        pass
    found = job.finding()
    record(folder, [found])
    for _ in job.carry_out(found):
        pass
    return found


def where(folder: Path, *words: str) -> list[str]:
    """The files in which one of ``words`` stands, in UTF-8 or UTF-16."""
    needles = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    found = []
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            held = path.read_bytes()
            found += [f"{path.relative_to(folder)}: {needle!r}" for needle in needles if needle in held]
    return found
