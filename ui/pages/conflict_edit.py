"""A third value for a field that has two: the field's own box, filled with what stands there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.declaring import fields_of
from app.records import kind_named
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import paragraph, words
from ui.widgets.editor import BAD, CALM
from ui.widgets.editors import editor_for
from ui.widgets.field_box import FieldBox

if TYPE_CHECKING:
    from app.usecases.conflicts import Explained


@guarded
class ThirdValue(Dialog):
    """It closes only once the register has taken the value; what cannot stand there is said below the box."""

    def __init__(self, session: Session, one: Explained) -> None:
        super().__init__(tr("Ghi giá trị khác"))
        self.session, self.one = session, one
        conflict = one.conflict
        field = fields_of(kind_named(conflict.of_table))[conflict.field_name]
        self.box = FieldBox(conflict.field_name, field, editor_for(field, session.store.labels))
        self.box.editor.set_value(field.kind.from_column(orjson.loads(conflict.kept)))
        self.box.changed.connect(lambda: self.box.say("", CALM))
        self.setMinimumWidth(520)
        self.body.addWidget(words(one.record, "heading"))
        for title, side in ((tr("Đang dùng: "), one.kept), (tr("Giá trị kia: "), one.lost)):
            self.body.addWidget(paragraph(title + (_short(side.words) or tr("(để trống)")), "muted"))
        self.body.addWidget(self.box, 1)
        self.write = self.buttons(tr("Ghi vào hồ sơ"), tr("Thôi"))
        self.box.editor.box.setFocus()

    def accept(self) -> None:
        from app.usecases.conflicts import NEW, decide

        try:
            value = self.box.editor.value()
        except ValueError as error:
            self.box.say(str(error), BAD)
            return
        if self.box.field.required and value in (None, "", (), []):
            self.box.say(tr("Không được để trống."), BAD)
            return
        if self.session.run(decide, self.one.conflict, NEW, value) is not None:
            super().accept()


def _short(said: str) -> str:
    """Return the first words of a long value: both stand whole on the page behind."""
    return said if len(said) <= 200 else f"{said[:199]}…"
