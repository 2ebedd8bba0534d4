"""Windows in front: real ones, answered by a person's keys; none stays in memory."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.problems import Problem
from tests.ui.desk.doing import settle
from ui import dialogs
from ui.dialogs import Dialog
from ui.help import Help
from ui.window import Window


def press(words: str, said: list[str]) -> None:
    """Press a button of whatever stands in front, as soon as it does."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(10, look)
            return
        said.append(box.accessibleDescription())
        next(b for b in box.findChildren(QPushButton) if b.text() == words).click()

    QTimer.singleShot(10, look)


def test_a_problem_is_said_with_its_remedy_and_closed_by_one_button(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # a real window, really waiting
    said: list[str] = []
    press("Đã hiểu", said)
    dialogs.say_problem(Problem("USB đã đầy.", "Xóa bớt tệp rồi xuất lại."))
    assert said == ["USB đã đầy. Xóa bớt tệp rồi xuất lại."]


@pytest.mark.parametrize(("button", "answer"), [("Xóa hồ sơ", True), ("Thôi", False)])
def test_a_question_is_answered_by_the_button_that_says_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str, answer: bool
) -> None:
    monkeypatch.undo()
    press(button, [])
    assert dialogs.confirm("Xóa “Vụ 3/2026”?", "Còn trong lịch sử.", "Xóa hồ sơ") is answer


def test_nothing_stays_in_memory_of_a_window_that_was_closed(window: Window) -> None:
    before = len(window.findChildren(Dialog))
    seen: list[QDialog] = []
    for _ in range(5):
        for box in (Help("start"), dialogs.Message("a", "b", "c")):
            box.show()
            box.close()
            seen.append(box)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    gc.collect()
    assert [type(box).__name__ for box in seen if shiboken6.isValid(box)] == []
    assert len(window.findChildren(Dialog)) == before


def test_a_window_in_front_never_reaches_out_of_the_screen(qtbot: QtBot) -> None:
    box = Dialog("Giấy in")
    qtbot.addWidget(box)
    box.resize(9_000, 9_000)
    box.show()
    room = box.screen().availableGeometry()
    assert box.width() < room.width()
    assert box.height() < room.height()


def test_a_message_is_no_higher_than_its_sentences(qtbot: QtBot) -> None:
    box = dialogs.Message("Chưa làm được", "Không đọc được sổ. " * 4, "Kiểm tra đúng thư mục của sổ. " * 6)
    box.buttons("Đã hiểu")
    qtbot.addWidget(box)
    box.show()
    assert box.height() == box.heightForWidth(box.width())


def test_escape_means_no(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import Qt

    monkeypatch.undo()

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(10, look)
        else:
            QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(10, look)
    assert dialogs.confirm("Xóa?", "", "Xóa") is False
