"""The grammar of consistency rules: what it reads, what it refuses, that it executes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Problem
from app.statistics.rules import parse_rule, parse_sum

VALUES = {"c1": 10, "c2": 7, "c3": 3, "PB31.other": 4}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ("c1 == c2 + c3", True),
        ("c1==c2+c3-0", True),
        ("c2 == c1 - c3", True),
        ("c2 <= c1", True),
        ("c1 <= c2", False),
        ("c1 < c1", False),
        ("c3 > 2", True),
        ("c1 >= 10", True),
        ("PB31.other + 6 == c1", True),
        ("c1 == c2", False),
    ],
)
def test_a_rule_compares_sums(rule: str, holds: bool) -> None:
    assert parse_rule(rule).holds(VALUES) is holds


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "c1",
        "c1 = c2",
        "c1 == c2 == c3",
        "c1 == ",
        "== c1",
        "c1 == c2 c3",
        "c1 == + c2",
        "c1 == c2 * 2",
        "c1 == (c2)",
        "__import__('os') == 1",
        "c1 == c2; c3",
        "c1 == -c2",
        "c1 == c2 + - c3",
        "c1 == “c2”",
    ],
)
def test_anything_else_is_refused_with_how_to_write_it(rule: str) -> None:
    with pytest.raises(Problem, match="Viết dạng"):
        parse_rule(rule)


def test_a_rule_is_shown_as_people_write_it_with_its_numbers() -> None:
    rule = parse_rule("c1 == c2 + c3 - 1")
    assert rule.shown() == "(1) = (2) + (3) − 1"
    assert rule.with_values(VALUES) == "10 = 7 + 3 − 1"
    assert rule.names() == {"c1", "c2", "c3"}


@given(st.lists(st.tuples(st.sampled_from([1, -1]), st.integers(0, 10**9)), min_size=1))
def test_a_sum_is_what_arithmetic_says(terms: list[tuple[int, int]]) -> None:
    terms[0] = (1, terms[0][1])
    written = " ".join(f"{'+' if sign > 0 else '-'} {number}" for sign, number in terms).removeprefix("+ ")
    assert parse_sum(written).value({}) == sum(sign * number for sign, number in terms)
