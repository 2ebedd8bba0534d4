"""Tables: rows and totals that add up for any records, rules that fail when they should, cells found by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from app.problems import Problem
from app.records.outreach import Speaker
from app.statistics.facts import Facts
from app.statistics.indicators import INDICATORS
from app.statistics.packs import table_spec
from app.statistics.periods import parse
from app.statistics.rules import parse_rule
from app.statistics.spec import BY_FORM, BY_GROUP, BY_MONTH, BY_TOTAL, BY_UNIT, Head, TableSpec
from app.statistics.tables import Table, build, with_rows
from tests.statistics.made import case, event, facts, group, mediator, propagandist

YEAR = parse("2026:TN")
some_examples = settings(max_examples=20)
PACK = "tong-hop-noi-bo"


def counted(table: str, some: Facts, rows: str = "") -> Table:
    pack, spec = table_spec(PACK, table)
    return build(pack, with_rows(spec, rows), some, YEAR)


# --- for any records --------------------------------------------------------------------------------------------------


SHARED = (
    *(("hoa-giai", rows) for rows in (BY_GROUP, BY_MONTH, BY_UNIT)),
    *(("hoa-giai-vien", rows) for rows in (BY_GROUP, BY_UNIT)),
    *(("pbgdpl", rows) for rows in (BY_FORM, BY_MONTH, BY_UNIT)),
)


@some_examples
@given(facts())
def test_the_total_is_the_sum_of_the_rows_however_a_table_is_shared_out(some: Facts) -> None:
    for table, rows in SHARED:
        made = counted(table, some, rows)
        assert made.total is not None
        for place, cell in enumerate(made.total.cells):
            assert cell.value == sum(row.cells[place].value for row in made.rows)
            if table == "hoa-giai":
                assert sorted(cell.ids) == sorted(one for row in made.rows for one in row.cells[place].ids)


@some_examples
@given(facts())
def test_what_counts_records_is_as_many_as_the_records_behind_it(some: Facts) -> None:
    for indicator in INDICATORS.values():
        figure = indicator.figure(some, YEAR)
        assert len(set(figure.ids)) == len(figure.ids)
        if indicator.counted:
            assert figure.value == len(figure.records)


@some_examples
@given(facts())
def test_a_case_is_counted_once_and_has_one_outcome(some: Facts) -> None:
    parts = [INDICATORS[f"mediation.{name}"].figure(some, YEAR).ids for name in ("success", "failure", "pending")]
    received = INDICATORS["mediation.received"].figure(some, YEAR).ids
    assert sorted(received) == sorted(one for ids in parts for one in ids)


@some_examples
@given(facts())
def test_the_shipped_rules_hold_for_any_records_that_pass_their_own_checks(some: Facts) -> None:
    for table in ("hoa-giai", "hoa-giai-vien", "pbgdpl", "pbgdpl-chi-so"):
        assert counted(table, some).broken == ()


# --- rules that fail --------------------------------------------------------------------------------------------------


def test_a_rule_that_does_not_hold_names_the_row_the_rule_and_the_numbers() -> None:
    bad = Facts(events=(event(attended=40, women=50),))
    broken = counted("pbgdpl", bad).broken
    assert [one.row for one in broken] == ["Tổng số", "Hội nghị, hội thảo phổ biến"]
    assert "nữ" in broken[0].says
    assert "50 ≤ 40" in broken[0].says


def test_a_success_without_a_scope_breaks_the_sum_of_scopes() -> None:
    bad = Facts(cases=(case(state="success", scope="", ended_on=date(2026, 4, 1)),), groups=(group("g1"),))
    assert {one.rule for one in counted("hoa-giai", bad).broken} == {"c10 == c11 + c12 + c13 + c14 + c15 + c16 + c17"}


def test_a_rule_of_a_list_is_tried_on_its_lines() -> None:
    bad = Facts(propagandists=(propagandist("p1", sex=""),))
    assert [one.rule for one in counted("pbgdpl-chi-so", bad).broken] == ["PB01 == PB02 + PB03"]


def by_form(*columns: Head) -> TableSpec:
    return TableSpec("thu", "Thử (nội bộ)", BY_FORM, "Hình thức", columns=columns)


def test_a_total_that_is_not_the_sum_is_told_unless_the_column_says_so() -> None:
    pack, _ = table_spec(PACK, "pbgdpl")
    spoke = [Speaker(propagandist="p1")]
    some = Facts(
        events=(event("a", speakers=spoke), event("b", form="seminar", speakers=spoke)),
        propagandists=(propagandist("p1"),),
    )
    told = build(pack, by_form(Head("Người nói", indicator="PB07")), some, YEAR)
    assert [one.rule for one in told.broken] == ["total:c1"]
    assert build(pack, by_form(Head("Người nói", indicator="PB07", distinct=True)), some, YEAR).broken == ()


def test_a_rule_between_columns_is_tried_on_every_row() -> None:
    pack, spec = table_spec(PACK, "hoa-giai")
    some = Facts(
        cases=(case("a"), case("b", group="g2", state="success", ended_on=date(2026, 4, 1))),
        groups=(group("g1"), group("g2")),
    )
    strict = replace(spec, rules=(parse_rule("c19 == 0", "Không còn vụ nào dở dang."),))
    assert [one.row for one in build(pack, strict, some, YEAR).broken] == ["Tổng số trên địa bàn", "Tổ g1"]


# --- rows -------------------------------------------------------------------------------------------------------------


def test_a_living_group_without_cases_has_its_row_and_a_dissolved_one_has_none() -> None:
    some = Facts(groups=(group("g2"), group("g1"), group("old", ended_on=date(2025, 3, 1))), cases=(case(),))
    assert [row.key for row in counted("hoa-giai", some).rows] == ["G1", "G2"]


def test_a_case_of_two_groups_is_in_the_row_of_the_one_that_leads() -> None:
    made = counted("hoa-giai", Facts(groups=(group("g1"), group("g2")), cases=(case(group="g2"),)))
    assert [(row.key, row.cells[0].value) for row in made.rows] == [("G1", 0), ("G2", 1)]


def test_a_case_of_an_unknown_group_keeps_a_row_of_its_own() -> None:
    made = counted("hoa-giai", Facts(groups=(group("g1"),), cases=(case(group="lost"),)))
    assert [(row.label, row.cells[0].value) for row in made.rows] == [("Tổ g1", 0), ("Chưa rõ tổ", 1)]


def test_groups_with_one_code_in_two_communes_are_told_apart() -> None:
    some = Facts(groups=(group("g1", code="T01"), group("g2", code="T01", unit="2")), cases=(case(),))
    assert [row.key for row in counted("hoa-giai", some, BY_GROUP).rows] == ["1/T01", "2/T01"]


def test_rows_by_unit_carry_the_names_of_the_offices() -> None:
    some = Facts(cases=(case("a"), case("b", unit="2")), unit_names={"1": "xã Sen Vàng"})
    assert [row.label for row in counted("hoa-giai", some, BY_UNIT).rows] == ["xã Sen Vàng", "Đơn vị 2"]


def test_rows_by_form_are_in_the_order_of_the_law_and_only_those_that_happened() -> None:
    some = Facts(events=(event("a", form="rally"), event("b"), event("c", form="club", state="planned")))
    assert [row.key for row in counted("pbgdpl", some).rows] == ["conference", "rally"]


def test_months_show_the_outcome_at_the_cut_off_of_the_whole_period() -> None:
    late = case(received_on=date(2026, 1, 5), state="success", ended_on=date(2026, 9, 1))
    made = counted("hoa-giai", Facts(cases=(late,)), BY_MONTH)
    january = made.rows[0]
    assert (january.key, january.cells[9].value, january.cells[18].value) == ("2026-01", 1, 0)
    assert len(made.rows) == 12


def test_a_table_of_the_total_alone_has_no_other_row() -> None:
    made = counted("hoa-giai", Facts(cases=(case(),)), BY_TOTAL)
    assert made.rows == ()
    assert made.cell("c1").value == 1
    assert made.broken == ()


# --- cells ------------------------------------------------------------------------------------------------------------


def test_a_cell_is_found_by_row_and_column() -> None:
    made = counted("hoa-giai", Facts(groups=(group("g1"),), cases=(case("a"), case("b", group="g2"))))
    assert made.cell("c1").ids == made.cell("total:c1").ids == made.cell("total:1").ids == ("a", "b")
    assert made.cell("G1:c1").records == (("mediation_case", "a"),)


def test_a_cell_of_a_list_is_found_by_its_line() -> None:
    made = counted("pbgdpl-chi-so", Facts(events=(event(),)))
    assert made.cell("PB11").value == made.cell("PB11:c1").value == 40


@pytest.mark.parametrize("name", ["c0", "c20", "T99:c1", "", "total:", "G1", "cx", "G1:c1:c1", "c²"])
def test_a_cell_that_is_not_there_is_refused_with_the_rows_there_are(name: str) -> None:
    made = counted("hoa-giai", Facts(groups=(group("g1"),)))
    with pytest.raises(Problem) as refused:
        made.cell(name)
    assert "G1" in refused.value.remedy


def test_mediators_are_counted_in_their_group() -> None:
    some = Facts(groups=(group("g1"), group("g2")), mediators=(mediator("a"), mediator("b", group="g2", sex="female")))
    made = counted("hoa-giai-vien", some)
    assert [made.cell(f"G2:c{column}").value for column in (1, 2, 3, 4)] == [1, 1, 0, 1]
