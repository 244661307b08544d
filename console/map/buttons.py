"""The buttons of the map's tools: one icon each, pressed in while the tool is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from console.icons import icon
from console.map.tool import Tool
from console.theme import Theme

if TYPE_CHECKING:
    from console.map.view import MapView


class ToolButton(QPushButton):
    """The button of ``tool``."""

    def __init__(self, tool: Tool, theme: Theme, view: MapView) -> None:
        super().__init__(view)
        self._tool, self._theme = tool, theme
        self.setProperty("tool", True)
        self.setCheckable(True)
        self.setIconSize(QSize(18, 18))
        self.setAccessibleName(tool.title())
        self.setToolTip(tool.title())
        self.clicked.connect(self._press)
        view.picked_up.connect(self._show)
        theme.changed.connect(self._dress)
        self._dress()

    def _press(self) -> None:
        self._tool.take_up()
        self._tool.view.setFocus()
        self._show()

    def _show(self) -> None:
        self.setChecked(self._tool.view.held is self._tool)

    def _dress(self) -> None:
        self.setIcon(icon(self._tool.icon, self._theme.palette.text, 18))


def buttons_of(tools: list[Tool], theme: Theme, view: MapView) -> list[QPushButton]:
    """A button for each tool that has an icon, in their order."""
    return [ToolButton(tool, theme, view) for tool in tools if tool.icon]
