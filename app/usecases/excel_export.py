"""Records as an Excel workbook: the list as people see it, everything to be mended and read again, or heads alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.declaring import Field, Many, fields_of
from app.fields import Count
from app.ports import Query, Store
from app.records.base import Record
from app.spreadsheets.writing import Value, workbook
from app.usecases.excel_heads import ID_HEAD, REASON_HEAD, head_words
from app.usecases.excel_import import Imported
from app.usecases.excel_values import Values
from app.usecases.files import write_file

NOT_LOCKED = "Tệp có họ tên và không khóa: giữ trong máy, xóa khi dùng xong."
_LONGEST_NAME = 31  # letters, of a sheet


def names_people(field: Field) -> bool:
    """Tell whether a column may name people or tell their story: a list in a file is not locked any more."""
    parts = fields_of(field.kind.part).values() if isinstance(field.kind, Many) else ()
    return field.private or any(part.private for part in parts)


def export_list(store: Store, kind: type[Record], query: Query, target: Path) -> int:
    """Write the columns of the list that name nobody; return how many records there are."""
    shown = [name for name, field in fields_of(kind).items() if field.listed and not names_people(field)]
    return _write(store, kind, shown, store.every(kind, query), target)


def export_whole(store: Store, kind: type[Record], query: Query, target: Path) -> int:
    """Write every field with the record's id, so that a mended workbook can be read in again; it names people."""
    return _write(store, kind, ["id", *fields_of(kind)], store.every(kind, query), target)


def export_blank(store: Store, kind: type[Record], target: Path) -> None:
    """Write the heads alone, for somebody to fill in; lists that no cell can hold are left out."""
    wanted = [name for name, field in fields_of(kind).items() if name != "code" and _fits_a_cell(field)]
    _write(store, kind, wanted, (), target)


def _fits_a_cell(field: Field) -> bool:
    return not isinstance(field.kind, Many) or field.required


def _write(store: Store, kind: type[Record], names: Sequence[str], records: Iterable[Record], target: Path) -> int:
    words, values = head_words(kind), Values(store)
    heads = [words.get(name, ID_HEAD) for name in names]
    rows = [list(_row(values, record, names)) for record in records]
    write_file(target, workbook(kind.title[:_LONGEST_NAME], heads, rows))
    return len(rows)


def _row(values: Values, record: Record, names: Sequence[str]) -> Iterator[Value]:
    declared = fields_of(type(record))
    for name in names:
        value: Any = getattr(record, name)
        field = declared.get(name)
        if field is None or isinstance(value, date) or (isinstance(field.kind, Count) and value is not None):
            yield value
        else:
            yield values.shown(field, value)


def write_refused(done: Imported, target: Path) -> None:
    """Write the rows that were not taken as they stand, each with the reason, to be mended and read in again."""
    heads = [cell.text for cell in done.sheet.rows[done.head_row]]
    rows = [(done.sheet.rows[row.row], " ".join(row.words)) for row in done.refused()]
    width = max([len(heads), *(len(cells) for cells, _ in rows)])
    texts = [[*(cell.text for cell in cells), *[""] * (width - len(cells)), why] for cells, why in rows]
    write_file(target, workbook("Chưa nhập", [*heads, *[""] * (width - len(heads)), REASON_HEAD], texts))
