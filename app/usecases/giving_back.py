"""A burnt PC costs nothing: the receiving office gives the sealed part back, the code on paper opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.bundles.bag import RECORDS, Bag
from app.bundles.errors import BadBundle
from app.bundles.keys import KeyCard, read_card
from app.bundles.opening import Opened, open_sealed
from app.bundles.opening import head_of as read_head
from app.bundles.policy import FULL
from app.bundles.relaying import has_post, read_post, whole
from app.bundles.sealing import Contents, seal
from app.bundles.stick import Written, clean_leftovers
from app.ports import Store
from app.problems import Problem
from app.upgrades import check_readable
from app.usecases.hand_over import SUPPORT, UNKNOWN, Carrier, HandOver, note_hand_over
from app.usecases.incoming import keep_files, opened_bundle, taken
from app.usecases.keys import enroll, enrolled, is_own_key, own_keys, revoke, trusted
from app.usecases.letters import as_file, hop
from app.usecases.outgoing import free_number, head_of, plain_manifest, write_out
from app.usecases.peers import founding_of, give_way
from app.usecases.relaying import write_letter
from app.usecases.taking import Outcome

_NUMBER = "sealed_parts_given"


@dataclass(frozen=True)
class GivenBack:
    """What was written for a unit, for which of its cards, and when the sealed part had been made.

    `post` holds the same file for the office through which the unit sends, where there is one.
    """

    bundle: str
    file: Written
    card: KeyCard
    made_at: str
    post: Written | None = None


def give_back(
    store: Store, unit: str, folder: Path, *, card: KeyCard | None = None, carrier: Carrier = UNKNOWN
) -> GivenBack:
    """Write a unit's newest sealed part for a card of it, the newest when none is named; we cannot read it.

    Where the unit's bundles come through an office between, that office's post with the same file is written as well.
    Raises Problem when the unit never sent one, or no card of it is enrolled.
    """
    kept = store.notes("sealed_part", {"unit": unit})
    if not kept:
        raise Problem(
            f"Chưa từng nhận phần niêm phong nào của đơn vị {unit}.", "Đơn vị đó khôi phục từ bản sao lưu của mình."
        )
    card = card or _newest_card(store, unit)
    clean_leftovers(folder)
    head = head_of(store, "support", [card])
    said = {"given_back": {"unit": unit, "bundle": kept[0]["bundle"], "at": kept[0]["at"]}}
    contents = Contents(RECORDS, [], lambda: plain_manifest(head) | said)
    with store.atomic():
        number = free_number(store, folder, int(store.setting(_NUMBER, 0)) + 1)
        with seal(head, contents, own_keys(store), [card.read], kept[0]["data"]) as outer:
            written = write_out(store, folder, number, outer)
            way = hop(store, unit)
            post = None if way == unit else write_letter(store, folder, head, _whole(outer), way)
        store.set_setting(_NUMBER, number)
        note_hand_over(store, HandOver(head.bundle, number, SUPPORT, card.name, FULL, 0), written, carrier)
    return GivenBack(head.bundle, written, card, kept[0]["at"], post)


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


@dataclass(frozen=True)
class NewPc:
    """A unit's new PC: its card, who compared the digits, which keys were lost with the old one and why."""

    card: bytes
    checked_by: str
    lost: tuple[str, ...]
    why: str


def give_back_to_new_pc(store: Store, unit: str, folder: Path, new: NewPc, *, carrier: Carrier = UNKNOWN) -> GivenBack:
    """Trust a unit's new PC, withdraw what was lost, and give the sealed part back: all of it, or nothing."""
    card = read_card(new.card)
    if card.unit != unit:
        raise Problem(f"Thẻ khóa này của đơn vị {card.unit}, không phải {unit}.", "Chọn thẻ khóa của đúng đơn vị.")
    with store.atomic():
        if trusted(store, card.key()) is None:
            enroll(store, new.card, checked_by=new.checked_by)
        for key in new.lost:
            revoke(store, key, new.why)
        return give_back(store, unit, folder, card=card, carrier=carrier)


def _newest_card(store: Store, unit: str) -> KeyCard:
    cards = [card for card in enrolled(store) if card.unit == unit]
    if not cards:
        raise Problem(
            f"Chưa ghi danh thẻ khóa nào của đơn vị {unit}.",
            "Xin thẻ khóa của máy mới ở đơn vị đó, đối chiếu dãy số qua điện thoại rồi làm lại.",
        )
    return cards[-1]  # the one enrolled last: clocks may be wrong


def restore_from_sealed(store: Store, path: Path, recovery_code: str) -> Outcome:
    """Take back every record of the sealed part that was given back to us; whatever is here already is merged.

    Raises Problem, with nothing changed, when the code is not the one the part was sealed with or the file is not ours.
    """
    with opened_bundle(store, path) as opened:
        if not has_post(opened.bag):
            return _restored(store, opened, recovery_code)
        with as_file(_carried(store, opened)) as file, opened_bundle(store, file) as inside:
            return _restored(store, inside, recovery_code)


def _carried(store: Store, opened: Opened) -> bytes:
    """Return the newest file that was given back to us among the letters of post."""
    letters = [letter for letter in read_post(opened.bag).letters if letter.kind == "support"]
    for letter in sorted(letters, key=lambda letter: letter.id, reverse=True):
        data = b"".join(whole(opened.bag, letter))
        if any(is_own_key(store, key) for key in read_head(data).to):
            return data
    raise BadBundle("Bưu phẩm này không có phần niêm phong trả lại cho máy này.", "Chọn tệp khác do nơi nhận trả lại.")


def _restored(store: Store, opened: Opened, recovery_code: str) -> Outcome:
    bag = _sealed_bag(opened, recovery_code)
    try:
        return _take_back(store, bag)
    finally:
        bag.close()


def _sealed_bag(opened: Opened, recovery_code: str) -> Bag:
    if opened.head.kind != "support" or opened.sealed is None:
        raise BadBundle("Tệp này không phải phần niêm phong được trả lại.", "Chọn tệp do nơi nhận xuất để trả lại.")
    return open_sealed(opened.sealed, recovery_code)


def _take_back(store: Store, bag: Bag) -> Outcome:
    origin = bag.manifest.get("from")
    if not isinstance(origin, dict) or origin.get("unit") != store.unit:
        raise BadBundle("Phần niêm phong này của đơn vị khác.", "Đề nghị nơi nhận trả lại đúng phần của đơn vị này.")
    check_readable(bag.manifest.get("schema"), bag.manifest.get("min_reader"))
    keep_files(store, bag)
    with store.atomic():
        founded = founding_of(store)
        outcome = taken(store, bag)
        give_way(store, founded)
    return outcome
