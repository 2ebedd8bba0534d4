"""The verbs of printed forms: which there are, and one on paper."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.forms.model import Form
from app.forms.packs import form, forms
from app.ports import Store
from app.problems import Problem
from app.records import MediationGroup
from app.usecases import printing
from app.usecases.paper_titles import TITLES
from ui.verbs.base import FreeVerb, Said, Verb, no_arguments, table
from ui.verbs.records import found

_CERTAINTY = {"read": "đã đọc trong nguồn", "internal": "nội bộ", "unverified": "chưa xác minh"}


def _forms(_: Namespace) -> Said:
    every = forms()
    rows = ((f.id, _CERTAINTY[f.certainty], ", ".join(printing.SOURCES[f.source].needs), f.title) for f in every)
    return Said([_form(one) for one in every], table(("Mẫu", "Mức chắc chắn", "Cần chọn", "Tên"), rows))


def _form(said: Form) -> dict[str, Any]:
    source = printing.SOURCES[said.source]
    return {
        "form": said.id,
        "version": said.version,
        "title": said.title,
        "official_number": said.official_number,
        "certainty": said.certainty,
        "kind": source.kind.table if source.kind else None,
        "needs": list(source.needs),
        "legal_basis": [basis.citation for basis in said.legal_basis],
        "unverified": [doubt.what for doubt in said.unverified],
    }


def _print_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("form", metavar="MẪU", help="mã mẫu (xem lệnh forms)")
    parser.add_argument("--record", default="", metavar="MÃ", help="hồ sơ được in")
    parser.add_argument("--group", default="", metavar="MÃ", help="tổ hòa giải được in sổ")
    parser.add_argument("--year", type=int, default=0, metavar="NĂM", help="năm của sổ")
    parser.add_argument("--month", type=int, default=0, metavar="THÁNG", help="chỉ một tháng của sổ")
    parser.add_argument("--by-case", action="store_true", help="Phần II của sổ tổ hòa giải: mỗi vụ, việc một dòng")
    said = "tên gọi của văn bản hòa giải thành: văn bản (theo luật) hay biên bản; không ghi thì như lần chọn trước"
    parser.add_argument("--title", choices=TITLES, metavar="TÊN", help=f"{said} ({', '.join(TITLES)})")
    parser.add_argument("--blank", action="store_true", help="in bản trống để viết tay")
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp .pdf, .docx hoặc .xlsx")


def _print(store: Store, asked: Namespace) -> Said:
    if not asked.out.parent.is_dir():
        raise Problem(f"Không có thư mục {asked.out.parent}.", "Tạo thư mục đó trước, hoặc chọn thư mục khác.")
    written = printing.write_paper(store, asked.form, _selection(store, asked), asked.out)
    return Said({"form": asked.form, "file": str(written), "size": written.stat().st_size}, f"Đã in {written}.")


def _selection(store: Store, asked: Namespace) -> printing.Selection:
    kind = printing.SOURCES[form(asked.form).source].kind
    record = found(store, kind, asked.record).id if kind and asked.record else asked.record
    group = found(store, MediationGroup, asked.group).id if asked.group else ""
    if not 0 <= asked.month <= 12:
        raise Problem(f"Không có tháng {asked.month}.", "Chọn tháng từ 1 đến 12.")
    chosen = printing.Selection(record=record, group=group, year=asked.year, month=asked.month, by_hand=asked.blank)
    return replace(chosen, by_case=asked.by_case, as_minutes=TITLES.get(asked.title))


FORMS_VERB = FreeVerb("forms", "các mẫu in, căn cứ pháp lý và mức chắc chắn", no_arguments, _forms)
VERBS = (Verb("print", "in một mẫu ra tệp PDF, DOCX hoặc XLSX", _print_arguments, _print),)
