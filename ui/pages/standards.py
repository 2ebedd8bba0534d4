"""The standards a commune is judged by, to look at: each criterion with its measure, and what nobody has verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import paragraph
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.statistics.standards import Entry, Standard


@guarded
class ShowStandards(Dialog):
    def __init__(self) -> None:
        super().__init__(tr("Bộ tiêu chí"))
        from app.statistics.standards import standards

        self.resize(1120, 640)
        self.standards = standards()
        self.choice, self.basis, self.doubts = QComboBox(), paragraph("", "muted"), paragraph("", "muted")
        self.choice.setAccessibleName(tr("Bộ tiêu chí"))
        self.table = TextTable(tr("Các tiêu chí, chỉ tiêu, nội dung"))
        for one in self.standards:
            self.choice.addItem(one.title, one.id)
        for part in (self.choice, self.basis):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.doubts)
        self.buttons(tr("Đóng"))
        self.choice.currentIndexChanged.connect(self._show)
        self._show(self.choice.currentIndex())

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self.standards):
            return
        chosen = self.standards[place]
        self.basis.setText("; ".join(chosen.legal_basis))
        self.table.show_words(_words_of(chosen), [10, 0, 50, 22, 20])
        self.doubts.setText(" ".join(tr("Chưa xác minh: ") + doubt.what for doubt in chosen.unverified))


def _words_of(chosen: Standard) -> Words:
    heads = (tr("Mã"), tr("Tên"), tr("Số liệu"), tr("Mức đạt"), tr("Nguồn"))
    hints = {(row, 1): entry.name for row, entry in enumerate(chosen.entries) if entry.name}
    return Words(heads, [_row(entry) for entry in chosen.entries], {}, hints)


def _row(entry: Entry) -> tuple[str, ...]:
    from app.statistics.standards import SOURCES

    measure = " / ".join(part for part in (entry.numerator, entry.denominator) if part)
    return (
        entry.code,
        entry.name or tr("(chưa đọc được tên)"),
        measure,
        entry.pass_level or (tr("chưa có ngưỡng") if measure else ""),
        tr(SOURCES[entry.certainty]),
    )
