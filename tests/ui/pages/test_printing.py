"""The print window: the right forms, pages as they will lie on paper, files that open, pages sent to a printer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.declaring import fields_of
from app.fields import Choice
from app.forms.packs import forms
from app.ports import Query
from app.records import (
    BookLoan,
    Commendation,
    LegalAidReferral,
    MaterialStock,
    OutreachEvent,
    PaymentRequest,
    Record,
    Survey,
)
from app.records.mediation import MediationCase
from app.rendering.raster import page_count
from app.usecases import printing
from app.usecases.printing import Selection
from tests.ui.pages.people import Answers, kept
from ui.paper import pages_of, printer_for, send
from ui.printing import PrintDialog
from ui.session import Session


@pytest.fixture
def case(session: Session) -> MediationCase:
    return next(iter(session.store.every(MediationCase, Query(where={"code": "HG-2026-T01-03"}))))


def opened(qtbot: QtBot, session: Session, chosen: Selection) -> PrintDialog:
    forms = [*printing.forms_of(MediationCase), *printing.registers()]
    dialog = PrintDialog(session, forms, chosen)
    kept(qtbot, dialog)
    dialog.draw()
    return dialog


def choose(dialog: PrintDialog, form: str) -> None:
    dialog.form.setCurrentIndex(dialog.form.findData(form))
    dialog.draw()


def first_page(dialog: PrintDialog) -> str:
    with pypdfium2.PdfDocument(dialog.pdf) as pdf:
        text: str = pdf[0].get_textpage().get_text_range()
    return text


def test_the_page_shown_is_the_page_that_is_printed(qtbot: QtBot, session: Session, case: MediationCase) -> None:
    dialog = opened(qtbot, session, Selection(record=case.id))
    choose(dialog, "van-ban-hoa-giai-thanh")
    text = first_page(dialog)
    assert any(party.full_name in text for party in case.parties)
    shown = dialog.picture.pixmap()
    assert shown.height() / shown.width() == pytest.approx(297 / 210, rel=0.02)


def test_the_name_of_the_paper_of_a_success_is_chosen_once_and_remembered(
    qtbot: QtBot, session: Session, case: MediationCase
) -> None:
    dialog = opened(qtbot, session, Selection(record=case.id))
    choose(dialog, "van-ban-hoa-giai-thanh")
    assert dialog.as_minutes.isVisible()
    assert "VĂN BẢN HÒA GIẢI THÀNH" in first_page(dialog)
    dialog.as_minutes.click()
    dialog.draw()
    assert "BIÊN BẢN HÒA GIẢI THÀNH" in first_page(dialog)
    choose(dialog, "van-ban-hoa-giai-khong-thanh")
    assert dialog.as_minutes.isHidden()
    assert "BIÊN BẢN" not in first_page(dialog)
    again = opened(qtbot, session, Selection())
    choose(again, "van-ban-hoa-giai-thanh")
    assert "BIÊN BẢN HÒA GIẢI THÀNH" in first_page(again)


def test_a_book_asks_for_group_and_year_and_turns_its_pages(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, Selection())
    choose(dialog, "so-theo-doi-hoa-giai")
    assert dialog.group.isVisible()
    assert dialog.year.isVisible()
    dialog.year.setCurrentIndex(dialog.year.findData(2026))
    dialog.draw()
    assert dialog.pages == page_count(dialog.pdf) > 1
    first = dialog.picture.pixmap().toImage()
    dialog.after.click()
    assert dialog.place.text() == f"Trang 2/{dialog.pages}"
    assert dialog.picture.pixmap().toImage() != first


def test_without_a_record_a_form_of_one_record_is_printed_blank(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, Selection())
    choose(dialog, "van-ban-hoa-giai-thanh")
    assert dialog.blank()
    assert dialog.hint.isVisible()
    assert dialog.pdf


@pytest.mark.parametrize(("suffix", "begins"), [(".pdf", b"%PDF"), (".docx", b"PK"), (".xlsx", b"PK")])
def test_every_kind_of_file_can_be_saved(
    qtbot: QtBot, session: Session, answers: Answers, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    dialog = opened(qtbot, session, Selection())
    choose(dialog, "so-theo-doi-pbgdpl")
    dialog.year.setCurrentIndex(dialog.year.findData(2026))
    answers.target = tmp_path / "so ngày 24.11.2026"
    dialog.save(suffix)
    saved = tmp_path / f"so ngày 24.11.2026{suffix}"
    assert saved.read_bytes().startswith(begins)
    assert str(saved) in dialog.told.text()


def test_pages_go_to_the_printer_as_chosen(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = opened(qtbot, session, Selection())
    choose(dialog, "so-theo-doi-hoa-giai")
    dialog.year.setCurrentIndex(dialog.year.findData(2026))
    dialog.draw()
    printer = printer_for(True, "sổ")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "giay.pdf"))
    printer.setFromTo(1, 2)
    assert pages_of(printer, dialog.pages) == [0, 1]
    assert send(printer, dialog.pdf) == 2
    with pypdfium2.PdfDocument(tmp_path / "giay.pdf") as printed:
        assert len(printed) == 2
        width, height = printed[0].get_size()
    assert width > height


def test_this_year_is_offered_first(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, Selection())
    assert dialog.year.currentData() == date.today().year  # noqa: DTZ011


@pytest.mark.parametrize(
    ("kind", "first", "open_first"),
    [
        (OutreachEvent, "so-theo-doi-pbgdpl", "bien-ban-pbgdpl"),
        (LegalAidReferral, "so-gioi-thieu-tro-giup-phap-ly", "so-gioi-thieu-tro-giup-phap-ly"),
        (BookLoan, "so-dang-ky-tu-sach", "so-dang-ky-tu-sach"),
        (MaterialStock, "so-tai-lieu-tuyen-truyen", "so-tai-lieu-tuyen-truyen"),
        (Commendation, "danh-sach-trich-ngang", "so-lieu-thanh-tich"),
        (Survey, "phieu-khao-sat", "phieu-khao-sat"),
        (MediationCase, "so-theo-doi-hoa-giai", "van-ban-hoa-giai-thanh"),
    ],
)
def test_a_page_offers_the_papers_of_its_own_records_first(kind: type[Record], first: str, open_first: str) -> None:
    listed = [form.id for form in printing.offered(kind, one=False)]
    assert listed[0] == first
    assert printing.offered(kind, one=True)[0].id == open_first
    assert set(listed) == {form.id for form in (*printing.forms_of(kind), *printing.registers())}
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("kind", "state", "first"),
    [
        (MediationCase, "success", "van-ban-hoa-giai-thanh"),
        (MediationCase, "failure", "van-ban-hoa-giai-khong-thanh"),
        (MediationCase, "assigned", "giay-moi-hoa-giai"),
        (PaymentRequest, "refused", "giay-de-nghi-thu-lao"),
        (PaymentRequest, "complete", "giay-de-nghi-thu-lao"),
    ],
)
def test_the_papers_of_the_state_of_a_record_come_first(kind: type[Record], state: str, first: str) -> None:
    listed = [form.id for form in printing.offered(kind, one=True, state=state)]
    own = printing.forms_of(kind)
    suited = {form.id for form in own if not form.states or state in form.states}
    assert listed[0] == first
    assert set(listed[: len(suited)]) == suited
    assert set(listed[: len(own)]) == {form.id for form in own}  # none is kept back


def test_a_form_names_only_states_its_record_has() -> None:
    for form in forms():
        kind = printing.SOURCES[form.source].kind
        states = fields_of(kind)["state"].kind if form.states and kind else None
        known = {code for code, _ in states.options} if isinstance(states, Choice) else set()
        assert set(form.states) <= known, form.id


def test_the_dialog_opens_on_the_paper_of_the_state(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = next(case for case in session.store.every(MediationCase) if case.state == "failure")
    shown: list[str] = []
    monkeypatch.setattr(PrintDialog, "ended", lambda self: shown.append(str(self.form.currentData())))
    PrintDialog.ask(session, MediationCase, failed.id)
    assert shown == ["van-ban-hoa-giai-khong-thanh"]
