"""The law bookshelf (tủ sách pháp luật, QĐ 14/2019/QĐ-TTg) and the printed material in hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, count, day, flag, many, money, person, ref, text, year
from app.fields import Options
from app.problems import Issue
from app.records import catalogues_outreach as outreach
from app.records.base import Record
from app.records.catalogues import LANGUAGES
from app.records.days import in_order
from app.vietnamese import show_day

BOOK_SOURCES: Options = (("bought", "Mua"), ("given", "Cấp trên cấp"), ("donated", "Tặng"), ("own", "Tự in"))
STOCK_MOVES: Options = (("in", "Nhập"), ("out", "Cấp phát"), ("lost", "Hỏng, mất"))


@dataclass(kw_only=True)
class ShelfBook(Record):
    table = "shelf_book"
    title = "Sách, tài liệu của tủ sách pháp luật"
    newest_by = "entered_on"

    name: str = text("Tên sách, tài liệu", required=True, listed=True)
    entered_on: date | None = day("Ngày nhập", required=True, listed=True)
    author: str = text("Tác giả, nhà xuất bản")
    published: int | None = year("Năm xuất bản")
    kind: str = choice("Loại", outreach.MATERIAL_KINDS, listed=True)
    language: str = choice("Ngôn ngữ", LANGUAGES, default="vietnamese", listed=True)
    copies: int | None = count("Số lượng", required=True, listed=True)
    source: str = choice("Nguồn", BOOK_SOURCES, listed=True)
    value: int | None = money("Giá trị")
    removed_on: date | None = day("Ngày đưa ra khỏi tủ")
    removed_because: str = text("Lý do đưa ra")

    def label(self) -> str:
        return self.name


@dataclass(kw_only=True)
class BookLoan(Record):
    table = "book_loan"
    title = "Mượn, trả sách"
    newest_by = "lent_on"

    book: str = ref("Sách, tài liệu", "shelf_book", required=True, listed=True)
    lent_on: date | None = day("Ngày mượn", required=True, listed=True)
    reader: str = person("Người mượn", private=True)
    read_here: bool = flag("Đọc tại chỗ")
    copies: int | None = count("Số bản", required=True, listed=True)
    due_on: date | None = day("Hạn trả", listed=True)
    returned_on: date | None = day("Ngày trả", listed=True)
    condition: str = text("Tình trạng")

    def label(self) -> str:
        return f"Mượn sách ngày {show_day(self.lent_on)}" if self.lent_on else "Mượn sách"

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "lent_on", "due_on")
        yield from in_order(self, "lent_on", "returned_on")


@dataclass
class CountedBook:
    book: str = ref("Sách, tài liệu", "shelf_book", required=True)
    expected: int | None = count("Theo sổ")
    counted: int | None = count("Thực tế", required=True)
    note: str = text("Ghi chú")


@dataclass(kw_only=True)
class StockTake(Record):
    """The yearly stock-take of the bookshelf (QĐ 14/2019/QĐ-TTg)."""

    table = "stock_take"
    title = "Kiểm kê tủ sách"
    newest_by = "taken_on"

    taken_on: date | None = day("Ngày kiểm kê", required=True, listed=True)
    members: str = text("Thành phần", long=True)
    lines: list[CountedBook] = many("Kết quả", CountedBook, required=True)
    remarks: str = text("Nhận xét, kiến nghị", long=True)

    def label(self) -> str:
        return f"Kiểm kê tủ sách ngày {show_day(self.taken_on)}" if self.taken_on else "Kiểm kê tủ sách pháp luật"


@dataclass
class StockMove:
    moved_on: date | None = day("Ngày", required=True)
    move: str = choice("Việc", STOCK_MOVES, required=True)
    copies: int | None = count("Số bản", required=True)
    place: str = text("Nơi nhận, nguồn")


@dataclass(kw_only=True)
class MaterialStock(Record):
    """Printed material in hand: what came, what was given out, what is left."""

    table = "material_stock"
    title = "Tài liệu tuyên truyền"

    name: str = text("Tên tài liệu", required=True, listed=True)
    kind: str = choice("Loại", outreach.MATERIAL_KINDS, required=True, listed=True)
    language: str = choice("Ngôn ngữ", LANGUAGES, default="vietnamese", required=True, listed=True)
    source: str = choice("Nguồn", outreach.MATERIAL_SOURCES, listed=True)
    moves: list[StockMove] = many("Nhập, xuất", StockMove)
    note: str = text("Ghi chú", long=True)

    def label(self) -> str:
        return self.name

    def left(self) -> int:
        return sum((move.copies or 0) * (1 if move.move == "in" else -1) for move in self.moves)

    def conflicts(self) -> Iterator[Issue]:
        if self.left() < 0:
            yield Issue("moves", f"Cấp phát nhiều hơn số đã nhập {-self.left()} bản. Kiểm tra lại các dòng.")
