"""An officer's Excel register in, looked at first, taken whole or not at all, taken back; lists out as Excel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.records.catalogues import SCOPES
from tests.cli.running import Answer, Run

BOOK = (
    "STT",
    "Ngày tiếp nhận",
    "Tổ",
    "Hòa giải viên",
    "Các bên",
    "Nội dung",
    "Thỏa thuận",
    "Kết quả",
    "Phạm vi hòa giải",
)
SCOPE = SCOPES[0][1]
PEOPLE = ("Họ và tên", "Tổ hòa giải", "Giới tính", "Năm sinh", "Dân tộc", "Trình độ", "Điện thoại", "Ngày công nhận")
EVENTS = ("Hình thức", "Tên, chủ đề", "Trạng thái", "Ngày bắt đầu", "Địa điểm", "Ấp, khóm", "Số lượt người dự")


def sheet(tmp_path: Path, heads: Sequence[str], *rows: Sequence[Any], name: str = "sổ.xlsx") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["SỔ THEO DÕI HƯ CẤU"])
    page.append([])
    for row in (heads, *rows):
        page.append(list(row))
    book.save(tmp_path / name)
    return tmp_path / name


def refused(answer: Answer, *said: str) -> None:
    assert answer.status == 2
    assert "Traceback" not in answer.err
    for words in said:
        assert words in answer.err + answer.out


def dumped(run: Run, register: Path, kind: str) -> Any:
    return run("list", kind, data=register, as_json=True).data


@pytest.fixture
def book(run: Run, register: Path, tmp_path: Path) -> Path:
    """Two cases of the group T01, as its paper book says them."""
    [group] = [one for one in dumped(run, register, "mediation_group") if one["code"] == "T01"]
    [name, *_] = [one["full_name"] for one in dumped(run, register, "mediator") if one["group"] == group["id"]]
    numbers = [one["number"] for one in dumped(run, register, "mediation_case") if one["group"] == group["id"]]
    first = max(numbers) + 1
    parties = "Trần Văn Cam, 45 tuổi, ấp Hư Cấu; Lê Thị Quýt (1980), ấp Giả Định"
    return sheet(
        tmp_path,
        BOOK,
        (first, date(2026, 11, 2), "T01", name, parties, "Ranh đất", "Cùng dời hàng rào", "Thành", SCOPE),
        (
            first + 1,
            "03/11/2026",
            group["name"],
            name,
            "A Mẫu; B Mẫu",
            "Tiếng ồn",
            "Không nhất trí",
            "Không thành",
            SCOPE,
        ),
    )


# --- the paper book ---


def test_a_preview_says_what_would_happen_and_keeps_nothing(run: Run, register: Path, book: Path) -> None:
    before = dumped(run, register, "mediation_case")
    told = run("import", "mediation_case", book, "--dry-run", data=register, as_json=True)
    assert told.status == 0, told.out
    assert told.data["import"] is None
    assert told.data["counts"] == {"new": 2, "changed": 0, "same": 0, "refused": 0}
    assert [row["row"] for row in told.data["rows"]] == [4, 5]
    assert dumped(run, register, "mediation_case") == before
    assert "chưa ghi gì" in run("import", "mediation_case", book, "--dry-run", data=register).out


def test_the_paper_book_becomes_complete_cases(run: Run, register: Path, book: Path) -> None:
    done = run("import", "mediation_case", book, data=register, as_json=True)
    assert done.status == 0, done.err
    first, second = (
        run("show", "mediation_case", r["id"], data=register, as_json=True).data for r in done.data["rows"]
    )
    assert (first["state"], first["agreement"], first["received_on"]) == ("success", "Cùng dời hàng rào", "2026-11-02")
    assert [party["full_name"] for party in first["parties"]] == ["Trần Văn Cam", "Lê Thị Quýt"]
    assert [party["birth_year"] for party in first["parties"]] == [1981, 1980]
    assert (second["state"], second["failure_reason"], second["draft"]) == ("failure", "Không nhất trí", False)
    assert second["number"] == first["number"] + 1


def test_the_same_sheet_twice_changes_nothing(run: Run, register: Path, book: Path) -> None:
    run("import", "mediation_case", book, data=register)
    before = dumped(run, register, "mediation_case")
    again = run("import", "mediation_case", book, data=register, as_json=True)
    assert again.data["counts"] == {"new": 0, "changed": 0, "same": 2, "refused": 0}
    assert again.data["import"] is None
    assert dumped(run, register, "mediation_case") == before


def test_an_import_taken_back_leaves_what_was_before(run: Run, register: Path, book: Path) -> None:
    before = {kind: dumped(run, register, kind) for kind in ("mediation_case", "void_number", "mediator")}
    number = run("import", "mediation_case", book, data=register, as_json=True).data["import"]
    assert run("undo-import", number, data=register).status == 0
    assert {kind: dumped(run, register, kind) for kind in before} == before
    assert run("check", data=register).status == 0
    refused(run("undo-import", number, data=register), "đã được hoàn tác")
    assert run("import", "mediation_case", book, data=register, as_json=True).data["counts"]["new"] == 2


def test_marks_in_two_columns_say_how_a_case_ended(run: Run, register: Path, tmp_path: Path) -> None:
    heads = ("Ngày tiếp nhận", "Tổ hòa giải", "Các bên", "Nội dung chủ yếu", "Hòa giải thành", "Hòa giải không thành")
    file = sheet(tmp_path, heads, ("4/11/2026", "T01", "A Mẫu; B Mẫu", "Nợ", "x", "x"))
    refused(run("import", "mediation_case", file, data=register), "Dòng 4", "cả thành và không thành")


# --- all or nothing ---


def test_one_wrong_row_keeps_all_of_them_out_and_each_fault_is_named(run: Run, register: Path, tmp_path: Path) -> None:
    before = dumped(run, register, "mediator")
    good = ("Lê Thị Mẫu", "T01", "Nữ", 1990, "Kinh", "Chưa qua đào tạo", "0909000111", "")
    bad = ("Trần Văn Mẫu", "T99", "nam nữ", "31/02/2026", "Kinh", "", 909000111, "")
    file = sheet(tmp_path, PEOPLE, _mediator(run, register, good), bad)
    said = run("import", "mediator", file, data=register)
    refused(said, "Dòng 5", "“Tổ hòa giải”: không có “T99”", "“Giới tính”", "“Năm sinh”", "chưa nhập dòng nào")
    assert dumped(run, register, "mediator") == before


def test_sound_rows_are_taken_when_the_others_may_go_into_a_file_of_their_own(
    run: Run, register: Path, tmp_path: Path
) -> None:
    good = _mediator(run, register, ("Lê Thị Mẫu", "T01", "Nữ", 1990, "Kinh", "", "0909000111", ""))
    file = sheet(tmp_path, PEOPLE, good, ("Trần Văn Mẫu", "T99", "Nam", "", "Kinh", "", "", ""))
    left = tmp_path / "chưa nhập.xlsx"
    done = run("import", "mediator", file, "--rejects", left, data=register, as_json=True)
    assert done.status == 1
    assert done.data["counts"] == {"new": 1, "changed": 0, "same": 0, "refused": 1}
    page = openpyxl.load_workbook(left).active
    heads, row = ([cell.value for cell in line] for line in page.iter_rows())
    assert heads[-1] == "Lý do chưa nhập"
    assert row[0] == "Trần Văn Mẫu"
    assert "không có “T99”" in row[-1]
    page.cell(2, 2).value = "T01"
    page.cell(2, 6).value = good[5]
    page.parent.save(left)
    assert run("import", "mediator", left, data=register, as_json=True).data["counts"]["new"] == 1
    assert "không khóa" in run("import", "mediator", file, "--rejects", left, data=register).out


def _mediator(run: Run, register: Path, row: Sequence[Any]) -> tuple[Any, ...]:
    """Put in words of the catalogue for the training in law."""
    kinds = run("kinds", as_json=True).data
    [field] = [f for k in kinds if k["kind"] == "mediator" for f in k["fields"] if f["name"] == "law_training"]
    return (*row[:5], field["options"][0]["label"], *row[6:])


def test_a_row_that_lacks_something_may_be_kept_as_a_draft(run: Run, register: Path, tmp_path: Path) -> None:
    file = sheet(tmp_path, PEOPLE[:2], ("Lê Thị Mẫu", "T01"))
    refused(run("import", "mediator", file, data=register), "Giới tính")
    done = run("import", "mediator", file, "--draft", data=register, as_json=True)
    [row] = done.data["rows"]
    assert run("show", "mediator", row["id"], data=register, as_json=True).data["draft"]


def test_a_telephone_that_may_have_lost_its_zero_and_a_name_that_is_there_already_deserve_a_look(
    run: Run, register: Path, tmp_path: Path
) -> None:
    [known, *_] = dumped(run, register, "mediator")
    row = _mediator(run, register, (known["full_name"], "T01", "Nữ", 1991, "Kinh", "", 909000111, ""))
    [said] = run("import", "mediator", sheet(tmp_path, PEOPLE, row), "--dry-run", data=register, as_json=True).data[
        "rows"
    ]
    assert any("mất số 0" in words for words in said["words"])
    assert any("Có thể đã ghi rồi" in words for words in said["words"])


def test_sheets_that_are_not_read_are_named(run: Run, register: Path, book: Path) -> None:
    file = openpyxl.load_workbook(book)
    file.create_sheet("Năm 2025")
    file.save(book)
    assert "Trang tính không đọc: “Năm 2025”" in run("import", "mediation_case", book, "--dry-run", data=register).out


# --- events ---


def test_events_are_taken_with_their_hamlets_and_unknown_columns_are_told(
    run: Run, register: Path, tmp_path: Path
) -> None:
    hamlets = [one["_label"] for one in dumped(run, register, "hamlet")][:2]
    row = ("Hội nghị, hội thảo phổ biến", "Luật Đất đai", "Dự kiến", "5.12.26", "Nhà văn hóa", "; ".join(hamlets), "")
    file = sheet(tmp_path, (*EVENTS, "Cột của riêng tôi"), (*row, "gì đó"))
    done = run("import", "outreach_event", file, data=register, as_json=True)
    assert done.status == 0, done.out
    assert done.data["unknown_columns"] == ["Cột của riêng tôi"]
    [said] = done.data["rows"]
    event = run("show", "outreach_event", said["id"], data=register, as_json=True).data
    assert (event["form"], event["starts_on"], len(event["hamlets"])) == ("conference", "2026-12-05", 2)


# --- mended in Excel ---


def test_everything_exported_and_read_in_again_is_the_same(run: Run, register: Path, tmp_path: Path) -> None:
    for kind in ("mediation_case", "outreach_event", "mediator", "propagandist", "hamlet", "mediation_group"):
        file = tmp_path / f"{kind}.xlsx"
        out = run("export-excel", kind, file, "--full", data=register, as_json=True)
        assert out.status == 0, out.err
        back = run("import", kind, file, data=register, as_json=True)
        assert back.status == 0, back.out
        assert back.data["counts"]["same"] == out.data["records"] > 0
        assert back.data["unknown_columns"] == []


def test_a_cell_mended_in_excel_changes_its_field_alone_and_can_be_taken_back(
    run: Run, register: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sửa.xlsx"
    run("export-excel", "mediator", file, "--full", data=register)
    book = openpyxl.load_workbook(file)
    heads = [cell.value for cell in book.active[1]]
    book.active.cell(2, heads.index("Nghề nghiệp, thành phần") + 1).value = "Giáo viên (sửa)"
    book.active.cell(2, heads.index("Giới tính") + 1).value = None
    book.save(file)
    before = dumped(run, register, "mediator")
    done = run("import", "mediator", file, data=register, as_json=True)
    assert done.data["counts"]["changed"] == 1
    after = dumped(run, register, "mediator")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(new | {"occupation": old["occupation"]}, new["occupation"]) for old, new in changed] == [
        (changed[0][0], "Giáo viên (sửa)")
    ]
    assert run("undo-import", done.data["import"], data=register).status == 0
    assert dumped(run, register, "mediator") == before


def test_a_list_out_names_nobody_and_heads_alone_can_be_filled_in(run: Run, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "danh sách.xlsx"
    assert run("export-excel", "mediation_case", file, data=register).status == 0
    said = str([[cell.value for cell in row] for row in openpyxl.load_workbook(file).active.iter_rows()])
    case = dumped(run, register, "mediation_case")[0]
    assert case["code"] in said
    assert case["parties"][0]["full_name"] not in said
    assert "giữ trong máy" in run("export-excel", "mediation_case", file, "--full", data=register).out
    run("export-excel", "mediation_case", file, "--blank", data=register)
    [heads] = [[cell.value for cell in row] for row in openpyxl.load_workbook(file).active.iter_rows()]
    assert {"Ngày tiếp nhận", "Tổ hòa giải", "Các bên"} <= set(heads)


# --- what cannot be done ---


def test_an_import_that_went_out_or_was_worked_on_is_not_taken_back(
    run: Run, register: Path, province: Path, book: Path, tmp_path: Path
) -> None:
    done = run("import", "mediation_case", book, data=register, as_json=True).data
    changed = tmp_path / "sửa.json"
    changed.write_text(
        json.dumps({"_kind": "mediation_case", "id": done["rows"][0]["id"], "note": "sửa"}), encoding="utf-8"
    )
    assert run("add", "mediation_case", changed, data=register).status == 0
    refused(run("undo-import", done["import"], data=register), "Sau khi nhập đã sửa")
    card = run("keys", "--card-to", tmp_path, data=province, as_json=True).data["card_file"]
    run("enroll", card, "--checked-by", "Hạnh", data=register)
    assert run("export", "--to", tmp_path, data=register).status == 0
    refused(run("undo-import", done["import"], data=register), "đã xuất gói số 1")
    assert [one["number"] for one in run("undo-import", data=register, as_json=True).data] == [1]


def test_what_was_asked_wrong_is_said(run: Run, register: Path, book: Path, tmp_path: Path) -> None:
    refused(run("import", "mediator", book, data=register), "không có dòng tên cột", "export-excel mediator")
    refused(run("import", "frozen_report", book, data=register), "do chương trình ghi")
    refused(run("import", "mediation_case", book, "--sheet", "Hai", data=register), "không có trang tính")
    refused(run("import", "mediation_case", tmp_path / "none.xlsx", data=register), "Không đọc được tệp")
    refused(run("import", "no_such_kind", book, data=register))
    refused(run("undo-import", "7", data=register), "Không có lần nhập số 7")
    refused(run("export-excel", "mediator", tmp_path / "a.csv", data=register), ".xlsx")
    refused(run("export-excel", "mediator", tmp_path / "none" / "a.xlsx", data=register), "Không có thư mục")
    twice = sheet(tmp_path, ("Họ và tên", "Họ và tên", "Tổ hòa giải"), ("A", "B", "T01"), name="hai.xlsx")
    refused(run("import", "mediator", twice, data=register), "cùng chỉ một ô")
