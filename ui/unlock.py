"""The window before the window: the passphrase of the register, or its recovery code and a new passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.problems import Problem
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.restore_copy import Restore, RestoreCopy
from ui.texts import tr
from ui.widgets.bits import link, paragraph, picture, words

Open = Callable[[str], bytes]


def secret_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line


def checked_twice(first: str, second: str) -> str:
    """Return the passphrase typed twice; raises Problem when the two differ."""
    if first != second:
        raise Problem(tr("Hai lần gõ mật khẩu không giống nhau."), tr("Gõ lại cả hai ô."))
    return first


@guarded
class Unlock(Dialog):
    """`by_passphrase` and `by_code` return the register's key or raise Problem; `renew` sets a new passphrase.

    `restore` puts a kept copy in the register's place and returns its key.
    """

    def __init__(
        self, by_passphrase: Open, by_code: Open, renew: Callable[[bytes, str], None], *, restore: Restore
    ) -> None:
        super().__init__(tr("Mở Sổ Tư Pháp"))
        self.key: bytes | None = None
        self._by_passphrase, self._by_code, self._renew, self._restore = by_passphrase, by_code, renew, restore
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("n") * 56)
        self.said = paragraph("", "error")
        self.body.addWidget(picture("lock", "accent", 4), 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(words(tr("Sổ Tư Pháp"), "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.ways = (self._first(), self._second())
        for way in self.ways:
            self.body.addWidget(way)
        self.body.addWidget(self.said)
        self.buttons(tr("Mở sổ"), tr("Thoát")).setDefault(True)
        self.use_passphrase()

    def _first(self) -> QWidget:
        self.passphrase = secret_line(tr("Mật khẩu của sổ"))
        forgotten = link(tr("Quên mật khẩu? Dùng mã khôi phục"), self.use_code)
        damaged = link(tr("Sổ hỏng, máy mới? Khôi phục từ bản sao lưu"), self.bring_back)
        return _column(words(tr("Mật khẩu của sổ"), "label"), self.passphrase, forgotten, damaged)

    def _second(self) -> QWidget:
        self.code = QLineEdit()
        self.code.setAccessibleName(tr("Mã khôi phục"))
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.new, self.again = secret_line(tr("Mật khẩu mới")), secret_line(tr("Gõ lại mật khẩu mới"))
        return _column(
            words(tr("Mã khôi phục (ghi trên giấy khi tạo sổ)"), "label"),
            self.code,
            words(tr("Mật khẩu mới"), "label"),
            self.new,
            words(tr("Gõ lại mật khẩu mới"), "label"),
            self.again,
            link(tr("Trở lại gõ mật khẩu"), self.use_passphrase),
        )

    def by_code(self) -> bool:
        return self.ways[1].isVisibleTo(self)

    def _turn_to(self, way: int) -> None:
        for place, widget in enumerate(self.ways):
            widget.setVisible(place == way)
        self._say("")

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.adjustSize()

    def use_code(self) -> None:
        self._turn_to(1)
        self.code.setFocus()

    def use_passphrase(self) -> None:
        self._turn_to(0)
        self.passphrase.setFocus()

    def bring_back(self) -> None:
        """Open the register that a kept copy has just become."""
        self.key = RestoreCopy.ask(self._restore)
        if self.key:
            super().accept()

    def accept(self) -> None:
        """Close only with a key; otherwise say what is wrong and let the person try again."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a passphrase is slow to try, on purpose
        try:
            self.key = self._tried()
        except Problem as problem:
            self._refuse(problem)
            return
        finally:
            QApplication.restoreOverrideCursor()
        super().accept()

    def _tried(self) -> bytes:
        if not self.by_code():
            return self._by_passphrase(self.passphrase.text())
        new = checked_twice(self.new.text(), self.again.text())
        key = self._by_code(self.code.text())
        self._renew(key, new)
        return key

    def _refuse(self, problem: Problem) -> None:
        self._say(f"⚠ {problem}")
        line = self.code if self.by_code() else self.passphrase
        line.setFocus()
        line.selectAll()

    @classmethod
    def ask(
        cls, by_passphrase: Open, by_code: Open, renew: Callable[[bytes, str], None], *, restore: Restore
    ) -> bytes | None:
        dialog = cls(by_passphrase, by_code, renew, restore=restore)
        return dialog.key if dialog.ended() else None


def _column(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return made
