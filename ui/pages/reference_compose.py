"""What a new set of reference data brings: files of a folder, an announcement, which records go with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit

from app.problems import Problem
from ui import dialogs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph, words

if TYPE_CHECKING:
    from app.usecases.reference_composing import Wish


@guarded
class ComposeSet(Dialog):
    """Everything in force here goes with every set; asked is only what is new."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Lập bộ dữ liệu tham chiếu mới"))
        from app.usecases.reference_records import RECORDS

        self.resize(720, 620)
        self.session = session
        self.folder: Path | None = None
        self.wish: Wish | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Bộ này có gì mới"))
        self.name.setPlaceholderText(tr("Ví dụ: Mẫu giấy mời mới và lịch nghỉ năm sau"))
        self.chosen = paragraph(tr("Chưa chọn thư mục nào: không có tệp mới."), "muted")
        self.announced = QPlainTextEdit()
        self.announced.setAccessibleName(tr("Thông báo gửi kèm"))
        self.announced.setTabChangesFocus(True)
        self.records = {kind: QCheckBox(kind.title) for kind in RECORDS}
        self.retire: list[tuple[str, str]] = []
        self.retiring = paragraph("", "muted")
        self.said = paragraph("", "error")
        self._lay_out()
        self.buttons(tr("Lập và ghi ra USB"), tr("Thôi"))

    def _lay_out(self) -> None:
        self.body.addWidget(words(tr("Bộ này có gì mới"), "label"))
        self.body.addWidget(self.name)
        self.body.addWidget(words(tr("Tệp mới: mẫu, bảng số liệu, ngày nghỉ, căn cứ, mức chi, đơn vị"), "label"))
        row = QHBoxLayout()
        self.pick = button(tr("Chọn thư mục…"), self.choose, icon="files")
        row.addWidget(self.pick)
        row.addWidget(self.chosen, 1)
        self.body.addLayout(row)
        self.body.addWidget(words(tr("Mục thôi dùng: mẫu, gói bảng số liệu, bộ tiêu chí, đơn vị, thông báo"), "label"))
        self.body.addLayout(self._retire_row())
        self.body.addWidget(words(tr("Thông báo (dòng đầu là tiêu đề, có thể bỏ trống)"), "label"))
        self.body.addWidget(self.announced, 1)
        self.body.addWidget(words(tr("Hồ sơ của đơn vị này gửi kèm"), "label"))
        boxes = QHBoxLayout()
        for box in self.records.values():
            box.setChecked(True)
            boxes.addWidget(box)
        boxes.addStretch(1)
        self.body.addLayout(boxes)
        self.body.addWidget(self.said)

    def _retire_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.pick_retired = button(tr("Chọn mục…"), self.choose_retired, icon="x")
        row.addWidget(self.pick_retired)
        row.addWidget(self.retiring, 1)
        self._say_retired()
        return row

    def choose_retired(self) -> None:
        """Ask which of what is in use now nobody is to use any more."""
        from app.usecases.reference_retiring import in_use
        from ui.pages.reference_retire import RetireItems

        today = date.today()  # noqa: DTZ011 (items are dated by calendar days)
        chosen = RetireItems.ask(in_use(self.session.store, today), self.retire)
        if chosen is not None:
            self.retire = chosen
            self._say_retired()

    def _say_retired(self) -> None:
        names = ", ".join(name for _, name in self.retire)
        self.retiring.setText(names or tr("Không có mục nào thôi dùng."))

    def choose(self) -> None:
        """Ask for the folder whose files are laid out as the program's own."""
        folder = dialogs.choose_folder(tr("Chọn thư mục có các tệp mới"))
        if folder is not None:
            self.folder = folder
            self.chosen.setText(str(folder))

    def accept(self) -> None:
        try:
            self.wish = self._read()
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        super().accept()

    def _read(self) -> Wish:
        from app.records.base import new_id
        from app.usecases.reference_checking import check_items
        from app.usecases.reference_composing import Wish
        from app.usecases.reference_tables import announcement, read_folder

        if not self.name.text().strip():
            raise Problem(tr("Chưa ghi bộ này có gì mới."), tr("Ghi một câu để các đơn vị biết."))
        items = read_folder(self.folder) if self.folder else []
        if text := self.announced.toPlainText().strip():
            items.append(announcement(new_id(), text))
        check_items(items)
        kinds = tuple(kind for kind, box in self.records.items() if box.isChecked())
        return Wish(self.name.text(), items, self.retire, kinds)

    @classmethod
    def ask(cls, session: Session) -> Wish | None:
        dialog = cls(session)
        return dialog.wish if dialog.ended() else None
