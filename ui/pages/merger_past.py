"""The mergers that were done here: their record on paper, and taking one back."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.problems import Problem, os_said
from app.usecases import merging_leaving, merging_undo
from app.usecases.merging_books import Merger, mergers
from app.vietnamese import show_day, show_number
from ui import dialogs, sticks
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph, words
from ui.widgets.text_table import TextTable, Words

_FORM = "bien-ban-sap-nhap"


@guarded
class PastMergers(QFrame):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.session = session
        self.done: list[Merger] = []
        self.table = TextTable(tr("Các lần sáp nhập"))
        self.nothing = paragraph(tr("Sổ này chưa nhập sổ của đơn vị nào."), "muted")
        self.print_button = button(tr("In biên bản…"), self.print_record, icon="printer")
        split = tr("Để sổ của đơn vị bị chia thôi tính phần đã về đây")
        self.tell_button = button(tr("Ghi tệp cho đơn vị bị chia…"), self.tell, icon="upload", hint=split)
        self.left_button = button(tr("Một phần đã về đơn vị khác…"), self.part_left, icon="log-out")
        until = tr("Được khi chưa xuất gói, chưa sửa gì liên quan")
        self.back_button = button(tr("Hoàn tác phần đã về…"), self.take_part_back, icon="undo-2", hint=until)
        self.undo_button = button(tr("Hoàn tác…"), self.undo, icon="undo-2", hint=tr("Được khi chưa xuất gói nào"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(words(tr("Đã sáp nhập"), "heading"))
        column.addWidget(self.nothing)
        column.addWidget(self.table, 100)
        column.addStretch(1)  # takes the room where there is nothing to show
        came, went = (self.print_button, self.tell_button, self.undo_button), (self.left_button, self.back_button)
        for buttons in (came, went):
            row = QHBoxLayout()
            for made in buttons:
                row.addWidget(made)
            row.addStretch(1)
            column.addLayout(row)

    def look_again(self) -> None:
        self.done = mergers(self.session.store)[::-1]
        heads = [tr("Các đơn vị cũ"), tr("Từ ngày"), tr("Căn cứ"), tr("Người làm"), tr("Tình trạng")]
        self.table.show_words(Words(heads, [_past(one) for one in self.done]), [0, 14, 34, 22, 24])
        self.table.setVisible(bool(self.done))
        self.nothing.setVisible(not self.done)
        self.print_button.setEnabled(bool(self.done))
        self.undo_button.setEnabled(any(not one.undone for one in self.done))
        self.tell_button.setVisible(any(map(_split, self.done)))
        self.back_button.setVisible(bool(self._left()))

    def _left(self) -> list[merging_leaving.Left]:
        return [one for one in merging_leaving.left_parts(self.session.store) if not one.undone_at]

    def _chosen(self) -> Merger:
        return self.done[max(self.table.row(), 0)]

    def print_record(self) -> None:
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, record=self._chosen().id, form_id=_FORM)

    def tell(self) -> None:
        """Write what came of split units, for their own registers."""
        folder = sticks.choose(tr("Chọn USB để ghi tệp cho đơn vị bị chia"), writing=True)
        if folder is None:
            return
        chosen = self._chosen()
        told = chosen if _split(chosen) else next(one for one in self.done if _split(one))
        written = self.session.run(merging_leaving.write_leavings, told, folder)
        if written:
            self.session.said.emit(tr("Đã ghi ") + ", ".join(file.name for file in written))

    def part_left(self) -> None:
        """Take such a file into the register of the unit that was split."""
        file = dialogs.choose_file(tr("Chọn tệp do đơn vị mới ghi"), tr("Phần đã về đơn vị khác (roi-di-*.json)"))
        if file is None:
            return
        try:
            leaving = merging_leaving.read_leaving(file.read_bytes())
            said = merging_leaving.words_of(leaving, merging_leaving.foresee(self.session.store, leaving))
        except OSError as error:
            dialogs.say_problem(Problem(tr("Không đọc được tệp: ") + f"{os_said(error)}.", tr("Cắm lại USB.")))
            return
        except Problem as problem:
            dialogs.say_problem(problem)
            return
        if dialogs.confirm(tr("Ghi phần này là đã về đơn vị khác?"), said, tr("Ghi")):
            self.session.run(merging_leaving.let_go, leaving)
            self.look_again()

    def take_part_back(self) -> None:
        """Let the part that was written down last be this unit's again."""
        last = self._left()[-1]
        asked = tr("Hoàn tác phần về {heir} ({count} hồ sơ)?").format(
            heir=last.heir_name, count=show_number(last.count)
        )
        why = tr("Các hồ sơ ấy lại do đơn vị này quản lý, tính và gửi đi như trước.")
        if dialogs.confirm(asked, why, tr("Hoàn tác")):
            self.session.run(merging_leaving.undo_leaving)
            self.look_again()

    def undo(self) -> None:
        """Take back the chosen merger."""
        chosen = self._chosen()
        if problem := merging_undo.refusal(self.session.store, chosen):
            dialogs.say_problem(problem)
            return
        why = tr("Mọi hồ sơ đã nhập rời khỏi sổ này; sổ cũ của các đơn vị không bị đụng đến.")
        if dialogs.confirm(tr("Hoàn tác sáp nhập ") + f"{chosen.names()}?", why, tr("Hoàn tác")):
            self.session.run(merging_undo.undo, chosen.id)
            self.look_again()


def _split(one: Merger) -> bool:
    """Tell whether a merger that stands took only a part of some unit."""
    return not one.undone and any(not took.whole for took in one.took)


def _past(one: Merger) -> list[str]:
    state = tr("đã hoàn tác ") + show_day(one.undone) if one.undone else tr("nhập ngày ") + show_day(one.on)
    return [one.names(), show_day(one.since), one.basis, one.by, state]
