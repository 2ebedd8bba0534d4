"""Nothing of a register can be read without its key, in no file it leaves on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.vietnamese import fold
from db import SqliteStore, backup, create_register, open_register
from db.driver import DatabaseError, connect
from db.register import DATABASE
from tests.db.making import KEY, UNIT, case, hamlet

SECRETS = ("Nguyễn Văn Đằng", "Thạch Sa Rươl", "ấp Giồng Sao", "bí mật của vụ việc", "mediation_case", "ភូមិថ្មី")


@pytest.fixture
def used(folder: Path, store: SqliteStore) -> Path:
    """A register in the middle of its use: saved, changed, deleted, typed, copied."""
    record = case(note="bí mật của vụ việc")
    store.put(record)
    record.content = "Sửa"
    store.put(record)
    store.put(hamlet("ភូមិថ្មី"))
    store.delete(record)
    store.keep_draft("mediation_case", "x", {"content": "bí mật của vụ việc"})
    backup.copy_verified(store.connection, KEY, folder / "backups" / "a.db")
    store.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    store.put(case())
    return folder


def _spellings() -> Iterator[bytes]:
    for secret in SECRETS:
        for text in (secret, fold(secret), secret.upper()):
            for code in ("utf-8", "utf-16-le", "utf-16-be"):
                yield text.encode(code)


def test_no_file_of_a_register_in_use_tells_a_name(used: Path) -> None:
    files = [path for path in used.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {DATABASE, f"{DATABASE}-wal", "a.db"}
    for path in files:
        data = path.read_bytes()
        assert not [spelling for spelling in _spellings() if spelling in data], path.name
        assert not data.startswith(b"SQLite format 3")


def test_the_check_itself_finds_names_where_they_stand_open(tmp_path: Path) -> None:
    path = tmp_path / "open.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (name)")
    plain.execute("INSERT INTO t VALUES ('Nguyễn Văn Đằng')")
    plain.commit()
    plain.close()
    assert [spelling for spelling in _spellings() if spelling in path.read_bytes()]


def test_plain_sqlite_cannot_read_the_file(used: Path) -> None:
    for name in (DATABASE, "backups/a.db"):
        plain = sqlite3.connect(f"file:{used / name}?mode=ro", uri=True)
        with pytest.raises(sqlite3.DatabaseError, match="not a database"):
            plain.execute("SELECT count(*) FROM sqlite_master")
        plain.close()


def test_two_registers_of_the_same_contents_have_no_bytes_in_common(tmp_path: Path) -> None:
    pages: list[set[bytes]] = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        create_register(tmp_path / name, KEY, unit=UNIT).close()
        data = (tmp_path / name / DATABASE).read_bytes()
        pages.append({data[at : at + 4096] for at in range(0, len(data), 4096)})
    assert not pages[0] & pages[1]


def test_sorting_and_rollback_leave_no_file_anywhere_in_the_clear(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "tạm"
    scratch.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    opened = open_register(folder, KEY)
    opened.connection.execute("PRAGMA cache_size = 10")
    with opened.atomic():
        for number in range(300):
            opened.put(case(content=f"Việc {number} " + "z" * 3000))
        opened.connection.execute("SELECT content FROM mediation_case ORDER BY content DESC").fetchall()
        assert list(scratch.iterdir()) == []
    opened.close()


def test_the_key_is_needed_and_no_other_will_do(used: Path) -> None:
    for key in (bytes(32), KEY[::-1], KEY[:31] + b"\xff"):
        with pytest.raises(DatabaseError, match="not a database"):
            connect(used / DATABASE, key).execute("SELECT count(*) FROM sqlite_master")
