"""The window: pages made when first visited, keys that reach them, nothing flashing, typing kept when it closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ports import Touched
from app.problems import Problem
from tests.ui.hands import type_in
from tests.ui.pages.people import Answers, register
from ui.books import BOOKS
from ui.main import Opened
from ui.navigation import PLACES
from ui.pages.base import Page
from ui.window import Window


class Watcher(QObject):
    """Notes every window that is shown besides the ones we know."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = isinstance(watched, QWidget) and watched.isWindow() and not isinstance(watched, Window)
        if window and event.type() == QEvent.Type.Show:
            self.shown.append(type(watched).__name__)
        return False


def test_a_page_is_made_when_somebody_first_goes_there(window: Window) -> None:
    assert list(window.pages) == ["overview"]
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert list(window.pages) == ["overview", PLACES[1].name]


def test_every_place_opens_and_no_piece_of_it_flashes_as_a_window_of_its_own(
    window: Window, qapp: QApplication
) -> None:
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    for place in PLACES:
        assert isinstance(window.go(place.name), Page)
        qapp.processEvents()
    page = register(window, "cases")
    page.new()
    page.panel.form.open_all()
    qapp.removeEventFilter(watcher)
    assert watcher.shown == []


def test_a_page_out_of_sight_looks_again_only_when_it_is_shown(window: Window) -> None:
    cases = register(window, "cases")
    asked: list[int] = []
    cases.table.counted.connect(asked.append)
    window.go("overview")
    window.session.announce(Touched(frozenset({"mediation_case"}), 1))
    assert asked == []
    window.go("cases")
    assert asked == [15]


def test_what_is_typed_is_kept_when_the_window_closes(window: Window, opened: Opened) -> None:
    page = register(window, "cases")
    page.new()
    type_in(page.panel.form.editor("content").box, "gõ dở")
    window.close()
    assert not window.isVisible()
    assert [draft.texts["content"] for draft in opened.store.drafts()] == ["gõ dở"]


def test_a_window_that_cannot_keep_the_typing_asks_before_it_closes(window: Window, answers: Answers) -> None:
    page = register(window, "cases")

    def full(*_: object) -> None:
        raise Problem("Ổ đĩa đã đầy.", "Xóa bớt tệp.")

    page.settle = full  # type: ignore[method-assign]
    answers.yes = False
    window.close()
    assert window.isVisible()
    assert answers.asked == ["Ổ đĩa đã đầy."]
    answers.yes = True
    window.close()
    assert not window.isVisible()


def test_the_bottom_line_says_who_writes_and_when_the_register_was_copied(window: Window) -> None:
    window.session.set_setting("last_backup", "25/11/2026 09:30")
    assert window.backup.text() == "Sao lưu: 25/11/2026 09:30"
    assert window.user.text() == "Người thử"


def test_the_navigation_tells_whose_register_it_is(window: Window) -> None:
    assert "Sen Vàng" in window.navigation.office.text()
    assert "Sen Vàng" in window.windowTitle()


def test_only_the_registers_looked_at_last_are_kept_in_memory(window: Window, qapp: QApplication) -> None:
    names = [place.name for place in BOOKS]
    assert len(names) > 6
    for name in names:
        window.go(name)
        qapp.processEvents()
    assert [name for name in window.pages if name in names] == names[-6:]
    window.go(names[-6])
    window.go(names[0])
    assert [name for name in window.pages if name in names] == [*names[-4:], names[-6], names[0]]
    assert isinstance(window.stack.currentWidget(), Page)
    assert window.stack.currentWidget() is window.pages[names[0]]


def test_a_search_that_finds_nothing_says_so_and_leads_back_to_all(window: Window) -> None:
    page = register(window, "cases")
    page.removed.setChecked(True)
    page.filters.search.setText("không ai tên như vậy")
    page.filters.changed.emit(page.filters.query())
    assert page.nothing.isVisible()
    assert not page.empty.isVisible()
    page.nothing.button.click()
    assert (page.filters.search.text(), page.removed.isChecked()) == ("", False)
    assert page.table.isVisible()
    assert page.count.text() == "15 vụ, việc"
