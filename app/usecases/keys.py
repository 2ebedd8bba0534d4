"""Our keys, our card, and the cards of the offices we trust."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache

from app.bundles.keys import KeyCard, UnitKeys, card_of, fingerprint, key_id, new_keys, read_card, vouches, write_card
from app.ports import Store
from app.problems import Problem
from app.usecases.office import own_office

PEER = "peer"  # role of a card: another PC of our own unit
KEYS_MADE = "keys_made"  # setting: when the present keys were made
_FORMER = "keys_before"  # setting: keys that others may still write to, oldest first


def own_keys(store: Store) -> UnitKeys:
    """Return our keys, made the first time they are asked for and kept in the encrypted register."""
    kept = store.setting("keys")
    if kept is None:
        kept = asdict(new_keys())
        store.set_setting("keys", kept)
        store.set_setting(KEYS_MADE, _now())
    return UnitKeys(**kept)


def former_keys(store: Store) -> list[UnitKeys]:
    """Return the keys we had before, newest first: sticks written to them are still read."""
    return [UnitKeys(row["sign"], row["read"]) for row in reversed(store.setting(_FORMER, []))]


def keys_addressed(store: Store, to: Collection[str]) -> UnitKeys:
    """Return the keys of ours that a file with these readers is for; the present ones when it is for none."""
    present = own_keys(store)
    ours = [present, *former_keys(store)]
    return next((keys for keys in ours if key_id(keys.public_sign()) in to), present)


def put_keys(store: Store, keys: UnitKeys) -> None:
    """Let new keys stand in the place of ours, which are kept for what others still send to them."""
    with store.atomic():
        store.set_setting(_FORMER, [*store.setting(_FORMER, []), asdict(own_keys(store))])
        store.set_setting("keys", asdict(keys))
        store.set_setting(KEYS_MADE, _now())


def is_own_key(store: Store, key: str) -> bool:
    return any(key == key_id(keys.public_sign()) for keys in (own_keys(store), *former_keys(store)))


def own_card(store: Store) -> KeyCard:
    return card_of(own_keys(store), unit=store.unit, name=own_office(store).name, replica=store.replica)


def card_file(store: Store) -> tuple[str, bytes]:
    """Return the name and contents of the file that shows our keys to others."""
    return f"the-khoa-{store.unit}.json", write_card(own_card(store))


def enroll(store: Store, data: bytes, *, checked_by: str, role: str = "") -> KeyCard:
    """Trust a card. `checked_by` says who compared the thirty digits over the telephone, and cannot be empty.

    A new card of a unit we know, signed by its old key, needs nobody; raises Problem otherwise. Of our own unit only a
    PEER is trusted, and with everything.
    """
    card = read_card(data)
    _not_revoked(store, card)
    _on_the_right_side(store, card, role)
    known = [old for old in enrolled(store) if old.unit == card.unit]
    vouched = any(vouches(old, card) for old in known)
    if not checked_by and not vouched:
        raise Problem(
            f"Chưa ai đối chiếu dãy số của thẻ khóa {card.name}: {fingerprint(card)}.",
            "Gọi điện cho đơn vị đó, đọc sáu nhóm số, rồi ghi tên người đã đối chiếu.",
        )
    entry = {
        "key": card.key(),
        "unit": card.unit,
        "name": card.name,
        "replica": card.replica,
        "card": write_card(card).decode(),
        "role": role,
        "at": _now(),
        "checked_by": checked_by or "khóa cũ của đơn vị bảo đảm",
        "revoked_at": None,
    }
    with store.atomic():
        store.note("enrolled_key", entry)
    return card


def _on_the_right_side(store: Store, card: KeyCard, role: str) -> None:
    if is_own_key(store, card.key()):
        raise Problem("Đây là thẻ khóa của chính máy này.", "Chọn thẻ khóa do máy kia hoặc đơn vị kia xuất.")
    if (card.unit == store.unit) == (role == PEER):
        return
    if role == PEER:
        raise Problem(
            f"Thẻ khóa này của đơn vị {card.unit}, không phải của một máy trong đơn vị {store.unit}.",
            "Chọn thẻ khóa do máy kia của chính đơn vị này xuất.",
        )
    raise Problem(
        f"Thẻ khóa này của một máy mang mã của chính đơn vị {store.unit}.",
        "Nếu đúng là máy thứ hai của đơn vị thì vào Đồng bộ, Thêm máy; nếu không thì đừng ghi danh.",
    )


def own_card_key(store: Store) -> str:
    return key_id(own_keys(store).public_sign())


def _not_revoked(store: Store, card: KeyCard) -> None:
    """A revoked key stays revoked: whoever vouches for it, its owner must make a new one."""
    if any(row["revoked_at"] for row in store.notes("enrolled_key", {"key": card.key()})):
        raise Problem(
            f"Khóa {card.key()} của {card.name} đã bị thu hồi nên không ghi danh lại được.",
            "Đề nghị đơn vị đó tạo khóa mới, xuất thẻ mới rồi đối chiếu lại qua điện thoại.",
        )


def enrolled(store: Store) -> list[KeyCard]:
    """Return the cards we trust now."""
    return [_known(row["card"]) for row in store.notes("enrolled_key", {"revoked_at": None})]


@lru_cache(maxsize=4096)
def _known(card: str) -> KeyCard:
    """Read a card of the book once: a province asks for each of its hundreds of cards with every file."""
    return read_card(card.encode())


def unit_of(store: Store, key: str) -> str:
    """Return the unit whose key it is, or was: who has changed keys still reads what was written to the former ones."""
    return next((str(row["unit"]) for row in store.notes("enrolled_key", {"key": key})), "")


def trusted(store: Store, key: str) -> KeyCard | None:
    return next((card for card in enrolled(store) if card.key() == key), None)


def revoke(store: Store, key: str, why: str = "") -> None:
    """Stop trusting a key from now on; what it signed before stays. `why` is told to the unit with its receipts."""
    rows = store.notes("enrolled_key", {"key": key})
    if not rows:
        raise Problem(f"Không có khóa {key} trong danh sách đã ghi danh.", "Xem danh sách khóa rồi chọn lại.")
    with store.atomic():
        store.note("enrolled_key", rows[0] | {"revoked_at": _now(), "why": why})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
