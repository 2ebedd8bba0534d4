"""One large bundle in the window: how far it is, a window that stays alive, and a way out that leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.records.mediation import MediationCase
from app.usecases import syncing
from db.store import SqliteStore
from db.vault import unlock
from tests.synthetic import fill
from tests.ui.pages.people import WORDS, Answers, know_each_other
from ui import jobs
from ui.main import Opened, services
from ui.pages.sync import Sync
from ui.pages.sync_import import ImportPreview
from ui.session import Session
from ui.watching import watcher_of

CASES = 5_000
TURNS = 20  # of the window while the work runs; work on the window's own thread leaves it none


class Watcher:
    """Stands before the window: counts its turns while work runs, notes what it says, accepts or stops."""

    def __init__(self, *, stop_in: str = "") -> None:
        self.turns = 0
        self.said: list[str] = []
        self.parts: list[int] = []
        self._stop_in = stop_in
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, jobs._Waiting):
            self.turns += 1
            self._note(shown)
        elif isinstance(shown, ImportPreview):
            shown.accept()

    def _note(self, shown: jobs._Waiting) -> None:
        said, part = shown.words.text(), shown.bar.value()
        if "hồ sơ" in said and said not in self.said:
            self.said.append(said)
            self.parts.append(part)
            if self._stop_in and said.startswith(self._stop_in):
                shown.reject()


@pytest.fixture
def page(
    qtbot: QtBot, province: SqliteStore, opened: Opened, stick: Path, tmp_path: Path, answers: Answers
) -> Iterator[Sync]:
    """The office's page, and on the stick a bundle of many cases."""
    know_each_other(opened.store, province)
    fill(opened.store, CASES)
    syncing.export_bundle(opened.store, stick, full=True)
    answers.folder = stick
    raw_key = unlock(tmp_path / "province", WORDS)
    made = Sync(Session(province, services(Opened(province, tmp_path / "province", raw_key), tmp_path / "x.log")))
    qtbot.addWidget(made)
    made.show()
    yield made
    watcher_of(made.session).stop()


def test_the_window_tells_how_far_a_bundle_is_and_goes_on_living(page: Sync, province: SqliteStore) -> None:
    watcher = Watcher()
    page.into.click()
    assert len(province.ids(MediationCase)) == CASES + 15
    assert watcher.turns >= TURNS
    taking = [said for said in watcher.said if said.startswith("Đang nhận")]
    assert len(taking) >= 2
    assert all(" trên 5." in said for said in taking)  # of the five thousand and some lines in all
    assert any(0 < part < 100 for part in watcher.parts)


@pytest.mark.parametrize("stop_in", ["Đang xem trước", "Đang nhận"])
def test_a_bundle_stopped_in_the_middle_changes_nothing(page: Sync, province: SqliteStore, stop_in: str) -> None:
    before = province.last_seq()
    watcher = Watcher(stop_in=stop_in)
    page.into.click()
    assert watcher.said[-1].startswith(stop_in)
    assert not province.ids(MediationCase)
    assert province.notes("received_bundle") == []
    assert province.last_seq() == before
    assert "Chưa nhận gói nào" in page.notice.text() or stop_in == "Đang xem trước"
