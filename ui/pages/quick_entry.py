"""Quick entry: the columns of the paper book on one screen, and beside them how the program understands the parties."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.declaring import Field, Many, Ref
from app.fields import Choice, Count, Day, Text
from app.problems import Incomplete, Issue, Problem
from app.records.catalogues import GROUNDS, MATTERS, REFERRALS, SCOPES
from app.records.mediation import MediationCase, Party
from app.usecases import quick_entry
from app.usecases.quick_entry import QuickRow
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, em, paragraph, words
from ui.widgets.editor import BAD, CALM, WARN
from ui.widgets.field_box import FieldBox
from ui.widgets.grid import FieldGrid
from ui.widgets.making import editor_for

_UNDERSTAND_AFTER = 350  # milliseconds after the last letter
_KEEP_EVERY = 700  # milliseconds between two keepings while somebody types
_LINE = "quick_entry_line"  # the setting that holds a line nobody has saved yet
_OUTCOMES = (("success", "Hòa giải thành"), ("failure", "Hòa giải không thành"))
_LONG = Text(long=True, limit=60_000)

# The columns of Part I of the book, with their numbers there; (9) is the signatures, which stay on paper.
_COLUMNS: dict[str, Field] = {
    "group": Field("Tổ hòa giải", Ref(to="mediation_group"), required=True),
    "number": Field("(1) Số thứ tự", Count(), hint="để trống thì chương trình đánh số"),
    "received_on": Field("(2) Ngày tiếp nhận", Day(), required=True),
    "ended_on": Field("Ngày kết thúc", Day(), hint="như ngày tiếp nhận"),
    "mediators": Field("(3) Hòa giải viên, người được mời", Text(), hint="Nguyễn Văn A; mời: Trần Thị B"),
    "outcome": Field("(7), (8) Kết quả", Choice(options=_OUTCOMES)),
    "parties": Field("(4) Các bên", _LONG, required=True, hint="Nguyễn Văn A, 45 tuổi, ấp B; Trần Thị C (1980), ấp D"),
    "content": Field("(5) Nội dung chủ yếu", _LONG, required=True),
    "agreement": Field("(6) Thỏa thuận, hoặc lý do không thành", _LONG),
    "ground": Field("Căn cứ tiến hành", Choice(options=GROUNDS), required=True),
    "scope": Field("Phạm vi hòa giải", Choice(options=SCOPES)),
    "matter": Field("Lĩnh vực", Choice(options=MATTERS)),
    "referred_to": Field("Hướng dẫn đến", Choice(options=REFERRALS)),
    "note": Field("(10) Ghi chú", Text()),
}
_KEPT = ("group", "ground", "scope", "matter")  # the next line of the book is mostly of the same kind
_PARTIES = Field("Các bên, như chương trình hiểu", Many(part=Party))


@guarded
class QuickEntry(Dialog):
    """Stays open from line to line; each saved line is a complete case of its own."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Nhập nhanh từ sổ giấy"))
        self.session = session
        self.saved = 0
        self.corrected = False
        self.notice, self.doubts = Notice("info"), Notice("warn")
        references = session.store.labels
        self.boxes = {name: FieldBox(name, field, editor_for(field, references)) for name, field in _COLUMNS.items()}
        self.parties = FieldBox("corrected", _PARTIES, editor_for(_PARTIES, references))
        self._understanding = QTimer(self, singleShot=True, interval=_UNDERSTAND_AFTER)
        self._understanding.timeout.connect(self.understand)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_EVERY)
        self._keeping.timeout.connect(self.keep)
        self._filling = False
        self.boxes["ground"].editor.set_value("one_party")
        self._lay_out()
        self._connect()
        self._take_up()

    def _lay_out(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(em(self) * 190, room.width() - 60), min(em(self) * 92, room.height() - 70))
        row = QHBoxLayout()
        row.setSpacing(18)
        columns = FieldGrid(list(self.boxes.values()))
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(2, 2, 10, 2)
        inside.addWidget(columns)
        inside.addStretch(1)
        row.addWidget(scrolling(left), 3)
        row.addWidget(scrolling(self._beside()), 2)
        self.body.addWidget(self.notice.frame)
        self.body.addWidget(self.doubts.frame)
        self.body.addLayout(row, 1)
        self.foot.insertWidget(0, words(tr("Ctrl+S lưu và sang dòng sau · Esc đóng"), "muted"))
        self.foot.addWidget(button(tr("Đóng"), self.reject))
        self.save_button = button(tr("Lưu, sang dòng sau"), self.save, icon="save", keys="Ctrl+S", primary=True)
        self.foot.addWidget(self.save_button)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)

    def _beside(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 2, 8, 2)
        why = tr("Gõ cột (4) như trong sổ, mỗi bên cách nhau dấu chấm phẩy. Xem lại từng người ở đây, sửa nếu cần.")
        column.addWidget(paragraph(why, "muted"))
        column.addWidget(self.parties)
        column.addStretch(1)
        return right

    def _connect(self) -> None:
        for name in ("parties", "mediators", "received_on", "group"):
            self.boxes[name].changed.connect(lambda _: self._understanding.start())
        for box in self.boxes.values():
            box.changed.connect(lambda _: self._keeping.isActive() or self._keeping.start())
        self.boxes["parties"].changed.connect(self._typed_anew)
        self.parties.changed.connect(self._mended)

    def _typed_anew(self, _name: str) -> None:
        self.corrected = False  # what stands in the column is read again

    def _mended(self, _name: str) -> None:
        if not self._filling:
            self.corrected = True

    # --- a line nobody has saved yet ---

    def keep(self) -> None:
        """Keep what is typed: neither Esc nor a power cut may cost a line."""
        self._keeping.stop()
        self.session.store.set_setting(_LINE, {name: box.editor.text() for name, box in self.boxes.items()})

    def _take_up(self) -> None:
        kept = self.session.store.setting(_LINE, {}) or {}
        for name, typed in kept.items():
            if name in self.boxes:
                self.boxes[name].editor.restore(typed)
        if any(typed for name, typed in kept.items() if name not in _KEPT):
            self.notice.say(tr("Đây là dòng gõ dở lần trước."))
            self.understand()
        self.boxes["received_on" if kept.get("group") else "group"].editor.setFocus()

    def done(self, result: int) -> None:
        self.keep()
        super().done(result)

    # --- reading the line ---

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
        return QuickRow(**{name: value for name, value in values.items() if name in known}), faults

    def understand(self) -> None:
        """Show how the parties are taken apart, and which mediators nobody knows."""
        row, _ = self.read()
        understood = quick_entry.understand(self.session.store, row)
        if not self.corrected:
            self._filling = True
            self.parties.editor.set_value(understood.case.parties)
            self._filling = False
        if understood.doubts:
            self.doubts.say(" ".join(doubt.message for doubt in understood.doubts))
        else:
            self.doubts.hide()

    # --- saving ---

    def save(self) -> bool:
        """Keep the line as a case and go on with the next; what is missing is said under its box."""
        self._understanding.stop()
        self.understand()
        row, faults = self.read()
        try:
            parties = self.parties.editor.value()
        except ValueError as error:
            faults.append(Issue("parties", str(error)))
            parties = []
        if faults:
            self._mark(faults)
            return False
        try:
            case, touched = quick_entry.enter(self.session.store, row, corrected=parties)
        except Incomplete as incomplete:
            self._mark(incomplete.issues)
            return False
        except Problem as problem:
            self._mark([])
            self.doubts.say(str(problem))
            return False
        self.session.announce(touched)
        self._next(case)
        return True

    def _mark(self, issues: list[Issue]) -> None:
        said = {issue.field: issue for issue in reversed(issues)}
        for name, box in self.boxes.items():
            issue = said.get(name)
            box.say(issue.message if issue else "", (BAD if issue.blocks else WARN) if issue else CALM)
        elsewhere = [issue.message for issue in issues if issue.field not in self.boxes]
        if elsewhere:
            self.doubts.say(" ".join(elsewhere))
        if first := next((name for name in self.boxes if name in said), ""):
            self.boxes[first].editor.setFocus()

    def _next(self, case: MediationCase) -> None:
        """Clear the line for the next one; what mostly stays the same stays."""
        self.saved += 1
        self._mark([])
        self.doubts.hide()
        counted = tr("Đã ghi {label}. Đã nhập {number} vụ, việc trong lần này.")
        label = case.label()
        self.notice.say(counted.format(label=label[:1].lower() + label[1:], number=self.saved))
        follows = (case.number or 0) + 1 if self.boxes["number"].editor.text() else None
        blank = QuickRow()
        for name, box in self.boxes.items():
            if name not in _KEPT:
                box.editor.set_value(getattr(blank, name))
        self.boxes["number"].editor.set_value(follows)
        self.parties.editor.set_value([])
        self.corrected = False
        self._understanding.stop()
        self.keep()
        self.boxes["received_on"].editor.setFocus()

    @classmethod
    def ask(cls, session: Session) -> int:
        """Open it; return how many cases were entered."""
        box = cls(session)
        box.ended()
        return box.saved
