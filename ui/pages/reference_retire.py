"""Choosing what a new set of reference data lets nobody use any more: found by a word, ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.vietnamese import fold, show_number
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import paragraph, words

if TYPE_CHECKING:
    from app.usecases.reference_retiring import InUse

Key = tuple[str, str]


@guarded
class RetireItems(Dialog):
    """`chosen` are the kinds and names of what is ticked, whether the list shows it now or not."""

    def __init__(self, offered: Sequence[InUse], chosen: Collection[Key]) -> None:
        super().__init__(tr("Mục thôi dùng"))
        self.resize(760, 560)
        self.offered, self.chosen = offered, set(chosen)
        self.search, self.list, self.said = QLineEdit(), QListWidget(), words("", "muted")
        self.search.setPlaceholderText(tr("Tìm theo tên hoặc mã"))
        self.search.setAccessibleName(tr("Tìm mục"))
        self.list.setAccessibleName(tr("Các mục đang dùng"))
        self.list.setUniformItemSizes(True)  # every unit of the country may stand here
        why = tr("Mục thôi dùng không còn để chọn ở các đơn vị; hồ sơ cũ đã dùng vẫn đọc, vẫn in được. Hoàn tác được.")
        for part in (paragraph(why, "muted"), self.search, self.list, self.said):
            self.body.addWidget(part)
        self.buttons(tr("Chọn"), tr("Thôi"))
        self.search.textChanged.connect(self._fill)
        self.list.itemChanged.connect(self._ticked)
        self._fill("")

    def _fill(self, typed: str) -> None:
        wanted = fold(typed).split()
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.offered:
            if all(word in fold(one.words) for word in wanted):
                self.list.addItem(self._item(one))
        self.list.blockSignals(False)
        self._count()

    def _item(self, one: InUse) -> QListWidgetItem:
        item = QListWidgetItem(one.words)
        item.setData(Qt.ItemDataRole.UserRole, (one.kind, one.name))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = (one.kind, one.name) in self.chosen
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _ticked(self, item: QListWidgetItem) -> None:
        kind, name = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self.chosen.add((kind, name))
        else:
            self.chosen.discard((kind, name))
        self._count()

    def _count(self) -> None:
        self.said.setText(tr("Đã chọn {count} mục.").format(count=show_number(len(self.chosen))))

    @classmethod
    def ask(cls, offered: Sequence[InUse], chosen: Collection[Key]) -> list[Key] | None:
        """Return what is to be retired, or None when the person left it as it was."""
        dialog = cls(offered, chosen)
        return sorted(dialog.chosen) if dialog.ended() else None
