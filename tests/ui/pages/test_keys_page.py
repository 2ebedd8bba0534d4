"""The page of keys: our digits, our card in a file and on paper, cards trusted by a name and withdrawn for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bundles.keys import fingerprint, read_card
from app.problems import Problem
from app.usecases import keys
from app.usecases.demonstration_office import PROVINCE
from db.store import SqliteStore
from tests.ui.pages.people import Answers, answer_dialog, printing_by
from ui.main import Opened
from ui.pages.keys import KeyCards
from ui.pages.sync_preview import CheckCard
from ui.window import Window


@pytest.fixture
def page(window: Window) -> KeyCards:
    made = window.go("key_cards")
    assert isinstance(made, KeyCards)
    return made


def shown(page: KeyCards) -> list[list[str]]:
    return [list(row) for row in page.cards.content.words.rows]


def test_our_digits_are_those_of_the_card_that_is_written_to_a_file(
    page: KeyCards, tmp_path: Path, answers: Answers
) -> None:
    answers.folder = tmp_path
    page.save_button.click()
    card = read_card(next(tmp_path.glob("the-khoa-*.json")).read_bytes())
    assert page.digits.text().split() == fingerprint(card).split()
    answers.folder = tmp_path / "không có"
    page.save_button.click()
    assert "Không ghi được thẻ khóa" in answers.problems[0].message


def test_our_card_is_printed(page: KeyCards) -> None:
    assert printing_by(page.print_button.click).forms == ["the-khoa"]


def test_a_card_is_trusted_only_when_somebody_says_who_compared_it(
    page: KeyCards, opened: Opened, province: SqliteStore, tmp_path: Path, answers: Answers
) -> None:
    name, data = keys.card_file(province)
    answers.file = tmp_path / name
    answers.file.write_bytes(data)

    def compare(dialog: CheckCard) -> None:
        dialog.accept()
        assert "Chưa ai đối chiếu" in dialog.said.text()
        dialog.checked_by.setText("Trần Thị Mỹ Hạnh")
        dialog.accept()

    answer_dialog(CheckCard, compare)
    page.enroll_button.click()
    assert [card.unit for card in keys.enrolled(opened.store)] == [PROVINCE]
    assert shown(page)[0][2] == fingerprint(read_card(data))
    assert shown(page)[0][3] == "Trần Thị Mỹ Hạnh"


def test_a_file_that_is_no_card_is_said_calmly(page: KeyCards, tmp_path: Path, answers: Answers) -> None:
    answers.file = tmp_path / "la.json"
    answers.file.write_bytes(b"{}")
    page.enroll_button.click()
    assert "không phải thẻ khóa" in answers.problems[0].message
    assert shown(page) == []


def test_a_key_is_withdrawn_after_a_question_and_stays_withdrawn(
    page: KeyCards, opened: Opened, province: SqliteStore, answers: Answers
) -> None:
    card = keys.card_file(province)[1]
    keys.enroll(opened.store, card, checked_by="Người thử")
    page.look_again()
    answers.yes = False
    page.revoke_button.click()
    assert len(keys.enrolled(opened.store)) == 1
    answers.yes = True
    page.revoke_button.click()
    assert keys.enrolled(opened.store) == []
    assert shown(page)[0][5] == "đã thu hồi"
    assert not page.revoke_button.isEnabled()
    with pytest.raises(Problem, match="đã bị thu hồi"):
        keys.enroll(opened.store, card, checked_by="Người thử")
