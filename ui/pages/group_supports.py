"""The monthly support of the groups: one line a group and month, all groups of a month written down at once."""

from __future__ import annotations

import re

from app.ports import Store, Touched
from app.problems import Problem
from app.records import GroupSupport
from app.usecases import budget
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import button

_MONTH = re.compile(r"\s*(\d{1,2})\s*[/-]\s*(\d{4})\s*")


@guarded
class GroupSupports(RecordPage):
    kind = GroupSupport
    one = "lần hỗ trợ"
    icon = "wallet"
    teaches = "Tiền hỗ trợ hoạt động của từng tổ hòa giải."

    def _buttons(self) -> None:
        self.month_button = button(tr("Ghi một tháng cho mọi tổ…"), self.write_month, icon="list-checks")
        self.actions_row.addWidget(self.month_button)
        super()._buttons()

    def write_month(self) -> None:
        """Ask for a month and write its support down for every group that has none yet."""
        why = tr("Gõ tháng và năm, ví dụ 10/2026. Mỗi tổ đang hoạt động được ghi một dòng theo mức chi của tháng đó.")
        typed = dialogs.ask_words(tr("Hỗ trợ tháng nào?"), why, tr("Ghi"))
        touched = self.session.run(_write, typed) if typed else None
        if touched is not None:
            self.session.said.emit(tr("Đã ghi hỗ trợ cho {n} tổ.").format(n=show_number(touched.count)))


def _write(store: Store, typed: str) -> Touched:
    found = _MONTH.fullmatch(typed)
    if found is None or not 1 <= int(found[1]) <= 12:
        raise Problem(f"“{typed}” không phải là tháng.", "Gõ tháng và năm, ví dụ 10/2026.")
    return budget.support_month(store, int(found[2]), int(found[1]))
