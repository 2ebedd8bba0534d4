"""The USB page: two big buttons, what left and what came back, and whose keys are trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from app.ports import Store, Touched
from app.problems import Problem
from app.records import KINDS
from ui import dialogs, jobs
from ui.guarded import guarded
from ui.pages import sync_words
from ui.pages.base import Page
from ui.pages.sync_office import OfficeTab, folder_html
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, paragraph, set_property

if TYPE_CHECKING:
    from app.usecases.receiving_many import TakenFile

_EVERYTHING = Touched(frozenset(kind.table for kind in KINDS), 1)


def browser(name: str) -> QTextBrowser:
    made = QTextBrowser()
    made.setAccessibleName(name)
    made.setOpenLinks(False)
    made.setFrameShape(QFrame.Shape.NoFrame)
    return made


@guarded
class Sync(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Đồng bộ USB")
        super().__init__(session, parent)
        self.notice = paragraph("", "plain")
        self.states, self.books, self.keys = (
            browser(tr("Trạng thái hồ sơ")),
            browser(tr("Gói và biên nhận")),
            browser(tr("Khóa đã ghi danh")),
        )
        self.office = OfficeTab(session, self._took_folder)
        self.box.addLayout(self._two_buttons())
        self.box.addWidget(self._notice_card())
        self.box.addWidget(self._tabs(), 1)

    # --- how it looks ---

    def _two_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        self.out = button(tr("Xuất ra USB"), self.export, icon="upload", primary=True)
        self.into = button(tr("Nhập từ USB"), self.receive, icon="download")
        out_words = tr("Ghi một gói đã ký và mã hóa cho nơi nhận. Chỉ nơi nhận đọc được.")
        in_words = tr("Nhận gói của đơn vị khác, hoặc biên nhận của nơi đã nhận gói này.")
        for place, (big, said) in enumerate(((self.out, out_words), (self.into, in_words))):
            big.setProperty("big", True)
            grid.addWidget(big, 0, place)
            grid.addWidget(paragraph(said, "muted"), 1, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _notice_card(self) -> QFrame:
        self.frame = QFrame()
        self.frame.setProperty("notice", "info")
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.notice)
        self.frame.hide()
        return self.frame

    def _tabs(self) -> QWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(tr("Đồng bộ: trạng thái, gói, khóa"))
        for part, name in ((self.states, tr("Trạng thái hồ sơ")), (self.books, tr("Gói và biên nhận"))):
            tabs.addTab(_carded(part), name)
        tabs.addTab(self._keys_tab(), tr("Thẻ khóa"))
        tabs.addTab(_carded(self.office), tr("Đơn vị gửi về"))
        return tabs

    def _keys_tab(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        row = QHBoxLayout()
        row.addWidget(button(tr("Ghi thẻ khóa của sổ này…"), self.write_card, icon="key-round"))
        row.addWidget(button(tr("Nhập thẻ khóa của đơn vị khác…"), self.enrol, icon="shield-check"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.keys, 1)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        store = self.session.store
        self.states.setHtml(sync_words.states(store))
        self.books.setHtml(sync_words.books(store))
        self.keys.setHtml(sync_words.keys(store))
        self.office.look_again()
        self.count.setText(sync_words.receiver(store))

    def tell(self, text: str, tone: str = "info") -> None:
        """Say on the page how the last export or receipt went, until the next one."""
        self.notice.setText(text)
        set_property(self.frame, "notice", tone)
        self.frame.show()
        self.look_again()
        self.session.settings_changed.emit("sync")

    # --- out ---

    def export(self) -> None:
        """Show what leaves, ask where to, and write in the background."""
        from ui.pages.sync_preview import ExportPreview

        level = ExportPreview.ask(self.session)
        folder = dialogs.choose_folder(tr("Chọn USB hoặc thư mục để ghi gói")) if level else None
        if not level or folder is None:
            return
        self.tell(tr("Đang ghi gói. Đừng rút USB."), "warn")
        done = jobs.run(self.session, tr("Xuất ra USB"), lambda store, watch: _exported(store, watch, folder))
        if done is None:
            self.tell(tr("Chưa xuất gói. Trong sổ không có gì thay đổi; có thể rút USB."), "warn")
        else:
            self.tell(sync_words.exported(done))

    # --- in ---

    def receive(self) -> None:
        """Take a bundle or a receipt a person chose."""
        file = dialogs.choose_file(tr("Chọn gói hoặc biên nhận"), tr("Gói Sổ Tư Pháp (*.stp)"))
        if file is None:
            return
        self.tell(tr("Đang đọc và kiểm tra gói. Đừng rút USB."), "warn")
        taken = jobs.run(self.session, tr("Nhập từ USB"), lambda store, watch: _received(store, watch, file))
        if taken is None:
            self.tell(tr("Chưa nhận gì. Sổ không thay đổi; có thể rút USB."), "warn")
            return
        self.session.announce(_EVERYTHING)
        self.tell(sync_words.received(taken, self.session.store))

    def _took_folder(self, taken: list[TakenFile]) -> None:
        self.session.announce(_EVERYTHING)
        sound = sum(one.sound() for one in taken)
        self.tell(
            tr("Đã đọc {all} tệp: {sound} tệp nhận trọn vẹn. Biên nhận đã ghi vào thư mục; có thể rút USB.").format(
                all=len(taken), sound=sound
            ),
            "info" if sound == len(taken) else "warn",
        )
        self.office.shown.setHtml(folder_html(taken) + self.office.shown.toHtml())

    # --- keys ---

    def write_card(self) -> None:
        from app.usecases.keys import card_file

        folder = dialogs.choose_folder(tr("Chọn nơi ghi thẻ khóa"))
        if folder is None:
            return
        name, data = card_file(self.session.store)
        try:
            (folder / name).write_bytes(data)
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không ghi được thẻ khóa: ") + f"{error.strerror}.", tr("Chọn nơi khác.")))
            return
        self.tell(tr("Đã ghi thẻ khóa: ") + str(folder / name))

    def enrol(self) -> None:
        """Trust a card once somebody has compared its digits over the telephone."""
        from ui.pages.sync_preview import CheckCard

        file = dialogs.choose_file(tr("Chọn thẻ khóa"), tr("Thẻ khóa (*.json)"))
        if file is None:
            return
        try:
            data = file.read_bytes()
            enrolled = CheckCard.ask(self.session, data)
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không đọc được thẻ khóa: ") + f"{error.strerror}.", tr("Cắm lại USB.")))
            return
        except Problem as problem:
            dialogs.say_problem(problem)
            return
        if enrolled:
            self.tell(tr("Đã ghi danh khóa của ") + enrolled + ".")


def _carded(part: QWidget) -> QWidget:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(2, 2, 2, 2)
    column.addWidget(part)
    return frame


def _exported(store: Store, watch: jobs.Watch, folder: Path) -> Any:
    from app.usecases.syncing import export_bundle

    watch.say(tr("Đang ký, mã hóa và ghi gói, rồi đọc lại kiểm tra…"))
    return export_bundle(store, folder)


def _received(store: Store, watch: jobs.Watch, file: Path) -> Any:
    from app.usecases.receiving import receive

    watch.say(tr("Đang kiểm tra chữ ký và nhận từng hồ sơ…"))
    return receive(store, file)
