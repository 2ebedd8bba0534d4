"""What an officer does in the smaller registers: legal aid, tasks that change, books lent, material given out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.ports import Query
from app.records import BookLoan, LegalAidReferral, MaterialStock, PlanTask, Record, ShelfBook
from app.records.bookshelf import StockMove
from app.records.planning import Adjustment
from app.usecases import printing
from app.usecases.printing import Selection
from db import SqliteStore
from tests.forms.papers import pages, squeeze
from tests.ui.hands import type_in
from tests.ui.outreach.conftest import TODAY
from ui.pages.plan import Plan
from ui.pages.record_page import RecordPage
from ui.window import Window

Page = Callable[[str], RecordPage]


@pytest.fixture
def page(window: Window, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(Plan, "today", lambda _self: TODAY)

    def opened(name: str) -> RecordPage:
        made = window.go(name)
        assert isinstance(made, RecordPage)
        return made

    return opened


def fill(page: RecordPage, typed: dict[str, str], **chosen: Any) -> None:
    """Type words into boxes of one line, choose the rest, and let the page follow."""
    form = page.panel.form
    for name, words in typed.items():
        type_in(form.editor(name).box, words)
    for name, value in chosen.items():
        form.editor(name).set_value(value)
    page.shape()


def kept(store: SqliteStore, page: RecordPage) -> Record:
    assert page.panel.save(), page.panel.form.banner.isVisible()
    record = page.panel.record
    assert record is not None
    return store.get(type(record), record.id)


def printed(store: SqliteStore, form: str, chosen: Selection) -> str:
    return squeeze("".join(pages(printing.print_form(store, form, chosen, ".pdf"))))


def test_somebody_sent_to_legal_aid_is_written_down_without_their_story_and_printed(
    page: Page, demo: SqliteStore
) -> None:
    here = page("legal_aid")
    here.new()
    fill(here, {"asked_on": "20/11/2026", "full_name": "Thạch Thị Thử"}, group="poor", need="advice", outcome="sent")
    assert not here.panel.save()  # sent somewhere, but where?
    fill(here, {"sent_to": "Trung tâm Trợ giúp pháp lý thử"}, topic="land")
    referral = kept(demo, here)
    assert isinstance(referral, LegalAidReferral)
    assert (referral.outcome, referral.sent_to) == ("sent", "Trung tâm Trợ giúp pháp lý thử")
    assert not {name for name in here.panel.form.boxes if name in ("content", "summary", "story")}
    offered = printing.offered(LegalAidReferral, one=True)[0].id
    book = printed(demo, offered, Selection(year=2026))
    for words in ("Thạch Thị Thử", "Đất đai", "Trung tâm Trợ giúp pháp lý thử", "Đã giới thiệu, chờ kết quả"):
        assert squeeze(words) in book
    names = [name for name, field in here.table.rows.columns if name in here.table.shown_columns()]
    assert "full_name" not in names


def test_a_task_outside_the_plan_is_adjusted_and_dropped_only_with_documents(page: Page, demo: SqliteStore) -> None:
    here = page("plan")
    assert isinstance(here, Plan)
    here.choose_group(6)
    here.new()
    typed = {"content": "Phát tin nhắn phòng chống lừa đảo", "lead": "UBND xã", "due_on": "15/12/2026", "target": "3"}
    fill(here, typed, unit_kind="round", outside_plan=True, digital=("messages",))
    task = kept(demo, here)
    assert isinstance(task, PlanTask)
    assert (task.outside_plan, task.digital, task.group) == (True, ("messages",), 6)
    here.look_again()
    for state in ("outside", "digital"):
        here.choose_state(state)
        shown = [str(here.table.rows.index(row, 0).data()) for row in range(here.table.rows.rowCount())]
        assert task.code in shown
    here.choose_state("")
    here.show_record(task.id)
    fill(here, {}, adjustments=[Adjustment(date(2026, 11, 20), "03 đợt", "01 đợt", "")])
    assert not here.panel.save()  # an adjustment needs its document
    fill(here, {}, adjustments=[Adjustment(date(2026, 11, 20), "03 đợt", "01 đợt", "Công văn 20/UBND")], target=1)
    changed = kept(demo, here)
    assert isinstance(changed, PlanTask)
    assert changed.adjustments[0].document == "Công văn 20/UBND"
    fill(here, {}, closed_as="dropped")
    assert not here.panel.save()  # dropped, by which document?
    fill(here, {"closed_because": "Kết luận 7/UBND"})
    dropped = kept(demo, here)
    here.look_again()
    assert [one.state for one in here.board if one.task.id == dropped.id] == ["dropped"]
    assert here.plan is not None
    report = printed(demo, "bao-cao-tien-do-ke-hoach", Selection(record=here.plan.id))
    for words in ("Phát tin nhắn phòng chống lừa đảo", "Kết luận 7/UBND", "03 đợt → 01 đợt", "Hủy"):
        assert squeeze(words) in report


def test_a_book_is_lent_and_comes_back(page: Page, demo: SqliteStore) -> None:
    here = page("loans")
    here.new()
    book = next(demo.every(ShelfBook))
    fill(here, {"lent_on": "01/10/2026", "reader": "Lý Văn Thử", "due_on": "30/09/2026", "copies": "1"}, book=book.id)
    assert not here.panel.save()  # due before it was lent
    here.panel.form.editor("due_on").set_value(date(2026, 10, 15))
    loan = kept(demo, here)
    assert isinstance(loan, BookLoan)
    fill(here, {"returned_on": "12/10/2026"})
    kept(demo, here)
    register = printed(demo, "so-muon-tra-sach", Selection(year=2026))
    for words in ("Lý Văn Thử", "01/10/2026", "12/10/2026", book.name):
        assert squeeze(words) in register


def test_no_more_material_is_given_out_than_there_is(page: Page, demo: SqliteStore) -> None:
    here = page("materials")
    here.new()
    moves = [StockMove(date(2026, 9, 1), "in", 50, "Sở"), StockMove(date(2026, 9, 9), "out", 60, "Ấp 1")]
    fill(here, {"name": "Tờ rơi thử"}, kind="leaflet", moves=moves)
    assert not here.panel.save()
    moves[1] = StockMove(date(2026, 9, 9), "out", 20, "Ấp 1")
    fill(here, {}, moves=moves)
    stock = kept(demo, here)
    assert isinstance(stock, MaterialStock)
    assert stock.left() == 30
    found = next(demo.every(MaterialStock, Query(where={"name": "Tờ rơi thử"})))
    assert found.id == stock.id
    book = printed(demo, "so-tai-lieu-tuyen-truyen", Selection(year=2026))
    for words in ("Tờ rơi thử (tờ rơi, tiếng Việt)", "Ấp 1", "09/09/2026"):
        assert squeeze(words) in book
