"""The files attached to a record: added from the disk, made smaller on request, looked at, taken out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ports import Store, Touched
from app.problems import Problem, os_said
from app.records.attachments import MEDIA, Attachment
from app.records.base import Record
from app.usecases import attachments
from app.vietnamese import show_day, show_number, visible
from ui import dialogs, jobs, viewing
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph, tool
from ui.widgets.foldable import Foldable

_LONG = 2 << 20  # bytes from which a file is attached behind a window that can stop it
_FILES = "*.pdf *.jpg *.jpeg *.png *.docx *.xlsx *.mp3 *.ogg *.wav *.mp4 *.m4v"
_PICTURES = "*.jpg *.jpeg *.png"


@guarded
class AttachmentsPanel(Foldable):
    def __init__(self, session: Session) -> None:
        super().__init__(tr("Tệp đính kèm"))
        self.session = session
        self.record: Record | None = None
        self._fixed = True
        self.about = QLineEdit()
        self.about.setAccessibleName(tr("Tệp sắp thêm là giấy tờ gì"))
        self.about.setPlaceholderText(tr("Tệp sắp thêm là giấy tờ gì, ví dụ: văn bản hòa giải thành"))
        self.rows, self.adding = QVBoxLayout(), QWidget()
        self.rows.setSpacing(4)
        self.lines: list[tuple[Attachment, QFrame]] = []
        self.empty_words = paragraph("", "muted")
        self.body.addWidget(self.empty_words)
        self.body.addLayout(self.rows)
        self.body.addWidget(self.adding)
        self._lay_out_adding()
        self.opened.connect(self.fill)

    def _lay_out_adding(self) -> None:
        column, row = QVBoxLayout(self.adding), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        smaller = tr("Ảnh chụp được thu nhỏ, bỏ nơi chụp và tên máy, để vừa USB")
        row.addWidget(button(tr("Thêm tệp…"), self.add, icon="paperclip"))
        row.addWidget(button(tr("Thêm ảnh, thu nhỏ…"), partial(self.add, smaller=True), icon="zoom-out", hint=smaller))
        row.addStretch(1)
        column.addLayout(row)

    # --- what is shown ---

    def show_of(self, record: Record, *, new: bool, fixed: bool) -> None:
        """Show the files of a record. A new record has none yet; to a fixed one nothing can be added."""
        self.record, self._fixed = record, fixed
        self.adding.setVisible(not new and not fixed)
        self.empty_words.setText(tr("Lưu hồ sơ trước, rồi đính kèm tệp.") if new else tr("Chưa có tệp nào."))
        self.about.clear()
        self.fill()

    def fill(self) -> None:
        found = attachments.attached(self.session.store, self.record) if self.record is not None else []
        self.tell(tr("{number} tệp").format(number=show_number(len(found))) if found else tr("chưa có"))
        for _, line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [(attachment, self._line(attachment)) for attachment in found] if self.is_open() else []
        for _, line in self.lines:
            self.rows.addWidget(line)
        self.empty_words.setVisible(not found)

    def _line(self, attachment: Attachment) -> QFrame:
        line = QFrame()
        line.setProperty("part", True)
        row, said = QHBoxLayout(line), QVBoxLayout()
        row.setContentsMargins(8, 3, 4, 3)
        said.setSpacing(0)
        said.addWidget(paragraph(attachment.label()))
        said.addWidget(paragraph(_facts(attachment), "small"))
        row.addLayout(said, 1)
        name = attachment.label()
        row.addWidget(tool("eye", tr("Xem ") + name, partial(self.look, attachment)))
        row.addWidget(tool("download", tr("Lưu một bản ra ngoài: ") + name, partial(self.copy_out, attachment)))
        if not self._fixed:
            row.addWidget(tool("trash-2", tr("Bỏ ") + name, partial(self.remove, attachment)))
        return line

    # --- what can be done ---

    def add(self, *, smaller: bool = False) -> None:
        """Choose a file and attach it; a long one behind a window that can stop it."""
        kinds = tr("Ảnh") if smaller else tr("Giấy tờ, ảnh, âm thanh, phim")
        chosen = dialogs.choose_file(tr("Chọn tệp đính kèm"), f"{kinds} ({_PICTURES if smaller else _FILES})")
        if chosen is not None and self.record is not None:
            self._attach(self.record, chosen, smaller=smaller)
            self.about.clear()
            self.fill()

    def _attach(self, record: Record, path: Path, *, smaller: bool) -> None:
        about = self.about.text()

        def attach(store: Store, watch: jobs.Watch | None = None) -> Touched:
            from app.rendering import pictures

            if watch is not None:
                watch.say(tr("Đang đính kèm ") + visible(path.name))
            return attachments.attach(store, record, path, about=about, smaller=pictures.smaller if smaller else None)[
                1
            ]

        if path.is_file() and path.stat().st_size >= _LONG:
            done = jobs.run(self.session, tr("Đính kèm tệp"), attach)
        else:
            done = self.session.run(attach)
        if done is not None:
            self.session.said.emit(tr("Đã đính kèm ") + visible(path.name) + ".")

    def look(self, attachment: Attachment) -> None:
        self.session.run(viewing.look_at, attachment, self.session.services.folder)

    def copy_out(self, attachment: Attachment) -> None:
        """Write a copy where somebody wants it; that one is in clear and theirs to look after."""
        suffix = attachments.SUFFIX[attachment.media]
        name = f"{Path(attachment.file_name).stem}{suffix}"
        target = dialogs.choose_target(tr("Lưu một bản ra ngoài"), name, f"*{suffix}")
        if target is not None:
            self.session.run(_write_out, attachment, target)

    def remove(self, attachment: Attachment) -> None:
        sure = dialogs.confirm(
            tr("Bỏ tệp “{name}” khỏi hồ sơ?").format(name=attachment.label()),
            tr("Tệp rời khỏi hồ sơ; nội dung còn giữ cho lịch sử."),
            tr("Bỏ tệp"),
        )
        if sure and self.session.run(attachments.detach, attachment) is not None:
            self.fill()


def _write_out(store: Store, attachment: Attachment, target: Path) -> None:
    data = attachments.contents(store, attachment)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise Problem(
            f"Không ghi được {target.name}: {os_said(error)}.", "Chọn nơi khác, hoặc thêm chỗ trống."
        ) from error


def _facts(attachment: Attachment) -> str:
    parts = (dict(MEDIA).get(attachment.media, ""), _size(attachment.size or 0), show_day(attachment.added_on))
    name = attachment.file_name if attachment.about else ""
    return " · ".join(part for part in (*parts, name) if part)


def _size(number: int) -> str:
    """Return a size as people read it: whole kilobytes, or megabytes with one digit after the comma."""
    if number < 1 << 20:
        return f"{show_number(max(1, number >> 10))} KB"
    tenths = round(number * 10 / (1 << 20))
    return f"{show_number(tenths // 10)},{tenths % 10} MB"
