"""From when to when units existed, day by day, as offices and their successors tell it."""

from __future__ import annotations

from datetime import date

import pytest

from app.records.office import Office, Successor
from app.usecases.unit_lives import Life, absent, last_day, lives, lives_by_code

DAY = date(2025, 7, 1)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 2)
NEW = Office(code="31519", name="xã Mới", kind="commune")


def old(manner: str = "merged", since: date | None = DAY, **more: object) -> Office:
    """Return an office that went into the new one."""
    after = [Successor(NEW.id, manner, since)] if manner else []
    return Office(code="90001", name="xã Cũ", kind="commune", successors=after, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("office", "last"),
    [
        (old(), BEFORE),
        (old(since=None), date.min),
        (old("partial"), None),
        (old(""), None),
        (old("", valid_to=AFTER), AFTER),
        (old(valid_to=AFTER), BEFORE),
        (old(valid_to=date(2024, 1, 1)), date(2024, 1, 1)),
    ],
)
def test_the_last_day_of_a_unit_is_its_own_or_the_one_before_it_went_into_another(
    office: Office, last: date | None
) -> None:
    assert last_day(office) == last


def test_a_unit_lives_until_its_last_day_and_a_unit_of_which_a_part_left_goes_on() -> None:
    assert [lives(old(), day) for day in (BEFORE, DAY)] == [True, False]
    assert lives(old("partial"), DAY)


@pytest.mark.parametrize(
    ("life", "touched"),
    [
        (Life("a"), True),
        (Life("a", first=AFTER), False),
        (Life("a", first=DAY), True),
        (Life("a", last=date(2025, 6, 29)), False),
        (Life("a", last=BEFORE), True),
        (Life("a", BEFORE, BEFORE), True),
    ],
)
def test_a_life_touches_days_of_which_it_has_the_first_or_the_last(life: Life, touched: bool) -> None:
    assert life.touches(BEFORE, DAY) is touched


def test_a_unit_whose_first_day_nobody_wrote_begins_on_the_first_day_others_went_into_it() -> None:
    later = old(since=AFTER)
    later.code = "90002"
    found = lives_by_code([later, NEW, old()])
    assert found["31519"] == [Life("xã Mới", first=DAY)]
    assert found["90001"] == [Life("xã Cũ", last=BEFORE, heirs=("31519",))]


def test_a_new_unit_with_the_code_of_an_old_one_stands_before_it() -> None:
    gone = old()
    gone.code = NEW.code
    assert [life.name for life in lives_by_code([gone, NEW])[NEW.code]] == ["xã Mới", "xã Cũ"]


def test_what_several_registers_say_of_one_office_is_taken_together() -> None:
    one, other = old("", valid_from=date(2020, 1, 1)), old("", valid_from=date(2021, 1, 1), valid_to=AFTER)
    third = old("", valid_to=DAY)
    assert lives_by_code([one, other, third])["90001"] == [Life("xã Cũ", date(2021, 1, 1), DAY)]


@pytest.mark.parametrize(
    ("some", "said"),
    [
        ([], ""),
        ([Life("a", last=BEFORE), Life("b", first=DAY)], ""),
        ([Life("a", first=AFTER), Life("b", first=date(2026, 1, 1))], "Đơn vị có từ ngày 02/07/2025."),
        (
            [Life("a", last=date(2025, 6, 1)), Life("b", last=date(2024, 6, 1))],
            "Đơn vị không còn sau ngày 01/06/2025.",
        ),
        ([Life("a", last=date.min)], "Đơn vị không còn."),
    ],
)
def test_days_without_a_unit_are_said_with_the_day_it_began_or_ended(some: list[Life], said: str) -> None:
    assert absent(some, date(2025, 6, 15), DAY) == said


def test_a_unit_into_which_others_went_on_a_day_nobody_wrote_has_no_first_day() -> None:
    assert lives_by_code([old(since=None), NEW])["31519"] == [Life("xã Mới")]
