"""The first run: whose register it is, who keeps it and its passphrase, and the recovery code that is shown once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.problems import Problem, os_said
from app.records.units import Unit
from app.usecases.founding import Founding
from app.usecases.office import COMMUNE_KINDS
from ui import dialogs
from ui.dialogs import Dialog
from ui.first_run_place import PlaceStep
from ui.guarded import guarded
from ui.texts import tr
from ui.unlock import checked_twice, secret_line
from ui.widgets.bits import button, link, paragraph, words

Make = Callable[[Founding, str], tuple[Any, str]]


@dataclass(frozen=True)
class Made:
    """What `make` gave back: the composition root's own thing, untouched."""

    opened: Any


@guarded
class FirstRun(Dialog):
    """`make` founds the register from what was asked and a passphrase; it returns its own thing and the code.

    `bring_back` asks for a kept copy and returns its register, opened; None when the person leaves.
    """

    def __init__(self, make: Make, bring_back: Callable[[], Any]) -> None:
        super().__init__(tr("Tạo Sổ Tư Pháp"))
        self.made: Made | None = None
        self._make, self._bring_back = make, bring_back
        self.resize(self.fontMetrics().horizontalAdvance("n") * 84, self.fontMetrics().height() * 33)
        self.heading = words("", "title")
        self.said = paragraph("", "error")
        self.steps = QStackedWidget()
        self.place = PlaceStep()
        for step in (self.place, self._people(), self._code()):
            self.steps.addWidget(step)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.steps, 1)
        self.body.addWidget(self.said)
        self.back = button(tr("Quay lại"), self.go_back)
        self.copy = link(tr("Đã có bản sao lưu của sổ? Khôi phục…"), self.restore)
        self.foot.insertWidget(0, self.back)
        self.foot.insertWidget(0, self.copy)
        self.next = self.buttons(tr("Tiếp tục"))
        self.next.setDefault(True)
        self._show(0)

    # --- the steps ---

    def _people(self) -> QWidget:
        self.officer, self.chair = QLineEdit(), QLineEdit()
        self.secret, self.again = secret_line(tr("Mật khẩu của sổ")), secret_line(tr("Gõ lại mật khẩu"))
        self.officer.setAccessibleName(tr("Họ và tên người giữ sổ"))
        why = tr(
            "Sổ được mã hóa bằng mật khẩu này: ai lấy được máy hay USB mà không biết mật khẩu thì không đọc được. "
            "Một câu dễ nhớ thì tốt hơn một từ ngắn."
        )
        self.whose, self.of_officer, self.of_chair = words("", "muted"), words("", "label"), words("", "label")
        return _labelled(
            self.whose,
            self.of_officer,
            self.officer,
            self.of_chair,
            self.chair,
            (tr("Mật khẩu của sổ"), self.secret),
            (tr("Gõ lại mật khẩu"), self.again),
            paragraph(why, "muted"),
        )

    def _code(self) -> QWidget:
        self.code = words("", "code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(tr("Mã khôi phục"))
        self.noted = QCheckBox(tr("Tôi đã ghi lại mã này"))
        self.noted.toggled.connect(self._noted)
        why = tr(
            "Mã này chỉ hiện một lần và không được lưu ở đâu cả. Chép ra giấy, cất chỗ khác với máy tính. "
            "Quên mật khẩu thì chỉ mã này mở được sổ."
        )
        save = button(tr("Lưu thành tệp để in…"), self.save_code, icon="save")
        self.filed = paragraph("", "muted")
        return _labelled(paragraph(why), self.code, save, self.filed, self.noted, None)

    # --- going on ---

    def _noted(self, noted: bool) -> None:
        self.next.setEnabled(noted)

    def _show(self, step: int) -> None:
        titles = (tr("Sổ này của đơn vị nào?"), tr("Ai giữ sổ, mở bằng mật khẩu nào?"), tr("Mã khôi phục"))
        self.steps.setCurrentIndex(step)
        self.heading.setText(titles[step])
        self.said.clear()
        self.next.setText((tr("Tiếp tục"), tr("Tạo sổ"), tr("Mở sổ"))[step])
        self.next.setEnabled(step < 2)
        self.back.setVisible(step == 1)
        self.copy.setVisible(step == 0)
        (self.place.search, self.officer, self.noted)[step].setFocus()

    def _name_people(self, unit: Unit) -> None:
        """Ask for the people of this very unit: only a commune has a chair of its people's committee."""
        of_commune = unit.kind in COMMUNE_KINDS
        self.whose.setText(tr("Sổ của ") + ", ".join(part for part in (unit.name, unit.province) if part))
        officer = tr("Họ và tên người giữ sổ")
        self.of_officer.setText(officer + (tr(" (công chức tư pháp - hộ tịch)") if of_commune else ""))
        chair = tr("Chủ tịch Ủy ban nhân dân") if of_commune else tr("Thủ trưởng đơn vị")
        self.of_chair.setText(chair + tr(" (có thể ghi sau)"))
        self.chair.setAccessibleName(tr("Họ và tên ") + chair)

    def restore(self) -> None:
        """Take a kept copy for the register instead of making one."""
        if (opened := self._bring_back()) is not None:
            self.made = Made(opened)
            super().accept()

    def go_back(self) -> None:
        if self.steps.currentIndex() == 1:
            self._show(0)

    def accept(self) -> None:
        """Go to the next step, or say what is still missing."""
        step = self.steps.currentIndex()
        try:
            if step == 0:
                self.place.unit()
                self.place.through()
                self._name_people(self.place.unit())
                self._show(1)
            elif step == 1:
                self._found()
            elif self.noted.isChecked():
                super().accept()
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")

    def reject(self) -> None:
        """Leave, except when the code is on the screen: then somebody must say it is written down."""
        if self.made is None:
            super().reject()
        else:
            self.said.setText("⚠ " + tr("Ghi lại mã khôi phục, đánh dấu ô “Tôi đã ghi lại mã này” rồi bấm Mở sổ."))

    def _found(self) -> None:
        if not self.officer.text().strip():
            raise Problem(tr("Chưa ghi tên người giữ sổ."), tr("Tên này đứng trong lịch sử của mỗi hồ sơ."))
        secret = checked_twice(self.secret.text(), self.again.text())
        way, middle = self.place.through()
        founding = Founding(self.place.unit(), self.officer.text().strip(), self.chair.text().strip(), way, middle)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            opened, code = self._make(founding, secret)
        finally:
            QApplication.restoreOverrideCursor()
        self.made = Made(opened)
        self.code.setText(code)
        self._show(2)

    def save_code(self) -> None:
        target = dialogs.choose_target(tr("Lưu mã khôi phục"), "ma-khoi-phuc.txt", tr("Văn bản (*.txt)"))
        if target is not None and write_code(target, self.code.text()):
            self.filed.setText(tr("Đã lưu vào ") + f"{target}. " + tr("In ra giấy rồi xóa tệp."))

    @classmethod
    def ask(cls, make: Make, bring_back: Callable[[], Any]) -> Made | None:
        dialog = cls(make, bring_back)
        return dialog.made if dialog.ended() else None


def write_code(target: Path, code: str) -> bool:
    """Write the code into a file; tell whether it is there, a person having been told why not."""
    text = tr("Mã khôi phục của Sổ Tư Pháp") + f"\n\n{code}\n\n" + tr("In ra giấy, cất riêng, rồi xóa tệp này.") + "\n"
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        dialogs.say_problem(Problem(tr("Không ghi được tệp: ") + f"{os_said(error)}.", tr("Chọn thư mục khác.")))
        return False
    return True


def _labelled(*rows: tuple[str, QWidget] | QWidget | None) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 4, 0, 0)
    for row in rows:
        if row is None:
            column.addStretch(1)
        elif isinstance(row, tuple):
            column.addWidget(words(row[0], "label"))
            column.addWidget(row[1])
        else:
            column.addWidget(row)
    return made
