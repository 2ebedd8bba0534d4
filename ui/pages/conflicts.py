"""Two values of one field, written by two PCs that had not seen each other: side by side, for a person to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.vietnamese import show_number
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
    """What waits is listed, oldest first; the one somebody stands on is told below with its two buttons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Giá trị chờ chọn")
        super().__init__(session, parent)
        self.shown: list[Explained] = []
        self.table = TextTable(tr("Những ô có hai giá trị"))
        self.what, self.before = paragraph("", "heading"), paragraph("", "muted")
        self.kept, self.lost = _SidePanel(tr("Đang dùng trong hồ sơ")), _SidePanel(tr("Giá trị kia"))
        self.keep = button(tr("Giữ giá trị đang dùng"), lambda: self.decide("kept"), icon="circle-check")
        self.take = button(tr("Lấy giá trị kia"), lambda: self.decide("lost"), icon="circle-check")
        self.open = button(tr("Mở hồ sơ"), self.open_record, icon="chevron-right")
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
        head.addWidget(self.open)
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
        rows = [[one.record, one.field, _short(one.kept.words), _short(one.lost.words)] for one in self.shown]
        self.table.show_words(Words(heads, rows), [0, 22, 0, 0])
        if self.shown:
            self._tell(min(max(self.table.row(), 0), len(self.shown) - 1))

    def _tell(self, row: int) -> None:
        one = self.shown[row]
        self.what.setText(f"{one.record} · {one.field}")
        self.before.setText(tr("Trước đó: ") + (one.before or tr("không rõ")))
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
            self.session.said.emit(tr("Đã ghi lựa chọn vào {record}.").format(record=one.record))
            self.look_again()

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


def _short(said: str) -> str:
    first = " ".join(said.split())
    return first if len(first) <= 80 else f"{first[:79]}…"
