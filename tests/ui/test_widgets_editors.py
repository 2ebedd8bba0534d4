"""Every kind of value has an editor; what is typed comes out as meant, and what cannot be read stays as typed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.declaring import Field, Many, Ref, Refs, day, fields_of, person, text
from app.fields import Choice, Choices, Clock, Count, Day, Flag, Kind, Money, Name, Text, Year
from app.records import KINDS, MediationCase
from app.records.mediation import Party, Session
from app.records.money import PaymentLine
from tests.ui.hands import leave, press, type_in, wheel
from ui.widgets.combo import Combo
from ui.widgets.editor import Editor
from ui.widgets.editors import editor_for
from ui.widgets.lines import DayLine
from ui.widgets.many import ManyEditor

TODAY = date.today()  # noqa: DTZ011 (the officer's own calendar day)
HAMLETS = {"h1": "Ấp Phú Mỹ", "h2": "Ấp Đại Thành", "h3": "Khóm 2"}
COLOURS = (("red", "Đỏ"), ("green", "Xanh lá"), ("blue", "Xanh dương"))
LONG = tuple((f"c{number}", f"Lĩnh vực {number}") for number in range(12))


def references(table: str) -> dict[str, str]:
    return HAMLETS if table == "hamlet" else {}


def made(qtbot: QtBot, kind: Kind, **more: Any) -> Editor:
    editor = editor_for(Field("Ô thử", kind, **more), references)
    qtbot.addWidget(editor)
    return editor


VALUES: list[tuple[Kind, Any]] = [
    (Text(), "hòa giải"),
    (Text(long=True, limit=60_000), "dòng một\ndòng hai"),
    (Name(), "Nguyễn Thị Đào"),
    (Day(), date(2026, 3, 5)),
    (Day(), None),
    (Clock(), "08:30"),
    (Count(), 1_240),
    (Count(), None),
    (Year(), 1976),
    (Money(), 9_700_000),
    (Flag(), True),
    (Choice(options=COLOURS), "green"),
    (Choice(options=COLOURS), ""),
    (Choices(options=COLOURS), ("red", "blue")),
    (Choices(options=LONG), ("c2", "c11")),
    (Ref(to="hamlet"), "h2"),
    (Ref(to="hamlet"), ""),
    (Refs(to="hamlet"), ("h1", "h3")),
    (Many(part=Party), [Party(side="A", full_name="Lê Văn Sáu", birth_year=1976), Party(side="B")]),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_shown_comes_back_as_it_was(qtbot: QtBot, kind: Kind, value: Any) -> None:
    editor = made(qtbot, kind)
    editor.set_value(value)
    assert editor.value() == value


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_what_was_typed_can_be_kept_as_a_draft_and_put_back(qtbot: QtBot, kind: Kind, value: Any) -> None:
    import orjson

    editor, other = made(qtbot, kind), made(qtbot, kind)
    editor.set_value(value)
    other.restore(orjson.loads(orjson.dumps(editor.text())))
    assert other.value() == value
    assert other.text() == editor.text()


@pytest.mark.parametrize(("kind", "value"), [pair for pair in VALUES if pair[1] and not isinstance(pair[0], Many)])
def test_another_value_says_that_something_changed(qtbot: QtBot, kind: Kind, value: Any) -> None:
    """All but parts: those speak when one is added, moved, taken out or typed in."""
    editor = made(qtbot, kind)
    with qtbot.waitSignal(editor.changed, timeout=500):
        editor.set_value(value)


def test_every_declared_field_of_every_record_has_an_editor(qtbot: QtBot) -> None:
    for kind in KINDS:
        fresh = kind()
        for name, field in fields_of(kind).items():
            editor = editor_for(field, references)
            qtbot.addWidget(editor)
            editor.set_value(getattr(fresh, name))
            assert editor.value() == getattr(fresh, name), (kind.title, name)


# --- days ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5/3/26", date(2026, 3, 5)),
        ("05-03-2026", date(2026, 3, 5)),
        ("05032026", date(2026, 3, 5)),
        ("hôm nay", TODAY),
        ("hom nay", TODAY),
        ("+3", TODAY + timedelta(days=3)),
        ("-1", TODAY - timedelta(days=1)),
    ],
)
def test_a_day_is_read_as_people_type_it_and_written_out_when_the_box_is_left(
    qtbot: QtBot, typed: str, meant: date
) -> None:
    editor = made(qtbot, Day())
    type_in(editor.box, typed)
    assert editor.value() == meant
    leave(editor.box)
    assert editor.text() == f"{meant:%d/%m/%Y}"


def test_a_day_that_does_not_exist_stays_as_typed_and_is_explained(qtbot: QtBot) -> None:
    editor = made(qtbot, Day())
    type_in(editor.box, "31/2/2026")
    leave(editor.box)
    assert editor.text() == "31/2/2026"
    with pytest.raises(ValueError, match=r"Không có ngày 31/02/2026\."):
        editor.value()


def test_arrows_step_a_day_by_day(qtbot: QtBot) -> None:
    editor = made(qtbot, Day())
    editor.set_value(date(2026, 2, 28))
    press(editor.box, Qt.Key.Key_Up)
    assert editor.value() == date(2026, 3, 1)
    press(editor.box, Qt.Key.Key_Down)
    press(editor.box, Qt.Key.Key_Down)
    assert editor.value() == date(2026, 2, 27)


def test_alt_and_down_open_a_calendar_on_the_day_typed(qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    editor = made(qtbot, Day())
    assert isinstance(editor.box, DayLine)
    editor.set_value(date(2026, 5, 20))
    editor.show()
    press(editor.box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 5, 20)
    calendar.clicked.emit(QDate(2026, 5, 22))
    assert editor.value() == date(2026, 5, 22)
    assert not popup.isVisible()


# --- numbers ---


def test_dots_come_when_the_box_is_left_and_never_while_typing(qtbot: QtBot) -> None:
    editor = made(qtbot, Money())
    type_in(editor.box, "9700000")
    assert editor.text() == "9700000"
    leave(editor.box)
    assert editor.text().startswith("9.700.000")
    assert editor.value() == 9_700_000


def test_a_year_has_no_dots(qtbot: QtBot) -> None:
    editor = made(qtbot, Year())
    type_in(editor.box, "1976")
    leave(editor.box)
    assert editor.text() == "1976"


def test_letters_in_a_number_stay_and_are_explained(qtbot: QtBot) -> None:
    editor = made(qtbot, Count())
    type_in(editor.box, "mười")
    leave(editor.box)
    assert editor.text() == "mười"
    with pytest.raises(ValueError, match="không phải là số"):
        editor.value()


# --- words ---


def test_words_come_out_composed_whatever_the_keyboard_sent(qtbot: QtBot) -> None:
    editor = made(qtbot, Name())
    type_in(editor.box, unicodedata.normalize("NFD", "Nguyễn Thị  Đào"))
    assert editor.value() == "Nguyễn Thị Đào"
    assert unicodedata.is_normalized("NFC", editor.value())


def test_long_words_grow_their_box_and_tab_moves_on(qtbot: QtBot) -> None:
    editor = made(qtbot, Text(long=True))
    area = editor.box
    assert isinstance(area, QPlainTextEdit)
    editor.show()
    low = area.height()
    editor.set_value("\n".join("dòng" for _ in range(6)))
    middle = area.height()
    editor.set_value("\n".join("dòng" for _ in range(60)))
    assert low < middle < area.height()
    assert area.height() < 30 * area.fontMetrics().lineSpacing()
    assert area.tabChangesFocus()


def test_words_too_long_are_kept_and_explained(qtbot: QtBot) -> None:
    editor = made(qtbot, Text(limit=5))
    type_in(editor.box, "dài quá năm chữ")
    assert editor.text() == "dài quá năm chữ"
    with pytest.raises(ValueError, match="nhiều nhất 5"):
        editor.value()


# --- choices ---


def test_typing_finds_a_choice_without_marks(qtbot: QtBot) -> None:
    editor = made(qtbot, Choice(options=COLOURS))
    for letter in "xanh d":
        press(editor.box, Qt.Key(ord(letter.upper())))
    assert editor.value() == "blue"


def test_letters_typed_into_a_choice_begin_anew_when_the_keyboard_comes_back(qtbot: QtBot) -> None:
    editor = made(qtbot, Choice(options=COLOURS))
    press(editor.box, Qt.Key.Key_X)
    leave(editor.box)
    editor.set_value("red")
    press(editor.box, Qt.Key.Key_X)
    assert editor.value() == "green"


def test_delete_takes_a_choice_back(qtbot: QtBot) -> None:
    editor = made(qtbot, Choice(options=COLOURS))
    editor.set_value("red")
    press(editor.box, Qt.Key.Key_Delete)
    assert editor.value() == ""


def test_the_wheel_passes_over_a_choice(qtbot: QtBot) -> None:
    editor = made(qtbot, Choice(options=COLOURS))
    editor.set_value("red")
    editor.show()
    wheel(editor.box)
    assert editor.value() == "red"


@pytest.mark.parametrize("kind", [Choice(options=COLOURS), Choices(options=COLOURS), Choices(options=LONG)])
def test_a_code_of_a_newer_program_is_not_lost_by_looking_at_it(qtbot: QtBot, kind: Kind) -> None:
    editor = made(qtbot, kind)
    value = "violet" if type(kind) is Choice else (kind.options[0][0], "violet")  # type: ignore[attr-defined]
    editor.set_value(value)
    assert editor.value() == value


def test_a_few_choices_stand_open_and_come_in_the_order_of_the_catalogue(qtbot: QtBot) -> None:
    editor = made(qtbot, Choices(options=COLOURS))
    boxes = {box.text(): box for box in editor.findChildren(QCheckBox)}
    boxes["Xanh dương"].click()
    boxes["Đỏ"].click()
    assert editor.value() == ("red", "blue")


def test_many_choices_open_as_a_list_that_can_be_searched_and_ticked(qtbot: QtBot) -> None:
    from ui.widgets.checks import CheckPopup

    editor = made(qtbot, Choices(options=LONG))
    editor.show()
    press(editor.box, Qt.Key.Key_Space)
    popup = editor.findChild(CheckPopup)
    type_in(popup.search, "linh vuc 11")
    press(popup.search, Qt.Key.Key_Down)
    press(popup.list, Qt.Key.Key_Space)
    assert editor.value() == ("c11",)
    assert isinstance(editor.box, Combo)
    assert editor.box.shown() == "Lĩnh vực 11"
    popup.close()


# --- references ---


@pytest.mark.parametrize(("typed", "id"), [("phu my", "h1"), ("dai", "h2"), ("Khóm 2", "h3")])
def test_a_record_is_found_by_a_part_of_its_name_without_marks(qtbot: QtBot, typed: str, id: str) -> None:
    editor = made(qtbot, Ref(to="hamlet"))
    type_in(editor.box, typed)
    editor.line.editingFinished.emit()  # type: ignore[attr-defined]
    assert editor.value() == id
    assert editor.line.text() == HAMLETS[id]  # type: ignore[attr-defined]


def test_a_name_nobody_has_stays_and_is_explained(qtbot: QtBot) -> None:
    editor = made(qtbot, Ref(to="hamlet"))
    type_in(editor.box, "Ấp Không Có")
    editor.line.editingFinished.emit()  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="chưa có trong sổ"):
        editor.value()
    other = made(qtbot, Ref(to="hamlet"))
    other.restore(editor.text())
    assert other.text() == editor.text()


def test_a_reference_to_a_record_that_is_gone_is_kept(qtbot: QtBot) -> None:
    one, several = made(qtbot, Ref(to="hamlet")), made(qtbot, Refs(to="hamlet"))
    one.set_value("gone")
    several.set_value(("h1", "gone"))
    assert (one.value(), several.value()) == ("gone", ("h1", "gone"))


# --- parts ---


@dataclass
class Small:
    who: str = person("Ai", required=True)
    on: date | None = day("Ngày")
    said: str = text("Nói gì", long=True)


@pytest.fixture
def parts(qtbot: QtBot) -> ManyEditor:
    editor = made(qtbot, Many(part=Small))
    assert isinstance(editor, ManyEditor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.set_value([Small("Lê Sáu"), Small("Lê Bảy"), Small("Lê Tám")])
    return editor


def test_a_part_is_one_line_of_words_until_it_is_opened(parts: ManyEditor) -> None:
    assert parts.rows[0].head.accessibleName().startswith("1.  Lê Sáu")
    assert not any(row.is_open() for row in parts.rows)
    press(parts.rows[1].head, Qt.Key.Key_Space)
    assert [row.is_open() for row in parts.rows] == [False, True, False]


def test_the_button_that_adds_a_part_says_that_it_adds_a_line(parts: ManyEditor) -> None:
    assert parts.add.text() == f"Thêm một dòng: {parts.field.label}"


def test_insert_adds_a_part_whose_boxes_are_open(parts: ManyEditor) -> None:
    parts.add_part()
    row = parts.rows[3]
    assert row.is_open()
    type_in(row.boxes["who"].editor.box, "Lê Chín")
    assert parts.value()[3] == Small("Lê Chín")
    assert "Lê Chín" in row.head.accessibleName()


def test_parts_move_and_go_by_the_keyboard(parts: ManyEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(parts.changed):
        parts.move_part(parts.rows[2], -1)
    assert [part.who for part in parts.value()] == ["Lê Sáu", "Lê Tám", "Lê Bảy"]  # type: ignore[attr-defined]
    parts.move_part(parts.rows[0], -1)  # the first stays where it is
    parts.remove_part(parts.rows[0])
    assert [part.who for part in parts.value()] == ["Lê Tám", "Lê Bảy"]  # type: ignore[attr-defined]
    assert [row.up.isEnabled() for row in parts.rows] == [False, True]


def test_the_keys_of_a_line_move_it_and_take_it_out(parts: ManyEditor) -> None:
    def who() -> list[str]:
        return [part.who for part in parts.value()]  # type: ignore[attr-defined]

    parts.rows[0].head.setFocus()
    press(parts.rows[0].head, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert who() == ["Lê Bảy", "Lê Sáu", "Lê Tám"]
    press(parts.rows[1].head, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert who() == ["Lê Sáu", "Lê Bảy", "Lê Tám"]
    press(parts.rows[2].head, Qt.Key.Key_Delete)
    assert who() == ["Lê Sáu", "Lê Bảy"]
    press(parts.add, Qt.Key.Key_Insert)
    assert who() == ["Lê Sáu", "Lê Bảy", ""]


def test_delete_inside_a_box_takes_out_a_letter_and_not_the_part(parts: ManyEditor) -> None:
    row = parts.rows[0]
    row.set_open(True)
    box = row.boxes["who"].editor.box
    box.setFocus()
    press(box, Qt.Key.Key_Home)
    press(box, Qt.Key.Key_Delete)
    assert [part.who for part in parts.value()] == ["ê Sáu", "Lê Bảy", "Lê Tám"]  # type: ignore[attr-defined]


def test_a_fault_inside_a_part_names_the_line_and_opens_it(parts: ManyEditor) -> None:
    parts.rows[1].set_open(True)
    type_in(parts.rows[1].boxes["on"].editor.box, "31/2/2026")
    parts.rows[1].set_open(False)
    with pytest.raises(ValueError, match=r"Dòng 2, “Ngày”: Không có ngày 31/02/2026"):
        parts.value()
    assert parts.rows[1].is_open()
    assert "Không có ngày" in parts.rows[1].boxes["on"].said


def test_a_row_used_for_another_record_shows_nothing_of_the_one_before(parts: ManyEditor) -> None:
    parts.rows[0].set_open(True)
    parts.set_value([])
    parts.set_value([Small("Trần Một")])
    parts.rows[0].set_open(True)
    assert parts.value() == [Small("Trần Một")]
    assert parts.rows[0].boxes["who"].editor.text() == "Trần Một"


def test_a_missing_name_is_said_in_its_own_part_when_the_whole_is_judged(parts: ManyEditor) -> None:
    parts.set_value([Small("Lê Sáu"), Small()])
    parts.describe("Những người", "Người thứ 2 chưa có họ và tên.", "bad")
    assert not parts.rows[0].is_open()
    assert parts.rows[1].boxes["who"].said == "Chưa nhập “Ai”."


def test_going_to_a_list_of_parts_goes_into_the_box_that_is_wrong(parts: ManyEditor) -> None:
    parts.set_value([Small("Lê Sáu"), Small()])
    parts.describe("Những người", "Người thứ 2 chưa có họ và tên.", "bad")
    parts.go_in()
    assert parts.rows[1].boxes["who"].editor.box.hasFocus()
    parts.rows[1].boxes["who"].editor.set_value("Lê Bảy")
    parts.describe("Những người", "")
    parts.go_in()
    assert parts.add.hasFocus()


def test_a_new_party_is_on_the_next_side_and_its_name_is_typed_at_once(qtbot: QtBot) -> None:
    editor = made(qtbot, Many(part=Party))
    assert isinstance(editor, ManyEditor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    for name in ("Trần Thị Mẫu", "Lê Văn Mẫu"):
        editor.add_part()
        focus = QApplication.focusWidget()
        assert focus is not None
        type_in(focus, name)
    assert [(party.side, party.full_name) for party in editor.value()] == [("A", "Trần Thị Mẫu"), ("B", "Lê Văn Mẫu")]


def test_parts_that_may_only_be_read_cannot_be_added_to(parts: ManyEditor) -> None:
    parts.set_read_only(True)
    parts.add_part()
    parts.remove_part(parts.rows[0])
    assert len(parts.value()) == 3
    assert parts.add.isHidden()


def test_the_line_of_a_part_leaves_out_what_goes_without_saying(qtbot: QtBot) -> None:
    from ui.widgets.parts import summary
    from ui.widgets.typed import typed_part

    typed = typed_part(Party(side="A", full_name="Mai Hoàng Kha", birth_year=1977))
    assert summary(Party, typed, typed_part(Party()), references) == "Bên A, Mai Hoàng Kha, 1977"
    session = typed_part(Session(held_on=date(2026, 8, 20), hour="08:00"))
    assert summary(Session, session, typed_part(Session()), references) == "20/08/2026, 08:00"
    line = typed_part(PaymentLine("v", "h", 200_000))
    assert summary(PaymentLine, line, typed_part(PaymentLine()), references).startswith("200.000 đồng, ")


# --- for those who listen ---


def test_a_screen_reader_hears_what_a_box_is_and_what_is_wrong_with_it(qtbot: QtBot) -> None:
    editor = made(qtbot, Day(), required=True)
    editor.describe("Ngày, bắt buộc", "Chưa nhập “Ngày”.", "bad")
    assert editor.box.accessibleName() == "Ngày, bắt buộc"
    assert editor.box.accessibleDescription() == "Lỗi: Chưa nhập “Ngày”."
    assert editor.box.property("level") == "bad"
    editor.describe("Ngày, bắt buộc", "")
    assert editor.box.property("level") == ""


def test_a_box_for_looking_only_takes_no_typing(qtbot: QtBot) -> None:
    for name, field in fields_of(MediationCase).items():
        if isinstance(field.kind, Many):
            continue
        editor = editor_for(field, references)
        qtbot.addWidget(editor)
        before = editor.text()
        editor.set_read_only(True)
        if editor.box.isEnabled():
            press(editor.box, Qt.Key.Key_X)
        assert editor.text() == before, name
