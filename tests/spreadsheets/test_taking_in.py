"""What a sheet may change of records that are kept, and that taking it back leaves nothing of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.ports import Query
from app.records import MediationCase, MediationGroup, Mediator, VoidNumber
from app.records.base import Record
from app.records.catalogues import SCOPES
from app.spreadsheets.writing import workbook
from app.usecases import records
from app.usecases.demonstration import COMMUNE, load_demo
from app.usecases.excel_book import undo_import
from app.usecases.excel_import import Imported, Wish, import_sheet
from db import SqliteStore, create_register, open_register

KEY = bytes(range(32))
WORK = "Nghề nghiệp, thành phần"


@pytest.fixture(scope="module")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "register"
    folder.mkdir()
    made = create_register(folder, KEY, unit=COMMUNE, author="Người thử")
    load_demo(made)
    made.close()
    return folder


@pytest.fixture
def store(_model: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    """The fictional commune."""
    opened = open_register(Path(shutil.copytree(_model, tmp_path / "sổ")), KEY, author="Người thử")
    yield opened
    opened.close()


def taken(store: SqliteStore, tmp_path: Path, kind: type[Record], *rows: dict[str, Any], **wish: Any) -> Imported:
    """Take in a sheet of rows under the heads that they name."""
    book, heads = openpyxl.Workbook(), list(dict.fromkeys(head for row in rows for head in row))
    book.active.append(heads)
    for row in rows:
        book.active.append([row.get(head) for head in heads])
    book.save(tmp_path / "sửa.xlsx")
    return import_sheet(store, kind, tmp_path / "sửa.xlsx", Wish(**wish))


def whats(done: Imported) -> list[str]:
    return [row.what for row in done.rows]


def mended(record: Record, head: str, value: object) -> dict[str, Any]:
    return {"Mã hồ sơ": record.id, head: value}


def test_a_record_mended_in_two_rows_is_taken_back_to_what_it_was_before_both(
    store: SqliteStore, tmp_path: Path
) -> None:
    one = next(store.every(Mediator))
    rows = [mended(one, WORK, f"Giáo viên (lần {time})") for time in (1, 2)]
    done = taken(store, tmp_path, Mediator, *rows)
    assert whats(done) == ["changed", "changed"]
    assert store.get(Mediator, one.id).occupation == "Giáo viên (lần 2)"
    assert undo_import(store, done.number).count == 1
    assert store.get(Mediator, one.id).occupation == one.occupation


@pytest.mark.parametrize("written", ["{} giồng cấy", "{} GIỒNG CẤY"])
def test_marks_and_capitals_mended_in_a_sheet_are_a_change(written: str, store: SqliteStore, tmp_path: Path) -> None:
    one = next(store.every(Mediator))
    one.occupation = "Nghề giong cay"
    records.save(store, one)
    done = taken(store, tmp_path, Mediator, mended(one, WORK, written.format("Nghề")))
    assert whats(done) == ["changed"]
    assert store.get(Mediator, one.id).occupation == written.format("Nghề")


def test_a_value_written_in_another_way_changes_nothing(store: SqliteStore, tmp_path: Path) -> None:
    one = next(one for one in store.every(Mediator) if one.sex == "female")
    done = taken(store, tmp_path, Mediator, mended(one, "Giới tính", "NỮ") | {WORK: f"  {one.occupation}"})
    assert (whats(done), done.number) == (["same"], 0)


def test_a_record_that_was_removed_is_not_changed_unseen(store: SqliteStore, tmp_path: Path) -> None:
    one = next(store.every(Mediator))
    records.remove(store, one)
    done = taken(store, tmp_path, Mediator, mended(one, WORK, "Giáo viên"))
    assert whats(done) == ["refused"]
    assert "đã xóa" in done.rows[0].words[0]


def test_a_case_does_not_leave_its_book_by_a_sheet(store: SqliteStore, tmp_path: Path) -> None:
    """It would leave a number behind, and the reason of that belongs to a person."""
    case = next(
        case for case in store.every(MediationCase, Query(order="received_on")) if case.number and not case.draft
    )
    assert case.received_on
    before = store.ids(VoidNumber)
    other_year = case.received_on.replace(year=case.received_on.year - 1)
    done = taken(store, tmp_path, MediationCase, mended(case, "Ngày tiếp nhận", other_year), sound_rows=True)
    assert whats(done) == ["refused"]
    assert "“Ngày tiếp nhận” sang năm khác" in done.rows[0].words[0]
    assert store.ids(VoidNumber) == before


def test_a_number_that_jumps_is_told_of_a_row_as_of_a_case_that_is_typed(store: SqliteStore, tmp_path: Path) -> None:
    cases = [case for case in store.every(MediationCase) if case.number and case.mediators and case.received_on]
    last = max(cases, key=lambda case: (case.received_on, case.number))
    alike = [case.number or 0 for case in cases if case.group == last.group]
    row = {
        "STT": max(alike) + 4,
        "Ngày tiếp nhận": last.received_on,
        "Tổ": store.get(MediationGroup, last.group).code,
        "Hòa giải viên": store.get(Mediator, last.mediators[0].mediator).full_name,
        "Các bên": "Trần Văn Cam; Lê Thị Quýt",
        "Nội dung": "Ranh đất",
        "Thỏa thuận": "Cùng dời hàng rào",
        "Kết quả": "Thành",
        "Phạm vi hòa giải": SCOPES[0][1],
    }
    [said] = taken(store, tmp_path, MediationCase, row).rows
    assert said.what == "new"
    assert any("còn trống số" in words for words in said.words)


def test_how_far_it_is_is_told_and_stopping_keeps_nothing(store: SqliteStore, tmp_path: Path) -> None:
    people = list(store.every(Mediator))[:3]
    file = tmp_path / "sửa.xlsx"
    file.write_bytes(workbook("Sổ", ["Mã hồ sơ", WORK], [[one.id, "Nghề mới"] for one in people]))
    heard: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        import_sheet(store, Mediator, file, tell=stop)
    assert heard == [(0, 3), (1, 3), (2, 3)]
    assert store.get(Mediator, people[0].id).occupation == people[0].occupation
    assert import_sheet(store, Mediator, file).counts()["changed"] == 3


def test_a_quarrel_that_two_rows_tell_is_said_once(store: SqliteStore, tmp_path: Path) -> None:
    case = next(case for case in store.every(MediationCase) if not case.draft and len(case.parties) > 1)
    again = {
        "Ngày tiếp nhận": case.received_on,
        "Các bên": "; ".join(party.full_name for party in case.parties),
        "Nội dung": "Việc khác, cùng các bên",
    }
    [row] = taken(store, tmp_path, MediationCase, again, as_draft=True, look_only=True).rows
    assert [case.label() in words for words in row.words].count(True) == 1


def test_a_head_that_begins_one_label_only_is_that_field_and_is_told(store: SqliteStore, tmp_path: Path) -> None:
    group = next(store.every(MediationGroup))
    row = {"Họ và tên": "Lê Thị Mẫu", "Tổ": group.code, "Giới": "Nữ", "Dân tộc": "Kinh", "Ngày": "1/2/2020", "Số": 7}
    done = taken(store, tmp_path, Mediator, row)
    assert whats(done) == ["new"]
    made = store.get(Mediator, done.rows[0].id)
    assert (made.group, made.sex) == (group.id, "female")
    assert dict(done.begun) == {"Tổ": "Tổ hòa giải", "Giới": "Giới tính"}
    assert done.unknown == ("Ngày", "Số")


def test_a_beginning_gives_way_to_the_whole_label(store: SqliteStore, tmp_path: Path) -> None:
    one = next(store.every(Mediator))
    done = taken(store, tmp_path, Mediator, mended(one, WORK, "Giáo viên") | {"Nghề": "Nghề khác", "Nghề nghiệp": "X"})
    assert done.unknown == ("Nghề", "Nghề nghiệp")
    assert store.get(Mediator, one.id).occupation == "Giáo viên"
    done = taken(store, tmp_path, Mediator, {"Mã hồ sơ": one.id, "Dân tộc": "Kinh", "Nghề": "A", "Nghề nghiệp": "B"})
    assert done.unknown == ("Nghề", "Nghề nghiệp")
