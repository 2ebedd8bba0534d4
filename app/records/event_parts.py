"""The parts of an event that only some forms have: who was invited, prizes, displays, consultations by topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.declaring import choice, count, day, money, person, text
from app.fields import Options
from app.records import catalogues_outreach as outreach

CONTEST_KINDS: Options = (("written", "Thi viết"), ("online", "Thi trực tuyến"), ("stage", "Thi sân khấu hóa"))
# Thông tư 56/2023/TT-BTC art 3.13.d names these prizes.
PRIZES: Options = (
    ("first", "Giải nhất"),
    ("second", "Giải nhì"),
    ("third", "Giải ba"),
    ("consolation", "Giải khuyến khích"),
    ("extra", "Giải phụ"),
)
PRIZE_FOR: Options = (("person", "Cá nhân"), ("collective", "Tập thể"))
STAGE_KINDS: Options = (
    ("du_ke", "Dù kê"),
    ("ro_bam", "Rô băm"),
    ("cai_luong", "Cải lương"),
    ("sketch", "Tiểu phẩm"),
    ("other", "Loại hình khác"),
)
DISPLAY_KINDS: Options = (
    ("panel", "Pa-nô"),
    ("poster", "Áp phích"),
    ("banner", "Băng rôn"),
    ("picture", "Tranh cổ động"),
    ("notice", "Niêm yết"),
    ("other", "Loại khác"),
)


@dataclass
class Invitee:
    """Somebody an invitation is made out to; names stay in the office."""

    full_name: str = person("Họ tên, chức danh", private=True)
    position: str = text("Đơn vị, địa chỉ", private=True)


@dataclass
class Prize:
    prize: str = choice("Giải", PRIZES)
    given_to: str = choice("Trao cho", PRIZE_FOR)
    number: int | None = count("Số giải")
    amount: int | None = money("Tiền mỗi giải")
    goods: str = text("Hiện vật")
    winner: str = person("Người, đơn vị đoạt giải", private=True)


@dataclass
class Display:
    kind: str = choice("Loại", DISPLAY_KINDS)
    number: int | None = count("Số lượng (cái)")
    place: str = text("Vị trí")
    from_day: date | None = day("Treo từ ngày")
    to_day: date | None = day("Đến ngày")


@dataclass
class Consulted:
    topic: str = choice("Lĩnh vực", outreach.TOPICS)
    times: int | None = count("Lượt tư vấn")
