"""Every reason for which a record is refused has the remedy that fits it, found again from its words."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from app.bundles import refusing
from app.bundles.lines import Fault, read_line
from app.bundles.reading import LONGEST_LINE, decode
from app.bundles.refusing import REASONS, Reason, remedy_of

_PLACES = {
    "label": "Họ và tên",
    "said": "phải là chữ, nhiều nhất 120 ký tự",
    "place": "2",
    "unit": "99901",
    "sender": "99902",
    "kind": "hovercraft",
    "most": "256",
    "name": "X y",
}
_DOT = f"{2_000_000_000_000 << 16}.1.00000000000000aa-1"


def line(kind: str = "hamlet", **changed: Any) -> dict[str, Any]:
    """Return a sound line of a hamlet, with what is changed in it."""
    data = changed.pop("d", {"name": "Ấp Chợ Cũ"})
    whole = {"t": kind, "id": "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506", "u": "99901", "vv": {"00000000000000aa-1": 1}}
    return whole | {"dots": {"": _DOT}, "draft": 0, "del": 0, "d": data} | changed


def reason_of(said: dict[str, Any]) -> str:
    read = read_line(said, "full")
    assert isinstance(read, Fault), read
    return read.reason


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.words)
def test_a_reasons_own_remedy_is_found_from_its_words(reason: Reason) -> None:
    remedy = remedy_of(reason.say(**_PLACES))
    assert remedy == reason.remedy.format(**_PLACES)
    assert "{" not in remedy
    assert remedy.endswith(".")


@pytest.mark.parametrize(
    ("said", "remedies"),
    [
        (line(d={"name": ""}), ["ghi ô “Tên”", "xuất gói mới"]),
        (line(d={"name": "x" * 3_000}), ["sửa ô “Tên”: ô này phải là chữ, nhiều nhất"]),
        (line("mediation_case", d={"state": "perhaps"}), ["chọn lại ô “Trạng thái” trong danh mục", "cập nhật"]),
        (line("mediation_case", d={"group": 7}), ["chọn lại ô “Tổ hòa giải” trong danh sách hồ sơ"]),
        (line("mediation_case", d={"parties": [{}, {"full_name": 7}]}), ["ở “Các bên” sửa dòng 2: “Họ và tên”"]),
        (line("hovercraft"), ["Nơi nhận cập nhật chương trình", "không phải gửi lại"]),
        (line(vv={}), ["cập nhật chương trình ở máy gửi"]),
        (line(id="x"), ["cập nhật chương trình ở máy gửi"]),
        (line(d={"Tên lạ": 1}), ["cập nhật chương trình ở máy gửi"]),
    ],
    ids=["lacking", "field", "unlisted", "reference", "part", "newer program", "version", "id", "name"],
)
def test_what_a_line_is_refused_for_tells_which_box_to_mend_or_whose_program_to_renew(
    said: dict[str, Any], remedies: list[str]
) -> None:
    remedy = remedy_of(reason_of(said))
    assert [part for part in remedies if part not in remedy] == [], remedy


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"x" * (LONGEST_LINE + 1), refusing.TOO_LONG),
        (b"{", refusing.NOT_JSON),
        (b"[]", refusing.NOT_A_RECORD),
        (b'{"a":1.5}', refusing.FRACTION),
        (b'{"a":1,"a":2}', refusing.REPEATED),
        (b'{"a":true}', refusing.TRUTH),
        (b'{"a":[[[[[[[1]]]]]]]}', refusing.TOO_DEEP),
        (b'{"a":99999999999999999}', refusing.TOO_LARGE),
        (orjson.dumps({"a": "a\u202eb"}), refusing.CONTROL),
        (orjson.dumps({"a": "e\u0301"}), refusing.NOT_COMPOSED),
    ],
    ids=lambda value: value.words if isinstance(value, Reason) else "",
)
def test_a_line_that_cannot_be_read_has_its_own_remedy_too(raw: bytes, reason: Reason) -> None:
    fault = decode(raw)
    assert not isinstance(fault, dict)
    assert remedy_of(fault.reason) == reason.remedy.format(**_PLACES)


def test_words_of_another_version_get_the_general_sentence() -> None:
    assert remedy_of("lý do chưa ai biết").startswith("Sửa hồ sơ theo lý do")


def test_every_remedy_fits_a_receipt_with_the_longest_words() -> None:
    long = dict.fromkeys(_PLACES, "ố" * 100)
    assert all(len(remedy_of(reason.say(**long))) < 1_000 for reason in REASONS)
