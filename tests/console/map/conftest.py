"""A map view that closes itself after the test."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.live import Feed
from console.map.camera import world_x, world_y
from console.map.view import MapView
from console.selection import Selection
from console.theme import DAY, Theme
from gps.fix import Fix
from tests.console.map import made
from units.picture import Picture
from units.state import Changes, Facts


from tests.console.map.shown import Make, Still


@pytest.fixture
