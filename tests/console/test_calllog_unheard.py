"""The call log says which calls nobody has heard, by word, weight and colour, and finds them alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.calllog import CallLogPage
from console.calllog_csv import to_csv
from console.calllog_rows import FoundModel
from console.theme import Theme
from journal.search import CallRow
from tests.console import journals
from tests.console.room import NOW, RoomFeed, entries
from units import earshot as ea
from units import findings as fi
from units.unheard import due

TEXT = FoundModel.TEXT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("unheard")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        (call,) = due(RoomFeed().facts)
        lost = (NOW, fi.VoiceLost(call=call.id, seconds=2.5))
        return journals.project(journals.write(home / "live", [*entries(NOW), lost]))


@pytest.fixture
def page(qtbot: Any, folder: Path) -> CallLogPage:
    made = CallLogPage(RoomFeed(), Theme(), folder)
    made.resize(1300, 700)
    qtbot.addWidget(made, before_close_func=lambda page: page.leave())
    made.show()
    return made


def search(qtbot: Any, page: CallLogPage) -> None:
    page.search()
    qtbot.waitUntil(lambda: not page._enquiry.busy, timeout=20_000)


def weights(page: CallLogPage) -> list[int]:
    fonts = [page.found.index(row, TEXT).data(Qt.ItemDataRole.FontRole) for row in range(page.found.rowCount())]
    return [font.weight() if font is not None else 0 for font in fonts]


def test_unheard_alone_and_why(qtbot: Any, page: CallLogPage) -> None:
    search(qtbot, page)
    assert page.found.rowCount() > 1
    assert sum(weight > 0 for weight in weights(page)) == 1
    page.form.unheard.setChecked(True)
    search(qtbot, page)
    assert page.found.rowCount() == 1
    cell = page.found.index(0, TEXT)
    assert str(cell.data()) == "unheard: muted · 2.5 s not recorded"
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == page.theme.palette.warn
    row = page.found.row(0)
    assert isinstance(row, CallRow)
    (told,) = csv.DictReader(io.StringIO(to_csv([row], "live", "live")), delimiter=";")
    assert (told["unheard"], told["owed"], told["lacks"]) == ("muted", "yes", "lost=2.5")


def test_what_is_heard_meanwhile_is_marked_no_more(qtbot: Any, page: CallLogPage) -> None:
    page.form.unheard.setChecked(True)
    search(qtbot, page)
    feed = page._live
    assert isinstance(feed, RoomFeed)
    row = page.found.row(0)
    assert isinstance(row, CallRow) and weights(page) != [0]
    changed: list[int] = []
    page.found.dataChanged.connect(lambda first, _last: changed.append(first.column()))
    feed.take(ea.Listened(action=1, call=row.call, seat="1", operator="12", seconds=11.0, of=11.0, enough=True))
    assert TEXT in changed and weights(page) == [0]
    assert str(page.found.index(0, TEXT).data()).startswith("unheard at first: muted")


def test_that_it_was_asked_goes_on_record(page: CallLogPage) -> None:
    from console.calllog_form import terms

    assert not page.form.query().unheard
    page.form.unheard.setChecked(True)
    assert "unheard=yes" in terms(page.form.query())
