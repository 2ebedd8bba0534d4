"""Attachments: scans and photographs that belong to records. The file lies beside the database under its own hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.declaring import choice, count, day, text
from app.fields import Options
from app.records.base import Record

MEDIA: Options = (
    ("pdf", "PDF"),
    ("jpeg", "Ảnh JPEG"),
    ("png", "Ảnh PNG"),
    ("docx", "Văn bản Word"),
    ("xlsx", "Bảng Excel"),
    ("audio", "Âm thanh"),
    ("video", "Phim"),
)


@dataclass(kw_only=True)
class Attachment(Record):
    """One file of one record; the same contents attached twice are kept once."""

    table = "attachment"
    title = "Tệp đính kèm"
    newest_by = "added_on"

    of_table: str = text("Loại hồ sơ", required=True, limit=60)
    of_record: str = text("Hồ sơ", required=True, limit=64)
    file_name: str = text("Tên tệp", required=True, listed=True, private=True, limit=255)
    about: str = text("Là giấy tờ gì", listed=True, private=True)
    media: str = choice("Loại tệp", MEDIA, required=True, listed=True)
    size: int | None = count("Kích thước (byte)", listed=True)
    sha256: str = text("Mã nội dung", required=True, limit=64)
    added_on: date | None = day("Ngày đính kèm", listed=True)

    def label(self) -> str:
        return self.about or self.file_name or "Tệp đính kèm"
