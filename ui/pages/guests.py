"""Asks whom an event invites: names typed or pasted, one a line, and people of our own registers by one click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit

from app.records.event_parts import Invitee
from app.usecases import guests
from app.vietnamese import show_number
from ui.dialogs import Message
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, em, paragraph, words
from ui.widgets.flow import Flow


@guarded
class Guests(Message):
    def __init__(self, session: Session, invited: Sequence[Invitee], on: date) -> None:
        super().__init__(
            tr("Mời theo danh sách"),
            tr("Mỗi dòng một người: họ tên; chức vụ, đơn vị."),
            tr("Dán được từ Excel, Word. Giấy mời in mỗi người một tờ; tên người được mời không gửi đi."),
            icon=("users", "accent"),
        )
        self.session, self.on = session, on
        self.setMinimumWidth(em(self) * 84)
        self.list, self.said = QPlainTextEdit(guests.written(invited)), paragraph("", "small")
        self.list.setAccessibleName(tr("Danh sách người được mời"))
        self.list.setMinimumHeight(self.fontMetrics().height() * 14)
        self.list.setTabChangesFocus(True)
        self.adding = {name: button(tr(name), partial(self.add, name), icon="plus") for name in guests.KNOWN}
        row = Flow()
        row.add(words(tr("Thêm từ sổ:"), "muted"))
        for made in self.adding.values():
            row.add(made)
        for part in (row, self.list, self.said):
            self.body.addWidget(part)
        self.accepting = self.buttons(tr("Đưa vào hoạt động"), tr("Thôi"))
        self.list.textChanged.connect(self._tell)
        self._tell()

    def people(self) -> list[Invitee]:
        return guests.together(guests.read_list(self.list.toPlainText()))

    def add(self, name: str) -> None:
        """Put the people of a register under those who are on the list already."""
        known = guests.KNOWN[name](self.session.store, self.on)
        self.list.setPlainText(guests.written(guests.together(self.people(), known)))

    def _tell(self) -> None:
        self.said.setText(f"{show_number(len(self.people()))} {tr('người')}")

    @classmethod
    def ask(cls, session: Session, invited: Sequence[Invitee], on: date) -> list[Invitee] | None:
        """Return who is invited now, or None when the person leaves."""
        box = cls(session, invited, on)
        found: list[list[Invitee]] = []
        box.accepted.connect(lambda: found.append(box.people()))
        return found[0] if box.ended() else None
