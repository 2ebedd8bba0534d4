"""The first run: a commune found without marks, a register made, the recovery code shown once; unlocking it after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.problems import Problem
from app.records.mediation import MediationCase
from app.usecases.founding import Founding
from app.usecases.office import next_stop, own_office
from app.usecases.routes import offices_above
from db import vault
from db.register import DATABASE, open_register
from tests.ui.hands import type_in
from tests.ui.pages.people import WORDS, Answers, answer_dialog, kept
from ui import main
from ui.first_run import FirstRun
from ui.main import Opened
from ui.restore_copy import RestoreCopy
from ui.unlock import Unlock
from ui.widgets.combo import Combo


def begun(qtbot: QtBot, folder: Path) -> FirstRun:
    folder.mkdir()
    dialog = FirstRun(lambda founding, words: main._found(folder, founding, words), lambda: main._brought_back(folder))
    return kept(qtbot, dialog)


def fill_place(dialog: FirstRun) -> None:
    dialog.place.province.setCurrentIndex(dialog.place.province.findText("Thành phố Cần Thơ"))
    type_in(dialog.place.search, "ke sach")
    dialog.next.click()


def fill_people(dialog: FirstRun, *, again: str = "mùa nước nổi") -> None:
    type_in(dialog.officer, "Trần Thị Mỹ Hạnh")
    type_in(dialog.secret, "mùa nước nổi")
    type_in(dialog.again, again)
    dialog.next.click()


def test_a_register_is_founded_in_three_steps(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    fill_place(dialog)
    fill_people(dialog)
    assert len(dialog.code.text().replace("-", "")) == 40
    assert not dialog.next.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    dialog.noted.setChecked(True)
    assert dialog.made is not None
    opened: Opened = dialog.made.opened
    assert own_office(opened.store).name == "Xã Kế Sách"
    assert own_office(opened.store).officer == "Trần Thị Mỹ Hạnh"
    assert "Cần Thơ" in next_stop(opened.store, main.datetime.now().date()).name
    assert opened.store.setting("recovery_reader", "").startswith("age1")
    opened.store.close()
    assert vault.unlock(tmp_path / "so", "mùa nước nổi") == opened.raw_key
    assert vault.unlock_with_recovery(tmp_path / "so", dialog.code.text()) == opened.raw_key
    dialog.next.click()


def test_without_a_commune_the_first_step_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    dialog.next.click()
    assert dialog.steps.currentIndex() == 0
    assert "Chưa chọn xã" in dialog.said.text()


def test_a_commune_of_another_province_is_found_and_named_with_its_province(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    choose(dialog.place.province, "92")
    type_in(dialog.place.search, "hoan kiem")
    assert [dialog.place.communes.item(row).text() for row in range(dialog.place.communes.count())] == [
        "Phường Hoàn Kiếm, Thành phố Hà Nội"
    ]
    dialog.next.click()
    assert dialog.whose.text() == "Sổ của Phường Hoàn Kiếm, Thành phố Hà Nội"


def test_a_name_that_no_unit_has_is_said_and_cannot_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    type_in(dialog.place.search, "khong dau co")
    assert "Không có xã, phường nào" in dialog.place.communes.item(0).text()
    dialog.place.communes.setCurrentRow(0)
    dialog.next.click()
    assert "Chưa chọn xã" in dialog.said.text()


def test_a_wrong_unit_can_be_gone_back_from(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    assert not dialog.back.isVisible()
    fill_place(dialog)
    assert dialog.back.isVisible()
    dialog.back.click()
    assert (dialog.steps.currentIndex(), dialog.back.isVisible()) == (0, False)


def test_only_a_commune_is_asked_for_the_chair_of_its_committee(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    fill_place(dialog)
    assert "Chủ tịch Ủy ban nhân dân" in dialog.of_chair.text()
    dialog.back.click()
    choose(dialog.place.level, "province")
    dialog.next.click()
    assert "Thủ trưởng đơn vị" in dialog.of_chair.text()
    assert "công chức tư pháp" not in dialog.of_officer.text()


def test_two_different_passphrases_make_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    fill_place(dialog)
    fill_people(dialog, again="mùa nước nôi")
    assert "không giống nhau" in dialog.said.text()
    assert list((tmp_path / "so").iterdir()) == []


def test_the_code_can_be_written_to_a_file_to_be_printed(qtbot: QtBot, tmp_path: Path, answers: Answers) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    fill_place(dialog)
    fill_people(dialog)
    answers.target = tmp_path / "ma.txt"
    dialog.save_code()
    assert dialog.code.text() in answers.target.read_text(encoding="utf-8")
    assert "ma.txt" in dialog.filed.text()
    assert dialog.made is not None
    dialog.made.opened.store.close()


def test_a_province_keeps_its_own_register(tmp_path: Path) -> None:
    from app.records.units import Unit

    unit = Unit("92", "Sở Tư pháp Thành phố Cần Thơ", "province", "92", "Thành phố Cần Thơ")
    (tmp_path / "so").mkdir()
    opened, _ = main._found(tmp_path / "so", Founding(unit, "Sở"), "mùa nước nổi")
    assert own_office(opened.store).kind == "province"
    opened.store.close()


def choose(combo: Combo, code: str) -> None:
    combo.setCurrentIndex(combo.findData(code))


def test_an_office_between_is_founded_by_its_name_and_code_with_its_way_on(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    choose(dialog.place.level, "middle")
    assert not dialog.place.of_commune.isVisible()
    dialog.next.click()
    assert "cần có mã và tên" in dialog.said.text()
    type_in(dialog.place.ours.name, "Phòng Tư pháp Sông Sen (hư cấu)")
    type_in(dialog.place.ours.code, "PTP-01")
    choose(dialog.place.province, "92")
    dialog.next.click()
    fill_people(dialog)
    assert dialog.made is not None
    store = dialog.made.opened.store
    assert (own_office(store).code, own_office(store).kind) == ("PTP-01", "middle")
    assert [next_stop(store, on).code for on in (date(2024, 1, 1), date(2027, 1, 1))] == ["92", "92"]
    store.close()


@pytest.mark.parametrize(
    ("way", "before", "now"),
    [("two_levels", [], ["92"]), ("three_levels", ["PTP-01", "92"], ["92"]), ("relayed", [], ["PTP-01", "92"])],
)
def test_a_commune_chooses_the_way_its_data_goes(
    qtbot: QtBot, tmp_path: Path, way: str, before: list[str], now: list[str]
) -> None:
    dialog = begun(qtbot, tmp_path / "so")
    assert not dialog.place.middle.isVisible()
    choose(dialog.place.way, way)
    fill_place(dialog)
    if way != "two_levels":
        assert "cần có mã và tên" in dialog.said.text()
        type_in(dialog.place.middle.name, "Phòng Tư pháp Sông Sen (hư cấu)")
        type_in(dialog.place.middle.code, "PTP-01")
        dialog.next.click()
    fill_people(dialog)
    assert dialog.made is not None
    store = dialog.made.opened.store
    assert offices_above(store, date(2025, 6, 30)) == before
    assert offices_above(store, date(2025, 7, 1)) == now
    store.close()


# --- unlocking --------------------------------------------------------------------------------------------------------


@pytest.fixture
def unlocking(qtbot: QtBot, tmp_path: Path) -> tuple[Unlock, bytes, str]:
    folder = tmp_path / "so"
    folder.mkdir()
    raw_key, code = vault.create_vault(folder, "mùa nước nổi")
    dialog = Unlock(
        lambda words: vault.unlock(folder, words),
        lambda typed: vault.unlock_with_recovery(folder, typed),
        lambda key, words: vault.change_passphrase(folder, key, words),
        restore=lambda copy, words: main._restored(folder, copy, words),
    )
    kept(qtbot, dialog)
    return dialog, raw_key, code


def test_a_wrong_passphrase_is_said_calmly_and_can_be_tried_again(unlocking: tuple[Unlock, bytes, str]) -> None:
    dialog, raw_key, _ = unlocking
    type_in(dialog.passphrase, "mua nuoc noi")
    dialog.accept()
    assert "Mật khẩu không đúng" in dialog.said.text()
    assert dialog.isVisible()
    assert dialog.passphrase.selectedText()
    type_in(dialog.passphrase, "mùa nước nổi")
    dialog.accept()
    assert dialog.key == raw_key


def test_the_recovery_code_opens_the_register_and_sets_a_new_passphrase(
    unlocking: tuple[Unlock, bytes, str], tmp_path: Path
) -> None:
    dialog, raw_key, code = unlocking
    dialog.use_code()
    type_in(dialog.code, code.lower())
    type_in(dialog.new, "cá linh bông điên điển")
    type_in(dialog.again, "cá linh bông điên điển")
    dialog.accept()
    assert dialog.key == raw_key
    assert vault.unlock(tmp_path / "so", "cá linh bông điên điển") == raw_key
    with pytest.raises(Problem):
        vault.unlock(tmp_path / "so", "mùa nước nổi")


def test_a_code_that_was_mistyped_changes_nothing(unlocking: tuple[Unlock, bytes, str], tmp_path: Path) -> None:
    dialog, raw_key, code = unlocking
    dialog.use_code()
    type_in(dialog.code, code[:-1] + ("0" if code[-1] != "0" else "1"))
    type_in(dialog.new, "mới mới")
    type_in(dialog.again, "mới mới")
    dialog.accept()
    assert "Nhóm thứ 8" in dialog.said.text()
    assert vault.unlock(tmp_path / "so", "mùa nước nổi") == raw_key


# --- a kept copy ------------------------------------------------------------------------------------------------------


def copied(opened: Opened, folder: Path) -> Path:
    folder.mkdir()
    return main._back_up(opened, opened.store, folder)


def bring(dialog: RestoreCopy, answers: Answers, copy: Path, words: str = WORDS) -> None:
    """Choose a copy, type its passphrase and go on; wait for a person again when that failed."""
    answers.file = copy
    dialog.choose_button.click()
    dialog.secret.clear()
    type_in(dialog.secret, words)
    dialog.accept()


def test_a_damaged_register_is_replaced_by_its_kept_copy_in_the_window(
    opened: Opened, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    copy = copied(opened, tmp_path / "o-khac")
    opened.store.close()
    (opened.folder / DATABASE).write_bytes(b"hong" * 4096)
    dialog = Unlock(
        lambda words: vault.unlock(opened.folder, words),
        lambda code: vault.unlock_with_recovery(opened.folder, code),
        lambda _key, _words: None,
        restore=lambda file, words: main._restored(opened.folder, file, words),
    )
    kept(qtbot, dialog)
    answer_dialog(RestoreCopy, lambda shown: bring(shown, answers, copy))
    dialog.bring_back()
    assert dialog.key == opened.raw_key
    store = open_register(opened.folder, opened.raw_key)
    assert len(store.ids(MediationCase)) == 15
    store.close()
    aside = list((opened.folder / "backups").glob(f"truoc-khoi-phuc-*/{DATABASE}"))
    assert [file.read_bytes()[:4] for file in aside] == [b"hong"]


def test_a_new_pc_begins_with_the_kept_copy_of_the_old_one(
    opened: Opened, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    copy = copied(opened, tmp_path / "usb")
    dialog = begun(qtbot, tmp_path / "may-moi")
    answer_dialog(RestoreCopy, lambda shown: bring(shown, answers, copy))
    dialog.copy.click()
    assert dialog.made is not None
    store = dialog.made.opened.store
    assert len(store.ids(MediationCase)) == 15
    store.close()


def test_a_wrong_passphrase_or_no_copy_is_said_and_leaves_the_register_alone(
    opened: Opened, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    copy = copied(opened, tmp_path / "usb")
    before = (opened.folder / DATABASE).stat().st_ino
    dialog = kept(qtbot, RestoreCopy(lambda file, words: main._restored(opened.folder, file, words)))
    dialog.accept()
    assert "Chưa chọn bản sao lưu" in dialog.said.text()
    bring(dialog, answers, copy, "sai mat khau")
    assert "Mật khẩu không đúng" in dialog.said.text()
    copy.with_suffix(".khoa.json").unlink()
    bring(dialog, answers, copy)
    assert ".khoa.json" in dialog.said.text()
    assert (dialog.key, (opened.folder / DATABASE).stat().st_ino) == (None, before)


def test_a_person_who_leaves_opens_nothing(qtbot: QtBot, unlocking: tuple[Unlock, bytes, str]) -> None:
    dialog, *_ = unlocking
    dialog.reject()
    assert dialog.key is None


def test_a_register_opens_with_its_key_only(opened: Opened) -> None:
    assert len(opened.store.ids(MediationCase)) == 15
