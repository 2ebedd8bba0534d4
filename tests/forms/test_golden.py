"""No form changes its layout unseen."""

from __future__ import annotations

import copy

import pytest

from tests.forms import golden


@pytest.mark.parametrize(("form_id", "kind"), golden.KEPT)
def test_a_form_is_laid_out_as_it_was_when_somebody_last_looked(form_id: str, kind: str) -> None:
    assert golden.differences(golden.kept(form_id, kind), golden.layout(form_id, kind)) == []


def test_the_comparison_sees_a_word_moved_changed_or_gone() -> None:
    before = golden.kept("21a", "typical")
    moved, changed = copy.deepcopy(before), copy.deepcopy(before)
    moved[3][3] += 1.0
    changed[3][2] += "x"
    assert golden.differences(before, before) == []
    assert len(golden.differences(before, moved)) == 1
    assert len(golden.differences(before, changed)) == 1
    assert golden.differences(before, before[:-1])
