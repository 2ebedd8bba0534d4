"""Three registers founded in the window, and one bundle on its way: commune, office between, province, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.records.places import Hamlet
from app.usecases import keys
from db.store import SqliteStore
from tests.ui.hands import type_in
from tests.ui.pages.people import Answers, answer_after_work, answer_dialog, kept
from tests.ui.pages.test_matrix_page import take
from ui import main
from ui.first_run import FirstRun
from ui.main import make_window
from ui.pages.matrix import Matrix
from ui.pages.post import Post
from ui.pages.sync import Sync
from ui.pages.sync_import import ImportPreview
from ui.pages.sync_preview import ExportPreview
from ui.window import Window

MIDDLE, MIDDLE_NAME = "PTP-01", "Phòng Tư pháp Sông Sen (hư cấu)"
Founded = Callable[[str], Window]


def fill_place(dialog: FirstRun, level: str) -> None:
    place = dialog.place
    place.level.setCurrentIndex(place.level.findData(level))
    place.province.setCurrentIndex(place.province.findData("92"))
    named = {"middle": place.ours, "commune": place.middle}.get(level)
    if level == "commune":
        type_in(place.search, "ke sach")
        place.way.setCurrentIndex(place.way.findData("relayed"))
    if named is not None:
        type_in(named.name, MIDDLE_NAME)
        type_in(named.code, MIDDLE)
    dialog.next.click()


@pytest.fixture
def founded(qtbot: QtBot, tmp_path: Path) -> Iterator[Founded]:
    """Found a register of a level in the first run, and open its window."""
    windows: list[Window] = []

    def found(level: str) -> Window:
        folder = tmp_path / level
        folder.mkdir()
        dialog = kept(qtbot, FirstRun(lambda founding, words: main._found(folder, founding, words), lambda: None))
        fill_place(dialog, level)
        type_in(dialog.officer, "Người thử")
        type_in(dialog.secret, "mùa nước nổi")
        type_in(dialog.again, "mùa nước nổi")
        dialog.next.click()
        dialog.noted.setChecked(True)
        assert dialog.made is not None
        window = make_window(dialog.made.opened, folder / "log.txt")
        dialog.next.click()
        qtbot.addWidget(window)
        window.show()
        windows.append(window)
        return window

    yield found
    for window in windows:
        window.close()
        store_of(window).close()


def store_of(window: Window) -> SqliteStore:
    store = window.session.store
    assert isinstance(store, SqliteStore)
    return store


def receive(window: Window) -> list[list[str]]:
    page = window.go("matrix")
    assert isinstance(page, Matrix)
    return take(page)


def write_post(window: Window) -> None:
    page = window.go("post")
    assert isinstance(page, Post)
    page.write_button.click()
    assert "có thể rút USB" in page.notice._said.text()


def test_a_bundle_goes_through_the_office_between_and_its_receipt_comes_back(
    founded: Founded, stick: Path, answers: Answers
) -> None:
    answers.folder = stick
    commune, middle, province = (founded(level) for level in ("commune", "middle", "province"))
    for one in (commune, middle, province):
        for other in (commune, middle, province):
            if one is not other:
                keys.enroll(store_of(one), keys.card_file(store_of(other))[1], checked_by="Người thử")
    store_of(commune).put(Hamlet(name="Ấp Bưng Sen", kind="ap"))
    sync = commune.go("sync")
    assert isinstance(sync, Sync)
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    sync.out.click()
    assert len(receive(middle)) == 1
    clear(stick)
    write_post(middle)
    assert [row[1] for row in receive(province)] == [MIDDLE_NAME]
    [came] = store_of(province).notes("received_bundle")
    assert (came["unit"], came["carrier"]) == (store_of(commune).unit, MIDDLE)
    assert [hamlet.name for hamlet in store_of(province).every(Hamlet)] == ["Ấp Bưng Sen"]
    receive(middle)
    clear(stick)
    write_post(middle)
    assert "1 biên nhận" in sync_in(sync)
    assert "Nơi nhận đã nhận" in sync.states.toPlainText()


def clear(stick: Path) -> None:
    for file in stick.glob("*.stp"):
        file.unlink()


def sync_in(sync: Sync) -> str:
    answer_after_work(ImportPreview, lambda dialog: dialog.accept())
    sync.into.click()
    return sync.notice.text()
