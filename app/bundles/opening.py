"""Opening a bundle's file: members, signature, enrolment, hash, decryption, inner bag; in that order, or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from app.bundles import minisign
from app.bundles.age import decrypted
from app.bundles.bag import RECEIPT, Bag
from app.bundles.envelope import LARGEST_ENVELOPE, MEMBERS, SEALED, Described, Head, read_envelope
from app.bundles.errors import BadBundle, UnknownSigner, damaged, unreadable
from app.bundles.inspecting import open_bag
from app.bundles.keys import KeyCard, UnitKeys, key_id
from app.bundles.outer import OuterReader, whole_size
from app.bundles.recovery import recovery_identity
from app.bundles.spools import spool
from app.vietnamese import visible

Trusted = Callable[[str], KeyCard | None]
_LARGEST_SIGNATURE = 1 << 10


@dataclass
class Opened:
    """A verified file: its head, its author's card, its inner bag; `sealed` stays as it is for who can read it."""

    head: Head
    card: KeyCard
    bag: Bag
    sealed: bytes | None
    sha256: str
    size: int

    def close(self) -> None:
        self.bag.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@dataclass(frozen=True)
class _Reader:
    """Who is reading: our keys, whom we trust, in which mode."""

    keys: UnitKeys
    trusted: Trusted
    practice: bool


def open_envelope(source: Path | bytes, keys: UnitKeys, trusted: Trusted, *, practice: bool) -> Opened:
    """Verify a file and return what it holds; raises BadBundle, or UnknownSigner, and leaves nothing behind.

    `trusted` returns the enrolled card of a signing key's id, or None. `practice` is whether we are in practice mode.
    """
    with _source(source) as file:
        return _opened(OuterReader(file), _Reader(keys, trusted, practice))


def head_of(source: Path | bytes) -> Head:
    """Return what a file says of itself, believed by nobody yet; raises BadBundle when it is no bundle."""
    with _source(source) as file:
        head, *_ = read_envelope(OuterReader(file).small(MEMBERS[0], LARGEST_ENVELOPE))
        return head


def verify_carried(source: Path | bytes, trusted: Trusted) -> tuple[Head, str]:
    """Verify a file that is for others: its author's signature and every hash; nothing of it is decrypted.

    Return what it says of itself and its SHA-256; raises BadBundle, or UnknownSigner.
    """
    with _source(source) as file:
        outer = OuterReader(file)
        head, payload, sealed, _ = _verified(outer, trusted)
        for name, part in ((MEMBERS[2], payload), (SEALED, sealed)):
            if part and outer.large(name, part.size, len) != part.sha256:
                raise damaged("phần dữ liệu không khớp phong bì")
        return head, outer.finish()


def sealed_part(source: Path | bytes, trusted: Trusted, *, practice: bool) -> bytes:
    """Return the sealed part of a verified file, whomever its other part is for; raises BadBundle, or UnknownSigner."""
    with _source(source) as file:
        outer = OuterReader(file)
        head, payload, sealed, _ = _verified(outer, trusted)
        _check_mode(head, practice=practice)
        if sealed is None:
            raise BadBundle("Gói này không kèm phần niêm phong.", "Chọn gói có phần niêm phong, hoặc thư mục sổ.")
        if outer.large(MEMBERS[2], payload.size, len) != payload.sha256:
            raise damaged("phần dữ liệu không khớp phong bì")
        kept = _sealed(outer, sealed)
        outer.finish()
        return kept


def open_sealed(data: bytes, recovery_code: str) -> Bag:
    """Return the bag of a sealed part that came back, opened by the code on paper; close it after use.

    Raises Problem when the code is mistyped, BadBundle when it is another register's or the part is damaged.
    """
    return _bag(io.BytesIO(data), len(data), recovery_identity(recovery_code))


@contextmanager
def _source(source: Path | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    try:
        with source.open("rb") as file:
            yield file
    except OSError as error:
        raise unreadable(visible(source.name), error) from error


def _verified(outer: OuterReader, trusted: Trusted) -> tuple[Head, Described, Described | None, KeyCard]:
    envelope = outer.small(MEMBERS[0], LARGEST_ENVELOPE)
    signature = outer.small(MEMBERS[1], _LARGEST_SIGNATURE)
    head, payload, sealed = read_envelope(envelope)
    _check_size(outer, payload, sealed)
    return head, payload, sealed, _signer(head, signature, envelope, trusted)


def _opened(outer: OuterReader, reader: _Reader) -> Opened:
    head, payload, sealed, card = _verified(outer, reader.trusted)
    _check_for_us(head, reader)
    with spool() as packed:
        if outer.large(MEMBERS[2], payload.size, packed.write) != payload.sha256:
            raise damaged("phần dữ liệu không khớp phong bì")
        kept = _sealed(outer, sealed) if sealed else None
        sha256 = outer.finish()
        packed.seek(0)
        bag = _bag(packed, payload.size, reader.keys.read)
    try:
        _check_same(head, bag)
    except BaseException:
        bag.close()
        raise
    return Opened(head, card, bag, kept, sha256, outer.size)


def _check_size(outer: OuterReader, payload: Described, sealed: Described | None) -> None:
    members = [*outer.sizes(), (MEMBERS[2], payload.size)] + ([(SEALED, sealed.size)] if sealed else [])
    missing = whole_size(members) - outer.size
    if missing > 0:
        raise damaged(f"tệp bị cắt cụt, chép chưa hết, còn thiếu {missing} byte")
    if missing < 0:
        raise damaged(f"tệp có {-missing} byte thừa")


def _signer(head: Head, signature: bytes, envelope: bytes, trusted: Trusted) -> KeyCard:
    if minisign.signer_of(signature) != head.signer:
        raise damaged("chữ ký không phải của người ghi trên phong bì")
    card = trusted(head.signer)
    if card is None:
        raise UnknownSigner(head.unit, head.signer)
    minisign.verify(card.public_key(), envelope, signature, f"bundle {head.bundle}")
    if card.unit != head.unit:
        raise BadBundle(
            f"Gói ghi là của đơn vị {head.unit} nhưng do đơn vị {card.unit} ký.",
            "Hỏi lại nơi gửi; chỉ nhận gói do chính đơn vị đó xuất.",
        )
    return card


def _check_for_us(head: Head, reader: _Reader) -> None:
    if key_id(reader.keys.public_sign()) not in head.to:
        raise BadBundle("Gói dữ liệu này gửi cho nơi khác, không phải cho đơn vị này.", "Chuyển USB đến đúng nơi nhận.")
    _check_mode(head, practice=reader.practice)


def _check_mode(head: Head, *, practice: bool) -> None:
    if head.practice and not practice:
        raise BadBundle("Đây là gói tập dùng, không nhận vào sổ thật.", "Nhờ nơi gửi xuất gói từ sổ thật của họ.")
    if practice and not head.practice:
        raise BadBundle("Đây là gói thật, không nhận vào sổ tập dùng.", "Mở sổ thật rồi nhập lại.")


def _sealed(outer: OuterReader, described: Described) -> bytes:
    kept = io.BytesIO()
    if outer.large(SEALED, described.size, kept.write) != described.sha256:
        raise damaged("phần niêm phong không khớp phong bì")
    return kept.getvalue()


def _bag(packed: BinaryIO, size: int, identity: str) -> Bag:
    plain = decrypted(packed, identity)
    try:
        return open_bag(plain, size)
    except BaseException:
        plain.close()
        raise


def _check_same(head: Head, bag: Bag) -> None:
    inner = bag.manifest.get("from")
    if bag.manifest.get("bundle") != head.bundle or inner != {"unit": head.unit, "replica": head.replica}:
        raise damaged("bên trong và bên ngoài không cùng một gói")
    if (bag.body == RECEIPT) != (head.kind == "receipt"):
        raise damaged(f"bên trong không phải nội dung của gói loại {head.kind}")
