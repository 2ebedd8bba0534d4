"""The plan: what is done counts from events, states of 35 tasks on a day are computed, a year starts from another."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

import resources
from app.ports import Query
from app.problems import Problem
from app.records import AnnualPlan, OutreachEvent, PlanTask
from app.statistics.periods import parse
from app.usecases import outreach, planning, planning_start, reporting
from app.usecases.demonstration_office import PROVINCE
from app.usecases.records import save
from db import SqliteStore

TODAY = date(2026, 11, 23)
_STATE = {
    "HOAN_THANH": "done",
    "HOAN_THANH_MOT_PHAN": "partly",
    "DANG_THUC_HIEN": "in_progress",
    "CHAM": "behind",
    "QUA_HAN": "overdue",
    "CHUA_DEN_HAN": "not_due",
}


@pytest.fixture
def plan(demo_store: SqliteStore) -> AnnualPlan:
    found = planning.plan_of(demo_store, 2026)
    assert found is not None
    return found


def test_every_task_of_the_demonstration_has_the_state_and_count_it_should(
    demo_store: SqliteStore, plan: AnnualPlan
) -> None:
    rows = json.loads(resources.path("demo", "pbgdpl_demo.json").read_text(encoding="utf-8"))["ke_hoach_2026"]
    expected = {row["ma"]: (_STATE[row["trang_thai"]], row["thuc_hien"]) for row in rows}
    shown = planning.board(demo_store, plan, TODAY)
    assert {one.task.code: (one.state, one.done) for one in shown} == expected
    states = Counter(one.state for one in shown)
    assert states == {"done": 18, "partly": 1, "in_progress": 9, "behind": 3, "overdue": 2, "not_due": 2}
    groups = planning.by_group(shown)
    assert [sum(groups[number].values()) for number in range(1, 11)] == [14, 3, 3, 2, 2, 4, 2, 2, 2, 1]


def test_an_event_moves_its_task(demo_store: SqliteStore, plan: AnnualPlan) -> None:
    def task(code: str) -> planning.Progress:
        return next(one for one in planning.board(demo_store, plan, TODAY) if one.task.code == code)

    assert (task("NV05").done, task("NV05").state) == (1, "overdue")
    event = next(demo_store.every(OutreachEvent, Query(where={"code": "SK-2026-014"})))
    outreach.unlock(demo_store, event, "Gắn lại nhiệm vụ")
    event.task_code = "NV05"
    save(demo_store, event)
    assert (task("NV05").done, task("NV05").state) == (2, "done")
    assert task("NV11").done == 0


def test_an_event_after_the_day_does_not_count_yet(demo_store: SqliteStore, plan: AnnualPlan) -> None:
    early = {one.task.code: one.done for one in planning.board(demo_store, plan, date(2026, 5, 1))}
    assert early["NV13"] == 0
    assert early["NV03"] == 1


def test_the_money_of_a_task_is_the_communes_money(demo_store: SqliteStore, plan: AnnualPlan) -> None:
    spent = {one.task.code: one.spent for one in planning.board(demo_store, plan, TODAY)}
    assert spent["NV07"] == 0
    assert spent["NV08"] == 5_200_000


def test_an_event_proposes_the_task_it_fits(demo_store: SqliteStore) -> None:
    event = OutreachEvent(name="Phát thanh chuyên mục pháp luật tháng 12", starts_on=date(2026, 11, 20))
    assert planning.proposed_tasks(demo_store, event)[0].code == "NV12"
    assert planning.proposed_tasks(demo_store, OutreachEvent(name="Xyz", starts_on=date(2026, 11, 20))) == []
    assert planning.proposed_tasks(demo_store, OutreachEvent(name="Phát thanh", starts_on=date(2031, 1, 1))) == []


def test_a_plan_starts_from_last_years(demo_store: SqliteStore, plan: AnnualPlan) -> None:
    planning_start.start_from(demo_store, plan, 2027)
    new = planning.plan_of(demo_store, 2027)
    assert new is not None
    assert new.number == ""
    tasks = list(demo_store.every(PlanTask, Query(where={"plan": new.id})))
    assert len(tasks) == 35
    assert {task.due_on.year for task in tasks if task.due_on} == {2027, 2028}
    assert {one.done for one in planning.board(demo_store, new, date(2027, 1, 2))} == {0}
    with pytest.raises(Problem, match="đã có kế hoạch"):
        planning_start.start_from(demo_store, plan, 2027)


def test_attention_names_what_is_late_or_near(demo_store: SqliteStore, plan: AnnualPlan) -> None:
    shown = planning.attention(planning.board(demo_store, plan, TODAY), TODAY)
    assert {one.task.code for one in shown.overdue} == {"NV05", "NV35"}
    assert {one.task.code for one in shown.behind} == {"NV10", "NV12", "NV18"}
    assert {one.task.code for one in shown.due_soon} == {"NV07"}


def test_closing_partly_or_dropping_needs_its_reason() -> None:
    task = PlanTask(closed_as="dropped")
    assert any(issue.field == "closed_because" and "văn bản" in issue.message for issue in task.issues())
    task = PlanTask(closed_as="partly", closed_because="Thiếu phiếu")
    assert not any(issue.field == "closed_because" for issue in task.issues())


def test_the_ten_groups_are_the_seeds() -> None:
    assert [group.number for group in planning_start.sample_groups()] == list(range(1, 11))


@pytest.fixture
def above(demo_store: SqliteStore) -> AnnualPlan:
    """A plan that the province sent."""
    plan = AnnualPlan(
        unit=PROVINCE,
        year=2027,
        name="Kế hoạch trên địa bàn (hư cấu)",
        number="25/KH-UBND",
        issued_on=date(2027, 1, 20),
        groups=planning_start.sample_groups(),
    )
    task = PlanTask(
        unit=PROVINCE,
        plan=plan.id,
        code="T01",
        group=4,
        content="Phát thanh pháp luật",
        lead="Ủy ban nhân dân cấp xã",
        due_on=date(2027, 12, 15),
        target=12,
        unit_kind="broadcast",
        done_besides=7,
    )
    for record in (plan, task):
        demo_store.put(record)
    return plan


def test_a_plan_starts_from_what_the_province_sent_and_names_it(demo_store: SqliteStore, above: AnnualPlan) -> None:
    assert planning.plan_of(demo_store, 2027) is None  # another's plan is not ours
    assert planning_start.received(demo_store, 2027) == [above]
    planning_start.start_from(demo_store, above, 2027)
    new = planning.plan_of(demo_store, 2027)
    assert new is not None
    assert (new.unit, new.number, new.issued_on) == (demo_store.unit, "", None)
    assert new.above_number == f"25/KH-UBND của {planning_start.issuer(demo_store, above)}"
    assert new.above_issued_on == date(2027, 1, 20)
    assert [group.title for group in new.groups] == [group.title for group in above.groups]
    (one,) = planning.board(demo_store, new, date(2027, 2, 1))
    assert (one.task.unit, one.task.due_on, one.done) == (demo_store.unit, date(2027, 12, 15), 0)
    kept = demo_store.get(AnnualPlan, above.id)
    assert kept.unit == PROVINCE


def test_tasks_of_a_plan_from_above_are_not_counted_here(demo_store: SqliteStore, above: AnnualPlan) -> None:
    facts = reporting.facts(demo_store, parse("2027:SBN"))
    assert facts.tasks == ()
    planning_start.start_from(demo_store, above, 2027)
    assert [task.unit for task in reporting.facts(demo_store, parse("2027:SBN")).tasks] == [demo_store.unit]


def test_a_year_that_has_a_plan_is_not_begun_again(demo_store: SqliteStore) -> None:
    for begin in (
        lambda: planning_start.start_from_sample(demo_store, 2026),
        lambda: planning_start.start_from(demo_store, planning_start.latest_before(demo_store, 2027), 2026),
    ):
        with pytest.raises(Problem, match="đã có kế hoạch"):
            begin()


def test_the_groups_name_where_they_were_read() -> None:
    (sample,) = planning_start.samples()
    assert "26/KH-UBND" in sample.source
    assert not any(word in title for title in sample.groups for word in ("chủ trì", "hạn"))


@pytest.mark.parametrize(
    "asked", ["2026:SB6T", "2026:SBN", "2026:TN", "2026-03-01..2026-10-31", "2025-11-01..2026-10-31"]
)
def test_a_report_counts_the_tasks_as_the_board_shows_them(
    demo_store: SqliteStore, plan: AnnualPlan, asked: str
) -> None:
    period = parse(asked)
    shown = {one.task.id: one.state for one in planning.board(demo_store, plan, period.cut_off)}
    assert {task.id: task.state for task in reporting.facts(demo_store, period).tasks} == shown
    assert len(set(shown.values())) > 1
