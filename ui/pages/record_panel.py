"""One record open for writing: its form, its drafts, its state, and the buttons that save, remove and bring it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ports import Draft, Touched
from app.problems import Incomplete, Issue
from app.records.base import Record
from app.usecases import records
from app.usecases.custody import is_ours, maker_before_merger
from ui import dialogs
from ui.guarded import guarded
from ui.pages.attachments_panel import AttachmentsPanel
from ui.pages.history import History, local_moment
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, paragraph, tool, words
from ui.widgets.form import RecordForm

Keep = Callable[[Record, bool], Touched | None]  # saves a record, perhaps as a draft; None when it was not saved
KEEP_EVERY = 700  # milliseconds between two keepings while somebody types


@guarded
class RecordPanel(QFrame):
    """The form of one record. Typing is kept as a draft while it goes on, so that leaving never asks."""

    saved = Signal(str)
    typed = Signal()  # something on the form changed
    wide = Signal(bool)
    emptied = Signal()  # the record is no longer there to be shown

    def __init__(self, session: Session, kind: type[Record], keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.kind, self._keep = session, kind, keep
        self.record: Record | None = None
        self.new = self.deleted = False
        self.correction = ""  # why a state is being mended, until it is saved or the record is opened anew
        self.setProperty("card", True)
        self.form = RecordForm(kind, session.store.labels)
        self.heading, self.unsaved, self.state = paragraph("", "heading"), words("", "small"), paragraph("", "small")
        self.bar = Notice("info")
        self.above = QVBoxLayout()  # where a page of one kind puts what belongs over its form
        self.attachments = AttachmentsPanel(session)
        self.form.add_below(self.attachments)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_EVERY)
        self._keeping.timeout.connect(self.keep_typing)
        self._lay_out()
        self._connect()

    # --- how it looks ---

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(6)
        box.addLayout(self._head())
        box.addWidget(self.state)
        box.addWidget(self.bar.frame)
        box.addLayout(self.above)
        box.addWidget(self.form, 1)
        box.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.history = tool("history", tr("Lịch sử của hồ sơ"), self.show_history, keys="Ctrl+H")
        self.full = tool("columns-3", tr("Mở rộng hồ sơ hết chiều ngang"), keys="F11")
        self.full.setCheckable(True)
        row.addWidget(self.heading, 1)
        row.addWidget(self.unsaved)
        row.addWidget(self.history)
        row.addWidget(self.full)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.remove_button = button(tr("Xóa"), self.remove_or_restore, icon="trash-2")
        self.undo_button = button(tr("Hoàn tác"), self.undo, icon="undo-2", hint=tr("Về như đã lưu"))
        self.draft_button = button(tr("Lưu nháp"), lambda: self.save(as_draft=True), keys="Ctrl+Shift+S")
        self.save_button = button(tr("Lưu"), self.save, icon="save", keys="Ctrl+S", primary=True)
        row.addWidget(self.remove_button)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        row.addWidget(self.draft_button)
        row.addWidget(self.save_button)
        return row

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.full.toggled.connect(self.wide)

    # --- opening ---

    def open(self, record: Record, *, new: bool = False, deleted: bool = False) -> None:
        """Show a record as it is kept; typing of it that was not saved is offered, not put in."""
        self.keep_typing()
        self.record, self.new, self.deleted, self.correction = record, new, deleted, ""
        self.form.load(record)
        self.form.set_read_only(self.locked())
        self.attachments.show_of(record, new=new, fixed=self.locked())
        self._offer(self._kept_typing())
        self._tell()

    def locked(self) -> bool:
        """Tell whether this record can only be looked at: somebody else's, or removed."""
        return self.deleted or bool(self.record and not is_ours(self.session.store, self.record))

    def _kept_typing(self) -> Draft | None:
        if self.record is None or self.locked():
            return None
        drafts = self.session.store.drafts(self.kind.table)
        return next((draft for draft in drafts if draft.id == self.record.id), None)

    def _offer(self, draft: Draft | None) -> None:
        if draft is None:
            self.bar.hide()
            return
        self.bar.say(
            tr("Có phần gõ dở lúc ") + local_moment(draft.at) + ".",
            (tr("Khôi phục bản nháp"), lambda: self._restore(draft)),
            (tr("Bỏ"), lambda: self._drop(draft)),
        )

    def _tell(self) -> None:
        record = self.record
        if record is None:
            return
        self.heading.setText(tr("Hồ sơ mới") if self.new else record.label())
        self.heading.setToolTip(record.label())
        self._tell_state()
        self._tell_unsaved()
        self.remove_button.setVisible(not self.new)
        self.remove_button.setText(tr("Lấy lại") if self.deleted else tr("Xóa"))
        self.remove_button.setEnabled(not self.locked() or self.deleted)
        self.history.setEnabled(not self.new)
        for part in (self.save_button, self.draft_button):
            part.setEnabled(not self.locked())

    def _tell_state(self) -> None:
        from app.usecases.states import Progressing

        if self.record is None or self.new:
            self.state.hide()
            return
        state = Progressing(self.session.store).of(self.kind, [self.record.id]).get(self.record.id)
        words = (f"{state.words}. {state.remedy}".strip() if state else "") or tr("Hồ sơ của đơn vị khác, chỉ xem.")
        if maker := maker_before_merger(self.session.store, self.record):
            words = f"{words} {tr('Do')} {maker} {tr('lập trước sáp nhập.')}"
        words = tr("Đã xóa, còn trong lịch sử.") if self.deleted else words
        self.state.setText(f"{words} {self._written()}".strip())
        self.state.show()

    def _written(self) -> str:
        """Say on which PC the record was last written, where several write into this register."""
        from app.usecases.writers import last_writing, several_pcs

        store, record = self.session.store, self.record
        if record is None or record.unit != store.unit or not several_pcs(store):
            return ""
        last = last_writing(store, self.kind, record.id)
        if last is None:
            return ""
        who = ", ".join(part for part in (last.by, last.pc) if part)
        return f"{tr('Ghi gần nhất:')} {who}, {local_moment(last.at.isoformat())}."

    def _tell_unsaved(self) -> None:
        dirty = self.form.dirty()
        self.unsaved.setText(tr("● Chưa lưu") if dirty else "")
        self.undo_button.setEnabled(dirty)

    # --- typing ---

    def _changed(self) -> None:
        if self.new and self.record is not None and not self.bar.frame.isHidden():
            self.record.id = self.kind().id  # what was offered stays offered: this is another record
        self._tell_unsaved()
        self.bar.hide()  # who types on has chosen what is on the screen
        if not self._keeping.isActive():  # throttled, not put off: a killed program loses less than a second
            self._keeping.start()
        self.typed.emit()

    def keep_typing(self) -> None:
        """Keep what is typed and not saved, now."""
        self._keeping.stop()
        if self.record is not None and not self.locked() and self.form.dirty():
            self.session.store.keep_draft(self.kind.table, self.record.id, self.form.texts())
            self.session.said.emit(tr("Phần đang gõ đã được giữ lại trong bản nháp."))

    def _restore(self, draft: Draft) -> None:
        self.bar.hide()
        self.form.restore(draft.texts)
        self._tell_unsaved()
        self.typed.emit()

    def _drop(self, draft: Draft) -> None:
        self.bar.hide()
        self.session.store.drop_draft(draft.kind, draft.id)

    def undo(self) -> None:
        """Go back to what is kept."""
        if self.record is None:
            return
        self._keeping.stop()
        self.session.store.drop_draft(self.kind.table, self.record.id)
        fresh = self.session.store.find(self.kind, self.record.id)
        record = fresh or self.kind(id=self.record.id)
        self.form.load(record)
        self.record = None  # what was typed is not to be kept again
        self.open(record, new=fresh is None, deleted=self.deleted)

    # --- saving ---

    def save(self, *, as_draft: bool = False) -> bool:
        """Save what is on the form; what is wrong stands under its box, with the keyboard on the first."""
        if self.record is None or self.locked():
            return False
        unread = self.form.take()
        issues = list(unread) if as_draft else [*unread, *self._judged(unread)]
        if any(issue.blocks for issue in issues):
            self.form.mark(issues)
            self.session.said.emit(tr("Chưa lưu được: xem các ô được đánh dấu."))
            return False
        return self._saved(issues, as_draft=as_draft)

    def _judged(self, unread: list[Issue]) -> list[Issue]:
        """Return what the rules say, leaving out boxes whose text could not even be read."""
        if self.record is None:
            return []
        boxes = {issue.field for issue in unread}
        return [issue for issue in records.issues_of(self.session.store, self.record) if issue.field not in boxes]

    def _saved(self, issues: list[Issue], *, as_draft: bool) -> bool:
        record = self.record
        if record is None:
            return False
        self._keeping.stop()
        try:
            touched = self._keep(record, as_draft)
        except Incomplete as incomplete:
            self.form.mark(incomplete.issues)
            return False
        if touched is None:
            return False
        self.session.store.drop_draft(self.kind.table, record.id)
        self.session.said.emit(tr("Đã lưu") + f" {record.label()}." + (tr(" Còn là bản nháp.") if record.draft else ""))
        self.reopen()
        self.form.mark([issue for issue in issues if not issue.blocks])
        self.saved.emit(record.id)
        return True

    def reopen(self) -> None:
        """Show the record again as it is kept now."""
        record = self.record
        if record is None:
            return
        fresh = self.session.store.find(self.kind, record.id)
        self.record = None
        if fresh is None:
            self.emptied.emit()
        else:
            self.open(fresh, deleted=self.deleted)

    def remove_or_restore(self) -> None:
        if self.record is None or self.new:
            return
        if self.deleted:
            if self.session.run(records.bring_back, self.record) is not None:
                self.session.said.emit(tr("Đã lấy lại") + f" {self.record.label()}.")
                self._leave()
        elif (
            dialogs.confirm(
                tr("Xóa") + f" “{self.record.label()}”?",
                tr(
                    "Hồ sơ rời khỏi danh sách nhưng còn trong lịch sử; nút thùng rác trên danh sách cho xem và lấy lại."
                ),
                tr("Xóa hồ sơ"),
            )
            and self.session.run(records.remove, self.record) is not None
        ):
            self.session.said.emit(tr("Đã xóa") + f" {self.record.label()}.")
            self._leave()

    def _leave(self) -> None:
        self._keeping.stop()
        self.record = None
        self.emptied.emit()

    def show_history(self) -> None:
        if self.record is not None and not self.new:
            History.ask(self.session, self.kind, self.record.id, self.record.label())
