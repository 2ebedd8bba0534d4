"""The settings page: the office, who writes, how the window looks, the passphrase, and a copy of the register."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import app as program
from app.ports import Store
from app.problems import Problem
from app.records.office import Office
from app.usecases import records
from app.usecases.office import COMMUNE_KINDS, own_office
from ui import dialogs, jobs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.texts import tr
from ui.unlock import checked_twice, secret_line
from ui.widgets.bits import button, card, paragraph, words
from ui.widgets.combo import Combo
from ui.widgets.form import RecordForm

SIZES = (100, 110, 125, 150)
KEY_YEARS = (1, 2, 3, 5)


@guarded
class Settings(Page):
    kinds = frozenset({"office"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Cài đặt")
        super().__init__(session, parent)
        self.form = RecordForm(Office, session.store.labels)
        self.office: Office | None = None
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._office_card(), 5)
        row.addWidget(scrolling(self._right()), 4)
        self.box.addLayout(row, 1)

    def _office_card(self) -> QFrame:
        frame, column = _card(tr("Đơn vị"))
        column.addWidget(self.form, 1)
        self.save_button = button(tr("Lưu đơn vị"), self.save, icon="save", primary=True)
        foot = QHBoxLayout()
        mergers = tr("Nhập sổ của các đơn vị cũ vào sổ này")
        self.merge_button = button(tr("Sáp nhập đơn vị…"), self.open_mergers, icon="landmark", hint=mergers)
        self.excel_button = button(tr("Nhập từ Excel…"), self.import_excel, icon="sheet", hint=tr("Sổ cũ của đơn vị"))
        foot.addWidget(self.merge_button)
        foot.addWidget(self.excel_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        return frame

    def _right(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(12)
        for part in (self._looks(), self._writer(), self._terms(), self._safety(), self._about()):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def _looks(self) -> QFrame:
        frame, column = _card(tr("Hiển thị"))
        self.letters = Combo()
        self.letters.setAccessibleName(tr("Cỡ chữ"))
        for percent in SIZES:
            self.letters.addItem(f"{percent} %", percent)
        self.letters.setCurrentIndex(self.letters.findData(self.session.setting("percent", 100)))
        self.dark = QCheckBox(tr("Nền tối"))
        self.dark.setChecked(bool(self.session.setting("dark", False)))
        self.letters.activated.connect(lambda _: self.session.set_setting("percent", self.letters.currentData()))
        self.dark.toggled.connect(lambda dark: self.session.set_setting("dark", dark))
        column.addWidget(words(tr("Cỡ chữ"), "label"))
        column.addWidget(self.letters)
        column.addWidget(self.dark)
        return frame

    def _writer(self) -> QFrame:
        frame, column = _card(tr("Người ghi sổ"))
        self.author = QLineEdit(self.session.store.author)
        self.author.setAccessibleName(tr("Họ và tên người ghi sổ"))
        self.author.editingFinished.connect(self._name_author)
        column.addWidget(words(tr("Họ và tên"), "label"))
        column.addWidget(self.author)
        column.addWidget(paragraph(tr("Tên này đứng trong lịch sử của mỗi hồ sơ được ghi từ nay."), "muted"))
        return frame

    def _terms(self) -> QFrame:
        """No law says whether a Saturday worked in exchange is a working day of a time limit: the office does."""
        from app.usecases.working_days import MAKE_UP_SATURDAYS, make_up

        frame, column = _card(tr("Thời hạn theo ngày làm việc"))
        self.saturdays = QCheckBox(tr("Tính cả thứ bảy làm bù"))
        self.saturdays.setChecked(make_up(self.session.store))
        self.saturdays.toggled.connect(lambda on: self.session.set_setting(MAKE_UP_SATURDAYS, on))
        column.addWidget(self.saturdays)
        return frame

    def _safety(self) -> QFrame:
        frame, column = _card(tr("An toàn dữ liệu"))
        self.copied = paragraph("", "muted")
        column.addWidget(self.copied)
        column.addWidget(words(tr("Nhắc đổi khóa của sổ"), "label"))
        column.addWidget(self._key_years())
        column.addWidget(button(tr("Sao lưu ngay…"), self.back_up, icon="hard-drive"))
        column.addWidget(button(tr("Đổi mật khẩu…"), self.change_passphrase, icon="key-round"))
        column.addWidget(button(tr("Mở thư mục của sổ"), self.open_folder, icon="external-link"))
        return frame

    def _key_years(self) -> Combo:
        """Ask after how many years keys are old: the office's own choice, which no law makes."""
        from app.usecases.key_reminders import DEFAULT_YEARS, YEARS

        self.key_years = Combo()
        self.key_years.setAccessibleName(tr("Nhắc đổi khóa của sổ"))
        kept = int(self.session.setting(YEARS, DEFAULT_YEARS))
        for years in sorted({*KEY_YEARS, kept} - {0}):
            self.key_years.addItem(tr("Sau {years} năm").format(years=years), years)
        self.key_years.addItem(tr("Không nhắc"), 0)
        self.key_years.setCurrentIndex(self.key_years.findData(kept))
        self.key_years.activated.connect(lambda _: self.session.set_setting(YEARS, self.key_years.currentData()))
        return self.key_years

    def _about(self) -> QFrame:
        frame, column = _card(tr("Chương trình"))
        column.addWidget(paragraph(f"Sổ Tư Pháp {program.__version__}", "muted"))
        column.addWidget(paragraph(tr("Nhật ký lỗi: ") + str(self.session.services.log_file), "small"))
        return frame

    # --- what it does ---

    def look_again(self) -> None:
        try:
            self.office = own_office(self.session.store)
        except Problem:  # nobody has named the office yet: the empty form below is the remedy
            self.office = Office(code=self.session.store.unit)
        self.form.load(self.office)
        for commune_only in (self.merge_button, self.excel_button):
            commune_only.setVisible(self.office.kind in COMMUNE_KINDS)
        self.tell_copied()

    def tell_copied(self) -> None:
        last = self.session.setting("last_backup", "")
        self.copied.setText(tr("Sao lưu lần cuối: ") + last if last else tr("Chưa sao lưu lần nào."))

    def save(self) -> None:
        if self.office is None:
            return
        unread = self.form.take()
        issues = [*unread, *records.issues_of(self.session.store, self.office)]
        if any(issue.blocks for issue in issues):
            self.form.mark(issues)
            return
        if self.session.run(records.save, self.office) is not None:
            self.session.said.emit(tr("Đã lưu đơn vị."))
            self.look_again()

    def _name_author(self) -> None:
        name = " ".join(self.author.text().split())
        if name and name != self.session.store.author:
            self.session.store.author = name
            self.session.set_setting("author", name)

    def back_up(self) -> None:
        folder = dialogs.choose_folder(tr("Chọn nơi cất bản sao lưu"))
        if folder is None:
            return
        written = jobs.run(self.session, tr("Sao lưu"), lambda store, watch: self._copied(store, watch, folder))
        if written is None:
            return
        moment = datetime.now().strftime("%d/%m/%Y %H:%M")  # noqa: DTZ005 (shown in the officer's own time)
        self.session.set_setting("last_backup", moment)
        self.tell_copied()
        dialogs.say(
            tr("Sao lưu"),
            tr("Đã sao lưu và đọc lại kiểm tra."),
            tr("Trong {folder}: {copy} và tệp khóa {key}. Giữ các tệp cạnh nhau, thiếu tệp khóa không mở được.").format(
                folder=written.parent, copy=written.name, key=written.with_suffix(".khoa.json").name
            ),
        )

    def _copied(self, store: Store, watch: jobs.Watch, folder: Path) -> Path:
        watch.say(tr("Đang chép sổ và đọc lại kiểm tra…"))
        return self.session.services.back_up(store, folder)

    def change_passphrase(self) -> None:
        if NewPassphrase.ask(self.session):
            dialogs.say(tr("Đổi mật khẩu"), tr("Đã đổi mật khẩu."), tr("Mã khôi phục trên giấy vẫn dùng được như cũ."))

    def import_excel(self) -> None:
        from ui.pages.excel_import import ImportExcel

        ImportExcel(self.session).ended()

    def open_mergers(self) -> None:
        self.session.opened.emit("mergers", "")

    def open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.services.folder)))


@guarded
class NewPassphrase(Dialog):
    def __init__(self, session: Session) -> None:
        super().__init__(tr("Đổi mật khẩu"))
        self.session = session
        self.setMinimumWidth(420)
        self.present = secret_line(tr("Mật khẩu đang dùng"))
        self.new, self.again = secret_line(tr("Mật khẩu mới")), secret_line(tr("Gõ lại mật khẩu mới"))
        self.said = paragraph("", "error")
        for line in (self.present, self.new, self.again):
            self.body.addWidget(words(line.accessibleName(), "label"))
            self.body.addWidget(line)
        self.body.addWidget(self.said)
        self.buttons(tr("Đổi mật khẩu"), tr("Thôi")).setDefault(True)

    def accept(self) -> None:
        try:
            new = checked_twice(self.new.text(), self.again.text())
            self.session.services.change_passphrase(self.present.text(), new)
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        super().accept()

    @classmethod
    def ask(cls, session: Session) -> bool:
        return cls(session).ended()


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 12)
    column.addWidget(words(title, "heading"))
    return frame, column
