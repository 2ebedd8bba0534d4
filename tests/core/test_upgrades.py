"""Data of older versions: every step is there, each is pure, and what is too new or too old is said so."""

from __future__ import annotations

from typing import Any

import pytest

from app import upgrades
from app.problems import Problem
from app.upgrades import OLDEST, SCHEMA, STEPS, check_readable, raised


def test_there_is_a_step_to_every_schema_after_the_oldest() -> None:
    assert sorted(STEPS) == list(range(OLDEST + 1, SCHEMA + 1))


@pytest.mark.parametrize(
    ("schema", "least"), [(SCHEMA, OLDEST), (SCHEMA, SCHEMA), (SCHEMA + 5, SCHEMA), (OLDEST, OLDEST)]
)
def test_what_says_that_we_can_read_it_is_read(schema: int, least: int) -> None:
    check_readable(schema, least)


@pytest.mark.parametrize(
    ("schema", "least"),
    [
        (SCHEMA + 1, SCHEMA + 1),
        (OLDEST - 1, OLDEST - 1),
        (None, 1),
        (1, None),
        ("1", "1"),
        (True, True),
        (1.0, 1),
        ([], {}),
    ],
)
def test_what_is_too_new_too_old_or_garbage_is_refused_with_a_remedy(schema: Any, least: Any) -> None:
    with pytest.raises(Problem, match="phiên bản khác") as caught:
        check_readable(schema, least)
    assert "Cập nhật" in caught.value.remedy


def test_steps_are_taken_in_order_and_only_those_still_to_go(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(level: int) -> Any:
        return lambda kind, data: data | {"steps": [*data["steps"], (kind, level)]}

    monkeypatch.setattr(upgrades, "SCHEMA", 4)
    monkeypatch.setattr(upgrades, "STEPS", {level: step(level) for level in (2, 3, 4)})
    before = {"steps": []}
    assert raised("hamlet", before, 2) == {"steps": [("hamlet", 3), ("hamlet", 4)]}
    assert raised("hamlet", before, 4) == raised("hamlet", before, 9) == before == {"steps": []}
