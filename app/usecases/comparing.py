"""What changed since a report was frozen: the numbers that differ, and the records that made them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.declaring import Field, fields_of
from app.fields import Text
from app.ports import Change, Query, Store
from app.records import kind_named
from app.records.base import Record
from app.records.reports import COUNTED_IN, KEPT_LATER, FrozenReport
from app.statistics.tables import Table
from app.usecases import reporting
from app.usecases.freezing import columns_of, ids_behind, period_of

ADDED, GONE, CHANGED = "added", "gone", "changed"


@dataclass(frozen=True)
class CellChange:
    """A number that is not what was reported."""

    row: str
    row_label: str
    column: str
    column_label: str
    before: int
    now: int


@dataclass(frozen=True)
class RecordChange:
    """A record that came, went or was changed since; `said` names the changed fields with both values."""

    table: str
    id: str
    label: str
    what: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What is different from a frozen report; nothing when `same()`."""

    report: FrozenReport
    cells: tuple[CellChange, ...]
    records: tuple[RecordChange, ...]

    def same(self) -> bool:
        return not self.cells and not self.records


def reports_with(store: Store, table: str, id: str) -> list[FrozenReport]:
    """Return the frozen reports in which a record was counted, so that whoever changes it is told."""
    if table not in COUNTED_IN:
        return []
    return list(store.every(FrozenReport, Query(where={COUNTED_IN[table]: id})))


def compare(store: Store, report: FrozenReport) -> Comparison:
    """Return which numbers of a frozen report would be different today, and the records that made them so."""
    units = tuple(report.units.split()) or ((report.unit,) if report.unit not in ("", store.unit) else ())
    now = reporting.table(store, report.pack, report.sheet, period_of(report), units=units, rows=report.shared_by)
    cells = tuple(_changed_cells(report, now))
    return Comparison(report, cells, tuple(_changed_records(store, report, now, cells)))


def _changed_cells(report: FrozenReport, now: Table) -> Iterator[CellChange]:
    labels = {row.key: row.label for row in report.rows} | {row.key: row.label for row in now.all_rows()}
    columns = {column.name: column.label for column in (*report.columns, *columns_of(now))}
    before, after = _kept_values(report), _values(now, _renamed(report, now))
    for row, column in dict.fromkeys((*before, *after)):
        was, becomes = before.get((row, column), 0), after.get((row, column), 0)
        if was != becomes:
            yield CellChange(row, labels[row], column, columns[column], was, becomes)


def _kept_values(report: FrozenReport) -> Mapping[tuple[str, str], int]:
    names = [column.name for column in report.columns]
    return {(row.key, name): number for row in report.rows for name, number in zip(names, row.numbers(), strict=True)}


def _values(now: Table, known_as: Mapping[str, str]) -> Mapping[tuple[str, str], int]:
    return {(known_as.get(row.key, row.key), column): figure.value for row, column, figure in now.figures()}


def _renamed(report: FrozenReport, now: Table) -> Mapping[str, str]:
    """Return what rows were called then that have another key today: a merger may have changed a group's code."""
    there, then = {row.key for row in now.all_rows()}, {row.key for row in report.rows}
    gone = {row.label: row.key for row in report.rows if row.key not in there}
    return {row.key: gone[row.label] for row in now.all_rows() if row.key not in then and row.label in gone}


def _changed_records(
    store: Store, report: FrozenReport, now: Table, cells: tuple[CellChange, ...]
) -> Iterator[RecordChange]:
    """Yield records that came or went, and those behind a changed number that were changed since the freezing."""
    since = store.progress(FrozenReport, [report.id])[0].made_seq
    current, moved = ids_behind(now), _behind(now, cells)
    for table, field in COUNTED_IN.items():
        kept, counted = set(getattr(report, field)), current.get(table, set())
        if table in KEPT_LATER and not kept:
            counted &= moved  # a report of before kept no ids of these: only a number that moved tells of them
        what = dict.fromkeys(kept & counted & moved, CHANGED)
        what |= dict.fromkeys(counted - kept, ADDED) | dict.fromkeys(kept - counted, GONE)
        for one in sorted(what):
            said = tuple(_said(store, kind_named(table), one, since))
            if said or what[one] != CHANGED:
                yield RecordChange(table, one, _label(store, kind_named(table), one), what[one], said)


def _behind(now: Table, cells: tuple[CellChange, ...]) -> set[str]:
    wanted = {(cell.row, cell.column) for cell in cells}
    return {one for row, column, figure in now.figures() if (row.key, column) in wanted for one in figure.ids}


def _label(store: Store, kind: type[Record], id: str) -> str:
    record = store.find(kind, id)
    return record.label() if record else f"{kind.title} {id}"


def _said(store: Store, kind: type[Record], id: str, since: int) -> Iterator[str]:
    """Yield what was done to a record since a line of the history, in the words of its fields."""
    for change in store.history(kind, id):
        if change.seq > since:
            yield from _words(kind, change)


_ACTIONS = {"made": "mới nhập", "deleted": "đã xóa", "restored": "đã khôi phục", "received": "mới nhận"}


def _words(kind: type[Record], change: Change) -> Iterator[str]:
    if change.action in _ACTIONS:
        yield _ACTIONS[change.action]
    if change.action == "made":
        return
    declared = fields_of(kind)
    for name, (before, after) in change.fields.items():
        if name in declared:
            yield _field_words(declared[name], before, after)


def _field_words(field: Field, before: Any, after: Any) -> str:
    """Return “Ngày kết thúc: trống → 05/06/2026”; of long, listed and private things only that they changed."""
    sort = field.kind
    if field.private or sort.nested or (isinstance(sort, Text) and sort.long):
        return f"{field.label}: đã sửa"
    was, becomes = (sort.show(sort.from_column(raw)) or "trống" for raw in (before, after))
    return f"{field.label}: {was} → {becomes}"
