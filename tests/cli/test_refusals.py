"""What goes wrong outside the program: one calm sentence with a remedy, status 2, and nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.driver import connect
from db.vault import unlock
from tests.cli.running import WORDS, Answer, Run
from ui.verbs.base import Said


def contents(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder; the log that SQLite keeps while somebody looks is none of the register."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(("-shm", "-wal")))
    return {file.name: file.read_bytes() for file in files}


def assert_refused(answer: Answer, *said: str) -> None:
    assert (answer.status, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 2, answer.err
    for words in said:
        assert words in answer.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["sing"], "sing"),
        ([], "LỆNH"),
        (["show", "hamlet"], "MÃ"),
        (["list", "hamlet", "--colour", "red"], "--colour"),
        (["print", "bien-ban-pbgdpl", "--year", "MMXXVI", "--out", "a.pdf"], "MMXXVI"),
        (["init", "--role", "king", "--unit", "92"], "king"),
    ],
)
def test_wrong_use_is_explained(run: Run, argv: list[str], said: str) -> None:
    assert_refused(run(*argv), said, "-h")


def test_a_wrong_passphrase_opens_nothing(run: Run, register: Path) -> None:
    before = contents(register)
    assert_refused(run("list", "hamlet", data=register, words="sai mật khẩu"), "ật khẩu")
    assert contents(register) == before


def test_without_a_passphrase_nobody_is_kept_waiting(run: Run, register: Path) -> None:
    assert_refused(run("list", "hamlet", "--data", register), "SOTUPHAP_PASSPHRASE")


def test_a_passphrase_of_two_letters_makes_no_register(run: Run, tmp_path: Path) -> None:
    assert_refused(run("init", "--role", "province", "--unit", "92", data=tmp_path / "new", words="ab"), "ngắn")
    assert not (tmp_path / "new").exists()


def test_a_missing_folder_is_named(run: Run, tmp_path: Path) -> None:
    assert_refused(run("list", "hamlet", data=tmp_path / "nowhere"), "nowhere", "init")
    assert not (tmp_path / "nowhere").exists()


def test_an_unknown_kind_is_named_with_the_known_ones(run: Run, register: Path) -> None:
    assert_refused(run("list", "dragon", data=register), "dragon", "mediation_case")


def test_an_unknown_record_is_named(run: Run, register: Path) -> None:
    assert_refused(run("show", "hamlet", "nobody", data=register), "nobody")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"{", "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        (b'{"name": 7, "kind": "ap"}', "name"),
        (b'{"name": "A", "kind": "castle"}', "castle"),
        (b'"ap"', "{…}"),
    ],
)
def test_bad_json_changes_nothing(run: Run, register: Path, tmp_path: Path, written: bytes, said: str) -> None:
    (tmp_path / "bad.json").write_bytes(written)
    before = run("check", data=register, as_json=True).data["changes"]
    assert_refused(run("add", "hamlet", tmp_path / "bad.json", data=register), said)
    assert run("check", data=register, as_json=True).data["changes"] == before


def test_a_missing_file_is_named(run: Run, register: Path, tmp_path: Path) -> None:
    assert_refused(run("add", "hamlet", tmp_path / "gone.json", data=register), "gone.json")


def test_a_record_of_another_office_cannot_be_changed(run: Run, register: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs.json").write_text('{"unit": "12345", "name": "Xa", "kind": "ap"}', encoding="utf-8")
    assert_refused(run("add", "hamlet", tmp_path / "theirs.json", data=register), "12345")


def test_a_damaged_database_is_not_repaired_in_silence(run: Run, register: Path) -> None:
    database = register / "so.db"
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    before = contents(register)
    assert_refused(run("check", data=register), "ản sao lưu")
    assert contents(register) == before


def test_a_file_that_is_no_database_is_refused(run: Run, register: Path) -> None:
    (register / "so.db").write_bytes(b"Not a register." * 1000)
    assert_refused(run("list", "hamlet", data=register), "ản sao lưu")


def test_a_register_of_a_newer_program_is_left_alone(run: Run, register: Path) -> None:
    connection = connect(register / "so.db", unlock(register, WORDS))
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('register', 'm9999_later', '')"
    )
    connection.close()
    before = contents(register)
    assert_refused(run("list", "hamlet", data=register), "mới hơn", "m9999_later")
    assert contents(register) == before


def test_a_missing_key_file_is_named(run: Run, register: Path) -> None:
    (register / "khoa.json").unlink()
    assert_refused(run("list", "hamlet", data=register), "khoa.json")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_folder_for_reading_only_is_named(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert_refused(run("init", "--role", "province", "--unit", "92", "--data", tmp_path / "new"), "new")
    finally:
        tmp_path.chmod(0o700)


def test_a_fault_of_ours_is_one_sentence_and_a_log(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "Lý Tú Hà"

    def broken(*_: object) -> Said:
        raise ZeroDivisionError(typed)

    monkeypatch.setattr("app.usecases.exchange.kinds_schema", broken)
    answer = run("kinds")
    log = tmp_path / "log" / "sotuphap.log"
    assert (answer.status, answer.out) == (3, "")
    assert str(log) in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "in broken" in written
    assert typed not in written + answer.err


def test_help_is_vietnamese_and_ends_well(run: Run) -> None:
    answer = run("-h")
    assert answer.status == 0
    assert "Cách dùng" in answer.out
    assert "usage" not in answer.out
    assert "mediation" not in run("add", "-h").out
