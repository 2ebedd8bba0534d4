"""The window of a receiving office with three communes: from the matrix to the list to the record, unit by unit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from app.records import MediationCase, OutreachEvent
from app.usecases import by_unit, saved_filters
from app.usecases.demonstration_office import PROVINCE, PROVINCE_NAME
from app.usecases.saved_filters import SavedFilter
from db.register import open_register
from db.store import SqliteStore
from db.vault import Cost, change_passphrase, unlock
from tests.sync import merging
from tests.sync.merging import CODES, NAMES, Past
from tests.sync.receiver import merge_three, take_three
from tests.ui.pages.people import WORDS, Answers, register
from ui.command_line import make_register
from ui.main import Opened, make_window
from ui.pages.events import Events
from ui.pages.list_saving import listing_of
from ui.pages.matrix import Matrix
from ui.pages.statistics import Statistics
from ui.widgets.rows import BEFORE, UNIT
from ui.window import Window

YEAR = 2026  # of the fictional records


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> list[Past]:
    return merging.make_past(tmp_path_factory.mktemp("ba xã"))


@pytest.fixture(scope="module")
def received(past: list[Past], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sở") / "register"
    store, raw_key, _ = make_register(folder, WORDS, unit=PROVINCE, author="Sở")
    take_three(store, past, tmp_path_factory.mktemp("USB"))
    store.close()
    change_passphrase(folder, raw_key, WORDS, Cost(rounds=1, memory=64, lanes=1))
    return folder


@pytest.fixture
def office(qtbot: QtBot, received: Path, tmp_path: Path) -> Iterator[Window]:
    folder = Path(shutil.copytree(received, tmp_path / "province"))
    raw_key = unlock(folder, WORDS)
    store = open_register(folder, raw_key)
    made = make_window(Opened(store, folder, raw_key), tmp_path / "log" / "x.log")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    store.close()


def store_of(window: Window) -> SqliteStore:
    store = window.session.store
    assert isinstance(store, SqliteStore)
    return store


def cells(window: Window, page: str, column: str) -> list[str]:
    rows = register(window, page).table.rows
    place = [name for name, _ in rows.columns].index(column)
    return [str(rows.index(row, place).data()) for row in range(rows.rowCount())]


def choose(window: Window, page: str, words: str) -> None:
    combo = register(window, page).filters.unit
    assert combo is not None
    combo.setCurrentIndex(combo.findText(words))


def stand_on(window: Window, unit: str, month: int) -> Matrix:
    page = window.go("matrix")
    assert isinstance(page, Matrix)
    page.year.setCurrentIndex(page.year.findData(YEAR))
    row = [line.unit for line in page.lines].index(unit)
    page.grid.setCurrentIndex(page.grid.content.index(row, month))
    return page


def month_of(store: SqliteStore, unit: str) -> int:
    days = [one.received_on for one in store.every(MediationCase) if one.unit == unit]
    return max(day.month for day in days if day and day.year == YEAR)


def test_from_a_cell_of_the_matrix_to_the_months_cases_and_to_one_of_them(office: Window) -> None:
    store = store_of(office)
    month = month_of(store, CODES[1])
    page = stand_on(office, CODES[1], month)
    button = page.records.buttons["mediation_case"]
    cases = [
        one.id
        for one in store.every(MediationCase)
        if one.unit == CODES[1] and one.received_on and (one.received_on.year, one.received_on.month) == (YEAR, month)
    ]
    assert button.text() == f"{len(cases)} vụ, việc"
    button.click()
    list_page = register(office, "cases")
    assert office.stack.currentWidget() is list_page
    assert list_page.table.row_count() == len(cases)
    assert set(cells(office, "cases", UNIT)) == {NAMES[1]}
    assert list_page.filters.years is not None
    assert list_page.filters.years.currentText() == f"Tháng {month}/{YEAR}"
    list_page.table.select_id(cases[0])
    assert list_page.panel.record is not None
    assert list_page.panel.record.id == cases[0]


def test_the_units_name_in_the_matrix_leads_to_its_year_of_events(office: Window) -> None:
    stand_on(office, CODES[0], 0).records.buttons["outreach_event"].click()
    days = [one.starts_on for one in store_of(office).every(OutreachEvent) if one.unit == CODES[0]]
    assert len(cells(office, "events", UNIT)) == sum(day is not None and day.year == YEAR for day in days)
    assert set(cells(office, "events", UNIT)) == {NAMES[0]}


def test_a_month_without_records_opens_nothing(office: Window) -> None:
    page = stand_on(office, CODES[0], 12)
    assert page.records.buttons["mediation_case"].text() == "0 vụ, việc"
    assert not page.records.buttons["mediation_case"].isEnabled()


@pytest.mark.parametrize("page", ["cases", "events", "groups", "mediators", "propagandists"])
def test_every_register_shows_and_narrows_by_unit(office: Window, page: str) -> None:
    assert UNIT in register(office, page).table.shown_columns()
    assert set(NAMES) <= set(cells(office, page, UNIT))
    choose(office, page, NAMES[2])
    assert set(cells(office, page, UNIT)) == {NAMES[2]}
    choose(office, page, "Mọi đơn vị")
    assert set(NAMES) <= set(cells(office, page, UNIT))


def test_a_kept_filter_remembers_the_unit_and_the_month(office: Window, answers: Answers) -> None:
    month = month_of(store_of(office), CODES[0])
    stand_on(office, CODES[0], month).records.buttons["mediation_case"].click()
    page = register(office, "cases")
    answers.words = "Tháng của xã"
    page.named.keep()
    choose(office, "cases", "Mọi đơn vị")
    page.ask(saved_filters.saved(store_of(office), MediationCase)[0])
    assert page.filters.whose() == by_unit.now(CODES[0])
    assert set(cells(office, "cases", UNIT)) == {NAMES[0]}
    assert page.query.where["received_on"] is not None


def test_after_a_merger_lists_go_by_old_and_new_boundaries(office: Window, past: list[Past], tmp_path: Path) -> None:
    new = merging.make_new(tmp_path / "mới")
    store = store_of(office)
    each = {
        name: {one.id for one in store.every(MediationCase) if one.unit == CODES[at]} for at, name in enumerate(NAMES)
    }
    (tmp_path / "USB").mkdir()
    merge_three(store, new, past, tmp_path / "USB")
    new.close()
    stand_on(office, CODES[1], 0).records.buttons["mediation_case"].click()
    page = register(office, "cases")
    assert {one.id for one in store.every(MediationCase, page.query)} <= each[NAMES[1]]
    assert set(cells(office, "cases", BEFORE)) == {NAMES[1]}
    page.look_again()
    page.ask(SavedFilter(""))
    choose(office, "cases", "xã Ba Nguồn (hư cấu)")
    assert set(cells(office, "cases", UNIT)) == {"xã Ba Nguồn (hư cấu)"}
    assert set(cells(office, "cases", BEFORE)) == set(NAMES)
    choose(office, "cases", f"{NAMES[1]} (trước sáp nhập)")
    assert set(cells(office, "cases", BEFORE)) == {NAMES[1]}
    assert page.table.row_count() == len(each[NAMES[1]])


def test_behind_a_total_each_record_is_told_with_its_unit(office: Window) -> None:
    page = office.go("statistics")
    assert isinstance(page, Statistics)
    page.asked.share.setCurrentIndex(page.asked.share.findData("unit"))
    rows = page.figures.figures.rows
    row = next(at for at, one in enumerate(rows) if one is page.figures.figures.table.total)  # type: ignore[union-attr]
    column = next(at for at, cell in enumerate(rows[row].cells, start=1) if cell.ids and cell.table == "mediation_case")
    page.look(row, column)
    said = [page.behind.item(at).text() for at in range(page.behind.count())]
    assert said
    assert all(any(line.endswith(name) for name in NAMES) for line in said)


def test_a_receiving_office_is_not_reminded_of_months_without_events_of_its_own(office: Window) -> None:
    page = office.go("events")
    assert isinstance(page, Events)
    assert page.quiet.text() == ""


def test_a_commune_is_not_asked_for_units(window: Window) -> None:
    page = register(window, "cases")
    assert page.filters.unit is None
    assert UNIT not in page.table.shown_columns()
    assert page.list_button.isHidden()


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_a_narrowed_list_is_saved_with_its_units_and_without_people(
    office: Window, answers: Answers, tmp_path: Path, suffix: str
) -> None:
    page = register(office, "cases")
    page.table.show_columns([UNIT, "code", "parties", "summary", "received_on"])
    choose(office, "cases", NAMES[2])
    answers.target = tmp_path / f"danh-sach{suffix}"
    page.list_button.click()
    assert answers.target.stat().st_size > 1_000
    listing = listing_of(page.title, page.filters, page.table)
    assert listing.asked == [NAMES[2]]
    assert list(listing.heads) == ["Đơn vị", "Mã vụ, việc", "Ngày tiếp nhận"]
    assert {row[0] for row in listing.rows} == {NAMES[2]}
    assert [row[1] for row in listing.rows] == cells(office, "cases", "code")


def test_a_saved_list_says_on_paper_what_it_holds(office: Window, answers: Answers, tmp_path: Path) -> None:
    page = register(office, "events")
    choose(office, "events", NAMES[0])
    answers.target = tmp_path / "danh-sach.pdf"
    page.list_button.click()
    drawn = pypdfium2.PdfDocument(answers.target)
    said = " ".join(drawn[0].get_textpage().get_text_bounded().split())
    drawn.close()
    assert "DANH SÁCH: PHỔ BIẾN, GIÁO DỤC PHÁP LUẬT (nội bộ)" in said
    assert PROVINCE_NAME in said
    assert NAMES[0] in said
    assert NAMES[1] not in said
    assert "không phải biểu mẫu do cơ quan nhà nước ban hành" in said
