"""About: what is read out to whoever checks the record is what is on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence

from console.about import AboutPage, look
from console.theme import Theme
from console.window import Window
from journal import keys, places
from journal.checkpoint import newest
from journal.log import Log
from journal.version import product
from tests.console.room import RoomFeed
from units.actions import Noted


def journal(folder: Path, program: str = "station", count: int = 3) -> None:
    log = Log(folder, program)
    for number in range(count):
        log.append(Noted(seat="1", text=str(number))).result(30)
    log.close()


def shown(qtbot: Any, folder: Path | None, night: bool = False) -> dict[str, str]:
    page = AboutPage(RoomFeed(), Theme(night=night), folder)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.fields["signed"].text() != "")
    return {name: label.text() for name, label in page.fields.items()}


@pytest.mark.parametrize("night", [False, True])
def test_key_journal_and_newest_signature(qtbot: Any, tmp_path: Path, night: bool) -> None:
    journal(tmp_path / "journal")
    told = shown(qtbot, tmp_path / "journal", night)
    public = keys.public_key()
    assert public is not None
    assert told["version"] == product()
    assert told["journal"] == str(tmp_path / "journal")
    assert told["installation"] == places.installation()
    assert told["key"] == keys.fingerprint(public)
    assert "entries 1 to 4" in told["signed"]
    assert "another key" not in told["signed"]
    assert "GeoNames" in told["map"]
    assert told["licence"] == "Apache-2.0"


def test_nothing_signed_and_no_key_yet(qtbot: Any, tmp_path: Path) -> None:
    journal(tmp_path / "journal", "console")
    told = shown(qtbot, tmp_path / "journal")
    assert told["signed"] == "nothing is signed yet"
    assert told["key"] == "made when the station first runs"


def test_another_installations_signature_is_said(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("KOPA_HOME", str(tmp_path / "other"))
        journal(tmp_path / "journal")
    found = newest(tmp_path / "journal")
    assert found is not None
    assert f"by another key: {keys.fingerprint(found.public)}" in shown(qtbot, tmp_path / "journal")["signed"]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    assert "there is no journal here" in look(tmp_path).why


def test_the_key_opens_it(qtbot: Any, tmp_path: Path) -> None:
    window = Window(RoomFeed(), Theme(), QSettings(str(tmp_path / "c.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    assert window.keys.shortcuts["about"].key() == QKeySequence("Ctrl+I")
    window.keys.run("about")
    assert window.findChild(AboutPage) is not None
