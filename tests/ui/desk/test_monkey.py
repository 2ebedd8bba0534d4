"""Somebody who presses anything: nothing raises, nothing hangs, and the register is sound in the end."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QMenu, QWidget

from app.usecases import office
from db import SqliteStore, backup
from tests.ui.desk.doing import settle
from tests.ui.hands import type_in
from ui import dialogs
from ui.navigation import PLACES
from ui.session import Session
from ui.window import Window

ACTIONS = 160
KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageDown, Qt.Key.Key_Insert, Qt.Key.Key_Backspace, Qt.Key.Key_F2, Qt.Key.Key_F11),
)
CTRL_KEYS = tuple(Qt.Key(code) for code in map(ord, "NSFAZXCV123456789"))
WORDS = ("31/2", "Nguyễn Thị Đào", "'; DROP TABLE", "5/3/26", "-1", "999999999999999999999", "“”", "đ", "\u0323", " ")
LEAVES = ("Mở thư mục", "Mở bằng", "In ra máy in")  # buttons that start another program


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that stands in front is waved away; no file is ever chosen."""
    monkeypatch.setattr(QDialog, "exec", _waved_away)
    for name in ("choose_folder", "choose_file", "choose_target"):
        monkeypatch.setattr(dialogs, name, lambda *_: None)


def _waved_away(box: QDialog) -> int:
    box.show()
    QApplication.processEvents()
    box.close()
    return int(QDialog.DialogCode.Rejected)


def wave_menus_away() -> None:
    if isinstance(popup := QApplication.activePopupWidget(), QMenu):
        popup.close()


class Monkey:
    def __init__(self, window: Window, seed: int) -> None:
        self.window, self.chance = window, random.Random(seed)
        self.acts: list[Callable[[], None]] = [self.press] * 5 + [self.hold] * 3 + [self.write] * 3
        self.acts += [self.click] * 3 + [self.choose] * 2 + [self.go]
        self.impatience = QTimer(window, interval=30)  # a menu that opened waits for nobody
        self.impatience.timeout.connect(wave_menus_away)
        self.impatience.start()

    def act(self) -> None:
        self.chance.choice(self.acts)()
        QApplication.processEvents()

    def somewhere(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self) -> None:
        QTest.keyClick(self.somewhere(), self.chance.choice(KEYS))

    def hold(self) -> None:
        QTest.keyClick(self.somewhere(), self.chance.choice(CTRL_KEYS), Qt.KeyboardModifier.ControlModifier)

    def write(self) -> None:
        type_in(self.somewhere(), self.chance.choice(WORDS))

    def click(self) -> None:
        found = [b for b in self._seen(QAbstractButton) if not b.text().startswith(LEAVES)]
        if found:
            self.chance.choice(found).click()

    def choose(self) -> None:
        found = self._seen(QComboBox)
        if found:
            combo = self.chance.choice(found)
            combo.setCurrentIndex(self.chance.randrange(max(combo.count(), 1)))

    def go(self) -> None:
        self.window.go(self.chance.choice(PLACES).name)

    def _seen(self, kind: type[Any]) -> list[Any]:
        page = self.window.stack.currentWidget()
        return [w for w in page.findChildren(kind) if w.isVisibleTo(page) and w.isEnabled()]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pressing_anything_breaks_nothing(window: Window, session: Session, store: SqliteStore, seed: int) -> None:
    monkey = Monkey(window, seed)
    for _ in range(ACTIONS):
        monkey.act()
    settle()
    backup.verify(store.connection)
    assert office.own_office(store).code == store.unit
    assert window.isVisible()
