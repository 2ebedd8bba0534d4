"""Statistics: a table of a period, the records behind every number, what does not add up, and the reports closed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QTabBar, QVBoxLayout, QWidget

from app.problems import Problem
from app.records import kind_named
from app.records.reports import FrozenReport
from app.statistics.facts import Figure
from app.statistics.spec import BY_ORIGIN, LIST
from app.statistics.tables import Table
from app.usecases import by_unit, freezing, reporting
from app.usecases.reporting import Behind
from app.vietnamese import show_day, show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.pages.statistics_asked import Asked
from ui.pages.statistics_table import FigureTable
from ui.session import Session
from ui.texts import tr
from ui.widgets.bars import Bars
from ui.widgets.bits import Notice, button, card, link, paragraph, words

_FILES = "PDF (*.pdf);;Word (*.docx);;Excel (*.xlsx)"
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
        self.asked = Asked(session.store, self.today())
        self.broken, self.about = Notice("warn"), paragraph("", "muted")
        self.figures, self.behind = FigureTable(), QListWidget()
        self.behind_title, self.closed = words(tr("Hồ sơ phía sau con số"), "heading"), QVBoxLayout()
        self.chart = Bars()
        self.tabs = QTabBar()
        self.doubts: list[str] = []
        self.behind.setAccessibleName(tr("Hồ sơ phía sau con số"))
        self.behind.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # cut words are in the tip
        self.doubtful = link("", self.say_doubts)
        self.shown: Table | None = None
        self._lay_out()
        self._connect()

    # --- how it looks ---

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (reports are dated by calendar days)

    def _lay_out(self) -> None:
        self.save_button = button(tr("Lưu thành tệp…"), self.save, icon="file-text", hint=tr("PDF để in, Word, Excel"))
        self.actions_row.addWidget(self.save_button)
        self.freeze_button = button(tr("Chốt kỳ báo cáo"), self.freeze, icon="lock", primary=True)
        self.actions_row.addWidget(self.freeze_button)
        self.box.addWidget(self.asked)
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
        self.asked.changed.connect(self.count_again)
        self.figures.looked.connect(self.look)
        self.behind.itemActivated.connect(self._open)
        self.tabs.currentChanged.connect(self._turn)

    # --- counting ---

    def look_again(self) -> None:
        self.count_again()

    def count_again(self) -> None:
        """Count the table; what keeps it from being counted is said in its place."""
        pack, sheet = self.asked.sheet()
        try:
            table = reporting.table(self.session.store, pack, sheet, self.asked.period(), rows=self.asked.rows())
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
        self.asked.share.setEnabled(table.spec.rows != LIST)
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
        units = self._units_of(figure, found)
        for one in found:
            item = QListWidgetItem(f"{one.label} · {units[one.id]}" if one.id in units else one.label)
            item.setToolTip(item.text())
            item.setData(_ID, one.id)
            item.setData(_TABLE, one.table)
            self.behind.addItem(item)
        where = self.figures.figures.words_of(row, column)
        said = tr("{where}: {number}, đếm từ {records} hồ sơ. Bấm Enter để mở.")
        self.behind_said.setText(
            said.format(where=where, number=show_number(figure.value), records=show_number(len(found)))
        )
        self._draw(column)

    def _units_of(self, figure: Figure, found: list[Behind]) -> dict[str, str]:
        """Return, where several units are counted, whose each record is by the boundaries of the table."""
        store, shown = self.session.store, self.shown
        if not found or not by_unit.several(store):
            return {}
        old = shown is not None and shown.spec.rows == BY_ORIGIN
        told = by_unit.Telling(store, kind_named(figure.table)).of(found)
        return {one: (whose.before if old else "") or whose.now for one, whose in told.items()}

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

        if self.shown is None or (asked := Closing.ask(self.session, self.shown, self.today())) is None:
            return
        shown, today = self.shown, self.today()
        made = self.session.run(
            lambda store: freezing.freeze(store, shown, on=today, reason=asked.reason, explanation=asked.explanation)
        )
        if made is not None:
            self.session.said.emit(tr("Đã chốt “{label}”.").format(label=made.label()))
            self.count_again()
