"""Folders and a server in the window: what is new is told, received by a click or by choice, and nothing ever waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.records.office import Route
from app.usecases import receiving, remote_folder, states, syncing, watching
from app.usecases.demonstration_office import PROVINCE
from db.store import SqliteStore
from tests.carrying.servers import PASSWORD, USER, Running, wsgidav
from tests.ui.pages.people import Answers, answer_dialog, know_each_other
from ui.main import Opened
from ui.pages.folder_routes import FolderRoutes
from ui.pages.sync import Sync
from ui.pages.sync_preview import ExportPreview
from ui.window import Window


@pytest.fixture
def province(province: SqliteStore, opened: Opened) -> SqliteStore:
    know_each_other(opened.store, province)
    return province


@pytest.fixture
def share(tmp_path: Path, opened: Opened, province: SqliteStore) -> Path:
    """Return a folder in which the province's receipt for the commune's bundle lies."""
    made = tmp_path / "Thư mục chung"
    made.mkdir()
    receiving.receive(province, syncing.export_bundle(opened.store, made).file.path)
    return made


@pytest.fixture
def page(window: Window) -> FolderRoutes:
    made = window.go("folder_routes")
    assert isinstance(made, FolderRoutes)
    return made


def received(opened: Opened) -> bool:
    return set(states.summary(opened.store)["mediation_case"]) == {"received"}


def test_what_is_new_in_a_folder_is_told_and_received_by_a_click(
    qtbot: QtBot, page: FolderRoutes, window: Window, opened: Opened, share: Path, answers: Answers
) -> None:
    answers.folder = share
    page.add.click()
    qtbot.waitUntil(lambda: bool(page.notice.text()))
    assert page.notice.text() == "Có 1 gói mới của Sở Tư pháp thành phố Cần Thơ."
    assert page.folders.content.words.rows == [[str(share), "1 gói mới"]]
    sync = window.go("sync")
    assert isinstance(sync, Sync)
    assert sync.folders.text() == "Thư mục, máy chủ (1 mới)"
    assert not received(opened)
    page.receive()
    assert received(opened)
    assert page.notice.text() == ""
    assert sync.folders.text() == "Thư mục, máy chủ"
    page.folders.setCurrentIndex(page.folders.content.index(0, 0))
    page.remove.click()
    assert (watching.watched(opened.store), page.folders.content.words.rows) == ([], [])


def test_receiving_without_a_click_is_a_choice(
    qtbot: QtBot, page: FolderRoutes, opened: Opened, share: Path, answers: Answers
) -> None:
    answers.folder = share
    page.by_itself.setChecked(True)
    page.add.click()
    qtbot.waitUntil(lambda: received(opened))
    qtbot.waitUntil(lambda: page.folders.content.words.rows == [[str(share), "không có gói mới"]])


def test_a_bundle_that_cannot_be_received_by_itself_is_tried_once_and_told(
    qtbot: QtBot, page: FolderRoutes, opened: Opened, share: Path, answers: Answers
) -> None:
    receipt = max(share.iterdir(), key=lambda path: path.name.startswith("92-"))
    spoilt = bytearray(receipt.read_bytes())
    spoilt[-400] ^= 1
    receipt.write_bytes(spoilt)
    said: list[str] = []
    page.session.said.connect(said.append)
    answers.folder = share
    page.by_itself.setChecked(True)
    page.add.click()
    qtbot.waitUntil(lambda: any("hỏng" in line for line in said))
    page.watcher.refresh()
    qtbot.waitUntil(lambda: not any(looker.busy for looker in page.watcher.lookers.values()))
    assert sum("hỏng" in line for line in said) == 1
    assert page.notice.text()


def test_a_dead_drive_never_holds_up_the_window(
    qtbot: QtBot, page: FolderRoutes, window: Window, share: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, asked = threading.Event(), []

    def hang(folder: watching.Folder) -> watching.Glance:
        asked.append(folder.path)
        goes_on.wait(30)
        return watching.Glance(fault="hỏng")

    monkeypatch.setattr(watching.Folder, "look", hang)
    answers.folder = share
    page.add.click()
    page.again.click()
    assert page.folders.content.words.rows == [[str(share), "đang nhìn…"]]
    assert len(asked) == 1
    window.go("overview")
    goes_on.set()
    qtbot.waitUntil(lambda: page.folders.content.words.rows == [[str(share), "chưa mở được, sẽ thử lại"]])
    assert page.watcher.lookers[str(share)].pause == 2 * watching.SHORTEST


def test_a_window_closes_while_a_drive_hangs(
    page: FolderRoutes, window: Window, share: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(watching.Folder, "look", lambda _: (goes_on.wait(30), watching.Glance())[1])
    answers.folder = share
    page.add.click()
    assert window.close()
    goes_on.set()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    (tmp_path / "dav").mkdir()
    with wsgidav(tmp_path / "dav") as started:
        yield started


def test_a_server_is_tried_when_it_is_kept_and_bundles_go_up_and_down(
    page: FolderRoutes, opened: Opened, province: SqliteStore, server: Running, tmp_path: Path, answers: Answers
) -> None:
    card = page.server
    assert not card.send_button.isEnabled()
    card.url.setText(server.url())
    card.user.setText(USER)
    card.ca_file.setText(str(server.certificate))
    card.password.setText("sai")
    card.save_button.click()
    assert "mật khẩu" in answers.problems.pop().message
    card.password.setText(PASSWORD)
    card.save_button.click()
    assert card.state.text() == "Máy chủ trả lời. Gói chưa lấy về: 0."
    assert card.password.text() == ""
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    card.send_button.click()
    assert card.state.text().startswith("Đã gửi và đọc lại kiểm tra: 99901-")
    remote_folder.keep_server(province, server.url(), USER, PASSWORD, str(server.certificate))
    (tmp_path / "in").mkdir()
    remote_folder.fetch_and_take(province, tmp_path / "in")
    card.fetch_button.click()
    assert "Biên nhận số 1" in card.state.text()
    assert received(opened)
    card.fetch_button.click()
    assert card.state.text() == "Không có gói mới trên máy chủ."


def test_what_could_not_go_up_waits_and_a_server_is_forgotten(
    page: FolderRoutes, opened: Opened, province: SqliteStore, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.webdav.transfers.time.sleep", lambda _: None)
    card = page.server
    remote_folder.keep_server(opened.store, "http://127.0.0.1:1/xa/", USER, PASSWORD)
    card.look_again()
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    card.send_button.click()
    assert "Kiểm tra mạng" in answers.problems.pop().remedy
    assert card.state.text().startswith("Chưa gửi hết.")
    assert card.send_button.text() == "Gửi tiếp (1)"
    answers.yes = True
    card.forget_button.click()
    assert (card.url.text(), card.send_button.isEnabled()) == ("", False)


def test_a_bundle_with_names_that_goes_up_has_its_hand_over_sheet_too(
    page: FolderRoutes, opened: Opened, province: SqliteStore, server: Running
) -> None:
    assert province.unit == PROVINCE
    route = next(iter(opened.store.every(Route)))
    route.level, route.level_reason = "full", "Sở yêu cầu (thử)"
    opened.store.put(route)
    remote_folder.keep_server(opened.store, server.url(), USER, PASSWORD, str(server.certificate))
    page.server.look_again()
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    page.server.send_button.click()
    assert page.server.state.text().startswith("Đã gửi")
    assert [file.name for file in (opened.folder / "phieu").iterdir()] == ["phieu-ban-giao-du-lieu-goi-99901-1.pdf"]
