"""The outer file: a ZIP of stored members that can be written in one way only, so that no bit of it is without meaning.

Headers carry fixed values and the sizes; whatever differs from the file we would have written ourselves is refused.
Reading goes once from start to end and keeps what it needs: a failing stick may say something else the second time.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from app.bundles.errors import damaged, foreign

STEP = 1 << 20
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDED, _MADE_BY = 10, 3 << 8 | 20  # version 1.0 suffices for stored members; made on Unix, for the sake of the mode
_MIDNIGHT, _FIRST_DAY = 0, 1 << 5 | 1  # 1 January 1980: no decision reads file times, so none is told
_MODE = 0o100644 << 16


@dataclass(frozen=True)
class Member:
    name: str
    crc: int
    size: int


def write_outer(target: BinaryIO, members: Iterable[tuple[Member, BinaryIO]]) -> None:
    """Write members, each read from where its source stands to its end."""
    written = []
    for member, source in members:
        target.write(_local(member))
        while data := source.read(STEP):
            target.write(data)
        written.append(member)
    target.write(_directory(written))


def whole_size(sizes: Iterable[tuple[str, int]]) -> int:
    """Return the length of a file with members of these names and sizes."""
    return _END.size + sum(_LOCAL.size + _CENTRAL.size + 2 * len(name) + size for name, size in sizes)


class OuterReader:
    """Takes members in the order in which they must stand; every departure raises BadBundle."""

    def __init__(self, source: BinaryIO) -> None:
        self.size = source.seek(0, 2)
        source.seek(0)
        self._source, self._hash = source, hashlib.sha256()
        self._met: list[Member] = []

    def small(self, name: str, most: int) -> bytes:
        """Return a member of at most so many bytes."""
        member = self._next(name)
        if member.size > most:
            raise damaged(f"phần {name} quá lớn")
        data = self._exactly(member.size)
        self._check(member, zlib.crc32(data))
        return data

    def large(self, name: str, size: int, keep: Callable[[bytes], object]) -> str:
        """Hand a member of a known size on piece by piece; return its SHA-256."""
        member = self._next(name)
        if member.size != size:
            raise damaged(f"phần {name} dài khác điều ghi trên phong bì")
        digest, crc, left = hashlib.sha256(), 0, size
        while left:
            data = self._exactly(min(left, STEP))
            digest.update(data)
            crc = zlib.crc32(data, crc)
            keep(data)
            left -= len(data)
        self._check(member, crc)
        return digest.hexdigest()

    def sizes(self) -> list[tuple[str, int]]:
        return [(member.name, member.size) for member in self._met]

    def finish(self) -> str:
        """Check what follows the last member; return the SHA-256 of the whole file."""
        tail = _directory(self._met)
        if self._exactly(len(tail)) != tail or self._source.read(1):
            raise damaged("có phần thừa hoặc phần cuối tệp không đúng")
        return self._hash.hexdigest()

    def _next(self, name: str) -> Member:
        header = self._read(_LOCAL.size + len(name))
        crc, size = struct.unpack_from("<II", header.ljust(_LOCAL.size), 14)
        member = Member(name, crc, size)
        if header != _local(member):
            raise damaged(f"phần {name} không ở chỗ của nó") if self._met else foreign()
        self._met.append(member)
        return member

    def _exactly(self, size: int) -> bytes:
        data = self._read(size)
        if len(data) != size:
            raise damaged("tệp bị cắt cụt, chép chưa hết")
        return data

    def _read(self, size: int) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        return data

    def _check(self, member: Member, crc: int) -> None:
        if crc != member.crc:
            raise damaged(f"phần {member.name} không khớp mã kiểm tra")


def _local(member: Member) -> bytes:
    fixed = (b"PK\x03\x04", _NEEDED, 0, 0, _MIDNIGHT, _FIRST_DAY)
    return _LOCAL.pack(*fixed, member.crc, member.size, member.size, len(member.name), 0) + member.name.encode()


def _central(member: Member, offset: int) -> bytes:
    fixed = (b"PK\x01\x02", _MADE_BY, _NEEDED, 0, 0, _MIDNIGHT, _FIRST_DAY)
    counts = (member.crc, member.size, member.size, len(member.name), 0, 0, 0, 0)
    return _CENTRAL.pack(*fixed, *counts, _MODE, offset) + member.name.encode()


def _directory(members: list[Member]) -> bytes:
    entries, offset = b"", 0
    for member in members:
        entries += _central(member, offset)
        offset += _LOCAL.size + len(member.name) + member.size
    count = len(members)
    return entries + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), offset, 0)
