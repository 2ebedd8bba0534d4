"""What became of a file that is no bundle of records, as sentences: post, reference data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.vietnamese import show_number

if TYPE_CHECKING:
    from app.usecases.reference_staging import Staged
    from app.usecases.relaying import TakenLetter


def of_post(letters: Sequence[TakenLetter]) -> str:
    """Say how many letters were bundles, receipts, for others, or refused and why."""
    own = [one.received for one in letters if one.received]
    counted = (
        (sum(one.receipt is not None for one in own), "gói đã nhận"),
        (sum(one.acknowledged is not None for one in own), "biên nhận"),
        (sum(one.reference is not None for one in own), "bộ dữ liệu tham chiếu"),
        (sum(not one.received and not one.refused for one in letters), "tệp giữ để chuyển tiếp"),
        (sum(bool(one.refused) for one in letters), "tệp không nhận"),
    )
    said = ", ".join(f"{show_number(number)} {words}" for number, words in counted if number)
    faults = " ".join(f"{one.author}: {one.refused}" for one in letters if one.refused)
    return f"Bưu phẩm: {said or 'không có tệp nào'}. {faults}".strip()


def of_reference(staged: Staged) -> str:
    """Say that a set waits, and what to do with it."""
    name = staged.chosen.name()
    if staged.chosen.place:
        return f"Dữ liệu tham chiếu: {name} đang dùng rồi."
    before = " đã có từ trước" if staged.already else " đã nhận"
    return f"Dữ liệu tham chiếu: {name}{before}, chưa áp dụng. Vào Dữ liệu tham chiếu xem khác biệt rồi áp dụng."
