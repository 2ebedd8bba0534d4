"""A register that lacks a column of a declared record is refused with a sentence, before a list could show nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.problems import Problem
from app.records import Hamlet, Office
from db import open_register
from db.driver import connect
from db.register import DATABASE
from tests.db.making import KEY


def _without(folder: Path, statement: str) -> None:
    connection = connect(folder / DATABASE, KEY)
    connection.execute(statement)
    connection.close()


def test_a_column_of_a_field_that_is_not_there_is_named_by_its_kind_and_label(folder: Path) -> None:
    _without(folder, "ALTER TABLE office RENAME COLUMN address TO something_else")
    with pytest.raises(Problem) as caught:
        open_register(folder, KEY)
    assert "thiếu ô “Địa chỉ trụ sở”" in caught.value.message
    assert f"“{Office.title}”" in caught.value.message
    assert "khôi phục từ bản sao lưu" in caught.value.remedy


def test_a_column_of_the_book_keeping_that_is_not_there_is_named_too(folder: Path) -> None:
    _without(folder, "ALTER TABLE hamlet DROP COLUMN _extra")
    with pytest.raises(Problem, match="_extra") as caught:
        open_register(folder, KEY)
    assert Hamlet.title in caught.value.message


def test_a_table_that_is_not_there_at_all_is_said_so_as_well(folder: Path) -> None:
    _without(folder, "DROP TABLE hamlet")
    with pytest.raises(Problem, match=Hamlet.title):
        open_register(folder, KEY)


def test_a_refused_register_opens_again_when_its_column_is_back(folder: Path) -> None:
    _without(folder, "ALTER TABLE hamlet RENAME COLUMN name TO lost")
    with pytest.raises(Problem):
        open_register(folder, KEY)
    _without(folder, "ALTER TABLE hamlet RENAME COLUMN lost TO name")
    open_register(folder, KEY).close()
