"""Closing a reported period, and what has changed since one was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextBrowser

from app.records.reports import FrozenReport
from app.statistics.tables import Table
from app.usecases import comparing, freezing
from app.usecases.comparing import ADDED, CHANGED, GONE, Comparison
from app.vietnamese import show_day, show_number, tidy, tidy_lines
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import em, paragraph, words

_WHAT = {ADDED: "mới được tính", GONE: "không còn được tính", CHANGED: "đã sửa"}
_MOST = 200  # lines of a comparison; a longer one is said in numbers


@dataclass(frozen=True)
class Asked:
    """What somebody wrote when closing: why anew, and why the numbers do not add up."""

    reason: str
    explanation: str


@guarded
class Closing(Dialog):
    def __init__(self, session: Session, table: Table, today: date) -> None:
        super().__init__(tr("Chốt kỳ báo cáo"))
        self.setMinimumWidth(em(self) * 70)
        kept = freezing.versions(session.store, table.pack.id, table.spec.id, table.period.spelled())
        self.reason, self.explanation = QLineEdit(), QPlainTextEdit()
        self.reason.setAccessibleName(tr("Lý do lập lại"))
        self.explanation.setAccessibleName(tr("Giải trình số liệu chưa khớp"))
        self.explanation.setTabChangesFocus(True)
        self.body.addWidget(paragraph(f"{table.spec.title}. {table.period.name()}.", "heading"))
        why = tr(
            "Số liệu và danh sách hồ sơ được giữ nguyên như lúc chốt. Sửa sau này thì lập báo cáo lần mới, có lý do."
        )
        self.body.addWidget(paragraph(why))
        if table.period.until() > today:
            early = tr("Kỳ này tính đến hết ngày {day}: chốt hôm nay thì những gì xảy ra sau hôm nay chưa có trong đó.")
            self.body.addWidget(paragraph("⚠ " + early.format(day=show_day(table.period.until())), "warning"))
        if kept:
            said = tr("Kỳ này đã chốt lần {version} ngày {day}. Lý do lập lại (bắt buộc):")
            self.body.addWidget(paragraph(said.format(version=kept[-1].version, day=show_day(kept[-1].frozen_on))))
            self.body.addWidget(self.reason)
        if table.broken:
            for broken in table.broken[:5]:
                self.body.addWidget(paragraph("⚠ " + broken.says, "warning"))
            self.body.addWidget(words(tr("Giải trình số liệu chưa khớp (bắt buộc)"), "label"))
            self.body.addWidget(self.explanation)
        self.buttons(tr("Chốt số liệu"), tr("Thôi"))

    @classmethod
    def ask(cls, session: Session, table: Table, today: date) -> Asked | None:
        box = cls(session, table, today)
        if not box.ended():
            return None
        return Asked(tidy(box.reason.text()), tidy_lines(box.explanation.toPlainText()))


@guarded
class Difference(Dialog):
    """What changed since a report was closed: numbers first, then the records."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(tr("So với hiện nay"))
        self.resize(em(self) * 90, self.fontMetrics().height() * 26)
        self.body.addWidget(paragraph(comparison.report.label(), "heading"))
        text = QTextBrowser()
        text.setAccessibleName(tr("Những gì đã khác"))
        text.setPlainText(in_words(comparison))
        self.body.addWidget(text, 1)
        self.buttons(tr("Đóng"))

    @classmethod
    def ask(cls, session: Session, report: FrozenReport) -> None:
        comparison = session.run(comparing.compare, report)
        if comparison is not None:
            cls(comparison).ended()


def in_words(comparison: Comparison) -> str:
    """Return a comparison as lines a person reads."""
    if comparison.same():
        return tr("Số liệu hôm nay vẫn đúng như đã chốt.")
    lines = [tr("Con số đã khác:")] if comparison.cells else [tr("Các con số vẫn như cũ.")]
    for cell in comparison.cells[:_MOST]:
        was, now = show_number(cell.before), show_number(cell.now)
        lines.append(f"  {cell.row_label}, {cell.column_label}: {was} → {now}")
    if comparison.records:
        lines += ["", tr("Hồ sơ làm số liệu khác:")]
    for record in comparison.records[:_MOST]:
        said = f": {'; '.join(record.said)}" if record.said else ""
        lines.append(f"  {record.label} ({tr(_WHAT[record.what])}){said}")
    return "\n".join(lines)
