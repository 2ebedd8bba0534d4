"""The first day: a register nobody wrote in says what comes first; no empty page leaves the keyboard nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.records.units import Unit
from app.usecases.founding import Founding, found
from db import create_register
from tests.ui.pages.people import register
from ui.pages.overview_facts import todos
from ui.pages.sync import Sync
from ui.screens import no_services
from ui.session import Session
from ui.widgets.checks import CheckPopup
from ui.widgets.refs import RefEditor, RefsEditor
from ui.window import Window

COMMUNE = Unit("99901", "Xã Sông Sen (hư cấu)", "commune", "92", "Thành phố Cần Thơ")
PROVINCE = Unit("92", "Sở Tư pháp Thành phố Cần Thơ", "province", "92", "Thành phố Cần Thơ")
Begin = Callable[[Unit], Window]


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Found a register that holds nothing but its office, and open its window."""
    stores = []

    def begun(unit: Unit) -> Window:
        folder = tmp_path / unit.code
        folder.mkdir()
        store = create_register(folder, secrets.token_bytes(32), unit=unit.code, author="Người thử")
        stores.append(store)
        found(store, Founding(unit, "Người thử"))
        window = Window(Session(store, no_services(tmp_path)))
        qtbot.addWidget(window)
        window.resize(1366, 728)
        window.show()
        return window

    yield begun
    for store in stores:
        store.close()


def test_the_first_page_says_in_order_what_a_new_commune_writes_first(begin: Begin) -> None:
    window = begin(COMMUNE)
    window.go("overview").catch_up()
    said = [label.text() for label in window.pages["overview"].findChildren(QLabel)]
    first = [words for words in said if words.startswith(("Ghi ", "Đổi thẻ khóa"))]
    assert first == ["Ghi các ấp, khóm", "Ghi các tổ hòa giải", "Ghi hòa giải viên", "Đổi thẻ khóa"]


def test_each_thing_to_begin_with_leads_to_its_page(begin: Begin) -> None:
    window = begin(COMMUNE)
    for todo in todos(window.session.store, [], window.go("overview").today()):  # type: ignore[attr-defined]
        window.open_record(todo.table, todo.id)
        assert window.stack.currentWidget() is not window.pages["overview"], todo.title


def test_a_province_begins_with_the_keys_of_those_who_send(begin: Begin) -> None:
    window = begin(PROVINCE)
    found_here = todos(window.session.store, [], window.go("overview").today())  # type: ignore[attr-defined]
    assert [(todo.title, todo.table) for todo in found_here] == [("Đổi thẻ khóa", "key_cards")]


def test_a_long_name_of_an_office_stands_whole_over_the_navigation(begin: Begin) -> None:
    window = begin(COMMUNE)
    navigation, label = window.navigation, window.navigation.office
    navigation.name("Xã Sen")
    navigation.name("Sở Tư pháp Thành phố Sông Sen (hư cấu)")
    QApplication.processEvents()
    assert label.height() >= label.heightForWidth(label.width()) > label.fontMetrics().height()
    assert not navigation.verticalScrollBar().isVisible()
    assert navigation.horizontalScrollBar().maximum() == 0


def test_an_empty_page_gives_the_keyboard_to_the_button_that_begins(begin: Begin) -> None:
    window = begin(PROVINCE)
    page = register(window, "cases")
    QApplication.processEvents()
    assert window.focusWidget() is page.empty.button
    QTest.keyClick(page.empty.button, Qt.Key.Key_Return)
    assert page.panel.new


def test_only_who_sends_on_is_offered_to_write_a_bundle(begin: Begin) -> None:
    ways = {}
    for unit in (COMMUNE, PROVINCE):
        page = begin(unit).go("sync")
        assert isinstance(page, Sync)
        ways[unit.kind] = (page.out.isVisible(), page.of_out.isVisible(), bool(page.into.property("primary")))
    assert ways == {"commune": (True, True, False), "province": (False, False, True)}


def test_a_list_of_records_that_are_not_there_yet_says_where_they_are_written(begin: Begin) -> None:
    window = begin(COMMUNE)
    page = register(window, "groups")
    page.new()
    hamlets = page.panel.form.editor("hamlets")
    assert isinstance(hamlets, RefsEditor)
    hamlets.checks.showPopup()
    popup = hamlets.checks.findChild(CheckPopup)
    assert popup is not None
    assert popup.said.isVisible()
    assert "“Ấp, khóm”" in popup.said.text()
    assert not popup.list.isVisible()
    popup.close()


def test_a_line_for_a_record_that_is_not_there_yet_says_so_too(begin: Begin) -> None:
    page = register(begin(COMMUNE), "cases")
    page.new()
    group = page.panel.form.editor("group")
    assert isinstance(group, RefEditor)
    QApplication.sendEvent(group.line, QFocusEvent(QFocusEvent.Type.FocusIn))
    assert "“Tổ hòa giải”" in group.line.placeholderText()
