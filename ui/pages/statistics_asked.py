"""What a counted table is asked for: which table, which period, and how its rows are divided."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ports import Store
from app.problems import Problem
from app.statistics import packs, periods
from app.statistics.periods import Period
from app.statistics.spec import BY_FORM, BY_GROUP, BY_MONTH, BY_ORIGIN, BY_UNIT
from app.usecases import reporting
from app.vietnamese import show_day
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.combo import Combo
from ui.widgets.lines import DayLine
from ui.widgets.typed import day_meant

_FREE = "free"
_SHARES = (
    (BY_GROUP, "theo tổ hòa giải"),
    (BY_FORM, "theo hình thức"),
    (BY_MONTH, "theo tháng"),
    (BY_UNIT, "theo đơn vị"),
    (BY_ORIGIN, "theo đơn vị trước sáp nhập"),
)


@guarded
class Asked(QWidget):
    """A row of boxes; two lines for days come out when neither of the usual periods is meant."""

    changed = Signal()

    def __init__(self, store: Store, today: date) -> None:
        super().__init__()
        self.table, self.period_box, self.share = Combo(), Combo(), Combo()
        self.first, self.last = DayLine(), DayLine()
        self._fill(store, today)
        self._lay_out()
        for box in (self.table, self.period_box, self.share):
            box.currentIndexChanged.connect(lambda _: self._changed())
        for line in (self.first, self.last):
            line.editingFinished.connect(self.changed.emit)
        self._show_days()

    def _fill(self, store: Store, today: date) -> None:
        for pack in packs.packs():
            for spec in pack.tables:
                self.table.addItem(spec.title, (pack.id, spec.id))
        for year in (today.year, today.year - 1):
            for period in periods.periods_of(year):
                self.period_box.addItem(period.name(), period.spelled())
        self.period_box.addItem(tr("Từ ngày đến ngày…"), _FREE)
        coming, _ = reporting.next_due(store, today)
        self.period_box.setCurrentIndex(max(self.period_box.findData(coming.spelled()), 0))
        self.share.addItem(tr("như bảng quy định"), "")
        for code, said in _SHARES:
            self.share.addItem(tr(said), code)
        self.first.setText(show_day(date(today.year, 1, 1)))
        self.last.setText(show_day(today))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box, name, share in (
            (self.table, tr("Bảng số liệu"), 5),
            (self.period_box, tr("Kỳ báo cáo"), 3),
            (self.first, tr("Từ ngày"), 1),
            (self.last, tr("Đến ngày"), 1),
            (self.share, tr("Chia dòng"), 2),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            row.addWidget(box, share)

    def _changed(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        for line in (self.first, self.last):
            line.setVisible(self.period_box.currentData() == _FREE)

    def sheet(self) -> tuple[str, str]:
        """Return the pack and the table that are chosen."""
        pack, sheet = self.table.currentData()
        return str(pack), str(sheet)

    def rows(self) -> str:
        return str(self.share.currentData())

    def period(self) -> Period:
        """Return the period asked for; raises Problem when its days cannot be read."""
        if self.period_box.currentData() != _FREE:
            return periods.parse(str(self.period_box.currentData()))
        try:
            first, last = day_meant(self.first.text()), day_meant(self.last.text())
        except ValueError as error:
            raise Problem(str(error), tr("Sửa ngày đầu hoặc ngày cuối kỳ.")) from None
        if first is None or last is None:
            raise Problem(tr("Kỳ báo cáo thiếu một ngày."), tr("Ghi đủ ngày đầu và ngày cuối kỳ."))
        return periods.free_period(first, last)
