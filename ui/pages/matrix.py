"""The receiving office: which month of which unit came, and behind each cell its bundles and what was refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ports import Touched
from app.problems import Problem
from app.records import KINDS
from app.usecases.office import is_commune
from app.vietnamese import show_day, show_number
from ui import dialogs, jobs, sticks
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.pages.matrix_records import UnitRecords
from ui.pages.post import any_post, post_button
from ui.pages.publishing import publishing_button
from ui.pages.sync_import import ImportPreview
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, empty_state, paragraph, words
from ui.widgets.combo import Combo
from ui.widgets.over_detail import over_detail
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.usecases.receiving_many import TakenFile
    from app.usecases.receiving_office import UnitLine

_YEARS = 4
_NARROW, _WIDE = 30, 46  # letters of the column of units
_TONES = {"full": "ok", "lacking": "warn", "overdue": "bad", "faulty": "bad", "coming": "", "absent": ""}
_EVERYTHING = Touched(frozenset(kind.table for kind in KINDS), 1)


@guarded
class Matrix(Page):
    """Units down, months across; the cell somebody stands on is told below with the unit's bundles."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Đơn vị gửi về")
        super().__init__(session, parent)
        self.lines: list[UnitLine] = []
        self.bundles: list[dict[str, Any]] = []
        self.year = Combo()
        self.grid = TextTable(tr("Đơn vị nào đã gửi tháng nào"), cells=True)
        self.why = paragraph("", "heading")
        self.told = TextTable(tr("Gói đã nhận của đơn vị"), nothing=tr("Chưa nhận gói nào của đơn vị này."))
        none = tr("Không có hồ sơ nào đang bị trả lại.")
        self.refused = TextTable(tr("Hồ sơ còn bị trả lại của đơn vị"), wrapping=True, nothing=none)
        self.records = UnitRecords(session)
        self._actions()
        self._lay_out()
        self.grid.picked.connect(self._explain)

    # --- how it looks ---

    def _actions(self) -> None:
        this_year = date.today().year  # noqa: DTZ011 (months of the calendar here)
        for year in range(this_year, this_year - _YEARS, -1):
            self.year.addItem(tr("Năm ") + str(year), year)
        self.year.setAccessibleName(tr("Năm theo dõi"))
        self.year.currentIndexChanged.connect(lambda _: self.look_again())
        self.many = button(tr("Nhận cả thư mục…"), self.receive_folder, icon="inbox", primary=True)
        self.check = button(tr("Đối chiếu mã trên phiếu…"), self.check_code, icon="shield-check")
        self.post = post_button(self.session)
        self.publishing = publishing_button(self.session)
        for part in (self.post, self.publishing, self.year, self.check, self.many):
            self.actions_row.addWidget(part)

    def _lay_out(self) -> None:
        self.empty = empty_state(
            "inbox",
            tr("Chưa có đơn vị nào gửi về đây"),
            tr("Trang này dành cho nơi nhận. Ghi danh thẻ khóa của từng đơn vị rồi nhận gói."),
        )
        self.body = over_detail(self.grid, self._behind())
        self.box.addWidget(self.body, 1)
        self.box.addWidget(self.empty, 1)

    def _behind(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        head = QHBoxLayout()
        head.addWidget(self.why, 1)
        self.receipt = button(tr("In biên nhận…"), self.print_receipt, icon="printer")
        self.back = button(tr("Trả lại dữ liệu cho đơn vị…"), self.give_back, icon="undo-2")
        self.back.setEnabled(False)
        head.addWidget(self.records)
        head.addWidget(self.back)
        head.addWidget(self.receipt)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(14)
        halves = ((tr("Gói đã nhận"), self.told, 6), (tr("Hồ sơ còn bị trả lại"), self.refused, 5))
        for heading, part, share in halves:
            half = QVBoxLayout()
            half.addWidget(words(heading, "label"))
            half.addWidget(part, 1)
            row.addLayout(half, share)
        column.addLayout(row, 1)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        from app.usecases.receiving_office import matrix

        sends_only = self._of_commune()
        for part in (self.publishing, self.year, self.check, self.many):
            part.setVisible(not sends_only)
        self.lines = [] if sends_only else matrix(self.session.store, int(self.year.currentData()))
        self.post.setVisible(any_post(self.session.store))
        self.body.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        self.count.setText(self._counted())
        longest = max((len(line.name) for line in self.lines), default=0) * 1.25  # words are wider than their n
        self.grid.show_words(_words(self.lines), [min(max(longest, _NARROW), _WIDE), *[0] * 12])

    def _of_commune(self) -> bool:
        try:
            return is_commune(self.session.store)
        except Problem:  # a register that is only being set up receives nothing
            return True

    def _counted(self) -> str:
        late = sum(any(cell.code in ("overdue", "faulty") for cell in line.cells) for line in self.lines)
        said = f"{show_number(len(self.lines))} {tr('đơn vị')}"
        return f"{said} · {show_number(late)} {tr('đơn vị quá hạn hoặc có lỗi')}" if late else said

    def _explain(self, row: int, column: int) -> None:
        """Tell why a cell is what it is, and what of the unit came and was refused."""
        line = self.lines[row]
        cell = line.cells[max(column, 1) - 1]
        month = f"{tr('tháng')} {column}/{self.year.currentData()}: {cell.words()}. {cell.why}" if column else ""
        name = f"{line.name} ({tr('qua')} {line.carrier})" if line.carrier else line.name
        self.why.setText(f"{name}, {month}" if month else name)
        self.records.show_of(line.unit, int(self.year.currentData()), column)
        came = self.session.store.notes("received_bundle", {"unit": line.unit})
        self.bundles = sorted(came, key=lambda one: one["at"], reverse=True)
        self.receipt.setEnabled(bool(self.bundles))
        self.back.setEnabled(bool(self.session.store.notes("sealed_part", {"unit": line.unit})))
        self.told.show_words(_bundles(self.bundles), [10, 15, 15, 0, 11, 11, 14])
        self.refused.show_words(self._refused(line), [32, 0])

    def _refused(self, line: UnitLine) -> Words:
        from app.usecases.papers_receipt import refused_name

        titles = {kind.table: kind.title for kind in KINDS}
        raw = {(row["kind"], row["id"]): row for row in self.session.store.notes("quarantine", {"unit": line.unit})}
        rows = [
            [
                f"{refused_name(self.session.store, raw[one.kind, one.id])} · {titles.get(one.kind, one.kind)}",
                one.reason,
            ]
            for one in line.refused
        ]
        return Words([tr("Hồ sơ"), tr("Lý do")], rows)

    # --- what it does ---

    def receive_folder(self) -> None:
        """Take every bundle of a folder; then show, file by file, what became of it."""
        folder = sticks.choose(tr("Chọn USB hoặc thư mục có các gói"))
        if folder is None or not ImportPreview.ask(self.session, folder):
            return

        def work(store: Any, watch: jobs.Watch) -> list[TakenFile]:
            from app.usecases.receiving_many import receive_folder

            return receive_folder(store, folder, say=watch.say)

        taken = jobs.run(self.session, tr("Nhận cả thư mục"), work)
        if taken is not None:
            self.session.announce(_EVERYTHING)
            self.look_again()
            FolderResults(taken).ended()

    def check_code(self) -> None:
        from ui.pages.check_code import CheckCode

        file = dialogs.choose_file(tr("Chọn gói trên USB"), tr("Gói Sổ Tư Pháp (*.stp)"))
        if file is not None:
            CheckCode.ask(self.session, file)

    def give_back(self) -> None:
        """Give a unit whose PC is gone its sealed part, for its new PC."""
        from ui.pages.sync_restore import GiveBack

        if said := GiveBack.ask(self.session, self.lines[max(self.grid.row(), 0)].unit):
            self.session.said.emit(said)
            self.session.settings_changed.emit("keys")

    def print_receipt(self) -> None:
        from app.forms.packs import form
        from app.usecases.printing import Selection
        from ui.printing import PrintDialog

        bundle = self.bundles[max(self.told.row(), 0)]["bundle"]
        PrintDialog(self.session, [form("bien-nhan-du-lieu")], Selection(record=bundle)).ended()


def _words(lines: list[UnitLine]) -> Words:
    tones, hints, rows = {}, {}, []
    for row, line in enumerate(lines):
        shown = [line.name]
        for column, cell in enumerate(line.cells, start=1):
            tones[row, column] = _TONES[cell.code]
            hints[row, column] = f"{line.name}, {tr('tháng')} {column}: {cell.words()}. {cell.why}"
            shown.append("–" if cell.code in ("coming", "absent") else cell.words())
        rows.append(shown)
    return Words([tr("Đơn vị"), *(f"T{month}" for month in range(1, 13))], rows, tones, hints, range(1, 13))


def _bundles(came: list[dict[str, Any]]) -> Words:
    from app.usecases.reporting_units import made_on

    heads = [tr("Gói số"), tr("Lập ngày"), tr("Nhận ngày"), tr("Nhận"), tr("Như cũ"), tr("Trả lại"), tr("Biên nhận")]
    rows = [
        [
            show_number(row["number"]),
            show_day(made_on(row)),
            local_moment(row["at"])[-10:],
            *(show_number(row[name]) for name in ("taken", "same", "refused", "receipt_number")),
        ]
        for row in came
    ]
    tones = {(place, 5): "bad" for place, row in enumerate(came) if row["refused"]}
    return Words(heads, rows, tones, centred=range(3, 7))


@guarded
class FolderResults(dialogs.Dialog):
    """What became of each file of a folder."""

    def __init__(self, taken: list[TakenFile]) -> None:
        super().__init__(tr("Đã nhận thư mục"))
        self.resize(1140, 460)
        sound = sum(one.sound() for one in taken)
        said = tr("{all} tệp: {sound} tệp nhận trọn vẹn. Biên nhận đã ghi vào thư mục; có thể rút USB.")
        self.body.addWidget(paragraph(said.format(all=show_number(len(taken)), sound=show_number(sound)), "heading"))
        self.table = TextTable(tr("Kết quả từng tệp"), wrapping=True)
        heads = [tr("Tệp"), tr("Đơn vị"), tr("Kết quả"), tr("Biên nhận")]
        rows = [[one.file, one.unit_name or "–", one.words, one.receipt_file or "–"] for one in taken]
        self.table.show_words(Words(heads, rows, {}), [34, 24, 0, 34])
        self.body.addWidget(self.table, 1)
        self.buttons(tr("Đóng"))
