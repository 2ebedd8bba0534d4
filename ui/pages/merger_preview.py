"""What a merger would do, shown before it is done: words, counts, and every indicator before and after."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.usecases.merging_totals import Total
from app.usecases.merging_units import Preview
from app.vietnamese import show_number
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import em, paragraph, set_property, words
from ui.widgets.combo import Combo
from ui.widgets.text_table import TextTable, Words


@guarded
class Shown(QWidget):
    """One period at a time; the first is all the time there is."""

    def __init__(self) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.about, self.verdict = paragraph("", "muted"), words("", "heading")
        self.period = Combo()
        self.period.setAccessibleName(tr("Thời gian"))
        self.period.setMinimumWidth(em(self) * 24)
        self.totals = TextTable(tr("Chỉ số trước và sau sáp nhập"), wrapping=True)
        self.looked = QCheckBox(tr("Đã xem các chỉ số lệch, vẫn sáp nhập"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        head = QHBoxLayout()
        head.addWidget(self.verdict)
        head.addStretch(1)
        head.addWidget(self.period)
        column.addLayout(head)
        column.addWidget(self.totals, 1)
        column.addWidget(self.looked)
        self.period.currentIndexChanged.connect(lambda _: self._show_period())

    def show_preview(self, preview: Preview) -> None:
        self.preview = preview
        plan = preview.plan
        said = [str(problem) for problem in plan.problems] or [_counts(preview), *plan.notices]
        self.about.setText("\n".join(f"• {one}" for one in said))
        set_property(self.about, "tone", "bad" if plan.problems else "")
        different = len(preview.different())
        self.verdict.setText(_verdict(preview, different))
        self.looked.setChecked(False)
        self.looked.setVisible(different > 0)
        self.period.clear()
        self.period.addItems(list(dict.fromkeys(total.period.label for total in preview.totals)))
        self.period.setVisible(bool(preview.totals))
        self._show_period()

    def ready(self) -> bool:
        """Tell whether nothing stands against it, or what differs was looked at."""
        if self.preview is None or self.preview.plan.problems:
            return False
        return self.looked.isChecked() or not self.preview.different()

    def _show_period(self) -> None:
        totals = self.preview.totals if self.preview else ()
        shown = [one for one in totals if one.period.label == self.period.currentText() and _worth_a_line(one)]
        names = [one.office.name for one in self.preview.plan.predecessors] if self.preview else []
        heads = [tr("Chỉ số"), *names, tr("Sổ này"), tr("Tổng trước"), tr("Sau"), tr("So")]
        tones = {(row, len(heads) - 1): "ok" if one.same() else "bad" for row, one in enumerate(shown)}
        numbers = range(1, len(heads))
        table = Words(heads, [_line(one) for one in shown], tones, centred=numbers)
        self.totals.show_words(table, [0, *([23] * len(names)), 10, 14, 9, 10])


def _worth_a_line(total: Total) -> bool:
    return bool(total.before() or total.after)


def _line(total: Total) -> list[str]:
    numbers = (*total.parts, total.here, total.before(), total.after)
    return [total.label, *map(show_number, numbers), tr("khớp") if total.same() else tr("lệch")]


def _counts(preview: Preview) -> str:
    counted = {one.office.name: sum(one.comes.values()) for one in preview.plan.predecessors}
    said = [f"{name}: {show_number(count)} {tr('hồ sơ')}" for name, count in counted.items()]
    left = sum(one.stays for one in preview.plan.predecessors)
    stays = f" {tr('Không lấy')} {show_number(left)} {tr('hồ sơ (phần ở lại, danh bạ đơn vị khác).')}" if left else ""
    prefix = tr(" Các tổ trùng mã nên mã tổ mang thêm tên viết tắt của đơn vị cũ.") if preview.plan.prefixed else ""
    return f"{tr('Sẽ nhập')}: {'; '.join(said)}.{stays}{prefix}"


def _verdict(preview: Preview, different: int) -> str:
    if preview.plan.problems:
        return tr("Chưa sáp nhập được")
    if different:
        return f"{show_number(different)} {tr('chỉ số lệch giữa trước và sau')}"
    return tr("Mọi chỉ số của mọi năm: tổng trước bằng sau")
