"""The part of the USB page for an office that receives: a folder of bundles at once, who has sent which month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from app.ports import Store
from app.problems import Problem
from ui import dialogs, jobs, theme
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.pages.sync_words import table
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph, words
from ui.widgets.combo import Combo

if TYPE_CHECKING:
    from app.usecases.receiving_many import TakenFile

_YEARS = 4
_MONTHS = range(1, 13)
_SIGNS = {"coming": "·", "full": "✓", "lacking": "!", "overdue": "✗", "faulty": "?"}  # beside the words, never alone
_TONES = {"coming": "muted", "full": "ok", "lacking": "warn", "overdue": "bad", "faulty": "bad"}


@guarded
class OfficeTab(QWidget):
    """`took` is told what became of a folder of files, once something was taken."""

    def __init__(self, session: Session, took: Callable[[list[TakenFile]], None]) -> None:
        super().__init__()
        self.session, self._took = session, took
        self.year = Combo()
        self.year.setAccessibleName(tr("Năm theo dõi"))
        this_year = date.today().year  # noqa: DTZ011 (months of the calendar here)
        for year in range(this_year, this_year - _YEARS, -1):
            self.year.addItem(tr("Năm ") + str(year), year)
        self.year.currentIndexChanged.connect(lambda _: self.look_again())
        self.shown = QTextBrowser()
        self.shown.setAccessibleName(tr("Đơn vị nào đã gửi tháng nào"))
        self.shown.setFrameShape(QFrame.Shape.NoFrame)
        self.shown.setOpenLinks(False)
        self.shown.anchorClicked.connect(self._explain)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(button(tr("Nhận cả thư mục…"), self.receive_folder, icon="inbox"))
        row.addWidget(button(tr("Đối chiếu mã trên phiếu…"), self.check_code, icon="shield-check"))
        row.addStretch(1)
        row.addWidget(self.year)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addLayout(row)
        column.addWidget(self.shown, 1)

    def look_again(self) -> None:
        self.shown.setHtml(matrix_html(self.session.store, int(self.year.currentData())))

    def _explain(self, link: QUrl) -> None:
        """Say why a month of a unit is what it is."""
        from app.usecases.receiving_office import matrix

        unit, _, month = link.toString().partition("/")
        line = next(line for line in matrix(self.session.store, int(self.year.currentData())) if line.unit == unit)
        cell = line.cells[int(month) - 1]
        dialogs.say(line.name, f"{tr('Tháng')} {month}: {cell.words()}", cell.why)

    def receive_folder(self) -> None:
        folder = dialogs.choose_folder(tr("Chọn thư mục có các gói"))
        if folder is None:
            return
        taken = jobs.run(
            self.session, tr("Nhận cả thư mục"), lambda store, watch: _received_folder(store, watch, folder)
        )
        if taken is not None:
            self._took(taken)

    def check_code(self) -> None:
        file = dialogs.choose_file(tr("Chọn gói trên USB"), tr("Gói Sổ Tư Pháp (*.stp)"))
        if file is not None:
            CheckCode.ask(self.session, file)


def _received_folder(store: Store, watch: jobs.Watch, folder: Path) -> list[TakenFile]:
    from app.usecases.receiving_many import receive_folder

    return receive_folder(store, folder, say=watch.say)


def folder_html(taken: list[TakenFile]) -> str:
    """Return what became of each file of a folder."""
    heads = [tr("Tệp"), tr("Đơn vị"), tr("Kết quả"), tr("Biên nhận")]
    return table(heads, [[one.file, one.unit_name, one.words, one.receipt_file or "–"] for one in taken])


def matrix_html(store: Store, year: int) -> str:
    """Return a table of units by months; each cell is a sign with its word, and a link to why."""
    from app.usecases.receiving_office import CELL_WORDS, matrix

    lines, tokens = matrix(store, year), theme.current()
    if not lines:
        return f"<p style='color:{tokens.muted}'>{escape(tr('Chưa có đơn vị nào gửi dữ liệu về đây.'))}</p>"
    edge = f"padding:5px; border-bottom:1px solid {tokens.line};"
    heads = "".join(f"<th style='{edge}'>T{month}</th>" for month in _MONTHS)
    body = ""
    for line in lines:
        body += f"<tr><td style='{edge}'>{escape(line.name)}</td>"
        for month, cell in enumerate(line.cells, start=1):
            ink = getattr(tokens, _TONES[cell.code])
            link = f"<a style='color:{ink}; text-decoration:none' href='{escape(line.unit)}/{month}'>"
            body += f"<td align='center' style='{edge}'>{link}{_SIGNS[cell.code]}</a></td>"
        body += "</tr>"
    legend = " &nbsp; ".join(
        f"<span style='color:{getattr(tokens, _TONES[code])}'>{_SIGNS[code]} {escape(said)}</span>"
        for code, said in CELL_WORDS.items()
    )
    return (
        f"<p>{legend}</p><table width='100%' cellspacing='0'>"
        f"<tr><th align='left' style='{edge}'>{escape(tr('Đơn vị'))}</th>{heads}</tr>{body}</table>"
    )


@guarded
class CheckCode(Dialog):
    """The code printed on a cover sheet beside the file on the stick."""

    def __init__(self, session: Session, file: Path) -> None:
        super().__init__(tr("Đối chiếu mã trên phiếu giao nhận"))
        self.session, self.file = session, file
        self.setMinimumWidth(480)
        self.code = QLineEdit()
        self.code.setAccessibleName(tr("Mã trên phiếu giao nhận"))
        self.said = paragraph()
        self.body.addWidget(words(file.name, "heading"))
        self.body.addWidget(words(tr("Mã trên phiếu giao nhận"), "label"))
        self.body.addWidget(self.code)
        self.body.addWidget(self.said)
        self.buttons(tr("Đối chiếu"), tr("Đóng"))

    def accept(self) -> None:
        """Compare and say; the dialog stays for another try."""
        from app.usecases.paper_code import check_code

        try:
            found = check_code(self.session.store, self.file, self.code.text())
        except Problem as problem:
            self.said.setText(f"⚠ {problem}")
            return
        self.said.setText(("✓ " if found.matches else "⚠ ") + found.words())

    @classmethod
    def ask(cls, session: Session, file: Path) -> None:
        cls(session, file).ended()
