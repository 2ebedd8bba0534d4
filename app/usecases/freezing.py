"""Closing a reported period: its figures are frozen with the records behind them.

A frozen report is never changed; a correction is a new version with its reason (Thông tư 03/2019/TT-BTP art 9).
"""

from __future__ import annotations

from datetime import date

from app.ports import Query, Store
from app.problems import Problem
from app.records.reports import COUNTED_IN, FrozenColumn, FrozenReport, FrozenRow
from app.statistics.facts import Figure
from app.statistics.indicators import indicator
from app.statistics.packs import table_spec
from app.statistics.periods import Period, parse
from app.statistics.spec import LIST
from app.statistics.tables import TOTAL, Table, TableRow, with_rows
from app.usecases import reporting
from app.usecases.records import save


def versions(store: Store, pack: str, sheet: str, period: str) -> list[FrozenReport]:
    """Return the frozen reports of a table and period, the first version first."""
    found = store.every(FrozenReport, Query(where={"pack": pack, "sheet": sheet, "period": period}))
    return sorted((one for one in found if one.unit == store.unit), key=lambda one: one.version or 1)


def freeze(
    store: Store, shown: Table, *, on: date, reason: str = "", explanation: str = "", id: str = ""
) -> FrozenReport:
    """Freeze what a table says now, as a new version when there is one already; return what was kept.

    Raises Problem when a rule does not hold and nobody explains it, or a new version comes without its reason.
    """
    with store.atomic():
        counted = _recounted(store, shown)
        _check_explained(counted, explanation)
        earlier = versions(store, counted.pack.id, counted.spec.id, counted.period.spelled())
        if earlier and not reason:
            raise Problem(
                f"Kỳ này đã chốt lần {earlier[-1].version}.",
                "Muốn lập lại thì ghi lý do; báo cáo đã chốt vẫn được giữ.",
            )
        report = _frozen(counted, on)
        report.id = id or report.id
        report.explanation, report.reason = explanation, reason
        if earlier:
            report.version, report.replaces = (earlier[-1].version or 1) + 1, earlier[-1].id
        save(store, report)
    return report


def _recounted(store: Store, shown: Table) -> Table:
    pack, sheet = shown.pack.id, shown.spec.id
    return reporting.table(store, pack, sheet, shown.period, units=shown.units, rows=_sharing(shown))


def _sharing(shown: Table) -> str:
    return "" if shown.spec.rows == LIST else shown.spec.rows


def _check_explained(counted: Table, explanation: str) -> None:
    if counted.broken and not explanation.strip():
        said = " ".join(broken.says for broken in counted.broken[:3])
        raise Problem(f"Số liệu chưa khớp: {said}", "Sửa hồ sơ cho khớp, hoặc ghi giải trình rồi chốt lại.")


def _frozen(counted: Table, on: date) -> FrozenReport:
    period = counted.period
    report = FrozenReport(
        name=counted.spec.title,
        period=period.spelled(),
        version=1,
        frozen_on=on,
        pack=counted.pack.id,
        pack_version=counted.pack.version,
        sheet=counted.spec.id,
        shared_by=_sharing(counted),
        units=" ".join(counted.units),
        period_name=period.name(),
        first_day=period.first,
        last_day=period.last,
        cut_off=period.cut_off,
        columns=columns_of(counted),
        rows=[FrozenRow(row.key, row.label, " ".join(str(c.value) for c in row.cells)) for row in counted.all_rows()],
    )
    for table, ids in ids_behind(counted).items():
        setattr(report, COUNTED_IN[table], tuple(sorted(ids)))
    return report


def columns_of(counted: Table) -> list[FrozenColumn]:
    if counted.spec.rows == LIST:
        return [FrozenColumn("c1", "Số liệu")]
    leaves = enumerate(counted.spec.leaves(), start=1)
    return [FrozenColumn(f"c{place}", indicator(leaf.indicator).label, leaf.indicator) for place, leaf in leaves]


def ids_behind(counted: Table) -> dict[str, set[str]]:
    """Return the ids of every record behind any cell, by kind."""
    found: dict[str, set[str]] = {}
    for _, _, figure in counted.figures():
        if figure.table in COUNTED_IN:
            found.setdefault(figure.table, set()).update(figure.ids)
    return found


def as_table(report: FrozenReport) -> Table:
    """Return a frozen report as a table again, to be shown or printed; its figures have no records behind them.

    Raises Problem when the program's pack has other columns by now.
    """
    pack, spec = table_spec(report.pack, report.sheet)
    spec = with_rows(spec, report.shared_by)
    now = ["c1"] if spec.rows == LIST else [leaf.indicator for leaf in spec.leaves()]
    kept = [column.name if spec.rows == LIST else column.indicator for column in report.columns]
    if now != kept:
        raise Problem(
            f"Bảng “{report.name}” nay có các cột khác khi chốt.", "Xem số liệu đã chốt ngay trong hồ sơ báo cáo."
        )
    rows = [TableRow(row.key, row.label, tuple(Figure(n, "") for n in row.numbers())) for row in report.rows]
    total = next((row for row in rows if row.key == TOTAL), None)
    body = tuple(row for row in rows if row is not total)
    return Table(pack, spec, period_of(report), body, total, units=tuple(report.units.split()))


def period_of(report: FrozenReport) -> Period:
    """Return the period with the days it had then, whatever its kind means by now."""
    code = report.period.partition(":")[2]
    if not (report.first_day and report.last_day and report.cut_off):
        raise Problem(f"Báo cáo “{report.label()}” thiếu ngày của kỳ.", "Lập và chốt lại báo cáo này.")
    label = parse(report.period).label if code else report.period_name
    return Period(code, label, report.first_day, report.last_day, report.cut_off)
