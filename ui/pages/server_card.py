"""The folder on a WebDAV server: where it is, who we are there, and sending and getting with one button each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from app.ports import Store, Touched
from app.problems import Problem, os_said
from app.records import KINDS
from app.vietnamese import show_number
from ui import dialogs, jobs
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.unlock import secret_line
from ui.widgets.bits import button, labelled, paragraph, words

_POST = "hop-thu"  # the folder beside the register in which files wait that go up or came down
_EVERYTHING = Touched(frozenset(kind.table for kind in KINDS), 1)


@guarded
class ServerCard(QFrame):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.session = session
        self.post = session.services.folder / _POST
        self.url, self.user, self.ca_file = QLineEdit(), QLineEdit(), QLineEdit()
        self.password = secret_line(tr("Mật khẩu trên máy chủ"))
        self.state = paragraph("", "plain")
        self.state.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        said = tr(
            "Một thư mục WebDAV do tỉnh hoặc trung ương quản lý; gói lên đó vẫn là gói đã ký và mã hóa. "
            "Địa chỉ, tên và mật khẩu nằm trong sổ đã mã hóa."
        )
        column.addWidget(paragraph(said, "muted"))
        column.addLayout(self._boxes())
        column.addWidget(self.state)

    # --- how it looks ---

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words(tr("Máy chủ WebDAV"), "heading"))
        row.addStretch(1)
        self.save_button = button(tr("Lưu và thử"), self.save, icon="save")
        self.forget_button = button(tr("Bỏ"), self.forget, icon="x")
        self.fetch_button = button(tr("Lấy về và nhận"), self.fetch, icon="download")
        self.send_button = button(tr("Xuất và gửi lên"), self.send, icon="upload", primary=True)
        for part in (self.forget_button, self.save_button, self.fetch_button, self.send_button):
            row.addWidget(part)
        return row

    def _boxes(self) -> QGridLayout:
        boxes = (
            (tr("Địa chỉ thư mục"), self.url, "https://…", 5),
            (tr("Tên trên máy chủ"), self.user, "", 2),
            (tr("Mật khẩu trên máy chủ"), self.password, "", 2),
            (tr("Chứng thư gốc (máy chủ nội bộ)"), self.ca_file, tr("tệp .pem, thường bỏ trống"), 3),
        )
        return labelled(boxes)

    # --- what it shows ---

    def look_again(self) -> None:
        kept: dict[str, Any] = self.session.setting("webdav") or {}
        for name, box in (("url", self.url), ("user", self.user), ("ca_file", self.ca_file)):
            box.setText(kept.get(name, ""))
        self.password.clear()
        self.password.setPlaceholderText(tr("giữ như cũ") if kept.get("password") else "")
        for part in (self.forget_button, self.fetch_button, self.send_button):
            part.setEnabled(bool(kept))
        self._show_unsent()

    def _tell(self, said: str) -> None:
        self.state.setText(said)
        self.state.setVisible(bool(said))

    def _show_unsent(self) -> None:
        from app.usecases import remote_folder

        left = len(remote_folder.unsent(self.session.store, self.post)) if self.post.is_dir() else 0
        rest = tr("Gửi tiếp") + f" ({show_number(left)})" if left else tr("Xuất và gửi lên")
        self.send_button.setText(rest)

    # --- what it does ---

    def save(self) -> None:
        """Keep the address and ask the server at once: a wrong one is noticed while somebody sits here."""
        from app.usecases import remote_folder

        before = remote_folder.server_of(self.session.store)
        said = (self.url.text(), self.user.text(), self.password.text(), self.ca_file.text().strip())
        count = jobs.run(self.session, tr("Đang hỏi máy chủ"), lambda store, _: _kept(store, *said))
        if count is not None or remote_folder.server_of(self.session.store) != before:
            self.look_again()  # else what was typed stays, to be mended
        if count is not None:
            self._tell(tr("Máy chủ trả lời. Gói chưa lấy về: ") + show_number(count) + ".")

    def forget(self) -> None:
        from app.usecases import remote_folder

        if dialogs.confirm(tr("Bỏ máy chủ đã ghi?"), tr("Tệp trên máy chủ vẫn còn nguyên."), tr("Bỏ")):
            self.session.run(remote_folder.forget_server)
            self._tell("")
            self.look_again()

    def send(self) -> None:
        """Send what waits; when nothing does, show what leaves, export and send that."""
        from app.usecases import remote_folder
        from ui.pages.sync_preview import ExportPreview

        if not self._post_there():
            return
        waits = remote_folder.unsent(self.session.store, self.post)
        if not waits and not ExportPreview.ask(self.session):
            return
        job = jobs.run(self.session, tr("Gửi lên máy chủ"), lambda store, watch: _sent(store, watch, self.post))
        if job is None:
            self._tell(tr("Chưa gửi hết. Bấm Gửi tiếp khi mạng trở lại: phần đã lên không phải gửi lại."))
        else:
            self._tell(tr("Đã gửi và đọc lại kiểm tra: ") + ", ".join((*job.sent, *job.there)))
        self._show_unsent()
        self.session.settings_changed.emit("sync")

    def fetch(self) -> None:
        if not self._post_there():
            return
        done = jobs.run(self.session, tr("Lấy từ máy chủ"), lambda store, watch: _fetched(store, watch, self.post))
        if done is None:
            self._tell(tr("Chưa lấy hết; làm lại sẽ tiếp từ chỗ dở."))
            return
        self.session.announce(_EVERYTHING)
        self.session.settings_changed.emit("sync")
        lines = [f"{one.unit_name or one.file}: {one.words}" for one in done.taken]
        self._tell("\n".join(lines) or tr("Không có gói mới trên máy chủ."))

    def _post_there(self) -> bool:
        try:
            self.post.mkdir(exist_ok=True)
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không tạo được thư mục ") + f"{self.post}: {os_said(error)}."))
            return False
        return True


def _kept(store: Store, url: str, user: str, password: str, ca_file: str) -> int:
    from app.usecases import remote_folder

    return remote_folder.keep_answering(store, url, user, password, ca_file)


def _sent(store: Store, watch: jobs.Watch, post: Path) -> Any:
    from app.usecases import remote_folder
    from app.usecases.hand_over_sheets import FOLDER, write_sheet
    from app.usecases.syncing import export_bundle

    if not remote_folder.unsent(store, post):
        watch.say(tr("Đang ký, mã hóa và ghi gói…"))
        done = export_bundle(store, post)
        write_sheet(store, done.bundle, done.level, post.parent / FOLDER)
    return remote_folder.send(store, remote_folder.unsent(store, post), say=watch.say)


def _fetched(store: Store, watch: jobs.Watch, post: Path) -> Any:
    from app.usecases import remote_folder

    return remote_folder.fetch_and_take(store, post, say=watch.say)
