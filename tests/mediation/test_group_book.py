"""Part II of a group's book: a row a mediator or a row a case, over the same cases and with the same totals."""

from __future__ import annotations

import dataclasses
import io

import pdfplumber
import pytest

from app.ports import Query
from app.records import MediationGroup
from app.usecases.papers_mediation import cases_of, tally
from app.usecases.printing import Selection, print_form
from db import SqliteStore


@pytest.fixture
def group(demo_store: SqliteStore) -> MediationGroup:
    return next(demo_store.every(MediationGroup, Query(where={"code": "T03"})))


def test_the_row_key_is_switched_and_the_totals_stay(demo_store: SqliteStore, group: MediationGroup) -> None:
    cases = cases_of(demo_store, group, 2026)
    mediators, total = tally(demo_store, cases)
    each, same = tally(demo_store, cases, by_case=True)
    assert total == same
    assert [(row["mediator"], row["civil"]) for row in mediators] == [
        ("Lê Hoàng Thơ", "2"),
        ("Phạm Thị Cẩm Giang", "1"),
    ]
    assert [(row["number"], row["success"], row["failure"], row["pending"]) for row in each] == [
        ("1", "", "1", ""),
        ("2", "1", "", ""),
        ("3", "", "", "1"),
    ]
    assert each[1]["mediator"] == "Lê Hoàng Thơ, Lâm Sa Rinh"
    assert each[1]["note"] == "Nhận 25/05/2026"


def test_a_case_out_of_scope_is_in_neither(demo_store: SqliteStore) -> None:
    group = next(demo_store.every(MediationGroup, Query(where={"code": "T02"})))
    each, _ = tally(demo_store, cases_of(demo_store, group, 2026), by_case=True)
    assert [row["number"] for row in each] == ["1", "2"]


def test_a_case_whose_scope_nobody_said_is_in_no_column_of_scope(
    demo_store: SqliteStore, group: MediationGroup
) -> None:
    case = dataclasses.replace(cases_of(demo_store, group, 2026)[0], scope="", state="received")
    _, total = tally(demo_store, [case])
    assert [total[name] for name in ("conflict", "civil", "family", "violation", "other", "pending")] == [*"000001"]


def test_the_printed_book_has_a_row_for_each_case_when_asked(demo_store: SqliteStore, group: MediationGroup) -> None:
    chosen = Selection(group=group.id, year=2026, by_case=True)
    with pdfplumber.open(io.BytesIO(print_form(demo_store, "so-theo-doi-hoa-giai", chosen, ".pdf"))) as pdf:
        last = " ".join((pdf.pages[-1].extract_text() or "").split())
    assert "Nhận 19/10/2026" in last
    assert "cột con chưa đối chiếu với sổ giấy" in last
