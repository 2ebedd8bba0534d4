"""The record of a merger on paper: the act, what came from where, the figures before and after, the groups."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from app.problems import Problem
from app.records import Hamlet, MediationGroup
from app.usecases import merging_undo, merging_units
from app.usecases.merging_books import mergers
from app.usecases.merging_split import Part
from app.usecases.papers_merger import merger_values
from app.usecases.printing import Selection, print_form
from app.vietnamese import show_number
from db import SqliteStore
from tests.sync.merging import ASKED, CODES, NAMES, TODAY, Past, opened

FORM = "bien-ban-sap-nhap"


@pytest.fixture
def merged(new: SqliteStore, past: list[Past]) -> SqliteStore:
    with opened(past) as sources:
        merging_units.apply(new, sources, ASKED, today=TODAY)
    return new


def printed(store: SqliteStore) -> str:
    data = print_form(store, FORM, Selection(record=mergers(store)[0].id), ".pdf")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return " ".join(word["text"] for page in pdf.pages for word in page.extract_words())


def test_the_paper_says_the_act_the_units_and_that_no_figure_moved(merged: SqliteStore) -> None:
    text = printed(merged)
    assert ASKED.basis in text
    assert "01/10/2026" in text
    for name, code in zip(NAMES, CODES, strict=True):
        assert code in text
        assert name.split(" (")[0].removeprefix("xã ") in text
    assert "30/09/2026" in text  # the last day of each
    assert "tổng trước khi nhập bằng số sau khi nhập" in text
    assert "Các chỉ số lệch" not in text


def test_its_figures_are_those_of_the_registers(merged: SqliteStore, past: list[Past]) -> None:
    said = merger_values(merged, mergers(merged)[0].id)
    with opened(past) as sources:
        parts = [len(source.ids(MediationGroup)) for source in sources]
    assert len(said["groups"]) == sum(parts) == len(merged.ids(MediationGroup))
    assert {group["came_from"] for group in said["groups"]} == set(NAMES)
    for total in said["totals"]:
        assert total["before"] == total["after"]
        assert len(total["parts"].split(" + ")) == len(CODES)
        numbers = [int(part.replace(".", "")) for part in total["parts"].split(" + ")]
        assert show_number(sum(numbers) + int(total["here"].replace(".", ""))) == total["before"]
    assert len(said["totals"]) > 20


def test_a_merger_taken_back_says_so_on_its_paper(merged: SqliteStore) -> None:
    merging_undo.undo(merged, mergers(merged)[0].id)
    assert "đã hoàn tác ngày" in printed(merged)


def test_part_of_a_split_unit_is_called_a_part_and_has_no_last_day(new: SqliteStore, past: list[Past]) -> None:
    with opened(past[:1]) as sources:
        part = Part(frozenset(hamlet.id for hamlet in list(sources[0].every(Hamlet))[:1]))
        merging_units.apply(new, sources, replace(ASKED, parts={CODES[0]: part}, differences=True), today=TODAY)
    [unit] = merger_values(new, mergers(new)[0].id)["units"]
    assert (unit["whole"], unit["last_day"]) == ("một phần", "")


def test_a_merger_nobody_knows_is_refused(new: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Không có lần sáp nhập"):
        merger_values(new, "none")
    assert not list(tmp_path.glob("*.pdf"))
