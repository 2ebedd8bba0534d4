"""Records in, records out: every write goes into the table, the words index and the change log in one transaction."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson

from app.ports import Change, Query, Row, Touched
from app.problems import Problem
from app.records.base import Record
from app.versions import fresh, latest, lifted, stamped
from db import change_log, desk, readings, search
from db.faults import explained
from db.rows import insert_values, placeholders, selected, shape_of, to_plain_row, to_record, update_values
from db.synced import SyncedRegister

R = TypeVar("R", bound=Record)
EVERYTHING = Query()
_CHUNK = 500


class SqliteStore(SyncedRegister):
    """The register of one office, as the use cases see it."""

    # --- reading ---

    def get(self, kind: type[R], id: str) -> R:
        record = self.find(kind, id)
        if record is None:
            raise Problem(f"Không tìm thấy hồ sơ “{kind.title}” có mã {id}.", "Mở lại danh sách rồi chọn hồ sơ.")
        return record

    @explained()
    def find(self, kind: type[R], id: str) -> R | None:
        row = next(self._among(kind, "id", [id]), None)
        return to_record(kind, row) if row else None

    def rid(self, kind: type[Record], id: str) -> int | None:
        row = self.connection.execute(f"SELECT rid FROM {kind.table} WHERE id = ?", (id,)).fetchone()
        return int(row[0]) if row else None

    @explained()
    def ids(self, kind: type[Record], query: Query = EVERYTHING) -> array[int]:
        return search.matching(self.connection, kind, query)

    def window(self, kind: type[R], rids: Sequence[int]) -> list[R]:
        """Return the records of some rowids, in that order; rows that are gone are left out."""
        found = self._by_rid(kind, rids)
        return [found[rid] for rid in rids if rid in found]

    @explained()
    def _by_rid(self, kind: type[R], rids: Sequence[int]) -> dict[int, R]:
        return {row[0]: to_record(kind, row) for row in self._among(kind, "rid", rids)}

    def _among(self, kind: type[Record], column: str, wanted: Sequence[Any]) -> Iterator[Any]:
        """Yield the rows whose id or rid is one of those wanted, with what a record of this kind is made of."""
        for start in range(0, len(wanted), _CHUNK):
            part = list(wanted[start : start + _CHUNK])
            sql = f"SELECT {selected(kind)} FROM {kind.table} WHERE {column} IN ({placeholders(part)})"
            yield from self.connection.execute(sql, part)

    def every(self, kind: type[R], query: Query = EVERYTHING) -> Iterator[R]:
        if kind.narrow and not query.text:
            yield from self._unless_known(kind, query)
            return
        found = self.ids(kind, query)
        for start in range(0, len(found), _CHUNK):
            yield from self.window(kind, found[start : start + _CHUNK])

    def _unless_known(self, kind: type[R], query: Query) -> Iterator[R]:
        """Yield narrow readings; only rows that were written since the last time are read."""
        with explained():
            rows = search.stamped(self.connection, kind, query)
        few, kept = len(rows) <= readings.MOST, self._readings  # which a rollback, while the list is open, lets go of
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            known = kept.known(kind, part) if few else {}
            if len(known) < len(part):
                fresh = [row for row in part if row[0] not in known]
                read = self._by_rid(kind, [rid for rid, _ in fresh])
                if few:
                    kept.keep(kind, fresh, read)
                known |= read
            yield from [known[rid] for rid, _ in part if rid in known]

    @explained()
    def labels(self, table: str, ids: Iterable[str] | None = None) -> dict[str, str]:
        """Return the words people know records by: of some ids, or of every living record in list order."""
        from app.records import kind_named

        kind = kind_named(table)
        if ids is not None:
            wanted = [one for one in dict.fromkeys(ids) if one]
            return {row[1]: to_record(kind, row).label() for row in self._among(kind, "id", wanted)}
        version = self.connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen_version:  # another connection wrote
            self._labels.clear()
            self._seen_version = version
        if table not in self._labels:
            self._labels[table] = {record.id: record.label() for record in self.every(kind)}
        return self._labels[table]

    @explained()
    def history(self, kind: type[Record], id: str) -> list[Change]:
        raw = self.connection.execute(f"SELECT * FROM {kind.table} WHERE id = ?", (id,)).fetchone()
        if raw is None:
            return []
        now = _with_marks(to_plain_row(kind, raw))
        return change_log.history(self.connection, kind.table, id, now, raw["_made_seq"])

    # --- writing ---

    def put(self, record: Record, *, note: str = "") -> Touched:
        kind = type(record)
        columns = {name: field_kind.to_column(getattr(record, name)) for name, field_kind in _kinds(kind)}
        with self.atomic():
            old = self._plain(kind, record.id)
            if old is None:
                self._make(kind, record, columns)
                written = True
            else:
                written = self._change(kind, old, columns | {"_draft": int(record.draft)}, "changed", note)
            desk.drop_draft(self.connection, kind.table, record.id)
        return Touched(frozenset({kind.table}), 1) if written else Touched()

    def delete(self, record: Record) -> Touched:
        return self._mark(record, deleted=1, action="deleted")

    def restore(self, record: Record) -> Touched:
        return self._mark(record, deleted=0, action="restored")

    def _mark(self, record: Record, *, deleted: int, action: str) -> Touched:
        kind = type(record)
        with self.atomic():
            old = self._plain(kind, record.id)
            if old is None or not self._change(kind, old, {"_deleted": deleted}, action):
                return Touched()
        return Touched(frozenset({kind.table}), 1)

    def settle(self, kind: type[Record], id: str, values: Mapping[str, Any], note: str) -> Touched:
        """Write columns or marks as somebody decided them: they are stamped anew even where the value stays."""
        with self.atomic():
            old = self._plain(kind, id)
            if old is None:
                return Touched()
            self._write(kind, old, values, "changed", note)
        return Touched(frozenset({kind.table}), 1)

    def _make(self, kind: type[Record], record: Record, columns: dict[str, Any]) -> None:
        record.unit = record.unit or self.unit
        dot = self.log.append("made", kind.table, record.id, by=self.author)
        vv, dots = fresh(dot)
        row = Row(record.id, record.unit, int(record.draft), 0, vv, dots, "full", "{}", columns, self.log.seq)
        rid = self.connection.execute(shape_of(kind).insert, insert_values(kind, row)).lastrowid
        self._indexed(kind, [(rid, row)])

    def _change(self, kind: type[Record], old: Row, values: Mapping[str, Any], action: str, note: str = "") -> bool:
        """Write the values that differ; False when nothing does, so that saving twice leaves no line behind."""
        was = _with_marks(old)
        differing = {name: value for name, value in values.items() if was[name] != value}
        if differing:
            self._write(kind, old, differing, action, note)
        return bool(differing)

    def _write(self, kind: type[Record], old: Row, values: Mapping[str, Any], action: str, note: str) -> None:
        was = _with_marks(old)
        before = {name: was[name] for name in values}
        dot = self.log.append(action, kind.table, old.id, before=before, by=self.author, note=note)
        dot = lifted(dot, latest(old.dots, before))
        vv, dots = stamped(old.vv, old.dots, before, [*shape_of(kind).fields, *orjson.loads(old.extra)], dot)
        new = was | dict(values)
        columns = {name: new[name] for name in shape_of(kind).fields}
        row = Row(
            old.id, old.unit, new["_draft"], new["_deleted"], vv, dots, old.level, old.extra, columns, self.log.seq
        )
        self.connection.execute(shape_of(kind).update, update_values(kind, row))
        rid = self.rid(kind, old.id)
        self._indexed(kind, [(rid or 0, row)])

    def _plain(self, kind: type[Record], id: str) -> Row | None:
        raw = self.connection.execute(f"SELECT * FROM {kind.table} WHERE id = ?", (id,)).fetchone()
        return to_plain_row(kind, raw) if raw else None

    def _indexed(self, kind: type[Record], rows: Sequence[tuple[int, Row]]) -> None:
        search.index_rows(self.connection, kind, rows)
        self._labels.pop(kind.table, None)


def _kinds(kind: type[Record]) -> list[tuple[str, Any]]:
    from app.declaring import fields_of

    return [(name, field.kind) for name, field in fields_of(kind).items()]


def _with_marks(row: Row) -> dict[str, Any]:
    return {**row.columns, "_draft": row.draft, "_deleted": row.deleted}
