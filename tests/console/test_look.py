"""Tokens, type, shapes, icons and times: what every part draws with."""

from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from console import icons, times
from console.shapes import agency_path, draw_mark, draw_unit_symbol
from console.theme import DAY, NIGHT, Palette, Theme, contrast, stylesheet
from tests.console.room import AGENCIES, NOW

GROUNDS = ("window", "panel")
TEXTS = ("text", "muted", "accent", "ok", "warn", "emergency_text")


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("ground", "text"), list(itertools.product(GROUNDS, TEXTS)))
def test_text_contrast_is_at_least_4_5(palette: Palette, ground: str, text: str) -> None:
    assert contrast(getattr(palette, ground), getattr(palette, text)) >= 4.5


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
def test_text_on_filled_grounds_can_be_read(palette: Palette) -> None:
    assert contrast(palette.strip, palette.on_strip) >= 4.5
    assert contrast(palette.accent, palette.on_accent) >= 4.5
    assert contrast(palette.exercise, QColor("#FFFFFF")) >= 4.5
    assert contrast(palette.emergency_row, palette.text) >= 4.5
    assert contrast(palette.selected_row, palette.text) >= 4.5
    assert contrast(palette.text, palette.panel) >= 4.5  # an inverted tile
    assert contrast(palette.warn, palette.panel) >= 4.5  # a plate of the top bar


def test_vermillion_belongs_to_emergencies_alone() -> None:
    for palette in (DAY, NIGHT):
        others = [palette.accent, palette.ok, palette.warn, palette.line, palette.exercise]
        assert palette.emergency.name().upper() == "#D55E00"
        assert palette.emergency not in others
    assert "D55E00" not in {agency.colour.upper().lstrip("#") for agency in AGENCIES}


def test_theme_changes_once_and_says_so(qtbot: object) -> None:
    theme = Theme()
    seen = []
    theme.changed.connect(lambda: seen.append(theme.palette.night))
    theme.set(True)
    theme.set(True)
    theme.set(False)
    assert seen == [True, False]


def test_figures_do_not_dance(qtbot: object) -> None:
    font = Theme().font(14, 400)
    assert isinstance(font, QFont)
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("11:11:11") == pytest.approx(metrics.horizontalAdvance("08:08:08"))


def test_style_sheet_has_no_open_place() -> None:
    for palette in (DAY, NIGHT):
        sheet = stylesheet(palette)
        assert "%(" not in sheet
        assert sheet.count("{") == sheet.count("}")


def test_every_icon_draws_in_one_line_weight(qtbot: object) -> None:
    assert {"speaker", "speaker-off", "replay", "play", "stop", "text", "lock", "triangle", "key"} <= set(icons.names())
    for name in icons.names():
        source = (icons.FOLDER / f"{name}.svg").read_text()
        assert re.findall(r'stroke-width="([^"]+)"', source) == ["2"], name
        assert 'stroke="currentColor"' in source, name
        image = icons.pixmap(name, QColor("#FF0000"), 24).toImage()
        reds = [image.pixelColor(x, y).red() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha()]
        assert len(reds) > 20 and min(reds) > 200, name


def test_an_icon_that_is_not_there_is_an_error(qtbot: object) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("nothing", QColor("#000000"), 16)


def test_agency_shapes_differ_without_colour(qtbot: object) -> None:
    areas = {}
    for shape in ("shield", "diamond", "circle", "something else"):
        path = agency_path(shape, 20)
        assert path.boundingRect().width() <= 22
        areas[shape] = (path.elementCount(), round(path.boundingRect().height(), 1))
    assert len(set(areas.values())) == 4


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
def test_unit_symbols_stand_out_from_the_panel(palette: Palette, qtbot: object) -> None:
    for agency in AGENCIES:
        image = QImage(30, 30, QImage.Format.Format_ARGB32)
        image.fill(palette.panel)
        painter = QPainter(image)
        draw_unit_symbol(painter, QPointF(15, 15), 20, agency, palette)
        painter.end()
        best = max(contrast(image.pixelColor(x, 15), palette.panel) for x in range(30))
        assert best >= 3, agency.name


def test_marks_of_states_are_different_shapes(qtbot: object) -> None:
    drawn = set()
    marks = ("free", "busy", "up", "waiting", "down", "transmit", "monitor")
    for mark in marks:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        draw_mark(painter, QPointF(12, 12), mark, DAY, QColor("#000000"))
        painter.end()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == len(marks)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-3, "0 s"), (4.9, "4 s"), (99, "99 s"), (100, "1 min"), (140, "2 min"), (850, "14 min"), (5999, "99 min"),
     (6000, "1 h"), (2 * 86400, "2 d")],
)  # fmt: skip
def test_age(seconds: float, said: str) -> None:
    assert times.age(seconds) == said


def test_times_are_those_of_riga_summer_and_winter() -> None:
    assert times.clock(NOW) == "23:41:07"
    assert times.stamp(NOW) == "2026-11-21 23:41:07"
    assert times.clock(1782853200.0) == "00:00:00"  # 2026-06-30 21:00 UTC is midnight in summer


def test_durations() -> None:
    assert times.since(110) == "01:50"
    assert times.since(3138) == "52:18"
    assert times.since(7200) == "2 h"
    assert times.length(7) == "0:07"
    assert times.length(3723) == "1:02:03"
    assert times.running(7.9) == "00:00:07"
