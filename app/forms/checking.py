"""Whether a form can be printed: every place is published, every grid closes, and no paper claims what nobody read."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from app.forms.blocks import Bars, Block, Columns, Grid, Long, Qr, Repeat, Signature, Signatures, Span, Ticks, Title
from app.forms.model import BY_HAND, INTERNAL, Form
from app.forms.published import Source
from app.forms.texts import plain


def check_form(form: Form, published: Mapping[str, Source]) -> list[str]:
    """Return what keeps the form from being used, one sentence each; an empty list when all is well."""
    source = published.get(form.source)
    if source is None:
        return [f"Nguồn “{form.source}” không có. Nguồn dùng được: {', '.join(published)}."]
    scope = _Scope(source, form.strings)
    return [*_claims(form), *_page(form, scope), *_blocks(form.blocks, scope, "khối")]


# --- what a paper may claim -------------------------------------------------------------------------------------------


def _claims(form: Form) -> Iterator[str]:
    if not form.legal_basis:
        yield "Chưa ghi căn cứ pháp lý (legal_basis)."
    if form.valid_from and form.valid_to and form.valid_to < form.valid_from:
        yield "Ngày hết hiệu lực đứng trước ngày có hiệu lực. Sửa valid_from hoặc valid_to."
    if form.certainty == "read":
        return
    if form.official_number:
        yield "Mẫu chưa được đọc từ văn bản gốc không được mang số mẫu chính thức. Bỏ official_number."
    if not form.title.endswith(INTERNAL):
        yield f"Mẫu chưa được đọc từ văn bản gốc phải có tên kết thúc bằng “{INTERNAL}”. Sửa title."
    if not _says_internal(form):
        yield f"Trên giấy phải thấy “{INTERNAL}”, ở dòng tên hoặc ở chân trang. Thêm vào khối title hoặc page.footer."


def _says_internal(form: Form) -> bool:
    titles = [line for block in form.blocks if isinstance(block, Title) for line in block.lines]
    return any(plain(line).rstrip().endswith(INTERNAL) for line in [form.page.footer, *titles])


def _page(form: Form, scope: _Scope) -> Iterator[str]:
    page = form.page
    if len(page.margins) != 4 or any(margin < 5 for margin in page.margins):
        yield "Lề trang (margins) phải là bốn số từ 5 mm: trên, dưới, trái, phải."
    elif page.printable() < 60:
        yield "Lề trái và lề phải (margins) để lại chưa đến 60 mm cho chữ. Thu nhỏ lề."
    yield from _places(page.footer, scope, "page.footer")


# --- places -----------------------------------------------------------------------------------------------------------


class _Scope:
    """Which keys may be named here: those of the source, the form's own words, and those of the row at hand."""

    def __init__(self, source: Source, strings: Mapping[str, str], row: Set[str] = frozenset()) -> None:
        self._source = source
        self._strings = strings
        texts = {key for key, value in source.items() if isinstance(value, str)}
        self._known = texts | set(strings) | row | {BY_HAND}

    def rows(self, key: str) -> set[str] | None:
        """Keys of a row of the list, or None when there is no such list."""
        found = self._source.get(key)
        return None if found is None or isinstance(found, str) else {*found, "n"}

    def within(self, row: set[str]) -> _Scope:
        return _Scope(self._source, self._strings, row)

    def knows(self, key: str) -> bool:
        return key in self._known


def _blocks(blocks: Sequence[Block], scope: _Scope, where: str) -> Iterator[str]:
    for place, block in enumerate(blocks, start=1):
        yield from _block(block, scope, f"{where} {place} ({type(block).__name__.lower()})")


def _block(block: Block, scope: _Scope, where: str) -> Iterator[str]:
    if block.when and not scope.knows(block.when) and scope.rows(block.when) is None:
        yield _unknown(where, block.when, "if")
    if isinstance(block, Long | Ticks | Qr) and not scope.knows(block.key):
        yield _unknown(where, block.key, "key")
    match block:
        case Repeat():
            yield from _repeat(block, scope, where)
        case Grid():
            yield from _grid(block, scope, where)
        case Bars():
            yield from _bars(block, scope, where)
        case Signatures() | Columns():
            yield from _parts(block, scope, where)
        case _:
            yield from _lines(block, scope, where)


def _parts(block: Signatures | Columns, scope: _Scope, where: str) -> Iterator[str]:
    for column in block.columns:
        if isinstance(column, Signature):
            yield from _signature(column, scope, where)
        else:
            yield from _lines(column, scope, where)


def _repeat(block: Repeat, scope: _Scope, where: str) -> Iterator[str]:
    row = scope.rows(block.repeat)
    if row is None:
        yield _unknown(where, block.repeat, "repeat")
        return
    yield from _blank_rows(block.blank, row, where)
    yield from _blocks(block.blocks, scope.within(row), f"{where}, khối")


def _signature(column: Signature, scope: _Scope, where: str) -> Iterator[str]:
    row = scope.rows(column.repeat) if column.repeat else set()
    if row is None:
        yield _unknown(where, column.repeat, "repeat")
        return
    yield from _blank_rows(column.blank, row, where)
    yield from _lines(column, scope.within(row), where)


def _blank_rows(blank: Sequence[Mapping[str, str]], row: set[str], where: str) -> Iterator[str]:
    for key in sorted({key for item in blank for key in item} - row):
        yield _unknown(where, key, "blank")


def _lines(part: Any, scope: _Scope, where: str) -> Iterator[str]:
    """Check the places of every text a block or part declares."""
    for field in dataclasses.fields(part):
        value = getattr(part, field.name)
        for line in (value, *value) if isinstance(value, tuple) else ():
            yield from _places(line, scope, where)


def _places(line: object, scope: _Scope, where: str) -> Iterator[str]:
    for span in line if isinstance(line, tuple) else ():
        if isinstance(span, Span) and span.key and not scope.knows(span.key):
            yield _unknown(where, span.key, "chỗ điền")


def _unknown(where: str, key: str, role: str) -> str:
    return f"{where}: {role} “{key}” không có trong nguồn. Sửa lại theo danh sách khóa của nguồn."


# --- grids ------------------------------------------------------------------------------------------------------------


def _grid(grid: Grid, scope: _Scope, where: str) -> Iterator[str]:
    yield from _grid_lists(grid, scope, where)
    yield from _grid_widths(grid, where)
    yield from _head_coverage(grid, where)
    for cell in grid.head:
        yield from _places(cell.text, scope, where)


def _bars(bars: Bars, scope: _Scope, where: str) -> Iterator[str]:
    row = scope.rows(bars.rows)
    if row is None:
        yield _unknown(where, bars.rows, "rows")
        return
    for key in (bars.label, bars.share, bars.group):
        if key and key not in row:
            yield _unknown(where, key, "cột")


def _grid_lists(grid: Grid, scope: _Scope, where: str) -> Iterator[str]:
    row = scope.rows(grid.rows)
    if row is None:
        yield _unknown(where, grid.rows, "rows")
        return
    named = [column.key for column in grid.columns] + [key for key in (grid.group, grid.bold) if key]
    for key in named:
        if key not in row:
            yield _unknown(where, key, "cột")
    if grid.totals and scope.rows(grid.totals) is None:
        yield _unknown(where, grid.totals, "totals")
    if grid.page_total and not any(column.total for column in grid.columns):
        yield f"{where}: có dòng cộng trang mà không cột nào được cộng. Đặt total = true cho cột cần cộng."


def _grid_widths(grid: Grid, where: str) -> Iterator[str]:
    for place, column in enumerate(grid.columns, start=1):
        if column.width <= 0:
            yield f"{where}: cột {place} rộng {column.width:g}. Độ rộng phải lớn hơn 0."
    labels = [column.label for column in grid.columns]
    if any(labels) and not all(labels):
        yield f"{where}: hàng đánh số cột thiếu số ở cột {labels.index('') + 1}. Đánh số mọi cột hoặc không cột nào."
    for label, times in Counter(label for label in labels if label).items():
        if times > 1:
            yield f"{where}: số cột “{label}” dùng {times} lần. Mỗi cột một số."
    if not 1 <= grid.total_span <= len(grid.columns):
        yield f"{where}: total_span phải từ 1 đến {len(grid.columns)}."


def _head_coverage(grid: Grid, where: str) -> Iterator[str]:
    depth = max((cell.at[0] + cell.span[0] for cell in grid.head), default=0)
    covered = Counter(
        (row, column)
        for cell in grid.head
        for row in range(cell.at[0], cell.at[0] + cell.span[0])
        for column in range(cell.at[1], cell.at[1] + cell.span[1])
    )
    wanted = {(row, column) for row in range(max(depth, 1)) for column in range(len(grid.columns))}
    for row, column in sorted(wanted - set(covered)):
        yield f"{where}: đầu bảng hở ở hàng {row + 1}, cột {column + 1}. Thêm ô hoặc nới ô bên cạnh."
    for row, column in sorted(set(covered) - wanted):
        yield f"{where}: đầu bảng thừa ở hàng {row + 1}, cột {column + 1}. Bảng có {len(grid.columns)} cột."
    for (row, column), times in sorted(covered.items()):
        if times > 1:
            yield f"{where}: đầu bảng có hai ô chồng nhau ở hàng {row + 1}, cột {column + 1}."
