"""What the officer is asked to look at: duplicates, kinship, frozen periods, written contents, who a group lacks."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from app.ports import Query
from app.records import Hamlet, MediationCase, MediationGroup, Mediator
from app.records.base import new_id
from app.records.mediation import Party
from app.usecases.mediation import dismiss_duplicate, duplicates
from app.usecases.records import issues_of, save
from app.usecases.roster import composition, composition_of_all
from db import SqliteStore

TODAY = date(2026, 11, 23)


@pytest.fixture
def case(demo_store: SqliteStore) -> MediationCase:
    return next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T01-01"})))


def said(store: SqliteStore, case: MediationCase, field: str) -> str:
    issues = [issue for issue in issues_of(store, case) if issue.field == field]
    assert not any(issue.blocks for issue in issues)
    return " ".join(issue.message for issue in issues)


def again(case: MediationCase, on: date) -> MediationCase:
    return dataclasses.replace(
        case, id=new_id(), code="", number=None, state="received", received_on=on, ended_on=None, sessions=[]
    )


def test_the_same_parties_within_a_year_are_shown_until_somebody_says_no(
    demo_store: SqliteStore, case: MediationCase
) -> None:
    second = again(case, date(2026, 10, 1))
    assert [other.code for other in duplicates(demo_store, second)] == ["HG-2026-T01-01"]
    assert "HG-2026-T01-01 cùng các bên" in said(demo_store, second, "parties")
    dismiss_duplicate(demo_store, second, case)
    assert duplicates(demo_store, second) == []
    assert duplicates(demo_store, again(case, date(2027, 6, 1))) == []


def test_names_without_marks_are_the_same_people(demo_store: SqliteStore, case: MediationCase) -> None:
    second = again(case, date(2026, 10, 1))
    second.parties = [dataclasses.replace(p, full_name=p.full_name.upper()) for p in case.parties]
    assert len(duplicates(demo_store, second)) == 1


def test_a_mediator_of_the_same_family_and_home_is_asked_about(demo_store: SqliteStore, case: MediationCase) -> None:
    mediator = demo_store.get(Mediator, case.mediators[0].mediator)
    mediator.address = "ấp Giồng Sao, xã Sen Vàng"
    demo_store.put(mediator)
    family = mediator.full_name.split()[0]
    case.parties[0] = Party(side="A", full_name=f"{family} Thử", address="Ấp Giồng Sao, xã Sen Vàng")
    assert "cùng họ và nơi ở" in said(demo_store, case, "mediators")


def test_a_case_in_a_frozen_period_is_announced(demo_store: SqliteStore, case: MediationCase) -> None:
    assert "đã chốt" in said(demo_store, again(case, date(2026, 2, 1)), "received_on")
    assert said(demo_store, again(case, date(2026, 9, 1)), "received_on") == ""


def test_the_rights_of_others_are_asked_about(demo_store: SqliteStore, case: MediationCase) -> None:
    case.parties.append(Party(role="related", full_name="Người Liên Quan"))
    assert "có quyền lợi" in said(demo_store, case, "third_party_consent")


def test_an_agreement_about_crime_is_looked_at(demo_store: SqliteStore, case: MediationCase) -> None:
    case.agreement = "Bên A không yêu cầu khởi tố hình sự."
    assert "không thuộc phạm vi" in said(demo_store, case, "agreement")


def test_a_failed_land_case_is_led_to_the_commune(demo_store: SqliteStore) -> None:
    case = next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T03-01"})))
    case.referred_to = case.referred_name = ""
    assert "Điều 235" in said(demo_store, case, "referred_to")


def test_a_success_ends_because_the_parties_agreed(demo_store: SqliteStore, case: MediationCase) -> None:
    case.end_reason = ""
    save(demo_store, case)
    assert case.end_reason == "agreed"


def test_the_demonstrations_groups_are_composed_by_law(demo_store: SqliteStore) -> None:
    assert composition_of_all(demo_store, TODAY) == {}


def test_a_group_says_what_it_lacks(store: SqliteStore) -> None:
    hamlet = Hamlet(name="Thử", kind="ap", minority_area=True)
    group = MediationGroup(code="T09", name="Tổ thử", hamlets=(hamlet.id,))
    man = Mediator(
        full_name="Nguyễn Văn Thử", group=group.id, sex="male", ethnicity="kinh", recognised_on=date(2024, 1, 1)
    )
    for record in (hamlet, group, man):
        store.put(record)
    lacking = " ".join(issue.message for issue in composition(store, group, TODAY))
    assert "1 hòa giải viên, phải có từ 3" in lacking
    assert "chưa có hòa giải viên nữ" in lacking
    assert "chưa có người dân tộc" in lacking
    assert "chưa có tổ trưởng" in lacking
    group.state = "dissolved"
    assert composition(store, group, TODAY) == []
