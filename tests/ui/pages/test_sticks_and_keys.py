"""Sticks are chosen by what is on them and let go from the window; keys are changed and copied by dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bundles.drives import Stick
from app.problems import Problem
from app.usecases import keys
from app.usecases.key_change import LEAKED, MOVED
from app.usecases.key_custody import custodians
from tests.ui.pages.people import Answers, answer_dialog, kept
from ui import main, sticks
from ui.main import Opened
from ui.pages.keys import KeyCards
from ui.pages.keys_change import ChangeKeys, HandCopy
from ui.session import Session
from ui.sticks import SECRETS, ChooseStick
from ui.window import Window


class FakeDrives:
    """Two sticks, one of which may only be read; letting go is noted or refused."""

    def __init__(self, folder: Path) -> None:
        self.found = [
            Stick(folder / "a", "TƯ PHÁP", "1A2B-3C4D", 5 << 20, 8 << 20),
            Stick(folder / "b", "", "", 0, 8 << 20, read_only=True),
        ]
        self.gone: list[str] = []
        self.busy = False

    def sticks(self) -> list[Stick]:
        return self.found

    def eject(self, stick: Stick) -> None:
        if self.busy:
            raise Problem("USB còn đang được dùng.")
        self.gone.append(stick.serial)


@pytest.fixture
def drives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDrives:
    made = FakeDrives(tmp_path)
    monkeypatch.setattr(sticks, "drives", lambda: made)
    for stick in made.found:
        stick.path.mkdir()
    return made


def test_a_stick_is_chosen_by_its_label_and_room(drives: FakeDrives) -> None:
    seen: list[list[str]] = []

    def look(dialog: ChooseStick) -> None:
        seen.append([dialog.list.item(row).text() for row in range(dialog.list.count())])
        dialog.accept()

    answer_dialog(ChooseStick, look)
    assert sticks.choose("Chọn USB", writing=True) == drives.found[0].path
    assert "TƯ PHÁP" in seen[0][0]
    assert "còn trống 5 MB / 8 MB" in seen[0][0]
    assert "chỉ đọc" in seen[0][1]


def test_a_stick_that_may_only_be_read_is_refused_for_writing_and_fine_for_reading(
    qtbot: QtBot, drives: FakeDrives
) -> None:
    for writing in (True, False):
        dialog = kept(qtbot, ChooseStick("Chọn USB", drives.found, writing=writing))
        dialog.list.setCurrentRow(1)
        dialog.accept()
        assert ("chỉ cho đọc" in dialog.said.text()) == writing
        assert (dialog.chosen is None) == writing


def test_any_other_folder_will_do_and_without_a_stick_it_is_asked_for_at_once(
    drives: FakeDrives, tmp_path: Path, answers: Answers
) -> None:
    answers.folder = tmp_path
    answer_dialog(ChooseStick, lambda dialog: dialog.other.click())
    assert sticks.choose("Chọn USB") == tmp_path
    drives.found = []
    assert sticks.choose("Chọn USB") == tmp_path
    assert sticks.carrier(tmp_path).words() == ""


def test_a_stick_is_let_go_or_it_is_said_why_not(session: Session, drives: FakeDrives, answers: Answers) -> None:
    said: list[str] = []
    session.said.connect(said.append)
    sticks.let_go(session, drives.found[0].path / "sâu")
    assert drives.gone == ["1A2B-3C4D"]
    assert "có thể rút" in said[-1]
    drives.busy = True
    sticks.let_go(session, drives.found[0].path)
    assert "đang được dùng" in answers.problems[0].message
    assert sticks.carrier(drives.found[0].path).words() == "TƯ PHÁP, số 1A2B-3C4D"


def test_every_choice_of_a_stick_says_what_may_never_be_on_it(qtbot: QtBot, drives: FakeDrives) -> None:
    from PySide6.QtWidgets import QLabel

    dialog = kept(qtbot, ChooseStick("Chọn USB", drives.found, writing=False))
    assert any(SECRETS in label.text() for label in dialog.findChildren(QLabel))


@pytest.fixture
def page(window: Window) -> KeyCards:
    made = window.go("key_cards")
    assert isinstance(made, KeyCards)
    return made


@pytest.mark.parametrize("why", [MOVED, LEAKED])
def test_keys_are_changed_once_somebody_said_why(
    page: KeyCards, opened: Opened, tmp_path: Path, answers: Answers, why: str
) -> None:
    before = keys.own_card_key(opened.store)
    answers.folder = tmp_path

    def choose(dialog: ChangeKeys) -> None:
        assert not dialog.accepting.isEnabled()
        dialog.reasons[why].click()
        dialog.accept()

    answer_dialog(ChangeKeys, choose)
    shown = page.digits.text()
    page.change_button.click()
    assert keys.own_card_key(opened.store) != before
    assert page.digits.text() != shown


def test_a_commune_is_not_asked_for_custodians(page: KeyCards) -> None:
    assert page.copy_button.isHidden()
    assert page.asks.isHidden()


def test_a_custodian_is_given_a_copy_and_shown_the_code_once(
    session: Session, opened: Opened, tmp_path: Path, answers: Answers
) -> None:
    answers.words, answers.folder = "Lý Thị Giữ (thử)", tmp_path
    codes: list[str] = []

    def note(dialog: HandCopy) -> None:
        codes.append(dialog.code.text())
        dialog.accept()

    answer_dialog(HandCopy, note)
    assert "Lý Thị Giữ" in HandCopy.ask(session)
    assert len(codes[0].split("-")) == 8
    assert [row["name"] for row in custodians(opened.store)] == ["Lý Thị Giữ (thử)"]
    assert list(tmp_path.glob("giu-khoa-*.age"))
    assert QApplication.activeModalWidget() is None


def test_what_an_older_program_put_aside_is_tried_once_after_an_upgrade(opened: Opened, answers: Answers) -> None:
    from app.bundles.lines import write_line
    from app.records.base import new_id
    from app.records.places import Hamlet

    row = next(opened.store.rows_after(Hamlet, 0, opened.store.unit))
    raw = write_line(Hamlet, row, "full").replace(row.id.encode(), new_id().encode())
    entry = {"bundle": "b", "line": 1, "unit": opened.store.unit, "kind": "hamlet", "id": row.id, "reason": "cũ"}
    opened.store.note("quarantine", entry | {"raw": raw, "at": "2026-11-25T00:00:00+00:00", "schema": 1})
    main.tell_of_retried(opened.store)
    assert "1 hồ sơ" in answers.told[0]
    main.tell_of_retried(opened.store)
    assert len(answers.told) == 1
