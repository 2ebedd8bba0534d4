"""Asking for the register of a unit that goes into ours: where it lies and what opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from app.ports import Store
from app.usecases.merging_sources import SUFFIX, Given
from app.usecases.office import own_office
from ui import dialogs, jobs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.unlock import secret_line
from ui.widgets.bits import button, em, paragraph, words

_FILES = "Gói hoặc bản sao lưu (*.stp *.db)"


@dataclass(frozen=True)
class Source:
    """A predecessor's register that opened: where, what opened it, whose it is; `split` when only a part comes."""

    given: Given
    code: str
    name: str
    split: bool = False


@guarded
class AskSource(Dialog):
    """The register is tried before it is accepted, so that a wrong passphrase is told here."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Sổ của đơn vị cũ"))
        self.session = session
        self.found: Source | None = None
        self.setMinimumWidth(em(self) * 64)
        hint = tr("Thư mục sổ trên ổ cứng hay USB, tệp sao lưu (.db), hoặc gói cuối có phần niêm phong (.stp). ")
        self.body.addWidget(paragraph(hint + tr("Chương trình chỉ đọc, không sửa gì ở đó."), "muted"))
        self.place = self._line(QLineEdit(), tr("Nơi để sổ"))
        ways = QHBoxLayout()
        ways.addWidget(button(tr("Chọn thư mục…"), self.choose_folder, icon="files"))
        ways.addWidget(button(tr("Chọn tệp…"), self.choose_file, icon="file-text"))
        ways.addStretch(1)
        self.body.addLayout(ways)
        self.passphrase = self._line(secret_line(tr("Mật khẩu của sổ đó")), tr("Mật khẩu của sổ đó"))
        self.code = self._line(secret_line(tr("Mã khôi phục")), tr("Hoặc mã khôi phục (bắt buộc với gói .stp)"))
        self.said = paragraph("", "error")
        self.body.addWidget(self.said)
        self.buttons(tr("Mở thử và thêm"), tr("Thôi"))
        self.place.setFocus()

    def _line(self, line: QLineEdit, name: str) -> QLineEdit:
        label: QLabel = words(name, "label")
        line.setAccessibleName(name)
        label.setBuddy(line)
        self.body.addWidget(label)
        self.body.addWidget(line)
        return line

    def choose_folder(self) -> None:
        if folder := dialogs.choose_folder(tr("Chọn thư mục sổ của đơn vị cũ")):
            self.place.setText(str(folder))

    def choose_file(self) -> None:
        if file := dialogs.choose_file(tr("Chọn gói hoặc bản sao lưu"), tr(_FILES)):
            self.place.setText(str(file))

    def given(self) -> Given:
        return Given(Path(self.place.text().strip()), self.passphrase.text(), self.code.text().strip())

    def accept(self) -> None:
        given = self.given()
        if not self.place.text().strip():
            self.said.setText("⚠ " + tr("Chọn nơi để sổ của đơn vị cũ."))
            return
        if not (given.passphrase or given.recovery_code):
            self.said.setText("⚠ " + tr("Gõ mật khẩu, hoặc mã khôi phục của sổ đó."))
            return
        if given.path.suffix == SUFFIX and not given.recovery_code:
            self.said.setText("⚠ " + tr("Gói .stp chỉ mở được bằng mã khôi phục trên giấy."))
            return
        self.found = jobs.run(self.session, tr("Mở thử sổ của đơn vị cũ"), lambda store, _: self._tried(store, given))
        if self.found is not None:
            super().accept()

    def _tried(self, store: Store, given: Given) -> Source:
        with self.session.services.predecessor(store, given) as source:
            return Source(given, source.unit, own_office(source).name)

    @classmethod
    def ask(cls, session: Session) -> Source | None:
        """Return a register that opened, or nothing when the person left."""
        dialog = cls(session)
        return dialog.found if dialog.ended() else None
