"""Keys: our own card with its digits to be read over the telephone, and the cards of the offices we trust."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.problems import Problem, os_said
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, paragraph, words
from ui.widgets.text_table import TextTable, Words

_DIGITS = 45.0  # letters of thirty digits in groups


@guarded
class KeyCards(Page):
    """Trust is a person's decision: a card comes from a file, its digits are compared, a name stands beside it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Thẻ khóa")
        super().__init__(session, parent)
        self.rows: list[dict[str, Any]] = []
        self.own_name, self.digits = words("", "heading"), words("", "digits")
        self.digits.setAccessibleName(tr("Dãy số của sổ này"))
        self.cards = TextTable(tr("Các đơn vị đã ghi danh"))
        self.asks = paragraph("", "", "warn")
        self.box.addWidget(self._own_card())
        self.box.addWidget(self.asks)
        self.box.addWidget(self._trusted_card(), 1)

    # --- how it looks ---

    def _own_card(self) -> QFrame:
        frame = card()
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 16, 14)
        row.setSpacing(16)
        said = QVBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.own_name)
        line = QHBoxLayout()
        line.addWidget(self.digits)
        line.addStretch(1)
        said.addLayout(line)
        hint = tr("Đọc sáu nhóm số này qua điện thoại cho nơi ghi danh thẻ của mình. Dãy số không phải bí mật.")
        said.addWidget(paragraph(hint, "muted"))
        ways = QVBoxLayout()
        ways.setSpacing(8)
        self.save_button = button(tr("Ghi thẻ ra tệp…"), self.write_card, icon="save", primary=True)
        self.print_button = button(tr("In thẻ khóa…"), self.print_card, icon="printer")
        ways.addWidget(self.save_button)
        ways.addWidget(self.print_button)
        self.change_button = button(tr("Thay máy, đổi khóa…"), self.change_keys, icon="refresh-cw")
        ways.addWidget(self.change_button)
        row.addLayout(said, 1)
        row.addLayout(ways)
        return frame

    def _trusted_card(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(tr("Đơn vị đã ghi danh"), "heading"))
        head.addStretch(1)
        self.enroll_button = button(tr("Ghi danh thẻ từ tệp…"), self.enroll, icon="shield-check", keys="Ctrl+N")
        self.revoke_button = button(tr("Thu hồi…"), self.revoke, icon="x", hint=tr("Thôi tin thẻ đang chọn"))
        self.copy_button = button(tr("Giao người giữ khóa…"), self.hand_copy, icon="users")
        self.custody_button = button(tr("In biên bản giữ khóa…"), self.print_custody, icon="printer")
        self.back_button = button(tr("Lấy lại khóa…"), self.take_copy, icon="undo-2")
        for part in (self.copy_button, self.custody_button, self.back_button):
            head.addWidget(part)
        head.addWidget(self.enroll_button)
        head.addWidget(self.revoke_button)
        column.addLayout(head)
        self.none = paragraph(tr("Chưa ghi danh đơn vị nào: chưa gửi và nhận được."), "muted")
        column.addWidget(self.none)
        column.addWidget(self.cards, 1)
        self.cards.picked.connect(lambda row, _: self.revoke_button.setEnabled(not self.rows[row]["revoked_at"]))
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        self._show_own()
        self._show_asked()
        found = self.session.store.notes("enrolled_key")
        self.rows = sorted(found, key=lambda row: (bool(row["revoked_at"]), row["name"], row["at"]))
        trusted = sum(not row["revoked_at"] for row in self.rows)
        self.count.setText(f"{show_number(trusted)} {tr('thẻ đang tin')}")
        self.none.setVisible(not self.rows)
        self.revoke_button.setEnabled(False)
        self.cards.show_words(_words(self.rows), [0, 11, _DIGITS, 24, 29, 16])

    def _show_asked(self) -> None:
        """Say what keys ask of people; copies for custodians are the receiving office's affair."""
        from app.usecases.key_reminders import reminders
        from app.usecases.office import is_commune

        store = self.session.store
        said = reminders(store, date.today())  # noqa: DTZ011 (keys grow old by calendar days)
        self.asks.setText("\n".join(f"⚠ {one}" for one in said))
        self.asks.setVisible(bool(said))
        try:
            office = not is_commune(store)
        except Problem:  # a register that is only being set up
            office = False
        for part in (self.copy_button, self.custody_button):
            part.setVisible(office)
        self.back_button.setVisible(office and not store.notes("received_bundle"))

    def _show_own(self) -> None:
        from app.bundles.keys import fingerprint
        from app.usecases.keys import own_card

        try:
            own = own_card(self.session.store)
        except Problem as problem:  # a register that is only being set up
            self.own_name.setText(str(problem))
            own = None
        for part in (self.save_button, self.print_button, self.change_button):
            part.setEnabled(own is not None)
        if own is not None:
            self.own_name.setText(f"{own.name}, {tr('mã')} {own.unit}")
            self.digits.setText(fingerprint(own).replace(" ", "   "))

    # --- what it does ---

    def write_card(self) -> None:
        from app.usecases.keys import card_file

        folder = dialogs.choose_folder(tr("Chọn nơi ghi thẻ khóa"))
        if folder is None:
            return
        name, data = card_file(self.session.store)
        try:
            (folder / name).write_bytes(data)
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không ghi được thẻ khóa: ") + f"{os_said(error)}.", tr("Chọn nơi khác.")))
            return
        self.session.said.emit(tr("Đã ghi thẻ khóa: ") + name)

    def print_card(self) -> None:
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, form_id="the-khoa")

    def enroll(self) -> None:
        """Trust a card from a file once somebody has compared its digits over the telephone."""
        from ui.pages.sync_preview import CheckCard

        file = dialogs.choose_file(tr("Chọn thẻ khóa"), tr("Thẻ khóa (*.json)"))
        if file is None:
            return
        try:
            enrolled = CheckCard.ask(self.session, file.read_bytes())
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không đọc được thẻ khóa: ") + f"{os_said(error)}.", tr("Cắm lại USB.")))
        except Problem as problem:
            dialogs.say_problem(problem)
        else:
            self._changed(tr("Đã ghi danh khóa của ") + enrolled if enrolled else "")

    def revoke(self) -> None:
        """Stop trusting the chosen card, for good."""
        from app.usecases import keys

        row = self.rows[self.cards.row()]
        why = tr(
            "Từ nay không nhận gói ký bằng khóa này; những gì đã nhận vẫn còn. "
            "Không ghi danh lại được: đơn vị đó phải tạo khóa mới."
        )
        if dialogs.confirm(tr("Thu hồi thẻ khóa của ") + f"{row['name']}?", why, tr("Thu hồi")):
            self.session.run(keys.revoke, row["key"])
            self._changed(tr("Đã thu hồi thẻ khóa của ") + row["name"])

    def change_keys(self) -> None:
        from ui.pages.keys_change import ChangeKeys

        self._changed(ChangeKeys.ask(self.session))

    def hand_copy(self) -> None:
        from ui.pages.keys_change import HandCopy

        self._changed(HandCopy.ask(self.session))

    def take_copy(self) -> None:
        from ui.pages.keys_change import TakeCopy

        self._changed(TakeCopy.ask(self.session))

    def print_custody(self) -> None:
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, form_id="bien-ban-giu-khoa")

    def _changed(self, said: str) -> None:
        self.look_again()
        if said:
            self.session.said.emit(said)
            self.session.settings_changed.emit("keys")


def _words(rows: list[dict[str, Any]]) -> Words:
    from app.bundles.keys import fingerprint, read_card

    heads = [tr("Đơn vị"), tr("Mã"), tr("Dãy số"), tr("Người đối chiếu"), tr("Lúc"), tr("Tình trạng")]
    shown = [
        [
            row["name"],
            row["unit"],
            fingerprint(read_card(row["card"].encode())),
            row["checked_by"],
            local_moment(row["at"]),
            tr("đã thu hồi") if row["revoked_at"] else tr("đang tin"),
        ]
        for row in rows
    ]
    return Words(
        heads, shown, {(place, 5): "bad" if row["revoked_at"] else "ok" for place, row in enumerate(rows)}, centred=(5,)
    )
