"""Turning: what another program puts on record in the last moment is remembered in the new file too."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from journal import turning
from journal.log import Log
from journal.segments import segments
from journal.verify import verify
from tests.journal.feed import everything
from units import actions as ac
from units.picture import Picture


def test_what_comes_between_the_picture_and_the_lock_is_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file must be readable without its past (design §2)."""
    with contextlib.closing(Log(folder, "station")) as station, contextlib.closing(Log(folder, "console", "1")) as desk:
        signed = desk.append(ac.SignedOn(seat="1", operator="12", name="Anna", role="supervisor"))
        late = ac.UnitNamed(seat="1", operator="12", unit="u1", callsign="Rīga 12", radios=["tetra@1:1"])
        signed.result(30)

        def at(step: str) -> None:
            if step == "prepared":
                desk.append(late).result(30)

        monkeypatch.setattr(turning, "reached", at)
        station.turn("2026-12", Picture()).result(30)
        monkeypatch.setattr(turning, "reached", lambda step: None)
    last = segments(folder)[-1]
    alone = Picture()
    alone.apply_all(entry for entry in everything(folder) if entry.seq >= last.first)
    assert alone.facts.units["u1"].callsign == "Rīga 12"
    assert verify(folder).ok
