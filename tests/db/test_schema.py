"""The schema is what the declarations say; every step towards it is tested; a newer register is left alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.declaring import fields_of
from app.problems import Problem
from app.records import KINDS, Office, Record
from db import SqliteStore, create_register, migrations, open_register
from db.driver import connect
from db.register import DATABASE
from db.rows import META, shape_of
from tests.db.making import KEY, UNIT, hamlet, sound

Upto = Callable[[str], Path]
by_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.table for kind in KINDS])


@by_kind
def test_a_table_has_the_columns_of_its_declaration_and_no_others(store: SqliteStore, kind: type[Record]) -> None:
    there = {row["name"]: row["type"] for row in store.connection.execute(f"PRAGMA table_info({kind.table})")}
    meta = dict.fromkeys(META, "TEXT") | dict.fromkeys(("_draft", "_deleted", "_seq", "_made_seq"), "INTEGER")
    fields = {name: field.kind.column for name, field in fields_of(kind).items()}
    keys = {f"{name}_key": "BLOB" for name in shape_of(kind).keys}
    assert there == {"rid": "INTEGER"} | meta | fields | keys


@by_kind
def test_a_table_is_strict_and_its_ids_are_unique(store: SqliteStore, kind: type[Record]) -> None:
    said = _sql(store, kind.table)
    assert re.search(r"\)\s*STRICT$", said)
    assert "rid INTEGER PRIMARY KEY" in said
    assert "id TEXT NOT NULL UNIQUE" in said


@by_kind
def test_a_list_is_found_by_an_index_over_its_key_and_new_changes_by_another(
    store: SqliteStore, kind: type[Record]
) -> None:
    indexed = [_columns(store, row["name"]) for row in store.connection.execute(f"PRAGMA index_list({kind.table})")]
    assert any(columns[0] == "_seq" for columns in indexed)
    for name in shape_of(kind).keys:
        assert any(columns[:2] == ["_deleted", f"{name}_key"] for columns in indexed), name
    if kind.newest_by:
        assert any(columns[:2] == ["_deleted", kind.newest_by] for columns in indexed)


@by_kind
def test_words_are_indexed_as_the_search_needs_them(store: SqliteStore, kind: type[Record]) -> None:
    said = _sql(store, f"{kind.table}_words")
    for part in (
        "folded, exact",
        "content=''",
        "contentless_delete=1",
        "prefix='1 2 3'",
        "remove_diacritics 0",
        "Mn Mc",
    ):
        assert part in said


def test_there_is_no_table_that_nobody_declared(store: SqliteStore) -> None:
    from db.ledger import BOOKS

    rows = store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    registers = {kind.table for kind in KINDS}
    words = {f"{table}_words{end}" for table in registers for end in ("", "_data", "_idx", "_docsize", "_config")}
    own = {"change", "setting", "typing", "_sqlite_migrations"}
    assert {row["name"] for row in rows} == registers | words | own | {*BOOKS}


def test_no_trigger_exists_that_a_rebuilt_table_could_lose(store: SqliteStore) -> None:
    assert (
        store.connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()[0]
        == 0
    )


def test_the_connection_is_set_to_lose_nothing_and_to_show_nothing(store: SqliteStore) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2, "secure_delete": 1}
    assert {name: store.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected


# --- steps ---


@pytest.fixture
def upto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upto:
    """Make a register as a program of a given step would have, and then forget about that program."""

    def make(step: str) -> Path:
        steps, known = migrations.STEPS, migrations._steps()
        taken = steps[: steps.index(step) + 1]
        folder = tmp_path / step
        folder.mkdir()
        with monkeypatch.context() as old:
            old.setattr(migrations, "STEPS", taken)
            old.setattr(migrations, "_steps", lambda: {name: known[name] for name in taken})
            create_register(folder, KEY, unit=UNIT).close()
        return folder

    return make


@pytest.mark.parametrize("step", migrations.STEPS)
def test_a_register_of_every_step_is_raised_with_its_contents_and_a_copy_is_kept_before(
    upto: Upto, store: SqliteStore, step: str
) -> None:
    folder = upto(step)
    with_office(folder)
    raised = open_register(folder, KEY)
    assert raised.unit == UNIT
    assert [office.name for office in raised.every(Office)] == ["xã Cũ"]
    assert _schema(raised) == _schema(store)
    raised.put(hamlet())
    assert migrations.pending(raised.connection) == []
    raised.close()
    copies = list((folder / "backups").glob("truoc-nang-cap-*.db")) if (folder / "backups").exists() else []
    assert len(copies) == (0 if step == migrations.STEPS[-1] else 1)


def with_office(folder: Path) -> None:
    """Write an office with the columns that the first step spells out, whatever is declared today."""
    connection = connect(folder / DATABASE, KEY)
    connection.execute(
        "INSERT INTO office (id, _unit, _draft, _deleted, _seq, _made_seq, _vv, _dots, _level, _extra, name) "
        "VALUES ('o', '99901', 0, 0, 0, 0, '{}', '{}', 'full', '{}', 'xã Cũ')"
    )
    connection.close()


def _columns_there(connection: Any) -> set[str]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {f"{table}.{row['name']}" for table in tables for row in connection.execute(f"PRAGMA table_info({table})")}


def _indexes_there(connection: Any) -> set[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql <> ''")
    return {str(row[0]) for row in rows}


def _schema(store: SqliteStore) -> set[tuple[str, ...]]:
    return {tuple(row) for row in store.connection.execute("SELECT type, name, sql FROM sqlite_master")}


def test_every_step_does_something_and_takes_no_column_away(upto: Upto) -> None:
    columns: set[str] = set()
    indexes: set[str] = set()
    for step in migrations.STEPS:
        connection = connect(upto(step) / DATABASE, KEY)
        now, indexed = _columns_there(connection), _indexes_there(connection)
        connection.close()
        assert now >= columns, step
        assert (now, indexed) != (columns, indexes), step
        columns, indexes = now, indexed


def test_a_step_that_fails_changes_nothing(upto: Upto, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = upto(migrations.STEPS[0])

    def breaks(db: object) -> None:
        db.execute("CREATE TABLE half_done (x)")  # type: ignore[attr-defined]
        raise ZeroDivisionError

    steps = migrations._steps()
    monkeypatch.setattr(migrations, "_steps", lambda: steps | {migrations.STEPS[-1]: breaks})
    with pytest.raises(ZeroDivisionError):
        open_register(folder, KEY)
    monkeypatch.undo()
    opened = open_register(folder, KEY)
    assert not any(name.startswith("half_done") for name in _columns_there(opened.connection))
    opened.close()


def test_a_register_of_a_newer_program_is_refused_and_left_byte_for_byte(folder: Path) -> None:
    opened = open_register(folder, KEY)
    opened.connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('register', 'm9999_of_tomorrow', 'x')"
    )
    opened.close()
    before = _fingerprints(folder)
    with pytest.raises(Problem, match="phiên bản mới hơn") as caught:
        open_register(folder, KEY)
    assert "m9999_of_tomorrow" in caught.value.remedy
    assert "Cập nhật chương trình" in caught.value.remedy
    assert _fingerprints(folder) == before


def test_opening_an_up_to_date_register_writes_nothing(folder: Path) -> None:
    open_register(folder, KEY).close()
    before = _fingerprints(folder)
    open_register(folder, KEY).close()
    assert _fingerprints(folder) == before


def test_the_steps_are_numbered_without_a_gap_and_found_by_their_names() -> None:
    assert [step[:5] for step in migrations.STEPS] == [f"m{n:04d}" for n in range(1, len(migrations.STEPS) + 1)]
    files = {path.stem for path in Path(str(migrations.__file__)).parent.glob("m*.py")}
    assert files == {*migrations.STEPS}


# --- making a register ---


def test_a_new_register_has_an_identity_and_an_empty_sound_log(tmp_path: Path) -> None:
    made = create_register(tmp_path, KEY, unit=UNIT)
    assert re.fullmatch(r"[0-9a-f]{16}-1", made.replica)
    assert sound(made)
    made.close()


def test_a_folder_that_holds_a_register_is_not_overwritten(folder: Path) -> None:
    before = _fingerprints(folder)
    with pytest.raises(Problem, match="đã có một sổ"):
        create_register(folder, KEY, unit=UNIT)
    assert _fingerprints(folder) == before


def test_a_folder_without_a_register_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="chưa có sổ nào"):
        open_register(tmp_path, KEY)


def test_a_register_that_could_not_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(migrations, "_steps", lambda: {name: lambda _: 1 / 0 for name in migrations.STEPS})
        with pytest.raises(ZeroDivisionError):
            create_register(tmp_path, KEY, unit=UNIT)
    assert list(tmp_path.iterdir()) == []
    create_register(tmp_path, KEY, unit=UNIT).close()


def _sql(store: SqliteStore, table: str) -> str:
    return str(store.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def _columns(store: SqliteStore, index: str) -> list[str]:
    return [row["name"] for row in store.connection.execute(f"PRAGMA index_info({index})")]


def _fingerprints(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()
    }
