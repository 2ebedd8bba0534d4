"""Surveys: the questions to begin with, and what the counted slips say in shares of the valid ones."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import resources
from app.records.catalogues_outreach import TOPICS
from app.records.surveys import Survey, SurveyAnswer
from app.vietnamese import show_percent


@dataclass(frozen=True)
class Share:
    """One answer, how many chose it, and “66,4 %” of the valid slips; "" where nobody can tell."""

    answer: str
    counted: int | None
    percent: str


@dataclass(frozen=True)
class Question:
    ask: str
    shares: tuple[Share, ...]


@cache
def _standard() -> tuple[tuple[str, str], ...]:
    with resources.path("catalogues", "survey_questions.toml").open("rb") as file:
        asked = tomllib.load(file)["questions"]
    topics = [words for _, words in TOPICS]
    return tuple((one["ask"], answer) for one in asked for answer in (topics if one.get("topics") else one["answers"]))


def standard_questions() -> list[SurveyAnswer]:
    """Return the questions of a survey of needs with their answers, nothing counted yet."""
    return [SurveyAnswer(ask, answer) for ask, answer in _standard()]


def with_standard_questions(answers: list[SurveyAnswer]) -> list[SurveyAnswer]:
    """Return answers with the standard questions after them; what is asked already is not asked again."""
    asked = {answer.question for answer in answers}
    return [*answers, *(one for one in standard_questions() if one.question not in asked)]


def results(survey: Survey) -> list[Question]:
    """Return the questions in their order, each answer with its share of the valid slips."""
    grouped = groupby(survey.answers, key=lambda answer: answer.question)
    return [Question(ask, tuple(_share(survey, answer) for answer in answers)) for ask, answers in grouped]


def _share(survey: Survey, answer: SurveyAnswer) -> Share:
    known = answer.counted is not None and survey.valid
    percent = show_percent(answer.counted or 0, survey.valid or 0) if known else ""
    return Share(answer.answer, answer.counted, percent)
