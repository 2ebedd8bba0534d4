"""Two papers: a refusal of money with its reason, and the urgent report that alone takes a story out of the group."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from app.forms.packs import form
from app.forms.published import PUBLISHED
from app.ports import Query
from app.problems import Problem
from app.records import MediationCase, PaymentRequest
from app.records.mediation import UrgentReport
from app.usecases.printing import SOURCES, Selection, filled, forms_of, print_form
from db import SqliteStore
from tests.forms.papers import pages

REFUSAL, URGENT = "van-ban-tu-choi-thu-lao", "bao-cao-khan"


def words_of(store: SqliteStore, form_id: str, record: str) -> list[str]:
    printed = print_form(store, form_id, Selection(record=record), ".pdf")
    return [" ".join(page.split()) for page in pages(printed)]


def case_of(store: SqliteStore, code: str) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def test_a_refusal_names_request_sum_day_and_reason_and_tells_no_story(demo_store: SqliteStore) -> None:
    refused = next(one for one in demo_store.every(PaymentRequest) if one.state == "refused")
    said = "".join(words_of(demo_store, REFUSAL, refused.id))
    case = demo_store.get(MediationCase, refused.lines[0].case)
    for word in (refused.number, "07/09/2026", "ngày 10 tháng 9 năm 2026", "400.000 đồng", refused.refused_because):
        assert word in said
    assert case.code in said
    assert "(nội bộ)" in said
    assert not [party.full_name for party in case.parties if party.full_name in said]
    assert case.content not in said


@pytest.mark.parametrize("state", ["complete", "paid"])
def test_only_what_was_refused_can_be_printed_as_a_refusal(demo_store: SqliteStore, state: str) -> None:
    other = next(one for one in demo_store.every(PaymentRequest) if one.state == state)
    with pytest.raises(Problem, match=other.number) as told:
        print_form(demo_store, REFUSAL, Selection(record=other.id), ".pdf")
    assert "bản trống" in told.value.remedy
    assert print_form(demo_store, REFUSAL, Selection(by_hand=True), ".pdf").startswith(b"%PDF")


def test_each_urgent_report_has_a_page_of_its_own_for_its_receiver(demo_store: SqliteStore) -> None:
    case = case_of(demo_store, "HG-2026-T02-03")
    second = UrgentReport(date(2026, 9, 15), "danger", "Còn hăm dọa nhau.", "Chủ tịch UBND xã", "Cử người đến nhà.")
    demo_store.put(dataclasses.replace(case, urgent_reports=[*case.urgent_reports, second]))
    first_page, second_page = words_of(demo_store, URGENT, case.id)
    assert all(word in first_page for word in ("Công an xã Sen Vàng", "khoản 5 Điều 10", "Danh Thị Sà Mươl"))
    assert all(word in second_page for word in ("Chủ tịch UBND xã", "khoản 4 Điều 10", second.content, second.measures))
    assert second.content not in first_page
    assert "ngày 15 tháng 9 năm 2026" in second_page


def test_a_case_without_an_urgent_report_says_where_to_write_one(demo_store: SqliteStore) -> None:
    case = case_of(demo_store, "HG-2026-T01-03")
    with pytest.raises(Problem, match="chưa có báo cáo khẩn") as told:
        print_form(demo_store, URGENT, Selection(record=case.id), ".pdf")
    assert "Báo cáo khẩn" in told.value.remedy
    assert filled(demo_store, URGENT, Selection(by_hand=True)).blocks


@pytest.mark.parametrize(("form_id", "kind"), [(REFUSAL, PaymentRequest), (URGENT, MediationCase)])
def test_both_are_internal_have_no_number_and_fill_what_their_sources_publish(
    demo_store: SqliteStore, form_id: str, kind: type[PaymentRequest | MediationCase]
) -> None:
    known = form(form_id)
    assert known in forms_of(kind)
    assert (known.certainty, known.official_number) == ("internal", "")
    where = {"state": "refused"} if form_id == REFUSAL else {"code": "HG-2026-T02-03"}
    record = next(iter(demo_store.every(kind, Query(where=where))))
    values = SOURCES[known.source].values(demo_store, Selection(record=record.id))
    assert set(values) == set(PUBLISHED[known.source]) - {"left_to_write"}
