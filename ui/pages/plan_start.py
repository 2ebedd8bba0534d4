"""What stands where a year has no plan yet: begin with the plan of the year before, or with the ten groups."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ports import Store, Touched
from app.records.planning import AnnualPlan
from app.usecases import planning, records
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, em, picture, words


def sample_plan(year: int) -> AnnualPlan:
    """Return an empty plan with the ten groups."""
    name = tr("Kế hoạch phổ biến, giáo dục pháp luật; hòa giải ở cơ sở; chuẩn tiếp cận pháp luật năm ") + str(year)
    return AnnualPlan(year=year, name=name, groups=planning.seed_groups())


def latest_before(store: Store, year: int) -> AnnualPlan | None:
    """Return the newest plan of an earlier year."""
    earlier = [plan for plan in store.every(AnnualPlan) if plan.year and plan.year < year and not plan.draft]
    return max(earlier, key=lambda plan: plan.year or 0, default=None)


@guarded
class PlanStart(QWidget):
    made = Signal(int)  # the year that has a plan now

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.year = 0
        self.before: AnnualPlan | None = None
        self.title, self.said = words("", "heading"), words("", "muted")
        self.from_before = button(tr("Bắt đầu từ năm trước"), self.copy, icon="copy", primary=True)
        self.sample = button(tr("Kế hoạch mẫu (mười nhóm)"), self.seed, icon="clipboard-list")
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
        row.addWidget(self.from_before)
        row.addWidget(self.sample)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_year(self, year: int) -> None:
        self.year, self.before = year, latest_before(self.session.store, year)
        self.title.setText(tr("Năm {year} chưa có kế hoạch").format(year=year))
        said = tr("Kế hoạch mẫu có sẵn mười nhóm; đơn vị tự ghi nhiệm vụ, chủ trì, hạn và chỉ tiêu.")
        if self.before is not None:
            old = tr("Bắt đầu từ năm {year}: giữ nguyên các nhiệm vụ, dời hạn sang năm mới, chưa có kết quả.")
            said = old.format(year=self.before.year) + " " + said
        self.said.setText(said)
        self.said.setMinimumHeight(self.said.heightForWidth(self.said.maximumWidth()))
        self.from_before.setVisible(self.before is not None)

    def copy(self) -> None:
        if self.before is not None:
            self._tell(self.session.run(planning.start_from, self.before, self.year))

    def seed(self) -> None:
        self._tell(self.session.run(records.save, sample_plan(self.year)))

    def _tell(self, touched: Touched | None) -> None:
        if touched is not None:
            self.session.said.emit(tr("Đã lập kế hoạch năm ") + f"{self.year}.")
            self.made.emit(self.year)
