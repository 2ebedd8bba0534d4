"""The page of values that wait: both are shown whole with who and when, and a button writes the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.records.conflicts import Conflict
from app.usecases.records import save
from tests.sync.conftest import KEY
from tests.sync.test_peers import Pair, hamlet, pair_in, rename
from tests.ui.hands import type_in
from tests.ui.pages.people import Answers, answer_dialog, printing_by
from ui.main import Opened, services
from ui.pages.conflict_edit import ThirdValue
from ui.pages.conflicts import Conflicts
from ui.pages.sync import Sync
from ui.session import Session
from ui.watching import Watcher


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = pair_in(tmp_path)
    made.meet()
    rename(made.one, "Ấp Chợ Cũ")
    rename(made.two, "Ấp Đình Mới")
    made.meet()
    yield made
    made.close()


@pytest.fixture
def session(pair: Pair, tmp_path: Path) -> Iterator[Session]:
    made = Session(pair.one, services(Opened(pair.one, tmp_path / "máy một", KEY), tmp_path / "log.log"))
    yield made
    for watcher in made.findChildren(Watcher):  # a page without a window has nobody who stops it
        watcher.stop()


@pytest.fixture
def page(qtbot: QtBot, session: Session, answers: Answers) -> Conflicts:
    made = Conflicts(session)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    return made


def test_both_values_are_shown_with_who_and_where(page: Conflicts) -> None:
    assert page.body.isVisible()
    assert not page.empty.isVisible()
    sides = {side.value.toPlainText(): side.source.text() for side in (page.kept, page.lost)}
    assert sides.keys() == {"Ấp Chợ Cũ", "Ấp Đình Mới"}
    assert sides["Ấp Chợ Cũ"].startswith("Đào, máy này, ")
    assert sides["Ấp Đình Mới"].startswith("Mận, Máy hai, ")
    assert page.before.text() == "Trước đó: Cũ"


@pytest.mark.parametrize("keep", ["kept", "lost"])
def test_a_choice_is_written_into_the_record_and_goes_over(page: Conflicts, pair: Pair, keep: str) -> None:
    side, press = (page.kept, page.keep) if keep == "kept" else (page.lost, page.take)
    chosen = side.value.toPlainText()
    press.click()
    assert hamlet(pair.one).name == chosen
    assert page.empty.isVisible()
    pair.meet()
    assert hamlet(pair.two).name == chosen
    assert [one.is_open() for one in pair.two.every(Conflict)] == [False]


def test_a_third_value_is_typed_judged_and_written_and_goes_over(page: Conflicts, pair: Pair) -> None:
    seen: list[str] = []

    def write(dialog: ThirdValue) -> None:
        line = dialog.box.editor.box
        assert isinstance(line, QLineEdit)
        seen.append(line.text())
        line.clear()
        dialog.write.click()
        seen.append(dialog.box.said)
        type_in(line, "Ấp Bưng Sen")
        seen.append(dialog.box.said)
        dialog.write.click()

    stood = page.kept.value.toPlainText()
    answer_dialog(ThirdValue, write)
    page.edit.click()
    assert seen == [stood, "Không được để trống.", ""]
    assert hamlet(pair.one).name == "Ấp Bưng Sen"
    assert page.empty.isVisible()
    pair.meet()
    assert hamlet(pair.two).name == "Ấp Bưng Sen"
    assert [one.decision for one in pair.two.every(Conflict)] == ["new"]


def test_nothing_is_written_when_somebody_leaves_the_third_value(page: Conflicts, pair: Pair) -> None:
    stands = hamlet(pair.one).name
    answer_dialog(ThirdValue, lambda dialog: dialog.reject())
    page.edit.click()
    assert hamlet(pair.one).name == stands
    assert [one.is_open() for one in pair.one.every(Conflict)] == [True]


def test_what_is_put_off_goes_to_the_end_and_waits(page: Conflicts, pair: Pair) -> None:
    save(pair.one, replace(hamlet(pair.one), note="Máy một ghi"))
    save(pair.two, replace(hamlet(pair.two), note="Máy hai ghi"))
    pair.meet()
    page.look_again()
    first, second = (one.field for one in page.shown)
    page.later.click()
    assert [one.field for one in page.shown] == [second, first]
    assert [one.postponed is None for one in page.shown] == [True, False]
    assert page.before.text() == "Trước đó: (để trống)"
    assert all(one.is_open() for one in pair.one.every(Conflict))


def test_a_deleted_record_has_no_third_value(page: Conflicts, pair: Pair) -> None:
    page.keep.click()
    pair.meet()
    pair.one.delete(hamlet(pair.one))
    rename(pair.two, "Ấp Khác")
    pair.meet()
    page.look_again()
    assert page.what.text().endswith("Xóa hồ sơ")
    assert not page.edit.isVisible()
    assert page.take.isVisible()


def test_the_list_is_printed_from_the_page_even_when_nothing_waits(page: Conflicts) -> None:
    page.keep.click()
    printed = printing_by(page.paper.click)
    assert (printed.forms, printed.year) == (["gia-tri-cho-chon"], date.today().year)  # noqa: DTZ011


def test_a_value_decided_meanwhile_is_said_and_not_written_again(page: Conflicts, pair: Pair, answers: Answers) -> None:
    seen = list(page.shown)
    page.decide("kept")
    stands = hamlet(pair.one).name
    page.shown = seen
    page.decide("lost")
    assert ["đã được chọn rồi" in str(one) for one in answers.problems] == [True]
    assert hamlet(pair.one).name == stands


def test_the_record_is_one_button_away(page: Conflicts, qtbot: QtBot, pair: Pair) -> None:
    with qtbot.waitSignal(page.session.opened) as signal:
        page.open.click()
    assert signal.args == ["hamlet", hamlet(pair.one).id]


def test_the_sync_page_leads_here_while_something_waits(qtbot: QtBot, session: Session, page: Conflicts) -> None:
    sync = Sync(session)
    qtbot.addWidget(sync)
    sync.show()
    assert sync.waiting.isVisible()
    page.keep.click()
    sync.look_again()
    assert not sync.waiting.isVisible()
