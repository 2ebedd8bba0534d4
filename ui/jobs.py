"""Long work, one piece at a time, on a thread and a connection of its own; it can be watched and stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.ports import Store
from app.problems import Problem
from ui.guarded import guarded
from ui.texts import tr


class Cancelled(Exception):
    """Raised inside a job that was asked to stop; whatever it had begun is rolled back."""


class Watch:
    """What a running job says of itself, and how it hears that it should stop."""

    def __init__(self, tell: Callable[[str, int], None], interrupt: Callable[[Store], None]) -> None:
        self._tell, self._interrupt, self._stop = tell, interrupt, threading.Event()
        self.store: Store | None = None

    def say(self, words: str, percent: int = -1) -> None:
        """Tell what is being done; -1 when nobody knows how much is left. Raises Cancelled when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(words, percent)

    def cancel(self) -> None:
        """Ask to stop; a statement the database is busy with is broken off."""
        self._stop.set()
        if self.store is not None:
            self._interrupt(self.store)

    def cancelled(self) -> bool:
        return self._stop.is_set()


@dataclass(frozen=True)
class Work:
    """A piece of long work: its name, what to do, and what to do with the answer back in the window."""

    title: str
    do: Callable[[Store, Watch], Any]
    then: Callable[[Any], None]
    otherwise: Callable[[Problem], None]


@guarded
class Jobs(QObject):
    """Runs one job at a time. `started`, `told` and `ended` are for the strip that shows it."""

    started = Signal(str)
    told = Signal(str, int)
    ended = Signal()
    _answered = Signal(object, object)

    def __init__(
        self, open_store: Callable[[], Store], interrupt: Callable[[Store], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_store, self._interrupt = open_store, interrupt
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._work: Work | None = None
        self._watch: Watch | None = None
        self._answered.connect(self._finish)

    def busy(self) -> bool:
        return self._work is not None

    def start(self, work: Work) -> None:
        """Begin; raises Problem while another job runs."""
        if self._work:
            raise Problem(
                tr("Đang làm việc khác: {title}.").format(title=self._work.title),
                tr("Chờ việc đó xong hoặc bấm “Dừng” rồi làm lại."),
            )
        self._work, self._watch = work, Watch(self.told.emit, self._interrupt)
        self.started.emit(work.title)
        self._pool.start(_Runner(work, self._watch, self._open_store, self._answered.emit))

    def cancel(self) -> None:
        if self._watch:
            self._watch.cancel()

    def wait(self) -> None:
        """Block until nothing runs: for closing the program."""
        self._pool.waitForDone()

    def _finish(self, answer: Any, error: Exception | None) -> None:
        work, watch = self._work, self._watch
        self._work = self._watch = None
        self.ended.emit()
        if work is None or isinstance(error, Cancelled) or (error is not None and watch and watch.cancelled()):
            return
        if isinstance(error, Problem):
            work.otherwise(error)
        elif error is not None:
            raise error
        else:
            work.then(answer)


@guarded
class _Runner(QRunnable):
    def __init__(
        self,
        work: Work,
        watch: Watch,
        open_store: Callable[[], Store],
        answer: Callable[[Any, Exception | None], None],
    ) -> None:
        super().__init__()
        self._work, self._watch, self._open_store, self._answer = work, watch, open_store, answer

    def run(self) -> None:
        try:
            store = self._open_store()
            try:
                self._watch.store = store
                answer = self._work.do(store, self._watch)
            finally:
                self._watch.store = None
                store.close()
        except Exception as error:  # carried to the window's thread, where a fault of ours is raised again
            self._answer(None, error)
        else:
            self._answer(answer, None)
