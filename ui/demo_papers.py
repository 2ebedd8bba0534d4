"""The demonstration's papers: every form filled and blank, in every kind of file that makes sense, with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.forms.model import Form
from app.forms.packs import forms
from app.ports import Query, Store
from app.records import MediationGroup
from app.rendering.raster import page_count, page_png
from app.usecases import printing
from app.usecases.printing import Selection
from ui.demo_facts import Paper

YEAR = 2026
_SAMPLES = {"mediation_case": "HG-2026-T01-03", "outreach_event": "SK-2026-003"}
_GROUP = "T01"
_CERTAINTY = {"read": "đã đọc trong nguồn", "internal": "mẫu nội bộ", "unverified": "chưa xác minh"}
_DPI = 66  # of the small pictures


def print_every_form(store: Store, folder: Path) -> list[Paper]:
    """Print what the program can print from the demonstration's records."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pictures").mkdir(exist_ok=True)
    return [paper for form in forms() for paper in _papers(store, form, folder)]


def _papers(store: Store, form: Form, folder: Path) -> Iterator[Paper]:
    book = printing.SOURCES[form.source].kind is None
    chosen = sample(store, form)
    if chosen is not None:
        yield _paper(store, form, chosen, folder, (".pdf", ".docx", ".xlsx") if book else (".pdf", ".docx"))
    yield _paper(store, form, Selection(by_hand=True), folder, (".pdf", ".docx"))


def sample(store: Store, form: Form) -> Selection | None:
    """Return what to fill a form with: the record, group and year that show it best; None when there is no record."""
    source = printing.SOURCES[form.source]
    record = group = ""
    if source.kind:
        chosen = Query(where={"code": _SAMPLES[source.kind.table]}) if source.kind.table in _SAMPLES else Query()
        found = next(iter(store.every(source.kind, chosen)), None)
        if found is None:
            return None
        record = found.id
    if "group" in source.needs:
        group = next(iter(store.every(MediationGroup, Query(where={"code": _GROUP})))).id
    return Selection(record=record, group=group, year=YEAR if "year" in source.needs else 0)


def _paper(store: Store, form: Form, chosen: Selection, folder: Path, suffixes: tuple[str, ...]) -> Paper:
    name = printing.paper_name(store, form, chosen)
    files = tuple(printing.write_paper(store, form.id, chosen, folder / f"{name}{suffix}") for suffix in suffixes)
    pdf = files[0].read_bytes()
    picture = folder / "pictures" / f"{name}.png"
    picture.write_bytes(page_png(pdf, dpi=_DPI))
    return Paper(
        form=form.id,
        title=form.title,
        variant="bản trống" if chosen.by_hand else "có dữ liệu",
        certainty=_CERTAINTY[form.certainty],
        files=files,
        pages=page_count(pdf),
        picture=picture,
    )
