"""Faults of ours: written down once, without the words of a case, shown at most once a minute."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from tests.ui.pages.people import Answers
from ui.crash import Faults, show_fault, write_report

SECRET = "Nguyễn Thị Bí Mật"


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def faults(tmp_path: Path, qtbot: QtBot, shown: list[str]) -> Iterator[Faults]:
    kept = sys.excepthook
    made = Faults(tmp_path / "log" / "sotuphap.log", shown.append)
    made.install()
    yield made
    made.uninstall()
    sys.excepthook = kept


def fail(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        sys.excepthook(*sys.exc_info())


def test_a_fault_is_written_without_the_words_of_the_case(faults: Faults) -> None:
    fail(SECRET)
    log = faults.log_file.read_text(encoding="utf-8")
    assert "builtins.ValueError" in log
    assert "test_crash.py" in log
    assert SECRET not in log


def test_a_fault_that_repeats_is_written_and_shown_once(faults: Faults, shown: list[str], qtbot: QtBot) -> None:
    for _ in range(63):
        fail("x")
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert faults.log_file.read_text(encoding="utf-8").count("builtins.ValueError") == 1


def test_a_warning_of_qt_is_written_down(faults: Faults) -> None:
    qWarning("a thing Qt dislikes")
    assert "a thing Qt dislikes" in faults.log_file.read_text(encoding="utf-8")


def test_the_report_holds_versions_and_logs_and_nothing_else(faults: Faults, tmp_path: Path) -> None:
    (tmp_path / "log" / "so.db").write_bytes(b"the register")
    fail(SECRET)
    report = write_report(faults.log_file, tmp_path / "report.zip")
    with zipfile.ZipFile(report) as archive:
        assert sorted(archive.namelist()) == ["phien-ban.txt", "sotuphap-native.log", "sotuphap.log"]
        assert all(SECRET.encode() not in archive.read(name) for name in archive.namelist())


def test_the_window_about_a_fault_saves_the_report_where_the_person_says(
    faults: Faults, answers: Answers, tmp_path: Path
) -> None:
    fail("x")
    answers.yes, answers.target = True, tmp_path / "usb.zip"
    show_fault(faults.log_file, "builtins.ValueError\n")
    assert answers.target.exists()
    assert "vẫn còn nguyên" in answers.asked[0]
