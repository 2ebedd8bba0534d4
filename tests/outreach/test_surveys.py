"""What a survey asks to begin with, and what its counts say."""

from __future__ import annotations

from app.records.surveys import Survey, SurveyAnswer
from app.usecases import surveys


def test_the_usual_questions_ask_for_the_topics_of_the_law_and_for_no_name() -> None:
    asked = surveys.standard_questions()
    assert "Đất đai" in [one.answer for one in asked]
    assert all(one.counted is None for one in asked)
    assert not any("tên" in one.question.lower() for one in asked)


def test_what_is_asked_already_is_not_asked_again() -> None:
    own = [SurveyAnswer("Câu riêng", "Có", 3), surveys.standard_questions()[0]]
    whole = surveys.with_standard_questions(own)
    assert whole[:2] == own
    assert len([one for one in whole if one.question == own[1].question]) == 1
    assert surveys.with_standard_questions(whole) == whole


def test_shares_are_of_the_valid_slips() -> None:
    answers = [SurveyAnswer("A", "Có", 1), SurveyAnswer("A", "Không", 2), SurveyAnswer("B", "Có")]
    first, second = surveys.results(Survey(valid=3, answers=answers))
    assert [share.percent for share in first.shares] == ["33,3 %", "66,7 %"]
    assert second.shares[0].percent == ""
    assert surveys.results(Survey(answers=answers))[0].shares[0].percent == ""
