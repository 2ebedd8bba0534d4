"""The page of values that wait: both are shown whole with who and when, and a button writes the choice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.records.conflicts import Conflict
from tests.sync.conftest import KEY
from tests.sync.test_peers import Pair, hamlet, pair_in, rename
from tests.ui.pages.people import Answers
from ui.main import Opened, services
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
