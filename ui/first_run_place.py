"""The first step of the first run: which unit a register is for, and which way its data goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.problems import Problem
from app.records import units
from app.records.units import Unit
from app.usecases.founding import STRAIGHT, WAYS, check_named
from ui.guarded import guarded
from ui.sticks import SECRETS
from ui.texts import tr
from ui.widgets.bits import paragraph, words
from ui.widgets.combo import Combo

_SHOWN = 200  # communes listed at once; typing narrows them down
_LEVELS = (
    ("commune", "Xã, phường, đặc khu"),
    ("middle", "Phòng Tư pháp, đầu mối chuyển tiếp"),
    ("province", "Sở Tư pháp"),
)
_HINTS = {
    "commune": "Máy cũ đã hỏng? Tạo sổ mới, rồi vào Đồng bộ USB, Gói và biên nhận, Khôi phục từ gói trả lại.",
    "middle": (
        "Phòng Tư pháp (trước 07/2025) hoặc đầu mối khác nhận gói của các xã rồi chuyển lên Sở Tư pháp, chữ ký của xã "
        "giữ nguyên. Mã do đơn vị tự đặt và báo cho các xã; xã ghi đúng mã này khi tạo sổ."
    ),
    "province": "Sở Tư pháp nhận gói của các xã, phường và gửi lại biên nhận.",
}


@guarded
class NamedOffice(QWidget):
    """The name and the code of an office that no list of units has."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__()
        self.name, self.code = QLineEdit(), QLineEdit()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for box, said, hint, share in ((self.name, name, tr("Phòng Tư pháp …"), 3), (self.code, code, "PTP-01", 1)):
            box.setAccessibleName(said)
            box.setPlaceholderText(hint)
            row.addLayout(_under(said, box), share)

    def told(self) -> tuple[str, str]:
        """Return the code and the name; raises Problem when one of them is lacking."""
        office = (self.code.text().strip(), " ".join(self.name.text().split()))
        check_named(office)
        return office


def _under(name: str, part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(words(name, "label"))
    column.addWidget(part)
    return column


@guarded
class PlaceStep(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.level, self.province, self.way = Combo(), Combo(), Combo()
        self.search, self.communes = QLineEdit(), QListWidget()
        self.ours = NamedOffice(tr("Tên của đơn vị"), tr("Mã của đơn vị"))
        self.middle = NamedOffice(tr("Tên đầu mối nhận của xã"), tr("Mã của đầu mối"))
        for code, shown in _LEVELS:
            self.level.addItem(tr(shown), code)
        for code, name in units.provinces():
            self.province.addItem(name, code)
        for code, shown in WAYS:
            self.way.addItem(tr(shown), code)
        self.search.setPlaceholderText(tr("Gõ tên xã, phường (không cần gõ dấu)"))
        self._name()
        self._lay_out()
        self.level.currentIndexChanged.connect(self._look_again)
        self.way.currentIndexChanged.connect(self._look_again)
        self.province.currentIndexChanged.connect(self._list_communes)
        self.search.textChanged.connect(self._list_communes)
        self._look_again()
        self._list_communes()

    # --- how it looks ---

    def _name(self) -> None:
        for part, name in (
            (self.level, tr("Sổ dùng ở")),
            (self.province, tr("Tỉnh, thành phố")),
            (self.search, tr("Tìm xã, phường")),
            (self.communes, tr("Xã, phường, đặc khu")),
            (self.way, tr("Gửi dữ liệu")),
        ):
            part.setAccessibleName(name)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(12)
        for name, part in ((tr("Sổ dùng ở"), self.level), (tr("Tỉnh, thành phố"), self.province)):
            head.addLayout(_under(name, part), 1)
        column.addLayout(head)
        column.addWidget(self.ours)
        self.of_commune = QWidget()
        inside = QVBoxLayout(self.of_commune)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(words(tr("Đơn vị"), "label"))
        inside.addWidget(self.search)
        inside.addWidget(self.communes, 1)
        inside.addWidget(words(tr("Gửi dữ liệu"), "label"))
        inside.addWidget(self.way)
        inside.addWidget(self.middle)
        column.addWidget(self.of_commune, 1)
        self.hint = paragraph("", "muted")
        column.addWidget(self.hint)
        self.room = QWidget()
        column.addWidget(self.room, 1)
        column.addWidget(paragraph("⚠ " + tr(SECRETS), "", "warn"))

    def _look_again(self) -> None:
        """Show what the chosen level has to say."""
        level = self.level.currentData()
        self.of_commune.setVisible(level == "commune")
        self.ours.setVisible(level == "middle")
        self.room.setVisible(level != "commune")
        self.middle.setVisible(self.way.currentData() != STRAIGHT)
        self.hint.setText(tr(_HINTS[level]))

    def _list_communes(self) -> None:
        """List what is typed, of the province; where it has nothing like it, of every other, with its name."""
        self.communes.clear()
        typed = self.search.text()
        here = units.find_units(typed, str(self.province.currentData()))
        found = here or units.find_units(typed)
        for unit in found[:_SHOWN]:
            item = QListWidgetItem(unit.name if here else f"{unit.name}, {unit.province}")
            item.setData(Qt.ItemDataRole.UserRole, unit)
            self.communes.addItem(item)
        if not found:
            nothing = QListWidgetItem(tr("Không có xã, phường nào tên như vậy. Gõ tên dùng từ 01/07/2025."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.communes.addItem(nothing)
        elif typed and (here or len(found) == 1):
            self.communes.setCurrentRow(0)

    # --- what was said ---

    def unit(self) -> Unit:
        """Return the unit chosen or named; raises Problem when there is none."""
        name, code = self.province.currentText(), str(self.province.currentData())
        if self.level.currentData() == "province":
            return Unit(code, f"Sở Tư pháp {name}", "province", code, name)
        if self.level.currentData() == "middle":
            own_code, own_name = self.ours.told()
            return Unit(own_code, own_name, "middle", code, name)
        item = self.communes.currentItem()
        if item is None or item.data(Qt.ItemDataRole.UserRole) is None:
            raise Problem(tr("Chưa chọn xã, phường."), tr("Gõ tên rồi chọn một dòng trong danh sách."))
        chosen: Unit = item.data(Qt.ItemDataRole.UserRole)
        return chosen

    def through(self) -> tuple[str, tuple[str, str]]:
        """Return the way the data goes, and the office between; raises Problem when that one is not named."""
        way = str(self.way.currentData())
        if self.level.currentData() != "commune" or way == STRAIGHT:
            return STRAIGHT, ("", "")
        return way, self.middle.told()
