"""Publishing into PostgreSQL: COPY into a staging table, merge by id, one transaction a bundle.

Readers see the state before a bundle or after it. How far was published stands in the database itself and is written in
the same transaction, so that a run that was broken off is simply run again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from app.problems import Problem
from app.usecases.publishing import Batch, Line, Source, Table, Words
from db.publishing import layout

_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,40}")
_NEAR = ("", "localhost", "127.0.0.1", "::1")
_KEEP_STATE = """
    INSERT INTO {schema}.publication (unit, name, replica, layout, upto) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (one) DO UPDATE SET name = excluded.name, replica = excluded.replica, layout = excluded.layout,
        upto = excluded.upto, at = now()
"""
_KEEP_BATCH = """
    INSERT INTO {schema}.published_bundle (upto, bundle, unit, number, written, removed)
    VALUES (%s, %s, %s, %s, %s, %s)
"""
_STAGE = "CREATE TEMP TABLE staging ON COMMIT DROP AS SELECT {columns}, false AS _gone FROM {schema}.{table} LIMIT 0"
_TAKE_AWAY = "DELETE FROM {schema}.{table} USING staging WHERE staging._gone AND {table}.id = staging.id"
_PUT = """
    INSERT INTO {schema}.{table} ({columns}) SELECT {columns} FROM staging WHERE NOT _gone
    ON CONFLICT (id) DO UPDATE SET {changes}
"""


@contextmanager
def opened_database(address: str, schema: str, password: str = "") -> Iterator[Database]:
    """Connect; whatever the database or the way to it is at fault for comes out as a Problem."""
    if not _SCHEMA.fullmatch(schema):
        raise Problem(f"“{schema}” không dùng làm tên lược đồ được.", "Chỉ dùng chữ thường không dấu, số, gạch dưới.")
    secret: dict[str, Any] = {"password": password} if password else {}
    try:
        with psycopg.connect(address, autocommit=True, **_safely(address), **secret) as connection:
            connection.execute("SET search_path TO pg_catalog, pg_temp")
            yield Database(connection, schema)
    except (psycopg.OperationalError, psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse) as error:
        raise Problem(
            f"Cơ sở dữ liệu PostgreSQL chưa nhận được số liệu: {_first_line(error)}",
            "Kiểm tra địa chỉ, mạng, quyền của người dùng rồi chạy lại; phần đã xuất bản vẫn còn nguyên.",
        ) from error
    except psycopg.errors.DependentObjectsStillExist as error:
        raise Problem(
            f"Một cột đã đổi kiểu nhưng còn khung nhìn dùng nó: {_first_line(error)}",
            "Bỏ khung nhìn đó, chạy lại, rồi tạo lại khung nhìn.",
        ) from error
    except psycopg.ProgrammingError as error:
        if error.sqlstate is not None:  # the server spoke: a fault of ours
            raise
        raise Problem("Địa chỉ PostgreSQL không đúng dạng.", "Viết: postgresql://người-dùng@máy:cổng/tên") from error


def _safely(address: str) -> dict[str, Any]:
    """Ask for encryption on the way to another machine, unless the address says what it wants."""
    said = psycopg.conninfo.conninfo_to_dict(address)
    near = str(said.get("host") or "") in _NEAR or str(said.get("host")).startswith("/")
    more: dict[str, Any] = {} if near or "sslmode" in said else {"sslmode": "require"}
    return more | {"connect_timeout": said.get("connect_timeout", 15), "application_name": "so-tu-phap"}


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["không rõ lý do."])[0]


class Database:
    """One schema of a database, which one register fills."""

    def __init__(self, connection: psycopg.Connection[Any], schema: str) -> None:
        self.connection, self.schema = connection, schema
        self._whole = ExitStack()  # the one transaction of a run that starts over
        self._source: Source | None = None

    def begin(self, source: Source, tables: tuple[Table, ...], words: tuple[Words, ...]) -> int:
        self._alone()
        kept = self._kept()
        if kept and kept[0] != source.unit:
            raise Problem(
                f"Lược đồ {self.schema} đang giữ số liệu của {kept[1]}.",
                "Chọn lược đồ khác bằng --schema, hoặc cơ sở dữ liệu khác.",
            )
        self._source = source
        if kept and (kept[2], kept[3]) == (source.replica, source.layout):
            return int(kept[4])
        if kept:
            self._whole.enter_context(self.connection.transaction())
        with self.connection.transaction():
            layout.lay_out(self._run, tables, words, self.schema)
        return 0

    def take(self, batch: Batch) -> tuple[int, int]:
        assert self._source is not None
        source, written, removed = self._source, 0, 0
        with self.connection.transaction():
            for table, lines in batch.parts:
                put, gone = self._merge(table, lines)
                written, removed = written + put, removed + gone
            self._run(_KEEP_STATE, (source.unit, source.name, source.replica, source.layout, batch.upto))
            self._run(_KEEP_BATCH, (batch.upto, batch.bundle, batch.sender, batch.number, written, removed))
        return written, removed

    def finish(self) -> None:
        self._whole.close()

    def _kept(self) -> Any:
        there = self.connection.execute("SELECT to_regclass(%s)", (f"{self.schema}.publication",)).fetchone()
        if there is None or there[0] is None:
            return None
        return self._run("SELECT unit, name, replica, layout, upto FROM {schema}.publication").fetchone()

    def _alone(self) -> None:
        """Two runs at once would each believe the other's state."""
        asked = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
        got = self.connection.execute(asked, (f"so-tu-phap {self.schema}",)).fetchone()
        if not (got and got[0]):
            raise Problem("Một lần xuất bản khác đang chạy vào cơ sở dữ liệu này.", "Đợi lần đó xong rồi chạy lại.")

    def _merge(self, table: Table, lines: Iterator[Line]) -> tuple[int, int]:
        """Copy lines beside the table, then take away what is gone and put the rest in its place."""
        names = ["id", "unit", *(column.name for column in table.columns)]
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        run = partial(self._run, table=sql.Identifier(table.name), columns=columns)
        run(_STAGE)
        with self.connection.cursor().copy(sql.SQL("COPY staging ({}, _gone) FROM STDIN").format(columns)) as copy:
            for line in lines:
                copy.write_row((line.id, line.unit, *line.values, line.gone))
        gone = run(_TAKE_AWAY).rowcount
        put = run(_PUT, changes=_changes(names)).rowcount
        run("DROP TABLE staging")
        return put, gone

    def _run(self, text: LiteralString, values: tuple[Any, ...] = (), **parts: sql.Composable) -> Any:
        """Run a statement whose {schema} is ours."""
        statement = sql.SQL(text).format(schema=sql.Identifier(self.schema), **parts)
        return self.connection.execute(statement, values or None)


def _changes(names: list[str]) -> sql.Composable:
    each = (sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in names if name != "id")
    return sql.SQL(", ").join(each)
