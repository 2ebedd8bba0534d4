"""Counting on the screen: the numbers are those of the use case, each opens its records, a closed report stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.records import MediationCase
from app.records.reports import FrozenReport
from app.statistics import periods
from app.usecases import freezing, money, records, reporting
from db import SqliteStore
from tests.ui.desk.doing import settle
from ui import dialogs
from ui.pages.statistics import Statistics
from ui.pages.statistics_closing import Closing
from ui.window import Window

YEAR = "2026:TN"


@pytest.fixture
def page(window: Window) -> Statistics:
    found = window.go("statistics")
    assert isinstance(found, Statistics)
    found.asked.period_box.setCurrentIndex(found.asked.period_box.findData(YEAR))
    settle()
    return found


def shown(page: Statistics, row: int, column: int) -> str:
    return str(page.figures.figures.data(page.figures.figures.index(row, column)))


def closed(page: Statistics, store: SqliteStore) -> list[FrozenReport]:
    pack, sheet = page.asked.table.currentData()
    return freezing.versions(store, pack, sheet, YEAR)


def test_the_numbers_are_those_of_the_report(page: Statistics, store: SqliteStore) -> None:
    pack, sheet = page.asked.table.currentData()
    table = reporting.table(store, pack, sheet, periods.parse(YEAR))
    assert page.figures.figures.rowCount() == len(table.all_rows())
    for row, counted in enumerate(table.all_rows()):
        assert shown(page, row, 0) == counted.label
        assert [shown(page, row, place) for place in range(1, len(counted.cells) + 1)] == [
            f"{cell.value:,}".replace(",", ".") for cell in counted.cells
        ]


def test_the_page_opens_at_the_period_that_is_due_next(window: Window, store: SqliteStore) -> None:
    found = window.go("statistics")
    assert isinstance(found, Statistics)
    assert found.asked.period_box.currentData() == reporting.next_due(store, found.today())[0].spelled()


def test_a_number_opens_the_records_behind_it(page: Statistics, window: Window, store: SqliteStore) -> None:
    page.look(0, 1)
    figure = page.figures.figures.figure(0, 1)
    assert figure is not None
    assert page.behind.count() == figure.value > 0
    item = page.behind.item(0)
    page.behind.itemActivated.emit(item)
    cases = window.go("cases")
    assert cases.panel.record.id == item.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]


def test_enter_on_a_number_looks_behind_it(page: Statistics) -> None:
    from PySide6.QtTest import QTest

    page.figures.setCurrentIndex(page.figures.figures.index(0, 1))
    QTest.keyClick(page.figures, Qt.Key.Key_Return)
    assert page.behind.count() > 0


def test_the_numbers_follow_the_records(page: Statistics, window: Window, store: SqliteStore) -> None:
    before = int(shown(page, 0, 1))
    counted = {one.id for one in reporting.behind(store, page.figures.figures.figure(0, 1))}  # type: ignore[arg-type]
    case = next(case for case in store.every(MediationCase) if case.id in counted)
    page.session.run(records.remove, case)
    assert int(shown(page, 0, 1)) == before - 1


def test_days_that_cannot_be_read_are_said_in_their_place(page: Statistics) -> None:
    page.asked.period_box.setCurrentIndex(page.asked.period_box.findData("free"))
    page.asked.first.setText("31/2/2026")
    page.count_again()
    assert "Không có ngày 31/02/2026" in page.broken.text()


def test_every_table_can_be_shown_and_drawn(page: Statistics) -> None:
    for place in range(page.asked.table.count()):
        page.asked.table.setCurrentIndex(place)
        for tab in (1, 0):
            page.tabs.setCurrentIndex(tab)
            settle()
        assert page.figures.figures.rowCount() > 0, page.asked.table.currentText()


def closed_cases(store: SqliteStore, report: FrozenReport) -> Iterator[MediationCase]:
    return (store.get(MediationCase, one) for one in report.cases)


def test_a_closed_report_is_kept_and_compared_with_today(
    page: Statistics, store: SqliteStore, in_front: list[Callable[[Any], object]]
) -> None:
    def explain(box: Closing) -> None:
        box.explanation.setPlainText("Đang rà lại hồ sơ")

    in_front.append(explain)
    page.freeze()
    report = closed(page, store)[-1]
    case = next(case for case in closed_cases(store, report) if money.request_for(store, case) is None)
    page.session.run(records.remove, case)
    said: list[str] = []

    def read(box: Any) -> None:
        from PySide6.QtWidgets import QTextBrowser

        said.append(box.findChild(QTextBrowser).toPlainText())

    in_front.append(read)
    page.compare(report)
    assert case.label() in said[0]
    assert store.get(FrozenReport, report.id) == report


def test_closing_again_asks_why(
    page: Statistics, store: SqliteStore, in_front: list[Callable[[Any], object]], problems: list[str]
) -> None:
    def explain(box: Closing) -> None:
        box.explanation.setPlainText("Đang rà lại")

    in_front += [explain, explain]
    page.freeze()
    page.freeze()
    assert [report.version for report in closed(page, store)] == [1]
    assert "lý do" in problems[0]

    def with_reason(box: Closing) -> None:
        box.reason.setText("Sửa một vụ ghi nhầm tổ")
        explain(box)

    in_front.append(with_reason)
    page.freeze()
    assert [report.version for report in closed(page, store)] == [1, 2]


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_the_table_is_written_as_the_ending_says(
    page: Statistics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    target = tmp_path / f"bảng số liệu{suffix}"
    monkeypatch.setattr(dialogs, "choose_target", lambda *_: target)
    page.save()
    start = target.read_bytes()[:4]
    assert start == (b"%PDF" if suffix == ".pdf" else b"PK\x03\x04")


def test_closing_before_the_last_day_of_a_period_says_what_will_be_missing(
    page: Statistics, monkeypatch: pytest.MonkeyPatch, in_front: list[Callable[[Any], object]]
) -> None:
    assert page.shown is not None
    last, said = page.shown.period.until(), [""]

    def read(box: Closing) -> bool:
        said[0] = " ".join(label.text() for label in box.findChildren(QLabel))
        return False

    for today, early in ((last - timedelta(days=1), True), (last, False)):
        monkeypatch.setattr(page, "today", lambda today=today: today)
        in_front.append(read)
        page.freeze()
        assert ("những gì xảy ra sau hôm nay" in said[0]) == early
