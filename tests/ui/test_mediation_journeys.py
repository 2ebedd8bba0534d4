"""Journeys through the mediation register as an officer makes them: a real encrypted register, keys that reach boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ports import Query, Store
from app.problems import Problem
from app.records import MediationCase, MediationGroup
from db import SqliteStore
from tests.ui.hands import press, type_in
from ui.pages.quick_entry import QuickEntry
from ui.session import Services, Session
from ui.widgets.refs import RefEditor
from ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


def no_services(folder: Path) -> Services:
    def refuse(*_: object) -> Store:
        raise Problem("Việc này không thuộc phép thử.")

    def nothing(*_: object) -> None: ...

    return Services(
        open_store=refuse,
        interrupt=nothing,
        back_up=lambda _store, folder: folder,
        change_passphrase=nothing,
        folder=folder,
        log_file=folder / "log",
    )


@pytest.fixture
def window(qtbot: QtBot, demo_store: SqliteStore, tmp_path: Path) -> Iterator[Window]:
    made = Window(Session(demo_store, no_services(tmp_path)))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def group_of(store: SqliteStore, code: str) -> MediationGroup:
    return next(store.every(MediationGroup, Query(where={"code": code})))


def here() -> QWidget:
    """Return the widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def pick_first(page: QuickEntry, name: str) -> None:
    """Take the first of the names offered under a box, as the keys reach the list while it is open."""
    editor = page.boxes[name].editor
    assert isinstance(editor, RefEditor)
    press(editor.completer.popup_view(), Qt.Key.Key_Down)
    press(editor.completer.popup_view(), ENTER)


def test_a_line_of_the_paper_book_is_entered_with_the_keyboard_alone(window: Window, demo_store: SqliteStore) -> None:
    window.go("cases")
    press(window.stack.currentWidget(), Qt.Key.Key_N, CONTROL | SHIFT)
    page = cast("QuickEntry", window.pages["quick_entry"])
    assert window.stack.currentWidget() is page
    type_in(here(), "giong sao")
    pick_first(page, "group")
    press(here(), ENTER)
    type_in(here(), "2026")  # over the year of today
    press(here(), ENTER)
    assert page.boxes["number"].editor.value() == 4
    press(here(), ENTER)
    type_in(here(), "5/3")
    press(here(), ENTER)
    press(here(), ENTER)  # it ended on the same day
    type_in(here(), "sa ruol")
    press(page.line.mediators.completer.popup_view(), ENTER)  # the first that is offered
    type_in(here(), "; mời: Trần Thị Bưởi")
    press(here(), ENTER)
    press(here(), ENTER)  # one party asked
    type_in(here(), "Ông Nguyễn Văn Ổi, 45 tuổi, ấp Giồng Sao; Lê Thị Quýt (1990), ấp Giồng Sao")
    press(here(), ENTER)
    assert [party.full_name for party in page.parties.rows.parties] == ["Nguyễn Văn Ổi", "Lê Thị Quýt"]
    type_in(here(), "Tranh chấp ranh vườn")
    press(here(), ENTER)
    type_in(here(), "Giữ mốc cũ")
    press(here(), ENTER)
    type_in(here(), "t")  # of “Thành”, “Không thành”, “Đang hòa giải”
    press(here(), ENTER)
    type_in(here(), "mâu")
    press(here(), ENTER, CONTROL)
    assert page.saved == 1, [box.said for box in page.boxes.values() if box.said]
    case = next(demo_store.every(MediationCase, Query(text="Nguyễn Văn Ổi")))
    assert (case.code, case.state, case.draft) == ("HG-2026-T01-04", "success", False)
    assert [one.full_name for one in case.invited] == ["Trần Thị Bưởi"]
    assert case.parties[0].birth_year == 1981
    assert page.boxes["received_on"].editor.text() == "05/03/2026"
    assert page.boxes["number"].editor.value() == 5
    assert page.boxes["parties"].editor.text() == ""
    assert page.table.row_count() == 4
