"""Days, numbers and sums of money as people type them and as papers say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vietnamese import (
    day_in_words,
    money_in_words,
    parse_day,
    parse_number,
    show_day,
    show_money,
    show_number,
    show_percent,
)

TODAY = date(2026, 11, 23)
FIFTH_OF_MARCH = date(2026, 3, 5)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("5/3/2026", "05/03/2026", "5-3-2026", "5.3.2026", "5 3 2026", "5/3/26", "05-03-26", "5.3.26"),
        *("05032026", "050326", "2026-03-05", "2026-3-5", " 5/3/2026 ", "5 / 3 / 2026", "5/3", "05.03", "5-3", "5 3"),
    ],
)
def test_a_day_is_understood_however_it_is_typed(typed: str) -> None:
    assert parse_day(typed, TODAY) == FIFTH_OF_MARCH


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_nothing_typed_is_no_day(typed: str) -> None:
    assert parse_day(typed) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2026", "Không có ngày 31/02/2026"),
        ("29/02/2025", "Không có ngày 29/02/2025"),
        ("3/13/2026", "Không có ngày 03/13/2026"),
        ("00/01/2026", "Không có ngày 00/01/2026"),
        ("15/05/0020", "Năm 20 ngoài khoảng"),
        ("0000-01-01", "Năm 0 ngoài khoảng"),
        ("15/05/9999", "Năm 9999 ngoài khoảng"),
        ("hôm qua", "“hôm qua” không phải là ngày"),
        ("5/3/026", "không phải là ngày"),
        ("5", "không phải là ngày"),
        ("1/2/3/4", "không phải là ngày"),
        ("2026/03/05", "không phải là ngày"),
    ],
)
def test_what_is_not_a_day_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_day(typed, TODAY)


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reading_of_days_and_numbers(text: str) -> None:
    for read in (parse_day, parse_number):
        said = _refusal(read, text)
        assert said == "" or said.startswith(("“", "Không có ngày", "Năm "))


def _refusal(read: Callable[[str], object], text: str) -> str:
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return ""


@given(days)
def test_every_day_shown_is_read_back(day: date) -> None:
    assert parse_day(show_day(day)) == day
    assert parse_day(day.isoformat()) == day


def test_two_digit_years_are_of_this_century() -> None:
    assert parse_day("15/05/20") == date(2020, 5, 15)
    assert parse_day("15/05/99") == date(2099, 5, 15)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 5), "ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 28), "ngày 28 tháng 02 năm 2027"),
        (date(2027, 3, 9), "ngày 09 tháng 3 năm 2027"),
        (date(2027, 10, 10), "ngày 10 tháng 10 năm 2027"),
        (date(2027, 12, 31), "ngày 31 tháng 12 năm 2027"),
    ],
)
def test_a_day_is_written_on_papers_as_the_decree_wants(day: date, said: str) -> None:
    assert day_in_words(day) == said


def test_a_day_not_known_leaves_room_for_a_pen() -> None:
    assert day_in_words(None).count("......") >= 3
    assert show_day(None) == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("0", 0), ("7", 7), ("1200", 1200), ("1.200", 1200), ("1 200", 1200), ("1.234.567", 1234567), ("-5", -5)),
        *(("007", 7), ("", None), (" 12 ", 12)),
    ],
)
def test_a_number_is_understood_with_and_without_dots(typed: str, number: int | None) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize("typed", ["1,5", "1.20", "12.34.56", "một", "1e3", "0x10", "1_000", "--1", "9" * 5000])
def test_what_is_not_a_whole_number_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="không phải là số"):
        parse_number(typed)


@given(st.integers(-(10**15), 10**15))
def test_every_number_shown_is_read_back(number: int) -> None:
    assert parse_number(show_number(number)) == number


def test_shares_are_shown_with_a_comma_and_nothing_is_divided_by_nothing() -> None:
    assert show_percent(5, 6) == "83,3 %"
    assert show_percent(1, 1) == "100,0 %"
    assert show_percent(0, 4) == "0,0 %"
    assert show_percent(3, 0) == "–"


def test_money_is_shown_in_dong() -> None:
    assert show_money(1234567) == "1.234.567 đồng"
    assert show_money(0) == "0 đồng"
    assert show_money(None) == ""


MONEY = (
    (0, "Không đồng"),
    (1, "Một đồng"),
    (5, "Năm đồng"),
    (10, "Mười đồng"),
    (11, "Mười một đồng"),
    (14, "Mười bốn đồng"),
    (15, "Mười lăm đồng"),
    (20, "Hai mươi đồng"),
    (21, "Hai mươi mốt đồng"),
    (24, "Hai mươi tư đồng"),
    (25, "Hai mươi lăm đồng"),
    (31, "Ba mươi mốt đồng"),
    (55, "Năm mươi lăm đồng"),
    (100, "Một trăm đồng"),
    (101, "Một trăm linh một đồng"),
    (104, "Một trăm linh bốn đồng"),
    (105, "Một trăm linh năm đồng"),
    (110, "Một trăm mười đồng"),
    (115, "Một trăm mười lăm đồng"),
    (121, "Một trăm hai mươi mốt đồng"),
    (1_000, "Một nghìn đồng"),
    (1_001, "Một nghìn không trăm linh một đồng"),
    (1_010, "Một nghìn không trăm mười đồng"),
    (20_000, "Hai mươi nghìn đồng"),
    (150_000, "Một trăm năm mươi nghìn đồng"),
    (200_000, "Hai trăm nghìn đồng"),
    (300_500, "Ba trăm nghìn năm trăm đồng"),
    (1_000_000, "Một triệu đồng"),
    (1_000_005, "Một triệu không trăm linh năm đồng"),
    (1_234_567, "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"),
    (2_340_000, "Hai triệu ba trăm bốn mươi nghìn đồng"),
    (10_050_000, "Mười triệu không trăm năm mươi nghìn đồng"),
    (1_000_000_000, "Một tỷ đồng"),
    (1_000_000_021, "Một tỷ không trăm hai mươi mốt đồng"),
    (3_000_000_000_000, "Ba nghìn tỷ đồng"),
    (-15, "Âm mười lăm đồng"),
)


@pytest.mark.parametrize(("amount", "said"), MONEY)
def test_money_is_said_in_words(amount: int, said: str) -> None:
    assert money_in_words(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (105, "Một trăm lẻ năm đồng"),
        (1_000, "Một ngàn đồng"),
        (1_000_005, "Một triệu không trăm lẻ năm đồng"),
        (3_000_000_000_000, "Ba ngàn tỷ đồng"),
    ],
)
def test_the_south_says_it_its_own_way(amount: int, said: str) -> None:
    assert money_in_words(amount, southern=True) == said


@given(st.integers(0, 10**15))
def test_no_two_sums_are_said_alike_nor_with_stray_blanks(amount: int) -> None:
    said = money_in_words(amount)
    assert said == " ".join(said.split())
    assert said != money_in_words(amount + 1)
    assert _understood(said) == amount


_UNITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6}
_UNITS |= {"bảy": 7, "tám": 8, "chín": 9}


def _understood(said: str) -> int:
    """Read the words back by a method of its own: a running group, closed by each scale."""
    total, billions, group, unit = 0, 0, 0, 0
    for word in said.lower().removesuffix(" đồng").split():
        if word in _UNITS:
            unit = _UNITS[word]
            continue
        if word == "trăm":
            group, unit = group + unit * 100, 0
        elif word == "mươi":
            group, unit = group + unit * 10, 0
        elif word == "mười":
            group += 10
        elif word in ("nghìn", "triệu"):
            total += (group + unit) * {"nghìn": 1000, "triệu": 10**6}[word]
            group = unit = 0
        elif word == "tỷ":
            billions, total, group, unit = total + group + unit, 0, 0, 0
    return billions * 10**9 + total + group + unit
