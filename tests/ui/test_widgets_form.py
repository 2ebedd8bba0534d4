"""A form follows the declaration of its record: what is typed is taken, faults stand under their boxes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.declaring import fields_of
from app.ports import Query
from app.problems import Issue
from app.records import KINDS, Hamlet, MediationCase, Mediator, PlanTask, Record
from app.records.mediation import Party
from db import SqliteStore
from tests.ui.hands import press, type_in
from ui.guarded import guarded
from ui.widgets.form import RecordForm
from ui.widgets.section import runs


def nothing(_table: str) -> dict[str, str]:
    return {}


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    made = RecordForm(MediationCase, nothing)
    qtbot.addWidget(made)
    made.resize(520, 700)
    made.show()
    return made


def every_record(store: SqliteStore) -> list[Record]:
    return [record for kind in KINDS for record in store.every(kind, Query())]


def test_every_record_of_the_demonstration_goes_through_its_form_unchanged(
    qtbot: QtBot, shown_store: SqliteStore
) -> None:
    forms = {kind: RecordForm(kind, shown_store.labels) for kind in KINDS}
    for form in forms.values():
        qtbot.addWidget(form)
        form.open_all()
    seen = every_record(shown_store)
    assert len(seen) > 50
    for record in seen:
        form = forms[type(record)]
        fresh = shown_store.get(type(record), record.id)
        form.load(fresh)
        assert not form.dirty(), record.label()
        assert form.take() == []
        assert fresh == record


def test_groups_stand_in_the_order_of_the_paper_and_loose_fields_after_them_come_last() -> None:
    titles = [title for title, _ in runs(fields_of(Mediator))]
    assert titles == ["", "Bầu và công nhận", "Tổ trưởng", "Thôi làm hòa giải viên", "Thông tin khác"]
    assert [name for _, fields in runs(fields_of(Mediator)) for name in fields] == list(fields_of(Mediator))


def test_groups_that_ask_for_something_are_open_and_the_rest_say_what_they_hold(form: RecordForm) -> None:
    form.load(MediationCase(court_name="Tòa án nhân dân khu vực", court="filed"))
    court = next(section for section in form.sections if section.title == "Tòa án")
    received = next(section for section in form.sections if section.title == "Tiếp nhận")
    assert received.is_open()
    assert not court.is_open()
    assert court.digest.text() == "đã ghi 2 ô"
    press(court.head, Qt.Key.Key_Space)
    assert court.is_open()
    assert form.editor("court_name").text() == "Tòa án nhân dân khu vực"


def test_values_of_groups_nobody_opened_stay(form: RecordForm) -> None:
    record = MediationCase(note="giữ nguyên", code="HG-1")
    form.load(record)
    assert "note" not in form.boxes
    type_in(form.editor("code").box, "x")
    form.take()
    assert record.note == "giữ nguyên"
    assert record.code == "xHG-1"


def test_typing_makes_a_form_dirty_and_loading_makes_it_clean(form: RecordForm, qtbot: QtBot) -> None:
    form.load(MediationCase(code="HG-1"))
    assert not form.dirty()
    with qtbot.waitSignal(form.changed):
        type_in(form.editor("code").box, "2")
    assert form.dirty()
    with qtbot.assertNotEmitted(form.changed):
        form.load(MediationCase(code="HG-2"))
    assert not form.dirty()


def test_what_cannot_be_read_is_returned_and_leaves_the_record_as_it_was(form: RecordForm) -> None:
    record = MediationCase(received_on=date(2026, 3, 5))
    form.load(record)
    form.editor("received_on").restore("31/2/2026")
    issues = form.take()
    assert [(issue.field, issue.blocks) for issue in issues] == [("received_on", True)]
    assert "Không có ngày 31/02/2026" in issues[0].message
    assert record.received_on == date(2026, 3, 5)


def test_what_is_typed_back_to_what_it_was_is_written_back_too(form: RecordForm) -> None:
    record = MediationCase(code="HG-1")
    form.load(record)
    form.editor("code").restore("HG-2")
    form.take()
    assert record.code == "HG-2"
    form.editor("code").restore("HG-1")
    form.take()
    assert record.code == "HG-1"


def test_faults_stand_under_their_boxes_and_a_summary_leads_to_them(form: RecordForm) -> None:
    form.load(MediationCase())
    form.take()
    issues = list(form.record.issues())
    form.mark(issues)
    box = form.boxes["received_on"]
    assert box.message.isVisibleTo(form)
    assert "Chưa nhập “Ngày tiếp nhận”." in box.message.text()
    assert box.message.text().startswith("⚠")
    assert box.editor.box.accessibleDescription() == "Lỗi: Chưa nhập “Ngày tiếp nhận”."
    assert f"còn {len({issue.field for issue in issues})} mục" in form.banner.said.text()
    form.banner.said.linkActivated.emit("content")
    assert form.focusWidget() is form.boxes["content"].editor.box


def test_what_keeps_a_record_from_being_saved_is_counted_without_the_remarks(form: RecordForm) -> None:
    form.load(MediationCase())
    form.mark([Issue("content", "Chưa nhập."), Issue("due_on", "Nên ghi thời hạn.", blocks=False)])
    assert "còn 1 mục" in form.banner.said.text()
    assert 'href="due_on"' not in form.banner.said.text()
    assert form.boxes["due_on"].said == "Nên ghi thời hạn."


def test_the_first_box_with_a_fault_gets_the_keyboard(form: RecordForm) -> None:
    form.load(MediationCase())
    form.mark([Issue("content", "Chưa nhập."), Issue("received_on", "Chưa nhập.")])
    assert form.focusWidget() is form.boxes["received_on"].editor.box


def test_a_fault_in_a_closed_group_opens_it(form: RecordForm) -> None:
    form.load(MediationCase())
    form.mark([Issue("court_filed_on", "Ngày nộp đơn trước ngày kết thúc.")])
    assert form.boxes["court_filed_on"].message.isVisibleTo(form)


def test_a_remark_is_not_a_fault(form: RecordForm) -> None:
    form.load(MediationCase())
    form.mark([Issue("due_on", "Văn bản nên ghi thời hạn.", blocks=False)])
    assert form.boxes["due_on"].level == "warn"
    assert form.banner.property("notice") == "warn"
    assert "Chưa lưu được" not in form.banner.said.text()


def test_a_fault_goes_when_its_box_is_mended_and_the_summary_counts_down(form: RecordForm) -> None:
    form.load(MediationCase())
    form.mark([Issue("code", "Trùng mã."), Issue("content", "Chưa nhập.")])
    type_in(form.editor("content").box, "Tranh chấp lối đi.")
    assert form.boxes["content"].said == ""
    assert "còn 1 mục" in form.banner.said.text()
    form.mark([])
    assert form.banner.isHidden()


def test_a_fault_of_no_box_is_said_in_the_summary(form: RecordForm) -> None:
    form.mark([Issue("", "Tổ hòa giải này đã giải thể <2025>.")])
    shown = QLabel()
    shown.setText(form.banner.said.text())
    assert "Tổ hòa giải này đã giải thể &lt;2025&gt;." in form.banner.said.text()


def test_a_draft_brings_back_all_that_was_typed_readable_or_not(qtbot: QtBot, form: RecordForm) -> None:
    import orjson

    form.load(MediationCase(code="HG-1", note="cũ"))
    form.editor("received_on").restore("31/2/2026")
    form.editor("note").restore("mới")
    form.editor("parties").restore([{"full_name": "Lê Văn Sáu", "birth_year": "năm 76"}])
    kept = orjson.loads(orjson.dumps(form.texts()))
    other = RecordForm(MediationCase, nothing)
    qtbot.addWidget(other)
    other.load(MediationCase(code="HG-1", note="cũ"))
    other.restore(kept)
    assert other.texts() == form.texts()
    assert other.dirty()
    assert {issue.field for issue in other.take()} == {"received_on", "parties"}
    assert other.record.note == "mới"  # type: ignore[attr-defined]


def test_texts_of_a_form_nobody_touched_are_those_of_its_record(form: RecordForm) -> None:
    form.load(MediationCase(note="x", parties=[Party(full_name="Lê Sáu")]))
    texts = form.texts()
    assert set(texts) == set(fields_of(MediationCase))
    assert texts["note"] == "x"
    assert texts["parties"][0]["full_name"] == "Lê Sáu"


def test_fields_that_do_not_apply_are_hidden_unless_somebody_filled_them(form: RecordForm) -> None:
    form.load(MediationCase(failure_reason="không đồng ý"))
    form.hide_fields({"failure_reason", "agreement", "court", "court_name", "court_filed_on", "court_decision"})
    assert not form.boxes["agreement"].isVisibleTo(form)
    assert form.boxes["failure_reason"].isVisibleTo(form)
    form.hide_fields(set())
    assert form.boxes["agreement"].isVisibleTo(form)


def test_a_group_with_nothing_left_to_show_goes_altogether(form: RecordForm) -> None:
    form.load(MediationCase())
    court = next(section for section in form.sections if section.title == "Tòa án")
    form.hide_fields(set(court.fields))
    assert court.isHidden()


@pytest.mark.parametrize(("width", "columns"), [(300, 1), (460, 2), (1100, 3)])
def test_columns_follow_the_room_there_is(qtbot: QtBot, form: RecordForm, width: int, columns: int) -> None:
    form.resize(width, 700)
    QApplication.processEvents()
    assert form.sections[1].grid is not None
    assert form.sections[1].grid.columns == columns


def test_words_alone_in_a_row_have_all_of_it_and_a_day_does_not(qtbot: QtBot) -> None:
    form = RecordForm(PlanTask, nothing)
    qtbot.addWidget(form)
    form.resize(370, 700)
    form.show()
    qtbot.waitExposed(form)
    QApplication.processEvents()
    boxes = form.boxes
    assert boxes["co_ordinators"].width() == boxes["content"].width()
    assert boxes["starts_on"].width() < boxes["content"].width() * 0.6


def test_the_form_never_needs_to_be_scrolled_sideways(form: RecordForm, shown_store: SqliteStore) -> None:
    form.open_all()
    for record in shown_store.every(MediationCase, Query()):
        form.load(record)
        for width in (330, 520, 900):
            form.resize(width, 700)
            QApplication.processEvents()
            assert form.area.horizontalScrollBar().maximum() == 0, (record.label(), width)


def test_tab_visits_every_box_in_the_order_of_the_paper(form: RecordForm) -> None:
    form.load(MediationCase())
    form.open_all()
    wanted = [form.boxes[name].editor.box for name in fields_of(MediationCase)]
    place, seen = form.boxes["code"].editor.box, []
    for _ in range(400):
        seen.append(place)
        place = place.nextInFocusChain()
        if place is seen[0]:
            break
    order = [seen.index(box) for box in wanted if box in seen]
    assert len(order) == len(wanted)
    assert order == sorted(order)


def test_every_box_has_a_name_for_those_who_listen(form: RecordForm) -> None:
    form.load(MediationCase(parties=[Party(full_name="Lê Sáu")]))
    form.open_all()
    form.editor("parties").rows[0].set_open(True)  # type: ignore[attr-defined]
    silent = [
        type(widget).__name__
        for widget in form.findChildren(object)
        if hasattr(widget, "focusPolicy")
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and widget.isVisibleTo(form)
        and not widget.accessibleName()
        and not getattr(widget, "text", lambda: "")()
    ]
    assert silent == []


def test_a_required_box_says_so_to_the_eye_and_to_the_ear(form: RecordForm) -> None:
    box = form.boxes["received_on"]
    assert any(label.text() == "*" for label in box.findChildren(QLabel))
    assert box.editor.box.accessibleName() == "Ngày tiếp nhận, bắt buộc"


def test_a_form_for_looking_only_stays_so_for_groups_opened_later(qtbot: QtBot, form: RecordForm) -> None:
    form.load(MediationCase(court_name="TAND"))
    form.set_read_only(True)
    line = form.editor("court_name").box
    press(line, Qt.Key.Key_X)
    assert form.editor("court_name").text() == "TAND"
    form.set_read_only(False)
    press(line, Qt.Key.Key_X)
    assert form.dirty()


def test_hints_stand_in_empty_boxes(qtbot: QtBot) -> None:
    form = RecordForm(Hamlet, nothing)
    qtbot.addWidget(form)
    assert form.editor("name").box.placeholderText() == "Giồng Sao"  # type: ignore[attr-defined]


@guarded
class Watch(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_building_a_form_flashes_no_window(
    qtbot: QtBot, qapp: QApplication, shown_store: SqliteStore, kind: type[Record]
) -> None:
    watch = Watch()
    qapp.installEventFilter(watch)
    form = RecordForm(kind, shown_store.labels)
    qtbot.addWidget(form)
    form.open_all()
    for record in shown_store.every(kind, Query()):
        form.load(record)
        form.mark(list(record.issues()))
    qapp.removeEventFilter(watch)
    assert watch.seen == []


def test_no_star_stands_beside_a_box_that_may_stay_empty(form: RecordForm) -> None:
    form.open_all()
    starred = {name for name, box in form.boxes.items() if box.star.isVisibleTo(form)}
    assert starred <= {name for name, field in fields_of(MediationCase).items() if field.required}
