"""What stands where a year has no plan yet: begin with the year before, with what was sent, or with the ten groups."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ports import Touched
from app.records.planning import AnnualPlan
from app.usecases import planning_start
from ui import icons
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, em, picture, set_property, words
from ui.widgets.combo import Combo


@guarded
class PlanStart(QWidget):
    made = Signal(int)  # the year that has a plan now

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.year = 0
        self.before: AnnualPlan | None = None
        self.above: list[AnnualPlan] = []
        self.which = Combo()
        self.which.setAccessibleName(tr("Kế hoạch đã nhận"))
        self.title, self.said = words("", "heading"), words("", "muted")
        self.from_before = button(tr("Bắt đầu từ năm trước"), self.copy, icon="copy")
        self.from_above = button(tr("Từ kế hoạch cấp trên"), self.take_over, icon="copy")
        self.sample = button(tr("Kế hoạch mẫu (mười nhóm)"), self.seed, icon="clipboard-list")
        self._ways = ((self.from_before, "copy"), (self.from_above, "copy"), (self.sample, "clipboard-list"))
        for way, _ in self._ways:
            way.setAutoDefault(True)  # Enter presses it, as the keyboard is here when there is nothing else
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.said.setFixedWidth(em(self.said) * 60)
        for part in (picture("clipboard-list", "muted", 6), self.title, self.said):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for way in (self.from_before, self.which, self.from_above, self.sample):
            row.addWidget(way)
            if way is not self.sample:  # the others are for years that have something to begin from
                way.hide()
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_year(self, year: int) -> None:
        self.year, self.before = year, planning_start.latest_before(self.session.store, year)
        self._show_above()
        self.title.setText(tr("Năm {year} chưa có kế hoạch").format(year=year))
        said = tr("Kế hoạch mẫu có sẵn mười nhóm; đơn vị tự ghi nhiệm vụ, chủ trì, hạn và chỉ tiêu.")
        if self.before is not None:
            old = tr("Bắt đầu từ năm {year}: giữ nguyên các nhiệm vụ, dời hạn sang năm mới, chưa có kết quả.")
            said = old.format(year=self.before.year) + " " + said
        if self.above:
            said += " " + tr("Lấy từ kế hoạch cấp trên thì xem lại chủ trì, hạn, chỉ tiêu của từng nhiệm vụ.")
        self.said.setText(said)
        self.said.setMinimumHeight(self.said.heightForWidth(self.said.maximumWidth()))
        self.from_before.setVisible(self.before is not None)
        self._lead()

    def _lead(self) -> None:
        """Mark the first way that is open as the one to take."""
        for way, icon in self._ways:
            primary = way is self.first_way()
            set_property(way, "primary", primary)
            way.setIcon(icons.icon(icon, "on_accent" if primary else "muted"))

    def first_way(self) -> QPushButton:
        return next(way for way, _ in self._ways if not way.isHidden())

    def _show_above(self) -> None:
        """Offer the plans of this year that other offices sent."""
        store = self.session.store
        self.above = planning_start.received(store, self.year)
        self.which.clear()
        for plan in self.above:
            self.which.addItem(f"{planning_start.issuer(store, plan)}: {plan.number or plan.label()}", plan.id)
        self.which.setVisible(len(self.above) > 1)
        self.from_above.setVisible(bool(self.above))
        self.from_above.setToolTip(self.above[0].label() if len(self.above) == 1 else "")

    def copy(self) -> None:
        if self.before is not None:
            self._tell(self.session.run(planning_start.start_from, self.before, self.year))

    def take_over(self) -> None:
        if self.above:
            plan = self.above[max(self.which.currentIndex(), 0)]
            self._tell(self.session.run(planning_start.start_from, plan, self.year))

    def seed(self) -> None:
        self._tell(self.session.run(planning_start.start_from_sample, self.year))

    def _tell(self, touched: Touched | None) -> None:
        if touched is not None:
            self.session.said.emit(tr("Đã lập kế hoạch năm ") + f"{self.year}.")
            self.made.emit(self.year)
