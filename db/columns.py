"""Whether a register has every column that today's records declare, asked after each upgrade and by `verify`.

SQLite takes a quoted name that is no column for a text: a list would show the name of the field as its value in every
line, and an update would fail much later. The driver offers no way to switch that off (SQLITE_DBCONFIG_DQS_DML), so the
names are compared. Not at every opening: the declarations of all kinds would have to be read before the first page.
"""

from __future__ import annotations

from pathlib import Path

from app.declaring import fields_of
from app.problems import Problem
from app.records.base import Record
from db.driver import Connection
from db.rows import META, shape_of

_THERE = """
SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
WHERE t.type = 'table' AND t.name NOT LIKE '%\\_words%' ESCAPE '\\'
"""


def check(connection: Connection, path: Path) -> None:
    """Raise Problem naming the first kind of record and the fields that have no column in this register."""
    from app.records import KINDS

    there = {tuple(row) for row in connection.execute(_THERE)}
    for kind in KINDS:
        lacking = [name for name in _wanted(kind) if (kind.table, name) not in there]
        if lacking:
            raise _without(kind, lacking, path)


def _wanted(kind: type[Record]) -> list[str]:
    shape = shape_of(kind)
    return [*META, *shape.fields, *(f"{name}_key" for name in shape.keys)]


def _without(kind: type[Record], lacking: list[str], path: Path) -> Problem:
    known = fields_of(kind)
    said = ", ".join(f"“{known[name].label}”" if name in known else name for name in lacking)
    return Problem(
        f"Sổ {path} thiếu ô {said} của loại “{kind.title}”: tệp sổ do một bản chương trình chưa hoàn chỉnh ghi, "
        "hoặc đã bị sửa bên ngoài.",
        "Đừng ghi tiếp vào sổ này. Cài lại đúng bản phát hành của chương trình; nếu vẫn thiếu, khôi phục từ bản sao "
        "lưu gần nhất (cửa sổ mật khẩu, Khôi phục từ bản sao lưu).",
    )
