"""The review's own top-level window: hatched frame, first the way in, then the picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from console.panels import PanelHost
from console.review.feed import ReviewFeed
from console.review.frame import HatchedFrame
from console.review.gate import Admission, Gate
from console.review.sound import ReviewSound
from console.review.view import ReviewView
from console.theme import Theme, qt_palette, stylesheet
from console.words import translate

SMALLEST = (1100, 620)


class ReviewWindow(QMainWindow):
    """Looks at the journal in ``folder``. ``leave`` ends player and sink."""

    def __init__(self, folder: Path, mode: str, span: tuple[float, float], theme: Theme) -> None:
        super().__init__()
        self._folder, self._theme = folder, theme
        self._sound: ReviewSound | None = None
        self._admission: Admission | None = None
        self.view: ReviewView | None = None
        title = [translate("review", "REVIEW"), folder.name]
        if mode == "exercise":
            title.insert(1, translate("review", "EXERCISE"))
        self.setWindowTitle("Kopa · " + " · ".join(title))
        self.setMinimumSize(*SMALLEST)
        self._stack = QStackedWidget()
        self._stack.setAutoFillBackground(True)
        self.gate = Gate(folder, mode, span, theme)
        self.gate.admitted.connect(self._open)
        self.gate.left.connect(self.close)
        self._stack.addWidget(self.gate)
        self.setCentralWidget(HatchedFrame(self._stack))
        self.host = PanelHost(theme, self)
        theme.changed.connect(self._dress)
        self._dress()

    def show_panel(self, panel: QWidget, fill: bool = False) -> None:
        """Show ``panel`` inside the frame (:mod:`console.panels`)."""
        self._place()
        self.host.show_panel(panel, fill)

    def leave(self) -> None:
        """End the player, close the journal and the sink."""
        if self._sound is not None:
            self._sound.stop()
            self._sound = None
        if self.view is not None:
            self.view.feed.close()
        if self._admission is not None:
            self._admission.sink.close()
            self._admission = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Panels stay inside the frame."""
        super().resizeEvent(event)
        self._place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window is the program."""
        super().closeEvent(event)
        self.leave()
        QApplication.quit()

    def _place(self) -> None:
        top = 0
        if self.view is not None and not self.view.strip.isHidden():
            top = self.view.strip.mapTo(self, self.view.strip.rect().bottomLeft()).y() + 1
        self.host.setGeometry(self.rect().adjusted(12, max(12, top), -12, -12))

    def _open(self, admission: Admission) -> None:
        self._admission = admission
        feed = ReviewFeed(
            self._folder,
            admission.sink,
            admission.since,
            admission.until,
            admission.reviewer,
            admission.role,
            parent=self,
        )
        self._sound = ReviewSound(feed, self)
        self.view = ReviewView(feed, self._theme, self._sound, admission.purpose)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.load()
        self._sound.start()

    def _dress(self) -> None:
        app = QApplication.instance()
        palette = self._theme.palette
        if isinstance(app, QApplication):
            app.setPalette(qt_palette(palette))
            app.setFont(self._theme.font())
        self.setStyleSheet(stylesheet(palette))
