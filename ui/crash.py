"""What happens when the program itself is at fault: a line in the log, one calm window, a report without case data.

A message of an exception can quote what somebody typed, so neither the log nor the report carries messages of ours:
the kind of the fault and the lines of code it passed are enough to find it.
"""

from __future__ import annotations

import faulthandler
import platform
import sys
import threading
import time
import traceback
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion

import app as program
from ui.guarded import guarded

_QUIET_SECONDS = 60.0  # one window a minute, however often a fault repeats


def without_words(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return a traceback with no words but those of the code."""
    lines = traceback.format_list(traceback.extract_tb(trace))
    return f"{''.join(lines)}{kind.__module__}.{kind.__qualname__}\n"


@guarded
class Faults(QObject):
    """The hooks of one run of the program. `shown` is emitted on the window's thread for faults worth a window."""

    shown = Signal(str)

    def __init__(self, log_file: Path, show: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self.log_file = log_file
        self._seen: set[str] = set()
        self._last_shown = -_QUIET_SECONDS
        self._native: IO[str] | None = None
        if show is not None:
            self.shown.connect(show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        self._native = self.native_file().open("a", encoding="utf-8")
        faulthandler.enable(self._native)
        sys.excepthook = self._except
        threading.excepthook = self._thread
        qInstallMessageHandler(self._qt)

    def native_file(self) -> Path:
        """Return the file in which the interpreter writes where it was when a library killed it."""
        return self.log_file.with_name("sotuphap-native.log")

    def uninstall(self) -> None:
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        faulthandler.disable()
        if self._native:
            self._native.close()

    def met(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Write a fault down once, and ask for a window unless one was shown a moment ago."""
        words = without_words(kind, trace)
        if words in self._seen:
            return
        self._seen.add(words)
        self.note(words)
        if time.monotonic() - self._last_shown >= _QUIET_SECONDS:
            self._last_shown = time.monotonic()
            self.shown.emit(words)

    def note(self, words: str) -> None:
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            with self.log_file.open("a", encoding="utf-8") as file:
                file.write(f"{moment} {words.rstrip()}\n")
        except OSError:
            print(words, file=sys.stderr)  # noqa: T201 (the disk refuses; nobody else is left to tell)

    def _except(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        del value
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(1)
        self.met(kind, trace)

    def _thread(self, said: threading.ExceptHookArgs) -> None:
        self.met(said.exc_type, said.exc_traceback)

    def _qt(self, level: QtMsgType, context: QMessageLogContext, message: str) -> None:
        del context
        if level != QtMsgType.QtDebugMsg and message not in self._seen:
            self._seen.add(message)
            self.note(f"Qt: {message}")


def facts() -> str:
    """Return the versions somebody needs to understand a fault."""
    return (
        f"Sổ Tư Pháp {program.__version__}\nPython {platform.python_version()}, Qt {qVersion()}\n"
        f"{platform.platform()}, {platform.machine()}\n"
    )


def write_report(log_file: Path, target: Path) -> Path:
    """Write a file to be handed to whoever helps: versions and logs, nothing of the register."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("phien-ban.txt", facts())
        for file in sorted(log_file.parent.glob("sotuphap*.log")):
            archive.write(file, file.name)
    return target


def show_fault(log_file: Path, words: str) -> None:
    """Say in one window that a fault of ours was met, and offer the report."""
    from ui import dialogs
    from ui.texts import tr

    wants = dialogs.confirm(
        tr("Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn còn nguyên."),
        tr("Lỗi đã ghi vào nhật ký:")
        + f" {words.splitlines()[-1]}\n"
        + tr("Có thể lưu một tệp báo lỗi (không có nội dung hồ sơ) để gửi người hỗ trợ."),
        tr("Lưu tệp báo lỗi…"),
    )
    if wants and (target := dialogs.choose_target(tr("Lưu tệp báo lỗi"), "bao-loi-so-tu-phap.zip", "ZIP (*.zip)")):
        write_report(log_file, target)
