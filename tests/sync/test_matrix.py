"""The receiving office's view: which month of which unit came, what is lacking, and a whole folder taken at once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from app.bundles.lines import write_line
from app.bundles.short_code import read_code, short_code, square_of
from app.ports import Query
from app.problems import Problem
from app.records import MediationCase, Office
from app.usecases import keys, outgoing, receiving, syncing
from app.usecases.paper_code import check_code
from app.usecases.receiving_many import receive_folder
from app.usecases.receiving_office import matrix, open_refusals
from app.usecases.records import save
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World

FOUNDED = date(2025, 7, 1)  # the fictional commune
LAST_YEAR = date.today().year - 1  # noqa: DTZ011 (bundles are made today)


def codes(store: SqliteStore, year: int, today: date) -> list[str]:
    lines = matrix(store, year, today)
    assert [line.unit for line in lines] == ["99901"]
    return [cell.code for cell in lines[0].cells]


def through(year: int, code: str) -> list[str]:
    """Return the same for every month of a year in which the commune existed."""
    return [code if date(year, month, 1) >= FOUNDED else "absent" for month in range(1, 13)]


def case_of(store: SqliteStore, code: str = "HG-2026-T01-01") -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def change(world: World, matter: str) -> None:
    case = case_of(world.commune)
    case.matter = matter
    save(world.commune, case)


def spoil(monkeypatch: pytest.MonkeyPatch, id: str) -> None:
    whole = write_line

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = whole(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"success"', b'"state":"perhaps"') if id.encode() in line[:90] else line

    monkeypatch.setattr(outgoing, "write_line", spoiled)


# --- the grid ---------------------------------------------------------------------------------------------------------


def test_months_without_data_are_lacking_until_the_report_that_takes_them_in_was_due(world: World) -> None:
    assert codes(world.province, 2026, date(2026, 6, 8)) == ["lacking"] * 5 + ["coming"] * 7
    assert codes(world.province, 2026, date(2026, 7, 15)) == ["overdue"] * 5 + ["lacking"] + ["coming"] * 6
    assert codes(world.province, 2026, date(2027, 3, 1)) == ["overdue"] * 12


def test_a_bundle_fills_every_month_that_was_over_when_it_was_made_and_no_other(world: World) -> None:
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    today = date.today()  # noqa: DTZ011 (bundles are made today)
    assert codes(world.province, LAST_YEAR, today) == through(LAST_YEAR, "full")
    later = date(today.year + 1, 1, 5)
    assert codes(world.province, today.year + 1, later)[:1] == ["coming"]
    this_year = codes(world.province, today.year, later)
    assert this_year == ["full"] * (today.month - 1) + this_year[today.month - 1 :]
    assert "full" not in this_year[today.month - 1 :]


def test_a_gap_makes_months_lacking_until_the_whole_state_comes(world: World) -> None:
    first = receiving.receive(
        world.province, syncing.export_bundle(world.commune, world.stick, delta_above=0).file.path
    )
    assert first.receipt_file is not None
    receiving.receive(world.commune, first.receipt_file.path)
    change(world, "noise")
    lost = syncing.export_bundle(world.commune, world.stick, delta_above=0)
    world.commune.note("sent_bundle", sent_row(world, lost.bundle) | {"receipt": "9", "receipt_at": "2026-01-01"})
    change(world, "loan")
    other = create_register(made(world.folder / "sở khác"), KEY, unit="92")
    other.put(Office(code="92", name="Sở Tư pháp thử", kind="province"))
    other.set_setting("keys", world.province.setting("keys"))
    keys.enroll(other, keys.card_file(world.commune)[1], checked_by="thử")
    receiving.receive(other, syncing.export_bundle(world.commune, world.stick, delta_above=0).file.path)
    today = date.today()  # noqa: DTZ011 (bundles are made today)
    assert codes(other, LAST_YEAR, today) == ["lacking"] * 12  # nobody told it of the commune yet
    assert matrix(other, LAST_YEAR, today)[0].gaps
    receiving.receive(other, syncing.export_bundle(world.commune, world.stick, full=True).file.path)
    assert codes(other, LAST_YEAR, today) == through(LAST_YEAR, "full")
    other.close()


def sent_row(world: World, bundle: str) -> dict[str, object]:
    return world.commune.notes("sent_bundle", {"bundle": bundle})[0]


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_refused_record_marks_its_month_until_it_comes_again_mended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = case_of(world.commune)
    spoil(monkeypatch, bad.id)
    for _ in range(2):
        receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    monkeypatch.undo()
    assert [(one.kind, one.id) for one in open_refusals(world.province)] == [("mediation_case", bad.id)]
    assert bad.received_on is not None
    shown = codes(world.province, bad.received_on.year, date(2027, 2, 1))
    assert [place for place, code in enumerate(shown, start=1) if code == "faulty"] == [bad.received_on.month]
    change(world, "noise")
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert open_refusals(world.province) == []
    assert "faulty" not in codes(world.province, bad.received_on.year, date(2027, 2, 1))


def test_a_unit_we_trust_is_listed_before_anything_came_and_a_revoked_one_is_not(world: World) -> None:
    assert [line.name for line in matrix(world.province, 2026)] == ["xã Sen Vàng (hư cấu)"]
    keys.revoke(world.province, keys.own_card(world.commune).key())
    assert matrix(world.province, 2026) == []


# --- a folder at once -------------------------------------------------------------------------------------------------


def test_a_folder_is_taken_whole_though_one_file_is_damaged_and_one_is_a_strangers(world: World) -> None:
    first = syncing.export_bundle(world.commune, world.stick)
    change(world, "noise")
    second = syncing.export_bundle(world.commune, world.stick)
    (world.stick / "ghi chú.txt").write_text("không phải gói", encoding="utf-8")
    (world.stick / "aaa.stp").write_bytes(b"hong")
    cut = second.file.path.read_bytes()[:-7]
    (world.stick / "cut.stp").write_bytes(cut)
    stranger = create_register(made(world.folder / "xã lạ"), KEY, unit="99777")
    stranger.put(Office(code="99777", name="xã lạ", kind="commune"))
    stranger.close()
    results = {one.file: one for one in receive_folder(world.province, world.stick)}
    assert set(results) == {"aaa.stp", "cut.stp", first.file.path.name, second.file.path.name}
    assert [results[name].received for name in ("aaa.stp", "cut.stp")] == [None, None]
    assert "không phải gói" in results["aaa.stp"].words
    assert "cắt cụt" in results["cut.stp"].words
    assert results[first.file.path.name].sound()
    assert case_of(world.province).matter == "noise"


def test_a_register_gets_one_receipt_and_taking_the_folder_again_passes_over_it(world: World) -> None:
    syncing.export_bundle(world.commune, world.stick)
    change(world, "noise")
    second = syncing.export_bundle(world.commune, world.stick)
    results = receive_folder(world.province, world.stick)
    receipts = [one.receipt_file for one in results if one.receipt_file]
    assert len(results) == 2
    assert len(receipts) == 1
    home = receiving.receive(world.commune, world.stick / receipts[0])
    assert home.acknowledged is not None
    assert home.acknowledged.bundle == second.bundle
    again = receive_folder(world.province, world.stick)
    assert len(again) == 2
    assert all("đã nhận trước đây" in one.words for one in again)


def test_an_older_bundle_with_a_refused_record_gets_its_own_receipt(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = case_of(world.commune)
    spoil(monkeypatch, bad.id)
    first = syncing.export_bundle(world.commune, world.stick)
    monkeypatch.undo()
    change(world, "noise")
    syncing.export_bundle(world.commune, world.stick)
    results = {one.file: one for one in receive_folder(world.province, world.stick)}
    assert all(one.receipt_file for one in results.values())
    assert not results[first.file.path.name].sound()
    assert "1 trả lại" in results[first.file.path.name].words


def test_an_empty_folder_and_a_missing_one_are_said(world: World) -> None:
    with pytest.raises(Problem, match="Không thấy gói nào"):
        receive_folder(world.province, made(world.folder / "rỗng"))
    with pytest.raises(Problem, match="Không đọc được thư mục"):
        receive_folder(world.province, world.folder / "không có")


# --- paper and stick --------------------------------------------------------------------------------------------------


def test_the_code_on_paper_tells_this_stick_from_another(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    code = short_code(sent.bundle, sent.file.sha256)
    checked = check_code(world.province, sent.file.path, code)
    assert checked.matches
    assert (checked.unit, checked.number) == ("99901", sent.number)
    assert checked.unit_name in checked.words()
    assert check_code(world.province, sent.file.path, square_of(sent.bundle, sent.file.sha256)).matches
    other = syncing.export_bundle(world.commune, world.stick)
    swapped = check_code(world.province, other.file.path, code)
    assert not swapped.matches
    assert "chưa ký nhận" in swapped.words()
    assert world.province.notes("received_bundle") == []


def test_a_code_is_read_as_people_write_it_and_a_short_one_is_refused() -> None:
    code = short_code("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506", "ab" * 32)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    sloppy = " ".join(groups).lower().replace("0", "o").replace("1", "l")
    assert read_code(sloppy) == code
    assert short_code("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506", "ac" * 32) != code
    with pytest.raises(Problem, match="đã gõ 15"):
        read_code(code[:-1])


def test_a_copy_under_another_name_is_the_same_stick_and_a_spoiled_one_is_refused(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    code = short_code(sent.bundle, sent.file.sha256)
    copy = world.folder / "bản chép.stp"
    shutil.copy(sent.file.path, copy)
    assert check_code(world.province, copy, code).matches
    copy.write_bytes(copy.read_bytes()[:-1] + b"\x01")
    with pytest.raises(Problem, match="hỏng hoặc bị sửa"):
        check_code(world.province, copy, code)
