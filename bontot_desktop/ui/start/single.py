"""One window for one data file: a second start finds the first and raises it.

Qt's network is loaded only when there is somebody to call or to listen to: the window opens sooner without it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

#: Seconds within which a window that has the file answers: one that is just opening listens once it is painted.
PATIENCE = 1.5
#: Seconds between two calls.
_PAUSE = 0.05
_RAISE = b"raise\n"
#: Windows' word (ASFW_ANY) for every program.
_ANYBODY = 0xFFFFFFFF


def _name(data_file: Path) -> str:
    """Name the meeting place of the windows of one file and one user."""
    import getpass
    import hashlib

    place = f"{getpass.getuser()}|{data_file.resolve()}".casefold()
    return f"bontot-{hashlib.sha256(place.encode()).hexdigest()[:20]}"


def raise_other(data_file: Path, patience: float = PATIENCE) -> bool:
    """Ask the window that has this file open to come forward; False when none answers within so many seconds."""
    from PySide6.QtNetwork import QLocalSocket

    until = time.monotonic() + patience
    milliseconds = round(PATIENCE * 1000)
    socket = QLocalSocket()
    socket.connectToServer(_name(data_file))
    while not socket.waitForConnected(milliseconds):
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE)
        socket.connectToServer(_name(data_file))
    _let_others_come_forward()
    socket.write(_RAISE)
    socket.waitForBytesWritten(milliseconds)
    socket.disconnectFromServer()
    return True


def _let_others_come_forward() -> None:
    """Give away our right to the front: Windows gives it to the program just started, not to the one that is asked."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)


class FirstWindow(QObject):
    """Listens for second starts of the same file while the window is open."""

    #: A second start asks the window to come forward.
    wanted = Signal()

    def __init__(self, data_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_file = data_file
        self._server: QLocalServer | None = None

    def listen(self) -> None:
        """Begin to listen."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        name = _name(self._data_file)
        # A socket left by a window that was killed is in the way; the data file's own lock says that it is dead.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def _came(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.wanted.emit()

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
