"""The hand-over sheet of a file with names, written beside the register without being asked, offered for printing."""

from __future__ import annotations

from pathlib import Path

from app.problems import Problem
from ui import dialogs
from ui.session import Session
from ui.texts import tr


def made(session: Session, bundle: str, level: str) -> Path | None:
    """Write the sheet of a file that has just gone out.

    None for a file without names, and when the sheet cannot be written, which is shown.
    """
    from app.usecases.hand_over_sheets import FOLDER, write_sheet

    try:
        return write_sheet(session.store, bundle, level, session.services.folder / FOLDER)
    except Problem as problem:
        dialogs.say_problem(problem)
        return None


def told(sheet: Path | None) -> str:
    """Say which sheet was made, to be added to what is said of the file; nothing without one."""
    if sheet is None:
        return ""
    return tr(" Đã lập phiếu bàn giao dữ liệu, hai bản: {file}. In, hai bên ký khi giao.").format(file=sheet.name)


def offer(session: Session, bundle: str) -> None:
    """Show the sheet, ready to be printed."""
    from app.forms.packs import form
    from app.usecases.hand_over_sheets import FORM
    from app.usecases.printing import Selection
    from ui.printing import PrintDialog

    PrintDialog(session, [form(FORM)], Selection(record=bundle)).ended()
