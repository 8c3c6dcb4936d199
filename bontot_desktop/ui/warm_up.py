"""Does small things one after the other while the window has nothing else to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two steps, in which keys and clicks are served.
PAUSE = 15


class WarmUp(QObject):
    """Takes the steps in order, each from an event of its own, until there are none or it is stopped."""

    def __init__(self, steps: Iterable[Callable[[], object]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = iter(steps)
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._take)

    def begin(self) -> None:
        """Begin, or go on."""
        self._timer.start()

    def stop(self) -> None:
        """Take no more steps."""
        self._timer.stop()

    def is_running(self) -> bool:
        """Say whether there may be more to do."""
        return self._timer.isActive()

    def _take(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self.stop()
        else:
            step()
