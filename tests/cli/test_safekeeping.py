"""Backup and restore: a copy that opens, under a new incarnation, and nothing thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.records.attachments import Attachment
from db.register import open_register
from db.vault import unlock
from tests.cli.running import WORDS, Run


def replica_of(folder: Path) -> str:
    store = open_register(folder, unlock(folder, WORDS))
    store.close()
    return store.replica


@pytest.fixture
def copy(run: Run, register: Path, tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    said = run("backup", "--to", tmp_path / "stick", data=register, as_json=True)
    assert said.status == 0
    return Path(said.data["file"])


def test_a_copy_restored_elsewhere_has_every_record(run: Run, register: Path, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    restored = run("restore", copy, data=other, as_json=True)
    assert (restored.status, restored.data["kept"]) == (0, None)
    assert restored.data["records"] == run("check", data=register, as_json=True).data["records"]
    assert run("list", "mediation_case", data=other).out == run("list", "mediation_case", data=register).out
    files = {file.name for file in other.iterdir() if not file.name.endswith(("-shm", "-wal"))}
    assert files == {"khoa.json", "so.db", "dinh-kem.db"}


def test_attached_files_come_back_with_the_register(register: Path, run: Run, copy: Path, tmp_path: Path) -> None:
    run("restore", copy, data=tmp_path / "other")
    store = open_register(tmp_path / "other", unlock(tmp_path / "other", WORDS))
    attached = list(store.every(Attachment))
    assert attached
    assert all(len(store.blobs.read(one.sha256)) == one.size for one in attached)
    store.close()


def test_two_restorations_never_write_under_one_name(run: Run, register: Path, copy: Path, tmp_path: Path) -> None:
    names = [replica_of(register)]
    for folder in (tmp_path / "one", tmp_path / "two"):
        assert run("restore", copy, data=folder).status == 0
        names.append(replica_of(folder))
    assert len(set(names)) == 3
    original, *restored = (int(name.partition("-")[2]) for name in names)
    assert min(restored) > original


def test_the_register_that_was_there_is_kept(run: Run, register: Path, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "new.json").write_text('{"name": "Sau khi sao", "kind": "ap"}', encoding="utf-8")
    run("add", "hamlet", tmp_path / "new.json", data=register)
    restored = run("restore", copy, data=register, as_json=True)
    assert restored.data["records"]["hamlet"] == 14
    kept = Path(restored.data["kept"])
    assert len(run("list", "hamlet", data=kept, as_json=True).data) == 15


@pytest.mark.parametrize("harm", ["cut", "changed", "no key file", "not a copy", "attached files"])
def test_a_bad_copy_changes_nothing(run: Run, register: Path, copy: Path, harm: str) -> None:
    whole = copy.read_bytes()
    if harm == "cut":
        copy.write_bytes(whole[: len(whole) // 2])
    elif harm == "changed":
        copy.write_bytes(whole[:9000] + bytes(64) + whole[9064:])
    elif harm == "attached files":
        blobs = copy.with_suffix(".dinh-kem.db")
        blobs.write_bytes(blobs.read_bytes()[:4096] + bytes(4096))
    elif harm == "no key file":
        copy.with_suffix(".khoa.json").unlink()
    else:
        copy.write_bytes(b"no copy at all" * 500)
    before = run("check", data=register, as_json=True).data
    refused = run("restore", copy, data=register)
    assert (refused.status, refused.out) == (2, "")
    assert run("check", data=register, as_json=True).data == before
    assert not (register / "khoi-phuc.part").exists()


def test_a_backup_needs_a_folder_that_is_there(run: Run, register: Path, tmp_path: Path) -> None:
    refused = run("backup", "--to", tmp_path / "unplugged", data=register)
    assert refused.status == 2
    assert "unplugged" in refused.err


def test_a_register_that_lost_a_column_is_not_called_whole(run: Run, register: Path) -> None:
    store = open_register(register, unlock(register, WORDS))
    store.connection.execute("ALTER TABLE hamlet RENAME COLUMN households TO lost")
    store.close()
    said = run("check", data=register)
    assert said.status == 2
    assert "thiếu ô “Số hộ” của loại “" in said.err
