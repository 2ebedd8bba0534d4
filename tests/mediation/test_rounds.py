"""A case goes on after a failure (art 27): its earlier end is kept, and past reports still say what they said."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.records import MediationCase, MediationGroup
from app.records.mediation import EarlierEnd, Session
from app.statistics.facts import CaseFact
from app.statistics.indicators_mediation import outcome
from app.usecases.papers_mediation import register_values
from app.usecases.records import save
from db import SqliteStore


@pytest.fixture
def resumed(demo_store: SqliteStore) -> MediationCase:
    """Case T04-02 failed on 21/05/2026; the parties met again on 01/07."""
    case = next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T04-02"})))
    case.state = "in_progress"
    case.sessions = [*case.sessions, Session(date(2026, 7, 1), place="Nhà văn hóa ấp")]
    save(demo_store, case)
    return demo_store.get(MediationCase, case.id)


def test_the_end_of_the_first_round_is_kept_and_the_boxes_are_free_for_the_next(resumed: MediationCase) -> None:
    (end,) = resumed.earlier
    assert (end.ended_on, end.resumed_on) == (date(2026, 5, 21), date(2026, 7, 1))
    assert (end.end_reason, end.referred_to) == ("party_stops", "court")
    assert "yêu cầu chấm dứt" in end.failure_reason
    assert (resumed.ended_on, resumed.end_reason, resumed.failure_reason, resumed.referred_to) == (None, "", "", "")


def test_at_every_cut_off_the_case_has_the_outcome_it_had_then(demo_store: SqliteStore, resumed: MediationCase) -> None:
    resumed.state, resumed.ended_on, resumed.agreement = "success", date(2026, 8, 3), "Góp thêm học phí"
    save(demo_store, resumed)
    fact = demo_store.get(CaseFact, resumed.id)
    days = (date(2026, 5, 20), date(2026, 5, 21), date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 3))
    assert [outcome(fact, day) for day in days] == ["pending", "failure", "failure", "pending", "success"]


def test_the_book_tells_both_rounds(demo_store: SqliteStore, resumed: MediationCase) -> None:
    group = demo_store.get(MediationGroup, resumed.group)
    rows = register_values(demo_store, group, 2026)["rows"]
    row = next(row for row in rows if row["number"] == "2")  # type: ignore[union-attr, index]
    assert row["note"] == "Không thành 21/05/2026, tiếp tục 01/07/2026. Đang hòa giải"  # type: ignore[index]


def test_without_a_new_session_the_round_begins_today(demo_store: SqliteStore) -> None:
    case = next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T04-02"})))
    case.state = "in_progress"
    save(demo_store, case)
    assert case.earlier == [EarlierEnd(date(2026, 5, 21), date.today(), *_said(case))]  # noqa: DTZ011


def _said(case: MediationCase) -> tuple[str, str, str]:
    (end,) = case.earlier
    return end.end_reason, end.failure_reason, end.referred_to


def test_a_state_mended_as_a_mistake_is_no_new_round(demo_store: SqliteStore) -> None:
    case = next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T04-02"})))
    case.state, case.ended_on = "in_progress", None
    save(demo_store, case, correction="Ghi nhầm dòng")
    assert case.earlier == []
