"""The list of administrative units in force since 01/07/2025 and what became of the older ones.

A state document, taken from vietnamadminunits 1.0.4 (MIT; the notice is kept beside the data). Codes are those of
QĐ 19/2025/QĐ-TTg; an old code may name another unit today, so a code alone is not an identity over time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

import resources
from app import installed
from app.vietnamese import fold, sort_key

_KINDS = {"Xã": "commune", "Phường": "ward", "Đặc khu": "special_zone"}


@dataclass(frozen=True)
class Unit:
    code: str
    name: str  # “Xã Kế Sách”
    kind: str  # a code of OFFICE_KINDS
    province_code: str
    province: str


@dataclass(frozen=True)
class Succession:
    """An old unit and one unit that took it in; `partial` when only a part of it went there."""

    old_code: str
    old_name: str
    district: str  # a label of old addresses only
    code: str
    name: str
    partial: bool


_units: list[Unit] = []
_retired: dict[str, Unit] = {}
installed.on_change(_units.clear)


def units() -> list[Unit]:
    """Return the 3,321 units, and what reference data made of them, province by province, in Vietnamese order."""
    if not _units:
        added = installed.installed(installed.UNIT)
        found = {unit.code: unit for unit in carried_units()}
        found |= {code: read_unit(orjson.loads(item.content)) for code, item in added.items() if item.content}
        _retired.clear()
        _retired.update((code, found.pop(code)) for code, item in added.items() if item.retired and code in found)
        _units.extend(sorted(found.values(), key=lambda unit: (unit.province_code, sort_key(unit.name))))
    return _units


def carried_units() -> list[Unit]:
    return [
        Unit(row["ma_xa"], row["ten_xa"], _KINDS.get(row["loai"], "commune"), row["ma_tinh"], row["ten_tinh"])
        for row in _rows("units_2025.csv")
    ]


def read_unit(said: dict[str, Any]) -> Unit:
    """Return the unit an item of reference data names; raises KeyError or TypeError when it is none."""
    return Unit(said["code"], said["name"], said["kind"], said["province_code"], said["province"])


def provinces() -> list[tuple[str, str]]:
    """Return (code, name) of the provinces, in Vietnamese order of their names."""
    named = {unit.province_code: unit.province for unit in units()}
    return sorted(named.items(), key=lambda pair: sort_key(pair[1]))


def unit(code: str) -> Unit | None:
    """Return the unit of a code; a retired code still tells its name, for old records."""
    return next((found for found in units() if found.code == code), None) or _retired.get(code)


def find_units(text: str, province_code: str = "") -> list[Unit]:
    """Return the units whose name holds every word typed, without marks; of one province when it is given."""
    wanted = fold(text).split()
    return [
        found
        for found in units()
        if province_code in ("", found.province_code) and all(word in fold(found.name) for word in wanted)
    ]


def successions(old_code: str) -> list[Succession]:
    """Return what became of a unit. Where the two sources of 2025 differ only the surer one is used."""
    found = [_succession(row) for row in _rows("units_old_to_new.csv") if row["ma_xa_cu"] == old_code and _sure(row)]
    by_code = {one.code: one for one in found}
    for item in installed.installed(installed.SUCCESSION).values():
        said = read_succession(orjson.loads(item.content))
        if said.old_code == old_code:
            by_code[said.code] = said
    return list(by_code.values())


def read_succession(said: dict[str, Any]) -> Succession:
    """Return the succession an item of reference data names; raises KeyError when it is none."""
    return Succession(
        said["old_code"], said["old_name"], said["district"], said["code"], said["name"], bool(said["partial"])
    )


def _sure(row: dict[str, str]) -> bool:
    return row["khop_2_nguon"] in ("ca_hai", "chi_VP")


def _succession(row: dict[str, str]) -> Succession:
    return Succession(
        old_code=row["ma_xa_cu"],
        old_name=row["ten_xa_cu"],
        district=row["ten_huyen_cu"],
        code=row["ma_xa_moi"],
        name=row["ten_xa_moi"],
        partial=row["mot_phan"] == "1",
    )


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    path = Path(resources.path("units", file_name))
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
