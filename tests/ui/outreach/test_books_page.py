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
from ui.books import BEHIND_SETTINGS, BEHIND_SYNC, BOOKS
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


def test_every_page_fits_the_smallest_screen_with_the_largest_letters(window: Window, qapp: QApplication) -> None:
    theme.apply(qapp, percent=theme.PERCENTS[-1])
    window.navigation.fit()
    for place in (*PLACES, *BOOKS, *BEHIND_SYNC, *BEHIND_SETTINGS):
        window.go(place.name)
        qapp.processEvents()
        assert window.stage.horizontalScrollBar().maximum() == 0, place.name


def test_a_page_that_wants_more_room_is_scrolled_and_leaves_the_window_as_it_is(
    window: Window, qapp: QApplication
) -> None:
    page = window.go("events")
    page.setMinimumWidth(3_000)
    qapp.processEvents()
    across = window.stage.horizontalScrollBar()
    assert (window.width(), page.width()) == (1366, 3_000)
    assert across.maximum() == 3_000 - window.stage.viewport().width()
    window.go("plan")
    qapp.processEvents()
    assert across.maximum() == 0
    assert window.stage.verticalScrollBar().maximum() == 0
    window.go("events")
    page.setMinimumWidth(0)
    qapp.processEvents()
    assert across.maximum() == 0
