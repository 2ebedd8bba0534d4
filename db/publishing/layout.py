"""The tables of a published register in PostgreSQL: made, or brought to what today's declarations say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from psycopg import sql

from app.usecases.publishing import DAY, FLAG, JSON, NUMBER, TEXT, Table, Words

TYPES = {TEXT: "text", DAY: "date", NUMBER: "bigint", FLAG: "boolean", JSON: "jsonb"}
Run = Callable[..., Any]  # runs a statement in our schema
_OURS = """
    CREATE TABLE IF NOT EXISTS {schema}.publication (
        one boolean PRIMARY KEY DEFAULT true CHECK (one), unit text NOT NULL, name text NOT NULL, replica text NOT NULL,
        layout text NOT NULL, upto bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE IF NOT EXISTS {schema}.published_bundle (
        upto bigint PRIMARY KEY, bundle text NOT NULL, unit text NOT NULL, number bigint NOT NULL,
        written bigint NOT NULL, removed bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE IF NOT EXISTS {schema}.code_word (
        "table" text NOT NULL, "column" text NOT NULL, part text NOT NULL, code text NOT NULL, words text NOT NULL,
        PRIMARY KEY ("table", "column", part, code));
    DELETE FROM {schema}.published_bundle;
    DELETE FROM {schema}.code_word;
"""
_COLUMNS = """
    SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped
"""


def lay_out(run: Run, tables: tuple[Table, ...], words: tuple[Words, ...], schema: str) -> None:
    """Leave every table there, empty, with today's columns; what others built on them stays. Needs a transaction.

    A column that is no longer published stays too, and stays empty: somebody's view may name it.
    """
    if run("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,)).fetchone() is None:
        run("CREATE SCHEMA {schema}")  # asked for only then: it takes a right that a prepared schema does not
    run(_OURS)
    for table in tables:
        _lay_out(run, table, schema)
    for word in words:
        run("INSERT INTO {schema}.code_word VALUES (%s, %s, %s, %s, %s)", word)


def _lay_out(run: Run, table: Table, schema: str) -> None:
    name = sql.Identifier(table.name)
    run("CREATE TABLE IF NOT EXISTS {schema}.{table} (id text PRIMARY KEY, unit text NOT NULL)", table=name)
    run("DELETE FROM {schema}.{table}", table=name)
    there = dict(run(_COLUMNS, (schema, table.name)).fetchall())
    for column in table.columns:
        parts = {"table": name, "column": sql.Identifier(column.name), "sort": sql.SQL(TYPES[column.sort])}
        if there.get(column.name, TYPES[column.sort]) != TYPES[column.sort]:
            run("ALTER TABLE {schema}.{table} DROP COLUMN {column}", **parts)
            del there[column.name]
        if column.name not in there:
            run("ALTER TABLE {schema}.{table} ADD COLUMN {column} {sort}", **parts)
        run("COMMENT ON COLUMN {schema}.{table}.{column} IS {said}", **parts, said=sql.Literal(column.label))
    run("COMMENT ON TABLE {schema}.{table} IS {said}", table=name, said=sql.Literal(table.kind.title))
    index = sql.Identifier(f"{table.name}_unit")
    run("CREATE INDEX IF NOT EXISTS {index} ON {schema}.{table} (unit)", index=index, table=name)
