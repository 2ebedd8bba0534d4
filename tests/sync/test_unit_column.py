"""Books of an office to which several units send: each line tells whose it is; books of one unit stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest

from app.forms.blocks import Column, Grid, HeadCell, Span
from app.forms.unit_column import OF_UNIT, with_units
from app.records.outreach import Broadcast, OutreachEvent
from app.usecases.demonstration_office import PROVINCE_NAME
from app.usecases.printing import Selection, filled, print_form
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World
from tests.sync.merging import NAMES, Past
from tests.sync.receiver import take_three

YEAR = 2026
BOOKS = (
    "so-theo-doi-pbgdpl",
    "danh-sach-tuyen-truyen-vien",
    "so-dang-ky-tu-sach",
    "so-muon-tra-sach",
    "so-gioi-thieu-tro-giup-phap-ly",
    "to-trinh-khen-thuong",
)


@pytest.fixture(scope="module")
def province(past: list[Past], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = create_register(tmp_path_factory.mktemp("sở"), KEY, unit="92", author="Người nhận")
    take_three(store, past, tmp_path_factory.mktemp("USB"))
    yield store
    store.close()


def grids(store: SqliteStore, form: str) -> list[Grid]:
    blocks = filled(store, form, Selection(year=YEAR)).blocks
    return [block for block in blocks if isinstance(block, Grid)]


def units(grid: Grid) -> list[str]:
    place = [column.key for column in grid.columns].index(OF_UNIT)
    return [row.cells[place] for row in grid.body if row.kind == "row"]


@pytest.mark.parametrize("form", BOOKS)
def test_each_line_of_a_book_of_several_units_tells_whose_it_is(province: SqliteStore, form: str) -> None:
    grid = grids(province, form)[0]
    assert set(units(grid)) == set(NAMES)
    assert sum(column.width for column in grid.columns) == pytest.approx(sum(c.width for c in _plain(province, form)))
    assert grid.head[-1].text == (Span("Đơn vị"),)


def _plain(province: SqliteStore, form: str) -> tuple[Column, ...]:
    blank = filled(province, form, Selection(by_hand=True)).blocks
    return next(block for block in blank if isinstance(block, Grid)).columns


@pytest.mark.parametrize("form", BOOKS)
def test_the_book_of_one_unit_has_no_such_column(world: World, form: str) -> None:
    for grid in grids(world.commune, form):
        assert OF_UNIT not in [column.key for column in grid.columns]


def test_the_work_of_a_month_tells_whose_it_is_where_it_is_anybodys(province: SqliteStore, world: World) -> None:
    told = set(units(grids(province, "viec-trong-thang")[0]))
    assert set(NAMES) < told
    assert "" in told  # a holiday is nobody's
    assert all(OF_UNIT not in [c.key for c in grid.columns] for grid in grids(world.commune, "viec-trong-thang"))


def test_the_log_of_broadcasts_tells_whose_a_line_is(province: SqliteStore) -> None:
    aired = [Broadcast(times=3, title="Luật Hòa giải ở cơ sở")]
    event = OutreachEvent(code="PB-1", form="broadcast", name="Phát thanh", state="held", starts_on=date(2023, 5, 5))
    event.broadcasts = aired
    province.put(event)
    blocks = filled(province, "nhat-ky-phat-thanh", Selection(year=2023)).blocks
    [grid] = [block for block in blocks if isinstance(block, Grid)]
    assert grid.body[0].cells[:2] == ("05/05", PROVINCE_NAME)
    assert [row.cells[1] for row in grid.body[1:]] == ["", ""]
    province.delete(event)


@pytest.mark.parametrize("form", ["danh-sach-hoa-giai-vien", "so-tai-lieu-tuyen-truyen"])
def test_the_headings_of_a_list_in_sections_name_the_unit(province: SqliteStore, form: str) -> None:
    headings = [row.cells[0] for row in grids(province, form)[0].body if row.kind == "group"]
    assert all(any(name in heading for heading in headings) for name in NAMES)


def test_the_column_is_on_paper_and_its_totals_stay_under_their_columns(province: SqliteStore) -> None:
    pdf = pypdfium2.PdfDocument(print_form(province, "so-theo-doi-pbgdpl", Selection(year=YEAR), ".pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", " ")
    assert "Đơn vị" in text
    assert all(" ".join(name.split()[:2]) in text for name in NAMES)
    grid = grids(province, "so-theo-doi-pbgdpl")[0]
    place = [column.key for column in grid.columns].index("attended")
    numbers = [int(row.cells[place].replace(".", "") or 0) for row in grid.body if row.kind == "row"]
    [total] = [row.cells[place] for row in grid.body if row.kind == "total"]
    assert int(total.replace(".", "")) == sum(numbers) > 0


def test_a_head_that_reaches_over_the_new_column_grows_and_the_others_move() -> None:
    columns = tuple(Column(name, 10) for name in "abc")
    head = (HeadCell((0, 0), (), (1, 2)), HeadCell((1, 0), ()), HeadCell((1, 1), ()), HeadCell((0, 2), (), (2, 1)))
    made = with_units(Grid(rows="rows", columns=columns, head=head))
    assert [(cell.at, cell.span) for cell in made.head] == [
        ((0, 0), (1, 3)),
        ((1, 0), (1, 1)),
        ((1, 2), (1, 1)),
        ((0, 3), (2, 1)),
        ((1, 1), (1, 1)),
    ]
