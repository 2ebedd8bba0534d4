"""What became of a file that is no bundle of records, as sentences: post, reference data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.vietnamese import show_number

if TYPE_CHECKING:
    from app.usecases.reference_staging import Staged
    from app.usecases.relaying import TakenLetter

_RESTORE = "Dùng “Khôi phục từ gói trả lại”, chọn chính tệp này và nhập mã trên giấy."


def of_post(letters: Sequence[TakenLetter]) -> str:
    """Say how many letters were bundles, receipts, news, for others, or refused and why."""
    own = [one.received for one in letters if one.received]
    counted = (
        (sum(one.receipt is not None for one in own), "gói đã nhận"),
        (sum(one.acknowledged is not None for one in own), "biên nhận"),
        (sum(one.reference is not None for one in own), "bộ dữ liệu tham chiếu"),
        (sum(bool(one.news) for one in own), "tin về khóa"),
        (sum(one.left == "sealed" for one in letters), "phần niêm phong được trả lại"),
        (sum(one.left == "known" for one in letters), "tin về khóa đã biết"),
        (sum(one.left == "other_pc" for one in letters), "tệp của máy khác trong đơn vị, để lại trên USB"),
        (sum(not (one.received or one.refused or one.left) for one in letters), "tệp giữ để chuyển tiếp"),
        (sum(bool(one.refused) for one in letters), "tệp không nhận"),
    )
    said = ", ".join(f"{show_number(number)} {words}" for number, words in counted if number)
    further = [f"{one.author}: {one.refused}" for one in letters if one.refused]
    further += [sentence for one in own if not one.reference for sentence in one.news]
    further += [_RESTORE] if any(one.left == "sealed" for one in letters) else []
    return " ".join((f"Bưu phẩm: {said or 'không có tệp nào'}.", *further))


def of_reference(staged: Staged) -> str:
    """Say that a set waits, and what to do with it."""
    name = staged.chosen.name()
    if staged.chosen.place:
        return f"Dữ liệu tham chiếu: {name} đang dùng rồi."
    before = " đã có từ trước" if staged.already else " đã nhận"
    return f"Dữ liệu tham chiếu: {name}{before}, chưa áp dụng. Vào Dữ liệu tham chiếu xem khác biệt rồi áp dụng."
