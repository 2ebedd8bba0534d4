"""How the program starts: one window for a register, a second start calls the first, a verb needs no window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.usecases import incarnations
from tests.ui.pages.people import WORDS, Answers, answer_dialog
from ui import main, places
from ui.only_one import OnlyOne
from ui.unlock import Unlock
from ui.window import Window

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "log_file", lambda: tmp_path / "log" / "sotuphap.log")


def shown_window() -> Window | None:
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible()), None)


def close_when_shown() -> None:
    window = shown_window()
    if window is None:
        QTimer.singleShot(20, close_when_shown)
    else:
        window.close()


def test_the_program_opens_after_the_passphrase_and_ends_with_its_window(qtbot: QtBot, folder: Path) -> None:
    def unlock(dialog: Unlock) -> None:
        dialog.passphrase.setText(WORDS)
        QTimer.singleShot(20, close_when_shown)
        dialog.accept()

    answer_dialog(Unlock, unlock)
    assert main.main(["--data", str(folder)]) == 0
    assert OnlyOne(folder).taken()


def test_who_leaves_the_passphrase_ends_the_program(qtbot: QtBot, folder: Path) -> None:
    answer_dialog(Unlock, lambda dialog: dialog.reject())
    assert main.main(["--data", str(folder)]) == 0


def test_a_second_start_calls_the_first_window_and_leaves(qtbot: QtBot, folder: Path) -> None:
    first = OnlyOne(folder)
    assert first.taken()
    called: list[bool] = []
    first.answer(lambda: called.append(True))
    second = OnlyOne(folder)
    assert not second.taken()
    assert second.call_the_other()
    qtbot.waitUntil(lambda: bool(called))
    first.release()
    assert second.taken()
    second.release()


def test_a_register_that_is_open_elsewhere_is_refused_in_a_sentence(
    qtbot: QtBot, folder: Path, answers: Answers
) -> None:
    elsewhere = OnlyOne(folder)
    assert elsewhere.taken()
    assert main.main(["--data", str(folder)]) == 2
    assert "đang mở" in answers.problems[0].message
    elsewhere.release()


def test_a_verb_runs_without_a_window(folder: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text(WORDS, encoding="utf-8")
    asked = ["check", "--json", "--data", str(folder), "--passphrase-file", str(words)]
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from ui.main import main; status = main(); "
         "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(status)", *asked],
        cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["sound"]


def test_the_passphrase_is_not_shown_while_it_is_typed(qtbot: QtBot, folder: Path) -> None:
    seen: list[Unlock] = []
    modes: list[QLineEdit.EchoMode] = []

    def look(dialog: Unlock) -> None:
        modes.append(dialog.passphrase.echoMode())
        dialog.reject()

    answer_dialog(Unlock, look, seen)
    main.main(["--data", str(folder)])
    assert modes == [QLineEdit.EchoMode.Password]


def test_a_restored_register_says_so_once(opened: main.Opened, answers: Answers) -> None:
    main.tell_of_new_name(opened.store)
    assert answers.told == []
    opened.store.set_setting(incarnations.NOTICE, {"reason": "restored"})
    main.tell_of_new_name(opened.store)
    assert ["khôi phục từ bản sao lưu" in words for words in answers.told] == [True]
    main.tell_of_new_name(opened.store)
    assert len(answers.told) == 1
