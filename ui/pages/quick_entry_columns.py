"""The columns of quick entry: Part I of the paper register with its numbers, and how they lie on the screen."""

from __future__ import annotations

import re

from app.declaring import Field, Ref
from app.fields import Choice, Count, Day, Text, Year
from app.records.catalogues import GROUNDS, MATTERS, REFERRALS, SCOPES

_OUTCOMES = (("success", "Thành"), ("failure", "Không thành"), ("open", "Đang hòa giải"))
_LONG = Text(long=True, limit=60_000)
_WITHOUT_YEAR = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*")

# Chosen once for a book.
BOOK: dict[str, Field] = {
    "group": Field("Tổ hòa giải", Ref(to="mediation_group"), required=True),
    "year": Field("Sổ năm", Year(), required=True),
}
# (9) is the signatures, which stay on paper. The columns without a number are not in the book.
COLUMNS: dict[str, Field] = {
    "number": Field("(1) Số thứ tự", Count()),
    "received_on": Field("(2) Ngày tiếp nhận", Day(), required=True),
    "assigned_on": Field("Ngày phân công", Day(), hint="như ngày tiếp nhận"),
    "ended_on": Field("Ngày kết thúc", Day(), hint="như ngày tiếp nhận"),
    "mediators": Field("(3) Hòa giải viên, người được mời", Text(), hint="Nguyễn Văn A; mời: Trần Thị B"),
    "place": Field("Nơi hòa giải", Text(limit=300), required=True),
    "parties": Field("(4) Các bên", _LONG, required=True, hint="Nguyễn Văn A, 45 tuổi, ấp B; Trần Thị C (1980), ấp D"),
    "content": Field("(5) Nội dung chủ yếu", _LONG, required=True),
    "agreement": Field("(6) Thỏa thuận, hoặc lý do không thành", _LONG),
    "outcome": Field("(7), (8) Kết quả", Choice(options=_OUTCOMES), required=True),
    "ground": Field("Căn cứ tiến hành", Choice(options=GROUNDS), required=True),
    "scope": Field("Phạm vi hòa giải", Choice(options=SCOPES), required=True),
    "matter": Field("Lĩnh vực", Choice(options=MATTERS)),
    "referred_to": Field("Hướng dẫn đến", Choice(options=REFERRALS)),
    "note": Field("(10) Ghi chú", Text()),
}
KEPT = ("place", "ground", "scope", "matter")  # the next line of the book is mostly of the same kind
# The boxes of each line of the screen, with their shares of the width; “corrected” is the table of parties.
ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("group", 6), ("year", 2), ("number", 3), ("received_on", 4), ("assigned_on", 4), ("ended_on", 4)),
    (("mediators", 6), ("place", 4), ("ground", 3)),
    (("parties", 2), ("corrected", 3)),
    (("content", 1), ("agreement", 1)),
    (("outcome", 4), ("scope", 5), ("matter", 4), ("referred_to", 4), ("note", 4)),
)
IN_ORDER = tuple(name for row in ROWS for name, _ in row if name != "corrected")
# Under which column the fault of a field of the case is said.
ELSEWHERE = {"failure_reason": "agreement", "sessions": "place", "end_reason": "outcome"}


def whole_day(text: str, year: int) -> str:
    """Return “5/3” with the year of the book; anything else as it stands."""
    found = _WITHOUT_YEAR.fullmatch(text)
    return f"{int(found[1]):02d}/{int(found[2]):02d}/{year}" if found and year else text
