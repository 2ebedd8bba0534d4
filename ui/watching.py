"""Looks into the folders that somebody chose to watch, while the window is open, and tells what is new there.

Each folder is looked into from a thread of its own that may hang on a dead drive as long as it likes: the window never
waits for it, and leaves without it.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.ports import Store, Touched
from app.problems import Problem
from app.vietnamese import show_number
from ui import jobs
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr

if TYPE_CHECKING:
    from app.usecases.watching import Folder, Found, Glance

FOLDERS, BY_ITSELF = "watched_folders", "watched_are_received"  # settings, as the use case names them
_FIRST = 3_000  # milliseconds after the window opened: first the person, then the folders


@guarded
class Looker(QObject):
    """Looks into one folder, waits, and looks again; never twice at once."""

    saw = Signal(object)
    _came = Signal(object)

    def __init__(self, path: Path, parent: QObject) -> None:
        from app.usecases import watching

        super().__init__(parent)
        self.folder: Folder = watching.Folder(path)
        self.pause, self.busy = watching.SHORTEST, False
        self._after = watching.pause_after
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._came.connect(self._arrived)

    def look(self) -> None:
        if not self.busy:
            self.busy = True
            self._timer.stop()
            threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        glance = self.folder.look()
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self._came.emit(glance)

    def _arrived(self, glance: Glance) -> None:
        self.busy = False
        self.pause = self._after(self.pause, glance)
        self._timer.start(round(self.pause * 1000))
        self.saw.emit(glance)

    def stop(self) -> None:
        self._timer.stop()


@guarded
class Watcher(QObject):
    """What all watched folders show together. `changed` says that it looks different now."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.lookers: dict[str, Looker] = {}
        self.glances: dict[str, Glance] = {}
        self.new: tuple[Found, ...] = ()
        self.words = ""
        self._stopped, self._tried = False, set[str]()
        session.settings_changed.connect(self._settings_changed)
        QTimer.singleShot(_FIRST, self, self.refresh)

    def refresh(self) -> None:
        """Look into the folders that are to be watched now, at once, and into no others."""
        if self._stopped:
            return
        wanted = [str(folder) for folder in self.session.setting(FOLDERS, [])]
        for gone in [name for name in self.lookers if name not in wanted]:
            self.lookers.pop(gone).stop()
            self.glances.pop(gone, None)
        for name in wanted:
            if name not in self.lookers:
                self.lookers[name] = Looker(Path(name), self)
                self.lookers[name].saw.connect(lambda glance, name=name: self._saw(name, glance))
            self.lookers[name].look()
        self._tell()

    def stop(self) -> None:
        """Look no more: the register closes."""
        self._stopped = True
        for looker in self.lookers.values():
            looker.stop()

    def _settings_changed(self, name: str) -> None:
        if name == FOLDERS:
            self.refresh()
        elif name in (BY_ITSELF, "sync", "keys"):
            self._tell()

    def _saw(self, name: str, glance: Glance) -> None:
        if not self._stopped and name in self.lookers:
            self.glances[name] = glance
            self._tell()

    def _tell(self) -> None:
        before = self.words
        self.new, self.words = self._news()
        if self.words and self.words != before:
            self.session.said.emit(self.words)
        self.changed.emit()
        if self.session.setting(BY_ITSELF, False):
            self._receive_by_itself()

    def _news(self) -> tuple[tuple[Found, ...], str]:
        found = [one for glance in self.glances.values() for one in glance.found]
        if not found:
            return (), ""
        from app.usecases import watching

        news = watching.news(self.session.store, found)
        return news.new, news.words()

    # --- receiving ---

    def receive(self) -> list[Any] | None:
        """Receive what is new behind a window that shows how far it is."""
        found = self.new
        taken = jobs.run(self.session, tr("Nhận gói mới"), lambda store, watch: _taken(store, watch, found))
        self._ended(taken or [])
        return taken

    def _receive_by_itself(self) -> None:
        """Receive once what nobody has tried yet, while people go on writing."""
        found = tuple(one for one in self.new if one.key() not in self._tried)
        if found:
            self._tried |= {one.key() for one in found}
            jobs.start(self.session, lambda store, watch: _taken(store, watch, found), self._came_in)

    def _came_in(self, taken: list[Any] | Problem) -> None:
        if isinstance(taken, Problem):
            self.session.said.emit(str(taken))
        elif not self._stopped:
            self._ended(taken)
            bad = [one for one in taken if one.received is None]
            said = tr("Đã nhận ") + show_number(len(taken) - len(bad)) + tr(" gói từ thư mục dùng chung.")
            self.session.said.emit(f"{bad[0].file}: {bad[0].words}" if bad else said)

    def _ended(self, taken: list[Any]) -> None:
        from app.records import KINDS

        if any(one.received for one in taken):
            self.session.announce(Touched(frozenset(kind.table for kind in KINDS), 1))
        self.session.settings_changed.emit("sync")


def _taken(store: Store, watch: jobs.Watch, found: tuple[Found, ...]) -> list[Any]:
    from app.usecases import watching

    return list(watching.take(store, found, say=watch.say))


def watcher_of(session: Session) -> Watcher:
    """Return the one watcher of a session."""
    found = session.findChild(Watcher)
    return found if isinstance(found, Watcher) else Watcher(session)
