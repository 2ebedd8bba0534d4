"""The PCs of one unit: joined by their cards and a comparison of digits, then everything goes both ways by stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.problems import Problem, os_said
from ui import dialogs, jobs, sheets, sticks
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, empty_state, paragraph, words
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.bundles.keys import KeyCard
    from app.usecases.peers import PeerExported


@guarded
class Pcs(Page):
    """Our own name and digits above, the other PCs below with when each was last heard of."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Các máy của đơn vị")
        super().__init__(session, parent)
        self.others: list[KeyCard] = []
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Tên máy này"))
        self.name.setPlaceholderText(tr("Tên máy này, ví dụ: Máy bộ phận một cửa"))
        self.digits, self.said = words("", "digits"), paragraph("", "plain")
        self.sheet = button(tr("In phiếu bàn giao…"), self.print_sheet, icon="printer")
        self._handed = ""  # the bundle of the last export
        self.table = TextTable(
            tr("Các máy đã ghép"), nothing=tr("Chưa ghép máy nào. Đơn vị chỉ có máy này thì không cần làm gì.")
        )
        self.box.addWidget(self._own())
        self.box.addWidget(self._notice())
        self.box.addWidget(self._joined(), 1)

    def _own(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 14)
        row = QHBoxLayout()
        self.save = button(tr("Ghi thẻ máy này ra USB…"), self.write_card, icon="save")
        row.addWidget(words(tr("Máy này"), "heading"))
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        column.addLayout(row)
        column.addWidget(self.digits)
        how = tr("Ghép hai máy: mỗi máy ghi thẻ ra USB, máy kia bấm “Thêm máy…”, hai người đọc dãy số cho nhau.")
        column.addWidget(paragraph(how, "muted"))
        return frame

    def _notice(self) -> QFrame:
        self.frame = QFrame()
        self.frame.setProperty("notice", "info")
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.said, 1)
        row.addWidget(self.sheet)
        self.frame.hide()
        return self.frame

    def _joined(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        row = QHBoxLayout()
        self.add = button(tr("Thêm máy…"), self.join, icon="plus", keys="Ctrl+N")
        self.ranges = button(tr("Khoảng số…"), lambda: self.session.opened.emit("number_range", ""), icon="columns-3")
        self.remove = button(tr("Thôi ghép…"), self.part, icon="x", hint=tr("Thôi tin máy đang chọn"))
        self.into = button(tr("Nhận từ máy kia…"), self.receive, icon="download")
        self.out = button(tr("Xuất cho máy kia…"), self.export, icon="upload", primary=True)
        row.addWidget(words(tr("Các máy kia"), "heading"))
        row.addStretch(1)
        for part in (self.add, self.ranges, self.remove):
            row.addWidget(part)
        for part in (self.into, self.out):
            self.actions_row.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.none = empty_state("users", tr("Chưa ghép máy nào"), tr("Mọi máy của đơn vị dùng chung một sổ."))
        column.addWidget(self.none, 1)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        from app.usecases.peers import peers
        from app.usecases.writers import own_name

        store = self.session.store
        self.others = peers(store)
        if not self.name.text():
            self.name.setText(own_name(store))
        self._show_digits()
        self.table.show_words(_words(self.session, self.others), [0, 48, 30])
        self.table.setVisible(bool(self.others))
        self.none.setVisible(not self.others)
        for part in (self.out, self.into, self.remove):
            part.setEnabled(bool(self.others))

    def _show_digits(self) -> None:
        from app.bundles.keys import fingerprint
        from app.usecases.keys import own_card

        try:
            self.digits.setText(fingerprint(own_card(self.session.store)).replace(" ", "   "))
        except Problem as problem:  # a register that is only being set up
            self.digits.setText(str(problem))

    def tell(self, text: str, handed: str = "") -> None:
        """Say how something went; `handed` is the bundle whose hand-over sheet was made with it."""
        self.said.setText(text)
        self._handed = handed
        self.sheet.setVisible(bool(handed))
        self.frame.show()
        self.look_again()
        self.session.settings_changed.emit("sync")

    # --- what it does ---

    def write_card(self) -> None:
        from app.usecases.peers import pc_card_file

        made = self.session.run(pc_card_file, self.name.text())
        folder = sticks.choose(tr("Chọn USB để ghi thẻ của máy này"), writing=True) if made else None
        if made is None or folder is None:
            return
        try:
            (folder / made[0]).write_bytes(made[1])
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không ghi được thẻ: ") + f"{os_said(error)}.", tr("Chọn USB khác.")))
            return
        self.tell(tr("Đã ghi thẻ của máy này; có thể rút USB. Cắm sang máy kia, bấm Thêm máy. Tệp: ") + made[0])

    def join(self) -> None:
        file = dialogs.choose_file(tr("Chọn thẻ của máy kia"), tr("Thẻ khóa (*.json)"))
        if file is None:
            return
        try:
            joined = JoinPc.ask(self.session, file.read_bytes())
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không đọc được thẻ: ") + f"{os_said(error)}.", tr("Cắm lại USB.")))
        except Problem as problem:
            dialogs.say_problem(problem)
        else:
            if joined:
                self.tell(tr("Đã ghép với {name}. Làm như vậy trên máy kia rồi trao đổi gói.").format(name=joined))

    def part(self) -> None:
        from app.usecases import keys

        other = self.others[max(self.table.row(), 0)]
        why = tr("Từ nay không nhận và không gửi cho máy này; những gì đã nhận vẫn còn.")
        if dialogs.confirm(tr("Thôi ghép với ") + f"{other.name}?", why, tr("Thôi ghép")):
            self.session.run(keys.revoke, other.key())
            self.tell(tr("Đã thôi ghép với ") + other.name)

    def export(self) -> None:
        from app.bundles.policy import FULL

        if not dialogs.confirm(
            tr("Ghi toàn bộ sổ cho các máy kia của đơn vị?"),
            tr("Gói có cả họ tên, nội dung; chỉ các máy đã ghép mở được. ") + tr(sticks.SECRETS),
            tr("Chọn USB và xuất"),
        ):
            return
        folder = sticks.choose(tr("Chọn USB hoặc thư mục chung"), writing=True)
        if folder is None:
            return
        done = jobs.run(self.session, tr("Xuất cho máy kia"), lambda store, watch: _exported(store, watch, folder))
        if done is not None:
            sheet = sheets.made(self.session, done.bundle, FULL)
            self.tell(_told(done) + sheets.told(sheet), done.bundle if sheet else "")

    def print_sheet(self) -> None:
        sheets.offer(self.session, self._handed)

    def receive(self) -> None:
        """Take what the sync page takes: a file says itself from whom it is."""
        from ui.pages.sync_taking import take_folder

        said = take_folder(self.session)
        if said:
            self.tell(said)


def _told(done: PeerExported) -> str:
    return tr("Đã ghi xong {total} hồ sơ cho {names}, đã đọc lại kiểm tra; có thể rút USB. Tệp: {file}.").format(
        total=sum(done.counts.values()), names=", ".join(done.readers), file=done.file.path.name
    )


def _exported(store: Any, watch: jobs.Watch, folder: Path) -> PeerExported:
    from app.usecases.peers import export_peer

    watch.say(tr("Đang ký, mã hóa và ghi gói, rồi đọc lại kiểm tra…"))
    return export_peer(store, folder, carrier=sticks.carrier(folder))


def _words(session: Session, others: list[KeyCard]) -> Words:
    from app.bundles.keys import fingerprint

    came = {row["replica"]: row["at"] for row in session.store.notes("received_bundle", {"unit": session.store.unit})}
    rows = [
        [one.name, fingerprint(one), local_moment(came[one.replica]) if one.replica in came else tr("chưa lần nào")]
        for one in others
    ]
    return Words([tr("Máy"), tr("Dãy số"), tr("Nhận gói gần nhất")], rows)


@guarded
class JoinPc(Dialog):
    """The digits of another PC, compared by two people, and whether this PC is new and takes over its register."""

    def __init__(self, session: Session, data: bytes) -> None:
        super().__init__(tr("Thêm máy của đơn vị"))
        from app.bundles.keys import fingerprint, read_card

        read = read_card(data)
        self.session, self.data, self.name = session, data, read.name
        self.checked_by = QLineEdit()
        self.checked_by.setAccessibleName(tr("Người đã đối chiếu"))
        self.fresh = QCheckBox(tr("Máy này mới: lấy sổ của máy kia làm sổ của mình"))
        self.said = paragraph("", "error")
        ask = tr("Nhìn màn hình máy kia (Đồng bộ, Các máy của đơn vị) và so từng nhóm số:")
        for part in (words(read.name, "heading"), paragraph(ask), words(fingerprint(read), "code")):
            self.body.addWidget(part)
        self.body.addWidget(words(tr("Người đã đối chiếu"), "label"))
        self.body.addWidget(self.checked_by)
        self.body.addWidget(self.fresh)
        self.body.addWidget(self.said)
        self.buttons(tr("Đã khớp, ghép máy"), tr("Thôi"))

    def accept(self) -> None:
        from app.usecases import peers

        act = peers.join if self.fresh.isChecked() else peers.add_peer
        by = self.checked_by.text().strip()
        try:
            act(self.session.store, self.data, checked_by=by)
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        super().accept()

    @classmethod
    def ask(cls, session: Session, data: bytes) -> str:
        """Return the name of the PC that is joined, or nothing."""
        dialog = cls(session, data)
        return dialog.name if dialog.ended() else ""
