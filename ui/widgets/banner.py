"""The summary on top of a form: how many boxes need attention, each a link that jumps there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from app.problems import Issue
from ui import theme
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import set_property


@guarded
class Banner(QFrame):
    jumped = Signal(str)  # the name of a field

    def __init__(self) -> None:
        super().__init__()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.said.linkActivated.connect(self.jumped.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.addWidget(self.said)
        self.hide()

    def tell(self, issues: Sequence[Issue], labels: dict[str, str]) -> None:
        """Show issues by the labels of their fields; those of no field on the form are said in full.

        While something keeps the record from being saved only that is counted; remarks stand under their boxes.
        """
        issues = [issue for issue in issues if issue.blocks] or issues
        self.setVisible(bool(issues))
        if not issues:
            return
        blocking = any(issue.blocks for issue in issues)
        tone = "bad" if blocking else "warn"
        set_property(self, "notice", tone)
        ink = theme.current().tone(tone)[0]
        fields = dict.fromkeys(issue.field for issue in issues if issue.field in labels)
        links = [f'<a style="color:{ink}" href="{name}">{escape(labels[name])}</a>' for name in fields]
        loose = [escape(issue.message) for issue in issues if issue.field not in labels]
        self.said.setText(" ".join([_lead(len(fields) + len(loose), blocking=blocking), " · ".join(links), *loose]))
        self.said.setAccessibleName(tr("Các ô cần xem lại"))


def _lead(number: int, *, blocking: bool) -> str:
    said = tr("Chưa lưu được: còn {number} mục cần sửa.") if blocking else tr("Có {number} mục nên xem lại.")
    sign = "⚠ " if blocking else ""
    return f"<b>{sign}{escape(said.format(number=number))}</b>"
