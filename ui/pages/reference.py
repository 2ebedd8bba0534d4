"""Reference data: composed where communes report to; below it waits, is shown piece by piece, applied and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.ports import Store
from app.problems import Problem
from app.usecases.office import is_commune
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, card, empty_state, paragraph, words
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.usecases.reference_differences import Difference
    from app.usecases.reference_sets import ReferenceSet

_TONES = {"new": "ok", "changed": "warn", "retired": "bad", "later": "", "same": ""}


@guarded
class Reference(Page):
    """The sets above, below them what the chosen one changes here. Nothing holds until somebody applies it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Dữ liệu tham chiếu")
        super().__init__(session, parent)
        self.sets: list[ReferenceSet] = []
        self.notice, self.announced = Notice("info"), Notice("info")
        self.table = TextTable(tr("Các bộ dữ liệu tham chiếu"))
        self.heading, self.about = words("", "heading"), paragraph("", "muted")
        self.pieces = TextTable(tr("Bộ đang chọn khác gì hiện nay"), wrapping=True)
        self._actions()
        self._lay_out()
        self.table.picked.connect(lambda row, _: self._explain(row))

    # --- how it looks ---

    def _actions(self) -> None:
        self.compose_button = button(tr("Lập bộ mới…"), self.compose, icon="plus", primary=True)
        self.send_button = button(tr("Ghi ra USB…"), self.send, icon="upload", hint=tr("Ghi lại bộ đang chọn"))
        self.undo_button = button(tr("Hoàn tác…"), self.undo, icon="undo-2", hint=tr("Trở lại như trước khi áp dụng"))
        self.standards_button = button(tr("Bộ tiêu chí…"), self.show_standards, icon="list-checks")
        self.apply_button = button(tr("Áp dụng…"), self.apply, icon="check", primary=True)
        for part in (
            self.standards_button,
            self.send_button,
            self.compose_button,
            self.undo_button,
            self.apply_button,
        ):
            self.actions_row.addWidget(part)

    def _lay_out(self) -> None:
        self.box.addWidget(self.notice.frame)
        self.box.addWidget(self.announced.frame)
        teaches = tr(
            "Mẫu giấy tờ, bảng số liệu, mức chi, ngày nghỉ, đơn vị, kế hoạch của tỉnh… do cơ quan quản lý lập và ký. "
            "Nhập gói ở trang Đồng bộ USB rồi xem và áp dụng tại đây."
        )
        self.empty = empty_state("package", tr("Chưa có bộ dữ liệu tham chiếu nào"), teaches)
        self.body = QSplitter(Qt.Orientation.Vertical)
        self.body.setChildrenCollapsible(False)
        self.body.setHandleWidth(10)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.table)
        self.body.addWidget(frame)
        self.body.addWidget(self._behind())
        self.body.setStretchFactor(0, 2)
        self.body.setStretchFactor(1, 5)
        self.box.addWidget(self.body, 1)
        self.box.addWidget(self.empty, 1)

    def _behind(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addSpacing(12)
        head.addWidget(self.about, 1)
        column.addLayout(head)
        column.addWidget(self.pieces, 1)
        return frame

    # --- what it shows ---

    def look_again(self) -> None:
        from app.usecases.reference_sets import sets, unusable

        above = self._composes()
        self.sets = sets(self.session.store)
        for part in (self.compose_button, self.send_button):
            part.setVisible(above)
        for part in (self.send_button, self.apply_button, self.undo_button):
            part.setEnabled(False)  # until a set is chosen, which the table does when it holds one
        self.undo_button.setVisible(bool(self.sets))
        self.apply_button.setVisible(any(not one.place for one in self.sets) or not above)
        self.body.setVisible(bool(self.sets))
        self.empty.setVisible(not self.sets)
        self.count.setText(f"{show_number(len(self.sets))} {tr('bộ')}" if self.sets else "")
        self._announce()
        faults = [reason for _, _, reason in unusable(self.session.store)]
        if faults:
            self.notice.say(tr("Bản chương trình này không dùng được: ") + " ".join(faults))
        self.table.show_words(_sets_words(self.session.store, self.sets), [9, 38, 0, 27, 28])

    def _composes(self) -> bool:
        try:
            return not is_commune(self.session.store)
        except Problem:  # a register that is only being set up
            return False

    def _announce(self) -> None:
        """Say the announcements that hold today, the newest first."""
        from app.usecases.reference_announcements import announcements

        told = announcements(self.session.store)
        if told:
            self.announced.say("\n".join(f"{one.title}. {one.text}".strip() for one in told[:3]))
        else:
            self.announced.hide()

    def _explain(self, row: int) -> None:
        from app.usecases.reference_differences import SAME, differences

        chosen = self.sets[row]
        found = differences(self.session.store, chosen.set_id)
        same = sum(one.what == SAME for one in found)
        shown = [one for one in found if one.what != SAME]
        self.heading.setText(chosen.name()[:1].upper() + chosen.name()[1:])
        before = tr("so với trước khi áp dụng") if chosen.place else tr("so với hiện nay")
        self.about.setText(
            f"{show_number(len(shown))} {tr('chỗ khác')} {before}, {show_number(same)} {tr('chỗ như cũ')}."
        )
        self.pieces.show_words(_pieces_words(shown), [14, 22, 62, 0])
        last = max(self.sets, key=lambda one: one.place)
        self.apply_button.setEnabled(not chosen.place and self._is_newest(chosen))
        self.undo_button.setEnabled(bool(chosen.place) and chosen.set_id == last.set_id)
        self.send_button.setEnabled(chosen.unit == self.session.store.unit)

    def _is_newest(self, chosen: ReferenceSet) -> bool:
        return all(one.order() < chosen.order() for one in self.sets if one.place and one.unit == chosen.unit)

    # --- what it does ---

    def compose(self) -> None:
        """Ask what the new set brings, put it in force here, and write it for all whose cards we trust."""
        from app.usecases.reference_composing import compose
        from ui.pages.reference_compose import ComposeSet

        wish = ComposeSet.ask(self.session)
        if wish is None:
            return
        made = self.session.run(compose, wish)
        if made is not None:
            self._changed(tr("Đã lập ") + made.name() + ".")
            self._write(made)

    def show_standards(self) -> None:
        from ui.pages.standards import ShowStandards

        ShowStandards().ended()

    def send(self) -> None:
        self._write(self.sets[self.table.row()])

    def _write(self, chosen: ReferenceSet) -> None:
        from app.usecases.reference_composing import write_set

        folder = dialogs.choose_folder(tr("Chọn USB hoặc thư mục để ghi bộ dữ liệu"))
        done = self.session.run(write_set, chosen.set_id, folder) if folder else None
        if done is not None:
            said = tr("Đã ghi {name} cho {readers} đơn vị, đã đọc lại kiểm tra; có thể rút USB. Tệp: {file}")
            told = {"name": chosen.name(), "readers": show_number(done.readers), "file": done.file.path.name}
            self.notice.say(said.format(**told))

    def apply(self) -> None:
        from app.usecases.reference_sets import apply_set

        chosen = self.sets[self.table.row()]
        why = tr(
            "Các chỗ khác nêu bên dưới có hiệu lực ngay trên máy này. Hồ sơ cũ giữ nguyên mã cũ; hoàn tác bằng một nút."
        )
        if dialogs.confirm(tr("Áp dụng ") + chosen.name() + "?", why, tr("Áp dụng")):
            self._run(apply_set, chosen, tr("Đã áp dụng "))

    def undo(self) -> None:
        from app.usecases.reference_sets import undo_set

        chosen = self.sets[self.table.row()]
        why = tr("Mẫu, bảng, mức chi và các hồ sơ của bộ này trở lại như trước khi áp dụng.")
        if dialogs.confirm(tr("Hoàn tác ") + chosen.name() + "?", why, tr("Hoàn tác")):
            self._run(undo_set, chosen, tr("Đã hoàn tác "))

    def _run(self, use_case: Any, chosen: ReferenceSet, said: str) -> None:
        if self.session.run(use_case, chosen.set_id) is not None:
            self._changed(f"{said}{chosen.name()}.")

    def _changed(self, said: str) -> None:
        self.notice.say(said)
        self.look_again()
        self.session.settings_changed.emit("reference")


def _sets_words(store: Store, found: list[ReferenceSet]) -> Words:
    names = {row["unit"]: row["name"] for row in store.notes("enrolled_key")} | {store.unit: tr("đơn vị này")}
    heads = [tr("Bộ số"), tr("Nơi lập"), tr("Có gì mới"), tr("Lập lúc"), tr("Tình trạng")]
    rows = [
        [
            show_number(one.version),
            names.get(one.unit, one.unit),
            one.title,
            local_moment(one.composed_at),
            f"{tr('đang dùng từ')} {local_moment(one.applied_at)[-10:]}" if one.place else tr("chưa áp dụng"),
        ]
        for one in found
    ]
    tones = {(place, 4): "ok" if one.place else "warn" for place, one in enumerate(found)}
    return Words(heads, rows, tones, centred=(0, 4))


def _pieces_words(found: list[Difference]) -> Words:
    rows = [[one.words(), one.kind, one.label, one.detail] for one in found]
    tones = {(place, 0): _TONES[one.what] for place, one in enumerate(found) if _TONES[one.what]}
    return Words([tr("Khác gì"), tr("Loại"), tr("Tên"), tr("Chi tiết")], rows, tones, centred=(0,))


def reference_button(session: Session) -> Any:
    """Return the way to this page, for the page of sticks."""
    return button(tr("Dữ liệu tham chiếu"), lambda: session.opened.emit("reference", ""), icon="package")
