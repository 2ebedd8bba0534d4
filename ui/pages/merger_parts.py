"""What comes of a unit that was split: hamlets, groups on both sides of the border, what belongs to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.usecases.merging_plan import Choice, Predecessor
from app.usecases.merging_split import Part
from ui.guarded import guarded
from ui.texts import tr

_ID = Qt.ItemDataRole.UserRole
_COMMON = "common"


@guarded
class Parts(QTreeWidget):
    """A tree of boxes to tick, a branch for each split unit."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName(tr("Phần của đơn vị bị chia về đơn vị này"))

    def show_units(self, units: Iterable[Predecessor], chosen: Mapping[str, Part]) -> None:
        """Show what may be chosen of some units, ticked as it was chosen before."""
        self.clear()
        for unit in units:
            part = chosen.get(unit.office.code, Part(frozenset()))
            top = QTreeWidgetItem(self, [unit.office.name])
            top.setData(0, _ID, unit.office.code)
            self._branch(top, tr("Ấp, khóm về đây"), unit.hamlets, part.hamlets)
            if unit.straddling:
                self._branch(top, tr("Tổ có ấp ở cả hai bên: đánh dấu tổ về đây"), unit.straddling, part.groups)
            words = tr("Hồ sơ chung không gắn với ấp nào (kế hoạch, tủ sách, tuyên truyền viên, hoạt động cả xã)")
            _box(top, words, _COMMON, ticked=part.common)
        self.expandAll()

    def _branch(self, top: QTreeWidgetItem, words: str, choices: Iterable[Choice], ticked: frozenset[str]) -> None:
        branch = QTreeWidgetItem(top, [words])
        for choice in choices:
            _box(branch, choice.label, choice.id, ticked=choice.id in ticked)

    def chosen(self) -> dict[str, Part]:
        """Return what is ticked, by the code of its unit."""
        tops = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        return {str(top.data(0, _ID)): _part(top) for top in tops if top is not None}


def _box(parent: QTreeWidgetItem, words: str, id: str, *, ticked: bool) -> None:
    box = QTreeWidgetItem(parent, [words])
    box.setSizeHint(0, QSize(0, round(box.treeWidget().fontMetrics().height() * 1.7)))
    box.setData(0, _ID, id)
    box.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)


def _part(top: QTreeWidgetItem) -> Part:
    *branches, common = _children(top)
    ticked = [frozenset(str(one.data(0, _ID)) for one in _children(branch) if _ticked(one)) for branch in branches]
    return Part(ticked[0], ticked[1] if len(ticked) > 1 else frozenset(), common=_ticked(common))


def _ticked(box: QTreeWidgetItem) -> bool:
    return box.checkState(0) == Qt.CheckState.Checked


def _children(branch: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(branch.childCount()) if (child := branch.child(place)) is not None]
