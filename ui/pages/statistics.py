"""Statistics: a table of a period, the records behind every number, what does not add up, and the reports closed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QTabBar, QVBoxLayout, QWidget

from app.problems import Problem
from app.records.reports import FrozenReport
from app.statistics import packs, periods
from app.statistics.periods import Period
from app.statistics.spec import BY_FORM, BY_GROUP, BY_MONTH, BY_ORIGIN, BY_UNIT, LIST
from app.statistics.tables import Table
from app.usecases import freezing, reporting
from app.vietnamese import show_day, show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.pages.statistics_table import FigureTable
from ui.session import Session
from ui.texts import tr
from ui.widgets.bars import Bars
from ui.widgets.bits import Notice, button, card, link, paragraph, words
from ui.widgets.combo import Combo
from ui.widgets.lines import DayLine
from ui.widgets.typed import day_meant

_FREE = "free"
_FILES = "PDF (*.pdf);;Word (*.docx);;Excel (*.xlsx)"
_SHARES = (
    (BY_GROUP, "theo tổ hòa giải"),
    (BY_FORM, "theo hình thức"),
    (BY_MONTH, "theo tháng"),
    (BY_UNIT, "theo đơn vị"),
    (BY_ORIGIN, "theo đơn vị trước sáp nhập"),
)
_ID, _TABLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@guarded
class Statistics(Page):
    """Numbers are counted anew whenever a record changes; only a closed report stands still."""

    kinds = frozenset(
        ("mediation_case", "mediation_group", "mediator", "outreach_event", "propagandist", "training", "frozen_report")
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Thống kê, báo cáo")
        super().__init__(session, parent)
        self.table_box, self.period_box, self.share_box = Combo(), Combo(), Combo()
        self.first, self.last = DayLine(), DayLine()
        self.broken, self.about = Notice("warn"), paragraph("", "muted")
        self.figures, self.behind = FigureTable(), QListWidget()
        self.behind_title, self.closed = words(tr("Hồ sơ phía sau con số"), "heading"), QVBoxLayout()
        self.chart = Bars()
        self.tabs = QTabBar()
        self.doubts: list[str] = []
        self.doubtful = link("", self.say_doubts)
        self.shown: Table | None = None
        self._fill()
        self._lay_out()
        self._connect()

    # --- how it looks ---

    def _fill(self) -> None:
        for pack in packs.packs():
            for spec in pack.tables:
                self.table_box.addItem(spec.title, (pack.id, spec.id))
        for year in (self.today().year, self.today().year - 1):
            for period in periods.periods_of(year):
                self.period_box.addItem(period.name(), period.spelled())
        self.period_box.addItem(tr("Từ ngày đến ngày…"), _FREE)
        coming, _ = reporting.next_due(self.session.store, self.today())
        self.period_box.setCurrentIndex(max(self.period_box.findData(coming.spelled()), 0))
        self.share_box.addItem(tr("như bảng quy định"), "")
        for code, said in _SHARES:
            self.share_box.addItem(tr(said), code)
        this_year = date(self.today().year, 1, 1)
        self.first.setText(show_day(this_year))
        self.last.setText(show_day(self.today()))
        for box, name in (
            (self.table_box, tr("Bảng số liệu")),
            (self.period_box, tr("Kỳ báo cáo")),
            (self.share_box, tr("Chia dòng")),
            (self.first, tr("Từ ngày")),
            (self.last, tr("Đến ngày")),
            (self.behind, tr("Hồ sơ phía sau con số")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (reports are dated by calendar days)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for box, share in (
            (self.table_box, 5),
            (self.period_box, 3),
            (self.first, 1),
            (self.last, 1),
            (self.share_box, 2),
        ):
            row.addWidget(box, share)
        self.save_button = button(tr("Lưu thành tệp…"), self.save, icon="file-text", hint=tr("PDF để in, Word, Excel"))
        self.actions_row.addWidget(self.save_button)
        self.freeze_button = button(tr("Chốt kỳ báo cáo"), self.freeze, icon="lock", primary=True)
        self.actions_row.addWidget(self.freeze_button)
        self.box.addLayout(row)
        about = QHBoxLayout()
        about.addWidget(self.about, 1)
        about.addWidget(self.doubtful, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(about)
        self.box.addWidget(self.broken.frame)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(self._numbers())
        split.addWidget(self._beside())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        self.box.addWidget(split, 1)

    def _numbers(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 4, 1, 1)
        for name in (tr("Bảng"), tr("Biểu đồ")):
            self.tabs.addTab(name)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Xem bảng hay biểu đồ"))
        column.addWidget(self.tabs)
        column.addWidget(self.figures, 1)
        self.drawing = scrolling(self.chart)
        column.addWidget(self.drawing, 1)
        self.drawing.hide()
        return frame

    def _beside(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.behind_title)
        self.behind_said = paragraph("", "muted")
        column.addWidget(self.behind_said)
        column.addWidget(self.behind, 3)
        column.addWidget(words(tr("Báo cáo đã chốt"), "heading"))
        column.addLayout(self.closed, 1)
        return frame

    def _connect(self) -> None:
        for box in (self.table_box, self.period_box, self.share_box):
            box.currentIndexChanged.connect(lambda _: self.count_again())
        for line in (self.first, self.last):
            line.editingFinished.connect(self.count_again)
        self.figures.looked.connect(self.look)
        self.behind.itemActivated.connect(self._open)
        self.tabs.currentChanged.connect(self._turn)

    # --- counting ---

    def look_again(self) -> None:
        self.count_again()

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

    def count_again(self) -> None:
        """Count the table; what keeps it from being counted is said in its place."""
        free = self.period_box.currentData() == _FREE
        for line in (self.first, self.last):
            line.setVisible(free)
        pack, sheet = self.table_box.currentData()
        try:
            period = self.period()
            table = reporting.table(self.session.store, pack, sheet, period, rows=str(self.share_box.currentData()))
        except Problem as problem:
            self.broken.say(str(problem))
            return
        self.shown = table
        self.figures.show_table(table)
        self._tell(table)
        self._show_closed()
        self._draw(1)
        self.behind.clear()
        self.behind_said.setText(tr("Bấm vào một con số để xem những hồ sơ được đếm."))

    def _tell(self, table: Table) -> None:
        period = table.period
        said = [period.days_in_words() + "."]
        due = reporting.due(self.session.store, period)
        if due is not None:
            said.append(tr("Hạn nộp: {day}.").format(day=show_day(due.day)))
        said += [f"{label}: {rate}." for label, rate in table.rates()]
        said += [f"{label}: {show_number(figure.value)}." for label, figure in table.below]
        self.about.setText(" ".join(said))
        self.doubts = [*(due.notes if due else ()), *(doubt.what for doubt in table.pack.unverified)]
        self.doubtful.setText(tr("{number} điều chưa xác minh…").format(number=len(self.doubts)))
        self.doubtful.setVisible(bool(self.doubts))
        self.share_box.setEnabled(table.spec.rows != LIST)
        if table.broken:
            self.broken.say(tr("Số liệu chưa khớp. ") + " ".join(broken.says for broken in table.broken[:3]))
        else:
            self.broken.hide()

    def say_doubts(self) -> None:
        lines = "\n".join(f"– {doubt}" for doubt in self.doubts)
        dialogs.say(tr("Chưa xác minh"), tr("Những điều chưa xác minh"), lines)

    def _turn(self, tab: int) -> None:
        self.figures.setVisible(tab == 0)
        self.drawing.setVisible(tab == 1)

    def _draw(self, column: int) -> None:
        """Draw a column as bars, a bar a row; the total is not one of them."""
        if self.shown is None or not self.figures.figures.heads:
            return
        name = self.figures.figures.heads[column - 1]
        rows = [row for row in self.shown.rows if len(row.cells) >= column]
        values = [(row.label, row.cells[column - 1].value) for row in rows]
        self.chart.show_values(f"{name}, {self.shown.period.name()}", values)

    # --- behind a number ---

    def look(self, row: int, column: int) -> None:
        """List the records behind a number."""
        figure = self.figures.figures.figure(row, column)
        if figure is None:
            return
        found = reporting.behind(self.session.store, figure)
        self.behind.clear()
        for one in found:
            item = QListWidgetItem(one.label)
            item.setData(_ID, one.id)
            item.setData(_TABLE, one.table)
            self.behind.addItem(item)
        where = self.figures.figures.words_of(row, column)
        said = tr("{where}: {number}, đếm từ {records} hồ sơ. Bấm Enter để mở.")
        self.behind_said.setText(
            said.format(where=where, number=show_number(figure.value), records=show_number(len(found)))
        )
        self._draw(column)

    def _open(self, item: QListWidgetItem) -> None:
        self.session.opened.emit(item.data(_TABLE), item.data(_ID))

    # --- on paper ---

    def save(self) -> None:
        """Write the table to a file whose ending says of what kind."""
        from app.usecases.report_papers import write_report

        if self.shown is None:
            return
        name = f"{self.shown.spec.id}-{self.shown.period.spelled()}".replace(":", "-").replace("..", "-")
        target = dialogs.choose_target(tr("Lưu bảng số liệu"), f"{name}.pdf", _FILES)
        if target is not None and self.session.run(write_report, self.shown, target) is not None:
            self.session.said.emit(tr("Đã lưu {file}.").format(file=target.name))

    # --- closed reports ---

    def _show_closed(self) -> None:
        while (item := self.closed.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        assert self.shown is not None
        pack, sheet = self.shown.pack.id, self.shown.spec.id
        kept = freezing.versions(self.session.store, pack, sheet, self.shown.period.spelled())
        for report in reversed(kept):
            said = tr("Lần {version}, chốt ngày {day}: so với hiện nay")
            words_ = said.format(version=report.version or 1, day=show_day(report.frozen_on))
            self.closed.addWidget(button(words_, partial(self.compare, report), icon="history"))
        if not kept:
            self.closed.addWidget(paragraph(tr("Kỳ này chưa chốt lần nào."), "muted"))
        self.closed.addStretch(1)

    def compare(self, report: FrozenReport) -> None:
        from ui.pages.statistics_closing import Difference

        Difference.ask(self.session, report)

    def freeze(self) -> None:
        """Close the period: the figures and the records behind them are kept for ever."""
        from ui.pages.statistics_closing import Closing

        if self.shown is None or (asked := Closing.ask(self.session, self.shown)) is None:
            return
        shown, today = self.shown, self.today()
        made = self.session.run(
            lambda store: freezing.freeze(store, shown, on=today, reason=asked.reason, explanation=asked.explanation)
        )
        if made is not None:
            self.session.said.emit(tr("Đã chốt “{label}”.").format(label=made.label()))
            self.count_again()
