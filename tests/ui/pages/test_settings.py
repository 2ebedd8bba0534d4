"""The settings page and the first page: what is set is kept and worn, a copy can be opened, figures are counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.records.mediation import MediationCase
from app.usecases.deadlines import board
from app.usecases.key_reminders import reminders
from app.usecases.keys import own_keys
from app.usecases.office import own_office
from app.usecases.working_days import make_up
from db import vault
from db.register import open_register
from tests.ui.hands import type_in
from tests.ui.pages.people import WORDS, Answers, answer_dialog
from ui import theme
from ui.main import Opened
from ui.pages.overview import Overview
from ui.pages.overview_facts import todos, year_of
from ui.pages.settings import NewPassphrase, Settings
from ui.window import Window


@pytest.fixture
def page(window: Window) -> Settings:
    made = window.go("settings")
    assert isinstance(made, Settings)
    return made


@pytest.fixture
def _plain_after(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


@pytest.mark.usefixtures("_plain_after")
def test_theme_and_size_are_worn_at_once_and_kept(page: Settings, opened: Opened) -> None:
    page.dark.setChecked(True)
    page.letters.setCurrentIndex(page.letters.findData(125))
    page.letters.activated.emit(page.letters.currentIndex())
    assert (theme.current(), theme.percent()) == (theme.DARK, 125)
    assert (opened.store.setting("dark"), opened.store.setting("percent")) == (True, 125)


def test_whether_saturdays_worked_in_exchange_count_is_chosen_here(page: Settings, opened: Opened) -> None:
    assert page.saturdays.isChecked()
    page.saturdays.setChecked(False)
    assert not make_up(opened.store)
    page.saturdays.setChecked(True)
    assert make_up(opened.store)


def test_the_office_is_saved_through_the_same_door_as_any_record(
    page: Settings, opened: Opened, window: Window
) -> None:
    page.form.editor("chair").set_value("Lê Thị Hồng Gấm")
    page.save_button.click()
    assert own_office(opened.store).chair == "Lê Thị Hồng Gấm"
    page.form.editor("name").set_value("")
    page.save_button.click()
    assert own_office(opened.store).name
    assert page.form.boxes["name"].said


def test_a_copy_is_written_read_back_and_opens_with_its_own_key_file(
    page: Settings, tmp_path: Path, answers: Answers, window: Window
) -> None:
    answers.folder = tmp_path / "copies"
    answers.folder.mkdir()
    page.back_up()
    key_file = next(answers.folder.glob("*.khoa.json"))
    copy = key_file.with_name(key_file.name.replace(".khoa.json", ".db"))
    assert answers.told
    assert "chưa" not in window.backup.text()
    home = tmp_path / "home"
    home.mkdir()
    copy.rename(home / "so.db")
    key_file.rename(home / "khoa.json")
    again = open_register(home, vault.unlock(home, WORDS))
    assert len(again.ids(MediationCase)) == 15
    again.close()


def test_a_new_passphrase_needs_the_present_one(page: Settings, opened: Opened, answers: Answers) -> None:
    def change(dialog: NewPassphrase) -> None:
        for line, words in ((dialog.present, "sai"), (dialog.new, "nước lớn"), (dialog.again, "nước lớn")):
            type_in(line, words)
        dialog.accept()
        assert "Mật khẩu không đúng" in dialog.said.text()
        dialog.present.setText(WORDS)
        dialog.accept()

    answer_dialog(NewPassphrase, change)
    page.change_passphrase()
    assert vault.unlock(opened.folder, "nước lớn") == opened.raw_key


def test_the_name_of_the_writer_stands_in_the_history_from_now_on(page: Settings, opened: Opened) -> None:
    page.author.setText("  Lâm   Thị Sương ")
    page.author.editingFinished.emit()
    assert opened.store.author == "Lâm Thị Sương"
    assert opened.store.setting("author") == "Lâm Thị Sương"


def test_an_office_says_after_how_many_years_it_is_reminded_to_change_its_keys(page: Settings, opened: Opened) -> None:
    own_keys(opened.store)
    soon = date.today() + timedelta(days=370)  # noqa: DTZ011 (keys grow old by calendar days)
    assert page.key_years.currentData() == 2
    assert reminders(opened.store, soon) == []
    page.key_years.setCurrentIndex(page.key_years.findData(1))
    page.key_years.activated.emit(page.key_years.currentIndex())
    assert "quá hạn đổi" in reminders(opened.store, soon)[0]
    page.key_years.setCurrentIndex(page.key_years.findData(0))
    page.key_years.activated.emit(page.key_years.currentIndex())
    assert reminders(opened.store, soon) == []


# --- the first page ---------------------------------------------------------------------------------------------------


def test_the_year_is_counted_from_complete_records(opened: Opened) -> None:
    year = year_of(opened.store, 2026)
    assert sum(year.received) == 15
    assert year.success == sum(year.succeeded) == 10
    assert year.failure == 2
    assert year.events == 15


def test_late_things_come_first_and_each_leads_to_its_record(opened: Opened) -> None:
    on = date(2026, 11, 25)
    due = board(opened.store, on)
    found = todos(opened.store, due, on)
    assert sum(deadline.late(on) for deadline in due) == 1
    assert (found[0].tone, found[0].table) == ("bad", "mediation_case")
    assert opened.store.find(MediationCase, found[0].id) is not None
    assert any(todo.table == "sync" for todo in found)


def test_typing_that_was_not_saved_is_on_the_list(opened: Opened) -> None:
    opened.store.keep_draft("mediation_case", "new-one", {"content": "đang gõ"})
    assert any(todo.id == "new-one" for todo in todos(opened.store, [], date(2026, 11, 25)))


def test_every_line_has_a_named_button_that_opens_something(window: Window) -> None:
    page = window.go("overview")
    assert isinstance(page, Overview)
    page.catch_up()
    asked: list[tuple[str, str]] = []
    window.session.opened.connect(lambda table, one: asked.append((table, one)))
    buttons = [made for made in page.findChildren(type(window.navigation.help)) if made.accessibleName()]
    assert buttons
    buttons[0].click()
    assert asked
