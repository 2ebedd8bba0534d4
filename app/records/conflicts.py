"""Two values of one field that nobody had seen together: both kept until a person chooses, known by both PCs alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.declaring import choice, day, person, text
from app.fields import Options
from app.records.base import Record

OPEN = "open"
DECISIONS: Options = (
    (OPEN, "Chờ chọn"),
    ("kept", "Giữ giá trị đang dùng"),
    ("lost", "Lấy giá trị kia"),
    ("new", "Ghi giá trị khác"),
)
_LARGEST = 120_000  # two of them fit into a line of a bundle


@dataclass(kw_only=True)
class Conflict(Record):
    """`kept` stands in the record for now, `lost` does not; both are columns written as JSON, with their dots.

    It stays among the PCs of its own unit: it quotes what people typed.
    """

    table = "conflict"
    title = "Giá trị chờ chọn"

    of_table: str = text("Loại hồ sơ", required=True, limit=60)
    of_record: str = text("Hồ sơ", required=True, limit=64)
    field_name: str = text("Ô", required=True, listed=True, limit=63)
    kept: str = text("Giá trị đang dùng", long=True, private=True, limit=_LARGEST)
    kept_dot: str = text("Dấu của giá trị đang dùng", limit=100)
    lost: str = text("Giá trị kia", long=True, private=True, limit=_LARGEST)
    lost_dot: str = text("Dấu của giá trị kia", required=True, limit=100)
    decision: str = choice("Quyết định", DECISIONS, default=OPEN, required=True, listed=True)
    decided_by: str = person("Người quyết định", listed=True)
    decided_on: date | None = day("Ngày quyết định", listed=True)

    def label(self) -> str:
        return f"Ô {self.field_name or '…'}: {dict(DECISIONS)[self.decision].lower()}"

    def is_open(self) -> bool:
        return self.decision == OPEN
