"""The verb that makes a register: which office it is for, and what it is called."""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.ports import Store
from app.problems import Problem
from app.records import units
from app.records.office import Office
from app.usecases import records
from app.usecases.founding import Founding, found
from app.usecases.office import own_office
from ui.verbs.base import Said


def init_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        choices=("commune", "middle", "province"),
        required=True,
        help="xã, phường; đầu mối trung gian; Sở Tư pháp",
    )
    parser.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị hành chính")
    parser.add_argument("--name", default="", metavar="TÊN", help="tên đơn vị; bỏ trống thì lấy theo danh mục")
    parser.add_argument("--receiver", default="", metavar="MÃ", help="mã tỉnh, thành phố nhận dữ liệu của xã")


def found_office(store: Store, asked: Namespace) -> Office:
    """Write the register's first records."""
    if asked.role == "commune" and (unit := _unit(asked)) and unit.province_code:
        found(store, Founding(unit))
    elif asked.role == "middle":
        _found_middle(store, asked)
    else:
        records.save(store, _office(asked))
    return own_office(store)


def _found_middle(store: Store, asked: Namespace) -> None:
    """Write an office that carries for others, with its way on when it is known."""
    province = _province_name(asked.receiver)
    found(store, Founding(units.Unit(asked.unit, asked.name, "middle", asked.receiver, province)))


def check_office(asked: Namespace) -> None:
    """Raise Problem, before anything is made, when the office cannot be named."""
    if not asked.unit.strip() or len(asked.unit) > 20:
        raise Problem("Mã đơn vị phải có từ 1 đến 20 ký tự.", "Dùng mã trong danh mục đơn vị hành chính.")
    known = {"commune": units.unit, "province": _province_name}.get(asked.role, lambda _: None)(asked.unit)
    if not known and not asked.name:
        raise Problem(f"Danh mục không có đơn vị mã {asked.unit}.", "Kiểm tra mã, hoặc ghi tên đơn vị bằng --name.")
    if asked.receiver and not _province_name(asked.receiver):
        raise Problem(f"Danh mục không có tỉnh, thành phố mã {asked.receiver}.", "Kiểm tra lại mã sau --receiver.")


def _unit(asked: Namespace) -> units.Unit:
    """Return the unit of the list, or one the list does not know, by the name given."""
    known = units.unit(asked.unit) or units.Unit(asked.unit, asked.name, "commune", "", "")
    code = asked.receiver or known.province_code
    return dataclasses.replace(known, name=asked.name or known.name, province_code=code, province=_province_name(code))


def _office(asked: Namespace) -> Office:
    if asked.role == "commune":
        unit = _unit(asked)
        return Office(code=unit.code, name=unit.name, kind=unit.kind, province=unit.province)
    province = _province_name(asked.unit)
    return Office(code=asked.unit, name=asked.name or f"Sở Tư pháp {province}", kind="province", province=province)


def _province_name(code: str) -> str:
    return dict(units.provinces()).get(code, "")


def said_of_founding(made: Office, folder: Path, recovery: str) -> Said:
    text = (
        f"Đã tạo sổ của {made.name} trong {folder}.\n"
        f"Mã khôi phục (chỉ hiện một lần này): {recovery}\n"
        "Chép mã ra giấy và cất riêng: quên mật khẩu mà mất mã thì không ai mở được sổ."
    )
    result = {"folder": str(folder), "unit": made.code, "name": made.name, "kind": made.kind, "recovery_code": recovery}
    return Said(result, text)
