"""Over the form of a plan's task: how far it is, what it has cost, and the events that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.records.catalogues_outreach import EVENT_STATES
from app.records.outreach import OutreachEvent
from app.usecases.planning import TASK_STATES, Progress
from app.vietnamese import show_day, show_money, show_number
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import link, words
from ui.widgets.pill import Pill, tone_of
from ui.widgets.task_table import done_words

_MOST = 3  # events shown before somebody asks for all
_AROUND = 12  # pixels beside the words


@guarded
class EventLink(QPushButton):
    """Words to press that give way with an ellipsis."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self._said = said
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _AROUND
        self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room))


@guarded
class TaskBar(QWidget):
    left = Signal()  # back to the groups

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.back = link("‹ " + tr("Các nhóm nhiệm vụ"), self.left.emit)
        self.add = link("+ " + tr("Thêm hoạt động"), self._begin)
        self.add.setToolTip(tr("Ghi một hoạt động thuộc nhiệm vụ này"))
        self.add.setAccessibleName(tr("Thêm hoạt động của nhiệm vụ này"))
        self.state, self.done = Pill(parent=self), words()
        self.events: list[QWidget] = []
        self._every = False
        self._of = self._code = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 2)
        self._column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.state)
        row.addWidget(self.done)
        row.addStretch(1)
        row.addWidget(self.back)
        self._column.addLayout(row)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)  # beside the rest it would widen the form

    def show_of(self, one: Progress | None, events: Sequence[OutreachEvent]) -> None:
        """Show a task's progress, and its events, the newest first."""
        self.state.set(tr(dict(TASK_STATES)[one.state]) if one else "", tone_of(f"task_{one.state}") if one else "calm")
        spent = f" · {tr('đã chi')} {show_money(one.spent)}" if one and one.spent else ""
        self.done.setText(f"{done_words(one)}{spent}" if one else "")
        now = one.task.id if one else ""
        self._every = self._every and now == self._of
        self._of, self._code = now, one.task.code if one else ""
        self.add.setVisible(bool(self._code))
        self._list(events)

    def _begin(self) -> None:
        self.session.begun.emit(OutreachEvent(task_code=self._code))

    def _list(self, events: Sequence[OutreachEvent]) -> None:
        for old in self.events:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = events if self._every else events[:_MOST]
        self.events = [self._line(event) for event in shown]
        if len(events) > len(shown):
            more = tr("Xem cả {number} hoạt động").format(number=show_number(len(events)))
            self.events.append(link(more, partial(self._show_every, events)))
        if self._of and not events:
            self.events.append(words(tr("Chưa có hoạt động nào gắn với nhiệm vụ này."), "small"))
        for made in self.events:
            self._column.addWidget(made)

    def _line(self, event: OutreachEvent) -> QPushButton:
        state = tr(dict(EVENT_STATES).get(event.state, ""))
        said = f"{show_day(event.last_day())}  {event.label()}"
        made = EventLink(said)
        made.clicked.connect(partial(self.session.opened.emit, event.table, event.id))
        made.setToolTip(f"{said} ({state})")
        made.setAccessibleName(f"{tr('Mở hoạt động')} {said}, {state}")
        return made

    def _show_every(self, events: Sequence[OutreachEvent]) -> None:
        self._every = True
        self._list(events)
