"""Merging units in the window: registers are tried when added, everything is shown before, undo is one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from app.records import Hamlet, MediationCase, Office
from app.usecases.merging_books import Merger, Took, mergers
from app.usecases.merging_leaving import FORMAT, Leaving
from tests.sync import merging
from tests.sync.merging import CODES, NAMES, Past
from tests.ui.hands import type_in
from tests.ui.pages.people import Answers, answer_dialog
from ui.pages.merger_source import AskSource
from ui.pages.mergers import Mergers
from ui.pages.settings import Settings
from ui.window import Window


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> list[Past]:
    return merging.make_past(tmp_path_factory.mktemp("ba xã cũ"))


@pytest.fixture
def page(window: Window) -> Mergers:
    settings = window.go("settings")
    assert isinstance(settings, Settings)
    settings.open_mergers()
    made = window.pages["mergers"]
    assert isinstance(made, Mergers)
    return made


def fill(place: Path, words: str = "", code: str = "") -> Callable[[AskSource], None]:
    def act(dialog: AskSource) -> None:
        dialog.place.setText(str(place))
        type_in(dialog.passphrase, words)
        type_in(dialog.code, code)
        dialog.accept()
        if dialog.isVisible():
            dialog.reject()

    return act


def add(page: Mergers, place: Path, words: str = "", code: str = "") -> None:
    answer_dialog(AskSource, fill(place, words, code))
    page.add_button.click()


def rows(page: Mergers) -> list[list[str]]:
    return [list(row) for row in page.table.content.words.rows]


def act_and_day(page: Mergers) -> None:
    type_in(page.basis, "Nghị quyết số 01/NQ-HC")
    type_in(page.since, "1/10/26")


def test_three_registers_go_in_are_looked_at_first_and_come_out_again(
    page: Mergers, window: Window, past: list[Past], answers: Answers, folder: Path
) -> None:
    store = window.session.store
    before = len(store.ids(MediationCase))
    assert not page.next_button.isEnabled()
    add(page, past[0].folder, merging.WORDS)
    add(page, past[1].folder, merging.WORDS)
    add(page, past[2].folder, code=past[2].recovery)
    assert [row[:2] for row in rows(page)] == [list(pair) for pair in zip(NAMES, CODES, strict=True)]
    act_and_day(page)
    page.next_button.click()
    assert page.steps.currentIndex() == 2
    assert page.shown.verdict.text() == "Mọi chỉ số của mọi năm: tổng trước bằng sau"
    assert page.merge_button.isEnabled()
    shown = page.shown.totals.content.words
    assert list(shown.heads) == ["Chỉ số", *NAMES, "Sổ này", "Tổng trước", "Sau", "So"]
    assert {row[-1] for row in shown.rows} == {"khớp"}
    assert len(store.ids(MediationCase)) == before
    answers.yes = True
    page.merge_button.click()
    assert answers.problems == []
    assert "Đã nhập" in answers.told[0]
    assert len(store.ids(MediationCase)) > before + 20
    assert list((folder / "backups").glob("*.db"))
    assert page.steps.currentIndex() == 0
    assert rows(page) == []
    done = [list(row) for row in page.past.table.content.words.rows]
    assert [(row[0], row[1]) for row in done] == [(", ".join(NAMES), "01/10/2026")]
    page.past.undo_button.click()
    assert answers.problems == []
    assert len(store.ids(MediationCase)) == before
    assert mergers(store)[0].undone
    assert "đã hoàn tác" in page.past.table.content.words.rows[0][4]
    assert not page.past.undo_button.isEnabled()


def test_a_register_that_does_not_open_is_not_added_and_says_why(
    page: Mergers, past: list[Past], answers: Answers, tmp_path: Path
) -> None:
    add(page, past[0].folder, "sai mật khẩu")
    add(page, tmp_path / "không có", merging.WORDS)
    assert answers.problems[0].message == "Mật khẩu không đúng."
    assert "Không thấy so.db" in answers.problems[1].message
    assert rows(page) == []
    said: list[str] = []

    def look(dialog: AskSource) -> None:
        for place, words in (("", ""), (str(past[0].folder), ""), (str(tmp_path / "gói.stp"), "x")):
            dialog.place.setText(place)
            dialog.passphrase.setText(words)
            dialog.accept()
            said.append(dialog.said.text())
        dialog.reject()

    answer_dialog(AskSource, look)
    page.add_button.click()
    assert ["Chọn nơi" in said[0], "Gõ mật khẩu" in said[1], "mã khôi phục trên giấy" in said[2]] == [True, True, True]


def test_what_stands_against_it_is_shown_and_the_button_stays_shut(
    page: Mergers, past: list[Past], answers: Answers
) -> None:
    add(page, past[0].folder, merging.WORDS)
    add(page, past[0].folder, merging.WORDS)
    type_in(page.since, "31/02/2026")
    page.next_button.click()
    assert page.steps.currentIndex() == 0
    assert page.said.frame.isVisible()
    page.since.clear()
    page.next_button.click()
    assert page.steps.currentIndex() == 2
    assert "được chọn 2 lần" in page.shown.about.text()
    assert page.shown.verdict.text() == "Chưa sáp nhập được"
    assert not page.merge_button.isEnabled()
    page.go_back()
    page.drop_button.click()
    assert len(rows(page)) == 1


def test_of_a_split_unit_people_tick_the_hamlets_that_come(
    page: Mergers, window: Window, past: list[Past], answers: Answers
) -> None:
    store = window.session.store
    hamlets = len(store.ids(Hamlet))
    add(page, past[0].folder, merging.WORDS)
    page.split_button.click()
    assert rows(page)[0][3] == "một phần"
    act_and_day(page)
    page.next_button.click()
    assert page.steps.currentIndex() == 1
    top = page.parts.topLevelItem(0)
    assert top is not None
    assert top.text(0) == NAMES[0]
    tick(top, 0, 0)
    tick(top, 0, 1)
    page.look_ahead()
    assert page.steps.currentIndex() == 2
    if page.shown.preview is not None and page.shown.preview.different():
        assert not page.merge_button.isEnabled()
        page.shown.looked.setChecked(True)
    assert page.merge_button.isEnabled()
    answers.yes = True
    page.merge_button.click()
    assert answers.problems == []
    assert len(store.ids(Hamlet)) == hamlets + 2
    office = next(office for office in store.every(Office) if office.code == CODES[0])
    assert office.successors[0].manner == "partial"


def tick(top: QTreeWidgetItem, branch: int, place: int) -> None:
    child = top.child(branch)
    assert child is not None
    box = child.child(place)
    assert box is not None
    box.setCheckState(0, Qt.CheckState.Checked)


def test_the_register_of_a_split_unit_lets_go_of_what_the_new_units_file_names(
    page: Mergers, window: Window, answers: Answers, tmp_path: Path
) -> None:
    store = window.session.store
    hamlet = Hamlet(name="Ấp Thử Nghiệm")
    store.put(hamlet)
    leaving = Leaving(
        store.unit, "99950", "xã Ba Nguồn (hư cấu)", "commune", "2026-10-01", "NQ 01", (hamlet.id,), (), common=False
    )
    file = tmp_path / "roi-di.json"
    file.write_bytes(orjson.dumps({"format": FORMAT, **asdict(leaving)}))
    answers.file, answers.yes = file, True
    assert not page.past.tell_button.isVisible()
    assert not page.past.back_button.isVisible()
    page.past.left_button.click()
    assert answers.problems == []
    assert set(store.keepers(Hamlet)) == {hamlet.id}
    page.past.left_button.click()
    assert "đã được ghi" in answers.problems.pop().message
    page.past.back_button.click()
    assert "xã Ba Nguồn (hư cấu)" in answers.asked[-1]
    assert store.keepers(Hamlet) == {}
    assert not page.past.back_button.isVisible()
    file.write_bytes(b"holiday pictures")
    page.past.left_button.click()
    assert "không phải tin về phần" in answers.problems.pop().message


def test_the_file_for_a_split_unit_is_of_the_merger_that_is_chosen(
    page: Mergers, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_a_part(code: str) -> Merger:
        took = Took(code, f"xã {code} (hư cấu)", "", code, False, {})
        return Merger(code, date(2026, 10, 2), "Người thử", "NQ 01", date(2026, 10, 1), 0, 0, (took,))

    monkeypatch.setattr("ui.pages.merger_past.mergers", lambda _: [of_a_part("99951"), of_a_part("99952")])
    page.past.look_again()
    answers.folder = tmp_path
    page.past.table.setCurrentIndex(page.past.table.content.index(1, 0))
    page.past.tell_button.click()
    assert [file.name for file in tmp_path.glob("roi-di-*")] == ["roi-di-99951.json"]
