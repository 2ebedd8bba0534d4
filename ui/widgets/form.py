"""The form of a record, made from its declaration: headings as on paper, faults under the boxes, a summary on top."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.declaring import Field, fields_of
from app.problems import Issue
from app.records.base import Record
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.banner import Banner
from ui.widgets.editor import BAD, CALM, WARN, Editor
from ui.widgets.field_box import FieldBox
from ui.widgets.making import editor_for
from ui.widgets.refs import References
from ui.widgets.section import Section, runs
from ui.widgets.typed import Typed, typed_of


@guarded
class RecordForm(QWidget):
    """Shows one record; what is typed stays in the boxes until `take` writes it into `record`.

    Groups are built when they are first opened: a record of sixty fields opens at once, and values of groups nobody
    opened stay as they are in the record.
    """

    changed = Signal()  # somebody typed or chose something; loading says nothing

    def __init__(self, kind: type[Record], references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.record = kind, kind()
        self._references, self._loading, self._read_only = references, False, False
        self._blank = _blank(kind)
        self._clean: dict[str, Typed] = {}  # as loaded
        self._written: dict[str, Typed] = {}  # as it stands in the record
        self._issues: list[Issue] = []
        self.boxes: dict[str, FieldBox] = {}
        self.banner = Banner()
        self.banner.jumped.connect(self.go_to)
        self.sections = [Section(title, fields, self._box) for title, fields in runs(fields_of(kind))]
        self._of = {name: section for section in self.sections for name in section.fields}
        self._lay_out()
        self._open_what_is_asked_first()
        self.setFocusProxy(next(iter(self.boxes.values())).editor)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setProperty("body", True)
        self._inner = inner = QVBoxLayout(body)
        inner.setContentsMargins(2, 4, 10, 12)
        inner.setSpacing(8)
        for section in self.sections:
            section.built.connect(self._order_tabs)
            inner.addWidget(section)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(self.area.focusPolicy().NoFocus)
        self.area.setAccessibleName(tr("Các ô của hồ sơ"))
        self.area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.banner)
        outer.addWidget(self.area, 1)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the last group that belongs to the record and is none of its boxes."""
        self._inner.insertWidget(self._inner.count() - 1, widget)

    def _open_what_is_asked_first(self) -> None:
        for place, section in enumerate(self.sections):
            asked = any(field.required for field in section.fields.values())
            if place == 0 or asked:
                section.set_open(True)

    def _box(self, name: str, field: Field) -> FieldBox:
        box = FieldBox(name, field, editor_for(field, self._references))
        self.boxes[name] = box
        self._fill(name)
        box.editor.set_read_only(self._read_only)
        box.changed.connect(self._edited)
        return box

    def _order_tabs(self) -> None:
        stops: list[QWidget] = []
        for section in self.sections:
            stops += [section.head] if section.title else []
            stops += [stop for box in section.boxes() for stop in box.editor.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # --- what is in the boxes ---

    def load(self, record: Record) -> None:
        """Show a record; nothing counts as typed yet."""
        self.record = record
        for name in self.boxes:
            self._fill(name)
        self._tell_filled()
        self.mark([])
        self.area.verticalScrollBar().setValue(0)

    def _fill(self, name: str) -> None:
        box = self.boxes[name]
        self._put(box, typed_of(box.field.kind, getattr(self.record, name)))
        self._clean[name] = self._written[name] = box.editor.text()

    def _put(self, box: FieldBox, typed: Typed) -> None:
        self._loading = True
        box.editor.restore(typed)
        self._loading = False

    def take(self) -> list[Issue]:
        """Write what was typed into `record`; return what cannot be read, with its sentence.

        A value nobody touched stays exactly as it is kept, so that saving a record one has only looked at changes
        nothing in it.
        """
        faults = []
        for name, box in self.boxes.items():
            typed = box.editor.text()
            try:
                if typed != self._written[name]:
                    setattr(self.record, name, box.editor.value())
                    self._written[name] = typed
            except ValueError as error:
                faults.append(Issue(name, str(error)))
        self._tell_filled()
        return faults

    def texts(self) -> dict[str, Typed]:
        """Return what stands in every box, raw: for a draft."""
        return {name: self._text(name, field) for name, field in fields_of(self.kind).items()}

    def _text(self, name: str, field: Field) -> Typed:
        box = self.boxes.get(name)
        return box.editor.text() if box else typed_of(field.kind, getattr(self.record, name))

    def restore(self, texts: Mapping[str, Typed]) -> None:
        """Put back what somebody typed once, on top of what is shown."""
        known = fields_of(self.kind)
        for name, typed in texts.items():
            if name in known and self._text(name, known[name]) != typed:
                self._put(self._built(name), typed)
        self.changed.emit()

    def dirty(self) -> bool:
        return any(box.editor.text() != self._clean[name] for name, box in self.boxes.items())

    def editor(self, name: str) -> Editor:
        return self._built(name).editor

    def _built(self, name: str) -> FieldBox:
        self._of[name].set_open(True)
        return self.boxes[name]

    def _edited(self, name: str) -> None:
        if self._loading:
            return
        if self.boxes[name].level == BAD:  # being mended: judged again when it is saved
            self.mark([issue for issue in self._issues if issue.field != name])
        self.changed.emit()

    # --- what is wrong ---

    def mark(self, issues: Sequence[Issue]) -> None:
        """Put each sentence under its box and sum up on top; a blocking one wins over a remark."""
        had_blocking = any(issue.blocks for issue in self._issues)
        self._issues = list(issues)
        said: dict[str, Issue] = {}
        for issue in sorted(issues, key=lambda issue: not issue.blocks):
            said.setdefault(issue.field, issue)
        for name in said:
            if name in self._of:
                self._built(name)
        for name, box in self.boxes.items():
            found = said.get(name)
            box.say(found.message if found else "", (BAD if found.blocks else WARN) if found else CALM)
        self.banner.tell(issues, {name: tr(field.label) for name, field in fields_of(self.kind).items()})
        first = next((name for name in self._of if name in said and said[name].blocks), "")
        if first and not had_blocking:
            self.go_to(first)

    def go_to(self, name: str) -> None:
        """Open the group of a box, show the box and put the cursor into it."""
        box = self._built(name)
        box.editor.go_in()
        QTimer.singleShot(0, self, lambda: self._show_box(box))

    def _show_box(self, box: FieldBox) -> None:
        """Scroll to a box; of a long one, to the piece of it that has the keyboard."""
        there = self.window().focusWidget()
        shown = there if there is not None and box.isAncestorOf(there) else box
        self.area.ensureWidgetVisible(shown, 0, self.area.viewport().height() // 4)

    # --- how it looks ---

    def hide_fields(self, names: Container[str], always: Container[str] = ()) -> None:
        """Leave out what does not apply; what somebody has filled in is never hidden from him.

        `always` names what the page itself knows and shows elsewhere.
        """
        known = fields_of(self.kind)
        gone = {name for name in known if name in names and not self._filled(name, known[name])}
        gone |= {name for name in known if name in always}
        for section in self.sections:
            section.hide_fields(gone)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for box in self.boxes.values():
            box.editor.set_read_only(read_only)

    def open_all(self, now: bool = True) -> None:
        for section in self.sections:
            section.set_open(now)

    def focus_first(self) -> None:
        """Put the keyboard into the first box that applies."""
        shown = (name for name, box in self.boxes.items() if not box.isHidden())
        if first := next(shown, ""):
            self.go_to(first)

    def _filled(self, name: str, field: Field) -> bool:
        return bool(self._text(name, field) != self._blank[name])

    def _tell_filled(self) -> None:
        for section in self.sections:
            section.tell_filled(sum(self._filled(name, field) for name, field in section.fields.items()))


def _blank(kind: type[Record]) -> dict[str, Typed]:
    """Return what an untouched form of this kind holds."""
    fresh: Any = kind()
    return {name: typed_of(field.kind, getattr(fresh, name)) for name, field in fields_of(kind).items()}
