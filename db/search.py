"""Lists: which rows a query means, newest first or in Vietnamese order, and the words index behind the search box."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from app.declaring import Ref, Refs, fields_of
from app.fields import Choice, Choices, Text
from app.ports import Query, Row, Wanted
from app.records.base import Record
from app.vietnamese import fold, has_marks, one_tone_place, words
from db.driver import Connection
from db.rows import has_key, placeholders, search_texts
from db.taken_over import of_units

MOST_HITS = 1_000  # while typing nobody reads further; the page then says “hơn 1.000”
# The two orders that no field declares: by the unit that looks after a record, and by the one that made it.
_WHOSE = {
    "unit": "coalesce((SELECT k.unit FROM taken_over k WHERE k.kind = '{}' AND k.id = t.id), t._unit)",
    "made_in": "t._unit",
}
_MOST_WORDS = 24  # a whole paragraph pasted into the box is found by its first words


def index_rows(
    connection: Connection, kind: type[Record], rows: Sequence[tuple[int, Row]], *, fresh: bool = False
) -> None:
    """Put rows into the words index, replacing what was there for them unless they are `fresh`."""
    values = [(rid, *search_texts(kind, row)) for rid, row in rows]
    way = "INSERT" if fresh else "INSERT OR REPLACE"
    connection.executemany(f"{way} INTO {kind.table}_words (rowid, folded, exact) VALUES (?, ?, ?)", values)


def matching(connection: Connection, kind: type[Record], query: Query) -> array[int]:
    """Return the rowids a query means, in its order."""
    typed = _typed(query.text)
    if not typed:
        return _listed(connection, kind, query)
    found = _found(connection, kind, query, _match(typed))
    if has_marks(query.text) and (exact := _found(connection, kind, query, _match(typed, exact=True))):
        first = set(exact)
        return exact + array("q", (rid for rid in found if rid not in first))
    return found


def _typed(text: str) -> list[str]:
    """Return the words typed, cut where the index cuts: it knows the letters of an older Unicode than Python does,
    and what it would cut in two is a phrase to it, which it refuses.
    """
    known = "".join(sign if _indexed(sign) else " " for sign in unicodedata.normalize("NFC", text).lower())
    return list(dict.fromkeys(words(known)))[:_MOST_WORDS]


def _indexed(sign: str) -> bool:
    return sign.isascii() or unicodedata.ucd_3_2_0.category(sign)[0] in "LNM"


def _match(typed: list[str], *, exact: bool = False) -> str:
    """Return the FTS5 expression: every word typed is the beginning of some word, in any order."""
    return " AND ".join(_word(word, exact=exact) for word in typed)


def _word(word: str, *, exact: bool) -> str:
    bare = fold(word)
    return f'{{exact}}: "{one_tone_place(word)}"*' if exact and word != bare else f'{{folded}}: "{bare}"*'


def _found(connection: Connection, kind: type[Record], query: Query, match: str) -> array[int]:
    where, args = _conditions(connection, kind, query)
    order = _order(kind, query) if query.order in {*_WHOSE, *fields_of(kind)} else "t.rid DESC"
    sql = (
        f"SELECT t.rid FROM {kind.table}_words w CROSS JOIN {kind.table} t ON t.rid = w.rowid "
        f"WHERE {kind.table}_words MATCH ? AND {where} ORDER BY {order.replace('t.rid', 'w.rowid')} LIMIT {MOST_HITS}"
    )
    return array("q", (row[0] for row in connection.execute(sql, [match, *args])))


def _listed(connection: Connection, kind: type[Record], query: Query) -> array[int]:
    where, args = _conditions(connection, kind, query)
    sql = f"SELECT t.rid FROM {kind.table} t WHERE {where} ORDER BY {_order(kind, query)}"
    return array("q", (row[0] for row in connection.execute(sql, args)))


def stamped(connection: Connection, kind: type[Record], query: Query) -> list[tuple[int, int]]:
    """Return the rowids a query without words means, in its order, each with the line of the log that wrote it last."""
    where, args = _conditions(connection, kind, query)
    sql = f"SELECT t.rid, t._seq FROM {kind.table} t WHERE {where} ORDER BY {_order(kind, query)}"
    cursor = connection.cursor()
    cursor.row_factory = None  # plain pairs, for these are many
    return cursor.execute(sql, args).fetchall()  # type: ignore[no-any-return]


def _order(kind: type[Record], query: Query) -> str:
    way = "DESC" if query.descending else "ASC"
    if query.order in _WHOSE:
        return f"{_WHOSE[query.order].format(kind.table)} {way}, t.rid {way}"
    if query.order not in fields_of(kind):
        newest = f't."{kind.newest_by}" DESC, ' if kind.newest_by else ""
        return f"{newest}t.rid DESC"
    return f"{_order_column(kind, query.order)} {way}, t.rid {way}"


def _order_column(kind: type[Record], name: str) -> str:
    field = fields_of(kind)[name]
    if has_key(field):
        return f't."{name}_key"'
    if isinstance(field.kind, Ref):
        one = f't."{name}" ->> 0' if isinstance(field.kind, Refs) else f't."{name}"'
        return f'(SELECT r."{_naming(field.kind.to)}" FROM {field.kind.to} r WHERE r.id = {one})'
    if isinstance(field.kind, Choice) and not isinstance(field.kind, Choices):
        ranks = " ".join(f"WHEN '{code}' THEN {rank}" for rank, (code, _) in enumerate(field.kind.options))
        return f'CASE t."{name}" {ranks} END'
    return f't."{name}"'


def _naming(table: str) -> str:
    from app.records import kind_named

    declared = fields_of(kind_named(table)).items()
    listed = (name for name, field in declared if field.listed and isinstance(field.kind, Text) and name != "code")
    name = next(listed, "")
    return f"{name}_key" if name else "id"


def _conditions(connection: Connection, kind: type[Record], query: Query) -> tuple[str, list[Any]]:
    # the plus keeps SQLite from reading a list's whole index where the few records are named
    by_id = "+" if query.ids is not None else ""
    said, args = [f"{by_id}t._deleted = {int(query.deleted)}"], []
    if not query.drafts:
        said.append("t._draft = 0")
    if query.units and query.taken_over:
        whose, units = of_units(connection, kind, sorted(query.units))
        said.append(whose)
        args += units
    elif query.units:
        said.append(f"t._unit IN ({placeholders(list(query.units))})")
        args += sorted(query.units)
    if query.ids is not None:  # one JSON text, for the ids may be more than a statement has places for
        said.append("t.id IN (SELECT value FROM json_each(?))")
        args.append(orjson.dumps(sorted(query.ids)).decode())
    for name, wanted in query.where.items():
        condition, values = _condition(kind, name, wanted)
        said.append(condition)
        args += values
    return " AND ".join(said), args


def _condition(kind: type[Record], name: str, wanted: Wanted) -> tuple[str, list[Any]]:
    """Return SQL for one wanted value; the field's name comes from the declaration, never from outside."""
    field = fields_of(kind)[name]
    column = f't."{name}"'
    if isinstance(wanted, tuple):
        return _between(column, wanted)
    if field.kind.nested and wanted is True:
        return f"{column} NOT IN ('', '[]')", []
    if field.kind.nested:
        return _holding(column, sorted(wanted) if isinstance(wanted, frozenset) else [str(wanted)])
    if isinstance(wanted, frozenset):
        return f"{column} IN ({placeholders(list(wanted))})", sorted(wanted)
    if wanted == "" and not isinstance(field.kind, Text):
        return f"{column} IS NULL", []
    return f"{column} IS ?", [int(wanted) if isinstance(wanted, bool) else wanted]


def _holding(column: str, wanted: list[str]) -> tuple[str, list[Any]]:
    """Return SQL for a JSON list that holds one of some ids or codes."""
    said = " OR ".join(f"instr({column}, ?) > 0" for _ in wanted)
    return f"({said or '0'})", [f'"{one}"' for one in wanted]


def _between(column: str, wanted: tuple[date | None, date | None]) -> tuple[str, list[Any]]:
    first, last = wanted
    said, args = ["1"], []
    if first:
        said.append(f"{column} >= ?")
        args.append(first.isoformat())
    if last:
        said.append(f"{column} <= ?")
        args.append(last.isoformat())
    return " AND ".join(said), args
