"""What a screen reader finds: every widget that can have the keyboard has a name, on every page and in every window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.records import MediationCase
from tests.ui.desk.doing import page_of, settle
from ui.help import Help
from ui.navigation import PLACES
from ui.pages.record_page import RecordPage
from ui.window import Window


def nameless(root: QWidget) -> list[str]:
    return [_path(widget) for widget in reachable(root) if not spoken(widget)]


def reachable(root: QWidget) -> Iterator[QWidget]:
    """Yield the visible widgets that take the keyboard by themselves."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(root) and widget.isEnabled():
            inside = widget.parentWidget()
            if not (isinstance(inside, QAbstractScrollArea) and widget is inside.viewport()):
                yield widget


def spoken(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return str(found.text(QAccessible.Text.Name)).strip() if found else ""


def _path(widget: QWidget | None) -> str:
    names = []
    while widget is not None:
        names.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(names[:5])


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_everything_on_a_page_that_takes_the_keyboard_has_a_name(window: Window, name: str) -> None:
    page = window.go(name)
    settle()
    if isinstance(page, RecordPage):
        record = next(iter(page.session.store.every(page.kind)), None)
        if record is not None:
            page.show_record(record.id)
        page.panel.form.open_all()
        settle()
    assert list(reachable(page)), "a page with nothing to reach is not looked at"
    assert nameless(page) == []


def test_everything_in_the_window_around_the_pages_has_a_name(window: Window) -> None:
    assert nameless(window.navigation) == []


def test_everything_in_the_handbook_has_a_name(qapp: object) -> None:
    box = Help("cases")
    box.show()
    settle()
    found = nameless(box)
    box.close()
    settle()
    assert found == []


def test_what_must_be_filled_is_said_to_be_so(window: Window) -> None:
    page = page_of(window, "cases")
    page.new()
    assert "bắt buộc" in spoken(page.panel.form.editor("received_on").box)


def test_what_is_wrong_with_a_box_is_in_its_description(window: Window) -> None:
    page = page_of(window, "cases")
    page.new()
    page.panel.save()
    settle()
    assert "Chưa nhập" in page.panel.form.editor("received_on").box.accessibleDescription()


def test_every_button_tells_its_shortcut(window: Window) -> None:
    page = page_of(window, "cases")
    page.show_record(next(iter(page.session.store.every(MediationCase))).id)
    for button, keys in (
        (page.new_button, "Ctrl+N"),
        (page.print_button, "Ctrl+P"),
        (page.panel.save_button, "Ctrl+S"),
        (page.panel.draft_button, "Ctrl+Shift+S"),
        (page.panel.history, "Ctrl+H"),
        (page.panel.full, "F11"),
    ):
        assert keys in button.toolTip()
