"""A register that lacks a column of a declared record is named with a sentence, before a list could show nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.problems import Problem
from app.records import Hamlet, Office
from db import columns
from db.driver import connect
from db.register import DATABASE
from tests.db.making import KEY


def _after(folder: Path, statement: str) -> None:
    """Check a register in which a statement was carried out by somebody else."""
    connection = connect(folder / DATABASE, KEY)
    try:
        connection.execute(statement)
        columns.check(connection, folder / DATABASE)
    finally:
        connection.close()


def test_a_column_of_a_field_that_is_not_there_is_named_by_its_kind_and_label(folder: Path) -> None:
    with pytest.raises(Problem) as caught:
        _after(folder, "ALTER TABLE office RENAME COLUMN address TO something_else")
    assert "thiếu ô “Địa chỉ trụ sở”" in caught.value.message
    assert f"“{Office.title}”" in caught.value.message
    assert "khôi phục từ bản sao lưu" in caught.value.remedy


def test_a_column_of_the_book_keeping_that_is_not_there_is_named_too(folder: Path) -> None:
    with pytest.raises(Problem, match="_extra") as caught:
        _after(folder, "ALTER TABLE hamlet DROP COLUMN _extra")
    assert Hamlet.title in caught.value.message


def test_a_table_that_is_not_there_at_all_is_said_so_as_well(folder: Path) -> None:
    with pytest.raises(Problem, match=Hamlet.title):
        _after(folder, "DROP TABLE hamlet")


def test_a_register_is_sound_again_when_its_column_is_back(folder: Path) -> None:
    with pytest.raises(Problem):
        _after(folder, "ALTER TABLE hamlet RENAME COLUMN name TO lost")
    _after(folder, "ALTER TABLE hamlet RENAME COLUMN lost TO name")
