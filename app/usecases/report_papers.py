"""A counted table as a paper: the head of TT 17/2025's forms, numbered columns, notes, three signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

from app.forms.blocks import (
    Block,
    Column,
    Grid,
    HeadCell,
    Line,
    Notes,
    Row,
    Signature,
    Signatures,
    Span,
    StatisticsHead,
)
from app.forms.model import Basis, Certainty, Doubt, Filled, Form, Page
from app.forms.texts import parse
from app.ports import Store
from app.problems import Problem
from app.records.office import Office
from app.records.reports import FrozenReport
from app.statistics.spec import INTERNAL, LIST, Head, Pack, Signer, TableSpec
from app.statistics.tables import Table, TableRow
from app.usecases.files import write_file
from app.usecases.office import COMMUNE_KINDS, next_stop, own_office
from app.vietnamese import show_number

_FOOTER = "Bảng nội bộ, không phải biểu mẫu do cơ quan nhà nước ban hành"
_DATE = "............, ngày ...... tháng ...... năm ............"
_ROOM = Span(dots=55)  # millimetres of dots where a name is not known
_NARROWEST = 305.0  # millimetres across a table lying on A4; wider ones are scaled down
_NUMBER_WIDTH = 18.0
_TITLE_LINE = 34  # letters of a title on one line


def report_paper(store: Store, counted: Table, frozen: FrozenReport | None = None) -> Filled:
    """Return a table ready to be drawn; of a frozen report the paper names the version."""
    office = own_office(store)
    blocks = (
        _head(store, office, counted, frozen),
        _list_grid(counted) if counted.spec.rows == LIST else _grid(counted),
        Notes(lines=tuple(_notes(counted, frozen)), size=11),
        _signatures(counted.pack, office),
    )
    footer: Line = (Span(_FOOTER),) if counted.pack.certainty != "read" else ()
    return Filled(form=_form(counted, blocks), blocks=blocks, footer=footer, author=office.name)


def write_report(store: Store, counted: Table, target: Path, frozen: FrozenReport | None = None) -> Path:
    """Write a table to a .pdf, .docx or .xlsx file."""
    from app.rendering import render

    return write_file(target, render(report_paper(store, counted, frozen), target.suffix.lower()))


def report_name(counted: Table) -> str:
    """Return a file name a person can find again, without marks that old systems dislike."""
    return f"{counted.spec.id}-{counted.period.spelled().replace(':', '-').replace('..', '-den-')}"


def _form(counted: Table, blocks: tuple[Block, ...]) -> Form:
    pack, spec = counted.pack, counted.spec
    return Form(
        id=f"{pack.id}-{spec.id}",
        version=pack.version,
        title=spec.title,
        source="statistics",
        certainty=cast("Certainty", pack.certainty),
        legal_basis=tuple(Basis(citation) for citation in pack.legal_basis),
        blocks=blocks,
        page=_page(spec),
        official_number=spec.official_number,
        unverified=tuple(Doubt(doubt.what, doubt.since) for doubt in pack.unverified),
    )


def _page(spec: TableSpec) -> Page:
    if spec.rows == LIST:
        return Page(margins=(12, 12, 20, 15), number="footer", fit_width=240, text_size=13)
    wide = spec.stub_width + sum(leaf.width or _NUMBER_WIDTH for leaf in spec.leaves())
    return Page(
        orientation="landscape",
        margins=(13, 13, 12, 12),
        number="footer",
        fit_width=max(wide, _NARROWEST),
        text_size=13,
    )


# --- above ------------------------------------------------------------------------------------------------------------


def _head(store: Store, office: Office, counted: Table, frozen: FrozenReport | None) -> StatisticsHead:
    small = counted.spec.rows == LIST
    return StatisticsHead(
        left=tuple(parse(line) for line in _left(counted)),
        center=tuple(_center(counted, frozen)),
        right=tuple(_right(store, office)),
        left_size=11 if small else 12,
        size=12 if small else 13,
    )


def _left(counted: Table) -> Iterator[str]:
    if counted.spec.official_number:
        yield f"**Biểu số: {counted.spec.official_number}**"
    yield from counted.pack.left


def _center(counted: Table, frozen: FrozenReport | None) -> Iterator[Line]:
    title = counted.spec.title
    internal = f" {INTERNAL}" if title.endswith(INTERNAL) else ""
    yield (Span("\n".join(_broken_evenly(title.removesuffix(INTERNAL).strip().upper())) + internal, bold=True),)
    if counted.period.code:
        yield (Span(f"Kỳ báo cáo: {counted.period.name()}"),)
    yield (Span(f"({counted.period.days_in_words()})"),)
    if frozen and (frozen.version or 1) > 1:
        yield (Span(f"(Lập lần {frozen.version}, thay cho lần {(frozen.version or 1) - 1})", italic=True),)


def _broken_evenly(title: str) -> list[str]:
    """Break a long title in two lines of about one length, as titles on paper are."""
    if len(title) <= _TITLE_LINE:
        return [title]
    blanks = [place for place, letter in enumerate(title) if letter == " "]
    middle = min(blanks, key=lambda place: abs(place - len(title) / 2))
    return [title[:middle], title[middle + 1 :]]


def _right(store: Store, office: Office) -> Iterator[Line]:
    commune = office.kind in COMMUNE_KINDS
    yield (Span("Đơn vị báo cáo:", bold=True),)
    yield (Span(f"Ủy ban nhân dân {office.name}" if commune else office.name),)
    yield (Span("Đơn vị nhận báo cáo:", bold=True),)
    yield (_receiver(store),)


def _receiver(store: Store) -> Span:
    try:
        return Span(next_stop(store, date.today()).name)  # noqa: DTZ011 (the officer's own calendar day)
    except Problem:  # no route yet: the name is written by hand
        return _ROOM


# --- the table --------------------------------------------------------------------------------------------------------


def _grid(counted: Table) -> Grid:
    spec = counted.spec
    stub = Column("stub", spec.stub_width, label="A")
    leaves = enumerate(spec.leaves(), start=1)
    numbers = (Column(f"c{n}", leaf.width or _NUMBER_WIDTH, "right", f"({n})", number=True) for n, leaf in leaves)
    return Grid(
        rows="rows",
        columns=(stub, *numbers),
        head=tuple(_head_cells(spec)),
        size=11,
        head_size=10.5,
        label_size=10,
        label_italic=False,
        min_height=5.5,
        body=tuple(_row(row, total=row is counted.total) for row in counted.all_rows()),
    )


def _row(row: TableRow, *, total: bool) -> Row:
    return Row((row.label, *(show_number(cell.value) for cell in row.cells)), "total" if total else "row")


def _head_cells(spec: TableSpec) -> Iterator[HeadCell]:
    depth = max(_depth(column) for column in spec.columns)
    yield HeadCell(at=(0, 0), span=(depth, 1), text=(Span(spec.stub),))
    column = 1
    for head in spec.columns:
        yield from _cells_of(head, (0, column), depth)
        column += len(list(head.leaves()))


def _cells_of(head: Head, at: tuple[int, int], depth: int) -> Iterator[HeadCell]:
    level, column = at
    width = len(list(head.leaves()))
    down = 1 if head.columns else depth - level
    yield HeadCell(at=at, span=(down, width), text=_label(head.label, head.unit), bold=bool(head.columns))
    for child in head.columns:
        yield from _cells_of(child, (level + 1, column), depth)
        column += len(list(child.leaves()))


def _depth(head: Head) -> int:
    return 1 + max((_depth(child) for child in head.columns), default=0)


def _label(label: str, unit: str) -> Line:
    return (Span(label), Span(f"\n({unit})", italic=True)) if unit else (Span(label),)


def _list_grid(counted: Table) -> Grid:
    columns = (
        Column("n", 26, label="A"),
        Column("label", 112, label="B"),
        Column("unit", 30, "center", "C"),
        Column("c1", 34, "right", "(1)", number=True),
    )
    words = ("Mã", counted.spec.stub, "Đơn vị tính", "Số liệu")
    return Grid(
        rows="rows",
        columns=columns,
        head=tuple(HeadCell(at=(0, place), text=(Span(word),)) for place, word in enumerate(words)),
        size=11,
        head_size=11,
        label_size=10,
        label_italic=False,
        body=tuple(_list_rows(counted)),
    )


def _list_rows(counted: Table) -> Iterator[Row]:
    rows = {row.key: row for row in counted.rows}
    for line in counted.spec.lines:
        if line.heading:
            yield Row((line.heading, "", "", ""), "group")
        elif row := rows.get(line.indicator):
            yield Row((row.key, row.label, row.unit, show_number(row.cells[0].value)))


# --- below ------------------------------------------------------------------------------------------------------------


def _notes(counted: Table, frozen: FrozenReport | None) -> Iterator[Line]:
    yield (Span("Ghi chú:", bold=True, italic=True),)
    for label, figure in counted.below:
        yield (Span(f"- {label}: {show_number(figure.value)}."),)
    for label, percent in counted.rates():
        yield (Span(f"- {label}: {percent}."),)
    for note in counted.spec.notes:
        yield (Span(f"- {note}"),)
    for broken in counted.broken:
        yield (Span(f"- Số liệu chưa khớp. {broken.says}", bold=True),)
    if frozen and frozen.explanation:
        yield (Span(f"- Giải trình: {frozen.explanation}"),)


def _signatures(pack: Pack, office: Office) -> Signatures:
    role = "commune" if office.kind in COMMUNE_KINDS else "province"
    signers = tuple(_signer(one) for one in pack.signers if one.office in ("", role))
    return Signatures(columns=signers, across=max(len(signers), 1), size=12, space=13)


def _signer(signer: Signer) -> Signature:
    return Signature(
        title=tuple((Span(line, bold=True),) for line in signer.title),
        note=(Span(signer.note, italic=True),) if signer.note else (),
        date=(Span(_DATE, italic=True),) if signer.dated else (),
    )
