"""The least a Qt program does: one empty window that says when it has been painted, and closes."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class EmptyWindow(QMainWindow):
    """Says that it has been painted and quits the program."""

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
        return answer

    def tell(self) -> None:
        """Say so on stdout."""
        print("shown", flush=True)
        QApplication.quit()


def main() -> int:
    """Show the window once."""
    application = QApplication(sys.argv)
    window = EmptyWindow()
    window.resize(1366, 768)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
