"""The amber list: who, what, how old; acknowledged or dismissed by a signed seat, shown in the bar, never on the strip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.amber import AmberPage
from console.selection import Selection
from console.theme import Theme
from tests.console.room import NOW, RoomFeed
from units import borders as bo
from units import fences as fe
from units.actions import Action
from units.entry import Anything
from units.findings import Crossed

PORT = fe.FenceDrawn(
    seat="1", operator="12", fence="f1", text="Port", rings=[[(55.8, 26.4)]], radius=900.0, rules=["in"]
)


def hear(feed: RoomFeed, *whats: Anything) -> None:
    """They are on record; what people do comes from a console."""
    for what in whats:
        feed.take(what, origin="0a1b2c3d/console/1" if isinstance(what, Action) else "")


def shown(qtbot: QtBot, signed: bool = True) -> tuple[AmberPage, RoomFeed]:
    feed = RoomFeed(NOW, signed=signed)
    hear(
        feed,
        PORT,
        fe.FenceEntered(fence="f1", unit="vp118", alert=True),
        bo.BorderNeared(unit="vrs113", into="BY", metres=3000, approximate=True),
        Crossed(unit="vrs131", into="LT", out_of="LV", boundary="ab"),
    )
    page = AmberPage(feed, Theme(False), Selection())
    qtbot.addWidget(page)
    page.resize(900, 400)
    page.show()
    return page, feed


def rows(page: AmberPage) -> list[list[str]]:
    def text(row: int, column: int) -> str:
        item = page.table.item(row, column)
        return item.text() if item is not None else ""

    return [[text(row, column) for column in (1, 2)] for row in range(page.table.rowCount())]


def test_newest_first_in_words(qtbot: QtBot) -> None:
    page, feed = shown(qtbot)
    assert rows(page) == [
        ["VRS 113", "near the border of Belarus (3.0 km) · approximate"],
        ["VP 118", "entered: Port"],
    ]
    assert len(feed.facts.alarms) == 1, "the strip has the emergency of the night and no more"


def test_acknowledged_stays_and_dismissed_goes(qtbot: QtBot) -> None:
    page, feed = shown(qtbot)
    page.table.selectRow(0)
    qtbot.keyClick(page, Qt.Key.Key_Space)  # type: ignore[no-untyped-call]
    assert [alert.by for alert in feed.facts.alerts.values()] == ["", "12"]
    assert len(rows(page)) == 2
    page.table.selectAll()
    page.dismiss_button.click()
    assert not feed.facts.alerts and not page.empty.isHidden()


def test_an_unsigned_seat_can_only_look(qtbot: QtBot) -> None:
    page, feed = shown(qtbot, signed=False)
    assert not page.seen_button.isEnabled() and page.seen_button.toolTip()
    qtbot.keyClick(page, Qt.Key.Key_Delete)  # type: ignore[no-untyped-call]
    assert len(feed.facts.alerts) in (1, 2)


def test_enter_shows_the_unit(qtbot: QtBot) -> None:
    page, _feed = shown(qtbot)
    located: list[str] = []
    page._selection.located.connect(located.append)
    page.table.setCurrentCell(1, 0)
    page.locate_button.click()
    assert located == ["vp118"]
