"""Asks which state is right where one was entered by mistake, and why; the reason stays in the history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.fields import Options
from app.problems import Problem
from app.vietnamese import tidy
from ui.dialogs import Message
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.combo import Combo


@guarded
class RightState(Message):
    def __init__(self, options: Options, state: str) -> None:
        said = dict(options)
        super().__init__(
            tr("Sửa ghi nhầm"),
            tr("Trạng thái đang ghi: {state}. Trạng thái đúng là gì?").format(state=tr(said.get(state, state))),
            tr("Lý do đứng trong lịch sử của hồ sơ."),
            icon=("pencil", "accent"),
        )
        self.states, self.reason = Combo(), QLineEdit()
        for code, shown in options:
            if code != state:
                self.states.addItem(tr(shown), code)
        self.states.setAccessibleName(tr("Trạng thái đúng"))
        self.reason.setAccessibleName(tr("Lý do sửa"))
        self.reason.setPlaceholderText(tr("Lý do sửa, ví dụ: ghi nhầm dòng"))
        row = QHBoxLayout()
        row.addWidget(self.states, 2)
        row.addWidget(self.reason, 3)
        self.body.addLayout(row)
        self.accepting = self.buttons(tr("Sửa"), tr("Thôi"))
        self.accepting.setEnabled(False)
        self.reason.textChanged.connect(lambda typed: self.accepting.setEnabled(bool(typed.strip())))

    @classmethod
    def ask(cls, options: Options, state: str) -> tuple[str, str] | None:
        """Return the right state and the reason, or None."""
        box = cls(options, state)
        answers: list[tuple[str, str]] = []
        box.accepted.connect(lambda: answers.append((str(box.states.currentData()), tidy(box.reason.text()))))
        box.ended()
        return answers[0] if answers else None


def broken(check: Callable[[], None]) -> Problem | None:
    """Return the Problem a check of a step raises, or None where the step may be taken."""
    try:
        check()
    except Problem as problem:
        return problem
    return None
