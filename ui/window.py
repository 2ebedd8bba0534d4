"""The one window: navigation on the left, a page at a time, a line of facts at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem
from app.usecases.office import own_office
from ui import icons, theme
from ui.guarded import guarded
from ui.pages.base import Page
from ui.session import Session
from ui.texts import tip, tr
from ui.widgets.bits import paragraph, words

NAV_EM = 15.5  # the navigation's width in letters
_KEYS = "1234567890"


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: the page behind it is made when somebody first goes there."""

    name: str
    icon: str
    words: str
    make: Callable[[Session], Page]
    table: str = ""


def _records(name: str) -> Callable[[Session], Page]:
    def make(session: Session) -> Page:
        from ui.pages import registers

        page: Page = getattr(registers, name)(session)
        return page

    return make


def _overview(session: Session) -> Page:
    from ui.pages.overview import Overview

    return Overview(session)


def _statistics(session: Session) -> Page:
    from ui.pages.statistics import Statistics

    return Statistics(session)


def _forms(session: Session) -> Page:
    from ui.pages.forms import Forms

    return Forms(session)


def _sync(session: Session) -> Page:
    from ui.pages.sync import Sync

    return Sync(session)


def _settings(session: Session) -> Page:
    from ui.pages.settings import Settings

    return Settings(session)


# The whole navigation. A new page is a line here, with its module under ui/pages.
PLACES: tuple[Place, ...] = (
    Place("overview", "layout-dashboard", "Tổng quan", _overview),
    Place("cases", "gavel", "Vụ, việc hòa giải", _records("Cases"), "mediation_case"),
    Place("events", "megaphone", "Phổ biến pháp luật", _records("Events"), "outreach_event"),
    Place("groups", "users", "Tổ hòa giải", _records("Groups"), "mediation_group"),
    Place("mediators", "user", "Hòa giải viên", _records("Mediators"), "mediator"),
    Place("propagandists", "mic", "Tuyên truyền viên", _records("Propagandists"), "propagandist"),
    Place("trainings", "graduation-cap", "Tập huấn", _records("Trainings"), "training"),
    Place("hamlets", "map-pin", "Ấp, khóm", _records("Hamlets"), "hamlet"),
    Place("elections", "list-checks", "Bầu hòa giải viên", _records("Elections"), "election"),
    Place("payments", "wallet", "Thù lao hòa giải", _records("Payments"), "payment_request"),
    Place("statistics", "sheet", "Thống kê", _statistics),
    Place("forms", "printer", "Biểu mẫu", _forms),
    Place("sync", "usb", "Đồng bộ USB", _sync),
    Place("settings", "settings", "Cài đặt", _settings),
)


@guarded
class Navigation(QScrollArea):
    """Buttons with icon and words; Ctrl and a digit reach the first ten."""

    def __init__(self, go: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.office = paragraph()
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        body = QWidget()
        body.setObjectName("nav")
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 14, 0, 8)
        box.setSpacing(0)
        box.addLayout(self._head())
        for number, place in enumerate(PLACES):
            box.addWidget(self._button(place, number, go))
        box.addStretch(1)
        self.setWidget(body)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 12, 10)
        head.setSpacing(2)
        head.addWidget(words(tr("Sổ Tư Pháp"), "heading"))
        head.addWidget(self.office)
        return head

    def _button(self, place: Place, number: int, go: Callable[[str], None]) -> QToolButton:
        made = QToolButton()
        made.setText("  " + tr(place.words))
        made.setIcon(icons.icon(place.icon, "nav_text"))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Fixed)
        made.setAccessibleName(tr(place.words))
        keys = f"Ctrl+{_KEYS[number]}" if number < len(_KEYS) else ""
        made.setToolTip(tip(tr(place.words), keys))
        made.clicked.connect(partial(go, place.name))
        self.group.addButton(made)
        self.buttons[place.name] = made
        return made

    def fit(self) -> None:
        """Take the width and icons that fit the letters in use."""
        em = self.fontMetrics().height()
        self.setFixedWidth(round(NAV_EM * em * 0.72))
        for made in self.buttons.values():
            made.setIconSize(QSize(round(em * 1.05), round(em * 1.05)))


@guarded
class Window(QMainWindow):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.pages: dict[str, Page] = {}
        self.navigation = Navigation(self.visit)
        self.stack = QStackedWidget()
        self.setWindowIcon(icons.icon("scale", "accent"))
        self._lay_out()
        self._status()
        self._shortcuts()
        session.opened.connect(self.open_record)
        session.settings_changed.connect(self._settings_changed)
        session.touched.connect(lambda touched: self._name_office() if "office" in touched.kinds else None)
        self._name_office()
        self.dress()
        self.go("overview")

    def _lay_out(self) -> None:
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stack, 1)
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
        for number, place in enumerate(PLACES[: len(_KEYS)]):
            QShortcut(QKeySequence(f"Ctrl+{_KEYS[number]}"), self, partial(self.go, place.name))

    def _name_office(self) -> None:
        try:
            name = own_office(self.session.store).name
        except Problem:  # a register that is only being set up; the settings page says what to do
            name = self.session.store.unit
        self.navigation.office.setText(name)
        self.setWindowTitle(f"{tr('Sổ Tư Pháp')} – {name}")

    def go(self, name: str) -> Page:
        """Show a page, making it if nobody was there yet."""
        before = self.stack.currentWidget()
        if isinstance(before, Page):
            before.settle()
        if name not in self.pages:
            place = next(place for place in PLACES if place.name == name)
            self.pages[name] = place.make(self.session)
            self.stack.addWidget(self.pages[name])
        self.navigation.buttons[name].setChecked(True)
        page = self.pages[name]
        self.stack.setCurrentWidget(page)
        page.focus_first()
        return page

    def visit(self, name: str) -> None:
        self.go(name)

    def open_record(self, table: str, id: str) -> None:
        """Show a record of a table; without an id only its page. A page without a table is named itself."""
        place = next((place for place in PLACES if table in (place.table, place.name)), None)
        if place is not None:
            page = self.go(place.name)
            if id:
                page.show_record(id)

    def dress(self) -> None:
        """Put on the theme and the size of letters that the settings name."""
        from PySide6.QtWidgets import QApplication

        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(
                application,
                dark=bool(self.session.setting("dark", False)),
                percent=int(self.session.setting("percent", 100)),
            )
        self.navigation.fit()

    def _settings_changed(self, name: str) -> None:
        if name in ("dark", "percent"):
            self.dress()
        self.tell_facts()

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
        super().closeEvent(event)
