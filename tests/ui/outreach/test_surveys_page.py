"""A survey on the screen: questions to begin with, counts typed, shares and bars at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.records import Survey
from db import SqliteStore
from tests.ui.hands import press
from ui.pages.surveys import Surveys
from ui.window import Window


def opened(window: Window, demo: SqliteStore) -> Surveys:
    window.go("surveys")
    page = window.stack.currentWidget()
    assert isinstance(page, Surveys)
    page.show_record(next(demo.every(Survey)).id)
    return page


def test_counts_are_shown_with_their_shares_and_bars(window: Window, demo: SqliteStore) -> None:
    page = opened(window, demo)
    assert [box.text() for box in page.counting.boxes] == ["97", "49", "71", "44", "31"]
    assert page.counting.shares[0].text() == "66,4 %"
    assert round(page.counting.bars[0].share, 3) == round(97 / 146, 3)


def test_a_count_typed_changes_its_share_and_is_saved(window: Window, demo: SqliteStore) -> None:
    page = opened(window, demo)
    box = page.counting.boxes[1]
    box.selectAll()
    QTest.keyClicks(box, "40")
    assert page.counting.shares[1].text() == "27,4 %"
    assert page.panel.form.dirty()
    press(box, Qt.Key.Key_Return)
    assert page.panel.save()
    assert next(demo.every(Survey)).answers[1].counted == 40


def test_a_new_survey_begins_with_the_usual_questions(window: Window, demo: SqliteStore, qtbot: QtBot) -> None:
    page = opened(window, demo)
    page.new()
    assert page.counting.isHidden()
    qtbot.mouseClick(page.standard, Qt.MouseButton.LeftButton)
    survey = page.panel.record
    assert isinstance(survey, Survey)
    asked = {answer.question for answer in survey.answers}
    assert len(asked) == 9
    assert len(page.counting.boxes) == len(survey.answers)
    assert page.standard.isHidden()
