"""What cannot be: days out of order or ahead of us, names nobody has, numbers used twice; refused, nothing changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.declaring import to_row
from app.ports import Query
from app.problems import Incomplete, Problem
from app.records import (
    KINDS,
    AccidentSupport,
    Election,
    Hamlet,
    MediationCase,
    MediationGroup,
    Mediator,
    PaymentRequest,
    Training,
    VoidNumber,
)
from app.records.base import Record
from app.records.days import in_order, not_ahead
from app.records.mediation import CaseMediator, EarlierEnd, FollowUp, Obligation, Session, UrgentReport
from app.usecases.records import bring_back, issues_of, remove, save
from db import SqliteStore

AGREED, FAILED, OPEN = "HG-2026-T03-02", "HG-2026-T03-01", "HG-2026-T03-03"
TOMORROW = date.today() + timedelta(days=1)  # noqa: DTZ011 (the officer's own calendar day)
BEFORE = date(2026, 1, 5)  # before any case of the demonstration
Spoil = Callable[[SqliteStore], Record]


def case_of(store: SqliteStore, code: str) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def group_of(store: SqliteStore, code: str) -> MediationGroup:
    return next(store.every(MediationGroup, Query(where={"code": code})))


def with_(code: str, **values: object) -> Spoil:
    return lambda store: dataclasses.replace(case_of(store, code), **values)  # type: ignore[arg-type]


def first(kind: type[Record], **values: object) -> Spoil:
    return lambda store: dataclasses.replace(next(iter(store.every(kind))), **values)  # type: ignore[type-var]


def request(kept: str, **values: object) -> Spoil:
    def spoilt(store: SqliteStore) -> Record:
        found = next(one for one in store.every(PaymentRequest) if one.state == kept)
        return dataclasses.replace(found, **values)  # type: ignore[arg-type]

    return spoilt


def mediators(**of_first: object) -> Spoil:
    def spoilt(store: SqliteStore) -> Record:
        case = case_of(store, AGREED)
        case.mediators[0] = dataclasses.replace(case.mediators[0], **of_first)  # type: ignore[arg-type]
        return case

    return spoilt


def same_mediator_twice(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    case.mediators.append(CaseMediator(case.mediators[0].mediator))
    return case


def own_partner(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    return dataclasses.replace(case, co_group=case.group)


def own_relapse(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    return dataclasses.replace(case, relapse_of=case.id)


def not_born_yet(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    case.parties[0] = dataclasses.replace(case.parties[0], birth_year=2031)
    return case


def group_of_later(store: SqliteStore) -> Record:
    case = case_of(store, OPEN)
    store.put(dataclasses.replace(store.get(MediationGroup, case.group), founded_on=date(2026, 11, 1)))
    return case


def own_heir(store: SqliteStore) -> Record:
    group = group_of(store, "T01")
    return dataclasses.replace(group, state="merged", ended_on=date(2026, 11, 1), successor=group.id)


def of_another_group(store: SqliteStore) -> Record:
    found = next(one for one in store.every(PaymentRequest) if one.state == "complete")
    other = next(group for group in store.every(MediationGroup) if group.id != found.group)
    return dataclasses.replace(found, group=other.id)


def same_number(store: SqliteStore) -> Record:
    waiting = [one for one in store.every(PaymentRequest) if one.state == "complete"]
    paid = {one.group: one for one in store.every(PaymentRequest) if one.state == "paid"}
    other = next(one for one in waiting if one.group in paid)
    return dataclasses.replace(other, number=paid[other.group].number)


def void_of_a_living_case(store: SqliteStore) -> Record:
    return VoidNumber(group=group_of(store, "T01").id, year=2026, number=1, reason="Thử")


CASES: dict[str, tuple[Spoil, str, str]] = {
    "session ahead": (with_(AGREED, sessions=[Session(TOMORROW, place="Ở ấp")]), "sessions", "ở tương lai"),
    "visit ahead": (with_(AGREED, follow_ups=[FollowUp(TOMORROW)]), "follow_ups", "ở tương lai"),
    "urgent report ahead": (with_(OPEN, urgent_reports=[UrgentReport(TOMORROW)]), "urgent_reports", "ở tương lai"),
    "paper before the end": (with_(AGREED, written_on=BEFORE), "written_on", "05/01/2026 không thể trước “Ngày kết"),
    "court before the end": (with_(AGREED, court_filed_on=BEFORE), "court_filed_on", "không thể trước “Ngày kết thúc”"),
    "court decides first": (
        with_(AGREED, court_filed_on=date(2026, 7, 1), court_decided_on=date(2026, 6, 30)),
        "court_decided_on",
        "không thể trước “Ngày nộp đơn” 01/07/2026",
    ),
    "due before the end": (with_(AGREED, due_on=BEFORE), "due_on", "không thể trước “Ngày kết thúc”"),
    "duty due before the end": (
        with_(AGREED, obligations=[Obligation("A", "Trả tiền thuê", BEFORE)]),
        "obligations",
        "“Trả tiền thuê” có hạn 05/01/2026",
    ),
    "visit before the end": (with_(AGREED, follow_ups=[FollowUp(BEFORE)]), "follow_ups", "05/01/2026 trước ngày kết"),
    "until before since": (
        mediators(since=date(2026, 6, 4), until=date(2026, 6, 1)),
        "mediators",
        "đến ngày 01/06/2026, trước khi bắt đầu 04/06/2026",
    ),
    "resumed before it ended": (
        with_(FAILED, earlier=[EarlierEnd(date(2026, 2, 12), date(2026, 2, 11))]),
        "earlier",
        "trước khi lần đó kết thúc 12/02/2026",
    ),
    "mediator twice": (same_mediator_twice, "mediators", "ghi hai lần"),
    "partner of itself": (own_partner, "co_group", "phải khác tổ hòa giải chủ trì"),
    "relapse of itself": (own_relapse, "relapse_of", "tái phát của chính nó"),
    "not born yet": (not_born_yet, "parties", "sinh năm 2031"),
    "number nought": (with_(OPEN, number=0), "number", "bắt đầu từ 1"),
    "group of later": (group_of_later, "group", "thành lập ngày 01/11/2026"),
    "group nobody has": (with_(OPEN, group="khong-co"), "group", "không có “Tổ hòa giải” mang mã khong-co"),
    "mediator nobody has": (mediators(mediator="khong-co"), "mediators", "dòng 1, “Hòa giải viên”: trong sổ không có"),
    "heir of itself": (own_heir, "successor", "tự kế thừa"),
    "code twice": (
        lambda s: dataclasses.replace(group_of(s, "T01"), code="T02"),
        "code",
        "đã là của Tổ hòa giải ấp Ph",
    ),
    "left first": (
        first(Mediator, left_on=date(1999, 1, 1)),
        "left_on",
        "không thể trước “Ngày công nhận”",
    ),
    "recognised ahead": (first(Mediator, recognised_on=TOMORROW), "recognised_on", "ở tương lai"),
    "founded ahead": (first(MediationGroup, founded_on=TOMORROW), "founded_on", "ở tương lai"),
    "trained ahead": (first(Training, held_on=TOMORROW), "held_on", "ở tương lai"),
    "cases after the end": (
        lambda s: dataclasses.replace(group_of(s, "T01"), state="dissolved", ended_on=date(2026, 3, 1)),
        "ended_on",
        "2 vụ tiếp nhận từ ngày 01/03/2026",
    ),
    "election ahead": (first(Election, held_on=TOMORROW), "held_on", "ở tương lai"),
    "more than all present": (first(Election, present=999, households=200), "present", "nhiều hơn tổng số 200"),
    "trained nobody": (first(Training, mediators=("khong-co",)), "mediators", "mang mã khong-co"),
    "made ahead": (request("complete", made_on=TOMORROW), "made_on", "ở tương lai"),
    "complete before made": (request("complete", complete_on=BEFORE), "complete_on", "không thể trước “Ngày lập”"),
    "case of another group": (of_another_group, "lines", "không phải của tổ này"),
    "number of a request twice": (same_number, "number", "đã là số của đề nghị thanh toán số 01/"),
    "void of a living case": (void_of_a_living_case, "number", "đang là số của Vụ HG-2026-T01-01"),
    "accident ahead": (first(AccidentSupport, happened_on=TOMORROW, requested_on=None), "happened_on", "ở tương lai"),
}


def everything(store: SqliteStore) -> list[object]:
    """Return all that a register keeps, removed records too."""
    kept = [
        (kind.table, deleted, record.id, record.draft, to_row(record))
        for kind in KINDS
        for deleted in (False, True)
        for record in sorted(store.every(kind, Query(deleted=deleted)), key=lambda record: record.id)
    ]
    return [*kept, store.last_seq()]


@pytest.mark.parametrize(("spoil", "field", "said"), CASES.values(), ids=CASES)
def test_it_is_refused_naming_record_field_and_remedy_and_nothing_changes(
    demo_store: SqliteStore, spoil: Spoil, field: str, said: str
) -> None:
    record = spoil(demo_store)
    before = everything(demo_store)
    with pytest.raises(Incomplete) as refused:
        save(demo_store, record)
    found = [issue.message for issue in refused.value.issues if issue.field == field and said in issue.message]
    assert len(found) == 1
    assert found[0].endswith(".")
    assert record.label() in refused.value.message
    assert refused.value.remedy
    assert everything(demo_store) == before


def test_a_number_of_a_request_that_was_refused_may_be_used_again(demo_store: SqliteStore) -> None:
    refused = next(one for one in demo_store.every(PaymentRequest) if one.state == "refused")
    again = dataclasses.replace(refused, id=PaymentRequest().id, state="drafted", decided_on=None, refused_because="")
    assert [issue.message for issue in issues_of(demo_store, again) if issue.field == "number"] == []


def test_a_record_that_is_gone_may_still_be_named_by_what_named_it_before(demo_store: SqliteStore) -> None:
    case = case_of(demo_store, OPEN)
    demo_store.delete(demo_store.get(Mediator, case.mediators[0].mediator))
    case.note = "Sửa ghi chú"
    assert [issue.message for issue in issues_of(demo_store, case) if "mang mã" in issue.message] == []


def test_whoever_leaves_is_told_of_the_cases_that_wait_for_him(demo_store: SqliteStore) -> None:
    lead = demo_store.get(Mediator, case_of(demo_store, OPEN).mediators[0].mediator)
    lead.left_on, lead.leave_reason = date(2026, 11, 20), "own_wish"
    (warned,) = [issue for issue in issues_of(demo_store, lead) if issue.field == "left_on"]
    assert OPEN in warned.message
    assert not warned.blocks


def test_who_would_have_been_a_child_when_recognised_is_looked_at(demo_store: SqliteStore) -> None:
    child = next(iter(demo_store.every(Mediator)))
    child.birth_year = 2020
    (warned,) = [issue for issue in issues_of(demo_store, child) if issue.field == "birth_year"]
    assert "chưa đủ 18 tuổi" in warned.message
    assert not warned.blocks


def test_nothing_is_written_into_a_record_that_was_removed(demo_store: SqliteStore) -> None:
    hamlet = next(demo_store.every(Hamlet))
    remove(demo_store, hamlet)
    hamlet.name = "Ấp Đổi Tên"
    with pytest.raises(Problem, match="đã xóa khỏi sổ"):
        save(demo_store, hamlet)
    bring_back(demo_store, hamlet)
    save(demo_store, hamlet)
    assert demo_store.get(Hamlet, hamlet.id).name == "Ấp Đổi Tên"


def test_one_day_for_two_things_and_today_are_possible() -> None:
    today = date.today()  # noqa: DTZ011 (the officer's own calendar day)
    support = AccidentSupport(happened_on=today, requested_on=today)
    assert list(in_order(support, "happened_on", "requested_on")) == []
    assert list(not_ahead(support, "happened_on", "requested_on")) == []
