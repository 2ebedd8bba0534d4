"""Ways without a stick: folders that something else carries, and a folder on a WebDAV server."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.server_card import ServerCard
from ui.session import Session
from ui.texts import tr
from ui.watching import BY_ITSELF, Watcher, watcher_of
from ui.widgets.bits import Notice, button, card, paragraph, words
from ui.widgets.text_table import TextTable, Words


@guarded
class FolderRoutes(Page):
    """What is new is told and waits for a click; receiving it without one is a choice somebody makes here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Thư mục và máy chủ")
        super().__init__(session, parent)
        self.watcher = watcher_of(session)
        self.notice = Notice("info")
        none = tr("Chưa nhìn thư mục nào. Bấm Thêm thư mục để chọn.")
        self.folders = TextTable(tr("Thư mục đang nhìn"), nothing=none)
        self.server = ServerCard(session)
        self.box.addWidget(self.notice.frame)
        self.box.addWidget(self._folder_card(), 1)
        self.box.addWidget(self.server)
        self.watcher.changed.connect(self._show_watched)

    def _folder_card(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words(tr("Thư mục dùng chung"), "heading"))
        head.addStretch(1)
        self.again = button(tr("Nhìn lại ngay"), self.watcher.refresh, icon="refresh-cw")
        self.add = button(tr("Thêm thư mục…"), self.watch, icon="plus")
        self.remove = button(tr("Thôi nhìn"), self.unwatch, icon="x")
        for part in (self.again, self.add, self.remove):
            head.addWidget(part)
        column.addLayout(head)
        said = tr(
            "Thư mục mạng, hoặc thư mục mà một chương trình khác đồng bộ. Khi cửa sổ này đang mở, chương trình nhìn "
            "vào đó và báo khi có gói mới đã chép xong. Muốn gửi: xuất gói vào chính thư mục đó."
        )
        column.addWidget(paragraph(said, "muted"))
        column.addWidget(self.folders, 1)
        self.by_itself = QCheckBox(tr("Tự nhận gói mới của nơi đã ghi danh, không chờ bấm"))
        self.by_itself.setChecked(bool(self.session.setting(BY_ITSELF, False)))
        self.by_itself.toggled.connect(lambda on: self.session.set_setting(BY_ITSELF, on))
        column.addWidget(self.by_itself)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        self._show_watched()
        self.server.look_again()

    def _show_watched(self) -> None:
        shown = _rows(self.watcher)
        self.folders.show_words(shown, [0, 46])
        for part in (self.remove, self.again):
            part.setEnabled(bool(shown.rows))
        if not self.watcher.words:
            self.notice.hide()
        elif self.watcher.new:
            self.notice.say(self.watcher.words, (tr("Nhận ngay"), self.receive))
        else:
            self.notice.say(self.watcher.words, (tr("Thẻ khóa"), lambda: self.session.opened.emit("key_cards", "")))

    # --- what it does ---

    def watch(self) -> None:
        from app.usecases import watching

        folder = dialogs.choose_folder(tr("Chọn thư mục dùng chung để nhìn"))
        if folder is not None:
            self.session.run(watching.watch, folder)
            self.session.settings_changed.emit(watching.FOLDERS)

    def unwatch(self) -> None:
        from app.usecases import watching

        names = list(self.watcher.lookers)
        if 0 <= self.folders.row() < len(names):
            self.session.run(watching.unwatch, Path(names[self.folders.row()]))
            self.session.settings_changed.emit(watching.FOLDERS)

    def receive(self) -> None:
        taken = self.watcher.receive()
        for line in taken or []:
            self.session.said.emit(f"{line.unit_name or line.file}: {line.words}")
        bad = [one for one in taken or [] if one.received is None]
        if bad:
            dialogs.say(tr("Có gói chưa nhận được"), bad[0].file, "\n".join(one.words for one in bad))


def _rows(watcher: Watcher) -> Words:
    rows: list[list[str]] = []
    tones: dict[tuple[int, int], str] = {}
    for place, name in enumerate(watcher.lookers):
        said, tone = _state(watcher, name)
        rows.append([name, said])
        tones |= {(place, 1): tone} if tone else {}
    return Words([tr("Thư mục"), tr("Thấy gì")], rows, tones)


def _state(watcher: Watcher, name: str) -> tuple[str, str]:
    glance = watcher.glances.get(name)
    if glance is None:
        return tr("đang nhìn…"), ""
    if glance.fault:
        return tr("chưa mở được, sẽ thử lại"), "warn"
    new = sum(one.path.parent == Path(name) for one in watcher.new)
    if new:
        return show_number(new) + tr(" gói mới"), "ok"
    if glance.unfinished:
        return show_number(glance.unfinished) + tr(" tệp đang chép dở"), ""
    return tr("không có gói mới"), ""


def routes_button(session: Session) -> QPushButton:
    """Return a button that leads to this page and says how many bundles are new."""
    made = button(tr("Thư mục, máy chủ"), lambda: session.opened.emit("folder_routes", ""), icon="send")
    watcher = watcher_of(session)

    def tell() -> None:
        count = f" ({show_number(len(watcher.new))} {tr('mới')})" if watcher.new else ""
        made.setText(tr("Thư mục, máy chủ") + count)

    watcher.changed.connect(tell)
    tell()
    return made
