"""The standards a commune is judged by: carried ones read, received ones taken, faults named, nothing invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import resources
from app import installed
from app.installed import Item
from app.problems import Problem
from app.statistics import standards
from app.statistics.standards import STANDARDS, read_standard
from app.usecases.reference_checking import check_item

TEXT = resources.path("standards", "tcpl-2026.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _nothing_installed() -> Iterator[None]:
    yield
    installed.put_in(())


def test_every_file_of_the_folder_is_offered() -> None:
    assert {f"{one}.toml" for one in STANDARDS} == {path.name for path in resources.path("standards").iterdir()}
    assert [one.id for one in standards.standards()] == list(STANDARDS)


def test_the_standard_of_2026_has_its_three_criteria_and_fourteen_indicators() -> None:
    entries = standards.standard("tcpl-2026").entries
    assert [sum(entry.level == level for entry in entries) for level in ("criterion", "indicator")] == [3, 14]


def test_what_nobody_has_read_has_no_name_and_no_level_and_says_so() -> None:
    found = standards.standard("tcpl-2026")
    assert found.certainty == "unverified"
    assert found.unverified
    unread = [entry for entry in found.entries if entry.certainty == "not_read"]
    assert {entry.code for entry in unread} == {"2.6.1", "2.7.1", "2.7.3", "3.4.1"}
    assert not any(entry.name or entry.pass_level for entry in unread)
    assert not any(entry.certainty == "read" for entry in found.entries)
    open_ones = {entry.code for entry in found.entries if entry.numerator and not entry.pass_level}
    assert open_ones == {"2.6.2", "2.6.3", "2.7.2", "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.3", "3.4.2"}


def test_a_newer_one_of_reference_data_stands_in_the_place_of_the_carried_one_and_an_older_does_not() -> None:
    newer = TEXT.replace("version = 1", "version = 2", 1)
    installed.put_in([Item(installed.STANDARD, "tcpl-2026", newer)])
    assert standards.standard("tcpl-2026").version == 2
    installed.put_in([Item(installed.STANDARD, "tcpl-2026", TEXT.replace("version = 1", "version = 0", 1))])
    assert standards.standard("tcpl-2026").version == 1


def test_a_retired_one_is_offered_no_more_and_is_still_found() -> None:
    installed.put_in([Item(installed.STANDARD, "tcpl-2026", "", retired=True)])
    assert standards.standard_ids() == ()
    assert standards.standard("tcpl-2026").id == "tcpl-2026"
    with pytest.raises(Problem, match="Không có bộ tiêu chí"):
        standards.standard("khong-co")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "tcpl-2026"', 'id = "khac"', "phải nằm trong tệp"),
        ("version = 1", 'version = "1"', "ghi sai loại"),
        ("version = 1", "versions = 1", "khóa lạ"),
        ('certainty = "unverified"', 'certainty = "sure"', "phải là một trong"),
        ('certainty = "unverified"', 'certainty = "read"', "không hợp với cả bộ"),
        ('code = "1.2"', 'code = "1.1"', "ghi hai lần"),
        ('code = "1.2"', 'code = "9.2"', "chưa có mục 9"),
        ('level = "criterion"', 'level = "content"', "không khớp mã"),
        ('name = "Ban hành văn bản quy phạm pháp luật"', 'name = ""', "chưa có tên"),
        ("[[entries]]", "[[entry]]", "khóa lạ"),
        ('code = "1"', "", "Thiếu khóa “code”"),
        ("valid_from = 2026-01-01", "valid_from = ", "không đọc được"),
    ],
)
def test_a_fault_is_named_before_a_set_could_bring_it(old: str, new: str, said: str) -> None:
    broken = TEXT.replace(old, new, 1) if "entries" not in old else TEXT.replace(old, new)
    with pytest.raises(Problem, match=said):
        read_standard("tcpl-2026", broken)
    with pytest.raises(Problem, match="Bộ tiêu chí"):
        check_item(Item(installed.STANDARD, "tcpl-2026", broken))
