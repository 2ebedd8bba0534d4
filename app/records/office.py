"""Offices over time: communes, the offices that receive from them, and the routes data travels.

A commune code is not an identity over time (a merged commune may carry its predecessor's code), so an office has an id,
a code and days between which it exists. No level of government is fixed here: what stands between a commune and the
province is a stop on a dated route.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, day, flag, many, person, ref, text, year
from app.fields import Options
from app.problems import Issue
from app.records.base import Record
from app.records.days import in_order

OFFICE_KINDS: Options = (
    ("commune", "Xã"),
    ("ward", "Phường"),
    ("special_zone", "Đặc khu"),
    ("town", "Thị trấn (trước 07/2025)"),
    ("middle", "Đầu mối trung gian"),
    ("province", "Sở Tư pháp"),
)
SUCCESSIONS: Options = (
    ("merged", "Nhập vào"),
    ("split", "Chia ra"),
    ("renamed", "Đổi tên"),
    ("partial", "Điều chỉnh một phần"),
)
LEVELS: Options = (
    ("figures", "Chỉ số liệu"),
    ("deidentified", "Hồ sơ đã ẩn danh"),
    ("full", "Đầy đủ, có tên người"),
)


@dataclass
class Successor:
    office: str = ref("Đơn vị kế thừa", "office")
    manner: str = choice("Cách kế thừa", SUCCESSIONS)
    since: date | None = day("Từ ngày")
    basis: str = text("Căn cứ")


@dataclass
class Notice:
    """When a year's notice was given of how to become a propagandist (Thông tư 10/2016/TT-BTP)."""

    year: int | None = year("Năm", required=True)
    given_on: date | None = day("Ngày thông báo", required=True)
    number: str = text("Số, ký hiệu", limit=80)


@dataclass(kw_only=True)
class Office(Record):
    table = "office"
    title = "Đơn vị"

    code: str = text("Mã đơn vị", required=True, listed=True, limit=20)
    name: str = text("Tên đơn vị", required=True, listed=True, hint="xã Sen Vàng")
    kind: str = choice("Loại", OFFICE_KINDS, required=True, listed=True)
    short_name: str = text("Tên viết tắt trên số hiệu", limit=40)
    province: str = text("Tỉnh, thành phố", listed=True)
    address: str = text("Địa chỉ trụ sở")
    chair: str = person("Chủ tịch Ủy ban nhân dân")
    officer: str = person("Công chức tư pháp - hộ tịch")
    minority_area: bool = flag("Vùng có nhiều đồng bào dân tộc thiểu số")
    valid_from: date | None = day("Có từ ngày", group="Thời gian tồn tại")
    valid_to: date | None = day("Đến ngày", group="Thời gian tồn tại")
    basis: str = text("Căn cứ thành lập", group="Thời gian tồn tại")
    successors: list[Successor] = many("Đơn vị kế thừa", Successor, group="Thời gian tồn tại")

    notices: list[Notice] = many("Thông báo tháng 9 hằng năm", Notice, group="Tuyên truyền viên pháp luật")

    def label(self) -> str:
        return self.name

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "valid_from", "valid_to")


@dataclass
class Stop:
    office: str = ref("Đơn vị", "office")
    label_text: str = text("Tên gọi trên tuyến", hint="Sở Tư pháp")


@dataclass(kw_only=True)
class Route(Record):
    """The offices a commune's data passes, in order, and what may travel to them."""

    table = "route"
    title = "Tuyến gửi"

    name: str = text("Tên tuyến", required=True, listed=True)
    stops: list[Stop] = many("Các chặng", Stop, required=True)
    level: str = choice("Mức dữ liệu", LEVELS, default="deidentified", required=True, listed=True)
    level_reason: str = text("Lý do gửi đầy đủ")
    sealed: bool = flag("Kèm phần niêm phong để khôi phục", default=True)
    attachments: bool = flag("Kèm tệp đính kèm")
    valid_from: date | None = day("Áp dụng từ ngày", listed=True)
    valid_to: date | None = day("Đến ngày", listed=True)

    def label(self) -> str:
        return self.name

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "valid_from", "valid_to")
        if self.level == "full" and not self.level_reason:
            yield Issue("level_reason", "Gửi đầy đủ có tên người thì phải ghi lý do.")


def in_force(start: date | None, end: date | None, on: date) -> bool:
    """Tell whether something dated applies on a day; an open end has not come yet."""
    return (start is None or start <= on) and (end is None or on <= end)
