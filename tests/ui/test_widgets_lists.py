"""Lists of a register: rows read as they come into view, sorted, filtered, with columns of choice."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.declaring import fields_of
from app.ports import Query
from app.records import KINDS, GroupSupport, Hamlet, MediationCase, MediationGroup, Mediator, OutreachEvent
from app.records.catalogues import CASE_STATES
from db import SqliteStore
from tests.ui.hands import press, type_in
from ui.widgets.columns import Column, fitting, measured, shared
from ui.widgets.filters import FilterBar, filtered_fields
from ui.widgets.pill import tone_of
from ui.widgets.rows import CODE, DRAFT, PAGE
from ui.widgets.table import RecordTable


def shown(qtbot: QtBot, store: SqliteStore) -> RecordTable:
    made = RecordTable(store, MediationCase)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.set_query(Query())
    return made


@pytest.fixture
def table(qtbot: QtBot, shown_store: SqliteStore) -> RecordTable:
    return shown(qtbot, shown_store)


@pytest.fixture
def own_table(qtbot: QtBot, demo_store: SqliteStore) -> RecordTable:
    """The list of a register this test may write in."""
    return shown(qtbot, demo_store)


def cells(table: RecordTable, name: str) -> list[str]:
    column = [one for one, _ in table.rows.columns].index(name)
    return [str(table.rows.index(row, column).data() or "") for row in range(table.row_count())]


def test_the_list_shows_what_the_query_means_and_says_how_many(
    qtbot: QtBot, table: RecordTable, shown_store: SqliteStore
) -> None:
    assert table.row_count() == len(shown_store.ids(MediationCase, Query()))
    with qtbot.waitSignal(table.counted) as said:
        table.set_query(Query(where={"state": "success"}))
    assert said.args == [table.row_count()]
    assert set(cells(table, "state")) == {"Hòa giải thành"}


def test_references_are_shown_by_name_and_parts_by_their_people(table: RecordTable, shown_store: SqliteStore) -> None:
    record = table.rows.record(0)
    assert isinstance(record, MediationCase)
    assert cells(table, "parties")[0] == " – ".join(party.full_name for party in record.parties)
    label = shown_store.labels("mediation_group")[record.group]
    assert label.endswith(cells(table, "group")[0])
    assert not cells(table, "group")[0].startswith("Tổ hòa giải")


def test_a_click_on_a_heading_sorts_forward_then_back_then_as_it_was(table: RecordTable) -> None:
    came = cells(table, "code")
    column = [name for name, _ in table.rows.columns].index("code")
    head = table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 8, head.height() // 2)

    def click() -> list[str]:
        from PySide6.QtTest import QTest

        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        return cells(table, "code")

    forward, back = click(), click()
    assert forward == sorted(came)
    assert back == forward[::-1]
    assert head.sortIndicatorSection() == column
    assert click() == came


def test_the_order_stays_when_another_filter_is_asked(table: RecordTable) -> None:
    table.set_query(Query(order="code"))
    table.set_query(Query(where={"state": "success"}))
    assert table.query().order == "code"
    assert cells(table, "code") == sorted(cells(table, "code"))


def test_choosing_a_row_tells_its_id_and_enter_opens_it(qtbot: QtBot, table: RecordTable) -> None:
    record = table.rows.record(2)
    assert record is not None
    with qtbot.waitSignal(table.chosen) as said:
        assert table.select_id(record.id)
    assert said.args == [record.id]
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [record.id]
    with qtbot.waitSignal(table.chosen) as next_said:
        press(table, Qt.Key.Key_Down)
    assert next_said.args == [table.rows.record(3).id]  # type: ignore[union-attr]


def test_reading_again_keeps_the_current_record_without_choosing_it_anew(
    qtbot: QtBot, own_table: RecordTable, demo_store: SqliteStore
) -> None:
    record = own_table.rows.record(4)
    assert isinstance(record, MediationCase)
    own_table.select_id(record.id)
    record.code = "MỚI"
    demo_store.put(record)
    with qtbot.assertNotEmitted(own_table.chosen):
        own_table.reload()
    assert own_table.current_id() == record.id
    assert "MỚI" in cells(own_table, "code")


def test_a_record_that_is_not_in_the_list_cannot_be_chosen(table: RecordTable) -> None:
    assert not table.select_id("nobody")
    table.set_query(Query(text="không ai tên như thế này"))
    assert table.row_count() == 0
    assert table.current_id() == ""


def test_a_row_taken_away_by_another_program_shows_so_and_the_others_keep_their_words(
    own_table: RecordTable, demo_store: SqliteStore
) -> None:
    before = cells(own_table, "code")
    own_table.set_query(Query())
    demo_store.connection.execute("DELETE FROM mediation_case WHERE rid = ?", (own_table.rows.rids[1],))
    after = [own_table.rows.index(row, 0).data() for row in range(own_table.row_count())]
    assert after[1] == "(đã xóa)"
    assert after[0] == before[0]
    assert after[2:] == before[2:]


def test_many_rows_are_read_a_page_at_a_time(qtbot: QtBot, store: SqliteStore) -> None:
    with store.atomic():
        for number in range(PAGE * 2 + 5):
            store.put(Hamlet(name=f"Ấp {number:03d}", kind="ap"))
    table = RecordTable(store, Hamlet)
    qtbot.addWidget(table)
    table.set_query(Query(order="name"))
    assert table.rows._pages == {}
    assert table.rows.index(PAGE + 1, 0).data() == f"Ấp {PAGE + 1:03d}"
    assert list(table.rows._pages) == [1]
    assert table.rows.index(PAGE * 2 + 4, 0).data() == f"Ấp {PAGE * 2 + 4:03d}"


def test_states_carry_their_code_for_the_pill_and_their_words_for_everybody(table: RecordTable) -> None:
    column = [name for name, _ in table.rows.columns].index("state")
    index = table.rows.index(0, column)
    assert dict(CASE_STATES)[index.data(CODE)] == index.data()


def test_every_state_a_record_can_be_in_has_a_tone_chosen_for_it() -> None:
    from app.declaring import fields_of
    from ui.widgets import pill

    codes = {code for kind in KINDS if "state" in fields_of(kind) for code, _ in fields_of(kind)["state"].kind.options}  # type: ignore[attr-defined]
    assert codes <= set(pill._TONE_OF)
    assert tone_of("nobody knows") == "calm"


def test_a_draft_is_marked_once_in_its_row(own_table: RecordTable, demo_store: SqliteStore) -> None:
    demo_store.put(MediationCase(code="NHÁP-1", draft=True))
    own_table.reload()
    row = cells(own_table, "code").index("NHÁP-1")
    marks = [column for column in range(own_table.rows.columnCount()) if own_table.rows.index(row, column).data(DRAFT)]
    assert len(marks) == 1
    heard = str(own_table.rows.index(row, marks[0]).data(Qt.ItemDataRole.AccessibleTextRole))
    assert heard == "NHÁP-1, bản nháp"
    assert "nháp" in str(own_table.rows.index(row, marks[0]).data(Qt.ItemDataRole.ToolTipRole))


# --- columns ---


def test_as_many_columns_as_fit_are_shown_the_state_always(table: RecordTable) -> None:
    table.resize(420, 400)
    QApplication.processEvents()
    few = table.shown_columns()
    table.resize(1800, 400)
    QApplication.processEvents()
    assert "state" in few
    assert len(few) < len(table.shown_columns()) == len(table.rows.listed)


def test_the_reader_chooses_columns_and_can_go_back(table: RecordTable) -> None:
    menu = table.column_menu()
    by_words = {action.text(): action for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()}
    first = table.shown_columns()
    by_words["Nơi xảy ra"].trigger()
    assert "dispute_place" in table.shown_columns()
    by_words["Mã vụ, việc"].trigger()
    assert "code" not in table.shown_columns()
    by_words["Về các cột ban đầu"].trigger()
    assert table.shown_columns() == first


def test_the_last_column_cannot_be_taken_away(table: RecordTable) -> None:
    table.show_columns(["code"])
    table._toggle_column("code", on=False)
    assert table.shown_columns() == ["code"]


def test_columns_fill_the_room_and_long_ones_give_way() -> None:
    columns = [Column("day", 90, 90, False, 1), Column("who", 200, 100, True, 2), Column("where", 300, 150, True, 3)]
    assert shared(columns, 590) == {"day": 90, "who": 200, "where": 300}
    assert sum(shared(columns, 800).values()) in range(798, 801)
    tight = shared(columns, 400)
    assert tight["day"] == 90
    assert tight["who"] >= 100
    assert sum(tight.values()) <= 401
    assert [column.name for column in fitting([*columns, Column("more", 200, 200, True, 9)], 400)] == [
        "day",
        "who",
        "where",
    ]


def test_a_lone_short_column_goes_to_the_edge() -> None:
    assert shared([Column("taken_on", 90, 90, False, 1)], 500) == {"taken_on": 500}
    assert shared([Column("taken_on", 90, 90, False, 1)], 80) == {"taken_on": 90}


# --- the bar above ---


@pytest.fixture
def bar(qtbot: QtBot, shown_store: SqliteStore) -> FilterBar:
    made = FilterBar(MediationCase, shown_store.labels)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (MediationCase, ["state", "group", "matter"]),
        (OutreachEvent, ["state", "form"]),
        (Mediator, ["group", "ethnicity", "sex"]),
        (MediationGroup, ["state", "hamlets"]),
    ],
)
def test_the_bar_offers_the_state_then_references_then_the_longest_catalogues(kind: type, names: list[str]) -> None:
    assert list(filtered_fields(kind)) == names


def test_typing_asks_once_after_a_short_quiet(qtbot: QtBot, bar: FilterBar) -> None:
    asked: list[Query] = []
    bar.changed.connect(asked.append)
    type_in(bar.search, "thach")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [Query(text="thach")]


def test_escape_clears_the_search(qtbot: QtBot, bar: FilterBar) -> None:
    bar.focus_search()
    type_in(bar.search, "thach")
    press(bar.search, Qt.Key.Key_Escape)
    assert bar.search.text() == ""


def test_lists_and_the_year_narrow_the_query_at_once(bar: FilterBar) -> None:
    asked: list[Query] = []
    bar.changed.connect(asked.append)
    bar.lists["state"].setCurrentIndex(bar.lists["state"].findData("failure"))
    assert bar.years is not None
    year = date.today().year  # noqa: DTZ011 (the officer's own calendar day)
    bar.years.setCurrentIndex(bar.years.findData(year))
    assert asked[0].where == {"state": "failure"}
    assert asked[1].where == {"state": "failure", "received_on": (date(year, 1, 1), date(year, 12, 31))}


def test_the_bars_query_is_one_the_register_answers(bar: FilterBar, shown_store: SqliteStore) -> None:
    everything = len(shown_store.ids(MediationCase, bar.query()))
    for combo in (*bar.lists.values(), bar.years):
        assert combo is not None
        for row in range(combo.count()):
            combo.setCurrentIndex(row)
            assert len(shown_store.ids(MediationCase, bar.query())) <= everything
        combo.setCurrentIndex(0)
    assert bar.query() == Query()


def test_kinds_without_a_day_have_no_year(qtbot: QtBot) -> None:
    made = FilterBar(Hamlet, lambda _table: {})
    qtbot.addWidget(made)
    assert made.years is None


def test_names_read_again_keep_what_was_chosen(qtbot: QtBot, demo_store: SqliteStore) -> None:
    made = FilterBar(MediationCase, demo_store.labels)
    qtbot.addWidget(made)
    combo = made.lists["group"]
    combo.setCurrentIndex(2)
    chosen = combo.currentData()
    demo_store.put(MediationGroup(code="A", name="A mới"))
    asked: list[Query] = []
    made.changed.connect(asked.append)
    made.reload()
    assert combo.currentData() == chosen
    assert combo.findText("A mới") > 0
    assert asked == []


def test_a_sum_in_a_list_is_read_whole() -> None:
    columns = {one.name: one for one in measured(GroupSupport, fields_of(GroupSupport), len, len)}
    assert columns["amount"].least >= len("10.000.000 đồng")
    assert not columns["amount"].elastic
