"""Who sits before the window in tests: what they answer, what they were told, how they press buttons of dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.problems import Problem
from app.usecases import keys
from db.store import SqliteStore
from ui.pages.record_page import RecordPage
from ui.printing import PrintDialog
from ui.window import Window

WORDS = "mat khau de thu 2026"
W = TypeVar("W", bound=QWidget)


@dataclass
class Answers:
    """What is answered when a function of `ui.dialogs` is called; a question without an answer fails the test."""

    yes: bool | None = None
    words: str | None = None
    folder: Path | None = None
    file: Path | None = None
    target: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def say_problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def say(self, title: str, said: str, more: str = "") -> None:
        self.told.append(f"{title} {said} {more}")

    def confirm(self, question: str, *_: str) -> bool:
        self.asked.append(question)
        assert self.yes is not None, question
        return self.yes

    def ask_words(self, question: str, *_: str) -> str:
        self.asked.append(question)
        assert self.words is not None, question
        return self.words

    def choose_folder(self, title: str, *_: str) -> Path | None:
        assert self.folder is not None, title
        return self.folder

    def choose_file(self, title: str, *_: str) -> Path | None:
        assert self.file is not None, title
        return self.file

    def choose_target(self, title: str, *_: str) -> Path | None:
        assert self.target is not None, title
        return self.target


def answer_dialog(kind: type[W], act: Callable[[W], object], seen: list[W] | None = None) -> None:
    """Wait for a modal window of a kind and do something in it; an unexpected one is closed, and the test fails."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if shown is None:
            QTimer.singleShot(10, look)
        elif isinstance(shown, kind):
            if seen is not None:
                seen.append(shown)
            act(shown)
        else:
            shown.close()

    QTimer.singleShot(10, look)


def answer_after_work(kind: type[W], act: Callable[[W], object], tries: int = 2_000) -> None:
    """Wait for a modal window of a kind behind the window of work that comes before it, and do something in it."""
    shown = QApplication.activeModalWidget()
    if isinstance(shown, kind):
        act(shown)
    elif tries:
        QTimer.singleShot(10, lambda: answer_after_work(kind, act, tries - 1))


@dataclass(frozen=True)
class Printing:
    """A print dialog that was opened, drew its paper and was closed: its file's name, its forms, its year."""

    name: str
    forms: list[str]
    year: int
    pdf: bytes


def printing_by(press: Callable[[], object]) -> Printing:
    """Press what opens the print dialog and look at it; it must draw a paper."""
    seen: list[Printing] = []

    def look(dialog: PrintDialog) -> None:
        dialog.draw()
        seen.append(Printing(dialog.name(), [form.id for form in dialog.forms], dialog.chosen().year, dialog.pdf))
        dialog.reject()

    answer_dialog(PrintDialog, look)
    press()
    assert seen[0].pdf.startswith(b"%PDF")
    return seen[0]


def know_each_other(commune: SqliteStore, province: SqliteStore) -> None:
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Người thử")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")


def kept(qtbot: QtBot, dialog: W) -> W:
    """Show a dialog and keep it until the test ends, whatever happens in it; in the program it is gone once closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def register(window: Window, name: str) -> RecordPage:
    """Go to a register's page."""
    page = window.go(name)
    assert isinstance(page, RecordPage)
    return page
