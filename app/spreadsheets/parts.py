"""The parts of a workbook (ECMA-376): a ZIP of XML files, opened with limits, for the file may come from anybody."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from app.problems import Problem, os_said

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST = 100 << 20  # bytes of one part, unpacked
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # OLE: a workbook of before 2007, or one that a password locks
_BROKEN = (ElementTree.ParseError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)
_SAVE_AGAIN = "Mở bằng Excel (hoặc LibreOffice), chọn Lưu thành, kiểu “Excel Workbook (.xlsx)” rồi làm lại."


class Parts:
    """An open workbook; every part is read whole, and none that is larger than a register can be."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._zip = _opened(path)

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str) -> Element | None:
        """Return a part's XML; None where the workbook has no such part."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.file_size > _LARGEST:
            raise Problem(
                f"Tệp {self.name} quá lớn để nhập một lần.", "Chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp."
            )
        try:
            data = self._zip.read(info)
            if b"<!DOCTYPE" in data[:4096]:
                raise self.unreadable()
            return ElementTree.fromstring(data)
        except _BROKEN as error:
            raise self.unreadable() from error

    def sheets(self) -> list[tuple[str, str]]:
        """Return the names of the visible sheets, in their order, and the part of each."""
        book, links = self.read("xl/workbook.xml"), self.read("xl/_rels/workbook.xml.rels")
        if book is None or links is None:
            raise self.unreadable()
        targets = {link.get("Id"): link.get("Target", "") for link in links.iter(_RELATION)}
        return [
            (sheet.get("name", ""), _within(targets[sheet.get(_LINK)]))
            for sheet in book.iter(f"{MAIN}sheet")
            if sheet.get("state", "visible") == "visible" and sheet.get(_LINK) in targets
        ]

    def unreadable(self) -> Problem:
        return Problem(f"Tệp {self.name} không đọc được như một sổ Excel (.xlsx).", _SAVE_AGAIN)


def _within(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


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
