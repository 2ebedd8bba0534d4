"""Work that a page puts off until the window is drawn: a generator driven a few milliseconds at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from ui.guarded import guarded

_SLICE = 0.008  # seconds at a time: half of what a screen needs between two pictures
_DRAWN = 30  # milliseconds before the first slice: what is shown is on the screen by then


@guarded
class Slices(QObject):
    """Drives one generator to its end between the window's own events; a new one takes the place of the last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._slice)

    def start(self, steps: Iterator[None]) -> None:
        self._steps = steps
        self._timer.start(_DRAWN)

    def running(self) -> bool:
        return self._steps is not None

    def stop(self) -> None:
        """Drop what is left: nobody looks any more."""
        self._steps = None
        self._timer.stop()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._steps is not None:
            self._step()

    def _slice(self) -> None:
        self._timer.setInterval(0)
        until = time.monotonic() + _SLICE
        while self._steps is not None and time.monotonic() < until:
            self._step()

    def _step(self) -> None:
        steps = self._steps
        try:
            if steps is not None:
                next(steps)
        except StopIteration:
            if self._steps is steps:
                self.stop()
        except BaseException:  # a fault is told once, by the hook; the rest is not tried again and again
            self.stop()
            raise
