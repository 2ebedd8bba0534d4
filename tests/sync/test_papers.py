"""The papers that go with a stick say what the stick and the books say, and read back as printed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

import pypdfium2
import pytest

from app.bundles.keys import fingerprint
from app.bundles.lines import write_line
from app.bundles.short_code import short_code
from app.forms.packs import form
from app.ports import Query
from app.problems import Problem
from app.records import MediationCase, Route
from app.rendering.raster import page_image
from app.statistics import periods
from app.usecases import (
    giving_back,
    keys,
    outgoing,
    papers_keys,
    papers_receipt,
    papers_sync,
    printing,
    receiving,
    reporting,
    syncing,
)
from app.usecases.hand_over import Carrier
from app.usecases.paper_code import check_code
from app.usecases.printing import Selection, print_form
from app.usecases.records import save
from db import SqliteStore
from tests.forms import square_code
from tests.sync.conftest import World

COVER, HANDOVER, RECEIPT = "phieu-giao-nhan-du-lieu", "phieu-ban-giao-du-lieu", "bien-nhan-du-lieu"
NAMES = ("Thạch Rích Thy", "Sơn Thị Đa Ny")


def read(pdf: bytes) -> list[str]:
    """Return the words of each page, with single blanks."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(unicodedata.normalize("NFC", text).split()) for text in texts]


def printed(store: SqliteStore, form_id: str, **chosen: object) -> list[str]:
    return read(print_form(store, form_id, Selection(**chosen), ".pdf"))  # type: ignore[arg-type]


def rows(values: Mapping[str, object], key: str) -> list[dict[str, str]]:
    found = values[key]
    assert isinstance(found, list)
    return found


def case_of(store: SqliteStore) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": "HG-2026-T01-01"})))


def send_full(world: World) -> syncing.Exported:
    route = next(world.commune.every(Route))
    route.level, route.level_reason = "full", "Sở yêu cầu (thử)"
    save(world.commune, route)
    return syncing.export_bundle(world.commune, world.stick)


def send_spoiled(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[syncing.Exported, receiving.Received]:
    bad = case_of(world.commune).id

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = write_line(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"success"', b'"state":"perhaps"') if bad.encode() in line[:90] else line

    monkeypatch.setattr(outgoing, "write_line", spoiled)
    sent = syncing.export_bundle(world.commune, world.stick)
    return sent, receiving.receive(world.province, sent.file.path)


# --- the cover sheet --------------------------------------------------------------------------------------------------


def test_a_cover_sheet_names_the_bundle_its_counts_and_the_code_that_proves_the_stick(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    pages = printed(world.commune, COVER, record=sent.bundle)
    assert len(pages) == 1
    assert f"Gói số {sent.number}" in pages[0]
    assert sent.file.path.name in pages[0]
    assert "Sở Tư pháp thành phố Cần Thơ" in pages[0]
    code = re.search(r"MÃ PHIẾU: ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})", pages[0])
    assert code is not None
    assert check_code(world.province, sent.file.path, code[1]).matches


def test_the_counts_of_a_cover_sheet_are_those_of_the_export_and_add_up(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    values = papers_sync.sent_values(world.commune, sent.bundle)
    shown = [row[f"count{half}"] for half in ("", "2") for row in rows(values, "counts") if row[f"count{half}"]]
    assert sorted(map(int, shown)) == sorted(sent.counts.values())
    assert values["total"] == str(sum(sent.counts.values()))


def test_the_period_totals_are_those_of_the_printed_report(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    today = date.today()  # noqa: DTZ011 (exports are of today)
    shown = {row["period"]: row for row in rows(papers_sync.sent_values(world.commune, sent.bundle), "periods")}
    for year in (today.year - 1, today.year):
        period = periods.free_period(date(year, 1, 1), min(date(year, 12, 31), today))
        counted = reporting.table(world.commune, "tong-hop-noi-bo", "hoa-giai", period).named_values()
        found = [row for name, row in shown.items() if name.startswith(f"Năm {year}")]
        expected = [str(counted[column]) for column in ("c1", "c10", "c18", "c19")]
        assert [[row[key] for key in ("received", "success", "failure", "pending")] for row in found] == (
            [expected] if counted["c1"] else []
        )


def test_a_cover_sheet_printed_after_the_register_was_changed_says_so(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    assert papers_sync.sent_values(world.commune, sent.bundle)["changed_since"] == ""
    case = case_of(world.commune)
    case.matter = "noise"
    save(world.commune, case)
    assert "sau khi xuất gói" in printed(world.commune, COVER, record=sent.bundle)[0]


def test_the_square_of_a_cover_sheet_is_read_back_and_proves_the_stick(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    pdf = print_form(world.commune, COVER, Selection(record=sent.bundle), ".pdf")
    dpi = 300
    image = page_image(pdf, 0, dpi=dpi)
    left, top = (round(millimetres / 25.4 * dpi) for millimetres in (165, 264))
    said = square_code.read(image, left, top)
    assert said == papers_sync.sent_values(world.commune, sent.bundle)["qr"]
    assert check_code(world.province, sent.file.path, said).matches


def test_a_bundle_nobody_sent_has_no_cover_sheet(world: World) -> None:
    with pytest.raises(Problem, match="Không thấy gói này"):
        print_form(world.commune, COVER, Selection(record="0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"), ".pdf")


# --- handing over data that names people ------------------------------------------------------------------------------


def test_a_hand_over_sheet_has_two_copies_seven_points_and_names_nobody(world: World) -> None:
    sent = send_full(world)
    pages = printed(world.commune, HANDOVER, record=sent.bundle)
    assert [("Bản 1" in page, "Bản 2" in page) for page in pages] == [(True, False), (False, True)]
    for page in pages:
        assert [f"{point}." in page for point in range(1, 8)] == [True] * 7
        assert short_code(sent.bundle, sent.file.sha256) in page
        assert sent.file.sha256[:16] in page
        assert "Sở yêu cầu (thử)" in page
        assert "Vụ, việc hòa giải (15 hồ sơ)" in page
        assert not any(name in page for name in NAMES)


def test_a_hand_over_sheet_of_a_bundle_without_names_says_that_there_are_none(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    assert "không có họ tên" in printed(world.commune, HANDOVER, record=sent.bundle)[0]


def test_the_stick_stands_in_the_hand_over_sheet_and_in_the_register(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick, carrier=Carrier("USB TƯ PHÁP", "1A2B-3C4D"))
    assert "USB TƯ PHÁP, số 1A2B-3C4D" in printed(world.commune, HANDOVER, record=sent.bundle)[0]
    year = date.today().year  # noqa: DTZ011 (exports are of today)
    (row,) = rows(papers_sync.sticks_values(world.commune, year), "rows")
    assert row["stick"] == "USB TƯ PHÁP, số 1A2B-3C4D"


def test_what_goes_to_another_pc_or_back_to_its_unit_has_its_sheet_and_its_line_too(world: World) -> None:
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    given_back = giving_back.give_back(world.province, "99901", world.stick)
    (line,) = world.province.notes("hand_over")
    assert line["sha256"] == given_back.file.sha256
    page = printed(world.province, HANDOVER, record=line["bundle"])[0]
    assert "phần niêm phong" in page
    assert "Toàn bộ sổ" in page
    year = date.today().year  # noqa: DTZ011 (exports are of today)
    (row,) = rows(papers_sync.sticks_values(world.province, year), "rows")
    assert (row["receipt"], row["note"]) == ("không cần", "phần niêm phong trả lại")
    with pytest.raises(Problem, match="Không thấy tệp này"):
        printed(world.province, HANDOVER, record="khong-co")


def test_a_bundle_from_before_the_register_is_listed_all_the_same(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    world.commune.strike("hand_over", {"bundle": sent.bundle})
    year = date.today().year  # noqa: DTZ011 (exports are of today)
    (row,) = rows(papers_sync.sticks_values(world.commune, year), "rows")
    assert (row["stick"], row["records"], row["note"]) == ("", str(sum(sent.counts.values())), "")
    assert "Bản 2" in printed(world.commune, HANDOVER, record=sent.bundle)[1]


# --- receipts ---------------------------------------------------------------------------------------------------------


def test_a_receipt_is_printed_alike_from_itself_and_from_the_receivers_book(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, got = send_spoiled(world, monkeypatch)
    assert got.receipt is not None
    at_once = papers_receipt.receipt_values(world.province, got.receipt)
    from_book = papers_receipt.booked_values(world.province, sent.bundle)
    alike = ("receipt_number", "code", "received_at", "sender_name", "receiver_name", "refused", "result_totals")
    assert {key: at_once[key] for key in alike} == {key: from_book[key] for key in alike}
    assert [int(row["count"]) for row in rows(at_once, "results")] == [got.receipt.new, 0, 0, 1]
    assert sum(int(row["count"]) for row in rows(from_book, "results")) == got.receipt.sent


def test_a_printed_receipt_names_the_refused_record_its_reason_and_what_to_do(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, got = send_spoiled(world, monkeypatch)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    for store in (world.province, world.commune):
        page = printed(store, RECEIPT, record=sent.bundle)[0]
        assert "HG-2026-T01-01" in page
        assert "Trạng thái" in page
        assert "chọn lại ô “Trạng thái”" in " ".join(page.split())
        assert "xuất gói mới" in page
        assert "Không có hồ sơ nào bị trả lại" not in page


def test_a_receipt_of_a_whole_bundle_says_that_nothing_is_lacking(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    receiving.receive(world.province, sent.file.path)
    page = printed(world.province, RECEIPT, record=sent.bundle)[0]
    assert "Không có hồ sơ nào bị trả lại." in page
    assert "Không thiếu gì." in page


def test_there_is_no_receipt_before_one_came(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    with pytest.raises(Problem, match="chưa có biên nhận"):
        print_form(world.commune, RECEIPT, Selection(record=sent.bundle), ".pdf")


# --- keys, levels, sticks ---------------------------------------------------------------------------------------------


def test_a_key_card_shows_the_digits_that_the_file_of_the_card_has(world: World) -> None:
    page = printed(world.commune, "the-khoa")[0]
    assert fingerprint(keys.own_card(world.commune)) in page
    digits = papers_keys.card_values(world.commune)["qr"]
    assert digits == "STPK1:" + fingerprint(keys.own_card(world.commune)).replace(" ", "")


def test_what_leaves_is_that_of_the_route_and_never_the_parties_names(world: World) -> None:
    values = papers_sync.leaving_values(world.commune)
    case = next(row for row in rows(values, "rows") if row["kind"] == MediationCase.title)
    assert "Nội dung chủ yếu" not in case["out"]
    assert "Nội dung" in case["stay"]
    assert "Hồ sơ đã ẩn danh" in printed(world.commune, "du-lieu-roi-may")[0]
    send_full(world)
    full = papers_sync.leaving_values(world.commune)
    assert next(row for row in rows(full, "rows") if row["kind"] == MediationCase.title)["stay"] == "–"


def test_the_register_of_sticks_lists_a_years_bundles_with_their_receipts(world: World) -> None:
    first = syncing.export_bundle(world.commune, world.stick)
    got = receiving.receive(world.province, first.file.path)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    syncing.export_bundle(world.commune, world.stick)
    year = date.today().year  # noqa: DTZ011 (exports are of today)
    listed = rows(papers_sync.sticks_values(world.commune, year), "rows")
    assert [row["number"] for row in listed] == ["1", "2"]
    assert listed[0]["receipt"].startswith("số 1, ")
    assert listed[1]["receipt"] == "chưa có"
    assert rows(papers_sync.sticks_values(world.commune, year - 1), "rows") == []
    assert short_code(first.bundle, first.file.sha256) in printed(world.commune, "so-theo-doi-usb", year=year)[0]


def test_papers_of_one_bundle_are_not_offered_among_the_books(world: World) -> None:
    offered = {offered.id for offered in printing.registers()}
    assert {"the-khoa", "du-lieu-roi-may", "so-theo-doi-usb"} <= offered
    assert not {COVER, HANDOVER, RECEIPT} & offered
    sent = syncing.export_bundle(world.commune, world.stick)
    name = printing.paper_name(world.commune, form(COVER), Selection(record=sent.bundle))
    assert name == f"{COVER}-goi-{world.commune.unit}-{sent.number}"
