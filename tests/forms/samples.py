"""What forms are filled with in these tests: people and places are invented."""

from __future__ import annotations

from collections.abc import Callable

from app.forms.filling import Value, Values
from app.forms.published import PUBLISHED
from tests.forms.samples_outreach import EVENT, MATERIALS, OFFICE, SURVEY, events

__all__ = ["EVENT", "OFFICE", "SURVEY", "events"]

GROUP = {
    "hamlet_name": "ấp Bưng Sen",
    "group_name": "Tổ hòa giải Ấp Bưng Sen",
    "group_upper": "TỔ HÒA GIẢI ẤP BƯNG SEN",
}

CASE: Values = {
    **OFFICE,
    **GROUP,
    "number": "7",
    "received_on": "20/11/2026",
    "about": "tranh chấp ranh giới đất vườn",
    "ground_text": "Các bên yêu cầu",
    "legal_bases": [
        {"text": "Luật Hòa giải ở cơ sở ngày 20 tháng 6 năm 2013"},
        {"text": "Nghị định số 15/2014/NĐ-CP ngày 27 tháng 02 năm 2014 của Chính phủ"},
    ],
    "written_on": "ngày 23 tháng 11 năm 2026",
    "place": "Nhà văn hóa Ấp Bưng Sen",
    "hour": "08 giờ 30",
    "parties": [
        {
            "side": "A",
            "side_upper": "BÊN A",
            "full_name": "Nguyễn Thị Mỹ Lệ",
            "birth_year": "1968",
            "address": "Số 12, Ấp Bưng Sen, xã Hưng Lộc Thạnh",
            "request": "Trả lại phần đất giáp ranh rộng 0,4 m",
        },
        {
            "side": "B",
            "side_upper": "BÊN B",
            "full_name": "Thạch Khỏe",
            "birth_year": "1971",
            "address": "Số 14, Ấp Bưng Sen, xã Hưng Lộc Thạnh",
        },
    ],
    "mediators": [
        {"full_name": "Lý Thị Ngữ", "role": "Hòa giải viên chủ trì"},
        {"full_name": "Trần Hữu Nghĩa", "role": "Hòa giải viên"},
    ],
    "invited": [{"full_name": "Sơn Sa Rết", "role": "Người có uy tín trong dòng họ, nơi ở, nơi làm việc"}],
    "content": (
        "Hai hộ có đất vườn liền kề. Bên A cho rằng khi xây hàng rào vào tháng 9 năm 2026, bên B đã lấn sang phần đất"
        " của bên A khoảng 0,4 m trên chiều dài 18 m.\nBên B cho rằng đã xây đúng theo hàng cây làm ranh từ trước. Hai"
        " bên đã nhiều lần cự cãi, ảnh hưởng đến tình làng nghĩa xóm & trật tự tại ấp."
    ),
    "sessions": [
        {
            "day": "23/11/2026",
            "hour": "08 giờ 30",
            "place": "Nhà văn hóa Ấp Bưng Sen",
            "course": "Hòa giải viên đã gặp riêng từng bên, xem thực địa, giải thích quy định về ranh giới đất.",
            "opinion_a": "Đề nghị đo lại ranh giới theo mốc cũ.",
            "opinion_b": "Đồng ý đo lại, xin thời gian tháo dỡ hàng rào.",
        }
    ],
    "agreement": "Hai bên công nhận ranh giới là đường thẳng nối mốc cũ phía đông với gốc dừa phía tây.",
    "solution": "Bên B tự tháo dỡ phần hàng rào đã xây lấn và xây lại đúng ranh giới.",
    "rights_duties": "Bên A được sử dụng ổn định phần đất.\nBên B tháo dỡ, thu dọn vật liệu.",
    "method": "Bên B thực hiện, hòa giải viên theo dõi, đôn đốc.",
    "due_on": "15/12/2026",
    "copies": "03",
    "qr": "STP1:0192F3A4B5C67D8E9FA0B1C2D3E4F506:K3M7Q2ZA",
}


def _register_row(number: int) -> dict[str, str]:
    success = number % 4 != 0
    return {
        "number": str(number),
        "received_on": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2026",
        "mediators": "Lý Thị Ngữ; mời: Sơn Sa Rết" if number % 3 == 0 else "Trần Hữu Nghĩa",
        "parties": "Nguyễn Thị Mỹ Lệ, 58 tuổi, Ấp Bưng Sen; Thạch Khỏe, 55 tuổi, Ấp Bưng Sen",
        "content": "Nước thải chăn nuôi chảy sang ruộng lúa của hộ bên cạnh, yêu cầu bồi thường thiệt hại.",
        "agreement": "Bồi thường 3.200.000 đồng, làm lại mương thoát nước trước mùa vụ.",
        "success": "x" if success else "",
        "failure": "" if success else "x",
        "note": "Kết thúc 30/11/2026" if number % 5 == 0 else "",
    }


def register(rows: int = 14) -> Values:
    """The book of a mediation group with so many cases."""
    counts = {"conflict": "3", "civil": "6", "family": "2", "violation": "0", "other": "3"}
    outcome = {"success": "11", "failure": "3", "pending": "0"}
    return {
        **OFFICE,
        **GROUP,
        "year": "2026",
        "volume": "01",
        "opened_on": "02/01/2026",
        "closed_on": "31/12/2026",
        "head_name": "Lý Thị Ngữ",
        "rows": [_register_row(number) for number in range(1, rows + 1)],
        "part2_rows": [
            {"number": "1", "mediator": "Lý Thị Ngữ", **counts, **outcome},
            {"number": "2", "mediator": "Trần Hữu Nghĩa", **counts, **outcome},
        ],
        "totals": [{"number": "Tổng số", **counts, **outcome}],
    }


def typical(source: str) -> Values:
    """What a form of this source is filled with on an ordinary day; by the names of the keys where nobody wrote it."""
    written = {
        "mediation_case": CASE,
        "mediation_register": register(),
        "outreach_event": EVENT,
        "outreach_register": events(),
        "survey": SURVEY,
        "materials": MATERIALS,
    }
    by_key = {key: _either(key, value, lambda name: name.replace("_", " ")) for key, value in PUBLISHED[source].items()}
    plain: Values = {**by_key, **OFFICE, "printed_name": "", "left_to_write": "", "qr": ""}
    return written.get(source, plain)


LONG_NAME = "Nguyễn Phước Quý Quang Vinh Thị Ngọc Tuyết Trinh Thạch Sa Rết"[:60]
LONG_ADDRESS = ("Số 123/45/6, tổ nhân dân tự quản số 17, đường liên ấp Bưng Sen – Sóc Dừa, " * 5)[:299] + "."
SENTENCE = "Hai bên đã trình bày ý kiến, hòa giải viên ghi nhận và giải thích quy định của pháp luật ngữ nghĩa ẫẵỗỡỹ. "
THREE_PAGES = "\n".join(SENTENCE * 12 for _ in range(10)).strip()
HOSTILE = "<b>đậm</b & {full_name} {x} **sao** //nghiêng// =1+1 <para> &amp; \x00\x07\x1b[31m %s \\n 'nháy' \"kép\" ﻿"

# with one of the first three a row is a line over the whole width, with “total” a sum; “next” turns the page
_GROUPS = ("month", "section", "question", "total", "next")
_LONG_KEYS = {"content", "course", "agreement", "summary", "opinions"}
_SHORT_KEYS = {"side", "birth_year", "age", "copies", "year", "volume", "number", "success", "failure", "pending"}
_SHORT_KEYS |= {"hour", "day", "ended_hour", "starts_at", "ends_at", "attended", "women", "men", "minority", "cost"}
_SHORT_KEYS |= {"counted", "percent", "came", "went", "left"}
_NAME_KEYS = {"unit_short", "unit_upper", "group_upper", "secretary", "chair", "role", "form", "languages", "mediator"}


def filled_with(source: str, text: str) -> Values:
    """Every key of a source with the same text; lists with two rows of it."""
    return {key: _either(key, value, lambda _key: text) for key, value in PUBLISHED[source].items()}


def longest(source: str) -> Values:
    """Every key at the length people reach: names of 60 letters, addresses of 300, contents of three pages."""
    chosen = {key: _either(key, value, _long) for key, value in PUBLISHED[source].items()}
    return {**chosen, "printed_name": "", "left_to_write": "", "qr": "STP1:0192F3A4B5C67D8E9FA0B1C2D3E4F506:K3M7Q2ZA"}


def _either(key: str, value: object, make: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return make(key)
    assert isinstance(value, dict)
    return [{part: make(part) for part in value if part not in _GROUPS}] * 2


def _long(key: str) -> str:
    if key in _LONG_KEYS:
        return THREE_PAGES
    if key in _SHORT_KEYS or key.endswith("_on"):
        return "31/12/2026" if key.endswith("_on") else "12"
    return LONG_NAME if "name" in key or key in _NAME_KEYS else LONG_ADDRESS


STATISTICS = {
    "period": "kỳ báo cáo",
    "from": "từ ngày",
    "to": "đến ngày",
    "reporter": "đơn vị báo cáo",
    "receiver": "đơn vị nhận",
    "note": "ghi chú",
    "made_by": "người lập",
    "checked_by": "người kiểm tra",
    "signed_on": "ngày ký",
    "director": "giám đốc",
    "rows": {f"c{column}": f"cột {column}" for column in range(1, 14)},
}
STATISTICS_FILLED: Values = {
    "period": "sơ bộ năm 2026",
    "from": "01 tháng 11 năm 2025",
    "to": "31 tháng 10 năm 2026",
    "reporter": "Sở Thí Dụ",
    "receiver": "Sở Tư pháp",
    "rows": [{f"c{column}": f"{column}.234" for column in range(1, 14)}],
}
