"""The groups: what a group lacks by law, and its book's numbers: gaps, voids with their reasons, ranges of each PC."""

from __future__ import annotations

import platform
import re
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ports import Query, Store, Wanted
from app.problems import Problem
from app.records import MediationGroup
from app.records.books import NumberRange, VoidNumber
from app.usecases import numbering, records, roster
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.record_page import RecordPage
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, link, paragraph, words
from ui.widgets.combo import Combo
from ui.widgets.foldable import Foldable

_YEARS = 6
_MOST = 12  # gaps with a line of their own; more are told in words
_SPAN = re.compile(r"\s*(\d{1,5})\s*[-–]\s*(\d{1,5})\s*")


@guarded
class Groups(RecordPage):
    kind = MediationGroup
    one = "tổ"
    icon = "users"
    teaches = (
        "Mỗi ấp, khóm có ít nhất một tổ hòa giải. Ghi ấp, khóm trước (Sổ khác, Ấp, khóm), rồi các tổ, rồi hòa giải "
        "viên của từng tổ. Đã có danh sách Excel thì vào Cài đặt, Nhập từ Excel."
    )

    def _lay_out(self) -> None:
        super()._lay_out()
        self.lacks, self.numbers = Notice("warn"), NumbersPanel(self.session)
        self.panel.above.addWidget(self.lacks.frame)
        self.panel.form.add_below(self.numbers)

    @property
    def kinds(self) -> frozenset[str]:  # type: ignore[override]
        return super().kinds | {"mediator", "mediation_case", "void_number", "number_range"}

    def shape(self) -> None:
        super().shape()
        kept = self._kept()
        found = roster.composition(self.session.store, kept, _today()) if kept is not None else []
        if found:
            self.lacks.say(" ".join(issue.message for issue in found))
        else:
            self.lacks.hide()
        self.numbers.show_of(kept, fixed=self.panel.locked())

    def _kept(self) -> MediationGroup | None:
        shown = self.panel.record
        kept = None if shown is None or self.panel.new else self.session.store.find(MediationGroup, shown.id)
        return kept if kept is not None and not kept.draft else None


@guarded
class NumbersPanel(Foldable):
    """The numbers of one group's book in a year."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Số trong sổ"))
        self.session = session
        self.group: MediationGroup | None = None
        self._fixed = True
        self.year = Combo()
        self.year.setAccessibleName(tr("Sổ năm"))
        for year in range(_today().year, _today().year - _YEARS, -1):
            self.year.addItem(tr("Sổ năm ") + str(year), year)
        self.year.currentIndexChanged.connect(lambda _row: self.fill())
        self.lease_button = button(tr("Cấp khoảng số cho máy này…"), self.lease, icon="plus")
        self.lines = QWidget()
        self.rows = QVBoxLayout(self.lines)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(3)
        self._lay_out()
        self.opened.connect(self.fill)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.year)
        row.addWidget(self.lease_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.lines)

    def show_of(self, group: MediationGroup | None, *, fixed: bool) -> None:
        self.setVisible(group is not None)
        self.group, self._fixed = group, fixed
        self.lease_button.setVisible(not fixed)
        self.fill()

    def chosen_year(self) -> int:
        return int(self.year.currentData())

    # --- what is shown ---

    def fill(self) -> None:
        if self.group is None:
            return
        gaps = numbering.gaps(self.session.store, self.group, self.chosen_year())
        self.tell(_gap_words(gaps))
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self.is_open():
            self._fill_lines(self.group, gaps)

    def _fill_lines(self, group: MediationGroup, gaps: list[int]) -> None:
        where: dict[str, Wanted] = {"group": group.id, "year": self.chosen_year()}
        for number in gaps[:_MOST]:
            self.rows.addWidget(self._gap(number))
        if len(gaps) > _MOST:
            more = tr("Còn {number} số trống nữa.").format(number=show_number(len(gaps) - _MOST))
            self.rows.addWidget(paragraph(more, "small"))
        for void in self.session.store.every(VoidNumber, Query(where=where, order="number")):
            said = tr("Số {number} bỏ trống: {reason}").format(number=void.number, reason=void.reason)
            self.rows.addWidget(paragraph(said))
        for span in self.session.store.every(NumberRange, Query(where=where, order="first")):
            self.rows.addWidget(paragraph(self._span_words(span)))
        if not self.rows.count():
            nothing = tr("Sổ năm này liền số, không số nào bỏ trống, không chia khoảng số.")
            self.rows.addWidget(paragraph(nothing, "muted"))

    def _gap(self, number: int) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words(tr("Số {number} trống, chưa có lý do.").format(number=number), "", "warn"))
        if not self._fixed:
            row.addWidget(link(tr("Ghi lý do bỏ trống…"), partial(self.explain, number)))
        row.addStretch(1)
        return line

    def _span_words(self, span: NumberRange) -> str:
        here = tr("máy này") if span.replica == self.session.store.replica else (span.pc_name or tr("máy khác"))
        return tr("Số {first}–{last}: {here}").format(first=span.first, last=span.last, here=here)

    # --- what can be done ---

    def explain(self, number: int) -> None:
        """Ask why a number of the book stays empty and write it down."""
        question = tr("Vì sao số {number} bỏ trống?").format(number=number)
        reason = dialogs.ask_words(question, tr("Lý do đứng trong sổ, ví dụ: trang sổ hỏng."), tr("Ghi"))
        if reason and self.group is not None:
            void = VoidNumber(group=self.group.id, year=self.chosen_year(), number=number, reason=reason)
            self.session.run(records.save, void)
            self.fill()

    def lease(self) -> None:
        """Ask for a range of numbers that this PC may give by itself."""
        question = tr("Khoảng số của máy này trong sổ năm {year}").format(year=self.chosen_year())
        why = tr("Gõ số đầu và số cuối, ví dụ 51-100. Các máy khác của xã dùng những số khác.")
        typed = dialogs.ask_words(question, why, tr("Cấp"))
        if typed and self.group is not None:
            span = self.session.run(_span_of, typed, self.group, self.chosen_year())
            if span is not None:
                self.session.run(records.save, span)
                self.fill()


def _span_of(store: Store, typed: str, group: MediationGroup, year: int) -> NumberRange:
    """Read “51-100”; raises Problem when it is no range or when another PC has some of its numbers."""
    found = _SPAN.fullmatch(typed)
    if found is None or int(found[1]) > int(found[2]):
        raise Problem(f"“{typed}” không phải là khoảng số.", "Gõ số đầu, dấu gạch, số cuối, ví dụ 51-100.")
    first, last = int(found[1]), int(found[2])
    for other in store.every(NumberRange, Query(where={"group": group.id, "year": year})):
        if first <= (other.last or 0) and (other.first or 0) <= last:
            raise Problem(f"{other.label()} đã cấp, trùng với {first}–{last}.", "Gõ khoảng số chưa cấp cho máy nào.")
    name = platform.node()[:80]
    return NumberRange(group=group.id, year=year, first=first, last=last, replica=store.replica, pc_name=name)


def _gap_words(gaps: list[int]) -> str:
    if not gaps:
        return tr("liền số")
    shown = ", ".join(str(number) for number in gaps[:6]) + ("…" if len(gaps) > 6 else "")
    return tr("còn trống số ") + shown


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the officer's own calendar day)
