"""The page of the PCs of one unit: joined by digits, everything both ways by stick, said in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.records.office import Office
from app.records.places import Hamlet
from app.usecases import peers, receiving
from app.usecases.demonstration import COMMUNE
from db.store import SqliteStore
from tests.ui.pages.people import WORDS, Answers, answer_after_work, answer_dialog, printing_by
from ui.command_line import make_register
from ui.main import Opened
from ui.pages.history import as_html
from ui.pages.sync_import import ImportPreview
from ui.pages.sync_pcs import JoinPc, Pcs
from ui.window import Window


@pytest.fixture
def second(tmp_path: Path) -> Iterator[SqliteStore]:
    made, *_ = make_register(tmp_path / "second", WORDS, unit=COMMUNE, author="Mận (thử)")
    yield made
    made.close()


@pytest.fixture
def stick(stick: Path, answers: Answers) -> Path:
    answers.folder = stick
    return stick


@pytest.fixture
def page(window: Window, stick: Path) -> Pcs:
    made = window.go("pcs")
    assert isinstance(made, Pcs)
    return made


def join_by_hand(page: Pcs, second: SqliteStore, stick: Path, answers: Answers) -> None:
    """Join from the window as people do; the second PC takes over the register."""
    page.name.setText("Máy một")
    page.save.click()
    card = next(stick.glob("the-khoa-*.json"))
    peers.join(second, card.read_bytes(), checked_by="thử")
    answers.file = stick / "hai.json"
    answers.file.write_bytes(_card(second))

    def compare(dialog: JoinPc) -> None:
        dialog.accept()
        assert "Chưa ai đối chiếu" in dialog.said.text()
        dialog.checked_by.setText("Đào (thử)")
        dialog.accept()

    answer_dialog(JoinPc, compare)
    page.add.click()


def _card(store: SqliteStore) -> bytes:
    store.put(Office(code=COMMUNE, name="xã Sen Vàng (hư cấu)", kind="commune"))
    data = peers.pc_card_file(store, "Máy hai")[1]
    for office in list(store.every(Office)):
        store.delete(office)
    return data


def test_two_pcs_are_joined_and_everything_goes_both_ways(
    page: Pcs, opened: Opened, second: SqliteStore, stick: Path, answers: Answers
) -> None:
    assert not page.out.isEnabled()
    join_by_hand(page, second, stick, answers)
    assert "Đã ghép" in page.said.text()
    answers.yes = True
    page.out.click()
    assert "có thể rút USB" in page.said.text()
    [sheet] = (page.session.services.folder / "phieu").glob("*.pdf")
    assert sheet.name in page.said.text()
    assert printing_by(page.sheet.click).name == sheet.stem
    receiving.receive(second, next(stick.glob("*.stp")))
    assert len(second.ids(Hamlet)) == len(opened.store.ids(Hamlet))
    one = next(iter(second.every(Hamlet)))
    one.note = "Ghi ở máy hai (thử)"
    second.put(one)
    for file in stick.glob("*.stp"):
        file.unlink()
    peers.export_peer(second, stick)
    answer_after_work(ImportPreview, lambda dialog: dialog.accept())
    page.into.click()
    assert "1 sửa" in page.said.text()
    assert opened.store.get(Hamlet, one.id).note == "Ghi ở máy hai (thử)"
    told = as_html(opened.store, Hamlet, opened.store.history(Hamlet, one.id))
    assert "của Máy hai" in told
    assert "máy này" in told


def test_a_pc_is_parted_with_after_a_question(
    page: Pcs, opened: Opened, second: SqliteStore, stick: Path, answers: Answers
) -> None:
    join_by_hand(page, second, stick, answers)
    answers.yes = True
    page.remove.click()
    assert peers.peers(opened.store) == []
    assert not page.out.isEnabled()


def test_a_card_that_is_none_is_said_calmly(page: Pcs, stick: Path, answers: Answers) -> None:
    answers.file = stick / "la.json"
    answers.file.write_bytes(b"{}")
    page.add.click()
    assert "không phải thẻ khóa" in answers.problems[0].message
