"""The registers behind “Sổ khác”: every one opens from its card, shows a record, and leads back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.records import KINDS, kind_named
from db import SqliteStore
from ui import theme
from ui.books import BOOKS, SHELVES
from ui.navigation import PLACES
from ui.pages.books import Books
from ui.pages.record_page import RecordPage
from ui.window import Window

_ELSEWHERE = {"attachment", "frozen_report", "conflict"}  # shown where they belong to something else


def test_every_kind_of_record_has_a_page_and_only_one() -> None:
    tables = [place.table for place in (*PLACES, *BOOKS) if place.table]
    assert len(tables) == len(set(tables))
    assert {kind.table for kind in KINDS} - set(tables) <= _ELSEWHERE


def test_the_navigation_does_not_scroll_at_the_smallest_screen(window: Window) -> None:
    assert window.navigation.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("name", [place.name for place in BOOKS])
def test_a_card_opens_its_register_which_shows_a_record_and_leads_back(
    shown_window: Window, qtbot: QtBot, name: str
) -> None:
    window = shown_window
    with qtbot.waitActive(window):
        window.activateWindow()
    books = window.go("books")
    assert isinstance(books, Books)
    books.cards[name].setFocus()
    QTest.keyClick(books.cards[name], Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    record = next(window.session.store.every(page.kind))
    page.show_record(record.id)
    assert page.panel.heading.text() == record.label()
    assert window.navigation.buttons["books"].isChecked()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.stack.currentWidget() is books


def test_the_cards_say_how_many_records_there_are(window: Window, demo: SqliteStore) -> None:
    books = window.go("books")
    assert isinstance(books, Books)
    number = len(demo.ids(kind_named("hamlet")))
    assert books.cards["hamlets"].held.text() == f"{number} hồ sơ"
    for hamlet in list(demo.every(kind_named("hamlet")))[:1]:
        window.session.announce(demo.delete(hamlet))
    assert books.cards["hamlets"].held.text() == f"{number - 1} hồ sơ"


def test_pages_of_dissemination_fit_the_smallest_screen_with_the_largest_letters(
    window: Window, qapp: QApplication
) -> None:
    theme.apply(qapp, percent=theme.PERCENTS[-1])
    window.navigation.fit()
    behind = [place.name for place in (*SHELVES[0].places, *SHELVES[1].places[:2])]
    for name in ("events", "plan", "calendar", "propagandists", "books", *behind):
        window.go(name)
        qapp.processEvents()
        assert window.minimumSizeHint().width() <= 1366, name
