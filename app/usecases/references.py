"""Records name other records by their ids: a name nobody has is refused before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.declaring import Many, Ref, Refs, fields_of
from app.ports import Store
from app.problems import Issue
from app.records.base import Record


def issues(store: Store, record: Record) -> Iterator[Issue]:
    """Yield an issue for each id that is new to this record and that no record has, in the list or removed."""
    from app.records.kinds import kind_named  # the first page needs few kinds

    kept = store.find(type(record), record.id)
    before = {named for *_, named in _named_in(kept)} if kept else set()
    for field, where, table, named in _named_in(record):
        if named not in before and store.rid(kind_named(table), named) is None:
            yield Issue(field, f"{where}: trong sổ không có “{kind_named(table).title}” mang mã {named}. Chọn lại.")


def _named_in(record: Any, field: str = "", place: str = "") -> Iterator[tuple[str, str, str, str]]:
    """Yield the field of the record, where it stands, the table and the id of everything a record names."""
    for name, spec in fields_of(type(record)).items():
        value, where = getattr(record, name), f"{place}“{spec.label}”"
        if isinstance(spec.kind, Many):
            for number, part in enumerate(value, start=1):
                yield from _named_in(part, field or name, f"{where}, dòng {number}, ")
        elif isinstance(spec.kind, Ref):
            ids = value if isinstance(spec.kind, Refs) else (value,)
            yield from ((field or name, where, spec.kind.to, one) for one in ids if one)
