"""Printing: which form, of what, how it looks page by page; then a file, the system's viewer, or the printer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from app.forms.model import Form
from app.problems import Problem
from app.records.base import Record
from app.usecases import printing
from app.usecases.paper_titles import AGREEMENT, AS_MINUTES
from app.usecases.printing import SOURCES, SUFFIXES, Selection
from ui import dialogs
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.pages.scrolling import scrolling
from ui.paper import print_pages
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, em, paragraph, words
from ui.widgets.combo import Combo

_DRAW_AFTER = 40  # milliseconds: the dialog appears first, then its pages
_YEARS = 12
_MONTHS = tuple(range(1, 13))
_BY_MONTH = frozenset(("outreach_register", "broadcast_log", "work_of_month"))  # sources of a year or of one month
_BOOK, _BY_CASE = "mediation_register", "part2_by_case"  # the group's book, and how its Part II was last asked for
_viewed: list[TemporaryDirectory[str]] = []  # what a viewer was shown goes when the program ends


@guarded
class PrintDialog(Dialog):
    """Offers some forms for what was open when somebody asked, and shows the paper before it is printed."""

    def __init__(self, session: Session, forms: list[Form], chosen: Selection) -> None:
        super().__init__(tr("In biểu mẫu"))
        self.session, self.forms, self.asked = session, forms, chosen
        self.pdf, self.page, self.pages = b"", 0, 0
        self.form, self.group, self.year, self.month = Combo(), Combo(), Combo(), Combo()
        self.by_hand = QCheckBox(tr("Bản trống, để viết tay"))
        self.by_hand.setChecked(chosen.by_hand)
        self.by_case = QCheckBox(tr("Phần II: mỗi vụ, việc một dòng"))
        self.by_case.setToolTip(tr("Bỏ dấu thì mỗi hòa giải viên một dòng. Chưa đối chiếu được với sổ giấy."))
        self.by_case.setChecked(chosen.by_case or bool(session.setting(_BY_CASE, False)))
        self.as_minutes = QCheckBox(tr("In tên “Biên bản hòa giải thành”"))
        self.as_minutes.setToolTip(tr("Bỏ dấu thì in “Văn bản hòa giải thành”, như Luật Hòa giải ở cơ sở gọi."))
        self.as_minutes.setChecked(bool(session.setting(AS_MINUTES, False)))
        self.hint = paragraph(tr("Bản trống. Mở một hồ sơ rồi in từ đó để có bản đã điền."), "muted")
        self.said, self.told = paragraph("", "error"), paragraph("", "small", "ok")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.picture.setAccessibleName(tr("Trang xem trước"))
        self._drawing = QTimer(self, singleShot=True, interval=_DRAW_AFTER)
        self._fill()
        self._lay_out()
        self._connect()
        self._drawing.start()

    # --- how it looks ---

    def _fill(self) -> None:
        for form in self.forms:
            self.form.addItem(form.title, form.id)
        for group, name in self.session.store.labels("mediation_group").items():
            self.group.addItem(name, group)
        this_year = date.today().year  # noqa: DTZ011 (books are kept by calendar years)
        years = range(this_year, this_year - _YEARS, -1)
        for year in sorted({*years, self.asked.year or this_year}, reverse=True):
            self.year.addItem(str(year), year)
        self.month.addItem(tr("Cả năm"), 0)
        for month in _MONTHS:
            self.month.addItem(tr("Tháng ") + str(month), month)
        self.year.setCurrentIndex(self.year.findData(self.asked.year or this_year))
        self.month.setCurrentIndex(max(self.month.findData(self.asked.month), 0))

    def _lay_out(self) -> None:
        self.resize(em(self) * 150, self.fontMetrics().height() * 34)
        row = QHBoxLayout()
        row.setSpacing(16)
        left = QVBoxLayout()
        left.addLayout(self._choices())
        left.addWidget(self.by_hand)
        left.addWidget(self.by_case)
        left.addWidget(self.as_minutes)
        left.addWidget(self.hint)
        left.addWidget(self.said)
        left.addStretch(1)
        left.addLayout(self._ways())
        row.addLayout(left, 2)
        row.addLayout(self._preview(), 3)
        self.body.addLayout(row, 1)

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.labels: dict[str, QLabel] = {}
        for place, (name, said, box) in enumerate(
            (
                ("form", tr("Biểu mẫu"), self.form),
                ("group", tr("Tổ hòa giải"), self.group),
                ("year", tr("Năm"), self.year),
                ("month", tr("Tháng"), self.month),
            )
        ):
            self.labels[name] = words(said, "label")
            box.setAccessibleName(said)
            grid.addWidget(self.labels[name], place * 2, 0)
            grid.addWidget(box, place * 2 + 1, 0)
        return grid

    def _ways(self) -> QVBoxLayout:
        ways = QVBoxLayout()
        self.print_button = button(tr("In ra máy in…"), self.print, icon="printer", keys="Ctrl+P", primary=True)
        self.open_button = button(tr("Mở bằng chương trình xem PDF"), self.open_viewer, icon="external-link")
        row = QHBoxLayout()
        self.save_buttons = {
            suffix: button(suffix[1:].upper(), partial(self.save, suffix), hint=tr("Lưu tệp ") + suffix)
            for suffix in SUFFIXES
        }
        row.addWidget(words(tr("Lưu tệp:")))
        for made in self.save_buttons.values():
            row.addWidget(made, 1)
        ways.addWidget(self.print_button)
        ways.addWidget(self.open_button)
        ways.addLayout(row)
        ways.addWidget(self.told)
        ways.addWidget(button(tr("Đóng"), self.reject, keys="Esc"), 0, Qt.AlignmentFlag.AlignLeft)
        return ways

    def _preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.area = scrolling(self.picture)
        self.area.viewport().installEventFilter(self)
        foot = QHBoxLayout()
        self.before = button(tr("Trang trước"), lambda: self.turn(-1), icon="chevron-left", keys="PgUp")
        self.after = button(tr("Trang sau"), lambda: self.turn(1), icon="chevron-right", keys="PgDown")
        self.after.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its arrow points away from the words
        self.place = words("", "muted")
        foot.addWidget(self.before)
        foot.addStretch(1)
        foot.addWidget(self.place)
        foot.addStretch(1)
        foot.addWidget(self.after)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        return column

    def _connect(self) -> None:
        for box in (self.form, self.group, self.year, self.month):
            box.currentIndexChanged.connect(self._drawing.start)
        self.by_hand.toggled.connect(self._drawing.start)
        for tick, setting in ((self.by_case, _BY_CASE), (self.as_minutes, AS_MINUTES)):
            tick.toggled.connect(partial(self.session.set_setting, setting))
            tick.toggled.connect(self._drawing.start)
        self._drawing.timeout.connect(self.draw)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.pdf:
            self._show_page()
        return super().eventFilter(watched, event)

    # --- what it draws ---

    def chosen(self) -> Selection:
        """Return what the boxes say, as far as the form needs it."""
        needs = SOURCES[self._form().source].needs
        return replace(
            self.asked,
            record=self.asked.record if "record" in needs else "",
            group=str(self.group.currentData() or "") if "group" in needs else "",
            year=int(self.year.currentData()) if "year" in needs else 0,
            month=int(self.month.currentData()) if self._by_month() else 0,
            by_hand=self.blank(),
            by_case=self.by_case.isChecked(),
            as_minutes=self.as_minutes.isChecked(),
        )

    def _form(self) -> Form:
        return self.forms[max(self.form.currentIndex(), 0)]

    def draw(self) -> None:
        """Make the paper anew and show its first page; what is missing is said instead."""
        self._show_choices()
        try:
            self.pdf = printing.print_form(self.session.store, self._form().id, self.chosen(), ".pdf")
            self.said.clear()
            self.told.clear()
        except Problem as problem:
            self.pdf = b""
            self.said.setText(f"⚠ {problem}")
        self.page = 0
        self._show_page()

    def _show_choices(self) -> None:
        self.by_hand.setVisible(not self._only_blank())
        self.by_case.setVisible(self._form().source == _BOOK and not self.blank())
        self.as_minutes.setVisible(self._form().id == AGREEMENT)
        self.hint.setVisible(self._only_blank())
        needs = () if self.blank() else SOURCES[self._form().source].needs
        shown = {"form": True, "group": "group" in needs, "year": "year" in needs}
        shown["month"] = not self.blank() and self._by_month()
        for name, box in (("form", self.form), ("group", self.group), ("year", self.year), ("month", self.month)):
            self.labels[name].setVisible(shown[name])
            box.setVisible(shown[name])

    def _only_blank(self) -> bool:
        """Tell whether this form is of one record and none is open."""
        return not self.asked.record and "record" in SOURCES[self._form().source].needs

    def _by_month(self) -> bool:
        return self._form().source in _BY_MONTH

    def blank(self) -> bool:
        return self.by_hand.isChecked() or self._only_blank()

    def _show_page(self) -> None:
        from app.rendering.raster import page_count

        self.pages = page_count(self.pdf) if self.pdf else 0
        for made in (self.print_button, self.open_button, *self.save_buttons.values()):
            made.setEnabled(bool(self.pdf))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page + 1 < self.pages)
        self.place.setText(tr("Trang ") + f"{self.page + 1}/{self.pages}" if self.pages else "")
        self.picture.setPixmap(self._drawn() if self.pdf else QPixmap())

    def _drawn(self) -> QPixmap:
        from app.rendering.raster import page_image

        ratio = self.devicePixelRatioF()
        width = max(self.area.viewport().width() - 4, 100) * ratio
        inches = self._form().page.sheet()[0] / 25.4
        raster = page_image(self.pdf, self.page, dpi=width / inches)
        size = (raster.width, raster.height, raster.width * 3)
        image = QImage(raster.pixels, *size, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(image)

    def turn(self, by: int) -> None:
        self.page = min(max(self.page + by, 0), max(self.pages - 1, 0))
        self._show_page()
        self.area.verticalScrollBar().setValue(0)

    # --- where it goes ---

    def name(self) -> str:
        return printing.paper_name(self.session.store, self._form(), self.chosen())

    def save(self, suffix: str) -> None:
        kinds = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)", ".xlsx": "Excel (*.xlsx)"}
        target = dialogs.choose_target(tr("Lưu biểu mẫu"), self.name() + suffix, kinds[suffix])
        if target is None:
            return
        named = target if target.suffix.lower() == suffix else target.with_name(target.name + suffix)
        if self._written(named):
            self.told.setText(tr("Đã lưu vào ") + f"{named}.")
            self.session.said.emit(tr("Đã lưu ") + named.name)

    def _written(self, target: Path) -> Path | None:
        return self.session.run(printing.write_paper, self._form().id, self.chosen(), target)

    def open_viewer(self) -> None:
        """Write the paper into a folder of this run and let the system show it."""
        _viewed.append(TemporaryDirectory(prefix="so-tu-phap-", ignore_cleanup_errors=True))
        written = self._written(Path(_viewed[-1].name) / f"{self.name()}.pdf")
        if written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(written)))

    def print(self) -> None:
        if self.pdf:
            print_pages(self, self.pdf, self._form().page.orientation == "landscape", self.name())

    @classmethod
    def ask(
        cls,
        session: Session,
        kind: type[Record] | None = None,
        record: str = "",
        *,
        form_id: str = "",
        by_hand: bool = False,
        month: tuple[int, int] = (0, 0),
    ) -> None:
        """Open the dialog on one form, or on those of a kind of record and then the books; `month` is (year, month)."""
        from app.forms.packs import form as form_named

        kept = session.store.find(kind, record) if kind and record else None
        state = str(getattr(kept, "state", ""))
        offered = [form_named(form_id)] if form_id else printing.offered(kind, one=bool(record), state=state)
        cls(session, offered, Selection(record=record, year=month[0], month=month[1], by_hand=by_hand)).ended()
