"""A register in memory: what the taking of bundles asks of a store, kept in dictionaries so that thousands run."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from app.declaring import fields_of
from app.ports import Kept, Progress, Row
from app.records.base import Record
from app.usecases.incarnations import SENT_BEFORE
from app.versions import dominates, fresh, latest, lifted, stamped
from db.change_log import ChangeLog
from tests.sync.model_books import Books


class Lines:
    """Stands where the change log has its connection: keeps what each line says was written over."""

    def __init__(self, before: Iterable[str] = ()) -> None:
        self.before: list[str] = list(before)

    def execute(self, _: str, line: Sequence[Any] = ()) -> Lines:
        self.before += [line[8]] if line else []
        return self

    def fetchone(self) -> None:
        return None


class Register(Books):
    """One PC's records by kind and id; vectors are watched so that none ever decreases."""

    def __init__(self, unit: str, replica: str) -> None:
        super().__init__()
        self.unit, self.replica, self.author = unit, replica, replica
        self.new_name: Callable[[Register], str] = lambda one: one.replica  # under which a moved register goes on
        self.rows: dict[str, dict[str, Row]] = {}
        self.log = ChangeLog(Lines(), replica)

    def copied(self, replica: str) -> Register:
        """Return the same register under another name, as a copy or a restored backup takes it."""
        made = Register(self.unit, replica)
        made.books_of(self)
        made.set_setting(SENT_BEFORE, max((row["number"] for row in self.notes("sent_bundle")), default=0))
        made.new_name = self.new_name
        made.rows = {table: dict(rows) for table, rows in self.rows.items()}
        made.log.connection = Lines(self.log.connection.before)
        made.log.seq, made.log.hlc = self.log.seq, self.log.hlc
        return made

    def of(self, kind: type[Record]) -> dict[str, Row]:
        return self.rows.setdefault(kind.table, {})

    # --- what the taking of bundles asks ---

    def known_rows(self, kind: type[Record], ids: Sequence[str]) -> dict[str, Row]:
        return {one: self.of(kind)[one] for one in ids if one in self.of(kind)}

    def keepers(self, *_: object) -> dict[str, Kept]:
        return {}

    def take_over(self, _: type[Record], ids: Iterable[str], __: Kept) -> None:
        assert not list(ids), "a record changed hands"

    def take_new(self, kind: type[Record], rows: Sequence[Row], _: str) -> None:
        self.log.append("received", kind.table, "")
        for row in rows:
            assert row.id not in self.of(kind)
            self._keep(kind, row)

    def take_changed(self, kind: type[Record], changes: Sequence[tuple[Row, Row]], _: str) -> None:
        for old, row in changes:
            was, now = values_of(self.of(kind)[old.id]), values_of(row)
            self.log.append("received", kind.table, row.id, before={n: v for n, v in was.items() if v != now.get(n)})
            self._keep(kind, row)

    def witness(self, hlc: int) -> bool:
        return self.log.witness(hlc)

    # --- what exports and a change of machines ask ---

    def rows_after(self, kind: type[Record], seq: int, unit: str = "") -> Iterator[Row]:
        rows = [row for row in self.rows.get(kind.table, {}).values() if row.seq > seq and unit in ("", row.unit)]
        yield from sorted(rows, key=lambda row: row.seq)

    def progress(self, kind: type[Record], _: object = None) -> list[Progress]:
        return [Progress(row.id, row.seq, 1, row.draft) for row in self.rows.get(kind.table, {}).values()]

    def last_seq(self) -> int:
        return self.log.seq

    def take_new_incarnation(self) -> str:
        """Go on under a new name, as `db.incarnations` does."""
        self.set_setting(SENT_BEFORE, max((row["number"] for row in self.notes("sent_bundle")), default=0))
        self.replica = self.author = self.log.replica = self.new_name(self)
        return self.replica

    # --- what a person does ---

    def make(self, kind: type[Record], id: str, columns: Mapping[str, Any]) -> str:
        dot = self.log.append("made", kind.table, id)
        whole = dict.fromkeys(fields_of(kind)) | dict(columns)
        self._keep(kind, Row(id, self.unit, 0, 0, *fresh(dot), "full", "{}", whole))
        return dot

    def write(self, kind: type[Record], id: str, name: str, value: Any) -> str:
        """Change one field, one mark, or a field that only a newer program has; return its dot."""
        old = self.of(kind)[id]
        extra = orjson.loads(old.extra)
        was = values_of(old).get(name)
        dot = self.log.append("changed", kind.table, id, before={name: was})
        dot = lifted(dot, latest(old.dots, [name]))
        if name == "_deleted":
            row = dataclasses.replace(old, deleted=value)
        elif name in old.columns:
            row = dataclasses.replace(old, columns=old.columns | {name: value})
        else:
            extra |= {name: value}
            row = dataclasses.replace(old, extra=orjson.dumps(extra, option=orjson.OPT_SORT_KEYS).decode())
        row.vv, row.dots = stamped(old.vv, old.dots, [name], [*fields_of(kind), *extra], dot)
        self._keep(kind, row)
        return dot

    def _keep(self, kind: type[Record], row: Row) -> None:
        old = self.of(kind).get(row.id)
        assert old is None or dominates(orjson.loads(row.vv), orjson.loads(old.vv)), "a version vector decreased"
        assert old is None or old.unit == row.unit
        row.seq = self.log.seq
        self.of(kind)[row.id] = row


def values_of(row: Row) -> dict[str, Any]:
    return {**row.columns, **orjson.loads(row.extra), "_draft": row.draft, "_deleted": row.deleted}
