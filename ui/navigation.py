"""The navigation at the left: every place of the program, its icon, its words, and how its page is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.guarded import guarded
from ui.pages.base import Page
from ui.session import Session
from ui.texts import tip, tr
from ui.widgets.bits import words

_EMS = 15.5  # the navigation's width in letters
KEYS = "1234567890"


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: the page behind it is made when somebody first goes there."""

    name: str
    icon: str
    words: str
    make: Callable[[Session], Page]
    table: str = ""


def records(name: str) -> Callable[[Session], Page]:
    def make(session: Session) -> Page:
        from ui.pages import registers

        page: Page = getattr(registers, name)(session)
        return page

    return make


def _overview(session: Session) -> Page:
    from ui.pages.overview import Overview

    return Overview(session)


def _cases(session: Session) -> Page:
    from ui.pages.cases import Cases

    return Cases(session)


def _events(session: Session) -> Page:
    from ui.pages.events import Events

    return Events(session)


def _groups(session: Session) -> Page:
    from ui.pages.groups import Groups

    return Groups(session)


def _payments(session: Session) -> Page:
    from ui.pages.payments import Payments

    return Payments(session)


def _quick_entry(session: Session) -> Page:
    from ui.pages.quick_entry import QuickEntry

    return QuickEntry(session)


def _plan(session: Session) -> Page:
    from ui.pages.plan import Plan

    return Plan(session)


def _calendar(session: Session) -> Page:
    from ui.pages.calendar import Calendar

    return Calendar(session)


def _propagandists(session: Session) -> Page:
    from ui.pages.propagandists import Propagandists

    return Propagandists(session)


def _books(session: Session) -> Page:
    from ui.pages.books import Books

    return Books(session)


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


# The whole navigation. A new page is a line here, with its module under ui/pages; registers used now and then are
# in ui/books.py.
PLACES: tuple[Place, ...] = (
    Place("overview", "layout-dashboard", "Tổng quan", _overview),
    Place("cases", "gavel", "Vụ, việc hòa giải", _cases, "mediation_case"),
    Place("quick_entry", "book-open", "Nhập nhanh sổ giấy", _quick_entry),
    Place("events", "megaphone", "Phổ biến pháp luật", _events, "outreach_event"),
    Place("plan", "clipboard-list", "Kế hoạch năm", _plan, "plan_task"),
    Place("calendar", "calendar", "Lịch", _calendar),
    Place("groups", "users", "Tổ hòa giải", _groups, "mediation_group"),
    Place("mediators", "user", "Hòa giải viên", records("Mediators"), "mediator"),
    Place("propagandists", "mic", "Tuyên truyền viên", _propagandists, "propagandist"),
    Place("payments", "wallet", "Thù lao hòa giải", _payments, "payment_request"),
    Place("books", "files", "Sổ khác", _books),
    Place("statistics", "sheet", "Thống kê", _statistics),
    Place("forms", "printer", "Biểu mẫu", _forms),
    Place("sync", "usb", "Đồng bộ USB", _sync),
    Place("settings", "settings", "Cài đặt", _settings),
)


def _entry(icon: str, words: str) -> QToolButton:
    """Return a line of the navigation."""
    made = QToolButton()
    made.setText("  " + words)
    made.setAccessibleName(words)
    made.setIcon(icons.icon(icon, "nav_text"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    # no wider than the navigation, or Tab would shift the whole of it to the left
    made.setSizePolicy(made.sizePolicy().Policy.Ignored, made.sizePolicy().Policy.Fixed)
    return made


@guarded
class _Name(QLabel):
    """The office's name in as many lines as it needs; the entries below it give way, nothing else does."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        return False  # or the scroll area makes the entries as high as they like to be, and cuts the name

    def fit(self, width: int) -> None:
        self.setFixedWidth(width)  # first: a label counts its lines for no less than its least width
        self.setFixedHeight(self.heightForWidth(width))


@guarded
class Navigation(QScrollArea):
    """Buttons with icon and words; Ctrl and a digit reach the first ten."""

    help_wanted = Signal()

    def __init__(self, go: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.office = _Name()
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
        self.help = self._help_button()
        box.addWidget(self.help)
        self.setWidget(body)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 12, 10)
        head.setSpacing(2)
        head.addWidget(words(tr("Sổ Tư Pháp"), "heading"))
        head.addWidget(self.office)
        return head

    def _help_button(self) -> QToolButton:
        made = _entry("circle-help", tr("Trợ giúp"))
        made.setToolTip(tip(tr("Trợ giúp của trang đang mở"), "F1"))
        made.clicked.connect(self.help_wanted)
        return made

    def _button(self, place: Place, number: int, go: Callable[[str], None]) -> QToolButton:
        made = _entry(place.icon, tr(place.words))
        made.setCheckable(True)
        keys = f"Ctrl+{KEYS[number]}" if number < len(KEYS) else ""
        made.setToolTip(tip(tr(place.words), keys))
        made.clicked.connect(partial(go, place.name))
        self.group.addButton(made)
        self.buttons[place.name] = made
        return made

    def name(self, office: str) -> None:
        """Say whose register this is."""
        self.office.setText(office)
        self.office.fit(self.width() - 28)

    def fit(self) -> None:
        """Take the width and icons that fit the letters in use."""
        em = self.fontMetrics().height()
        self.setFixedWidth(round(_EMS * em * 0.72))
        self.office.fit(self.width() - 28)
        for made in (*self.buttons.values(), self.help):
            made.setIconSize(QSize(round(em * 1.05), round(em * 1.05)))
