"""Reference data from files laid out as the program's resources are, and what the program carries of each kind."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson

import resources
from app import installed
from app.installed import Item
from app.problems import Problem, os_said
from app.usecases.reference_checking import rate_name

_LARGEST = 4 << 20
_REMEDY = (
    "Xếp các tệp như thư mục resources của chương trình: forms, statistics, standards, catalogues, units, thong-bao."
)
_FOLDERS = {"forms": installed.FORM, "statistics": installed.STATISTICS, "standards": installed.STANDARD}
Table = Callable[[str], Iterator[Item]]


def read_folder(folder: Path) -> list[Item]:
    """Return what the files of a folder bring; raises Problem naming the file that is not understood."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    if not files:
        raise Problem(f"Thư mục {folder.name} không có tệp nào.", _REMEDY)
    return [item for path in files for item in _read(path.relative_to(folder).as_posix(), path)]


def _read(place: str, path: Path) -> list[Item]:
    table = _TABLES.get(place)
    group, slash, name = place.partition("/")
    try:
        if table is not None:
            return [item for item in table(_text(path)) if carried(item.kind).get(item.name) != item]
        if slash and "/" not in name and group in _FOLDERS and path.suffix == ".toml":
            return [_pack(_FOLDERS[group], path)]
        if group == "thong-bao" and path.suffix in (".txt", ".md"):
            return [announcement(path.stem, _text(path))]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem(f"Tệp {place} không đúng dạng: {error}.", _REMEDY) from error
    except OSError as error:
        raise Problem(f"Không đọc được tệp {place}: {os_said(error)}.", "Kiểm tra tệp còn ở đó và đọc được.") from error
    raise Problem(f"Không biết tệp {place} là dữ liệu gì.", _REMEDY)


def _text(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"tệp dài hơn {_LARGEST >> 20} MB")
    return path.read_text(encoding="utf-8-sig")


def _pack(kind: str, path: Path) -> Item:
    text = _text(path)
    since = tomllib.loads(text).get("valid_from")
    return Item(kind, path.stem, text, since if isinstance(since, date) else None)


def announcement(name: str, text: str, *, until: date | None = None) -> Item:
    """Return an announcement; its first line is its title."""
    title, _, rest = text.strip().partition("\n")
    said = {"title": title.strip(), "text": rest.strip(), "on": _today(), "until": until.isoformat() if until else None}
    return Item(installed.ANNOUNCEMENT, name, _json(said))


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 (a day people read)


# --- tables -----------------------------------------------------------------------------------------------------------


def _holidays(text: str) -> Iterator[Item]:
    """Yield an item for each year: a year's days off are announced together."""
    reader = csv.DictReader(text.splitlines())
    heads = list(reader.fieldnames or ())
    years: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in reader:
        years[row["date"][:4]].append(row)
    for year, rows in sorted(years.items()):
        yield Item(installed.HOLIDAYS, year, _csv(heads, rows))


def _csv(heads: list[str], rows: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _bases(text: str) -> Iterator[Item]:
    for entry in tomllib.loads(text)["basis"]:
        yield Item(installed.BASIS, entry["id"], _json(entry))


def _rates(text: str) -> Iterator[Item]:
    for entry in tomllib.loads(text)["rate"]:
        yield Item(installed.RATE, rate_name(entry), _json(entry))


def _regimes(text: str) -> Iterator[Item]:
    for entry in tomllib.loads(text)["regime"]:
        yield Item(installed.REGIME, entry["id"], _json(entry))


_KINDS = {"Xã": "commune", "Phường": "ward", "Đặc khu": "special_zone"}


def _units(text: str) -> Iterator[Item]:
    for row in csv.DictReader(text.splitlines()):
        said = {
            "code": row["ma_xa"],
            "name": row["ten_xa"],
            "kind": _KINDS.get(row["loai"], "commune"),
            "province_code": row["ma_tinh"],
            "province": row["ten_tinh"],
        }
        yield Item(installed.UNIT, row["ma_xa"], _json(said))


def _successions(text: str) -> Iterator[Item]:
    for row in csv.DictReader(text.splitlines()):
        said = {
            "old_code": row["ma_xa_cu"],
            "old_name": row["ten_xa_cu"],
            "district": row["ten_huyen_cu"],
            "code": row["ma_xa_moi"],
            "name": row["ten_xa_moi"],
            "partial": int(row["mot_phan"] == "1"),
        }
        yield Item(installed.SUCCESSION, f"{row['ma_xa_cu']} {row['ma_xa_moi']}", _json(said))


def _json(said: Any) -> str:
    return orjson.dumps(said).decode()


_TABLES: dict[str, Table] = {
    "catalogues/holidays_vn.csv": _holidays,
    "catalogues/legal_bases.toml": _bases,
    "catalogues/rates.toml": _rates,
    "statistics/periods.toml": _regimes,
    "units/units_2025.csv": _units,
    "units/units_old_to_new.csv": _successions,
}
_PLACES = {
    installed.HOLIDAYS: "catalogues/holidays_vn.csv",
    installed.BASIS: "catalogues/legal_bases.toml",
    installed.RATE: "catalogues/rates.toml",
    installed.REGIME: "statistics/periods.toml",
    installed.UNIT: "units/units_2025.csv",
    installed.SUCCESSION: "units/units_old_to_new.csv",
}


# --- what the program carries -----------------------------------------------------------------------------------------

_carried: dict[str, dict[str, Item]] = {}


def carried(kind: str) -> dict[str, Item]:
    """Return what the program itself brings of a kind, by name."""
    if kind not in _carried:
        _carried[kind] = {item.name: item for item in _read_carried(kind)}
    return _carried[kind]


def _read_carried(kind: str) -> Iterator[Item]:
    if kind in _PLACES:
        path = resources.path(*_PLACES[kind].split("/"))
        yield from _TABLES[_PLACES[kind]](path.read_text(encoding="utf-8-sig"))
    for folder, found in _FOLDERS.items():
        if found == kind and resources.path(folder).is_dir():
            texts = resources.path(folder).glob("*.toml")
            yield from (_pack(kind, path) for path in texts if f"{folder}/{path.name}" not in _TABLES)
