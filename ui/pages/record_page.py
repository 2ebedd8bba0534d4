"""A register on the screen: search and filters above, the list in the middle, the record at its right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.declaring import Ref, fields_of
from app.ports import Query, Touched
from app.problems import Problem
from app.records.base import Record
from app.usecases import by_unit, records
from app.usecases.saved_filters import SavedFilter
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.record_panel import RecordPanel
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, tool
from ui.widgets.empty import EmptyState
from ui.widgets.filters import FilterBar
from ui.widgets.saved_filters import SavedFiltersButton
from ui.widgets.table import RecordTable

_NARROWEST = 240  # pixels of list that stay beside the record
SHAPE_AFTER = 60  # milliseconds of quiet before boxes are shown or hidden
MOST_HITS = 1_000  # a search answers no more than this


@guarded
class RecordPage(Page):
    """A page for one kind of record. A subclass says its words, and which boxes a record of a shape does not need."""

    kind: ClassVar[type[Record]]
    one: ClassVar[str] = "hồ sơ"
    icon: ClassVar[str] = "files"
    teaches: ClassVar[str] = ""
    of_units: ClassVar[bool] = True  # whether a receiving office looks at it unit by unit

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr(self.title or self.kind.title)
        super().__init__(session, parent)
        self.query = Query()
        self.filters = FilterBar(self.kind, session.store.labels, self._units)
        self.table = RecordTable(session.store, self.kind, self._telling())
        self.panel = RecordPanel(session, self.kind, self.keep)
        self.removed = tool("trash-2", tr("Xem các hồ sơ đã xóa"))
        self.removed.setCheckable(True)
        self.named = SavedFiltersButton(session, self.kind, self.asked)
        self.middle, self.right = QStackedWidget(), QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._shaping = QTimer(self, singleShot=True, interval=SHAPE_AFTER)
        self._lay_out()
        self._buttons()
        self._connect()
        self._shortcuts()

    # --- how it looks ---

    def _lay_out(self) -> None:
        self.above = QHBoxLayout()
        self.above.addWidget(self.filters, 1)
        self.above.addWidget(self.named)
        self.above.addWidget(self.removed)
        self.box.addLayout(self.above)
        self.empty = EmptyState(self.icon, tr("Chưa có hồ sơ nào"), tr(self.teaches), tr("Thêm ") + tr(self.one))
        self.middle.addWidget(self._table_card())
        self.middle.addWidget(self.empty)
        why = tr("Bỏ bớt chữ trong ô tìm, hoặc bỏ bớt bộ lọc. Hồ sơ không mất.")
        self.nothing = EmptyState("search", tr("Không có dòng nào khớp"), why, tr("Bỏ tìm, bỏ lọc"))
        self.middle.addWidget(self.nothing)
        self.right.addWidget(self._nothing_chosen())
        self.right.addWidget(self.panel)
        for part, share in ((self.middle, 5), (self.right, 4)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setChildrenCollapsible(False)
        self.middle.setMinimumWidth(_NARROWEST)
        self.splitter.setHandleWidth(10)
        self.box.addWidget(self.splitter, 1)

    def _table_card(self) -> QFrame:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        return frame

    def _nothing_chosen(self) -> QWidget:
        words = tr("Chọn một dòng trong danh sách để xem và sửa, hoặc bấm Ctrl+N để thêm.")
        return EmptyState(self.icon, tr("Chưa chọn hồ sơ"), words, "")

    def _buttons(self) -> None:
        self.print_button = button(tr("In biểu mẫu"), self.print, icon="printer", keys="Ctrl+P")
        self.list_button = button(tr("Lưu danh sách…"), self.save_list, icon="file-text", hint=tr("Excel, PDF, Word"))
        self.list_button.setVisible(self.filters.unit is not None)
        self.actions_row.addWidget(self.list_button)
        self.new_button = button(tr("Thêm ") + tr(self.one), self.new, icon="plus", keys="Ctrl+N", primary=True)
        self.actions_row.addWidget(self.print_button)
        self.actions_row.addWidget(self.new_button)

    def _connect(self) -> None:
        self.filters.changed.connect(self.search)
        self.named.chosen.connect(self.ask)
        self.removed.toggled.connect(lambda _: self.search(self.query))
        self.table.chosen.connect(self.choose)
        self.table.opened.connect(self._opened)
        self.table.counted.connect(self._counted)
        self.empty.pressed.connect(self.new)
        self.nothing.pressed.connect(self.ask_all)
        self.panel.saved.connect(self.table.select_id)
        self.panel.saved.connect(lambda _id: self.shape())
        self.panel.emptied.connect(self._show_nothing)
        self.panel.wide.connect(lambda wide: self.middle.setVisible(not wide))
        self.panel.typed.connect(self._shaping.start)
        self._shaping.timeout.connect(self.shape)

    def _shortcuts(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+N", self.new),
            ("Ctrl+S", self.panel.save),
            ("Ctrl+Shift+S", lambda: self.panel.save(as_draft=True)),
            ("Ctrl+F", self.filters.focus_search),
            ("Ctrl+P", self.print),
            ("Ctrl+H", self.panel.show_history),
            ("F11", self.panel.full.toggle),
        ):
            QShortcut(QKeySequence(keys), self, act, context=within)

    # --- the list ---

    @property
    def kinds(self) -> frozenset[str]:  # type: ignore[override]
        return _shown_kinds(self.kind)

    def look_again(self) -> None:
        self.filters.reload()
        self.search(self.query)
        if self.panel.record is not None and not self.panel.new and not self.panel.form.dirty():
            self.panel.reopen()
            self.shape()

    def search(self, query: Query) -> None:
        plain = replace(query, deleted=self.removed.isChecked(), ids=self.special_ids(), units=frozenset())
        self.query = by_unit.narrowed(self.session.store, self.kind, plain, self.filters.whose())
        self.table.set_query(self.query)

    def _units(self) -> list[tuple[str, str]]:
        today = date.today()  # noqa: DTZ011 (units exist by calendar days)
        return by_unit.choices(self.session.store, today) if self.of_units else []

    def _telling(self) -> by_unit.Telling | None:
        store = self.session.store
        return by_unit.Telling(store, self.kind) if self.of_units and by_unit.several(store) else None

    def special_ids(self) -> frozenset[str] | None:
        """Return the only ids the list may hold, where a filter says so that no column says."""
        return None

    def asked(self) -> SavedFilter:
        """Return what the list is asked now, for keeping under a name."""
        return SavedFilter("", self.filters.query(), whose=self.filters.whose())

    def ask(self, kept: SavedFilter) -> None:
        """Ask the list what was kept under a name."""
        self.filters.show_query(kept.query, kept.whose)
        self.search(kept.query)

    def ask_all(self) -> None:
        """Ask for every record again."""
        self.removed.setChecked(False)
        self.ask(SavedFilter("", Query()))
        self.focus_first()

    def _counted(self, number: int) -> None:
        some = tr("hơn ") if number >= MOST_HITS and self.query.text else ""
        self.count.setText(f"{some}{show_number(number)} {tr(self.one)}")
        asked = self.query
        narrowed = asked.text or asked.where or asked.deleted or asked.ids is not None or asked.units
        had_keyboard = self.window().focusWidget() in (self.table, self.empty.button)
        self.middle.setCurrentIndex(0 if number else 2 if narrowed else 1)
        if had_keyboard:
            self.focus_first()

    def _opened(self, id: str) -> None:
        self.choose(id)
        self.panel.form.focus_first()

    # --- the record ---

    def choose(self, id: str) -> None:
        """Open a record of the list; the same one again changes nothing that is being typed."""
        if not id or (self.panel.record is not None and self.panel.record.id == id):
            return
        record = self.session.store.find(self.kind, id)
        if record is not None:
            self._open(record)

    def _open(self, record: Record, *, new: bool = False) -> None:
        self.panel.open(record, new=new, deleted=self.query.deleted and not new)
        self.right.setCurrentWidget(self.panel)
        self.shape()

    def new(self) -> None:
        """Begin a record; typing of a new one that was never saved is offered first."""
        self.panel.keep_typing()
        left = [draft for draft in self.session.store.drafts(self.kind.table) if self._never_saved(draft.id)]
        self._open(self.kind(id=left[0].id) if left else self.fresh(), new=True)
        self.panel.form.focus_first()

    def begin(self, record: Record) -> None:
        """Begin with a record that another page has filled in part."""
        self.panel.keep_typing()
        self._open(record, new=True)
        self.panel.form.focus_first()

    def keep(self, record: Record, as_draft: bool) -> Touched | None:
        """Save a record; None when it was not saved.

        A step outside the table of states needs the reason of whoever mends a state entered by mistake.
        """
        reason, strange = self.panel.correction, self.strange_step(record)
        if strange is not None and not reason:
            why = f"{strange.remedy} {tr('Lý do đứng trong lịch sử của hồ sơ.')}"
            reason = dialogs.ask_words(strange.message, why, tr("Sửa ghi nhầm")).strip()
            if not reason:
                return None
        return self.session.run(records.save, record, as_draft=as_draft, correction=reason)

    def strange_step(self, record: Record) -> Problem | None:  # noqa: ARG002 (subclasses look at it)
        """Return what is wrong with the step a record would take from its kept state, if anything."""
        return None

    def fresh(self) -> Record:
        """Return the record that “add” begins with."""
        return self.kind()

    def _never_saved(self, id: str) -> bool:
        return self.session.store.rid(self.kind, id) is None

    def show_record(self, id: str) -> None:
        if self._never_saved(id):
            self._open(self.kind(id=id), new=True)
            return
        self.table.select_id(id)
        self.choose(id)

    def _show_nothing(self) -> None:
        self.right.setCurrentIndex(0)
        self.table.reload()

    def shape(self) -> None:
        """Show the boxes that what is typed so far needs."""
        if self.panel.record is not None:
            self.panel.form.take()
            self.panel.form.hide_fields(self.hidden(self.panel.record))

    def hidden(self, record: Record) -> frozenset[str]:  # noqa: ARG002 (subclasses look at it)
        """Return the fields that say nothing of a record as it stands."""
        return frozenset()

    def print(self) -> None:
        from ui.printing import PrintDialog

        record = self.panel.record
        kept = record is not None and not self.panel.new
        PrintDialog.ask(self.session, self.kind, record.id if record is not None and kept else "")

    def save_list(self) -> None:
        """Write the list as it stands into a file."""
        from ui.pages.list_saving import save_list

        save_list(self.session, self.title, self.filters, self.table)

    def settle(self) -> None:
        self.panel.keep_typing()

    def focus_first(self) -> None:
        (self.empty.button if self.middle.currentIndex() == 1 else self.table).setFocus()


def _shown_kinds(kind: type[Record]) -> frozenset[str]:
    """Return the tables a list shows: its own, and those its records refer to."""
    named = (field.kind.to for field in fields_of(kind).values() if isinstance(field.kind, Ref))
    return frozenset({kind.table, *named})
