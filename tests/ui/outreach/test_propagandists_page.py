"""The propagandists on the screen: September's notice, decisions that wait, what somebody did this year."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.ports import Query
from app.records import Propagandist
from app.usecases import outreach_duties
from db import SqliteStore
from tests.ui.hands import press
from ui.pages import propagandists
from ui.pages.propagandists import AskDay, Propagandists
from ui.widgets.bits import Notice
from ui.window import Window

TODAY = date(2026, 9, 25)


@pytest.fixture
def page(window: Window, monkeypatch: pytest.MonkeyPatch) -> Propagandists:
    monkeypatch.setattr(Propagandists, "today", lambda _self: TODAY)
    made = window.go("propagandists")
    assert isinstance(made, Propagandists)
    return made


def way(strip: Notice, words: str) -> QPushButton:
    QApplication.processEvents()
    return next(b for b in strip.frame.findChildren(QPushButton) if b.text() == words and not b.isHidden())


def test_september_asks_for_its_notice_until_the_day_is_told(
    page: Propagandists, demo: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "hạn 30/09/2026" in page.notice.text()
    monkeypatch.setattr(AskDay, "ended", lambda box: box.accept() or box.day() is not None)
    press(way(page.notice, "Đã thông báo…"), Qt.Key.Key_Space)
    assert outreach_duties.notice(demo, 2026).done_on == TODAY
    assert "Đã thông báo ngày 25/09/2026" in page.notice.text()
    assert way(page.notice, "Sửa ngày…")


def test_before_september_nobody_asks(page: Propagandists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Propagandists, "today", lambda _self: date(2026, 8, 31))
    page.look_again()
    assert page.notice.text() == ""


def test_the_notice_is_printed_from_the_page(page: Propagandists, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.printing.PrintDialog.ask", lambda _session, form_id: asked.append(form_id))
    press(way(page.notice, "In thông báo"), Qt.Key.Key_Space)
    assert asked == [propagandists.NOTICE]


def test_the_day_can_be_typed_over_and_nonsense_is_not_taken(qapp: object) -> None:
    del qapp
    box = AskDay("Đã thông báo ngày nào?", "Vì sao.", TODAY)
    box.editor.restore("12/9/2026")
    assert (box.day(), box.accepting.isEnabled()) == (date(2026, 9, 12), True)
    box.editor.restore("hôm kia kìa")
    assert (box.day(), box.accepting.isEnabled()) == (None, False)
    box.close()


def test_decisions_that_wait_are_told_with_their_day(page: Propagandists, demo: SqliteStore) -> None:
    assert page.waiting.text() == ""
    person = Propagandist(full_name="Danh Thị Chờ", sex="female", ethnicity="khmer", listed_on=date(2026, 9, 14))
    demo.put(person)
    leaving = next(demo.every(Propagandist, Query(where={"full_name": "Kim Hoàng Sơn"})))
    leaving.leave_asked_on = date(2026, 9, 24)
    demo.put(leaving)
    page.look_again()
    assert "Danh Thị Chờ: hạn 21/09/2026, đã quá hạn" in page.waiting.text()
    assert "Còn 1 quyết định khác." in page.waiting.text()
    press(way(page.waiting, "Mở hồ sơ"), Qt.Key.Key_Space)
    assert page.panel.record is not None
    assert page.panel.record.id == person.id


def test_what_somebody_did_this_year_stands_over_their_form(page: Propagandists, demo: SqliteStore) -> None:
    person = next(demo.every(Propagandist, Query(where={"full_name": "Kim Hoàng Sơn"})))
    page.show_record(person.id)
    assert page.done.text().startswith("Năm 2026: 1 cuộc trực tiếp, 145 lượt người nghe")
    assert "1 đợt phát thanh" in page.done.text()
    assert "1 lớp tập huấn" in page.done.text()
    page.new()
    assert page.done.isHidden()
