"""The dialogs of the page of keys: new keys in one step, a copy for a custodian, keys taken back from a copy."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from app.problems import Problem, os_said
from app.vietnamese import show_number
from ui import dialogs, sticks
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import paragraph, words


@guarded
class ChangeKeys(Dialog):
    """Asks why; new keys, the withdrawal of the old and the news of both are one step."""

    def __init__(self) -> None:
        super().__init__(tr("Thay máy, đổi khóa"))
        from app.usecases.key_change import REASONS

        self.setMinimumWidth(560)
        self.body.addWidget(paragraph(tr("Máy này sẽ có khóa mới, khóa cũ bị thu hồi. Vì sao?"), "heading"))
        self.group = QButtonGroup(self)
        self.reasons: dict[str, QRadioButton] = {}
        for code, said in REASONS.items():
            self.reasons[code] = QRadioButton(tr(said))
            self.group.addButton(self.reasons[code])
            self.body.addWidget(self.reasons[code])
        self.body.addWidget(
            paragraph(
                tr(
                    "Tin về khóa mới được ghi ra USB cho các nơi đã biết máy này: khóa cũ bảo đảm cho khóa mới. "
                    "Khi nghi lộ khóa thì không bảo đảm gì: gửi thẻ mới và đối chiếu lại dãy số qua điện thoại."
                ),
                "muted",
            )
        )
        self.accepting = self.buttons(tr("Chọn USB và đổi khóa"), tr("Thôi"))
        self.accepting.setEnabled(False)
        self.why = ""
        self.group.buttonClicked.connect(self._chosen)

    def _chosen(self) -> None:
        self.why = next(code for code, choice in self.reasons.items() if choice.isChecked())
        self.accepting.setEnabled(True)

    @classmethod
    def ask(cls, session: Session) -> str:
        """Change the keys; return what to say, nothing when the person left or it could not be done."""
        from app.usecases.key_change import replace_keys

        dialog = cls()
        if not dialog.ended():
            return ""
        folder = sticks.choose(tr("Chọn USB để ghi tin về khóa mới"), writing=True)
        done = session.run(replace_keys, folder, dialog.why) if folder else None
        if done is None:
            return ""
        if not done.files:
            return tr("Đã đổi khóa. Ghi thẻ mới ra tệp, gửi cho từng nơi và đối chiếu dãy số qua điện thoại.")
        named = show_number(len(done.readers))
        return tr("Đã đổi khóa. {files} tệp tin về khóa đã ghi cho {named} nơi; đưa USB cho các nơi đó nhập.").format(
            files=show_number(len(done.files)), named=named
        )


@guarded
class HandCopy(Dialog):
    """The code that opens a custodian's copy, shown once."""

    def __init__(self, name: str, file: str, code: str) -> None:
        super().__init__(tr("Giao khóa cho người giữ"))
        self.body.addWidget(words(name, "heading"))
        self.body.addWidget(paragraph(tr("Đã ghi tệp ") + file + tr(". Mã mở tệp, chỉ hiện một lần:")))
        self.code = words(code, "code")
        self.body.addWidget(self.code)
        self.body.addWidget(
            paragraph(tr("Người giữ chép mã ra giấy của mình, cất khác chỗ với USB. Không chụp, không gửi qua mạng."))
        )
        self.buttons(tr("Người giữ đã chép mã"))

    @classmethod
    def ask(cls, session: Session) -> str:
        """Hand a copy to somebody; return what to say, or nothing."""
        from app.usecases.key_custody import hand_copy

        why = tr("Hai người giữ hai bản; bản của một người là đủ để lấy lại khóa khi máy hỏng.")
        name = dialogs.ask_words(tr("Họ và tên người giữ khóa"), why, tr("Chọn USB"))
        folder = sticks.choose(tr("Chọn USB của người giữ khóa"), writing=True) if name else None
        handed = session.run(hand_copy, name, folder) if folder else None
        if handed is None:
            return ""
        cls(handed.name, handed.file.path.name, handed.code).ended()
        return tr("Đã giao một bản khóa cho ") + handed.name


@guarded
class TakeCopy(Dialog):
    """Puts the keys of a custodian's copy into a new register."""

    def __init__(self, session: Session, data: bytes) -> None:
        super().__init__(tr("Lấy lại khóa từ người giữ"))
        self.session, self.data = session, data
        self.setMinimumWidth(520)
        self.code, self.said = QLineEdit(), paragraph("", "error")
        self.code.setAccessibleName(tr("Mã trên giấy của người giữ khóa"))
        for part in (words(tr("Mã trên giấy của người giữ khóa"), "label"), self.code, self.said):
            self.body.addWidget(part)
        self.buttons(tr("Lấy lại khóa"), tr("Thôi"))

    def accept(self) -> None:
        from app.usecases.key_custody import take_copy

        try:
            take_copy(self.session.store, self.data, self.code.text())
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        super().accept()

    @classmethod
    def ask(cls, session: Session) -> str:
        file = dialogs.choose_file(tr("Chọn tệp của người giữ khóa"), tr("Bản giữ khóa (*.age)"))
        if file is None:
            return ""
        try:
            data = file.read_bytes()
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không đọc được tệp: ") + f"{os_said(error)}.", tr("Cắm lại USB.")))
            return ""
        return tr("Đã lấy lại khóa; các đơn vị không phải ghi danh lại.") if cls(session, data).ended() else ""
