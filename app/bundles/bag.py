"""The inner file: a ZIP that is a valid BagIt 1.0 bag (RFC 8493), written as a stream."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from app.bundles.errors import damaged
from app.bundles.reading import split_lines
from app.problems import Problem

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "data/manifest.json"
RECORDS = "data/records.ndjson"
RECEIPT = "data/receipt.json"
TAGS = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
LARGEST_RECEIPT = 1 << 26
LARGEST_BLOB = 50 << 20
_DATE = (1980, 1, 1, 0, 0, 0)  # no decision reads file times, so none is told
_STEP = 1 << 18


@dataclass(frozen=True)
class Blob:
    """An attached file, named by the SHA-256 of what is in it; `open` is called when its turn comes."""

    sha256: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Bag:
    """A verified inner file: its manifest, where its main part can be read, the attached files by SHA-256."""

    manifest: dict[str, Any]
    body: str  # RECORDS or RECEIPT
    blobs: frozenset[str]
    archive: zipfile.ZipFile
    source: BinaryIO

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the body without their ends; the hash was compared before."""
        with self.archive.open(self.body) as file:
            yield from split_lines(file)

    def whole(self) -> bytes:
        """Return the body of a receipt at once; raises BadBundle when it is larger than any receipt."""
        if self.archive.getinfo(self.body).file_size > LARGEST_RECEIPT:
            raise damaged("biên nhận quá lớn")
        return self.archive.read(self.body)

    def blob(self, sha256: str) -> Iterator[bytes]:
        """Yield an attached file piece by piece; its hash was compared before."""
        with self.archive.open(blob_name(sha256)) as file:
            while data := file.read(_STEP):
                yield data

    def close(self) -> None:
        self.archive.close()
        self.source.close()


class Counted:
    """The size and SHA-256 of what passed."""

    def __init__(self) -> None:
        self.hash, self.size = hashlib.sha256(), 0

    def add(self, data: bytes) -> bytes:
        self.hash.update(data)
        self.size += len(data)
        return data


def blob_name(sha256: str) -> str:
    return f"data/blobs/{sha256[:2]}/{sha256}"


def write_bag(
    target: BinaryIO, body: str, chunks: Iterable[bytes], manifest: Callable[[], Any], *, blobs: Iterable[Blob] = ()
) -> None:
    """Write a bag. `manifest` is called after the body has been written, so that it may count what went in.

    Raises Problem when an attached file is not what its name says.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        counted = {body: _write(archive, _info(body), chunks)}
        counted[MANIFEST] = _write(archive, _info(MANIFEST), [orjson.dumps(manifest())])
        for blob in blobs:
            counted[blob_name(blob.sha256)] = _write_blob(archive, blob)
        for name, data in _tag_files(counted).items():
            _write(archive, _info(name), [data])


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, chunks: Iterable[bytes]) -> Counted:
    counted = Counted()
    with archive.open(info, "w", force_zip64=True) as file:
        for chunk in chunks:
            file.write(counted.add(chunk))
    return counted


def _write_blob(archive: zipfile.ZipFile, blob: Blob) -> Counted:
    info = _info(blob_name(blob.sha256))
    info.compress_type = zipfile.ZIP_STORED  # photographs and scans do not shrink
    with blob.open() as file:
        counted = _write(archive, info, iter(lambda: file.read(_STEP), b""))
    if counted.hash.hexdigest() != blob.sha256 or counted.size > LARGEST_BLOB:
        raise Problem(
            f"Tệp đính kèm {blob.sha256[:12]}… trên máy bị hỏng hoặc lớn hơn {LARGEST_BLOB >> 20} MB; chưa xuất.",
            "Mở hồ sơ có tệp đó, đính kèm lại rồi xuất lại.",
        )
    return counted


def _tag_files(counted: dict[str, Counted]) -> dict[str, bytes]:
    sums = "".join(f"{part.hash.hexdigest()}  {name}\n" for name, part in sorted(counted.items()))
    info = f"{oxum(counted)}\nBag-Software-Agent: So Tu Phap\n"
    return {"bagit.txt": BAGIT, "bag-info.txt": info.encode(), "manifest-sha256.txt": sums.encode()}


def oxum(counted: dict[str, Counted]) -> str:
    return f"Payload-Oxum: {sum(part.size for part in counted.values())}.{len(counted)}"


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # the same on Windows, so that the mode below is understood
    info.external_attr = 0o644 << 16
    return info
