"""Choosing a stick or any other folder, knowing which stick a folder lies on, letting a stick go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.problems import Problem
from app.vietnamese import show_number
from ui import dialogs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph

if TYPE_CHECKING:
    from app.bundles.drives import Drives, Stick
    from app.usecases.hand_over import Carrier

SECRETS = "Không dùng cho tài liệu bí mật nhà nước."


def drives() -> Drives:
    """Return what knows of sticks; tests put a fake in the place of this function."""
    from app.bundles.drives import system_drives

    return system_drives()


def carrier(folder: Path) -> Carrier:
    """Return the label and serial of the stick on which a folder lies, empty for other folders."""
    from app.bundles.drives import stick_of
    from app.usecases.hand_over import Carrier

    stick = stick_of(drives(), folder)
    return Carrier(stick.label, stick.serial) if stick else Carrier()


def choose(title: str, *, writing: bool = False) -> Path | None:
    """Ask for a stick that is in, or any folder; without a stick the folder is asked for at once."""
    found = drives().sticks()
    if not found:
        return dialogs.choose_folder(f"{title}. {tr(SECRETS)}")
    box = ChooseStick(title, found, writing=writing)
    return box.chosen if box.ended() else None


def let_go(session: Session, folder: Path) -> None:
    """Let the stick go on which a folder lies, and say when it may be pulled out."""
    from app.bundles.drives import stick_of

    known = drives()
    stick = stick_of(known, folder)
    if stick is None:
        session.said.emit(tr("Thư mục này không ở trên USB nào thấy được: đóng tệp rồi rút như thường lệ."))
        return
    try:
        known.eject(stick)
    except Problem as problem:
        dialogs.say_problem(problem)
        return
    session.said.emit(tr("Đã tháo USB an toàn; có thể rút."))


@guarded
class ChooseStick(Dialog):
    """The sticks that are in, with their room; one that cannot be written to is told as such."""

    def __init__(self, title: str, sticks: list[Stick], *, writing: bool) -> None:
        super().__init__(title)
        self.setMinimumWidth(560)
        self.chosen: Path | None = None
        self.sticks, self.writing = sticks, writing
        self.list = QListWidget()
        self.list.setAccessibleName(tr("USB đang cắm"))
        for stick in sticks:
            self.list.addItem(QListWidgetItem(_words(stick)))
        self.list.setCurrentRow(0)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.said = paragraph("", "error")
        self.body.addWidget(paragraph(title, "heading"))
        self.body.addWidget(self.list)
        self.body.addWidget(self.said)
        self.body.addWidget(paragraph("⚠ " + tr(SECRETS), "", "warn"))
        self.other = button(tr("Thư mục khác…"), self.choose_other, icon="hard-drive")
        self.foot.insertWidget(0, self.other)
        self.buttons(tr("Dùng USB này"), tr("Thôi"))

    def accept(self) -> None:
        stick = self.sticks[max(self.list.currentRow(), 0)]
        if self.writing and stick.read_only:
            self.said.setText("⚠ " + tr("USB này chỉ cho đọc. Gạt khóa ghi trên USB, hoặc chọn USB khác."))
            return
        self.chosen = stick.path
        super().accept()

    def choose_other(self) -> None:
        self.chosen = dialogs.choose_folder(self.windowTitle())
        if self.chosen is not None:
            super().accept()


def _words(stick: Stick) -> str:
    name = stick.label or tr("USB chưa đặt nhãn")
    room = f"{tr('còn trống')} {show_number(stick.free >> 20)} MB / {show_number(stick.size >> 20)} MB"
    return f"{name} – {stick.path} – {tr('chỉ đọc') if stick.read_only else room}"
