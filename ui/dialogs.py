"""The few windows that stand in front: one base that cleans up after itself, a problem, a question, choosing files.

No window of ours is opened past this module, so a test replaces one function to answer for the person.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import button, em, paragraph, picture

_FRAME = QSize(16, 40)  # pixels the system puts around a window


@guarded
class Dialog(QDialog):
    """A window with a title, a body and a row of buttons; its memory goes when it closes."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent or QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        column.addLayout(self.body, 1)
        column.addLayout(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Stay within the screen, title and all: with large letters a window would reach below it."""
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def buttons(self, yes: str, no: str = "") -> QPushButton:
        """Put the answers at the bottom; return the one that accepts."""
        if no:
            self.foot.addWidget(button(no, self.reject))
        accepting = button(yes, self.accept, primary=True)
        accepting.setDefault(True)
        self.foot.addWidget(accepting)
        return accepting

    def ended(self) -> bool:
        """Show it in front until it is answered: the one place where the program waits for a person."""
        return self.exec() == QDialog.DialogCode.Accepted


@guarded
class Message(Dialog):
    """Two sentences beside a picture: a Problem and its remedy, or a question and its reason."""

    def __init__(self, title: str, said: str, more: str, *, icon: tuple[str, str] = ("triangle-alert", "warn")) -> None:
        super().__init__(title)
        self.setMinimumWidth(em(self) * 56)
        self.setAccessibleDescription(f"{said} {more}".strip())
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(picture(*icon, 3.4), 0, Qt.AlignmentFlag.AlignTop)
        sentences = QVBoxLayout()
        sentences.setSpacing(8)
        sentences.addWidget(paragraph(said, "heading"))
        if more:
            sentences.addWidget(paragraph(more))
        sentences.addStretch(1)
        row.addLayout(sentences, 1)
        self.body.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the sentences are at this width; Qt measures them at the least one."""
        self.resize(self.width(), self.heightForWidth(self.width()))
        super().showEvent(event)


def say_problem(problem: Problem) -> None:
    """Say calmly what happened and what to do about it."""
    box = Message(tr("Chưa làm được"), problem.message, problem.remedy)
    box.buttons(tr("Đã hiểu"))
    box.ended()


def say(title: str, said: str, more: str = "") -> None:
    """Tell that something is done, where the status bar would be too quiet."""
    box = Message(title, said, more, icon=("circle-check", "ok"))
    box.buttons(tr("Đóng"))
    box.ended()


def confirm(question: str, why: str, yes: str) -> bool:
    """Ask before something that people may regret; the button says what it does."""
    box = Message(tr("Xin xác nhận"), question, why, icon=("circle-help", "accent"))
    box.buttons(yes, tr("Thôi"))
    return box.ended()


def ask_words(question: str, why: str, yes: str) -> str:
    """Ask for a line of words, a reason for instance; nothing when the person leaves."""
    box = Message(tr("Xin ghi rõ"), question, why, icon=("pencil", "accent"))
    line = QLineEdit()
    line.setAccessibleName(question)
    box.body.addWidget(line)
    accept = box.buttons(yes, tr("Thôi"))
    accept.setEnabled(False)
    line.textChanged.connect(lambda typed: accept.setEnabled(bool(typed.strip())))
    line.setFocus()
    words: list[str] = []
    box.accepted.connect(lambda: words.append(" ".join(line.text().split())))
    return words[0] if box.ended() else ""


# --- choosing files ---------------------------------------------------------------------------------------------------


def choose_folder(title: str, start: str = "") -> Path | None:
    chosen = QFileDialog.getExistingDirectory(QApplication.activeWindow(), title, start)
    return Path(chosen) if chosen else None


def choose_file(title: str, filters: str, start: str = "") -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(QApplication.activeWindow(), title, start, filters)
    return Path(chosen) if chosen else None


def choose_target(title: str, name: str, filters: str) -> Path | None:
    """Return where somebody wants a new file; the system's own window asks before replacing one."""
    chosen, _ = QFileDialog.getSaveFileName(QApplication.activeWindow(), title, name, filters)
    return Path(chosen) if chosen else None
