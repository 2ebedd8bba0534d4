"""Reading the inner file with distrust: exact names, own counters, limits on everything; nothing is ever extracted."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO

import orjson

from app.bundles.bag import (
    BAGIT,
    LARGEST_BLOB,
    LARGEST_RECEIPT,
    MANIFEST,
    RECEIPT,
    RECORDS,
    TAGS,
    Bag,
    Counted,
    blob_name,
    oxum,
)
from app.bundles.errors import BadBundle, damaged

MOST_BLOBS = 20_000
LARGEST_RECORDS = 2 << 30
_LARGEST_TEXT = 4 << 20
_LARGEST_DIRECTORY = 8 << 20
_RATIO = 100  # our lines shrink to a tenth; a hundredth is a bomb
_BLOB = re.compile(r"data/blobs/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_STEP = 1 << 18
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for memory before they give a byte
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


def open_bag(source: BinaryIO, size: int) -> Bag:
    """Open and verify a bag whose packed size is known; raises BadBundle before anything of it is used."""
    try:
        _check_directory(source)
        archive = zipfile.ZipFile(source)
        body, blobs = _members(archive)
        _check_sums(archive, body, blobs, size)
        manifest = orjson.loads(_small(archive, MANIFEST))
    except _UNREADABLE as error:
        raise damaged("phần bên trong không đọc được") from error
    if not isinstance(manifest, dict):
        raise damaged("bản kê bên trong không đúng dạng")
    return Bag(manifest, body, blobs, archive, source)


def _check_directory(source: BinaryIO) -> None:
    """Refuse a directory of members that would fill the memory, before it is read into objects."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 42))
    end = source.read()[-42:].rjust(42, b"\0")
    entries, length = int.from_bytes(end[-12:-10], "little"), int.from_bytes(end[-10:-6], "little")
    sound = end[-22:-18] == b"PK\x05\x06" and end[:4] != b"PK\x06\x07"  # the latter would announce other numbers
    if not sound or entries > MOST_BLOBS + 5 or length > _LARGEST_DIRECTORY:
        raise damaged("phần bên trong không phải túi dữ liệu của Sổ Tư Pháp")


def _members(archive: zipfile.ZipFile) -> tuple[str, frozenset[str]]:
    """Return the body and the attached files; there may be nothing else and nothing twice."""
    if any(info.compress_type not in _PACKED for info in archive.infolist()):
        raise damaged("phần bên trong nén theo cách lạ")
    names = [info.filename for info in archive.infolist()]
    body = RECEIPT if RECEIPT in names else RECORDS
    blobs = frozenset(found[2] for name in names if (found := _BLOB.fullmatch(name)))
    if sorted(names) != sorted((*TAGS, MANIFEST, body, *map(blob_name, blobs))):
        raise damaged("phần bên trong có tệp lạ hoặc thiếu tệp")
    return body, blobs


def _check_sums(archive: zipfile.ZipFile, body: str, blobs: frozenset[str], size: int) -> None:
    if _small(archive, "bagit.txt") != BAGIT:
        raise damaged("không phải túi BagIt 1.0")
    stated = _stated(_small(archive, "manifest-sha256.txt"))
    found = _found(archive, body, blobs, max(size, 4096) * _RATIO)
    if {name: part.hash.hexdigest() for name, part in found.items()} != stated:
        raise damaged("mã kiểm tra bên trong không khớp")
    if oxum(found) not in _small(archive, "bag-info.txt").decode().splitlines():
        raise damaged("kích thước bên trong không khớp")


def _found(archive: zipfile.ZipFile, body: str, blobs: frozenset[str], most: int) -> dict[str, Counted]:
    """Read every payload member to its end; together they may not unpack to more than `most` bytes."""
    limits = {MANIFEST: _LARGEST_TEXT, body: LARGEST_RECEIPT if body == RECEIPT else LARGEST_RECORDS}
    limits |= dict.fromkeys(map(blob_name, sorted(blobs)), LARGEST_BLOB)
    found: dict[str, Counted] = {}
    for name, limit in limits.items():
        found[name] = _counted(archive, name, min(limit, most))
        most -= found[name].size
    return found


def _stated(data: bytes) -> dict[str, str]:
    stated: dict[str, str] = {}
    for line in data.decode("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if name in stated:
            raise damaged("bảng mã kiểm tra ghi một tệp hai lần")
        stated[name] = digest
    return stated


def _counted(archive: zipfile.ZipFile, name: str, most: int) -> Counted:
    """Read a member to its end with a counter of our own: headers may lie about sizes."""
    counted = Counted()
    with archive.open(name) as file:
        while data := file.read(_STEP):
            counted.add(data)
            if counted.size > most:
                raise BadBundle(
                    "Gói dữ liệu giải nén ra quá lớn so với kích thước tệp nên bị từ chối.",
                    "Đây không phải gói do Sổ Tư Pháp xuất; hỏi lại nơi gửi.",
                )
    return counted


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data: bytes = file.read(_LARGEST_TEXT + 1)
    if len(data) > _LARGEST_TEXT:
        raise damaged(f"tệp {name} quá lớn")
    return data
