"""The rules of people, groups, offices, routes and hamlets; terms of office; the state's list of units."""

from __future__ import annotations

from datetime import date

import pytest

from app.records import Hamlet, MediationGroup, Mediator, Office, Propagandist, Record, Route, Training, units
from app.records.office import Stop, in_force
from app.records.places import HamletSuccessor

FROM, UNTIL = date(2024, 1, 15), date(2026, 6, 1)


def with_(record: Record, **values: object) -> Record:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def mediator() -> Mediator:
    return Mediator(
        full_name="Thạch Thử",
        group="g",
        sex="male",
        ethnicity="khmer",
        elected_on=date(2024, 1, 5),
        votes=151,
        households=300,
        recognised_on=FROM,
        head_from=FROM,
        head_until=UNTIL,
        left_on=UNTIL,
        leave_reason="own_wish",
    )


def group() -> MediationGroup:
    return MediationGroup(code="T01", name="Tổ hòa giải ấp Thử", hamlets=("h",), founded_on=FROM)


def office() -> Office:
    return Office(code="99901", name="xã Thử", kind="commune", valid_from=FROM, valid_to=UNTIL)


def route() -> Route:
    return Route(name="Xã gửi Sở", stops=[Stop("o")], valid_from=FROM, valid_to=UNTIL)


def hamlet() -> Hamlet:
    return Hamlet(name="Thử", kind="ap", valid_from=FROM)


def propagandist() -> Propagandist:
    return Propagandist(
        full_name="Sơn Thị Thử",
        sex="female",
        ethnicity="khmer",
        recognised_on=FROM,
        left_on=UNTIL,
        leave_reason="own_wish",
    )


def training() -> Training:
    return Training(held_on=FROM, subject="Kỹ năng hòa giải")


SOUND = {maker.__name__: maker for maker in (mediator, group, office, route, hamlet, propagandist, training)}


@pytest.mark.parametrize("which", SOUND)
def test_a_sound_record_is_not_complained_of(which: str) -> None:
    assert list(SOUND[which]().issues()) == []


BEFORE = date(2023, 1, 1)
BROKEN: tuple[tuple[str, dict[str, object], str, str, bool], ...] = (
    ("mediator", {"full_name": ""}, "full_name", "Chưa nhập “Họ và tên”", True),
    ("mediator", {"group": ""}, "group", "Chưa nhập “Tổ hòa giải”", True),
    ("mediator", {"left_on": BEFORE}, "left_on", "không thể trước", True),
    ("mediator", {"head_until": BEFORE}, "head_until", "không thể trước", True),
    ("mediator", {"elected_on": UNTIL}, "recognised_on", "không thể trước", True),
    ("mediator", {"leave_reason": ""}, "leave_reason", "phải ghi lý do (Điều 11", True),
    ("mediator", {"votes": 301}, "votes", "không thể nhiều hơn tổng số hộ", True),
    ("mediator", {"votes": 150}, "votes", "150/300 hộ, chưa quá 50 %", True),
    ("mediator", {"votes": 0}, "votes", "0/300 hộ, chưa quá 50 %", True),
    ("group", {"hamlets": ()}, "hamlets", "Chưa nhập “Ấp, khóm phụ trách”", True),
    ("group", {"ended_on": BEFORE}, "ended_on", "không thể trước", True),
    ("group", {"state": "dissolved"}, "ended_on", "phải ghi ngày", True),
    ("group", {"state": "merged", "ended_on": UNTIL}, "successor", "phải chọn tổ kế thừa", True),
    ("office", {"code": ""}, "code", "Chưa nhập “Mã đơn vị”", True),
    ("office", {"valid_to": BEFORE}, "valid_to", "không thể trước", True),
    ("route", {"stops": []}, "stops", "Chưa nhập “Các chặng”", True),
    ("route", {"valid_to": BEFORE}, "valid_to", "không thể trước", True),
    ("route", {"level": "full"}, "level_reason", "phải ghi lý do", True),
    ("hamlet", {"kind": ""}, "kind", "Chưa nhập “Gọi là”", True),
    ("hamlet", {"valid_to": UNTIL}, "successors", "nên ghi ấp, khóm nào kế thừa", False),
    ("propagandist", {"left_on": BEFORE}, "left_on", "không thể trước", True),
    ("propagandist", {"leave_reason": ""}, "leave_reason", "phải ghi lý do (Điều 6", True),
    ("training", {"subject": ""}, "subject", "Chưa nhập “Nội dung”", True),
)


@pytest.mark.parametrize(("which", "values", "field", "words", "blocks"), BROKEN)
def test_a_broken_rule_is_said_under_its_box_and_nothing_else_is(
    which: str, values: dict[str, object], field: str, words: str, blocks: bool
) -> None:
    issues = list(with_(SOUND[which](), **values).issues())
    assert [(issue.field, issue.blocks) for issue in issues] == [(field, blocks)]
    assert words in issues[0].message


ALLOWED: tuple[tuple[str, dict[str, object]], ...] = (
    ("mediator", {"votes": None}),
    ("mediator", {"households": None}),
    ("mediator", {"left_on": None, "leave_reason": ""}),
    ("mediator", {"left_on": FROM, "head_until": FROM}),
    ("group", {"state": "merged", "ended_on": UNTIL, "successor": "g2"}),
    ("group", {"state": "dissolved", "ended_on": UNTIL}),
    ("route", {"level": "full", "level_reason": "Sở yêu cầu bằng văn bản"}),
    ("hamlet", {"valid_to": UNTIL, "successors": [HamletSuccessor("h2", "merged")]}),
)


@pytest.mark.parametrize(("which", "values"), ALLOWED)
def test_what_the_law_allows_is_not_complained_of(which: str, values: dict[str, object]) -> None:
    assert list(with_(SOUND[which](), **values).issues()) == []


@pytest.mark.parametrize(
    ("on", "serving", "heading"),
    [
        (date(2024, 1, 14), False, False),
        (FROM, True, True),
        (date(2026, 5, 31), True, True),
        (UNTIL, False, False),
        (date(2027, 1, 1), False, False),
    ],
)
def test_a_mediator_serves_from_recognition_until_the_day_of_leaving(on: date, serving: bool, heading: bool) -> None:
    assert mediator().in_office(on) is serving
    assert mediator().head_on(on) is heading
    assert propagandist().in_office(on) is serving


def test_who_was_never_made_head_is_no_head_and_who_belongs_to_a_minority_is_told_by_ethnicity() -> None:
    nobody = Mediator(recognised_on=FROM)
    assert nobody.in_office(UNTIL)
    assert not nobody.head_on(UNTIL)
    assert [Mediator(ethnicity=e).minority() for e in ("", "kinh", "khmer", "hoa", "other")] == [False] * 2 + [True] * 3
    assert propagandist().minority()


@pytest.mark.parametrize(
    ("start", "end", "applies"),
    [(None, None, True), (FROM, None, True), (None, UNTIL, True), (FROM, UNTIL, True), (UNTIL, None, False)],
)
def test_an_open_end_has_not_come_yet(start: date | None, end: date | None, applies: bool) -> None:
    assert in_force(start, end, date(2025, 1, 1)) is applies
    assert in_force(FROM, UNTIL, FROM)
    assert in_force(FROM, UNTIL, UNTIL)


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("Giồng Sao", "ap", "ấp Giồng Sao"),
        ("Ấp Chợ", "ap", "Ấp Chợ"),
        ("Khóm 2", "khom", "Khóm 2"),
        ("2", "khom", "khóm 2"),
        ("", "", ""),
    ],
)
def test_a_hamlet_is_called_what_it_is_once(name: str, kind: str, label: str) -> None:
    assert Hamlet(name=name, kind=kind).label() == label


def test_the_list_of_units_is_whole_and_without_two_of_one_code() -> None:
    every = units.units()
    assert len(every) == 3321
    assert len({unit.code for unit in every}) == 3321
    assert len(units.provinces()) == 34
    assert {unit.kind for unit in every} == {"commune", "ward", "special_zone"}


def test_a_unit_is_found_by_its_words_without_marks_and_by_its_code() -> None:
    found = units.find_units("ke sach")
    assert [unit.name for unit in found] == ["Xã Kế Sách"]
    assert units.unit(found[0].code) == found[0]
    assert units.find_units("ke sach", found[0].province_code) == found
    assert units.find_units("ke sach", "khác") == []
    assert units.unit("00000") is None


def test_every_old_unit_leads_to_a_unit_of_today() -> None:
    codes = {unit.code for unit in units.units()}
    sample = ("31360", "31366", "00001")
    for old in sample:
        assert all(succession.code in codes for succession in units.successions(old))
    assert units.successions("không có") == []
