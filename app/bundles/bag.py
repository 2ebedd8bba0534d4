"""The inner file: a ZIP that is a valid BagIt 1.0 bag (RFC 8493), written as a stream and read with distrust."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from app.bundles.errors import BadBundle, damaged

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "data/manifest.json"
RECORDS = "data/records.ndjson"
RECEIPT = "data/receipt.json"
_TAGS = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
_LARGEST_TEXT = 1 << 20
_LARGEST_RECORDS = 2 << 30
_RATIO = 100  # our lines shrink to a tenth; a hundredth is a bomb
_DATE = (1980, 1, 1, 0, 0, 0)  # no decision reads file times, so none is told
_STEP = 1 << 18


@dataclass(frozen=True)
class Bag:
    """A verified inner file: its manifest, and where its main part can be read."""

    manifest: dict[str, Any]
    body: str  # RECORDS or RECEIPT
    archive: zipfile.ZipFile

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the body without their ends; the hash was compared before."""
        with self.archive.open(self.body) as file:
            for line in file:
                yield line.rstrip(b"\n")

    def whole(self) -> bytes:
        return self.archive.read(self.body)


class _Counted:
    def __init__(self) -> None:
        self.hash, self.size = hashlib.sha256(), 0

    def add(self, data: bytes) -> bytes:
        self.hash.update(data)
        self.size += len(data)
        return data


def write_bag(target: BinaryIO, body: str, chunks: Iterable[bytes], manifest: Any) -> None:
    """Write a bag. `manifest` is called after the body has been written, so that it may count what went in."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        counted = {body: _Counted(), MANIFEST: _Counted()}
        with archive.open(_info(body), "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(counted[body].add(chunk))
        archive.writestr(_info(MANIFEST), counted[MANIFEST].add(orjson.dumps(manifest())))
        for name, data in _tag_files(counted).items():
            archive.writestr(_info(name), data)


def _tag_files(counted: dict[str, _Counted]) -> dict[str, bytes]:
    octets = sum(part.size for part in counted.values())
    sums = "".join(f"{part.hash.hexdigest()}  {name}\n" for name, part in sorted(counted.items()))
    info = f"Payload-Oxum: {octets}.{len(counted)}\nBag-Software-Agent: So Tu Phap\n"
    return {"bagit.txt": BAGIT, "bag-info.txt": info.encode(), "manifest-sha256.txt": sums.encode()}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def open_bag(source: BinaryIO, size: int) -> Bag:
    """Open and verify a bag of a known packed size; raises BadBundle before anything of it is used."""
    try:
        archive = zipfile.ZipFile(source)
        names = [info.filename for info in archive.infolist()]
        body = RECEIPT if RECEIPT in names else RECORDS
        if sorted(names) != sorted((*_TAGS, MANIFEST, body)):
            raise damaged("phần bên trong có tệp lạ hoặc thiếu tệp")
        _check_sums(archive, body, size)
        manifest = orjson.loads(_small(archive, MANIFEST))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise damaged("phần bên trong không đọc được") from error
    if not isinstance(manifest, dict):
        raise damaged("bản kê bên trong không đúng dạng")
    return Bag(manifest, body, archive)


def _check_sums(archive: zipfile.ZipFile, body: str, size: int) -> None:
    if _small(archive, "bagit.txt") != BAGIT:
        raise damaged("không phải túi BagIt 1.0")
    stated = dict(_stated(_small(archive, "manifest-sha256.txt")))
    found = {MANIFEST: _counted(archive, MANIFEST, _LARGEST_TEXT)}
    found[body] = _counted(archive, body, min(_LARGEST_RECORDS, max(size, 4096) * _RATIO))
    if {name: part.hash.hexdigest() for name, part in found.items()} != stated:
        raise damaged("mã kiểm tra bên trong không khớp")
    octets = sum(part.size for part in found.values())
    if f"Payload-Oxum: {octets}.{len(found)}\n".encode() not in _small(archive, "bag-info.txt"):
        raise damaged("kích thước bên trong không khớp")


def _stated(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data.decode("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def _counted(archive: zipfile.ZipFile, name: str, most: int) -> _Counted:
    """Read a member to its end with a counter of our own: headers may lie about sizes."""
    counted = _Counted()
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
        data = file.read(_LARGEST_TEXT + 1)
    if len(data) > _LARGEST_TEXT:
        raise damaged(f"tệp {name} quá lớn")
    return data
