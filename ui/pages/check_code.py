"""The code printed on a cover sheet, compared with the file on the stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.problems import Problem
from app.vietnamese import visible
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import em, paragraph, words

_LINES = 4  # of what is said, however it comes out


@guarded
class CheckCode(Dialog):
    """Says whether the stick is the one that was signed on paper."""

    def __init__(self, session: Session, file: Path) -> None:
        super().__init__(tr("Đối chiếu mã trên phiếu giao nhận"))
        self.session, self.file = session, file
        self.setMinimumWidth(em(self) * 80)
        self.code = QLineEdit()
        self.code.setAccessibleName(tr("Mã trên phiếu giao nhận"))
        self.said = paragraph()
        self.said.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(words(visible(file.name), "heading"))
        self.body.addWidget(words(tr("Mã trên phiếu giao nhận"), "label"))
        self.body.addWidget(self.code)
        self.body.addWidget(self.said)
        self.buttons(tr("Đối chiếu"), tr("Đóng"))

    def accept(self) -> None:
        """Compare and say; the dialog stays for another try."""
        from app.usecases.paper_code import check_code

        try:
            found = check_code(self.session.store, self.file, self.code.text())
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        self.said.setText(("✓ " if found.matches else "⚠ ") + found.words())

    @classmethod
    def ask(cls, session: Session, file: Path) -> None:
        cls(session, file).ended()
