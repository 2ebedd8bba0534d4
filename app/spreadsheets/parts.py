"""The parts of a workbook (ECMA-376), unpacked within limits, for anybody may have made the file."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from app.problems import Problem, os_said

_LARGEST = 100 << 20  # bytes of all parts together, unpacked
# Pictures, charts, properties and what lies in other files is nothing we read, and only makes more files unreadable.
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/.*|"
    r"xl/(?!charts|chartsheets|drawings|embeddings|externalLinks|media|pivot|theme).*\.(xml|rels)"
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others of zipfile unpack without a limit
# Document types are forbidden in workbooks (ECMA-376 part 2): entities are another way to unpack much.
# A workbook in the strict dialect would seem empty.
_REFUSED = (b"<!DOCTYPE", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # OLE: a workbook of before 2007, or one that a password locks
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)
_SAVE_AGAIN = "Mở bằng Excel (hoặc LibreOffice), chọn Lưu thành, kiểu “Excel Workbook (.xlsx)” rồi làm lại."


def unpacked(path: Path) -> BytesIO:
    """Return an archive of the parts that are read, none of them packed; raises Problem for what is no workbook."""
    inside, room = BytesIO(), _LARGEST
    try:
        with _opened(path) as file, zipfile.ZipFile(inside, "w") as parts:
            for name in filter(_WANTED.fullmatch, dict.fromkeys(file.namelist())):
                data = _part(file, file.getinfo(name), room, path.name)
                parts.writestr(name, data)
                room -= len(data)
    except _BROKEN as error:
        raise unreadable(path.name) from error
    return inside


def unreadable(name: str) -> Problem:
    return Problem(f"Tệp {name} không đọc được như một sổ Excel (.xlsx).", _SAVE_AGAIN)


def _part(file: zipfile.ZipFile, info: zipfile.ZipInfo, room: int, name: str) -> bytes:
    """Return a part; what the directory says of its size is looked at first, and then not relied on."""
    if info.compress_type not in _PACKED:
        raise unreadable(name)
    if info.file_size <= room:
        with file.open(info) as part:
            data = part.read(room + 1)
        if any(mark in data for mark in _REFUSED):
            raise unreadable(name)
        if len(data) <= room:
            return data
    raise Problem(f"Tệp {name} quá lớn để nhập một lần.", "Chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp.")


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head == _OLD_OR_LOCKED:
            why = "là sổ Excel kiểu cũ (.xls), hoặc đang khóa bằng mật khẩu"
            raise Problem(f"Tệp {path.name} {why}.", f"Bỏ mật khẩu nếu có. {_SAVE_AGAIN}")
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise Problem(f"Tệp {path.name} không phải là sổ Excel (.xlsx).", _SAVE_AGAIN) from error
    except OSError as error:
        raise Problem(
            f"Không đọc được tệp {path.name}: {os_said(error)}.",
            "Kiểm tra đường dẫn; đóng tệp nếu đang mở bằng chương trình khác.",
        ) from error
