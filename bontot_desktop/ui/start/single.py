"""One window for one data file: a second start finds the first and raises it."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

#: Milliseconds to wait for the window that is open already; it answers at once or not at all.
PATIENCE = 1000
_RAISE = b"raise\n"


def _name(data_file: Path) -> str:
    """Name the meeting place of the windows of one file and one user."""
    place = f"{getpass.getuser()}|{data_file.resolve()}".casefold()
    return f"bontot-{hashlib.sha256(place.encode()).hexdigest()[:20]}"


def raise_other(data_file: Path) -> bool:
    """Ask the window that has this file open to come forward; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data_file))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(PATIENCE)
    socket.disconnectFromServer()
    return True


class FirstWindow(QObject):
    """Listens for second starts of the same file while the window is open."""

    #: A second start asks the window to come forward.
    wanted = Signal()

    def __init__(self, data_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        name = _name(data_file)
        # A socket left by a window that was killed is in the way; the data file's own lock says that it is dead.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def _came(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.wanted.emit()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
