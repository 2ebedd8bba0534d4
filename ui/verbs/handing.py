"""What verbs that hand something over have in common: the stick, the sheet that goes along, the file of a secret."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from app.bundles.drives import stick_of, system_drives
from app.bundles.policy import FULL
from app.ports import Store
from app.problems import Problem
from app.usecases.hand_over import Carrier
from app.usecases.hand_over_sheets import FOLDER, write_sheet
from ui import places
from ui.verbs.base import WITH_REJECTS, Said


def sheet_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--sheet-to",
        type=Path,
        metavar="THƯ_MỤC",
        help=f"nơi ghi phiếu bàn giao của gói có họ tên (mặc định: {FOLDER} trong thư mục sổ)",
    )


def first_line(file: Path, what: str) -> str:
    """Read a secret from the first line of a file, for none may stand on the command line itself."""
    try:
        return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"Không đọc được tệp {what} {file}.", "Kiểm tra đường dẫn và quyền đọc.") from error


def carrier_on(folder: Path) -> Carrier:
    """Return the stick on which a folder lies, for the register of sticks."""
    stick = stick_of(system_drives(), folder)
    return Carrier(stick.label, stick.serial) if stick else Carrier()


def check_sheet_folder(asked: Namespace) -> None:
    """Refuse a folder that is not there before anything is written."""
    if asked.sheet_to and not asked.sheet_to.is_dir():
        raise Problem(
            f"Không có thư mục {asked.sheet_to} để ghi phiếu bàn giao.", "Tạo thư mục đó, hoặc bỏ --sheet-to."
        )


def with_sheet(store: Store, asked: Namespace, said: Said, *, bundle: str, level: str = FULL) -> Said:
    """Write the hand-over sheet of what has gone out and add it to what is said.

    A sheet that cannot be written is told as a Problem: what it is of has gone out all the same.
    """
    folder = asked.sheet_to or (Path(asked.data) if asked.data else places.data_folder()) / FOLDER
    try:
        sheet = write_sheet(store, bundle, level, folder)
    except Problem as problem:
        return replace(said, result=said.result | {"sheet": None}, status=WITH_REJECTS, problems=(problem,))
    text = f"{said.text}\nPhiếu bàn giao dữ liệu (hai bản, in rồi ký khi giao): {sheet}" if sheet else said.text
    return replace(said, result=said.result | {"sheet": str(sheet) if sheet else None}, text=text)
