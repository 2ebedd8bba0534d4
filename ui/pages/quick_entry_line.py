"""The boxes of one line of quick entry: what is typed in them, what it means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.problems import Issue
from app.usecases.quick_entry import QuickRow
from ui.pages.quick_entry_columns import BOOK, COLUMNS, ELSEWHERE, IN_ORDER, KEPT, whole_day
from ui.texts import tr
from ui.widgets.editor import BAD, CALM, WARN
from ui.widgets.field_box import FieldBox
from ui.widgets.lines import LineEditor
from ui.widgets.making import editor_for
from ui.widgets.names import NamesEditor
from ui.widgets.refs import RefEditor, References
from ui.widgets.typed import Typed


class Line:
    """`boxes` are the book and the columns, by name; `watcher` sees the keys pressed in any of them first."""

    def __init__(self, references: References, watcher: QObject) -> None:
        self.mediators = NamesEditor(COLUMNS["mediators"])
        self.boxes = {name: self._box(name, references) for name in (*BOOK, *COLUMNS)}
        for box in self.boxes.values():
            for stop in box.editor.stops():
                stop.installEventFilter(watcher)
        for name in ("received_on", "assigned_on", "ended_on"):
            editor = self.boxes[name].editor
            if isinstance(editor, LineEditor):
                editor.line.editingFinished.connect(lambda name=name: self.whole_day(name))

        for name in ("outcome", "ground"):
            self.boxes[name].changed.connect(lambda _: self._star_place())

    def _star_place(self) -> None:
        """A case that only waits to be mediated has no place yet."""
        waits = self.boxes["outcome"].editor.text() == "open" and self.boxes["ground"].editor.text() != "witnessed"
        self.boxes["place"].demand(not waits)

    def _box(self, name: str, references: References) -> FieldBox:
        field = (BOOK | COLUMNS)[name]
        return FieldBox(name, field, self.mediators if name == "mediators" else editor_for(field, references))

    def name_groups_by(self, codes: Callable[[], Mapping[str, str]]) -> None:
        """Find a group by its code as well as by its name."""
        editor = self.boxes["group"].editor
        assert isinstance(editor, RefEditor)
        editor.short_names = codes

    # --- where the keyboard is ---

    def name_of(self, stop: QObject) -> str:
        """Return which box a widget belongs to, or nothing."""
        return next((name for name, box in self.boxes.items() if stop in box.editor.stops()), "")

    def go_to(self, name: str) -> None:
        self.boxes[name].editor.box.setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self, name: str) -> None:
        """Move from a box to the one that comes after it in the book."""
        self.go_to(IN_ORDER[IN_ORDER.index(name) + 1])

    # --- what is typed ---

    def put(self, name: str, value: object) -> None:
        self.boxes[name].editor.set_value(value)

    def whole_day(self, name: str) -> None:
        """Add the year of the book to a day typed without one."""
        editor = self.boxes[name].editor
        editor.restore(whole_day(str(editor.text()), self.year()))

    def texts(self) -> dict[str, Typed]:
        return {name: box.editor.text() for name, box in self.boxes.items()}

    def restore(self, texts: Mapping[str, Typed]) -> bool:
        """Put back what was typed once; tell whether a line was begun and not only a book opened."""
        for name, typed in texts.items():
            if name in self.boxes and typed:
                self.boxes[name].editor.restore(typed)
        given = (*KEPT, "number", "received_on")
        return any(texts.get(name) for name in COLUMNS if name not in given)

    def clear(self, day: date | None) -> None:
        """Empty the columns; the day stays, and what mostly is the same on the next line."""
        blank = QuickRow(received_on=day)
        for name in COLUMNS:
            if name not in KEPT:
                self.put(name, getattr(blank, name))
        self.mark([])

    # --- what it means ---

    def group_id(self) -> str:
        chosen = self.boxes["group"].editor.text()
        return chosen if isinstance(chosen, str) else ""

    def year(self) -> int:
        try:
            return int(self.boxes["year"].editor.value() or 0)
        except ValueError:
            return 0

    def read(self) -> tuple[QuickRow, list[Issue]]:
        """Return the line as typed, and what of it cannot be read."""
        values: dict[str, Any] = {}
        faults = []
        for name, box in self.boxes.items():
            try:
                values[name] = box.editor.value()
            except ValueError as error:
                faults.append(Issue(name, str(error)))
        known = {field.name for field in dataclass_fields(QuickRow)}
        row = QuickRow(**{name: value for name, value in values.items() if name in known})
        if row.received_on and self.year() and row.received_on.year != self.year():
            said = tr("Ngày này không thuộc sổ năm {year}. Sửa ngày, hoặc chọn lại năm của sổ.")
            faults.append(Issue("received_on", said.format(year=self.year())))
        return row, faults

    # --- what is wrong ---

    def mark(self, issues: Sequence[Issue]) -> list[str]:
        """Say each issue under its box and go to the first; return the sentences that belong to no box."""
        said: dict[str, Issue] = {}
        for issue in issues:
            said.setdefault(ELSEWHERE.get(issue.field, issue.field), issue)
        for name, box in self.boxes.items():
            found = said.get(name)
            box.say(found.message if found else "", (BAD if found.blocks else WARN) if found else CALM)
        if first := next((name for name in self.boxes if name in said), ""):
            self.go_to(first)
        return [issue.message for name, issue in said.items() if name not in self.boxes]

    def being_mended(self, name: str) -> None:
        """Take a fault away while it is being typed over; the line is judged again when it is saved."""
        if self.boxes[name].level == BAD:
            self.boxes[name].say("", CALM)
