"""Evidence for awards is counted, with what it was counted from; nothing is scored."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.problems import Problem
from app.records import Commendation, OutreachEvent, Propagandist
from app.records.mediators import Training
from app.records.outreach import Cost, Speaker
from app.usecases import achievements
from app.usecases.papers_awards import commendation_values
from app.usecases.records import save
from db import SqliteStore
from tests.outreach.events import aired, held

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def person(store: SqliteStore) -> Propagandist:
    made = Propagandist(full_name="Sơn Thị Mẫu", sex="female", ethnicity="khmer", recognised_on=date(2023, 3, 6))
    store.put(made)
    return made


def test_what_a_propagandist_did_is_counted_from_events(store: SqliteStore) -> None:
    who = person(store)
    speaks = [Speaker(who.id, kind="propagandist")]
    store.put(held(code="A", speakers=speaks, hamlets=("h1", "h2"), languages=("khmer",), topics=("land", "civil")))
    store.put(held(code="B", speakers=speaks, hamlets=("h2",), attended=38, starts_on=date(2026, 3, 9)))
    store.put(held(code="planned", state="planned", speakers=speaks))
    store.put(held(code="before", starts_on=date(2025, 12, 30), speakers=speaks))
    store.put(held(code="other's"))
    store.put(aired(code="C", speakers=speaks, topics=()))
    store.put(Training(held_on=date(2026, 5, 1), subject="Kỹ năng", propagandists=(who.id,)))
    done = achievements.activity(store, who, *YEAR)
    assert (done.sessions, done.listeners, done.hamlets, done.khmer_sessions) == (2, 100, 2, 1)
    assert (done.topics, done.broadcasts, done.trainings, done.years_serving) == (2, 1, 1, 3)
    assert len(done.events) == 3


def test_an_event_that_began_before_and_ended_within_the_period_is_counted_once(store: SqliteStore) -> None:
    who = person(store)
    store.put(held(starts_on=date(2025, 12, 30), ends_on=date(2026, 1, 2), speakers=[Speaker(who.id)]))
    store.put(held(starts_on=date(2026, 12, 31), ends_on=date(2027, 1, 1), speakers=[Speaker(who.id)]))
    assert achievements.activity(store, who, *YEAR).sessions == 1
    assert achievements.activity(store, who, date(2025, 1, 1), date(2025, 12, 31)).sessions == 0


@pytest.mark.parametrize(("last", "years"), [(date(2026, 3, 5), 2), (date(2026, 3, 6), 3), (date(2022, 1, 1), 0)])
def test_years_of_service_are_whole_years(store: SqliteStore, last: date, years: int) -> None:
    assert achievements.activity(store, person(store), date(2020, 1, 1), last).years_serving == years


def sheet(store: SqliteStore, **values: object) -> dict[str, tuple[str, tuple[str, ...]]]:
    proposal = Commendation(year=2026, field="outreach", form="commune", **values)  # type: ignore[arg-type]
    return {fact.what: (fact.value, fact.behind) for fact in achievements.evidence_sheet(store, proposal, *YEAR)}


def test_the_sheet_of_a_propagandist_names_the_events_behind_it(store: SqliteStore) -> None:
    who = person(store)
    store.put(held(code="A", speakers=[Speaker(who.id)]))
    facts = sheet(store, subject="propagandist", propagandist=who.id)
    assert facts["Số cuộc phổ biến trực tiếp đã trình bày"] == ("1", ("A",))
    assert facts["Lượt người nghe"] == ("62", ())


def test_the_sheet_of_a_group_tells_its_cases(demo_store: SqliteStore) -> None:
    proposal = next(demo_store.every(Commendation))
    facts = {fact.what: fact for fact in achievements.evidence_sheet(demo_store, proposal, *YEAR)}
    ended = facts["Số vụ, việc đã kết thúc hòa giải"]
    assert int(ended.value) == len(ended.behind) > 0
    assert achievements.subject_name(demo_store, proposal).startswith("Tổ hòa giải")


def test_the_sheet_of_a_collective_finds_it_by_name(demo_store: SqliteStore) -> None:
    facts = sheet(demo_store, subject="collective", name="hội liên hiệp phụ nữ xã")
    events = demo_store.every(OutreachEvent, Query(where={"state": "closed"}))
    named = [e.code for e in events if "Hội Liên hiệp Phụ nữ xã" in f"{e.organiser} {e.co_organisers}"]
    assert set(facts["Số hoạt động chủ trì hoặc phối hợp"][1]) == set(named) != set()


def test_a_sponsor_is_told_by_the_money_of_others(store: SqliteStore) -> None:
    costs = [Cost("In tờ gấp", 2_000_000, "other", "other"), Cost("Nước", 100_000, "regular")]
    store.put(held(co_organisers="Công ty Thí Dụ", costs=costs))
    facts = sheet(store, subject="sponsor", name="Công ty Thí Dụ")
    assert facts["Nguồn xã hội hóa do đơn vị khác chi"][0].startswith("2.000.000")


def test_a_sheet_is_of_the_days_that_were_given_or_of_the_year_so_far() -> None:
    today = date(2026, 11, 25)
    assert Commendation(year=2026).period(today) == (date(2026, 1, 1), today)
    assert Commendation(year=2025).period(today) == (date(2025, 1, 1), date(2025, 12, 31))
    given = Commendation(year=2026, from_day=date(2024, 1, 1), to_day=date(2026, 6, 30))
    assert given.period(today) == (date(2024, 1, 1), date(2026, 6, 30))
    wrong = Commendation(year=2026, subject="collective", name="Ấp 1", from_day=today, to_day=date(2026, 1, 1))
    assert [issue.field for issue in wrong.conflicts()] == ["to_day"]


def test_the_printed_sheet_says_of_which_days_it_is(demo_store: SqliteStore) -> None:
    who = person(demo_store)
    demo_store.put(held(code="Năm trước", starts_on=date(2025, 5, 4), speakers=[Speaker(who.id)]))
    proposal = Commendation(year=2026, subject="propagandist", propagandist=who.id, field="outreach", form="commune")
    proposal.from_day, proposal.to_day = date(2025, 1, 1), date(2026, 6, 30)
    values = commendation_values(demo_store, proposal, date(2026, 11, 25))
    assert values["period_words"] == "từ ngày 01/01/2025 đến ngày 30/06/2026"
    facts = values["facts"]
    assert isinstance(facts, list)
    assert facts[0]["behind"] == "Năm trước"


def test_a_proposal_is_kept_under_the_name_of_whom_it_proposes(demo_store: SqliteStore) -> None:
    who = person(demo_store)
    proposal = Commendation(year=2026, subject="propagandist", propagandist=who.id, field="outreach", form="commune")
    save(demo_store, proposal)
    assert demo_store.get(Commendation, proposal.id).name == "Sơn Thị Mẫu"
    assert proposal.label() == "Khen thưởng Sơn Thị Mẫu năm 2026"
    assert len(demo_store.ids(Commendation, Query(text="son thi mau"))) == 1
    proposal.subject, proposal.name = "collective", "Chi hội Phụ nữ ấp 1"
    save(demo_store, proposal)
    assert proposal.name == "Chi hội Phụ nữ ấp 1"


def test_no_sheet_scores_or_ranks(store: SqliteStore) -> None:
    facts = sheet(store, subject="propagandist", propagandist=person(store).id)
    assert not [what for what in facts if "điểm" in what.lower() or "hạng" in what.lower()]


def test_a_proposal_without_its_subject_is_a_problem(store: SqliteStore) -> None:
    with pytest.raises(Problem, match="chưa chọn người"):
        sheet(store, subject="mediator")
