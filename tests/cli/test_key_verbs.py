"""The verbs of our own keys: new ones, the people who keep copies, and keys taken back into a new register."""

from __future__ import annotations

from pathlib import Path

from app.usecases.demonstration_office import PROVINCE
from tests.cli.running import Run, refused


def own_key(run: Run, folder: Path) -> str:
    return str(run("keys", data=folder, as_json=True).data["own"]["key"])


def test_new_keys_are_told_by_a_file_that_the_receiver_takes(
    run: Run, register: Path, province: Path, stick: Path
) -> None:
    before = own_key(run, register)
    done = run("change-keys", "--to", stick, "--why", "renewed", data=register, as_json=True)
    assert done.status == 0, done.err
    assert done.data["withdrawn"] == before
    assert own_key(run, register) == done.data["card"]["key"] != before
    [news] = done.data["files"]
    assert run("receive", news, data=province).status == 0
    enrolled = run("keys", data=province, as_json=True).data["enrolled"]
    assert [card["key"] for card in enrolled] == [done.data["card"]["key"]]
    sent = run("export", "--to", stick, data=register, as_json=True).data["file"]
    assert run("receive", sent, data=province).status == 0


def test_leaked_keys_vouch_for_nothing_and_a_person_is_told_what_to_do(run: Run, register: Path, stick: Path) -> None:
    done = run("change-keys", "--to", stick, "--why", "leaked", data=register)
    assert done.status == 0
    assert "qua điện thoại" in done.out
    assert not list(stick.glob("*.stp"))


def test_keys_are_not_changed_for_no_reason_or_into_nowhere(run: Run, register: Path, tmp_path: Path) -> None:
    before = own_key(run, register)
    refused(run("change-keys", "--to", tmp_path, data=register), "--why")
    refused(run("change-keys", "--to", tmp_path, "--why", "bored", data=register), "renewed")
    refused(run("change-keys", "--to", tmp_path / "none", "--why", "renewed", data=register), "Không có thư mục")
    assert own_key(run, register) == before


def test_a_withdrawal_carries_its_reason(run: Run, register: Path, province: Path, stick: Path) -> None:
    key = own_key(run, register)
    done = run("revoke", key, "--why", "Máy bị mất", data=province, as_json=True)
    assert done.data == {"revoked": key, "why": "Máy bị mất"}
    refused(run("revoke", "0000000000000000", data=province), "Không có khóa")


def test_a_custodians_copy_gives_the_keys_back_to_a_new_register(run: Run, province: Path, tmp_path: Path) -> None:
    key = own_key(run, province)
    handed = run("hand-keys", "Trần Văn Mẫu", "--to", tmp_path, data=province, as_json=True).data
    listed = run("custodians", data=province, as_json=True).data
    assert [(row["name"], row["present"]) for row in listed["custodians"]] == [("Trần Văn Mẫu", True)]
    assert listed["lacking"] == 1
    new, code = tmp_path / "mới", tmp_path / "mã.txt"
    made = run("init", "--role", "province", "--unit", PROVINCE, "--name", "Sở Tư pháp (hư cấu)", data=new)
    assert made.status == 0, made.err
    code.write_text("sai mã\n", encoding="utf-8")
    refused(run("take-keys", handed["file"], "--code-file", code, data=new), "ã")
    assert own_key(run, new) != key
    code.write_text(handed["code"] + "\n", encoding="utf-8")
    assert run("take-keys", handed["file"], "--code-file", code, data=new).status == 0
    assert own_key(run, new) == key


def test_a_custodian_who_gave_the_copy_back_is_struck(run: Run, province: Path, tmp_path: Path) -> None:
    run("hand-keys", "Trần Văn Mẫu", "--to", tmp_path, data=province)
    [row] = run("custodians", data=province, as_json=True).data["custodians"]
    refused(run("custodians", "--strike", "ai-đó", data=province), "Không có người giữ khóa")
    assert "Chưa giao bản khóa cho ai" in run("custodians", "--strike", row["id"], data=province).out
    refused(run("hand-keys", " ", "--to", tmp_path, data=province), "Chưa ghi tên")
    refused(run("take-keys", tmp_path / "none.age", "--code-file", tmp_path, data=province), "Không đọc được bản khóa")
