"""Editors that choose from what is given: a flag, one of a catalogue, several of a catalogue."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QWidget,
)

from app.declaring import Field
from app.fields import Choice, Choices
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.checks import Checks
from ui.widgets.combo import Combo
from ui.widgets.editor import Editor
from ui.widgets.typed import Typed

FEW = 6  # up to here boxes stand open on the form, as on paper


@guarded
class FlagEditor(Editor):
    """A box to tick; its label stands beside it."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.check = QCheckBox(tr(field.label))
        self.check.toggled.connect(lambda _: self.changed.emit())
        self.take(self.check)

    def text(self) -> Typed:
        return self.check.isChecked()

    def restore(self, typed: Typed) -> None:
        self.check.setChecked(bool(typed))


@guarded
class ChoiceEditor(Editor):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        kind = field.kind
        assert isinstance(kind, Choice)
        self.combo = Combo()
        self.combo.setPlaceholderText(tr(field.hint) if field.hint else tr("Chọn"))
        if not any(code == "" for code, _ in kind.options):
            self.combo.addItem("", "")
        for code, shown in kind.options:
            self.combo.addItem(tr(shown), code)
        self.combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.take(self.combo)

    def text(self) -> Typed:
        return self.combo.currentData() or ""

    def restore(self, typed: Typed) -> None:
        place = self.combo.findData(typed or "")
        if place < 0:  # a code of a newer program: kept and shown as it is
            self.combo.addItem(str(typed), typed)
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(place)


@guarded
class FewChoicesEditor(Editor):
    """Some boxes to tick, standing open."""

    wide = True

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        kind = field.kind
        assert isinstance(kind, Choices)
        self.holder = QWidget()
        grid = QGridLayout(self.holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        self.checks: dict[str, QCheckBox] = {}
        self._unknown: list[str] = []  # codes of a newer program: kept, not shown
        columns = 3 if max(len(shown) for _, shown in kind.options) < 20 else 2
        for place, (code, shown) in enumerate(kind.options):
            check = QCheckBox(tr(shown))
            check.setAccessibleName(f"{tr(field.label)}: {tr(shown)}")
            check.toggled.connect(lambda _: self.changed.emit())
            self.checks[code] = check
            grid.addWidget(check, place // columns, place % columns)
        self.take(self.holder)
        self.box = next(iter(self.checks.values()))
        self.setFocusProxy(self.box)

    def describe(self, name: str, said: str, level: str = "") -> None:
        first = self.box.accessibleName()
        super().describe(name, said, level)
        self.box.setAccessibleName(first)

    def stops(self) -> list[QWidget]:
        return list(self.checks.values())

    def text(self) -> Typed:
        return [*(code for code, check in self.checks.items() if check.isChecked()), *self._unknown]

    def restore(self, typed: Typed) -> None:
        self._unknown = [code for code in typed or () if code not in self.checks]
        for code, check in self.checks.items():
            check.setChecked(code in (typed or ()))

    def set_read_only(self, read_only: bool) -> None:
        self.holder.setEnabled(not read_only)


@guarded
class ChoicesEditor(Editor):
    """Many boxes to tick, in a list that opens."""

    wide = True

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        kind = field.kind
        assert isinstance(kind, Choices)
        options = {code: tr(shown) for code, shown in kind.options}
        self.checks = Checks(lambda: options)
        self.checks.chosen.connect(self.changed.emit)
        self.take(self.checks)

    def text(self) -> Typed:
        return self.checks.codes()

    def restore(self, typed: Typed) -> None:
        self.checks.set_codes(list(typed or ()))
