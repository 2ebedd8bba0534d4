"""The whole story in the window: out, received, one record back, mended, all received; the PC burns, all comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bundles.lines import write_line
from app.bundles.policy import kinds_at_home
from app.bundles.recovery import new_code
from app.ports import Store
from app.records.mediation import MediationCase
from app.usecases import keys, outgoing
from app.usecases.demonstration import COMMUNE, load_receiver
from app.usecases.demonstration_office import PROVINCE
from app.usecases.founding import keep_recovery_reader
from app.usecases.peers import pc_card_file
from app.usecases.records import save
from app.usecases.states import Progressing
from tests.ui.pages.people import WORDS, Answers, answer_after_work, answer_dialog
from ui.command_line import make_register
from ui.main import Opened, make_window
from ui.pages.keys import KeyCards
from ui.pages.matrix import FolderResults, Matrix
from ui.pages.sync import Sync
from ui.pages.sync_import import ImportPreview
from ui.pages.sync_preview import CheckCard, ExportPreview
from ui.pages.sync_restore import GiveBack, Restore
from ui.printing import PrintDialog
from ui.window import Window

Made = tuple[Opened, Window, str]


@pytest.fixture
def stick(tmp_path: Path, answers: Answers) -> Path:
    answers.folder = tmp_path / "USB"
    answers.folder.mkdir()
    return answers.folder


def installed(qtbot: QtBot, folder: Path, unit: str) -> Made:
    store, raw_key, code = make_register(folder, WORDS, unit=unit, author="Người thử")
    opened = Opened(store, folder, raw_key)
    window = make_window(opened, folder / "sotuphap.log")
    qtbot.addWidget(window)
    window.show()
    return opened, window, code


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Made]:
    made = installed(qtbot, tmp_path / "office", PROVINCE)
    load_receiver(made[0].store)
    yield made
    made[1].close()
    made[0].store.close()


@pytest.fixture
def new_pc(qtbot: QtBot, tmp_path: Path) -> Iterator[Made]:
    made = installed(qtbot, tmp_path / "new", COMMUNE)
    yield made
    made[1].close()
    made[0].store.close()


def dump(store: Store) -> list[bytes]:
    rows = [(kind, row) for kind in kinds_at_home() for row in store.rows_after(kind, 0, store.unit)]
    return sorted(write_line(kind, row, "full") for kind, row in rows)


def trust(window: Window, card: tuple[str, bytes], stick: Path, answers: Answers) -> None:
    """Enrol a card in the window, its digits compared."""
    page = window.go("key_cards")
    assert isinstance(page, KeyCards)
    answers.file = stick / card[0]
    answers.file.write_bytes(card[1])

    def compare(dialog: CheckCard) -> None:
        dialog.checked_by.setText("Người thử")
        dialog.accept()

    answer_dialog(CheckCard, compare)
    page.enroll_button.click()


def export(window: Window) -> None:
    page = window.go("sync")
    assert isinstance(page, Sync)
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    page.out.click()
    assert "Có thể rút USB" in page.notice.text()
    assert not page.after.isHidden()


def take(window: Window) -> str:
    page = window.go("sync")
    assert isinstance(page, Sync)
    answer_after_work(ImportPreview, lambda dialog: dialog.accept())
    page.into.click()
    return page.notice.text()


def receive(window: Window) -> list[str]:
    """Take the stick at the receiving office; return what is said of each file."""
    page = window.go("matrix")
    assert isinstance(page, Matrix)
    said: list[str] = []

    def read(dialog: FolderResults) -> None:
        said.extend(row[2] for row in dialog.table.content.words.rows)
        dialog.accept()

    answer_after_work(ImportPreview, lambda dialog: (dialog.accept(), answer_after_work(FolderResults, read)))
    page.many.click()
    return said


def state(store: Store, id: str) -> str:
    return Progressing(store).of(MediationCase, [id])[id].code


def test_a_record_travels_comes_back_is_mended_arrives_and_survives_a_fire(
    window: Window,
    office: Made,
    new_pc: Made,
    stick: Path,
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commune, province = window.session.store, office[0].store
    code = new_code()
    keep_recovery_reader(commune, code)
    trust(window, keys.card_file(province), stick, answers)
    trust(office[1], keys.card_file(commune), stick, answers)

    bad = next(iter(commune.every(MediationCase))).id
    whole = outgoing.write_line

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = whole(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"', b'"state":"x') if bad.encode() in line[:90] and level != "full" else line

    with monkeypatch.context() as patched:
        patched.setattr(outgoing, "write_line", spoiled)
        export(window)
    assert "1 trả lại" in receive(office[1])[0]
    assert "1 bị trả lại" in take(window)
    assert state(commune, bad) == "refused"

    mended = commune.get(MediationCase, bad)
    mended.note = "Đã sửa (thử)"
    save(commune, mended)
    export(window)
    assert "0 trả lại" in receive(office[1])[-1]
    take(window)
    assert state(commune, bad) == "received"
    before = dump(commune)

    trust(new_pc[1], keys.card_file(province), stick, answers)  # the old PC burns; this is the new one
    answers.file = stick / "may-moi.json"
    answers.file.write_bytes(_card(new_pc[0].store))
    page = office[1].go("matrix")
    assert isinstance(page, Matrix)
    page.look_again()
    given: list[GiveBack] = []
    sheets: list[str] = []

    def look(printing: PrintDialog) -> None:
        sheets.append(printing.name())
        printing.reject()

    def give(dialog: GiveBack) -> None:
        dialog.checked_by.setText("Người thử")
        given.append(dialog)
        answer_after_work(PrintDialog, look)
        dialog.accept()

    answer_dialog(GiveBack, give)
    page.back.click()
    assert [file.stem for file in (office[0].folder / "phieu").iterdir()] == sheets
    files = sorted(stick.glob(f"{PROVINCE}-*.stp"), key=lambda file: file.stat().st_mtime)
    answers.file = files[-1]

    def restore(dialog: Restore) -> None:
        dialog.choose.click()
        dialog.code.setText(code)
        dialog.accept()

    sync = new_pc[1].go("sync")
    assert isinstance(sync, Sync)
    answer_dialog(Restore, restore)
    sync.restore_sealed()
    assert "Đã lấy lại" in sync.notice.text()
    assert dump(new_pc[0].store) == before
    assert keys.trusted(province, keys.own_card_key(commune)) is None, "the burnt PC's key is withdrawn"
    assert not answers.problems


def _card(store: Store) -> bytes:
    return pc_card_file(store, "Máy mới")[1]
