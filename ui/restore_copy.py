"""Bringing a kept copy of the register back before any register is open: which copy, and the passphrase it had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit

from app.problems import Problem
from ui import dialogs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import button, em, paragraph, words

Restore = Callable[[Path, str], bytes]


@guarded
class RestoreCopy(Dialog):
    """`restore` makes the register what a copy says and returns its key, or raises Problem with nothing changed."""

    def __init__(self, restore: Restore) -> None:
        super().__init__(tr("Khôi phục từ bản sao lưu"))
        self.key: bytes | None = None
        self._restore = restore
        self.setFixedWidth(em(self) * 64)
        self.file, self.secret = QLineEdit(), QLineEdit()
        self.file.setReadOnly(True)
        self.file.setAccessibleName(tr("Bản sao lưu"))
        self.file.setPlaceholderText("so-tu-phap-….db")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(tr("Mật khẩu của sổ khi sao lưu"))
        self.said = paragraph("", "error")
        self._lay_out()
        self.buttons(tr("Khôi phục"), tr("Thôi"))
        self.choose_button.setFocus()

    def _lay_out(self) -> None:
        why = tr(
            "Bản sao lưu gồm tệp .db và tệp .khoa.json cùng tên, để cạnh nhau. Bản sao được kiểm tra trước; sổ đang có "
            "trên máy này (nếu có) được cất riêng, không bị xóa."
        )
        row = QHBoxLayout()
        self.choose_button = button(tr("Chọn tệp…"), self.choose, icon="hard-drive")
        row.addWidget(self.file, 1)
        row.addWidget(self.choose_button)
        self.body.addWidget(paragraph(self.windowTitle(), "heading"))
        self.body.addWidget(paragraph(why, "muted"))
        self.body.addWidget(words(tr("Bản sao lưu"), "label"))
        self.body.addLayout(row)
        self.body.addWidget(words(self.secret.accessibleName(), "label"))
        self.body.addWidget(self.secret)
        self.body.addWidget(self.said)

    def choose(self) -> None:
        chosen = dialogs.choose_file(tr("Chọn bản sao lưu"), tr("Bản sao lưu (*.db)"))
        if chosen is not None:
            self.file.setText(str(chosen))
            self.secret.setFocus()

    def accept(self) -> None:
        """Close only with the register back in its place; otherwise say why not and let the person try again."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.key = self._brought_back()
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        finally:
            QApplication.restoreOverrideCursor()
        super().accept()

    def _brought_back(self) -> bytes:
        if not self.file.text():
            raise Problem(tr("Chưa chọn bản sao lưu."), tr("Bấm Chọn tệp, chỉ tệp .db đã sao lưu."))
        return self._restore(Path(self.file.text()), self.secret.text())

    @classmethod
    def ask(cls, restore: Restore) -> bytes | None:
        dialog = cls(restore)
        return dialog.key if dialog.ended() else None
