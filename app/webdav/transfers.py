"""Files carried whole to a WebDAV folder and back: under a name in waiting first, gone on with after a break, verified.

Upload: pieces are written to `NAME.part` where the server takes pieces, else the whole file; it is read back and its
SHA-256 compared; only then it gets its name. Download: the same the other way round.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from app.problems import Problem, os_said
from app.vietnamese import show_number
from app.webdav.client import Folder, Interrupted, WholeOnly
from app.webdav.listing import Remote

PART = ".part"
PIECE = 4 << 20
PAUSES = (1.0, 4.0, 15.0)  # seconds before each new try
_PROBE = 1 << 10  # the first piece is small: a server that does not take pieces answers before it is all sent
_STEP = 1 << 18
Say = Callable[[str], None]
T = TypeVar("T")


class Readable(Protocol):
    def read(self, most: int, /) -> bytes: ...


@dataclass(frozen=True)
class Patience:
    """How large pieces are and how often a broken way is tried again."""

    piece: int = PIECE
    pauses: tuple[float, ...] = PAUSES


def upload(folder: Folder, file: Path, say: Say, patience: Patience = Patience()) -> bool:
    """Bring a file to the server; False when it was there already. Raises Problem, with nothing under its name."""
    size, digest = _measured(file)
    there = folder.find(file.name)
    if there is not None:
        if _digest_there(folder, file.name, patience) == (size, digest):
            return False
        raise Problem(f"Trên máy chủ đã có tệp khác tên {file.name}; không ghi đè.", "Xuất gói mới rồi gửi lại.")
    sending = _Sending(folder, file, size, say, patience)
    sending.bring()
    if _digest_there(folder, sending.part, patience) != (
        size,
        digest,
    ):  # a rest of something else, or a server that cuts
        sending.bring(anew=True)
        if _digest_there(folder, sending.part, patience) != (size, digest):
            folder.remove(sending.part)
            raise Problem(
                f"Đọc lại {file.name} từ máy chủ thì khác với tệp đã gửi; tệp đó đã được bỏ.",
                "Báo nơi quản trị máy chủ; trong lúc chờ thì gửi bằng USB.",
            )
    folder.rename(sending.part, file.name)
    return True


class _Sending:
    """One file on its way up."""

    def __init__(self, folder: Folder, file: Path, size: int, say: Say, patience: Patience) -> None:
        self.folder, self.file, self.size, self.say, self.patience = folder, file, size, say, patience
        self.part = file.name + PART
        self._whole_only = False

    def bring(self, *, anew: bool = False) -> None:
        """Bring the file up under its name in waiting, going on from what is there unless it is to be anew."""
        _persist(self.patience.pauses, lambda: self._once(anew=anew))

    def _once(self, *, anew: bool) -> None:
        there = self.folder.find(self.part)
        start = there.size if there and not anew else 0
        if start > self.size or self.size <= self.patience.piece or self._whole_only:
            start = 0
        if there and start == self.size:
            return
        with self.file.open("rb") as source:
            if not start and (anew or self._whole_only or self.size <= self.patience.piece):
                self._write_whole(source)
                return
            try:
                self._write_pieces(source, start)
            except WholeOnly:
                self._whole_only = True
                source.seek(0)
                self._write_whole(source)

    def _write_whole(self, source: BinaryIO) -> None:
        self.say(f"Đang gửi {self.file.name} ({show_number(self.size >> 10)} KB)…")
        self.folder.write(self.part, source, self.size)

    def _write_pieces(self, source: BinaryIO, start: int) -> None:
        source.seek(start)
        self._write_piece(source.read(_PROBE), start, probing=True)
        start += _PROBE
        while data := source.read(self.patience.piece):
            self._write_piece(data, start, probing=False)
            start += len(data)
            self.say(f"Đã gửi {show_number(start >> 10)} trên {show_number(self.size >> 10)} KB của {self.file.name}…")

    def _write_piece(self, data: bytes, start: int, *, probing: bool) -> None:
        try:
            self.folder.write_piece(self.part, data, start, self.size)
        except Interrupted as error:  # so do servers that will not even read what they do not take
            if probing:
                raise WholeOnly(error.message) from error
            raise
        there = self.folder.find(self.part)
        if there is None or there.size != start + len(data):  # it took the piece for the whole
            raise WholeOnly("Máy chủ chỉ nhận cả tệp một lần.")


def download(folder: Folder, remote: Remote, into: Path, say: Say, patience: Patience = Patience()) -> Path:
    """Fetch a file under its own name; what stands there is never written over. Raises Problem."""
    target = into / remote.name
    mark = hashlib.sha256(f"{remote.tag} {remote.size}".encode()).hexdigest()[:8]
    partial = into / f"{remote.name}.{mark}{PART}"  # the rest of another file is never gone on with
    say(f"Đang lấy {remote.name} ({show_number(remote.size >> 10)} KB)…")
    try:
        if not remote.condition():
            partial.unlink(missing_ok=True)
        _persist(patience.pauses, lambda: _fetch(folder, remote, partial))
        if target.exists():
            if _measured(target) == _measured(partial):
                partial.unlink()
                return target
            raise Problem(f"Trong thư mục đã có tệp khác tên {remote.name}.", "Chọn thư mục khác để lấy về.")
        partial.rename(target)
    except OSError as error:
        raise Problem(
            f"Không ghi được {remote.name} vào {into}: {os_said(error)}.", "Kiểm tra ổ đĩa rồi làm lại."
        ) from error
    return target


def _fetch(folder: Folder, remote: Remote, partial: Path) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    if have < remote.size or not have:
        with (
            folder.read(remote.name, have, remote.condition()) as (source, start),
            partial.open("r+b" if have else "wb") as file,
        ):
            file.seek(start)
            file.truncate()
            for data in _pieces(source):
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
    if partial.stat().st_size < remote.size:
        raise Interrupted(f"Mạng bị ngắt khi đang lấy {remote.name}.", "Làm lại; sẽ tiếp từ chỗ dở.")
    if partial.stat().st_size > remote.size:
        partial.unlink()
        raise Interrupted(f"Tệp {remote.name} trên máy chủ vừa đổi.", "Làm lại.")


def _persist(pauses: tuple[float, ...], work: Callable[[], T]) -> T:
    """Do work; when the way breaks, wait and do it again, as often as there are pauses."""
    for pause in pauses:
        with suppress(Interrupted):
            return work()
        time.sleep(pause)
    return work()


def _measured(file: Path) -> tuple[int, str]:
    with file.open("rb") as source:
        return _counted(source)


def _digest_there(folder: Folder, name: str, patience: Patience) -> tuple[int, str]:
    def asked() -> tuple[int, str]:
        with folder.read(name) as (source, _):
            return _counted(source)

    return _persist(patience.pauses, asked)


def _counted(source: Readable) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for data in _pieces(source):
        digest.update(data)
        size += len(data)
    return size, digest.hexdigest()


def _pieces(source: Readable) -> Iterator[bytes]:
    while data := source.read(_STEP):
        yield data
