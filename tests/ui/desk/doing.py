"""What a person does in the window: keys that reach the box with the keyboard, letters as typing tools send them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.records.base import Record
from tests.ui.hands import type_in
from ui.pages.record_page import RecordPage
from ui.window import Window

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def settle() -> None:
    """Let what waits be done, and what is closed be gone."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), code, modifier)


def write(text: str) -> None:
    type_in(focused(), text)


def page_of(window: Window, name: str) -> RecordPage:
    page = window.go(name)
    assert isinstance(page, RecordPage)
    return page


def fill(page: RecordPage, name: str, typed: object) -> None:
    """Put into a box what somebody would have typed there."""
    page.panel.form.editor(name).restore(typed)


def search(qtbot: QtBot, page: RecordPage, text: str) -> None:
    """Type into the search box and wait until the list has been asked."""
    with qtbot.waitSignal(page.filters.changed, timeout=5_000):
        page.filters.focus_search()
        page.filters.search.clear()
        type_in(page.filters.search, text)


def shown_labels(page: RecordPage) -> list[str]:
    rows = page.table.rows
    return [str(rows.data(rows.index(row, 0))) for row in range(rows.rowCount())]


def boxes_visited(page: RecordPage, steps: int) -> list[str]:
    """Press Tab and return the names of the boxes that had the keyboard, each once, in order."""
    visited: list[str] = []
    for _ in range(steps):
        if (name := box_of(page, focused())) and name not in visited:
            visited.append(name)
        key(Qt.Key.Key_Tab)
    return visited


def box_of(page: RecordPage, widget: QWidget | None) -> str:
    """Return the name of the box of the form a widget is in."""
    boxes = {id(box): name for name, box in page.panel.form.boxes.items()}
    while widget is not None:
        if id(widget) in boxes:
            return boxes[id(widget)]
        widget = widget.parentWidget()
    return ""


def one(store: Any, kind: type[Record], **wanted: str) -> Any:
    """Return the one record of a kind whose fields have these values."""
    found = [r for r in store.every(kind) if all(getattr(r, name) == value for name, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} {kind.table} have {wanted}"
    return found[0]
