"""A table counted: a row for each part of the facts, a total counted from all of them, and what does not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.problems import Problem
from app.records.catalogues_outreach import EVENT_FORMS
from app.records.mediators import MediationGroup
from app.statistics.facts import Facts, Figure
from app.statistics.indicators import indicator
from app.statistics.indicators_mediation import group_existed
from app.statistics.periods import Period
from app.statistics.rules import Rule
from app.statistics.spec import BY_FORM, BY_GROUP, BY_MONTH, BY_ORIGIN, BY_TOTAL, BY_UNIT, LIST, Pack, TableSpec
from app.vietnamese import show_percent

TOTAL = "total"


@dataclass(frozen=True)
class TableRow:
    """A row: `key` finds it again (T01, conference, 2026-05, PB10), `label` is what people read."""

    key: str
    label: str
    cells: tuple[Figure, ...]
    unit: str = ""

    def values(self) -> dict[str, int]:
        return {f"c{place}": cell.value for place, cell in enumerate(self.cells, start=1)}

    def empty(self) -> bool:
        return not any(cell.value or cell.ids for cell in self.cells)


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold in a row, said so that a person finds the place."""

    row: str
    rule: str
    says: str


@dataclass(frozen=True)
class Table:
    """A table of a period, of some `units` or of all. A list has no total: each of its rows is an indicator."""

    pack: Pack
    spec: TableSpec
    period: Period
    rows: tuple[TableRow, ...]
    total: TableRow | None
    broken: tuple[Broken, ...] = ()
    below: tuple[tuple[str, Figure], ...] = ()
    units: tuple[str, ...] = ()

    def all_rows(self) -> tuple[TableRow, ...]:
        return (self.total, *self.rows) if self.total else self.rows

    def figures(self) -> Iterator[tuple[TableRow, str, Figure]]:
        """Yield every cell with its row and its column."""
        for row in self.all_rows():
            yield from ((row, f"c{place}", cell) for place, cell in enumerate(row.cells, start=1))

    def rates(self) -> list[tuple[str, str]]:
        """Return the named shares of the whole, in percent."""
        values = self.named_values()
        return [
            (rate.label, show_percent(rate.part.value(values), rate.whole.value(values))) for rate in self.spec.rates
        ]

    def named_values(self) -> dict[str, int]:
        """Return the numbers of the total row by column, or those of a list by line."""
        return self.total.values() if self.total else {row.key: row.cells[0].value for row in self.rows}

    def cell(self, name: str) -> Figure:
        """Return the figure of “T01:c3”, of “c3” in the total row, or of “PB10” in a list; raises Problem."""
        row_key, _, column = name.strip().rpartition(":")
        if self.total is None:
            row_key, column = (row_key, column) if row_key else (column, "c1")
        rows = {row.key: row for row in self.all_rows()}
        row = rows.get(row_key or TOTAL)
        place = int(column.removeprefix("c")) if column.removeprefix("c").isdecimal() else 0
        if row is None or not 1 <= place <= len(row.cells):
            raise Problem(f"Bảng “{self.spec.id}” không có ô “{name}”.", self._where())
        return row.cells[place - 1]

    def _where(self) -> str:
        keys = ", ".join(row.key for row in self.all_rows())
        wide = "" if self.total is None else f" và cột từ c1 đến c{len(self.spec.leaves())}, ví dụ {TOTAL}:c1"
        return f"Chọn một dòng trong: {keys}{wide}."


def build(pack: Pack, spec: TableSpec, facts: Facts, period: Period) -> Table:
    """Count a table and try its rules on every row."""
    if spec.rows == LIST:
        rows, total = tuple(_list_rows(spec, facts, period)), None
    else:
        rows = tuple(_shared_rows(spec, facts, period))
        total = _row(spec, TOTAL, spec.total or "Tổng số", (facts, period))
    below = tuple((line.label, indicator(line.indicator).figure(facts, period)) for line in spec.below)
    table = Table(pack, spec, period, rows, total, below=below)
    return replace(table, broken=tuple(_broken(table)))


def with_rows(spec: TableSpec, rows: str) -> TableSpec:
    """Return a table shared out in another way; raises Problem when it cannot be."""
    if rows in ("", spec.rows):
        return spec
    if LIST in (rows, spec.rows) or rows not in _PARTS:
        raise Problem(f"Bảng “{spec.id}” không chia dòng theo “{rows}” được.", f"Để nguyên, hoặc: {', '.join(_PARTS)}.")
    if rows == BY_MONTH and any(known.stock for known in spec.named().values()):
        raise Problem(f"Bảng “{spec.id}” có số liệu thời điểm nên không chia theo tháng được.", "Để nguyên cách chia.")
    return replace(spec, rows=rows, stub=_STUBS[rows])


def _list_rows(spec: TableSpec, facts: Facts, period: Period) -> Iterator[TableRow]:
    for line in spec.lines:
        if line.indicator:
            known = indicator(line.indicator)
            yield TableRow(known.name, line.label or known.label, (known.figure(facts, period),), known.unit)


def _shared_rows(spec: TableSpec, facts: Facts, period: Period) -> Iterator[TableRow]:
    for part in _PARTS[spec.rows](facts, period):
        row = _row(spec, part.key, part.label, (part.facts, part.period))
        if part.always or not row.empty():
            yield row


def _row(spec: TableSpec, key: str, label: str, of: tuple[Facts, Period]) -> TableRow:
    return TableRow(key, label, tuple(indicator(leaf.indicator).figure(*of) for leaf in spec.leaves()))


# --- how a table is shared out ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """What a row is counted from; a row without any number stays only if it is `always` worth a line."""

    key: str
    label: str
    facts: Facts
    period: Period
    always: bool = True


_STUBS = {
    BY_TOTAL: "Địa bàn",
    BY_GROUP: "Tổ hòa giải",
    BY_FORM: "Hình thức",
    BY_MONTH: "Tháng",
    BY_UNIT: "Đơn vị",
    BY_ORIGIN: "Đơn vị trước sáp nhập",
}


def _by_total(facts: Facts, period: Period) -> Iterator[Part]:  # noqa: ARG001 (ways of sharing out are called alike)
    """Yield nothing: the total row is the table."""
    return iter(())


def _by_group(facts: Facts, period: Period) -> Iterator[Part]:
    parts, keys = facts.by_group(), _group_keys(facts)
    for group in sorted(facts.groups, key=lambda one: (one.unit, one.code, one.id)):
        yield Part(keys[group.id], group.name, parts.pop(group.id), period, always=_lived(group, period))
    for number, part in enumerate(parts.values(), start=1):  # their group was deleted, or is a draft
        yield Part(f"?{number}", "Chưa rõ tổ", part, period, always=False)


def _group_keys(facts: Facts) -> dict[str, str]:
    """Return what finds a group again: its code, with its unit where several have the same, else its id."""
    several = len({group.unit for group in facts.groups}) > 1
    said = {group.id: f"{group.unit}/{group.code}" if several else group.code for group in facts.groups}
    taken = Counter(said.values())
    return {one: code if code and taken[code] == 1 else one for one, code in said.items()}


def _by_form(facts: Facts, period: Period) -> Iterator[Part]:
    parts, words = facts.by_form(), dict(EVENT_FORMS)
    for form in (*(code for code, _ in EVENT_FORMS), *parts):
        if form in parts:
            yield Part(form, words.get(form, "Chưa rõ hình thức"), parts.pop(form), period, always=False)


def _by_month(facts: Facts, period: Period) -> Iterator[Part]:
    for year, month, span in period.months():
        yield Part(f"{year}-{month:02d}", f"Tháng {month}/{year}", facts, span)


def _by_unit(facts: Facts, period: Period) -> Iterator[Part]:
    for unit, part in facts.by_unit().items():
        yield Part(unit, facts.unit_names.get(unit, f"Đơn vị {unit}"), part, period)


def _by_origin(facts: Facts, period: Period) -> Iterator[Part]:
    for office, part in facts.by_origin().items():
        yield Part(office, facts.unit_names.get(office, f"Đơn vị {office}"), part, period)


_PARTS = {
    BY_TOTAL: _by_total,
    BY_GROUP: _by_group,
    BY_FORM: _by_form,
    BY_MONTH: _by_month,
    BY_UNIT: _by_unit,
    BY_ORIGIN: _by_origin,
}


def _lived(group: MediationGroup, period: Period) -> bool:
    return group_existed(group, period.first) or group_existed(group, period.cut_off)


# --- what does not add up ---------------------------------------------------------------------------------------------


def _broken(table: Table) -> Iterator[Broken]:
    if table.total is None:
        yield from _breaches(table.spec.rules, table.named_values(), table.spec.stub)
        return
    for row in table.all_rows():
        yield from _breaches(table.spec.rules, row.values(), row.label)
    if table.spec.rows != BY_TOTAL:
        yield from _wrong_totals(table, table.total)


def _breaches(rules: tuple[Rule, ...], values: dict[str, int], row: str) -> Iterator[Broken]:
    for rule in rules:
        if not rule.holds(values):
            yield Broken(row, rule.text, f"{row}: {rule.says} Đang có {rule.with_values(values)}.")


def _wrong_totals(table: Table, total: TableRow) -> Iterator[Broken]:
    for place, leaf in enumerate(table.spec.leaves()):
        summed = sum(row.cells[place].value for row in table.rows)
        if not leaf.distinct and summed != total.cells[place].value:
            says = f"Cột ({place + 1}): cộng các dòng được {summed}, khác dòng tổng {total.cells[place].value}."
            yield Broken(total.label, f"total:c{place + 1}", says)
