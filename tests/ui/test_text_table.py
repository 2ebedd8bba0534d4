"""Tables of words: nothing is said in a sentence, long words go on in a second line."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ui.widgets.text_table import TextTable, Words

HEADS = ("Tệp", "Kết quả")
LONG = "Tệp này không phải gói dữ liệu của Sổ Tư Pháp. Chọn tệp có tên dạng 31360-20261123-0007-p1of1.stp trên USB."


def shown(qtbot: QtBot, table: TextTable, rows: list[list[str]]) -> TextTable:
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.show_words(Words(HEADS, rows), [14, 0])
    table.show()
    return table


def colours(table: TextTable) -> set[str]:
    """Return the colours below the head."""
    image: QImage = table.viewport().grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 2) for y in range(0, 60)}


def test_a_table_without_rows_says_so_and_one_with_rows_does_not(qtbot: QtBot) -> None:
    silent = shown(qtbot, TextTable("Tệp"), [])
    saying = shown(qtbot, TextTable("Tệp", nothing="Chưa có tệp nào."), [])
    assert len(colours(silent)) == 1
    assert len(colours(saying)) > 1
    saying.show_words(Words(HEADS, [["", ""]]), [14, 0])
    empty = shown(qtbot, TextTable("Tệp"), [["", ""]])
    assert colours(saying) == colours(empty)


def test_long_words_go_on_in_a_second_line_where_the_table_wraps(qtbot: QtBot) -> None:
    rows = [["hong.stp", LONG], ["tot.stp", "–"]]
    plain = shown(qtbot, TextTable("Tệp"), rows)
    wrapping = shown(qtbot, TextTable("Tệp", wrapping=True), rows)
    assert plain.rowHeight(0) == plain.rowHeight(1) <= wrapping.rowHeight(1)
    assert wrapping.rowHeight(0) >= 2 * wrapping.fontMetrics().lineSpacing()
    assert wrapping.rowHeight(0) > wrapping.rowHeight(1)
