"""Surveys: questions to begin with, counts typed one under the other, and at once their shares and bars."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIntValidator, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.records.surveys import Survey, SurveyAnswer
from app.usecases import surveys
from app.usecases.surveys import Question, Share
from app.vietnamese import show_number
from ui import theme
from ui.guarded import guarded
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import em, link, paragraph, words

_MOST = 999_999


@guarded
class ShareBar(QWidget):
    """How much of the whole: the longer, the more chose it."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0

    def show_share(self, share: float, said: str) -> None:
        self.share = min(max(share, 0.0), 1.0)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 6, line)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, tokens, whole = QPainter(self), theme.current(), QRectF(self.rect())
        bar = QRectF(whole.left(), whole.height() * 0.25, whole.width(), whole.height() * 0.5)
        painter.fillRect(bar, QColor(tokens.sunken))
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * self.share, bar.height()), QColor(tokens.chart[0]))


@guarded
class Counting(QWidget):
    """A line for each answer: its words, the count to be typed, its share, a bar; Enter goes to the next count."""

    counted = Signal(int, object)  # the place of an answer in the survey, and its count or None

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QLineEdit] = []
        self.shares: list[QLabel] = []
        self.bars: list[ShareBar] = []
        self._shown: tuple[tuple[str, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 4, 2, 4)
        self._grid = QWidget()
        self._column.addWidget(self._grid)

    def show_survey(self, survey: Survey, *, fixed: bool) -> None:
        asked = tuple((answer.question, answer.answer) for answer in survey.answers)
        found = surveys.results(survey)
        if asked != self._shown:
            self._shown = asked
            self._rebuild(found)
        lines = [share for question in found for share in question.shares]
        for box, share in zip(self.boxes, lines, strict=True):
            said = "" if share.counted is None else str(share.counted)
            if box.text() != said and not (box.hasFocus() and _number(box.text()) == share.counted):
                box.setText(said)
            box.setReadOnly(fixed)
        for place, share in enumerate(lines):
            self._show_share(place, share, survey.valid or 0)

    def _show_share(self, place: int, share: Share, valid: int) -> None:
        self.shares[place].setText(share.percent)
        said = f"{share.answer}: {show_number(share.counted or 0)} {tr('phiếu')} {share.percent}".strip()
        self.bars[place].show_share((share.counted or 0) / valid if valid else 0, said)

    def _rebuild(self, found: list[Question]) -> None:
        self.boxes, self.shares, self.bars = [], [], []
        old, self._grid = self._grid, QWidget()
        self._column.replaceWidget(old, self._grid)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(3, 2)
        row = 0
        for number, question in enumerate(found, start=1):
            heading = paragraph(f"{tr('Câu')} {number}. {question.ask}", "label")
            grid.addWidget(heading, row, 0, 1, 4)
            for share in question.shares:
                row += 1
                self._line(grid, row, share)
            row += 1
        self._grid.show()

    def _line(self, grid: QGridLayout, row: int, share: Share) -> None:
        box, percent, bar = QLineEdit(), words("", "small"), ShareBar()
        box.setValidator(QIntValidator(0, _MOST, box))
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setFixedWidth(em(box) * 9)
        box.setAccessibleName(f"{tr('Số phiếu chọn')} “{share.answer}”")
        box.textEdited.connect(partial(self._typed, len(self.boxes)))
        box.returnPressed.connect(partial(self._next, len(self.boxes)))
        percent.setFixedWidth(em(percent) * 9)
        for column, part in enumerate((paragraph(share.answer), box, percent, bar)):
            grid.addWidget(part, row, column)
        self.boxes.append(box)
        self.shares.append(percent)
        self.bars.append(bar)

    def _next(self, place: int) -> None:
        self.boxes[min(place + 1, len(self.boxes) - 1)].setFocus()

    def _typed(self, place: int, text: str) -> None:
        self.counted.emit(place, _number(text))


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


@guarded
class Surveys(RecordPage):
    kind = Survey
    title = "Khảo sát"
    one = "cuộc khảo sát"
    icon = "file-text"
    teaches = "Khảo sát nhu cầu tìm hiểu pháp luật; phiếu không ghi tên người trả lời."

    def _lay_out(self) -> None:
        self.standard = link(tr("Thêm bộ câu hỏi thường dùng"), self.add_standard)
        self.results, self.counting = words(tr("Kết quả: số phiếu chọn và tỷ lệ"), "section"), Counting()
        super()._lay_out()
        self.panel.above.addWidget(self.standard, 0, Qt.AlignmentFlag.AlignLeft)
        self.panel.form.add_below(self.results)
        self.panel.form.add_below(self.counting)

    def _connect(self) -> None:
        super()._connect()
        self.counting.counted.connect(self.count_answer)

    def shape(self) -> None:
        """Show the shares of what is typed so far."""
        super().shape()
        survey = self.panel.record
        if not isinstance(survey, Survey):
            return
        fixed = self.panel.locked()
        self.standard.setVisible(
            not fixed and len(surveys.with_standard_questions(survey.answers)) > len(survey.answers)
        )
        for part in (self.results, self.counting):
            part.setVisible(bool(survey.answers))
        self.counting.show_survey(survey, fixed=fixed)

    def _answers(self) -> list[SurveyAnswer]:
        self.panel.form.take()
        survey = self.panel.record
        return list(survey.answers) if isinstance(survey, Survey) else []

    def add_standard(self) -> None:
        self._put(surveys.with_standard_questions(self._answers()))

    def count_answer(self, place: int, number: int | None) -> None:
        """Put a count into the form; saving stays with the officer."""
        answers = self._answers()
        if place < len(answers) and answers[place].counted != number:
            answers[place] = replace(answers[place], counted=number)
            self._put(answers)

    def _put(self, answers: list[SurveyAnswer]) -> None:
        editor = self.panel.form.editor("answers")
        editor.set_value(answers)
        editor.changed.emit()
        self.shape()
