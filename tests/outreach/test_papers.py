"""The papers of dissemination from records: what stands on them, read back from the printed file."""

from __future__ import annotations

from datetime import date

import pytest

from app.forms.packs import forms
from app.forms.published import PUBLISHED
from app.ports import Query
from app.records import (
    AnnualPlan,
    BookLoan,
    Commendation,
    OutreachEvent,
    PlanTask,
    Propagandist,
    ShelfBook,
    StockTake,
    Survey,
)
from app.records.base import Record
from app.records.bookshelf import CountedBook
from app.records.planning import Adjustment
from app.records.surveys import SurveyAnswer
from app.usecases import printing
from app.usecases.printing import SOURCES, Selection
from app.usecases.printing_sources import OUTREACH_SOURCES
from db import SqliteStore
from tests.forms.papers import pages, squeeze
from tests.outreach.events import aired, held

YEAR = Selection(year=2026)
PAPERS = [form.id for form in forms() if form.source in OUTREACH_SOURCES]


def of(store: SqliteStore, kind: type[Record], **where: str) -> Selection:
    return Selection(record=next(iter(store.every(kind, Query(where=where)))).id, year=2026)


def printed(store: SqliteStore, form_id: str, chosen: Selection) -> str:
    return squeeze("".join(pages(printing.print_form(store, form_id, chosen, ".pdf"))))


def says(text: str, *words: str) -> bool:
    return all(squeeze(word) in text for word in words)


def test_every_paper_prints_from_the_fictional_commune_with_all_its_keys(demo_store: SqliteStore) -> None:
    for form_id in PAPERS:
        source = next(form.source for form in forms() if form.id == form_id)
        kind = SOURCES[source].kind
        chosen = of(demo_store, kind) if kind else YEAR
        values = SOURCES[source].values(demo_store, chosen)
        assert set(values) <= set(PUBLISHED[source]), form_id
        lists = {key for key, value in PUBLISHED[source].items() if not isinstance(value, str)}
        for key in lists & set(values):
            known = set(PUBLISHED[source][key])
            assert all(set(row) <= known for row in values[key]), f"{form_id}: {key}"
        assert len(printed(demo_store, form_id, chosen)) > 200


def test_the_plan_has_its_groups_and_its_annex(demo_store: SqliteStore) -> None:
    text = printed(demo_store, "ke-hoach-nam-pbgdpl", of(demo_store, AnnualPlan))
    assert says(text, "PHỤ LỤC", "2. Công tác hòa giải ở cơ sở", "Phát thanh chuyên mục pháp luật", "(nội bộ)")
    assert text.count(squeeze("10. Kiểm tra; theo dõi")) == 2  # in the plan and as a line of the annex


def test_the_progress_tells_states_and_shares(demo_store: SqliteStore) -> None:
    text = printed(demo_store, "bao-cao-tien-do-ke-hoach", of(demo_store, AnnualPlan))
    assert says(text, "Tổng số 35 nhiệm vụ", "Hoàn thành", "NV35")


def test_the_plan_leaves_out_what_arose_outside_it_and_its_progress_tells_of_it(demo_store: SqliteStore) -> None:
    plan = next(demo_store.every(AnnualPlan))
    arisen = PlanTask(plan=plan.id, code="NV99", group=1, content="Tập huấn đột xuất", lead="UBND xã", target=1)
    arisen.due_on, arisen.unit_kind, arisen.outside_plan = date(2026, 12, 1), "class", True
    arisen.digital = ("messages",)
    arisen.adjustments = [Adjustment(date(2026, 10, 5), "02 lớp", "01 lớp", "Công văn 15/UBND")]
    demo_store.put(arisen)
    chosen = Selection(record=plan.id)
    assert not says(printed(demo_store, "ke-hoach-nam-pbgdpl", chosen), "Tập huấn đột xuất")
    progress = printed(demo_store, "bao-cao-tien-do-ke-hoach", chosen)
    assert says(progress, "Tập huấn đột xuất", "phát sinh ngoài kế hoạch 1", "02 lớp → 01 lớp", "Công văn 15/UBND")
    assert says(progress, "chuyển đổi số: 5", "mạng xã hội: 1", "tin nhắn điện thoại: 1")


def test_an_invitation_is_printed_for_each_audience(demo_store: SqliteStore) -> None:
    event = held(audiences=("people", "pupils"), code="PB-X")
    demo_store.put(event)
    whole = pages(printing.print_form(demo_store, "giay-moi-pbgdpl", Selection(record=event.id), ".pdf"))
    assert [squeeze(page).count("GIẤYMỜI") for page in whole] == [1, 1]
    assert says(squeeze(whole[0]), "Nhân dân")
    assert says(squeeze(whole[1]), "Học sinh")


def test_one_attendance_list_asks_for_ethnicity_and_the_other_does_not(demo_store: SqliteStore) -> None:
    chosen = of(demo_store, OutreachEvent, code="SK-2026-003")
    with_it = printed(demo_store, "danh-sach-nguoi-du", chosen)
    without = printed(demo_store, "danh-sach-nguoi-du-khong-dan-toc", chosen)
    head = squeeze("Giới tính Dân tộc")
    assert (head in with_it, head in without) == (True, False)
    for text in (with_it, without):
        assert says(text, "30", "SócDừa")
        assert not says(text, "Điện thoại")


def test_the_broadcast_log_sums_each_month_and_the_year(demo_store: SqliteStore) -> None:
    demo_store.put(aired(name="Phát thanh tháng ba", starts_on=date(2026, 3, 5)))
    text = printed(demo_store, "nhat-ky-phat-thanh", YEAR)
    assert says(text, "Cộng tháng 2", "Cộng tháng 3", "Tổng cộng", "Người Duyệt")
    march = printed(demo_store, "nhat-ky-phat-thanh", Selection(year=2026, month=3))
    assert says(march, "tháng 3 năm 2026", "05/03")
    assert not says(march, "Cộng tháng 2")


def test_the_work_of_a_month_names_a_campaign_once_with_its_days(demo_store: SqliteStore) -> None:
    text = printed(demo_store, "viec-trong-thang", Selection(year=2026, month=2))
    assert text.count(squeeze("SK-2026-002")) == 1
    assert says(text, "03 – 16/02")


def test_a_survey_slip_has_no_counts_and_the_summary_has_shares(demo_store: SqliteStore) -> None:
    chosen = of(demo_store, Survey)
    slip = printed(demo_store, "phieu-khao-sat", chosen)
    assert says(slip, "Câu 1. Đã dự buổi PBGDPL", "Tiếng Khmer", "Không ghi tên")
    assert "66,4" not in slip
    summary = printed(demo_store, "tong-hop-khao-sat", chosen)
    assert says(summary, "97", "66,4 %", "hợp lệ 146", "Biểu đồ: tỷ lệ trên phiếu hợp lệ")
    assert summary.count("66,4") == 2  # in the table and at its bar


def test_a_survey_without_counts_has_no_shares(demo_store: SqliteStore) -> None:
    survey = Survey(name="Mới", held_on=date(2026, 5, 1), answers=[SurveyAnswer("Hỏi?", "Đáp")])
    demo_store.put(survey)
    summary = printed(demo_store, "tong-hop-khao-sat", Selection(record=survey.id))
    assert "%" not in summary
    assert "Biểu đồ" not in summary


def test_decisions_cite_the_law_and_name_the_person(demo_store: SqliteStore) -> None:
    person = Propagandist(
        full_name="Sơn Thị Mẫu", sex="female", ethnicity="khmer", birth_year=1980, recognised_on=date(2026, 3, 6),
        left_on=date(2026, 9, 1), leave_reason="own_wish", decision="QĐ hư cấu",
    )  # fmt: skip
    demo_store.put(person)
    chosen = Selection(record=person.id)
    recognised = printed(demo_store, "quyet-dinh-cong-nhan-tuyen-truyen-vien", chosen)
    assert says(recognised, "Công nhận bà Sơn Thị Mẫu, sinh năm 1980", "Thông tư số 10/2016/TT-BTP", "(nội bộ)")
    left = printed(demo_store, "quyet-dinh-thoi-tuyen-truyen-vien", chosen)
    assert says(left, "kể từ ngày 01/09/2026", "theo nguyện vọng", "QĐ hư cấu")


def test_lists_of_propagandists_show_who_serves_and_who_is_proposed_but_no_phone(demo_store: SqliteStore) -> None:
    demo_store.put(Propagandist(full_name="Người Đề Nghị", listed_on=date(2026, 9, 20), phone="0900000001"))
    demo_store.put(Propagandist(full_name="Người Đã Thôi", recognised_on=date(2020, 1, 1), left_on=date(2025, 1, 1)))
    proposed = printed(demo_store, "danh-sach-de-nghi-tuyen-truyen-vien", YEAR)
    assert says(proposed, "Người Đề Nghị", "Tổng số: 1 người")
    public = printed(demo_store, "danh-sach-tuyen-truyen-vien", YEAR)
    assert not says(public, "Người Đã Thôi")
    assert not says(public, "Người Đề Nghị")
    assert "0900000001" not in public + proposed


def test_the_bookshelf_shows_what_stands_there_and_who_reads(demo_store: SqliteStore) -> None:
    demo_store.put(ShelfBook(name="Sách đã thanh lý", entered_on=date(2020, 1, 1), removed_on=date(2026, 1, 1)))
    book = next(demo_store.every(ShelfBook, Query(where={"copies": 5})))
    demo_store.put(BookLoan(book=book.id, lent_on=date(2026, 7, 1), copies=2, read_here=True))
    shelf = printed(demo_store, "so-dang-ky-tu-sach", YEAR)
    assert says(shelf, "Sổ tay pháp luật dành cho người dân", "Tổng số 1 đầu sách")
    assert not says(shelf, "Sách đã thanh lý")
    assert says(printed(demo_store, "so-muon-tra-sach", YEAR), "Đọc tại chỗ", "Tổng số lượt đọc, mượn trong năm: 2")


def test_a_stock_take_tells_what_is_missing_and_what_is_over(demo_store: SqliteStore) -> None:
    book = next(demo_store.every(ShelfBook)).id
    take = StockTake(
        taken_on=date(2026, 12, 1), lines=[CountedBook(book, 5, 3), CountedBook(book, 2, 6), CountedBook(book, None, 9)]
    )
    demo_store.put(take)
    values = SOURCES["stock_take"].values(demo_store, Selection(record=take.id))
    assert [(row["more"], row["fewer"]) for row in values["lines"]] == [("", "2"), ("4", ""), ("", "")]
    assert values["totals"] == [{"n": "Tổng cộng", "expected": "7", "counted": "18", "more": "4", "fewer": "2"}]


def test_proposals_for_awards_are_listed_collectives_first_and_declined_ones_not(demo_store: SqliteStore) -> None:
    who = next(demo_store.every(Propagandist))
    common = {"year": 2026, "field": "outreach", "form": "commune"}
    demo_store.put(Commendation(subject="propagandist", propagandist=who.id, **common))  # type: ignore[arg-type]
    demo_store.put(Commendation(subject="person", name="Không Khen", state="declined", **common))  # type: ignore[arg-type]
    values = SOURCES["commendations"].values(demo_store, YEAR)
    assert [row.get("section") or row["name"] for row in values["rows"]] == [
        "Tập thể", "Tổ hòa giải ấp Giồng Sao", "Cá nhân", who.full_name,
    ]  # fmt: skip
    assert says(printed(demo_store, "to-trinh-khen-thuong", YEAR), "khen thưởng 1 tập thể, 1 cá nhân")


def test_the_book_of_referrals_counts_who_was_sent_and_helped(demo_store: SqliteStore) -> None:
    text = printed(demo_store, "so-gioi-thieu-tro-giup-phap-ly", YEAR)
    assert says(text, "Rạch Gừa", "được giới thiệu: 1", "được trợ giúp: 1")


@pytest.mark.parametrize("form_id", PAPERS)
def test_no_paper_of_dissemination_claims_an_official_number(form_id: str) -> None:
    form = next(form for form in forms() if form.id == form_id)
    assert form.official_number == ""
    assert form.title.endswith("(nội bộ)")
    assert form.certainty == "internal"
