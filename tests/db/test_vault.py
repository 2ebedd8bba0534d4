"""The key file: three ways to open it; never absent, never half written, and no lie of it believed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orjson
import pyrage
import pytest

from app.bundles.recovery import new_code
from app.problems import Problem
from db.vault import (
    KEY_FILE,
    PREVIOUS,
    Cost,
    WrongPassphrase,
    add_office_slot,
    change_passphrase,
    create_vault,
    unlock,
    unlock_with_identity,
    unlock_with_recovery,
)

CHEAP = Cost(rounds=1, memory=64, lanes=1)
WORDS = "mưa thuận gió hòa"


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Path, bytes, str]:
    raw_key, code = create_vault(tmp_path, WORDS, CHEAP)
    return tmp_path, raw_key, code


def rewritten(folder: Path, slot: str, **said: Any) -> None:
    path = folder / KEY_FILE
    kept = orjson.loads(path.read_bytes())
    kept["slots"][slot] |= said
    path.write_bytes(orjson.dumps(kept))


def test_the_passphrase_opens_it(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, _ = vault
    assert len(raw_key) == 32
    assert unlock(folder, WORDS) == raw_key


def test_the_passphrase_opens_it_however_the_keyboard_composes_letters(vault: tuple[Path, bytes, str]) -> None:
    import unicodedata

    folder, raw_key, _ = vault
    assert unlock(folder, unicodedata.normalize("NFD", WORDS)) == raw_key


@pytest.mark.parametrize("words", ["", "mua thuan gio hoa", WORDS + " ", WORDS.upper()])
def test_no_other_passphrase_opens_it(vault: tuple[Path, bytes, str], words: str) -> None:
    with pytest.raises(WrongPassphrase, match="Mật khẩu không đúng") as said:
        unlock(vault[0], words)
    assert "Caps Lock" in said.value.remedy


def test_the_paper_code_opens_it_and_no_other_code(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, code = vault
    assert unlock_with_recovery(folder, code.lower()) == raw_key
    with pytest.raises(WrongPassphrase, match="Mã khôi phục"):
        unlock_with_recovery(folder, new_code())
    with pytest.raises(Problem, match="40 ký tự"):
        unlock_with_recovery(folder, "7K2M9")


def test_neither_key_nor_code_nor_passphrase_stand_in_the_file(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, code = vault
    kept = (folder / KEY_FILE).read_bytes()
    for secret in (raw_key, raw_key.hex().encode(), code.encode(), WORDS.encode()):
        assert secret not in kept


def test_two_registers_never_share_a_key(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (one, code), (other, _) = (create_vault(tmp_path / name, WORDS, CHEAP) for name in "ab")
    assert one != other
    with pytest.raises(WrongPassphrase):
        unlock_with_recovery(tmp_path / "b", code)


def test_a_vault_is_not_made_over_another(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, _ = vault
    with pytest.raises(Problem, match="đã có tệp khóa"):
        create_vault(folder, "another passphrase", CHEAP)
    assert unlock(folder, WORDS) == raw_key


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_no_more(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, code = vault
    change_passphrase(folder, raw_key, "câu mới dễ nhớ", CHEAP)
    assert unlock(folder, "câu mới dễ nhớ") == raw_key
    assert unlock_with_recovery(folder, code) == raw_key
    with pytest.raises(WrongPassphrase):
        unlock(folder, WORDS)


def test_the_key_file_before_stays_beside_it(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, _ = vault
    before = (folder / KEY_FILE).read_bytes()
    change_passphrase(folder, raw_key, "câu mới dễ nhớ", CHEAP)
    assert (folder / PREVIOUS).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [KEY_FILE, PREVIOUS]


def test_a_passphrase_that_is_too_short_is_refused(tmp_path: Path, vault: tuple[Path, bytes, str]) -> None:
    with pytest.raises(Problem, match="quá ngắn"):
        change_passphrase(vault[0], vault[1], "abc", CHEAP)
    (tmp_path / "new").mkdir()
    with pytest.raises(Problem, match="quá ngắn"):
        create_vault(tmp_path / "new", "abc", CHEAP)
    assert not [*(tmp_path / "new").iterdir()]


def test_an_office_of_trust_may_keep_a_slot(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, code = vault
    custodian, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    with pytest.raises(Problem, match="không gửi khóa"):
        unlock_with_identity(folder, str(custodian))
    add_office_slot(folder, raw_key, str(custodian.to_public()))
    assert unlock_with_identity(folder, str(custodian)) == raw_key
    for wrong in (str(other), "AGE-SECRET-KEY-1"):
        with pytest.raises(WrongPassphrase, match="Khóa giữ hộ"):
            unlock_with_identity(folder, wrong)
    change_passphrase(folder, raw_key, "câu mới dễ nhớ", CHEAP)
    assert unlock_with_identity(folder, str(custodian)) == unlock_with_recovery(folder, code) == raw_key


def test_the_usual_cost_is_that_of_rfc_9106_for_small_machines(tmp_path: Path) -> None:
    raw_key, _ = create_vault(tmp_path, WORDS)
    slot = orjson.loads((tmp_path / KEY_FILE).read_bytes())["slots"]["passphrase"]
    assert (slot["kdf"], slot["rounds"], slot["memory"], slot["lanes"]) == ("argon2id", 3, 64 * 1024, 4)
    assert unlock(tmp_path, WORDS) == raw_key


# --- damage -----------------------------------------------------------------------------------------------------------


def test_a_key_file_that_is_missing_is_said_so(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, _ = vault
    change_passphrase(folder, raw_key, "câu mới dễ nhớ", CHEAP)
    (folder / KEY_FILE).unlink()
    with pytest.raises(Problem, match=f"{PREVIOUS} còn ở đó"):
        unlock(folder, WORDS)
    with pytest.raises(Problem, match="Không thấy tệp khóa"):
        unlock(folder / "elsewhere", WORDS)
    shutil.copyfile(folder / PREVIOUS, folder / KEY_FILE)
    assert unlock(folder, WORDS) == raw_key


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"{}", b'{"slots":{}}', b"\xff\xfe", b"x" * 100_000])
def test_a_key_file_that_is_something_else_is_said_so(vault: tuple[Path, bytes, str], data: bytes) -> None:
    (vault[0] / KEY_FILE).write_bytes(data)
    with pytest.raises(Problem, match="bị hỏng hoặc bị sửa"):
        unlock(vault[0], WORDS)


@pytest.mark.parametrize(
    "said",
    [
        {"rounds": 0},
        {"rounds": 21},
        {"memory": 1},
        {"memory": 2 << 20},
        {"lanes": 0},
        {"lanes": 17},
        {"lanes": True},
        {"rounds": "1"},
        {"memory": 64.0},
        {"kdf": "scrypt"},
        {"salt": "00"},
        {"salt": "xyz"},
        {"salt": None},
        {"nonce": "00"},
        {"key": "00" * 32},
        {"key": 5},
    ],
    ids=str,
)
def test_a_slot_that_lies_costs_nothing(vault: tuple[Path, bytes, str], said: dict[str, Any]) -> None:
    rewritten(vault[0], "passphrase", **said)
    with pytest.raises(Problem, match="bị hỏng hoặc bị sửa"):
        unlock(vault[0], WORDS)


def test_no_flipped_bit_gives_another_key(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, _ = vault
    kept = (folder / KEY_FILE).read_bytes()
    for place in range(len(kept)):
        changed = kept[:place] + bytes([kept[place] ^ 1 << place % 8]) + kept[place + 1 :]
        (folder / KEY_FILE).write_bytes(changed)
        try:
            assert unlock(folder, WORDS) == raw_key
        except Problem:
            continue


def test_no_beginning_of_a_key_file_opens(vault: tuple[Path, bytes, str]) -> None:
    kept = (vault[0] / KEY_FILE).read_bytes()
    for length in range(0, len(kept), 7):
        (vault[0] / KEY_FILE).write_bytes(kept[:length])
        with pytest.raises(Problem):
            unlock(vault[0], WORDS)


def test_a_folder_that_cannot_be_written_keeps_the_key_file_as_it_is(vault: tuple[Path, bytes, str]) -> None:
    folder, raw_key, _ = vault
    (folder / (KEY_FILE + ".part")).mkdir()
    with pytest.raises(Problem, match="Không ghi được tệp khóa"):
        change_passphrase(folder, raw_key, "câu mới dễ nhớ", CHEAP)
    assert unlock(folder, WORDS) == raw_key
