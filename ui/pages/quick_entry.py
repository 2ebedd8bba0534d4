"""Quick entry: the columns of the paper book on one screen, the parties as the program understands them beside it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.problems import Incomplete, Issue, Problem
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup
from app.usecases import numbering, quick_entry, records, roster
from app.usecases.mediation import duplicates
from app.usecases.quick_entry import QuickRow
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.quick_entry_columns import BOOK, IN_ORDER, ROWS
from ui.pages.quick_entry_line import Line
from ui.pages.quick_entry_saved import query_of_book, saved_lines
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, paragraph, words
from ui.widgets.party_table import PartyTable
from ui.widgets.typed import Typed

_UNDERSTAND_AFTER = 350  # milliseconds after the last letter
_KEEP_EVERY = 700  # milliseconds between two keepings while somebody types
_LINE = "quick_entry_line"  # the setting that holds a line nobody has saved yet
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@guarded
class QuickEntry(Page):
    """Stays from line to line; each saved line is a complete case of its own."""

    kinds = frozenset({"mediation_case", "mediation_group", "mediator", "void_number", "number_range"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Nhập nhanh từ sổ giấy")
        super().__init__(session, parent)
        self.saved, self.corrected = 0, False
        self._kept: dict[str, Typed] = {}  # the line as it was last kept
        self.notice, self.doubts = Notice("info"), Notice("warn")
        self.line = Line(session.store.labels, self)
        self.boxes = self.line.boxes
        self.line.name_groups_by(self._group_codes)
        self.parties = PartyTable()
        self.book, self.table = saved_lines(session.store)
        self._understanding = QTimer(self, singleShot=True, interval=_UNDERSTAND_AFTER)
        self._understanding.timeout.connect(self.understand)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_EVERY)
        self._keeping.timeout.connect(self.keep)
        self._lay_out()
        self._take_up()
        self._connect()

    # --- how it looks ---

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(9)
        column.addWidget(self.notice.frame)
        column.addWidget(self.doubts.frame)
        for row in ROWS:
            column.addLayout(self._row(row))
        column.addLayout(self._foot())
        column.addWidget(self.book, 1)
        self.box.addWidget(scrolling(inside), 1)

    def _row(self, row: tuple[tuple[str, int], ...]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, share in row:
            line.addWidget(self._understood() if name == "corrected" else self.boxes[name], share)
        return line

    def _understood(self) -> QWidget:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        beside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # shares the row by its part
        column.addWidget(words(tr("Chương trình hiểu là (gõ đè để sửa)"), "label"))
        column.addWidget(self.parties)
        column.addStretch(1)
        return beside

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        keys = tr("Enter sang ô sau · Ctrl+Enter lưu, sang dòng sau · Shift+Enter xuống dòng trong ô")
        row.addWidget(paragraph(keys, "small"), 1)
        self.clear_button = button(tr("Xóa dòng đang gõ"), self.clear, icon="x")
        self.save_button = button(
            tr("Lưu, sang dòng sau"), self.save, icon="save", keys="Ctrl+Enter, Ctrl+S", primary=True
        )
        row.addWidget(self.clear_button)
        row.addWidget(self.save_button)
        return row

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.changed.connect(self._typed)
        for name in BOOK:
            self.boxes[name].changed.connect(lambda _: self.open_book())
        self.boxes["group"].changed.connect(lambda _: self._put_place())
        self.parties.edited.connect(lambda: setattr(self, "corrected", True))
        self.table.opened.connect(partial(self.session.opened.emit, "mediation_case"))
        QShortcut(QKeySequence("Ctrl+S"), self, self.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _typed(self, name: str) -> None:
        if name == "parties":
            self.corrected = False  # what stands in the column is read again
        if name in ("parties", "mediators", "received_on", "number"):
            self._understanding.start()
        self.line.being_mended(name)
        if not self._keeping.isActive():
            self._keeping.start()

    # --- the book ---

    def group(self) -> MediationGroup | None:
        chosen = self.line.group_id()
        return self.session.store.find(MediationGroup, chosen) if chosen else None

    def _group_codes(self) -> dict[str, str]:
        return {group.id: group.code for group in self.session.store.every(MediationGroup)}

    def open_book(self) -> None:
        """Show the lines of the chosen book, its next number and the mediators of its group."""
        self.table.set_query(query_of_book(self.line.group_id(), self.line.year()))
        self._next_number(None)
        self._offer_mediators()

    def _next_number(self, after: int | None) -> None:
        """Put in the number that comes next: after the one just written, else after the book's highest."""
        group, year = self.group(), self.line.year()
        if group is None or not year:
            return
        taken = numbering.taken_numbers(self.session.store, group, year)
        following = (after or 0) + 1
        if after is None or following in taken:
            try:
                following = numbering.next_number(self.session.store, group, year)
            except Problem as problem:
                self.doubts.say(str(problem))
                return
        self.line.put("number", following)

    def _put_place(self) -> None:
        """Put in where the group mostly mediates, for the book has no column for it; it may be typed over."""
        self.line.put("place", quick_entry.usual_place(self.session.store, self.line.group_id()))

    def _offer_mediators(self) -> None:
        if (group := self.group()) is not None:
            on = self.line.read()[0].received_on or min(_today(), date(self.line.year() or 9999, 12, 31))
            serving = roster.serving(self.session.store, group, on)
            self.line.mediators.offer({mediator.id: mediator.full_name for mediator in serving})

    # --- a line nobody has saved yet ---

    def keep(self) -> None:
        """Keep what is typed: neither leaving the page nor a power cut may cost a line."""
        self._keeping.stop()
        if (typed := self.line.texts()) != self._kept:
            self._kept = typed
            self.session.store.set_setting(_LINE, typed)

    def _take_up(self) -> None:
        self.line.put("ground", "one_party")
        self.line.put("year", _today().year)
        if self.line.restore(self.session.store.setting(_LINE, {}) or {}):
            self.notice.say(tr("Đây là dòng gõ dở lần trước."))
            self.understand()
        self._kept = self.line.texts()

    def settle(self) -> None:
        self.keep()

    def look_again(self) -> None:
        typed = self.boxes["number"].editor.text()
        self.open_book()
        if typed:
            self.boxes["number"].editor.restore(typed)

    def focus_first(self) -> None:
        self.line.go_to("received_on" if self.line.group_id() else "group")

    def clear(self) -> None:
        """Empty the line; the book stays open."""
        self._begin(self.line.read()[0].received_on, None)
        self.notice.hide()

    def _begin(self, day: date | None, after: int | None) -> None:
        self.line.clear(day)
        self.doubts.hide()
        self.parties.rows.fill([])
        self.corrected = False
        self._understanding.stop()
        self._next_number(after)
        self.keep()
        self.line.go_to("received_on")

    # --- moving ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter moves on, the last Enter and Ctrl+Enter save; Shift+Enter stays in a box of several lines."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        name = self.line.name_of(watched)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or name == IN_ORDER[-1]:
            self.save()
        elif name:
            self._go_on(name)
        return True

    def _go_on(self, name: str) -> None:
        if name == "parties":
            self.understand()
        self.line.go_on(name)
        if name == "received_on":
            self._offer_mediators()

    # --- saving ---

    def understand(self) -> None:
        """Show how the parties are taken apart, which mediators nobody knows, and whether the case is there already."""
        self._understanding.stop()
        understood = quick_entry.understand(self.session.store, self.line.read()[0])
        if not self.corrected:
            self.parties.rows.fill(understood.case.parties)
        doubts = [doubt.message for doubt in understood.doubts]
        same = tr("{label} đã ghi cùng các bên trong vòng 12 tháng. Xem có phải cùng một vụ không.")
        doubts += [same.format(label=other.label()) for other in duplicates(self.session.store, understood.case)]
        self._doubt(doubts)

    def _doubt(self, sentences: list[str]) -> None:
        if sentences:
            self.doubts.say(" ".join(sentences))
        else:
            self.doubts.hide()

    def save(self) -> bool:
        """Keep the line as a case and go on with the next; what is missing is said under its box."""
        self.understand()
        row, unread = self.line.read()
        if faults := quick_entry.without_echoes(unread, self._faults(row)):
            self._doubt(self.line.mark(faults))
            return False
        try:
            case, touched = quick_entry.enter(self.session.store, row, corrected=list(self.parties.rows.parties))
        except Incomplete as incomplete:
            self._doubt(self.line.mark(incomplete.issues))
            return False
        except Problem as problem:
            self._doubt([str(problem)])
            return False
        self._next(case)
        self.session.announce(touched)
        return True

    def _faults(self, row: QuickRow) -> list[Issue]:
        """Return everything that keeps the line from being a complete case, all at once."""
        understood = quick_entry.understand(self.session.store, row)
        understood.case.parties = list(self.parties.rows.parties)
        faults = [Issue("parties", said) for said in self.parties.rows.faults()]
        if not row.outcome:
            faults.append(Issue("outcome", tr("Chọn thành, không thành hay đang.")))
        judged = records.issues_of(self.session.store, understood.case)
        return [*faults, *understood.doubts, *(issue for issue in judged if issue.blocks)]

    def _next(self, case: MediationCase) -> None:
        """Make ready for the next line of the book."""
        self.saved += 1
        counted = tr("Đã ghi {label}. Đã nhập {number} vụ, việc trong lần này.")
        label = case.label()
        self.notice.say(counted.format(label=label[:1].lower() + label[1:], number=self.saved))
        self._begin(case.received_on, case.number)


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the officer's own calendar day)
