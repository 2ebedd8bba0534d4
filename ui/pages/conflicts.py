"""Two values of one field, written by two PCs that had not seen each other: side by side, for a person to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.versions import MARKS
from app.vietnamese import show_day, show_number
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, empty_state, paragraph, words
from ui.widgets.over_detail import over_detail
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.usecases.conflicts import Explained, Side


@guarded
class Conflicts(Page):
    """What waits is listed, oldest first; the one somebody stands on is told below with what can be done about it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Giá trị chờ chọn")
        super().__init__(session, parent)
        self.shown: list[Explained] = []
        self.table = TextTable(tr("Những ô có hai giá trị"))
        self.what, self.before = paragraph("", "heading"), paragraph("", "muted")
        self.kept, self.lost = _SidePanel(tr("Đang dùng trong hồ sơ")), _SidePanel(tr("Giá trị kia"))
        self.keep = button(tr("Giữ giá trị đang dùng"), lambda: self.decide("kept"), icon="circle-check")
        self.take = button(tr("Lấy giá trị kia"), lambda: self.decide("lost"), icon="circle-check")
        self.edit = button(tr("Ghi giá trị khác…"), self.write_another, icon="pencil")
        self.later = button(tr("Để sau"), self.postpone, icon="clock")
        self.open = button(tr("Mở hồ sơ"), self.open_record, icon="chevron-right")
        self.paper = button(tr("In danh sách…"), self.print_list, icon="printer")
        self.actions_row.addWidget(self.paper)
        self._lay_out()
        self.table.picked.connect(lambda row, _: self._tell(row))

    def _lay_out(self) -> None:
        self.empty = empty_state(
            "circle-check",
            tr("Không có giá trị nào chờ chọn"),
            tr("Khi hai máy của đơn vị sửa cùng một ô mà chưa thấy nhau, cả hai giá trị được giữ ở đây."),
        )
        self.body = over_detail(self.table, self._choice())
        self.box.addWidget(self.body, 1)
        self.box.addWidget(self.empty, 1)

    def _choice(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        head = QHBoxLayout()
        head.addWidget(self.what, 1)
        for act in (self.edit, self.later, self.open):
            head.addWidget(act)
        column.addLayout(head)
        column.addWidget(self.before)
        sides = QHBoxLayout()
        sides.setSpacing(14)
        for panel, act in ((self.kept, self.keep), (self.lost, self.take)):
            panel.column.addWidget(act)
            sides.addWidget(panel, 1)
        column.addLayout(sides, 1)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        from app.usecases.conflicts import explain, open_conflicts

        store = self.session.store
        self.shown = [explain(store, conflict) for conflict in open_conflicts(store)]
        self.count.setText(f"{show_number(len(self.shown))} {tr('ô')}" if self.shown else "")
        self.body.setVisible(bool(self.shown))
        self.empty.setVisible(not self.shown)
        heads = [tr("Hồ sơ"), tr("Ô"), tr("Đang dùng"), tr("Giá trị kia")]
        self.table.show_words(Words([*heads, tr("Để sau từ")], [_line(one) for one in self.shown]), [0, 22, 0, 0, 16])
        if self.shown:
            self._tell(min(max(self.table.row(), 0), len(self.shown) - 1))

    def _tell(self, row: int) -> None:
        one = self.shown[row]
        self.what.setText(f"{one.record} · {one.field}")
        before = tr("không rõ") if one.before is None else one.before or tr("(để trống)")
        self.before.setText(tr("Trước đó: ") + before)
        self.edit.setVisible(one.conflict.field_name not in MARKS)  # whether a record is deleted has no third value
        self.kept.tell(one.kept)
        self.lost.tell(one.lost)

    def _chosen(self) -> Explained:
        return self.shown[min(max(self.table.row(), 0), len(self.shown) - 1)]

    # --- what it does ---

    def decide(self, keep: str) -> None:
        """Write the choice into the record; the other value stays in the record's history."""
        from app.usecases.conflicts import decide

        one = self._chosen()
        if self.session.run(decide, one.conflict, keep) is not None:
            self._written(one)

    def _written(self, one: Explained) -> None:
        self.session.said.emit(tr("Đã ghi lựa chọn vào {record}.").format(record=one.record))
        self.look_again()

    def write_another(self) -> None:
        """Ask for a third value; both that were there stay in the list of what was decided."""
        from ui.pages.conflict_edit import ThirdValue

        one = self._chosen()
        if ThirdValue(self.session, one).ended():
            self._written(one)

    def postpone(self) -> None:
        """Let the others go first: it goes to the end of the list and waits on."""
        from app.usecases.conflicts import postpone

        one = self._chosen()
        self.session.run(postpone, one.conflict)
        self.session.said.emit(tr("Để sau: {record}. Ô này vẫn chờ chọn.").format(record=one.record))
        self.look_again()

    def print_list(self) -> None:
        """Print what waits and what was decided in a year."""
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, form_id="gia-tri-cho-chon")

    def open_record(self) -> None:
        conflict = self._chosen().conflict
        self.session.opened.emit(conflict.of_table, conflict.of_record)


@guarded
class _SidePanel(QWidget):
    """One of the two values, whole, with who wrote it, on which PC and when, as far as is known here."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.value, self.source = QTextBrowser(), paragraph("", "muted")  # a story may be long: it scrolls
        self.value.setAccessibleName(title)
        self.value.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(words(title, "label"))
        self.column.addWidget(self.value, 1)
        self.column.addWidget(self.source)

    def tell(self, side: Side) -> None:
        self.value.setPlainText(side.words or tr("(để trống)"))
        known = [side.by, side.pc or tr("máy khác"), local_moment(side.at.isoformat())]
        self.source.setText(", ".join(part for part in known if part))


def _line(one: Explained) -> list[str]:
    later = show_day(one.postponed) if one.postponed else ""
    return [one.record, one.field, _short(one.kept.words), _short(one.lost.words), later]


def _short(said: str) -> str:
    first = " ".join(said.split())
    return first if len(first) <= 80 else f"{first[:79]}…"
