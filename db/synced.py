"""A register's side of the sync: rows out, rows in, and the books of what went, what came and who keeps what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.ports import Kept, LogLine, Progress, Row
from app.records.base import Record
from db import change_log, filling, ledger, taken_over, withdrawing
from db.faults import explained
from db.held import HeldRegister


class SyncedRegister(HeldRegister):
    def rows_after(self, kind: type[Record], seq: int, unit: str = "") -> Iterator[Row]:
        with explained():
            yield from ledger.rows_after(self.connection, kind, seq, unit)

    @explained()
    def known_rows(self, kind: type[Record], ids: Sequence[str]) -> dict[str, Row]:
        return ledger.known_rows(self.connection, kind, ids)

    def take_new(self, kind: type[Record], rows: Sequence[Row], note: str) -> None:
        with self.atomic():
            if len(rows) >= filling.MANY and kind.table not in self._filled:
                filling.begin(self.connection, kind.table)
                self._filled.add(kind.table)
            ledger.take_new(self.connection, self.log, kind, rows, ledger.Said(self.author, note))
        self._labels.pop(kind.table, None)

    def take_changed(self, kind: type[Record], changes: Sequence[tuple[Row, Row]], note: str) -> None:
        with self.atomic():
            ledger.take_changed(self.connection, self.log, kind, changes, ledger.Said(self.author, note))
        self._labels.pop(kind.table, None)

    def give_up(self, kind: type[Record], ids: Sequence[str], note: str) -> None:
        with self.atomic():
            withdrawing.give_up(self.connection, self.log, kind, ids, ledger.Said(self.author, note))
        self._labels.pop(kind.table, None)

    @explained()
    def progress(self, kind: type[Record], ids: Sequence[str] | None = None) -> list[Progress]:
        return ledger.progress(self.connection, kind, self.unit, ids)

    @explained()
    def moved(self, kind: type[Record], after: int) -> int:
        return ledger.moved(self.connection, kind, self.unit, after)

    @explained()
    def unfinished(self, kind: type[Record]) -> list[str]:
        return ledger.unfinished(self.connection, kind, self.unit)

    @explained()
    def keepers(self, kind: type[Record], ids: Sequence[str] | None = None) -> dict[str, Kept]:
        return taken_over.keepers(self.connection, kind, ids)

    def take_over(self, kind: type[Record], ids: Iterable[str], kept: Kept) -> None:
        with self.atomic():
            taken_over.take_over(self.connection, kind, ids, kept)

    def witness(self, hlc: int) -> bool:
        return self.log.witness(hlc)

    @explained()
    def last_seq(self) -> int:
        """Return the end of the log as it is kept: what was rolled back does not count, what others wrote does."""
        self.log.refresh()
        return self.log.seq

    def log_lines(self, after: int, action: str) -> Iterator[LogLine]:
        with explained():
            yield from change_log.lines(self.connection, after, action)

    @explained()
    def note(self, table: str, row: Mapping[str, Any]) -> None:
        ledger.note(self.connection, table, row)

    @explained()
    def strike(self, table: str, where: Mapping[str, Any]) -> None:
        ledger.strike(self.connection, table, where)

    @explained()
    def notes(self, table: str, where: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        return ledger.notes(self.connection, table, where or {})
