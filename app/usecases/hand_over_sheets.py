"""The hand-over sheet of a file with names: made by itself as the file goes out, both copies in one PDF."""

from __future__ import annotations

from pathlib import Path

from app.bundles.policy import FULL
from app.forms.packs import form
from app.ports import Store
from app.problems import Problem, os_said
from app.usecases.printing import Selection, paper_name, write_paper

FORM = "phieu-ban-giao-du-lieu"
FOLDER = "phieu"  # beside the register


def write_sheet(store: Store, bundle: str, level: str, folder: Path) -> Path | None:
    """Write the sheet of a file that has just gone out; None for a file without names, which needs none.

    It names offices, the officer and the stick, and nobody of any case. An earlier sheet is never written over.
    Raises Problem when it cannot be written: the file itself has gone out all the same.
    """
    if level != FULL:
        return None
    _make(folder)
    chosen = Selection(record=bundle)
    name = paper_name(store, form(FORM), chosen)
    target = folder / f"{name}.pdf"
    return write_paper(store, FORM, chosen, folder / f"{name}-{bundle[-8:]}.pdf" if target.exists() else target)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"Không tạo được thư mục {folder} để ghi phiếu bàn giao: {os_said(error)}.",
            "Tệp dữ liệu đã ghi xong; in phiếu bàn giao ở trang Đồng bộ USB.",
        ) from error
