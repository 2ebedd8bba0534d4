"""The verbs of statistical reports: tables, the records behind a number, frozen reports and what changed since."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from app.ports import Store
from app.problems import Problem
from app.records.reports import FrozenReport
from app.statistics import periods
from app.statistics.packs import packs
from app.statistics.spec import LIST, NO_FORM, Pack, TableSpec
from app.statistics.standards import LEVELS, SOURCES, standards
from app.statistics.tables import Table
from app.usecases import comparing, freezing, report_papers, reporting
from app.vietnamese import show_number
from ui.verbs.base import FreeVerb, Said, Verb, no_arguments, table
from ui.verbs.records import found

# --- statistics -------------------------------------------------------------------------------------------------------


def _statistics(_: Namespace) -> Said:
    year = date.today().year  # noqa: DTZ011 (reports are of calendar years)
    rows = [(pack.id, spec.id, spec.title) for pack in packs() for spec in pack.tables]
    rows += [(pack.id, "–", f"{pack.title}: chưa có mẫu") for pack in packs() if pack.status == NO_FORM]
    known = [{"period": p.spelled(), "name": p.name(), "cut_off": p.cut_off} for p in periods.periods_of(year)]
    lines = [f"Kỳ báo cáo {year}: " + ", ".join(str(one["period"]) for one in known) + ", hoặc từ ngày..đến ngày."]
    return Said({"packs": [_pack(p) for p in packs()], "periods": known}, "\n".join([table(_HEADS, rows), "", *lines]))


_HEADS = ("Gói", "Bảng", "Tên")


def _pack(pack: Pack) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "title": pack.title,
        "status": pack.status,
        "certainty": pack.certainty,
        "legal_basis": list(pack.legal_basis),
        "unverified": [doubt.what for doubt in pack.unverified],
        "tables": [_sheet(spec) for spec in pack.tables],
    }


def _sheet(spec: TableSpec) -> dict[str, Any]:
    return {
        "table": spec.id,
        "title": spec.title,
        "official_number": spec.official_number,
        "rows": spec.rows,
        "columns": {name: known.name for name, known in spec.named().items()},
    }


# --- report -----------------------------------------------------------------------------------------------------------


def _chosen_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pack", metavar="GÓI", help="gói bảng (xem lệnh statistics)")
    parser.add_argument("table", metavar="BẢNG", help="bảng trong gói")
    parser.add_argument("--period", required=True, metavar="KỲ", help="2026:SB6T, 2026:SBN, 2026:TN hoặc ngày..ngày")
    parser.add_argument(
        "--rows", default="", metavar="CÁCH", help="chia dòng cách khác: total, group, form, month, unit, origin"
    )
    parser.add_argument("--units", nargs="*", default=[], metavar="MÃ", help="chỉ các đơn vị này (ở nơi nhận)")


def _counted(store: Store, asked: Namespace) -> Table:
    period = periods.parse(asked.period)
    return reporting.table(store, asked.pack, asked.table, period, units=asked.units, rows=asked.rows)


def _report_arguments(parser: ArgumentParser) -> None:
    _chosen_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="TỆP", help="in ra tệp .pdf, .docx hoặc .xlsx")
    parser.add_argument("--explain", default="", metavar="Ô", help="các hồ sơ đứng sau một ô: T01:c3, c3 hoặc PB10")


def _report(store: Store, asked: Namespace) -> Said:
    counted = _counted(store, asked)
    result, text = _table_json(counted), _table_text(counted)
    if asked.explain:
        behind = reporting.explain(store, counted, asked.explain)
        cell = counted.cell(asked.explain)
        result["explained"] = {"cell": asked.explain, "value": cell.value, "records": [asdict(one) for one in behind]}
        rows = ((one.table, one.id, one.label) for one in behind)
        text = f"Ô {asked.explain}: {show_number(cell.value)}\n" + table(("Loại", "Mã", "Hồ sơ"), rows)
    if asked.out:
        if not asked.out.parent.is_dir():
            raise Problem(f"Không có thư mục {asked.out.parent}.", "Tạo thư mục đó trước, hoặc chọn thư mục khác.")
        written = report_papers.write_report(store, counted, asked.out)
        result["file"] = str(written)
        text += f"\nĐã in {written}."
    return Said(result, text)


def _table_json(counted: Table) -> dict[str, Any]:
    return {
        "pack": counted.pack.id,
        "table": counted.spec.id,
        "title": counted.spec.title,
        "period": {
            "period": counted.period.spelled(),
            "first": counted.period.first,
            "last": counted.period.last,
            "cut_off": counted.period.cut_off,
        },
        "columns": {name: known.label for name, known in counted.spec.named().items()},
        "rows": [{"key": row.key, "label": row.label, "values": row.values()} for row in counted.rows],
        "total": counted.total.values() if counted.total else None,
        "rates": dict(counted.rates()),
        "below": {label: figure.value for label, figure in counted.below},
        "broken": [broken.says for broken in counted.broken],
        "units": list(counted.units),
    }


def _table_text(counted: Table) -> str:
    heads = ["Mã", counted.spec.stub, *(["Số liệu"] if counted.spec.rows == LIST else counted.spec.named())]
    rows = ([row.key, row.label, *(show_number(cell.value) for cell in row.cells)] for row in counted.all_rows())
    lines = [f"{counted.spec.title}. {counted.period.days_in_words()}", "", table(heads, rows)]
    if counted.spec.rows != LIST:
        lines += ["", *(f"{name}: {known.label} ({known.unit})" for name, known in counted.spec.named().items())]
    lines += [f"{label}: {percent}" for label, percent in counted.rates()]
    return "\n".join([*lines, *(f"Chưa khớp: {broken.says}" for broken in counted.broken)])


# --- freeze-report, compare-report ------------------------------------------------------------------------------------


def _freeze_arguments(parser: ArgumentParser) -> None:
    _chosen_arguments(parser)
    parser.add_argument("--reason", default="", metavar="LÝ_DO", help="vì sao lập lại một kỳ đã chốt")
    parser.add_argument("--explanation", default="", metavar="LỜI", help="giải trình số liệu chưa khớp")


def _freeze(store: Store, asked: Namespace) -> Said:
    today = date.today()  # noqa: DTZ011 (the officer's own calendar day)
    counted = _counted(store, asked)
    report = freezing.freeze(store, counted, on=today, reason=asked.reason, explanation=asked.explanation)
    result = {"id": report.id, "label": report.label(), "version": report.version, "period": report.period}
    return Said(result, f"Đã chốt {report.label()}, mã {report.id}.")


def _compare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="MÃ", help="mã báo cáo đã chốt (xem list frozen_report)")


def _compare(store: Store, asked: Namespace) -> Said:
    report = found(store, FrozenReport, asked.id)
    if not isinstance(report, FrozenReport):
        raise TypeError(type(report))
    compared = comparing.compare(store, report)
    result = {
        "id": report.id,
        "same": compared.same(),
        "cells": [asdict(cell) for cell in compared.cells],
        "records": [asdict(record) for record in compared.records],
    }
    lines = [f"{c.row_label}, {c.column_label}: đã báo {c.before}, nay {c.now}" for c in compared.cells]
    lines += [f"{record.label}: {'; '.join(record.said) or record.what}" for record in compared.records]
    return Said(result, "\n".join(lines) or "Không có gì thay đổi từ khi chốt.")


# --- standards --------------------------------------------------------------------------------------------------------


def _standards(_: Store, __: Namespace) -> Said:
    every = standards()
    lines = []
    for one in every:
        rows = (
            (e.code, LEVELS[e.level], e.pass_level or "chưa có ngưỡng", SOURCES[e.certainty], e.name)
            for e in one.entries
        )
        lines += [
            f"{one.title} ({one.id}, bản {one.version})",
            table(("Mã", "Cấp", "Mức đạt", "Nguồn", "Tên"), rows),
            "",
        ]
        lines += [f"Chưa xác minh: {doubt.what}" for doubt in one.unverified]
    return Said([asdict(one) for one in every], "\n".join(lines) or "Không có bộ tiêu chí nào.")


STATISTICS_VERB = FreeVerb("statistics", "các bảng số liệu và các kỳ báo cáo", no_arguments, _statistics)
VERBS = (
    Verb("standards", "các bộ tiêu chí (chuẩn tiếp cận pháp luật) và chỗ chưa xác minh", no_arguments, _standards),
    Verb("report", "lập một bảng số liệu, in ra tệp, hoặc xem hồ sơ sau một con số", _report_arguments, _report),
    Verb("freeze-report", "chốt số liệu của một kỳ", _freeze_arguments, _freeze),
    Verb("compare-report", "những gì đổi khác từ khi chốt", _compare_arguments, _compare),
)
