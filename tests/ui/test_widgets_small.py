"""Cards, charts, pills and empty places: seen, heard, pressed by mouse and keyboard, and drawn on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.ui.hands import press
from ui import theme
from ui.widgets.bits import yielding
from ui.widgets.cards import NumberCard
from ui.widgets.chart import BarChart, scale
from ui.widgets.empty import EmptyState
from ui.widgets.pill import Pill
from ui.widgets.section import Section

MONTHS = [f"T{number}" for number in range(1, 13)]
TAKEN, DONE = [4, 2, 6, 5, 3, 7, 4, 6, 5, 4, 2, 0], [3, 2, 5, 4, 3, 6, 3, 5, 5, 3, 2, 0]


def test_a_card_tells_its_number_and_is_pressed_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    card = NumberCard("clock", "8", "Đang hòa giải", "2 vụ trên 15 ngày", "warn")
    qtbot.addWidget(card)
    assert card.accessibleName() == "Đang hòa giải: 8"
    assert card.accessibleDescription() == "2 vụ trên 15 ngày"
    with qtbot.waitSignal(card.pressed):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(card.pressed):
        press(card, Qt.Key.Key_Return)
    card.set("9", "3 vụ trên 15 ngày")
    assert card.accessibleName() == "Đang hòa giải: 9"


@pytest.mark.parametrize(
    ("largest", "step", "top"),
    [(0, 1, 1), (1, 1, 1), (5, 1, 5), (7, 2, 8), (12, 5, 15), (26, 10, 30), (1240, 500, 1500)],
)
def test_the_axis_has_whole_steps_and_holds_the_largest_bar(largest: int, step: int, top: int) -> None:
    assert scale(largest) == (step, top)


def test_a_chart_can_be_heard(qtbot: QtBot) -> None:
    chart = BarChart("Vụ việc theo tháng", ["T1", "T2"], [("Tiếp nhận", [4, 1_200]), ("Hòa giải thành", [3, 2])])
    qtbot.addWidget(chart)
    assert chart.accessibleDescription() == (
        "Vụ việc theo tháng. Tiếp nhận: T1 4, T2 1.200. Hòa giải thành: T1 3, T2 2."
    )


def painted(chart: BarChart, width: int = 600, height: int = 320) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    chart.paint_on(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def height_of(image: QImage, colour: str, label: int, of: int) -> int:
    """Return the tallest run of a colour in the slot of a label, below the legend."""
    wanted = QColor(colour).rgb()
    left, right = image.width() * label // of, image.width() * (label + 1) // of
    columns = (sum(image.pixel(x, y) == wanted for y in range(46, image.height())) for x in range(left, right))
    return max(columns)


def test_bars_are_as_tall_as_their_numbers_and_paper_is_always_light(qtbot: QtBot) -> None:
    chart = BarChart("Vụ việc", ["A", "B"], [("Một", [2, 8])])
    qtbot.addWidget(chart)
    image = painted(chart)
    low = height_of(image, theme.LIGHT.chart[0], 0, 2)
    high = height_of(image, theme.LIGHT.chart[0], 1, 2)
    assert low > 20
    assert abs(high - 4 * low) <= 4
    assert image.pixelColor(2, 2) == QColor("white")


def test_every_series_has_its_colour_and_its_name(qtbot: QtBot) -> None:
    chart = BarChart("Vụ việc", MONTHS, [("Tiếp nhận", TAKEN), ("Hòa giải thành", DONE)])
    qtbot.addWidget(chart)
    image = painted(chart)
    assert all(height_of(image, theme.LIGHT.chart[place], 5, 12) > 50 for place in (0, 1))


@pytest.mark.parametrize("labels", [[], ["T1"]])
def test_a_chart_of_nothing_is_drawn_without_fault(qtbot: QtBot, labels: list[str]) -> None:
    chart = BarChart("Vụ việc", labels, [("Tiếp nhận", [0 for _ in labels])])
    qtbot.addWidget(chart)
    assert not painted(chart).isNull()
    chart.show()
    assert not chart.grab().isNull()


def test_an_empty_place_teaches_and_starts(qtbot: QtBot) -> None:
    place = EmptyState("inbox", "Chưa có vụ, việc nào", "Ghi vụ đầu tiên từ sổ giấy.", "Thêm vụ, việc")
    qtbot.addWidget(place)
    with qtbot.waitSignal(place.pressed):
        qtbot.mouseClick(place.button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("height", "pictured"), [(90, False), (400, True)])
def test_the_words_of_an_empty_place_stay_whole_where_there_is_little_room(
    qtbot: QtBot, height: int, pictured: bool
) -> None:
    place = EmptyState("inbox", "Chưa chọn hồ sơ", "Chọn một dòng trong danh sách để xem và sửa, hoặc thêm. " * 2)
    qtbot.addWidget(place)
    place.resize(460, height)
    place.show()
    qtbot.waitUntil(lambda: place.picture.isVisible() is pictured)
    for label in place.said:
        assert label.height() >= label.heightForWidth(label.width())
        assert place.rect().contains(label.geometry())


def test_a_pill_says_its_state_in_words(qtbot: QtBot) -> None:
    pill = Pill("Hòa giải thành", "ok")
    qtbot.addWidget(pill)
    pill.show()
    pill.resize(pill.sizeHint())
    image = pill.grab().toImage()
    ink, wash = (QColor(colour) for colour in theme.LIGHT.tone("ok"))
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {ink.name(), wash.name()} <= colours
    pill.set("", "calm")
    assert pill.isHidden()


def test_a_heading_that_is_closed_says_how_much_is_written_under_it(qtbot: QtBot) -> None:
    section = Section("Tòa án", {}, lambda _name, _field: pytest.fail("nothing to build"))
    qtbot.addWidget(section)
    section.tell_filled(0)
    assert section.digest.text() == "chưa ghi"
    section.tell_filled(3)
    assert section.digest.text() == "đã ghi 3 ô"


def test_words_that_yield_ask_for_no_room_and_keep_what_they_say(qtbot: QtBot) -> None:
    label = yielding("muted")
    qtbot.addWidget(label)
    label.setText("128 việc trong tháng")
    assert label.minimumSizeHint().width() == 0
    assert label.sizeHint().width() > 60
    for width, inked in ((label.sizeHint().width(), True), (label.sizeHint().width() // 2, True), (12, False)):
        label.resize(width, 30)
        picture = label.grab().toImage()
        ground = picture.pixelColor(0, 0)
        found = any(picture.pixelColor(x, y) != ground for x in range(picture.width()) for y in range(picture.height()))
        assert found is inked
    assert label.text() == "128 việc trong tháng"


def test_few_words_are_shown_where_there_is_room_for_them_whole(qtbot: QtBot) -> None:
    label = yielding("muted")
    qtbot.addWidget(label)
    label.setText("5 tổ")
    label.resize(label.sizeHint().width(), 30)
    picture = label.grab().toImage()
    ground = picture.pixelColor(0, 0)
    assert any(picture.pixelColor(x, y) != ground for x in range(picture.width()) for y in range(picture.height()))
