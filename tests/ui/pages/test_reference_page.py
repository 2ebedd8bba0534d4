"""The page of reference data in both offices: composed with a folder and a word, shown, applied and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import resources
from app import installed
from app.forms.packs import form, form_ids
from app.usecases import receiving
from app.usecases.reference_composing import Wish, compose, write_set
from app.usecases.reference_sets import sets
from app.usecases.reference_tables import announcement
from db.store import SqliteStore
from tests.sync.relay_world import MIDDLE, three_levels
from tests.sync.relay_world import PROVINCE as END
from tests.ui.hands import type_in
from tests.ui.pages.people import Answers, answer_dialog, know_each_other
from ui.main import Opened, services
from ui.pages.post import Post
from ui.pages.reference import Reference
from ui.pages.reference_compose import ComposeSet
from ui.pages.reference_retire import RetireItems
from ui.pages.standards import ShowStandards
from ui.session import Session
from ui.window import Window

FORM = "giay-moi-pbgdpl"


@pytest.fixture(autouse=True)
def _nothing_installed() -> Iterator[None]:
    yield
    installed.put_in(())


@pytest.fixture
def province(province: SqliteStore, opened: Opened) -> SqliteStore:
    know_each_other(opened.store, province)
    return province


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with the invitation in a higher version."""
    text = resources.path("forms", f"{FORM}.toml").read_text(encoding="utf-8")
    lines = ["version = 90" if line.startswith("version = ") else line for line in text.splitlines()]
    file = tmp_path / "nguon" / "forms" / f"{FORM}.toml"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "nguon"


def page_of(qtbot: QtBot, store: SqliteStore, folder: Path, kind: type[Reference | Post]) -> Reference | Post:
    made = kind(Session(store, services(Opened(store, folder, b""), folder / "x.log")))
    qtbot.addWidget(made)
    made.show()
    return made


def pieces(page: Reference) -> dict[str, str]:
    return {row[2]: row[0] for row in page.pieces.content.words.rows}


def test_a_set_is_composed_from_a_folder_and_a_word_and_written_for_all(
    qtbot: QtBot, province: SqliteStore, source: Path, stick: Path, tmp_path: Path, answers: Answers
) -> None:
    page = page_of(qtbot, province, tmp_path, Reference)
    assert isinstance(page, Reference)
    assert page.empty.isVisible()

    def fill(dialog: ComposeSet) -> None:
        dialog.accept()
        assert "Chưa ghi bộ này có gì mới" in dialog.said.text()
        dialog.name.setText("Giấy mời mới")
        answers.folder = source
        dialog.pick.click()
        dialog.announced.setPlainText("Họp giao ban\nNgày 30.")
        answers.folder = stick
        dialog.accept()

    answer_dialog(ComposeSet, fill)
    page.compose_button.click()
    assert "Đã ghi bộ số 1 “Giấy mời mới” cho 1 đơn vị" in page.notice.text()
    assert "Họp giao ban" in page.announced.text()
    assert [one.state for one in sets(province)] == ["applied"]
    assert len(list(stick.glob("*.stp"))) == 1


def test_a_folder_that_cannot_be_used_is_said_in_the_form_and_nothing_is_composed(
    qtbot: QtBot, province: SqliteStore, source: Path, tmp_path: Path, answers: Answers
) -> None:
    (source / "forms" / "hong.toml").write_text("khong phai [", encoding="utf-8")
    page = page_of(qtbot, province, tmp_path, Reference)
    assert isinstance(page, Reference)
    said: list[str] = []

    def fill(dialog: ComposeSet) -> None:
        dialog.name.setText("Hỏng")
        answers.folder = source
        dialog.pick.click()
        dialog.accept()
        said.append(dialog.said.text())
        dialog.reject()

    answer_dialog(ComposeSet, fill)
    page.compose_button.click()
    assert "hong.toml" in said[0]
    assert sets(province) == []


def test_what_nobody_is_to_use_any_more_is_found_ticked_and_goes_with_the_set(
    qtbot: QtBot, province: SqliteStore, stick: Path, tmp_path: Path, answers: Answers
) -> None:
    page = page_of(qtbot, province, tmp_path, Reference)
    assert isinstance(page, Reference)
    assert "phieu-khao-sat" in form_ids()

    def tick(dialog: RetireItems) -> None:
        type_in(dialog.search, "khảo sát")
        shown = [dialog.list.item(row) for row in range(dialog.list.count())]
        assert 0 < len(shown) < len(dialog.offered)
        [wanted] = [item for item in shown if "(phieu-khao-sat)" in item.text()]
        wanted.setCheckState(Qt.CheckState.Checked)
        dialog.search.clear()
        assert "1 mục" in dialog.said.text()
        dialog.accept()

    def fill(dialog: ComposeSet) -> None:
        answer_dialog(RetireItems, tick)
        dialog.pick_retired.click()
        assert "phieu-khao-sat" in dialog.retiring.text()
        dialog.name.setText("Thôi dùng phiếu khảo sát")
        answers.folder = stick
        dialog.accept()

    answer_dialog(ComposeSet, fill)
    page.compose_button.click()
    assert [one.state for one in sets(province)] == ["applied"]
    assert "phieu-khao-sat" not in form_ids()


def test_what_came_waits_is_shown_piece_by_piece_applied_and_undone(
    window: Window, opened: Opened, province: SqliteStore, stick: Path, answers: Answers
) -> None:
    text = resources.path("forms", f"{FORM}.toml").read_text(encoding="utf-8")
    lines = ["version = 90" if line.startswith("version = ") else line for line in text.splitlines()]
    items = (installed.Item(installed.FORM, FORM, "\n".join(lines)), announcement("tb", "Họp giao ban\nNgày 30."))
    made = compose(province, Wish("Giấy mời mới", items, ((installed.FORM, "phieu-khao-sat"),)))
    installed.put_in(())
    receiving.receive(opened.store, write_set(province, made.set_id, stick).file.path)
    before = window.go("forms")
    page = window.go("reference")
    assert isinstance(page, Reference)
    assert not page.compose_button.isVisible()
    assert page.apply_button.isEnabled()
    assert not page.undo_button.isEnabled()
    title = form(FORM).title
    assert pieces(page) == {title: "sửa", "Họp giao ban": "mới", form("phieu-khao-sat").title: "thôi dùng"}
    assert not page.announced.text()
    answers.yes = False
    page.apply_button.click()
    assert form(FORM).version < 90
    answers.yes = True
    page.apply_button.click()
    assert form(FORM).version == 90
    assert "Họp giao ban" in page.announced.text()
    assert not page.apply_button.isEnabled()
    assert window.go("forms") is not before
    window.go("reference")
    page.undo_button.click()
    assert form(FORM).version < 90
    assert not page.announced.text()
    assert pieces(page)[title] == "sửa"
    assert len(answers.asked) == 3


def test_the_office_between_writes_what_waits_for_whom_somebody_chose(
    qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    from app.usecases import syncing

    with three_levels(tmp_path) as levels:
        page = page_of(qtbot, levels.middle, tmp_path, Post)
        assert isinstance(page, Post)
        assert page.empty.isVisible()
        assert not page.write_button.isEnabled()
        receiving.receive(levels.middle, syncing.export_bundle(levels.commune, levels.low).file.path)
        page.look_again()
        [row] = page.table.content.words.rows
        assert row[0] == "gói dữ liệu"
        assert row[1] == "xã Sen Vàng (hư cấu)"
        page.addressee.setCurrentIndex(page.addressee.findData(END))
        answers.folder = levels.high
        page.write_button.click()
        assert "1 tệp" in page.notice.text()
        [file] = levels.high.glob(f"{MIDDLE}-*.stp")
        got = receiving.receive(levels.province, file)
        assert got.letters is not None
        assert got.letters[0].received is not None


def test_the_standards_are_shown_with_what_nobody_has_verified(
    qtbot: QtBot, province: SqliteStore, tmp_path: Path
) -> None:
    page = page_of(qtbot, province, tmp_path, Reference)
    assert isinstance(page, Reference)
    shown: list[list[str]] = []

    def look(dialog: ShowStandards) -> None:
        shown.extend([list(row) for row in dialog.table.content.words.rows])
        assert "Chưa xác minh" in dialog.doubts.text()
        assert "27/2025/QĐ-TTg" in dialog.basis.text()
        dialog.accept()

    answer_dialog(ShowStandards, look)
    page.standards_button.click()
    by_code = {row[0]: row for row in shown}
    assert by_code["2.6.1"][1] == "(chưa đọc được tên)"
    assert by_code["3.2.2"][3] == "chưa có ngưỡng"
