"""Attached files on the screen: added, made smaller, looked at in a folder that is emptied, taken out."""

from __future__ import annotations

import io
import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.problems import Problem
from app.records import MediationCase
from app.usecases import attachments
from app.usecases.demonstration import COMMUNE, load_demo
from db import SqliteStore, create_register, open_register
from tests.ui.test_mediation_journeys import no_services
from ui import dialogs, viewing
from ui.pages.attachments_panel import AttachmentsPanel
from ui.session import Session

PDF = b"%PDF-1.7 mot ban quet"


@pytest.fixture
def panel(demo_store: SqliteStore, tmp_path: Path) -> AttachmentsPanel:
    made = AttachmentsPanel(Session(demo_store, no_services(tmp_path)))
    made.show_of(case_of(demo_store), new=False, fixed=False)
    made.set_open(True)
    return made


def case_of(store: SqliteStore) -> MediationCase:
    return next(store.every(MediationCase))


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(dialogs, "choose_file", lambda *_: path)


def scan(folder: Path, name: str = "ban-quet.pdf") -> Path:
    path = folder / name
    path.write_bytes(PDF)
    return path


def test_a_chosen_file_is_attached_under_the_words_typed_for_it(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, scan(tmp_path))
    panel.about.setText("Biên bản ký tay")
    panel.add()
    (kept,) = attachments.attached(demo_store, case_of(demo_store))
    assert (kept.label(), attachments.contents(demo_store, kept)) == ("Biên bản ký tay", PDF)
    assert [one.id for one, _ in panel.lines] == [kept.id]
    assert panel.digest.text() == "1 tệp"
    assert panel.about.text() == ""


def test_a_photograph_is_made_smaller_only_when_asked(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "anh.png"
    Image.new("RGB", (3_000, 1_000), "#448844").save(photo)
    choose(monkeypatch, photo)
    panel.add()
    panel.add(smaller=True)
    widths = {}
    for one in attachments.attached(demo_store, case_of(demo_store)):
        with Image.open(io.BytesIO(attachments.contents(demo_store, one))) as picture:
            widths[one.media] = picture.width
    assert widths == {"png": 3_000, "jpeg": 1_600}


def test_what_cannot_be_attached_is_said_and_nothing_is_kept(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Problem] = []
    monkeypatch.setattr(dialogs, "say_problem", said.append)
    bad = tmp_path / "la.pdf"
    bad.write_bytes(b"MZ program")
    choose(monkeypatch, bad)
    panel.add()
    assert "la.pdf" in said[0].message
    assert attachments.attached(demo_store, case_of(demo_store)) == []


def test_a_copy_to_look_at_lies_in_a_private_folder_until_it_is_wiped(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(viewing, "show", lambda path: not shown.append(path))
    kept, _ = attachments.attach(demo_store, case_of(demo_store), scan(tmp_path, "Nguyễn Văn A.pdf"))
    panel.fill()
    panel.look(kept)
    panel.look(kept)  # a second look writes over a copy that may only be read
    assert shown[0] == shown[1]
    assert shown[0].read_bytes() == PDF
    assert shown[0].parent == tmp_path / viewing.NAME
    assert "Nguyễn" not in shown[0].name
    viewing.wipe(tmp_path)
    assert not shown[0].exists()


def test_a_file_nothing_can_open_is_said_to_be_so(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Problem] = []
    monkeypatch.setattr(dialogs, "say_problem", said.append)
    monkeypatch.setattr(viewing, "show", lambda _path: False)
    kept, _ = attachments.attach(demo_store, case_of(demo_store), scan(tmp_path))
    panel.look(kept)
    assert "(PDF)" in said[0].message


def test_a_file_is_taken_out_only_when_somebody_says_so(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _ = attachments.attach(demo_store, case_of(demo_store), scan(tmp_path))
    panel.fill()
    monkeypatch.setattr(dialogs, "confirm", lambda *_: False)
    panel.remove(kept)
    assert attachments.attached(demo_store, case_of(demo_store)) != []
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    panel.remove(kept)
    assert attachments.attached(demo_store, case_of(demo_store)) == []
    assert panel.digest.text() == "chưa có"


def test_nothing_can_be_added_to_a_new_or_a_locked_record(panel: AttachmentsPanel, demo_store: SqliteStore) -> None:
    panel.show_of(MediationCase(), new=True, fixed=False)
    assert panel.adding.isHidden()
    assert "Lưu hồ sơ trước" in panel.empty_words.text()
    panel.show_of(case_of(demo_store), new=False, fixed=True)
    assert panel.adding.isHidden()


def test_a_locked_record_shows_its_files_without_a_way_to_take_them_out(
    panel: AttachmentsPanel, demo_store: SqliteStore, tmp_path: Path
) -> None:
    attachments.attach(demo_store, case_of(demo_store), scan(tmp_path))
    panel.show_of(case_of(demo_store), new=False, fixed=True)
    names = [made.accessibleName().split()[0] for made in panel.lines[0][1].findChildren(QToolButton)]
    assert names == ["Xem", "Lưu"]


def test_a_long_file_is_attached_on_a_connection_of_its_own(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, folder = secrets.token_bytes(32), tmp_path / "register"
    folder.mkdir()
    store = create_register(folder, key, unit=COMMUNE, author="Người thử")
    load_demo(store)
    opened: list[SqliteStore] = []

    def open_store() -> SqliteStore:
        opened.append(open_register(folder, key))
        return opened[-1]

    panel = AttachmentsPanel(Session(store, replace(no_services(tmp_path), open_store=open_store)))
    qtbot.addWidget(panel)
    panel.show_of(case_of(store), new=False, fixed=False)
    long = tmp_path / "dai.pdf"
    long.write_bytes(PDF + bytes(3 << 20))
    choose(monkeypatch, long)
    panel.add()
    (kept,) = attachments.attached(store, case_of(store))
    assert attachments.contents(store, kept) == long.read_bytes()
    assert len(opened) == 1
    store.close()
