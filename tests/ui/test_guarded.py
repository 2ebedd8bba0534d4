"""An exception in one of our overrides is reported and never kills the process."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtSvg
import PySide6.QtWidgets
import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ui.guarded import guarded

UI = Path(__file__).parents[2] / "ui"
QT = {
    name
    for module in (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets, PySide6.QtSvg)
    for name in dir(module)
    if name.startswith("Q") and isinstance(getattr(module, name), type)
}


@guarded
class Clumsy(QLabel):
    def sizeHint(self) -> QSize:
        raise LookupError("sizeHint")

    def mousePressEvent(self, _event: object) -> None:
        raise LookupError("mousePressEvent")

    def own(self) -> None:
        raise LookupError("own")


@guarded
class Bare(QAbstractListModel):
    def rowCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        raise LookupError("rowCount")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: found.append(str(error)))
    return found


def test_what_an_override_raises_goes_to_the_hook_and_qt_gets_the_answer_of_its_own_class(
    qtbot: object, seen: list[str]
) -> None:
    label = Clumsy("chữ")
    assert label.sizeHint() == QLabel.sizeHint(label)
    assert seen == ["sizeHint"]


def test_an_event_handler_that_raises_answers_nothing(qtbot: object, seen: list[str]) -> None:
    from PySide6.QtTest import QTest

    label = Clumsy("chữ")
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert "mousePressEvent" in seen


def test_a_purely_virtual_method_that_raises_answers_neutrally(seen: list[str]) -> None:
    assert Bare().rowCount() == 0
    assert seen == ["rowCount"]


def test_methods_of_our_own_are_left_alone(qtbot: object, seen: list[str]) -> None:
    with pytest.raises(LookupError):
        Clumsy("chữ").own()
    assert seen == []


def _classes() -> list[tuple[str, ast.ClassDef]]:
    return [
        (str(path.relative_to(UI)), node)
        for path in sorted(UI.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]


def _base_names(node: ast.ClassDef) -> set[str]:
    names = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return names | {base.attr for base in node.bases if isinstance(base, ast.Attribute)}


def _unguarded(classes: list[tuple[str, ast.ClassDef]]) -> list[str]:
    """Return every class that comes from Qt, directly or through another of ours, and does not carry the guard."""
    known, grown = set(QT), True
    while grown:
        before = len(known)
        known |= {node.name for _, node in classes if _base_names(node) & known}
        grown = len(known) > before
    return [
        f"{path}: {node.name}"
        for path, node in classes
        if _base_names(node) & known
        and not any(isinstance(one, ast.Name) and one.id == "guarded" for one in node.decorator_list)
    ]


def test_every_class_that_comes_from_qt_carries_the_guard() -> None:
    assert _unguarded(_classes()) == []


def test_the_search_for_unguarded_classes_finds_grandchildren_too() -> None:
    source = "@guarded\nclass A(QWidget): ...\nclass B(A): ...\nclass C: ..."
    nodes = [("x.py", node) for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    assert _unguarded(nodes) == ["x.py: B"]


def test_calls_that_return_nothing_take_no_reference_from_none(qtbot: object) -> None:
    """A binding once lost one reference to None with every such call, until the interpreter died."""
    picture = QPixmap(8, 8)
    painter = QPainter(picture)
    before = sys.getrefcount(None)
    for _ in range(5_000):
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        painter.restore()
    after = sys.getrefcount(None)
    painter.end()
    assert after > before - 1_000


def test_a_guarded_widget_is_still_that_widget(qtbot: object) -> None:
    assert isinstance(Clumsy("x"), QWidget)
    assert Clumsy.__name__ == "Clumsy"
