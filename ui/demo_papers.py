"""The demonstration's papers: every form filled and blank, in every kind of file that makes sense, with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.forms.model import Form
from app.forms.packs import forms
from app.ports import Query, Store, Wanted
from app.records import MediationGroup
from app.rendering.raster import page_count, page_png
from app.statistics.packs import packs
from app.statistics.periods import Period
from app.statistics.spec import NO_FORM, Pack, TableSpec
from app.usecases import printing, report_papers, reporting
from app.usecases.merging_books import mergers
from app.usecases.printing import Selection, Source
from ui.demo_facts import Paper

YEAR = 2026
_GROUP = "T01"
_SAMPLES: dict[str, dict[str, Wanted]] = {  # by form, else by the kind of record it is printed of
    "mediation_case": {"code": "HG-2026-T01-03"},
    "outreach_event": {"code": "SK-2026-003"},
    "mediator": {"full_name": "Sơn Thị Mai Ly"},
    "van-ban-hoa-giai-khong-thanh": {"code": "HG-2026-T03-01"},
    "bao-cao-khan": {"code": "HG-2026-T02-03"},
    "van-ban-tu-choi-thu-lao": {"state": "refused"},
    "don-yeu-cau-toa-an": {"code": "HG-2026-T03-02"},
    "phieu-theo-doi-thoa-thuan": {"code": "HG-2026-T05-02"},
    "quyet-dinh-cong-nhan-to-truong": {"full_name": "Thạch Sa Rươl"},
    "quyet-dinh-thoi-hoa-giai-vien": {"full_name": "Mai Văn Út"},
    "ho-so-cuoc-thi": {"form": "contest"},
    "danh-sach-trao-giai": {"form": "contest"},
    "quyet-dinh-thoi-tuyen-truyen-vien": {"full_name": "Trịnh Văn Thôi"},
}
_CERTAINTY = {"read": "đã đọc trong nguồn", "internal": "mẫu nội bộ", "unverified": "chưa xác minh"}
_SHEETS = (".pdf", ".docx")
_DPI = 66  # of the small pictures


def print_every_form(store: Store, folder: Path) -> list[Paper]:
    """Print what the program can print from the demonstration's records."""
    return [paper for form in forms() for paper in _papers(store, form, folder)]


def print_bundle_papers(store: Store, folder: Path) -> list[Paper]:
    """Print the papers that go with a bundle, which have their words only once one has gone and its receipt is home."""
    travelled = [form for form in forms() if _of_bundle(printing.SOURCES[form.source])]
    chosen = [(form, sample(store, form)) for form in travelled]
    return [_paper(store, form, words, folder, _SHEETS) for form, words in chosen if words is not None]


def _of_bundle(source: Source) -> bool:
    return source.kind is None and "record" in source.needs


def _papers(store: Store, form: Form, folder: Path) -> Iterator[Paper]:
    book = printing.SOURCES[form.source].kind is None
    chosen = sample(store, form)
    if chosen is not None:
        yield _paper(store, form, chosen, folder, (*_SHEETS, ".xlsx") if book else _SHEETS)
    yield _paper(store, form, Selection(by_hand=True), folder, _SHEETS)


def sample(store: Store, form: Form) -> Selection | None:
    """Return what to fill a form with: the record, group and year that show it best; None when there is no record."""
    source = printing.SOURCES[form.source]
    record = group = ""
    if _of_bundle(source):
        booked = _newest_in_books(store, form.source)
        if booked is None:
            return None
        record = booked
    elif source.kind:
        wanted = _SAMPLES.get(form.id) or _SAMPLES.get(source.kind.table) or {}
        found = next(iter(store.every(source.kind, Query(where=wanted))), None)
        if found is None:
            return None
        record = found.id
    if "group" in source.needs:
        group = next(iter(store.every(MediationGroup, Query(where={"code": _GROUP})))).id
    return Selection(record=record, group=group, year=YEAR if "year" in source.needs else 0)


def _newest_in_books(store: Store, source: str) -> str | None:
    """Return the newest bundle, or the newest merger of units; None where there is none, as in the commune shown."""
    if source == "merger":
        return max((one.id for one in mergers(store)), default=None)
    sent = store.notes("sent_bundle")
    return str(max(sent, key=lambda row: row["number"])["bundle"]) if sent else None


def _paper(store: Store, form: Form, chosen: Selection, folder: Path, suffixes: tuple[str, ...]) -> Paper:
    name = printing.paper_name(store, form, chosen)
    files = tuple(printing.write_paper(store, form.id, chosen, folder / f"{name}{suffix}") for suffix in suffixes)
    variant = "bản trống" if chosen.by_hand else "có dữ liệu"
    return _shown(form.id, form.title, variant, form.certainty, files)


def print_tables(store: Store, folder: Path, period: Period) -> list[Paper]:
    """Print every statistical table that has its form, as the office of a register reports it."""
    ready = [(pack, spec) for pack in packs() if pack.status != NO_FORM for spec in pack.tables]
    return [_table(store, pack, spec, period, folder) for pack, spec in ready]


def _table(store: Store, pack: Pack, spec: TableSpec, period: Period, folder: Path) -> Paper:
    counted = reporting.table(store, pack.id, spec.id, period)
    name = f"bang-{report_papers.report_name(counted)}"
    written = (report_papers.write_report(store, counted, folder / f"{name}{suffix}") for suffix in (".pdf", ".xlsx"))
    return _shown(spec.id, spec.title, f"nơi nhận, {period.name().lower()}", pack.certainty, tuple(written))


def _shown(form: str, title: str, variant: str, certainty: str, files: tuple[Path, ...]) -> Paper:
    pdf = files[0].read_bytes()
    picture = files[0].parent / "pictures" / f"{files[0].stem}.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(page_png(pdf, dpi=_DPI))
    return Paper(form, title, variant, _CERTAINTY[certainty], files, page_count(pdf), picture)
