"""The USB page: two big buttons, what left and what came back, and the papers that go with a stick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from app.ports import Query, Store
from app.problems import Problem
from app.usecases.office import is_commune
from app.vietnamese import show_number
from ui import icons, jobs, sheets, sticks
from ui.guarded import guarded
from ui.pages import sync_words
from ui.pages.base import Page
from ui.pages.folder_routes import routes_button
from ui.pages.history import local_moment
from ui.pages.reference import reference_button
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, paragraph, set_property
from ui.widgets.combo import Combo

_BUNDLE = 28  # letters of a bundle's number and moment
_PAPERS = ("phieu-giao-nhan-du-lieu", "phieu-ban-giao-du-lieu", "bien-nhan-du-lieu")


def browser(name: str) -> QTextBrowser:
    made = QTextBrowser()
    made.setAccessibleName(name)
    made.setOpenLinks(False)
    made.setProperty("bare", True)  # it stands in a card, which has the edge
    return made


@guarded
class Sync(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Đồng bộ USB")
        super().__init__(session, parent)
        self.notice = paragraph("", "plain")
        self.states, self.books = browser(tr("Trạng thái hồ sơ")), browser(tr("Gói và biên nhận"))
        self.states.anchorClicked.connect(self._open)
        self.bundle = Combo()
        self.bundle.setAccessibleName(tr("Gói đã xuất"))
        self.bundle.setMinimumContentsLength(_BUNDLE)
        self.papers = button(tr("In giấy tờ của gói…"), self.print_papers, icon="printer")
        self.restore = button(tr("Khôi phục từ gói trả lại…"), self.restore_sealed, icon="undo-2")
        self.pcs = button(tr("Các máy"), lambda: session.opened.emit("pcs", ""), icon="users")
        self.after = button(tr("In phiếu giao nhận…"), self.print_papers, icon="printer")
        self.free = button(tr("Tháo USB"), self.let_go, icon="usb", hint=tr("Tháo USB an toàn"))
        self.sheet = button(tr("In phiếu bàn giao…"), self.print_sheet, icon="printer")
        self._written_to: Path | None = None
        self._handed = ""  # the bundle with names of the last export, which has its hand-over sheet
        self.cards = button(tr("Thẻ khóa"), lambda: session.opened.emit("key_cards", ""), icon="key-round")
        self.office = button(tr("Đơn vị gửi về"), lambda: session.opened.emit("matrix", ""), icon="inbox")
        self.waiting = button(tr("Giá trị chờ chọn"), lambda: session.opened.emit("conflicts", ""), icon="columns-3")
        self.folders = routes_button(session)
        self.reference = reference_button(session)
        for part in (self.waiting, self.office, self.reference, self.folders, self.pcs, self.cards):
            self.actions_row.addWidget(part)
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
        self.of_out = paragraph(out_words, "muted")
        for place, (big, said) in enumerate(((self.out, self.of_out), (self.into, paragraph(in_words, "muted")))):
            big.setProperty("big", True)
            grid.addWidget(big, 0, place)
            grid.addWidget(said, 1, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _offer_ways(self, store: Store) -> None:
        """Where every way ends nothing is sent: what is asked for there is to receive."""
        ends = sync_words.ends_here(store)
        for part in (self.out, self.of_out):
            part.setVisible(not ends)
        set_property(self.into, "primary", ends)
        self.into.setIcon(icons.icon("download", "on_accent" if ends else "muted"))

    def _notice_card(self) -> QFrame:
        self.frame = QFrame()
        self.frame.setProperty("notice", "info")
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.notice, 1)
        row.addWidget(self.sheet)
        row.addWidget(self.after)
        row.addWidget(self.free)
        self.frame.hide()
        return self.frame

    def _tabs(self) -> QWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(tr("Đồng bộ: trạng thái, gói"))
        tabs.addTab(_carded(self.states), tr("Trạng thái hồ sơ"))
        tabs.addTab(self._books_tab(), tr("Gói và biên nhận"))
        return tabs

    def _books_tab(self) -> QWidget:
        frame = _carded(self.books)
        row = QHBoxLayout()
        row.setContentsMargins(8, 8, 8, 0)
        row.addWidget(self.bundle)
        row.addWidget(self.papers)
        row.addStretch(1)
        row.addWidget(self.restore)
        column = frame.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(0, row)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        store = self.session.store
        self.states.setHtml(sync_words.states(store))
        self.books.setHtml(sync_words.books(store))
        self._offer_bundles(store)
        self._offer_ways(store)
        self.office.setVisible(_receives(store))
        self.waiting.setVisible(_any_waits(store))
        self.restore.setVisible(not _receives(store))
        self.count.setText(sync_words.receiver(store))

    def _offer_bundles(self, store: Store) -> None:
        """Offer the bundles that left, the newest first."""
        self.bundle.clear()
        for row in sorted(store.notes("sent_bundle"), key=lambda row: row["number"], reverse=True):
            self.bundle.addItem(
                f"{tr('Gói số')} {show_number(row['number'])}, {local_moment(row['at'])}", row["bundle"]
            )
        for part in (self.bundle, self.papers):
            part.setVisible(self.bundle.count() > 0)

    def tell(self, text: str, tone: str = "info") -> None:
        """Say on the page how the last export or receipt went, until the next one."""
        self.notice.setText(text)
        for part in (self.after, self.free):
            part.setVisible(self._written_to is not None)
        self.sheet.setVisible(self._written_to is not None and bool(self._handed))
        set_property(self.frame, "notice", tone)
        self.frame.show()
        self.look_again()
        self.session.settings_changed.emit("sync")

    def _open(self, address: QUrl) -> None:
        """Open the record that a refusal names, where it is mended."""
        kind, record = address.toString().split("/")
        self.session.opened.emit(kind, record)

    # --- out ---

    def export(self) -> None:
        """Show what leaves, ask where to, and write in the background."""
        from ui.pages.sync_preview import ExportPreview

        level = ExportPreview.ask(self.session)
        folder = sticks.choose(tr("Chọn USB hoặc thư mục để ghi gói"), writing=True) if level else None
        if not level or folder is None:
            return
        self._written_to = None
        self.tell(tr("Đang ghi gói. Đừng rút USB."), "warn")
        done = jobs.run(self.session, tr("Xuất ra USB"), lambda store, watch: _exported(store, watch, folder))
        if done is None:
            self.tell(tr("Chưa xuất gói. Trong sổ không có gì thay đổi; có thể rút USB."), "warn")
        else:
            sheet = sheets.made(self.session, done.bundle, done.level)
            self._written_to, self._handed = folder, done.bundle if sheet else ""
            self.tell(sync_words.exported(done) + sheets.told(sheet))

    # --- in ---

    def receive(self) -> None:
        """Show what the files of a stick would bring, and take them."""
        from ui.pages.sync_taking import take_folder

        self._written_to = None
        if said := take_folder(self.session):
            self.tell(said)

    def restore_sealed(self) -> None:
        from ui.pages.sync_restore import Restore

        if said := Restore.ask(self.session):
            self._written_to = None
            self.tell(said)

    def let_go(self) -> None:
        if self._written_to is not None:
            sticks.let_go(self.session, self._written_to)

    # --- papers ---

    def print_sheet(self) -> None:
        sheets.offer(self.session, self._handed)

    def print_papers(self) -> None:
        """Print what goes with the chosen bundle: its cover sheet, the hand-over sheet, the receipt that came home."""
        from app.forms.packs import form
        from app.usecases.printing import Selection
        from ui.printing import PrintDialog

        bundle = str(self.bundle.currentData())
        came = any(row["receipt"] for row in self.session.store.notes("sent_bundle", {"bundle": bundle}))
        offered = _PAPERS if came else _PAPERS[:-1]
        PrintDialog(self.session, [form(one) for one in offered], Selection(record=bundle)).ended()


def _carded(part: QWidget) -> QWidget:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(2, 2, 2, 2)
    column.addWidget(part)
    return frame


def _receives(store: Store) -> bool:
    """Tell whether others send their data to this office."""
    try:
        return not is_commune(store)
    except Problem:  # a register that is only being set up
        return False


def _any_waits(store: Store) -> bool:
    """Tell whether two PCs wrote different values somewhere and nobody has chosen yet."""
    from app.records.conflicts import OPEN, Conflict

    return bool(store.ids(Conflict, Query(where={"decision": OPEN})))


def _exported(store: Store, watch: jobs.Watch, folder: Path) -> Any:
    from app.usecases.syncing import export_bundle

    watch.say(tr("Đang ký, mã hóa và ghi gói, rồi đọc lại kiểm tra…"))
    return export_bundle(store, folder, carrier=sticks.carrier(folder))
