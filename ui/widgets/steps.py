"""The steps open to a record in its state, as buttons, and the way to mend a state entered by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.fields import Options
from app.vietnamese import with_capital
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import button, link, words
from ui.widgets.flow import Flow


@guarded
class Steps(Flow):
    """Made of the states with their words, the steps from each with their reasons, and what to say where none is."""

    stepped = Signal(str)  # a state that may follow
    mending = Signal()  # somebody says that the state was entered by mistake

    def __init__(self, states: Options, steps: Mapping[str, Mapping[str, str]], ended: str) -> None:
        super().__init__()
        self.buttons: dict[str, QWidget] = {}
        self._said, self._steps, self._ended, self._state = dict(states), steps, ended, ""

    def show_from(self, state: str) -> None:
        """Offer the steps from a kept state; none for a record that is not kept."""
        if state == self._state:
            return
        self._state, self.buttons = state, {}
        self.clear()
        if state:
            self._fill(self._steps.get(state, {}))

    def _fill(self, following: Mapping[str, str]) -> None:
        self.add(words(tr("Chuyển sang:") if following else self._ended, "muted"))
        for code, why in following.items():
            made = button(tr(self._said[code]), partial(self.stepped.emit, code), hint=with_capital(tr(why)))
            self.buttons[code] = made
            self.add(made)
        self.buttons["mend"] = mend = link(tr("Sửa ghi nhầm…"), self.mending.emit)
        mend.setToolTip(tr("Trạng thái đã ghi nhầm: chọn trạng thái đúng và ghi lý do"))
        self.add(mend)
