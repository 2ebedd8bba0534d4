"""The verbs of the sync, between two registers and a folder that plays the stick."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, refused


def export(run: Run, register: Path, stick: Path) -> Path:
    return Path(exported(run, register, stick)["file"])


def exported(run: Run, register: Path, stick: Path) -> dict[str, Any]:
    said = run("export", "--to", stick, data=register, as_json=True)
    assert said.status == 0, said.err
    found: dict[str, Any] = said.data
    return found


def test_a_bundle_goes_up_and_its_receipt_comes_back(run: Run, register: Path, province: Path, stick: Path) -> None:
    sent = exported(run, register, stick)
    total = sum(sent["counts"].values())
    [taken] = run("receive", sent["file"], data=province, as_json=True).data
    assert (taken["sent"], taken["new"], taken["refused"]) == (total, total, [])
    assert len(run("list", "mediation_case", data=province, as_json=True).data) == 15
    before = run("sync-status", data=register, as_json=True).data["states"]
    assert before["received"] == 0
    assert before["exported"] >= total
    [receipt] = run("receive", taken["receipt_file"], data=register, as_json=True).data
    assert receipt["kind"] == "receipt"
    assert run("sync-status", data=register, as_json=True).data["states"]["received"] >= total


def test_a_bundle_without_names_needs_no_sheet(run: Run, register: Path, stick: Path) -> None:
    assert exported(run, register, stick)["sheet"] is None
    assert not (register / "phieu").exists()


def test_names_do_not_reach_the_province(run: Run, register: Path, province: Path, stick: Path) -> None:
    run("receive", export(run, register, stick), data=province)
    case = run("show", "mediation_case", "HG-2026-T01-01", data=province, as_json=True).data
    assert {party["full_name"] for party in case["parties"]} <= {"", None}
    assert case["content"] in ("", None)
    assert case["parties"][0]["age_group"] == "45_59"


def test_receiving_twice_changes_nothing(run: Run, register: Path, province: Path, stick: Path) -> None:
    bundle = export(run, register, stick)
    run("receive", bundle, data=province)
    [again] = run("receive", bundle, data=province, as_json=True).data
    assert (again["new"], again["changed"], again["same"]) == (0, 0, again["sent"])
    assert again["sent"] > 80


def test_receipts_may_go_to_another_folder(
    run: Run, register: Path, province: Path, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "receipts").mkdir()
    bundle = export(run, register, stick)
    run("receive", bundle, "--receipts-to", tmp_path / "receipts", data=province)
    assert [file.suffix for file in (tmp_path / "receipts").iterdir()] == [".stp"]


def test_of_several_files_the_sound_ones_are_taken(run: Run, register: Path, province: Path, stick: Path) -> None:
    bundle = export(run, register, stick)
    (stick / "other.stp").write_bytes(b"holiday pictures")
    said = run("receive", stick / "other.stp", bundle, data=province, as_json=True)
    refused(said, "other.stp")
    assert [one["new"] == one["sent"] > 80 for one in said.data] == [True]


@pytest.mark.parametrize("harm", ["truncated", "changed", "empty", "missing", "a folder"])
def test_a_damaged_bundle_changes_nothing(run: Run, register: Path, province: Path, stick: Path, harm: str) -> None:
    bundle = export(run, register, stick)
    whole = bundle.read_bytes()
    if harm == "truncated":
        bundle.write_bytes(whole[:-200])
    elif harm == "changed":
        bundle.write_bytes(whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:])
    elif harm == "empty":
        bundle.write_bytes(b"")
    else:
        bundle.unlink()
        if harm == "a folder":
            bundle.mkdir()
    before = run("check", data=province, as_json=True).data
    refused(run("receive", bundle, data=province), bundle.name)
    assert run("check", data=province, as_json=True).data == before
    assert len(list(stick.glob("92-*.stp"))) == 0


def test_a_bundle_of_a_stranger_is_refused(run: Run, register: Path, province: Path, stick: Path) -> None:
    bundle = export(run, register, stick)
    key = next(card["key"] for card in run("keys", data=province, as_json=True).data["enrolled"])
    assert run("revoke", key, data=province).status == 0
    before = run("check", data=province, as_json=True).data
    refused(run("receive", bundle, data=province), "99901", "thẻ khóa")
    assert run("check", data=province, as_json=True).data == before


def test_a_foreign_receiver_cannot_read_a_bundle(run: Run, register: Path, stick: Path, tmp_path: Path) -> None:
    bundle = export(run, register, stick)
    run("init", "--role", "province", "--unit", "01", data=tmp_path / "hanoi")
    run("enroll", stick / "the-khoa-99901.json", "--checked-by", "Lan", data=tmp_path / "hanoi")
    refused(run("receive", bundle, data=tmp_path / "hanoi"), bundle.name)


def test_nobody_is_enrolled_without_the_telephone(run: Run, register: Path, province: Path, tmp_path: Path) -> None:
    card = run("keys", "--card-to", tmp_path, data=register, as_json=True).data
    answer = run("enroll", card["card_file"], data=province)
    refused(answer, card["own"]["fingerprint"])
    assert run("keys", data=province, as_json=True).data["enrolled"] == []


def test_a_changed_key_card_is_refused(run: Run, register: Path, province: Path, tmp_path: Path) -> None:
    file = Path(run("keys", "--card-to", tmp_path, data=register, as_json=True).data["card_file"])
    card = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(card | {"unit": "99902"}), encoding="utf-8")
    refused(run("enroll", file, "--checked-by", "Hạnh", data=province), "99902")


def test_an_export_needs_the_receivers_key_and_a_folder(run: Run, register: Path, tmp_path: Path) -> None:
    refused(run("export", "--to", tmp_path, data=register), "thẻ khóa")


def test_an_export_to_an_unplugged_stick_is_refused(run: Run, register: Path, stick: Path, tmp_path: Path) -> None:
    refused(run("export", "--to", tmp_path / "unplugged", data=register), "unplugged")


def test_a_level_above_the_route_is_refused(run: Run, register: Path, stick: Path) -> None:
    refused(run("export", "--to", stick, "--level", "full", data=register), "tuyến gửi")
    assert list(stick.glob("*.stp")) == []


def test_figures_leave_the_cases_at_home(run: Run, register: Path, stick: Path) -> None:
    counts = run("export", "--to", stick, "--level", "figures", data=register, as_json=True).data["counts"]
    assert "mediation_case" not in counts
    assert counts["mediator"] == 18
