"""Long work, one piece at a time: on a thread and a connection of its own, behind a window that can stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar

from app.ports import Store
from app.problems import Problem
from ui import dialogs
from ui.guarded import guarded
from ui.session import Services, Session
from ui.texts import tr
from ui.widgets.bits import button, em, paragraph

T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside work that was asked to stop; whatever it had begun is rolled back."""


class Watch:
    """What running work says of itself, and how it hears that it should stop."""

    def __init__(self, tell: Callable[[str, int], None], interrupt: Callable[[Store], None]) -> None:
        self._tell, self._interrupt, self._stop = tell, interrupt, threading.Event()
        self.store: Store | None = None

    def say(self, words: str, percent: int = -1) -> None:
        """Tell what is being done; -1 when nobody knows how much is left. Raises Cancelled when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(words, percent)

    def cancel(self) -> None:
        """Ask to stop; a statement the database is busy with is broken off and its transaction rolled back."""
        self._stop.set()
        if (store := self.store) is not None:
            self._interrupt(store)

    def cancelled(self) -> bool:
        return self._stop.is_set()


Job = Callable[[Store, Watch], T]


def pool() -> QThreadPool:
    """Return the one pool of the program, where one job runs at a time."""
    common = QThreadPool.globalInstance()
    common.setMaxThreadCount(1)
    return common


def run(session: Session, title: str, job: Job[T]) -> T | None:
    """Do long work to its end; return its answer, or None when it was stopped or a Problem was shown."""
    worker = _Worker(session.services, job)
    waiting = _Waiting(title, worker)
    pool().start(worker)
    waiting.until_done()
    if isinstance(worker.fault, Problem):
        dialogs.say_problem(worker.fault)
        return None
    if worker.fault is not None:
        raise worker.fault
    session.announce(worker.answer)
    answer: T | None = worker.answer
    return answer


def start(session: Session, job: Job[T], done: Callable[[T | Problem], object]) -> None:
    """Do work behind what people are doing, after what was begun before; `done` gets its answer, or the Problem."""
    worker = _Worker(session.services, job)
    _Quiet(session, worker, done)
    pool().start(worker)


@guarded
class _Signals(QObject):
    told = Signal(str, int)
    ended = Signal()


@guarded
class _Worker(QRunnable):
    """Keeps its answer until the window takes it."""

    def __init__(self, services: Services, job: Job[Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = _Signals()
        self.watch = Watch(self.signals.told.emit, services.interrupt)
        self.answer: Any = None
        self.fault: Exception | None = None
        self._open_store, self._job = services.open_store, job

    def run(self) -> None:
        try:
            self._do()
        except Cancelled:
            self.answer = None
        except Exception as fault:  # carried to the window's thread, which shows it or raises it again
            if not self.watch.cancelled():
                self.fault = fault
        finally:
            self.signals.ended.emit()

    def _do(self) -> None:
        store = self._open_store()
        try:
            self.watch.store = store
            self.answer = self._job(store, self.watch)
        finally:
            self.watch.store = None
            store.close()


@guarded
class _Quiet(QObject):
    """Waits for work that nobody looks at, and hands its answer over on the window's thread."""

    def __init__(self, session: Session, worker: _Worker, done: Callable[[Any], object]) -> None:
        super().__init__(session)
        self._worker, self._done = worker, done
        worker.signals.ended.connect(self._ended)

    def _ended(self) -> None:
        self.deleteLater()
        fault = self._worker.fault
        if fault is not None and not isinstance(fault, Problem):
            raise fault
        self._done(fault or self._worker.answer)


@guarded
class _Waiting(dialogs.Dialog):
    """What is being done, how far it is, and the way out; it closes when the work has ended, not before."""

    def __init__(self, title: str, worker: _Worker) -> None:
        super().__init__(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(em(self) * 56)
        self._worker, self._over, self._loop = worker, False, QEventLoop()
        self.words = paragraph(title, "heading")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.stop = button(tr("Dừng lại"), self._cancel)
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.foot.addWidget(self.stop)
        worker.signals.told.connect(self._told)
        worker.signals.ended.connect(self._ended)

    def until_done(self) -> None:
        self.open()
        self._loop.exec()
        self.done(QDialog.DialogCode.Accepted)

    def reject(self) -> None:
        self._cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._over:
            super().closeEvent(event)
        else:
            event.ignore()
            self._cancel()

    def _told(self, words: str, percent: int) -> None:
        self.words.setText(words)
        self.bar.setRange(0, 0 if percent < 0 else 100)
        self.bar.setValue(max(percent, 0))

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText(tr("Đang dừng lại, chờ một chút…"))
        self._worker.watch.cancel()

    def _ended(self) -> None:
        self._over = True
        self._loop.quit()
