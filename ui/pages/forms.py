"""All printed forms: what each is of, how sure we are of it, filling or printing it blank; and what is unverified."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.forms.model import Form
from app.vietnamese import show_day, show_number
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, paragraph, picture, rule, words
from ui.widgets.pill import Pill

_CERTAINTY = {
    "read": ("đã đối chiếu", "ok"),
    "internal": ("mẫu nội bộ", "calm"),
    "unverified": ("chưa xác minh", "warn"),
}


@guarded
class Forms(Page):
    kinds = frozenset({"office"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Biểu mẫu")
        super().__init__(session, parent)
        self.column = QVBoxLayout()
        self.box.addLayout(self.column, 1)

    def look_again(self) -> None:
        from app.forms.packs import forms

        if self.column.count():
            return  # the page is made anew when reference data changes what is offered
        self.count.setText(show_number(len(forms())) + tr(" mẫu"))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(10)
        for form in forms():
            lines.addWidget(self._form(form))
        lines.addWidget(self._unverified())
        lines.addStretch(1)
        self.column.addWidget(scrolling(inside))

    def _form(self, form: Form) -> QFrame:
        frame = card()
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(paragraph(form.title, "heading"))
        laws = "; ".join(basis.citation for basis in form.legal_basis)
        said.addWidget(paragraph(laws, "small"))
        row.addWidget(picture("file-text", "accent", 3))
        row.addLayout(said, 1)
        row.addWidget(Pill(*_CERTAINTY[form.certainty]))
        row.addWidget(button(tr("In bản trống"), partial(self.print, form.id, by_hand=True)))
        row.addWidget(button(tr("Xem và in"), partial(self.print, form.id), icon="printer"))
        return frame

    def print(self, form_id: str, *, by_hand: bool = False) -> None:
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, form_id=form_id, by_hand=by_hand)

    def _unverified(self) -> QFrame:
        from app.forms.packs import unverified

        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(words(tr("Mẫu chưa xác minh"), "heading"))
        why = tr("Những chỗ chưa ai so với văn bản gốc. Có văn bản thì so rồi báo người phụ trách chương trình.")
        column.addWidget(paragraph(why, "muted"))
        for line in unverified():
            column.addWidget(rule())
            column.addWidget(paragraph(line.form_title))
            column.addWidget(paragraph(f"{line.what} ({tr('ghi từ')} {show_day(line.since)})", "small"))
        return frame
