"""The one window: navigation on the left, a page at a time, a line of facts at the bottom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QWidget

from app.problems import Problem
from app.records.base import Record
from app.usecases.office import own_office
from ui import icons, theme, viewing
from ui.books import BEHIND_SETTINGS, BEHIND_SYNC, BOOKS, HOME, SETTINGS, SYNC
from ui.guarded import guarded
from ui.navigation import KEYS, PLACES, Navigation
from ui.pages.base import Page
from ui.session import Session
from ui.stage import Pages, stage
from ui.texts import tr
from ui.watching import Watcher

if TYPE_CHECKING:
    from app.usecases.saved_filters import SavedFilter

_EVERYWHERE = (*PLACES, *BOOKS, *BEHIND_SYNC, *BEHIND_SETTINGS)
_BOOKS = frozenset(place.name for place in BOOKS)
_BOOKS_KEPT = 6
_HOMES = {place.name: SYNC for place in BEHIND_SYNC}  # pages that are reached from another than the cards
_HOMES |= {place.name: SETTINGS for place in BEHIND_SETTINGS}


@guarded
class Window(QMainWindow):
    def __init__(self, session: Session) -> None:
        super().__init__()
        viewing.wipe(session.services.folder)  # copies that a killed program left behind
        self.session = session
        self.pages: dict[str, Page] = {}
        self.navigation = Navigation(self.visit)
        self.stack = Pages()
        self.stage = stage(self.stack)
        self.setWindowIcon(icons.icon("scale", "accent"))
        self._lay_out()
        self._status()
        self._shortcuts()
        session.opened.connect(self.open_record)
        session.begun.connect(self.begin_record)
        session.listed.connect(self.list_records)
        session.settings_changed.connect(self._settings_changed)
        session.touched.connect(lambda touched: self._name_office() if "office" in touched.kinds else None)
        self.watcher = Watcher(session)
        self._name_office()
        self.dress()
        self.go("overview")

    def _lay_out(self) -> None:
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stage, 1)
        self.setCentralWidget(central)

    def _status(self) -> None:
        self.backup, self.sync, self.user = QLabel(), QLabel(), QLabel()
        for part in (self.backup, self.sync, self.user):
            self.statusBar().addPermanentWidget(part)
        self.statusBar().setSizeGripEnabled(False)
        self.session.said.connect(lambda said: self.statusBar().showMessage(said, 8_000))
        self.tell_facts()

    def tell_facts(self) -> None:
        """Say at the bottom when the register was last copied and sent, and who is writing in it."""
        copied = self.session.setting("last_backup", "")
        self.backup.setText(tr("Sao lưu: ") + (copied or tr("chưa có")))
        sent = max((row["at"] for row in self.session.store.notes("sent_bundle")), default="")
        self.sync.setText(tr("Xuất USB: ") + (f"{sent[8:10]}/{sent[5:7]}/{sent[:4]}" if sent else tr("chưa lần nào")))
        self.user.setText(self.session.store.author or tr("Chưa ghi tên người dùng"))

    def _shortcuts(self) -> None:
        for number, place in enumerate(PLACES[: len(KEYS)]):
            QShortcut(QKeySequence(f"Ctrl+{KEYS[number]}"), self, partial(self.go, place.name))
        QShortcut(QKeySequence("F1"), self, self.help)
        self.navigation.help_wanted.connect(self.help)

    def help(self) -> None:
        """Open the chapter of the handbook for the page that is open."""
        from ui.help import CHAPTERS, Help

        shown = next(name for name, page in self.pages.items() if page is self.stack.currentWidget())
        Help.ask(shown if shown in CHAPTERS else HOME)

    def _name_office(self) -> None:
        try:
            name = own_office(self.session.store).name
        except Problem:  # a register that is only being set up; the settings page says what to do
            name = self.session.store.unit
        self.navigation.name(name)
        self.setWindowTitle(f"{tr('Sổ Tư Pháp')} – {name}")

    def go(self, name: str) -> Page:
        """Show a page, making it if nobody was there yet."""
        before = self.stack.currentWidget()
        if isinstance(before, Page):
            before.settle()
        if name not in self.pages:
            place = next(place for place in _EVERYWHERE if place.name == name)
            self.pages[name] = place.make(self.session)
            self.stack.addWidget(self.pages[name])
        self.navigation.buttons[name if name in self.navigation.buttons else _HOMES.get(name, HOME)].setChecked(True)
        page = self.pages[name]
        self.stack.setCurrentWidget(page)
        self._let_go_of_old_books(name)
        page.focus_first()
        return page

    def visit(self, name: str) -> None:
        self.go(name)

    def open_record(self, table: str, id: str) -> None:
        """Show a record of a table; without an id only its page. A page without a table is named itself."""
        place = next((place for place in _EVERYWHERE if table in (place.table, place.name)), None)
        if place is not None:
            page = self.go(place.name)
            if id:
                page.show_record(id)

    def list_records(self, table: str, wanted: SavedFilter) -> None:
        """Show the list of a table with just what is asked for."""
        from ui.pages.record_page import RecordPage

        page = self.go(next(place.name for place in (*PLACES, *BOOKS) if place.table == table))
        if isinstance(page, RecordPage):
            page.ask(wanted)

    def begin_record(self, record: Record) -> None:
        """Show the form of a new record of which something is known already."""
        from ui.pages.record_page import RecordPage

        place = next(place for place in (*PLACES, *BOOKS) if place.table == record.table)
        page = self.go(place.name)
        if isinstance(page, RecordPage):
            page.begin(record)

    def dress(self) -> None:
        """Put on the theme and the size of letters that the settings name, unless they are on: it is slow."""
        dark, percent = bool(self.session.setting("dark", False)), int(self.session.setting("percent", 100))
        worn = (theme.current() is theme.DARK, theme.percent())
        application = QApplication.instance()
        if isinstance(application, QApplication) and not (application.styleSheet() and worn == (dark, percent)):
            theme.apply(application, dark=dark, percent=percent)
        self.navigation.fit()

    def _settings_changed(self, name: str) -> None:
        if name in ("dark", "percent"):
            self.dress()
        if name == "reference":
            self._forget("forms", "statistics")
        self.tell_facts()

    def _let_go_of_old_books(self, shown: str) -> None:
        """Keep the registers behind the cards that were looked at last: each takes some megabytes of an old PC."""
        if shown in _BOOKS:
            self.pages[shown] = self.pages.pop(shown)  # the last in order is the last that was shown
            self._forget(*[name for name in self.pages if name in _BOOKS][:-_BOOKS_KEPT])

    def _forget(self, *names: str) -> None:
        """Make pages anew when they are next gone to: what they offered has changed."""
        for name in names:
            if page := self.pages.pop(name, None):
                self.stack.removeWidget(page)
                page.deleteLater()

    def come_forward(self) -> None:
        """Show this window to somebody who started the program a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put unsaved typing into drafts first; a page that cannot says why, and the window stays."""
        try:
            for page in self.pages.values():
                page.settle()
        except Problem as problem:
            from ui import dialogs

            leave = dialogs.confirm(
                problem.message, problem.remedy + " " + tr("Phần đang gõ sẽ mất nếu đóng."), tr("Vẫn đóng")
            )
            if not leave:
                event.ignore()
                return
        self.watcher.stop()
        viewing.wipe(self.session.services.folder)
        super().closeEvent(event)
