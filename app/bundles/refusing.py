"""Why a record of a bundle is refused, and what to do about it: each reason once, with the remedy that fits it.

A reason travels and is kept as words alone (receipts, books), so its remedy is found again from the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_NO_MORE = "các hồ sơ khác không phải gửi lại"
_ANY = f"Sửa hồ sơ theo lý do rồi xuất gói mới; {_NO_MORE}."  # words of another version of the program


@dataclass(frozen=True)
class Reason:
    """`words` with places in braces, `remedy` with the same names; a place matches any words when read back."""

    words: str
    remedy: str

    def say(self, **places: object) -> str:
        return self.words.format(**places)

    def remedy_of(self, said: str) -> str | None:
        """Return the remedy when a sentence is one of this reason's."""
        found = self._pattern.fullmatch(said)
        return self.remedy.format(**found.groupdict()) if found else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = re.split(r"{(\w+)}", self.words)
        marks = [f"(?P<{part}>.*?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
        return re.compile("".join(marks), re.DOTALL)


# --- a box that must be mended, by whoever wrote the record -----------------------------------------------------------

LACKING = Reason("thiếu “{label}”", f"Mở hồ sơ, ghi ô “{{label}}”, lưu rồi xuất gói mới; {_NO_MORE}.")
FIELD = Reason(
    "“{label}” {said}",
    f"Mở hồ sơ, sửa ô “{{label}}”: ô này {{said}}. Lưu rồi xuất gói mới; {_NO_MORE}.",
)
PART = Reason(
    "“{label}” dòng {place}: {said}",
    f"Mở hồ sơ, ở “{{label}}” sửa dòng {{place}}: {{said}}. Lưu rồi xuất gói mới; {_NO_MORE}.",
)
_UNLISTED = (
    "Mở hồ sơ, chọn lại ô “{label}” trong danh mục, lưu rồi xuất gói mới. Nếu mục đã chọn là mục mới thì nơi nhận cập "
    "nhật chương trình: hồ sơ đang để riêng và sẽ tự được nhận."
)
UNLISTED = (  # as app.fields says it; the code may also be newer than the receiver's program
    Reason("“{label}” không có trong danh mục", _UNLISTED),
    Reason("“{label}” có mã không nằm trong danh mục", _UNLISTED),
)
_NO_RECORD = f"Mở hồ sơ, chọn lại ô “{{label}}” trong danh sách hồ sơ, lưu rồi xuất gói mới; {_NO_MORE}."
NO_RECORD = (  # as app.declaring says it
    Reason("“{label}” phải là mã hồ sơ", _NO_RECORD),
    Reason("“{label}” phải là danh sách mã hồ sơ", _NO_RECORD),
)

# --- whose record it is -----------------------------------------------------------------------------------------------

NOT_THE_SENDERS = Reason(
    "hồ sơ thuộc đơn vị {unit}, người gửi là {sender}",
    "Đơn vị {unit} tự gửi hồ sơ này. Nếu {unit} đã nhập vào {sender} thì nơi nhận áp dụng danh sách đơn vị mới (Dữ "
    "liệu tham chiếu) trước, rồi nhập lại gói.",
)
OTHER_UNITS = Reason(
    "mã hồ sơ này đã thuộc đơn vị {unit}",
    "Đơn vị gửi ghi hồ sơ này thành hồ sơ mới rồi xuất gói mới; hồ sơ của đơn vị {unit} giữ nguyên.",
)
OTHER_KEEPER = Reason(
    "hồ sơ này nay do đơn vị {unit} quản lý",
    "Đề nghị đơn vị {unit} sửa và gửi hồ sơ này; đơn vị gửi không phải gửi lại.",
)
AT_HOME_ONLY = Reason(
    "loại hồ sơ này không rời đơn vị của nó",
    "Không phải gửi lại: hồ sơ này chỉ dùng trong đơn vị. Cập nhật chương trình ở máy gửi để gói sau không còn nó.",
)

# --- a program that is older or newer, or a line that no sound program writes -----------------------------------------

UNKNOWN_KIND = Reason(
    "loại hồ sơ “{kind}” chương trình này chưa biết",
    "Nơi nhận cập nhật chương trình: hồ sơ đang để riêng và sẽ tự được nhận. Nơi gửi không phải sửa, không phải gửi "
    "lại.",
)
TOO_LONG = Reason(
    "dòng dài quá {most} KiB",
    f"Tìm hồ sơ có nội dung rất dài, rút ngắn, lưu rồi xuất gói mới; {_NO_MORE}.",
)
_BADLY_WRITTEN = (
    "Đơn vị gửi không phải sửa hồ sơ: cập nhật chương trình ở máy gửi rồi xuất gói đầy đủ. Vẫn bị trả lại thì báo nơi "
    "hỗ trợ chương trình, kèm biên nhận này."
)
CONTROL = Reason("có ký tự điều khiển hoặc ký tự đảo chiều", _BADLY_WRITTEN)
NOT_COMPOSED = Reason("chữ không ở dạng dựng sẵn (NFC)", _BADLY_WRITTEN)
FRACTION = Reason("có số lẻ", _BADLY_WRITTEN)
NOT_JSON = Reason("không phải JSON đúng dạng", _BADLY_WRITTEN)
NOT_A_RECORD = Reason("dòng không phải một hồ sơ", _BADLY_WRITTEN)
TOO_DEEP = Reason("lồng quá {most} lớp", _BADLY_WRITTEN)
REPEATED = Reason("có ô lặp lại", _BADLY_WRITTEN)
TRUTH = Reason("có giá trị đúng/sai, phải là 0 hoặc 1", _BADLY_WRITTEN)
TOO_LARGE = Reason("có số quá lớn", _BADLY_WRITTEN)
WRONG_PARTS = Reason("dòng không có đúng các phần t, id, u, vv, dots, draft, del, d", _BADLY_WRITTEN)
WRONG_ID = Reason("mã hồ sơ không đúng dạng", _BADLY_WRITTEN)
WRONG_UNIT = Reason("mã đơn vị không đúng dạng", _BADLY_WRITTEN)
WRONG_MARKS = Reason("dấu nháp, dấu xóa hoặc phần dữ liệu không đúng dạng", _BADLY_WRITTEN)
WRONG_VERSION = Reason("dấu phiên bản không đúng dạng", _BADLY_WRITTEN)
WRONG_NAME = Reason("tên ô “{name}” không đúng dạng", _BADLY_WRITTEN)

REASONS = (  # the first that fits speaks: what is said of one line of a list, then of a box, the loosest last
    *(LACKING, PART, *UNLISTED, *NO_RECORD),
    *(NOT_THE_SENDERS, OTHER_UNITS, OTHER_KEEPER, AT_HOME_ONLY),
    *(UNKNOWN_KIND, TOO_LONG, CONTROL, NOT_COMPOSED, FRACTION, NOT_JSON, NOT_A_RECORD, TOO_DEEP, REPEATED, TRUTH),
    *(TOO_LARGE, WRONG_PARTS, WRONG_ID, WRONG_UNIT, WRONG_MARKS, WRONG_VERSION, WRONG_NAME),
    FIELD,
)


def remedy_of(said: str) -> str:
    """Return what to do about a refusal, by its reason's words; a general sentence for words of another version."""
    found = (reason.remedy_of(said) for reason in REASONS)
    return next((remedy for remedy in found if remedy is not None), _ANY)
