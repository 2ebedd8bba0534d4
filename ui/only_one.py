"""One window for one register: a lock beside the database, and a door by which a second start calls the first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.guarded import guarded

_PATIENCE = 1_000  # milliseconds for the first window to answer


@guarded
class OnlyOne(QObject):
    """The lock lies beside the database, so that another user of the same computer is stopped too."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / "so.lock"))
        self._lock.setStaleLockTime(0)  # old does not mean dead; whether its process lives is still checked
        self._door = "so-tu-phap-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def taken(self) -> bool:
        """Take the lock; False when another program holds it."""
        return self._lock.tryLock(0)

    def call_the_other(self) -> bool:
        """Ask the first window to come forward; tell whether anybody answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._door)
        answered = socket.waitForConnected(_PATIENCE)
        socket.disconnectFromServer()
        return answered

    def answer(self, come: Callable[[], None]) -> None:
        """Come forward whenever somebody starts the program again."""
        QLocalServer.removeServer(self._door)  # left behind by a killed program; the lock is ours
        self._server.newConnection.connect(lambda: self._called(come))
        self._server.listen(self._door)

    def _called(self, come: Callable[[], None]) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        come()

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()
