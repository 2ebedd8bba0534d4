"""Opening a bundle's file: members, signature, enrolment, hash, decryption, inner bag; in that order, or not at all."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyrage

from app.bundles import minisign
from app.bundles.bag import Bag, open_bag
from app.bundles.envelope import FORMAT, KINDS, MEMBERS, SEALED, STEP, UUID, Head, spool
from app.bundles.errors import BadBundle, UnknownSigner, damaged
from app.bundles.keys import KeyCard, UnitKeys, key_id

_LARGEST_ENVELOPE = 64 * 1024


@dataclass
class Opened:
    """A verified file: its head, its author's card, its inner bag; `sealed` stays as it is for who can read it."""

    head: Head
    card: KeyCard
    bag: Bag
    sealed: bytes | None
    sha256: str
    size: int
    _source: BinaryIO

    def close(self) -> None:
        self.bag.archive.close()
        self._source.close()


def open_envelope(path: Path, keys: UnitKeys, trusted: Callable[[str], KeyCard | None], *, practice: bool) -> Opened:
    """Verify a file and return what it holds; raises BadBundle, or UnknownSigner, and leaves nothing behind.

    `trusted` returns the enrolled card of a signing key's id, or None. `practice` is whether we are in practice mode.
    """
    sha256, size = _digest(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _opened(archive, (keys, trusted, practice), (sha256, size))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged("không phải tệp đầy đủ của Sổ Tư Pháp") from error


def _opened(
    archive: zipfile.ZipFile,
    reader: tuple[UnitKeys, Callable[[str], KeyCard | None], bool],
    file: tuple[str, int],
) -> Opened:
    keys, trusted, practice = reader
    _check_members(archive, file[1])
    envelope, signature = _small(archive, MEMBERS[0]), _small(archive, MEMBERS[1])
    said = _read_envelope(envelope)
    head = _head(said)
    card = _signer(head, signature, envelope, trusted)
    _check_for_us(head, keys, practice=practice)
    sealed = _verified_bytes(archive, SEALED, said["sealed"]) if said["sealed"] else None
    plain, packed = _decrypted(archive, said["payload"], keys)
    try:
        bag = open_bag(plain, packed)
        _check_same(head, bag.manifest)
    except BaseException:
        plain.close()
        raise
    return Opened(head, card, bag, sealed, file[0], file[1], plain)


def _check_members(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    names = tuple(member.filename for member in members)
    if names not in (MEMBERS, (*MEMBERS, SEALED)):
        raise damaged("bên ngoài có tệp lạ, thiếu tệp hoặc sai thứ tự")
    stored = sum(member.file_size for member in members)
    whole = all(m.compress_type == zipfile.ZIP_STORED and m.file_size == m.compress_size for m in members)
    if not whole or not 0 <= size - stored < 4096 or archive.comment:
        raise damaged("kích thước không khớp")


def _read_envelope(data: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise damaged("phong bì không đọc được") from None
    if not isinstance(said, dict) or orjson.dumps(said) != data:
        raise damaged("phong bì không đúng dạng")
    if said.get("format") != FORMAT:
        raise BadBundle(
            f"Gói dữ liệu theo định dạng {str(said.get('format'))[:30]}, bản chương trình này chưa đọc được.",
            "Cập nhật chương trình ở nơi nhận rồi nhập lại.",
        )
    return said


def _head(said: dict[str, Any]) -> Head:
    try:
        head = Head(
            bundle=said["bundle"],
            kind=said["kind"],
            unit=said["from"]["unit"],
            replica=said["from"]["replica"],
            to=tuple(said["to"]),
            signer=said["signer"],
            created=said["created"],
            practice=said["practice"],
            part=said["part"],
            parts=said["parts"],
        )
        sound = head.kind in KINDS and UUID.fullmatch(head.bundle) and type(head.practice) is bool
        sound = sound and "payload" in said and "sealed" in said and all(isinstance(key, str) for key in head.to)
    except (KeyError, TypeError, AttributeError):
        sound = None
    if not sound:
        raise damaged("phong bì thiếu phần bắt buộc")
    return head


def _signer(head: Head, signature: bytes, envelope: bytes, trusted: Callable[[str], KeyCard | None]) -> KeyCard:
    if minisign.signer_of(signature) != head.signer:
        raise damaged("chữ ký không phải của người ghi trên phong bì")
    card = trusted(head.signer)
    if card is None:
        raise UnknownSigner(head.unit[:20], head.signer)
    minisign.verify(card.public_key(), envelope, signature, f"bundle {head.bundle}")
    if card.unit != head.unit:
        raise BadBundle(
            f"Gói ghi là của đơn vị {head.unit} nhưng do đơn vị {card.unit} ký.",
            "Hỏi lại nơi gửi; chỉ nhận gói do chính đơn vị đó xuất.",
        )
    return card


def _check_for_us(head: Head, keys: UnitKeys, *, practice: bool) -> None:
    if key_id(keys.public_sign()) not in head.to:
        raise BadBundle("Gói dữ liệu này gửi cho nơi khác, không phải cho đơn vị này.", "Chuyển USB đến đúng nơi nhận.")
    if head.practice != practice:
        which = "tập dùng" if head.practice else "thật"
        raise BadBundle(f"Đây là gói {which}, sổ này thì không.", "Mở đúng sổ (thật hoặc tập dùng) rồi nhập lại.")


def _verified_bytes(archive: zipfile.ZipFile, name: str, described: Any) -> bytes:
    data = archive.read(name)
    if {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} != described:
        raise damaged("phần niêm phong không khớp phong bì")
    return data


def _decrypted(archive: zipfile.ZipFile, described: Any, keys: UnitKeys) -> tuple[BinaryIO, int]:
    with archive.open(MEMBERS[2]) as member, spool() as packed:
        digest, size = hashlib.sha256(), 0
        while data := member.read(STEP):
            digest.update(data)
            size += len(data)
            packed.write(data)
        if {"sha256": digest.hexdigest(), "size": size} != described:
            raise damaged("phần dữ liệu không khớp phong bì")
        packed.seek(0)
        _refuse_passphrases(packed.read(4096))
        packed.seek(0)
        return _plain(packed, keys), size


def _plain(packed: BinaryIO, keys: UnitKeys) -> BinaryIO:
    """Decrypt to a file that is gone when it is closed: authenticated beginnings of a cut file must not stay."""
    plain = spool()
    try:
        pyrage.decrypt_io(packed, plain, [pyrage.x25519.Identity.from_str(keys.read)])
    except (pyrage.DecryptError, OSError, ValueError) as error:
        plain.close()
        raise damaged("không giải mã được bằng khóa của đơn vị này") from error
    plain.seek(0)
    return plain


def _refuse_passphrases(start: bytes) -> None:
    """Refuse age files with other than X25519 recipients: a passphrase stanza could ask for gigabytes of memory."""
    header = start.split(b"\n---", 1)[0]
    stanzas = [line for line in header.split(b"\n") if line.startswith(b"-> ")]
    if not stanzas or any(not _allowed(stanza) for stanza in stanzas):
        raise damaged("phần dữ liệu không mã hóa theo khóa của nơi nhận")


def _allowed(stanza: bytes) -> bool:
    return stanza.startswith(b"-> X25519 ") or b"-grease" in stanza  # age lets writers add lines without meaning


def _check_same(head: Head, manifest: dict[str, Any]) -> None:
    inner = manifest.get("from")
    if manifest.get("bundle") != head.bundle or inner != {"unit": head.unit, "replica": head.replica}:
        raise damaged("bên trong và bên ngoài không cùng một gói")


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(_LARGEST_ENVELOPE + 1)
    if len(data) > _LARGEST_ENVELOPE:
        raise damaged("phong bì quá lớn")
    return data


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while data := file.read(STEP):
                digest.update(data)
                size += len(data)
    except OSError as error:
        raise BadBundle(
            f"Không đọc được tệp {path.name}: {error.strerror}.", "Cắm lại USB rồi chọn lại tệp."
        ) from error
    return digest.hexdigest(), size
