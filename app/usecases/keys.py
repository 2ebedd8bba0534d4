"""Our keys, our card, and the cards of the offices we trust."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from app.bundles.keys import KeyCard, UnitKeys, card_of, fingerprint, key_id, new_keys, read_card, vouches, write_card
from app.ports import Store
from app.problems import Problem
from app.usecases.office import own_office

PEER = "peer"  # role of a card: another PC of our own unit


def own_keys(store: Store) -> UnitKeys:
    """Return our keys, made the first time they are asked for and kept in the encrypted register."""
    kept = store.setting("keys")
    if kept is None:
        kept = asdict(new_keys())
        store.set_setting("keys", kept)
    return UnitKeys(**kept)


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
    if card.key() == own_card_key(store):
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
    return [read_card(row["card"].encode()) for row in store.notes("enrolled_key", {"revoked_at": None})]


def trusted(store: Store, key: str) -> KeyCard | None:
    return next((card for card in enrolled(store) if card.key() == key), None)


def revoke(store: Store, key: str) -> None:
    """Stop trusting a key from now on; what it signed before stays."""
    rows = store.notes("enrolled_key", {"key": key})
    if not rows:
        raise Problem(f"Không có khóa {key} trong danh sách đã ghi danh.", "Xem danh sách khóa rồi chọn lại.")
    with store.atomic():
        store.note("enrolled_key", rows[0] | {"revoked_at": _now()})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
