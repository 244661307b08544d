"""The window: keys, panels below the strip, nothing over it, docks that remember."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.calllog import CallLogPage
from console.keys import KEYS, key_of
from console.pages import window_top
from console.panels import show_panel
from console.review.app import place
from console.theme import Theme
from console.window import Window
from tests.console.room import BORDER, VP, RoomFeed
from units.actions import AlarmAcknowledged, StatusNamed, StatusSet
from units.findings import AlarmOpened, Refused

# the offscreen platform says so of each menu and each detached panel
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def settings(tmp_path: object) -> QSettings:
    return QSettings(f"{tmp_path}/console.ini", QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings) -> Window:
    return make(qtbot, settings)


def make(qtbot: QtBot, settings: QSettings, size: tuple[int, int] = (1600, 900), **named: bool) -> Window:
    window = Window(RoomFeed(**named), Theme(), settings)
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitSignal(window.painted, timeout=5000):
        window.show()
    window.activateWindow()
    return window


def room(window: Window) -> RoomFeed:
    feed = window.feed
    assert isinstance(feed, RoomFeed)
    return feed


# -- keys --------------------------------------------------------------------------------------------------------


def test_the_call_log_begins_with_what_the_stream_was_asked_for(window: Window, tmp_path: Path) -> None:
    room(window).folder = tmp_path  # type: ignore[attr-defined]
    for asked, field in (("tetra@247-9:2201118", "radio"), ("Esame", "text"), ("", "")):
        window.stream.searching.emit(asked)
        page = window.host.panel
        assert isinstance(page, CallLogPage)
        said = {name: getattr(page.form, name).text() for name in ("radio", "text")}
        assert said == {"radio": "", "text": ""} | ({field: asked} if field else {})
        page.closed.emit()


def test_every_key_of_the_table_does_something_and_none_twice(window: Window) -> None:
    sequences = [QKeySequence(sequence).toString() for sequence, _, _ in KEYS]
    assert len(sequences) == len(set(sequences)) and all(sequences)
    assert set(window.keys.shortcuts) == {name for _, name, _ in KEYS}
    assert all(description for _, _, description in KEYS)
    assert key_of("acknowledge") == "F1" and key_of("no such function") == ""


def test_keys_of_the_design_are_there() -> None:
    wanted = ["F1", *(f"F{n}" for n in range(2, 13)), "Ctrl+F", "Ctrl+L", "Ctrl+T", "R", "H", "M", "Z", "N", "?", "S"]
    assert set(wanted) <= {sequence for sequence, _, _ in KEYS}


def test_function_keys_select_and_letters_act(window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.mixing.selected == BORDER
    QTest.keyClick(window, Qt.Key.Key_M)
    assert window.mixing.now(BORDER).muted
    QTest.keyClick(window, Qt.Key.Key_N)
    assert window.theme.palette.night


def test_letters_never_act_from_a_text_field(window: Window, qtbot: QtBot) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "mnrhzs?")
    assert field.text() == "mnrhzs?"
    for name in ("mute", "night", "hold", "follow", "status", "keys"):
        window.keys._run(name, letter=True)  # even if the shortcut did fire
    assert not window.mixing.now(VP).muted and not window.theme.palette.night
    assert window.host.panel is None


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_E, "note"), (Qt.Key.Key_U, "units"), (Qt.Key.Key_K, "track")])
def test_ctrl_keys_act_from_a_text_field_though_desktops_edit_lines_with_them(
    window: Window, key: Qt.Key, name: str
) -> None:
    done: list[str] = []
    window.keys._acts[name] = lambda: done.append(name)
    window.stream.focus_filter()
    QTest.keyClicks(window.stream.filter, "pp 1")
    QTest.keyClick(window.stream.filter, key, Qt.KeyboardModifier.ControlModifier)
    assert done == [name] and window.stream.filter.text() == "pp 1"
    QTest.keyClick(window.stream.filter, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)  # the field's own stay
    assert window.stream.filter.selectedText() == "pp 1"


def test_a_status_that_two_networks_number_differently_is_offered_once_with_its_letter(
    window: Window, qtbot: QtBot
) -> None:
    for code, en, letter in ((11, "Moving", ""), (12, "On Scene", ""), (32771, "moving", "M"), (32799, "lunch", "L")):
        room(window).take(StatusNamed(seat="", code=code, en=en, lv=en, lt=en, key=letter))
    window.selection.select("vp124")
    QTest.keyClick(window, Qt.Key.Key_S)
    assert window.host.panel is not None
    names = [button.text().split("   ") for button in window.host.panel.findChildren(QPushButton)]
    assert len({name[-1].lower() for name in names}) == len(names) == 9
    assert all(len(name) == 2 for name in names)  # each within two keys


def test_status_in_two_keys(window: Window, qtbot: QtBot) -> None:
    window.selection.select("vp124")
    QTest.keyClick(window, Qt.Key.Key_S)
    pick = window.host.panel
    assert pick is not None and pick.isVisible()
    QTest.keyClick(pick, Qt.Key.Key_O)
    status = room(window).acts[-1]
    assert isinstance(status, StatusSet) and (status.unit, status.code) == ("vp124", 4)
    assert window.host.panel is None
    assert room(window).facts.units["vp124"].status_by == "operator"


def test_letters_of_the_status_pick_are_not_the_windows(window: Window, qtbot: QtBot) -> None:
    window.selection.select("vp124")
    QTest.keyClick(window, Qt.Key.Key_S)
    assert window.host.panel is not None
    QTest.keyClick(window.host.panel, Qt.Key.Key_M)  # moving, and not mute
    assert not window.mixing.now(VP).muted
    assert room(window).facts.units["vp124"].status == 2


# -- panels and the strip ----------------------------------------------------------------------------------------


class Sheet(QWidget):
    """A panel with two fields."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = [QLineEdit(), QLineEdit()]
        column = QVBoxLayout(self)
        for field in self.fields:
            column.addWidget(field)


def test_panels_stand_below_the_strip_and_move_when_one_comes(qtbot: QtBot, settings: QSettings) -> None:
    window = make(qtbot, settings, emergency=False)
    sheet = Sheet()
    window.show_panel(sheet, fill=True)
    assert window.host.y() == 40
    room(window).take(AlarmOpened(alarm="a2", radio="dmr@kraslava:120", by="button"))
    qtbot.wait(20)
    assert window.host.y() == 104
    strip = window.strip.mapTo(window, QPoint(0, 0)).y() + window.strip.height()
    assert window.host.y() >= strip
    assert window.host.geometry().bottom() == window.height() - 1


def test_escape_closes_a_panel_and_focus_returns(window: Window, qtbot: QtBot) -> None:
    window.board.list.setFocus()
    sheet = Sheet()
    window.show_panel(sheet)
    assert sheet.fields[0].hasFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.host.panel is None and window.host.isHidden()
    assert window.board.list.hasFocus()


def test_tab_stays_in_the_panel(window: Window, qtbot: QtBot) -> None:
    sheet = Sheet()
    window.show_panel(sheet)
    for _ in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None and sheet.isAncestorOf(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)


def test_a_panel_over_a_panel_gives_it_back(window: Window) -> None:
    first, second = Sheet(), Sheet()
    window.show_panel(first)
    show_panel(first, second)  # found through its parents
    assert window.host.panel is second and not first.isVisible()
    window.host.close_panel()
    assert window.host.panel is first and first.isVisible()


def test_no_window_no_panel(qtbot: QtBot) -> None:
    lonely = QWidget()
    qtbot.addWidget(lonely)
    with pytest.raises(LookupError):
        show_panel(lonely, Sheet())


def test_menus_and_detached_panels_are_kept_off_the_strip(window: Window, qtbot: QtBot) -> None:
    place = window._strip_place()
    assert not place.isEmpty()
    menu = QMenu(window)
    for number in range(5):
        menu.addAction(str(number))
    menu.popup(place.topLeft() + QPoint(50, 5))
    assert not menu.frameGeometry().intersects(place)
    menu.close()
    dock = window.docks.docks["stream"]
    dock.setFloating(True)
    dock.move(place.topLeft())
    qtbot.wait(20)
    assert not dock.frameGeometry().intersects(place)


def test_the_menu_of_functions_opens_below_the_strip(window: Window) -> None:
    window.open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert not menu.frameGeometry().intersects(window._strip_place())
    assert any("F" in action.text() for action in menu.actions())
    menu.close()


def test_an_emergency_closes_a_menu_that_would_cover_it(qtbot: QtBot, settings: QSettings) -> None:
    window = make(qtbot, settings, emergency=False)
    menu = QMenu(window)
    menu.addAction("one")
    menu.popup(window.mapToGlobal(QPoint(300, 45)))
    assert menu.isVisible()
    room(window).take(AlarmOpened(alarm="a2", radio="dmr@kraslava:120", by="button"))
    qtbot.waitUntil(lambda: not menu.isVisible() or not menu.frameGeometry().intersects(window._strip_place()))


def test_an_emergency_brings_the_window_over_all_others_and_lets_it_down_again(
    qtbot: QtBot, settings: QSettings
) -> None:
    window = make(qtbot, settings, emergency=False)
    on_top = Qt.WindowType.WindowStaysOnTopHint
    assert not window.windowHandle().flags() & on_top
    window.ptt.press(VP, lambda: True)
    room(window).take(AlarmOpened(alarm="a2", radio="dmr@kraslava:120", by="button"))
    assert window.windowHandle().flags() & on_top
    assert window.ptt.group == VP  # and cuts nobody off
    window.ptt.release()
    room(window).take(AlarmAcknowledged(seat="1", operator="12", alarm="a2", shown=2.0))
    assert not window.windowHandle().flags() & on_top


def test_a_review_opened_from_here_leaves_bar_and_strip_free(window: Window, qtbot: QtBot) -> None:
    free = window_top(window)
    assert free >= window._strip_place().bottom() + 1 - window.screen().availableGeometry().top()
    other = QMainWindow()
    qtbot.addWidget(other)
    place(other, QRect(0, 0, 1366, 768), free)
    assert other.frameGeometry().top() >= min(free, 768 - other.minimumHeight())
    assert other.frameGeometry().bottom() < 768


# -- the rest ----------------------------------------------------------------------------------------------------


def test_a_refusal_of_this_seat_is_said(window: Window) -> None:
    room(window).take(Refused(action=1, why="no-link", seat="2"))
    assert window.notice.isHidden()
    room(window).take(Refused(action=1, why="no-link", seat="1"))
    assert window.notice.isVisible() and window.notice.text


def test_hiding_or_deactivating_lets_the_microphone_go(window: Window) -> None:
    window.ptt.press(VP, lambda: True)
    window.hide()
    assert window.ptt.group == ""


def test_layout_is_remembered_and_can_be_put_back(qtbot: QtBot, settings: QSettings) -> None:
    window = make(qtbot, settings)
    window.docks.detach("board")
    window.close()
    again = make(qtbot, settings)
    assert again.docks.docks["board"].isFloating()
    again.keys.run("reset-layout")
    assert not again.docks.docks["board"].isFloating()
    assert settings.value("layout/state") is None


def test_a_remembered_window_comes_back_wholly_on_its_screen(qtbot: QtBot, settings: QSettings) -> None:
    window = make(qtbot, settings)
    room = window.screen().availableGeometry()
    window.move(room.left() + 400, room.top() + 500)
    window.docks._bring_in()
    assert room.top() <= window.frameGeometry().top() and window.frameGeometry().bottom() <= room.bottom()
    assert window.frameGeometry().left() == room.left()  # wider than this screen: its left edge is the one to see


def test_a_damaged_layout_is_not_used(qtbot: QtBot, settings: QSettings) -> None:
    settings.setValue("layout/geometry", "rubbish")
    settings.setValue("layout/state", "rubbish")
    window = make(qtbot, settings)
    assert not any(dock.isFloating() for dock in window.docks.docks.values())


def test_a_detached_panel_gets_a_head_to_drag_it_by(window: Window) -> None:
    dock = window.docks.docks["detail"]
    assert dock.titleBarWidget().height() == 0
    window.docks.detach("detail")
    assert dock.titleBarWidget().isVisible() and dock.titleBarWidget().sizeHint().height() > 20
    window.docks.detach("detail")
    assert not dock.isFloating()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 640)])
@pytest.mark.parametrize("night", [False, True])
def test_every_part_is_on_the_screen(qtbot: QtBot, settings: QSettings, size: tuple[int, int], night: bool) -> None:
    window = make(qtbot, settings, size)
    window.theme.set(night)
    qtbot.wait(30)
    assert (window.width(), window.height()) == size
    for part in (window.tiles, window.board, window.stream, window.detail, window.map, window.strip, window.topbar):
        assert part.isVisible()
        corner = part.mapTo(window, part.rect().bottomRight())
        assert corner.x() <= window.width() and corner.y() <= window.height(), part
    assert not window.grab().isNull()


def test_tab_goes_as_the_eye_does(window: Window) -> None:
    stops: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            stops.append(widget)
        widget = widget.nextInFocusChain()
    parts = [window.topbar, window.strip, window.tiles, window.map, window.board, window.stream, window.detail]
    visited = [
        next(number for number, part in enumerate(parts) if part is stop or part.isAncestorOf(stop)) for stop in stops
    ]
    assert visited == sorted(visited) and set(visited) == set(range(7))
    assert stops.index(window.stream.filter) < stops.index(window.stream.note) < stops.index(window.stream.list)


def test_every_widget_that_takes_the_focus_has_a_name(window: Window) -> None:
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_losing_activation_is_an_event_the_window_heeds(window: Window) -> None:
    window.ptt.press(VP, lambda: True)
    window.isActiveWindow = lambda: False  # type: ignore[method-assign]
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.ptt.group == ""
