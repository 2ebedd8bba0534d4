"""Taking an officer's Excel register in: each row is looked at before anything is written, and it can be taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from app.problems import Problem
from app.records import KINDS
from app.vietnamese import show_number
from ui import dialogs, jobs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, paragraph, words
from ui.widgets.combo import Combo
from ui.widgets.text_table import TextTable, Words

if TYPE_CHECKING:
    from app.ports import Store
    from app.usecases.excel_import import Imported, Wish

_OFFERED = ("mediation_case", "outreach_event", "mediator", "propagandist", "mediation_group", "hamlet", "shelf_book")
_FILES = "Excel (*.xlsx)"
_TELL_EVERY = 20  # rows
_TONES = {"new": "ok", "changed": "warn", "same": "", "refused": "bad"}


@guarded
class ImportExcel(Dialog):
    """`shown` is what the chosen file would do; choosing another kind or file looks at it anew."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Nhập từ Excel"))
        self.session = session
        self.file: Path | None = None
        self.shown: Imported | None = None
        self.resize(1040, 640)
        self.kind = Combo()
        self.kind.setAccessibleName(tr("Loại hồ sơ"))
        titles = {kind.table: kind.title for kind in KINDS}
        for table in _OFFERED:
            self.kind.addItem(tr(titles[table]), table)
        self.named, self.said = paragraph(tr("Chưa chọn tệp."), "muted"), words("", "heading")
        self.left_out = paragraph("", "muted")
        self.rows = TextTable(tr("Các dòng của tệp"), wrapping=True)
        self.sound = QCheckBox(tr("Nhập các dòng đúng; các dòng chưa nhập được ghi ra một tệp kèm lý do"))
        self._lay_out()
        self.sound.toggled.connect(lambda _: self._tell_ready())
        self.kind.activated.connect(lambda _: self.look())
        self._show()

    def _lay_out(self) -> None:
        self.body.addWidget(
            paragraph(
                tr("Tên cột như trong sổ: sổ giấy mười cột, hoặc tên các ô của hồ sơ. Ô trống không xóa gì, nhập lại ")
                + tr("tệp cũ không đổi gì. Không dùng cho tài liệu bí mật nhà nước."),
                "muted",
            )
        )
        row = QHBoxLayout()
        self.pick = button(tr("Chọn tệp Excel…"), self.choose, icon="sheet")
        self.blank = button(tr("Lưu tệp mẫu…"), self.save_blank, icon="download", hint=tr("Dòng tên cột để điền"))
        row.addWidget(self.kind, 2)
        row.addWidget(self.pick)
        row.addWidget(self.blank)
        row.addWidget(self.named, 3)
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.body.addWidget(self.left_out)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.sound)
        self.undo_button = button(tr("Hoàn tác lần nhập gần nhất…"), self.undo, icon="undo-2")
        self.foot.insertWidget(0, self.undo_button)
        self.accepting = self.buttons(tr("Nhập"), tr("Đóng"))

    # --- looking ---

    def choose(self) -> None:
        if (file := dialogs.choose_file(tr("Chọn sổ Excel"), _FILES)) is not None:
            self.file = file
            self.named.setText(file.name)
            self.look()

    def look(self) -> None:
        """Show what the file would do; nothing is written."""
        from app.usecases.excel_import import Wish

        self.shown = self._work(tr("Xem trước"), Wish(look_only=True)) if self.file else None
        self._show()

    def _work(self, title: str, wish: Wish) -> Imported | None:
        from app.records import kind_named
        from app.usecases.excel_import import import_sheet

        kind, file = kind_named(self.kind.currentData()), self.file
        if file is None:
            return None

        def job(store: Store, watch: jobs.Watch) -> Imported:
            watch.say(tr("Đang đọc tệp…"))
            return import_sheet(store, kind, file, wish, tell=partial(_tell_rows, watch))

        return jobs.run(self.session, title, job)

    def _show(self) -> None:
        from app.usecases.excel_book import imports

        self.rows.show_words(_words_of(self.shown), [10, 18, 30, 0])
        self.said.setText(_counted(self.shown) if self.shown else "")
        self.left_out.setText(_left_out(self.shown) if self.shown else "")
        self.left_out.setVisible(bool(self.left_out.text()))
        self.sound.setVisible(bool(self.shown and self.shown.refused()))
        self.sound.setChecked(False)
        self.undo_button.setVisible(any(not one.undone_at for one in imports(self.session.store)))
        self._tell_ready()

    def _tell_ready(self) -> None:
        counts = self.shown.counts() if self.shown else {}
        something = counts.get("new", 0) + counts.get("changed", 0) > 0
        self.accepting.setEnabled(something and (not counts.get("refused") or self.sound.isChecked()))

    def save_blank(self) -> None:
        from app.records import kind_named
        from app.usecases.excel_export import export_blank

        kind = kind_named(self.kind.currentData())
        target = dialogs.choose_target(tr("Lưu tệp mẫu"), f"mau-{kind.table.replace('_', '-')}.xlsx", _FILES)
        if target is not None:
            self.session.run(export_blank, kind, target)

    # --- taking, and taking back ---

    def accept(self) -> None:
        from app.usecases.excel_export import NOT_LOCKED, write_refused
        from app.usecases.excel_import import Wish

        left = None
        if self.sound.isChecked():
            left = dialogs.choose_target(tr("Lưu các dòng chưa nhập được"), "chua-nhap.xlsx", _FILES)
            if left is None:
                return
        done = self._work(tr("Nhập từ Excel"), Wish(sound_rows=left is not None))
        if done is None:
            return
        if not done.number:  # the file, or the register, is not what was looked at
            self.shown = done
            self._show()
            dialogs.say_problem(
                Problem(tr("Chưa nhập dòng nào: tệp hoặc sổ đã đổi từ lúc xem."), tr("Xem lại các dòng."))
            )
            return
        if left is not None and done.refused():
            self.session.run(lambda _: write_refused(done, left))
        self.session.announce(done.touched)
        told = tr("Đã nhập {count} hồ sơ từ {file}. Hoàn tác được khi chưa xuất gói nào.")
        said = told.format(count=show_number(done.touched.count), file=self.named.text())
        self.session.said.emit(f"{said} {tr(NOT_LOCKED)}" if left is not None else said)
        if left is not None and (kept_out := done.refused()):
            count = show_number(len(kept_out))
            rest = tr("Còn {count} dòng chưa nhập, ở tệp {file} kèm lý do: sửa ở đó rồi nhập tệp đó.")
            dialogs.say(self.windowTitle(), said, f"{rest.format(count=count, file=left)} {tr(NOT_LOCKED)}")
        super().accept()

    def undo(self) -> None:
        from app.usecases.excel_book import imports, undo_import

        last = [one for one in imports(self.session.store) if not one.undone_at][-1]
        asked = tr("Hoàn tác lần nhập {file} ({count} hồ sơ)?").format(file=last.file, count=show_number(last.count))
        if dialogs.confirm(asked, tr("Mọi hồ sơ của lần nhập trở lại như trước."), tr("Hoàn tác")):
            self.session.run(undo_import, last.number)
            self.look()


def _tell_rows(watch: jobs.Watch, done: int, of: int) -> None:
    if done % _TELL_EVERY == 0:
        said = tr("Đang xem dòng {done} trong {of}…").format(done=show_number(done + 1), of=show_number(of))
        watch.say(said, 100 * done // of)


def _counted(shown: Imported) -> str:
    from app.usecases.excel_import import WHAT_WORDS

    counted = ", ".join(
        f"{show_number(count)} {tr(WHAT_WORDS[what])}" for what, count in shown.counts().items() if count
    )
    return f"{tr('Trang tính')} “{shown.sheet.name}”: {counted or tr('không có dòng nào')}."


def _left_out(shown: Imported) -> str:
    """Say how shortened heads are understood, and which columns and sheets are not looked at."""
    said = ((tr("Cột không nhập:"), shown.unknown), (tr("Trang tính không đọc:"), shown.sheet.others))
    begun = ", ".join(f"“{head}” {tr('là')} “{label}”" for head, label in shown.begun)
    understood = [f"{tr('Cột được hiểu:')} {begun}."] if begun else []
    left = [f"{what} {', '.join(f'“{name}”' for name in names)}." for what, names in said if names]
    return " ".join([*understood, *left])


def _words_of(shown: Imported | None) -> Words:
    """Return the rows, those first that want a look."""
    from app.usecases.excel_import import WHAT_WORDS

    rows = sorted(shown.rows, key=lambda row: (row.what != "refused", not row.words)) if shown else []
    cells = [[show_number(row.row), tr(WHAT_WORDS[row.what]), row.label, " ".join(row.words)] for row in rows]
    tones = {(place, 1): _TONES[row.what] for place, row in enumerate(rows) if _TONES[row.what]}
    return Words([tr("Dòng"), tr("Sẽ là"), tr("Hồ sơ"), tr("Cần xem")], cells, tones, centred=(0, 1))
