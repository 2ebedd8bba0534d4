"""After a loss: the receiving office gives the sealed part back, the new PC opens it with the code on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.problems import Problem, os_said
from app.vietnamese import show_number, visible
from ui import dialogs, jobs, sheets, sticks
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.pages.sync_taking import EVERYTHING
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph, words

if TYPE_CHECKING:
    from app.usecases.giving_back import GivenBack

_LOST = "Máy cũ bị mất hoặc hỏng"


@guarded
class GiveBack(Dialog):
    """The new PC's card with its digits, which cards went with the old PC, and then all in one step."""

    def __init__(self, session: Session, unit: str, data: bytes) -> None:
        super().__init__(tr("Trả lại dữ liệu cho đơn vị"))
        from app.bundles.keys import fingerprint, read_card
        from app.usecases.keys import enrolled

        read = read_card(data)
        self.session, self.unit, self.data, self.name = session, unit, data, read.name
        self.setMinimumWidth(600)
        self.given: GivenBack | None = None
        self.checked_by, self.said = QLineEdit(), paragraph("", "error")
        self.checked_by.setAccessibleName(tr("Người đã đối chiếu qua điện thoại"))
        self.lost = {
            one.key(): QCheckBox(f"{one.name}: {fingerprint(one)}")
            for one in enrolled(session.store)
            if one.unit == unit and one.key() != read.key()
        }
        ask = tr("Gọi cho đơn vị theo số điện thoại đã biết từ trước, so từng nhóm số của máy mới:")
        for part in (words(read.name, "heading"), paragraph(ask), words(fingerprint(read), "code")):
            self.body.addWidget(part)
        self.body.addWidget(words(tr("Người đã đối chiếu qua điện thoại"), "label"))
        self.body.addWidget(self.checked_by)
        if self.lost:
            self.body.addWidget(words(tr("Khóa đã mất cùng máy cũ, sẽ thu hồi"), "label"))
        for box in self.lost.values():
            box.setChecked(len(self.lost) == 1)
            self.body.addWidget(box)
        self.body.addWidget(paragraph(tr("Nơi nhận không đọc được phần này; chỉ mã trên giấy của đơn vị mở được.")))
        self.body.addWidget(paragraph("⚠ " + tr(sticks.SECRETS), "", "warn"))
        self.body.addWidget(self.said)
        self.buttons(tr("Chọn USB và trả lại"), tr("Thôi"))

    def accept(self) -> None:
        from app.usecases.giving_back import NewPc, give_back_to_new_pc

        gone = tuple(key for key, box in self.lost.items() if box.isChecked())
        new = NewPc(self.data, self.checked_by.text().strip(), gone, _LOST)
        folder = sticks.choose(tr("Chọn USB để ghi phần niêm phong"), writing=True)
        if folder is None:
            return
        try:
            store = self.session.store
            self.given = give_back_to_new_pc(store, self.unit, folder, new, carrier=sticks.carrier(folder))
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        super().accept()

    @classmethod
    def ask(cls, session: Session, unit: str) -> str:
        """Return what was written for whom, or nothing."""
        file = dialogs.choose_file(tr("Chọn thẻ khóa của máy mới"), tr("Thẻ khóa (*.json)"))
        if file is None:
            return ""
        try:
            dialog = cls(session, unit, file.read_bytes())
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không đọc được thẻ khóa: ") + f"{os_said(error)}.", tr("Cắm lại USB.")))
            return ""
        except Problem as problem:
            dialogs.say_problem(problem)
            return ""
        if not dialog.ended() or dialog.given is None:
            return ""
        return _with_sheet(session, dialog.given)


def _with_sheet(session: Session, given: GivenBack) -> str:
    """Make the hand-over sheet of what was given back, show it, and return what to say of both."""
    from app.bundles.policy import FULL

    sheet = sheets.made(session, given.bundle, FULL)
    if sheet is not None:
        sheets.offer(session, given.bundle)
    made = given.made_at
    said = tr("Đã ghi phần niêm phong ngày {day} cho {name}; có thể rút USB. Tệp: {file}.").format(
        day=f"{made[8:10]}/{made[5:7]}/{made[:4]}", name=given.card.name, file=given.file.path.name
    )
    if given.post:
        said += tr(" Cùng nội dung cho nơi chuyển tiếp: {file}.").format(file=given.post.path.name)
    return said + sheets.told(sheet)


@guarded
class Restore(Dialog):
    """Three things a new PC does: shows its card, takes the office's card, opens what is given back."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Khôi phục từ gói trả lại"))
        self.session = session
        self.setMinimumWidth(620)
        self.file: Path | None = None
        self.told = ""
        self.code, self.said = QLineEdit(), paragraph("", "error")
        self.code.setAccessibleName(tr("Mã khôi phục của sổ cũ"))
        self.chosen = paragraph(tr("Chưa chọn tệp."), "muted")
        self.choose = button(tr("Chọn gói trả lại…"), self.choose_file, icon="download")
        self.keys = button(tr("Mở trang Thẻ khóa"), self.go_to_keys, icon="key-round")
        steps = (
            tr(
                "1. Ghi thẻ khóa của máy này ra USB, đọc dãy số qua điện thoại cho nơi nhận; ghi danh thẻ của nơi nhận."
            ),
            tr("2. Nơi nhận bấm “Trả lại dữ liệu cho đơn vị…” và đưa lại USB."),
            tr("3. Chọn tệp trên USB, gõ mã khôi phục trên giấy của SỔ CŨ (không phải mã của sổ mới trên máy này)."),
        )
        for step in steps:
            self.body.addWidget(paragraph(step))
        for part in (self.keys, self.choose, self.chosen, words(tr("Mã khôi phục của sổ cũ"), "label"), self.code):
            self.body.addWidget(part)
        self.body.addWidget(paragraph("⚠ " + tr(sticks.SECRETS), "", "warn"))
        self.body.addWidget(self.said)
        self.buttons(tr("Khôi phục"), tr("Thôi"))

    def go_to_keys(self) -> None:
        self.reject()
        self.session.opened.emit("key_cards", "")

    def choose_file(self) -> None:
        self.file = dialogs.choose_file(tr("Chọn gói trả lại"), tr("Gói Sổ Tư Pháp (*.stp)")) or self.file
        if self.file is not None:
            self.chosen.setText(visible(self.file.name))

    def accept(self) -> None:
        if self.file is None:
            self.said.setText("⚠ " + tr("Chọn tệp do nơi nhận trả lại."))
            return
        file, code = self.file, self.code.text()

        def work(store: Any, watch: jobs.Watch) -> Any:
            from app.usecases.giving_back import restore_from_sealed

            watch.say(tr("Đang mở phần niêm phong và lấy lại từng hồ sơ…"))
            return restore_from_sealed(store, file, code)

        done = jobs.run(self.session, tr("Khôi phục"), work)
        if done is None:
            return
        self.session.announce(EVERYTHING)
        self.told = tr("Đã lấy lại {taken} hồ sơ; {same} đã có sẵn, {refused} chưa đọc được.").format(
            taken=show_number(done.accepted()), same=show_number(done.same), refused=show_number(len(done.refused))
        )
        super().accept()

    @classmethod
    def ask(cls, session: Session) -> str:
        """Return what came back, or nothing."""
        dialog = cls(session)
        return dialog.told if dialog.ended() else ""
