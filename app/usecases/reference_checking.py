"""What of reference data this program can use: each kind judged by the loader that will read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import orjson

from app import installed
from app.fields import Options
from app.forms.packs import form_ids, read_form
from app.installed import Item
from app.problems import Problem
from app.records import deadlines, legal, units
from app.records.office import OFFICE_KINDS
from app.statistics import periods
from app.statistics.packs import pack_ids, read_pack
from app.statistics.standards import read_standard
from app.usecases.money import read_rate

KIND_WORDS: Options = (
    (installed.FORM, "Mẫu giấy tờ"),
    (installed.STATISTICS, "Gói bảng số liệu"),
    (installed.STANDARD, "Bộ tiêu chí"),
    (installed.HOLIDAYS, "Ngày nghỉ của năm"),
    (installed.BASIS, "Căn cứ pháp luật"),
    (installed.RATE, "Mức chi tối đa toàn quốc"),
    (installed.REGIME, "Chế độ báo cáo"),
    (installed.UNIT, "Đơn vị hành chính"),
    (installed.SUCCESSION, "Đơn vị kế thừa"),
    (installed.ANNOUNCEMENT, "Thông báo"),
)
RETIRABLE = (installed.FORM, installed.STATISTICS, installed.STANDARD, installed.UNIT, installed.ANNOUNCEMENT)
_REMEDY = "Đề nghị nơi lập bộ dữ liệu sửa mục này rồi lập bộ mới. Không có gì bị thay đổi."
_MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError)  # what readers of tables raise


def check_items(items: Iterable[Item]) -> None:
    """Raise Problem naming the first item that this program could not use."""
    for item in items:
        check_item(item)


def check_item(item: Item) -> None:
    """Raise Problem with the reason when an item would not pass the loader that is to read it."""
    if item.retired:
        _check_retirement(item)
        return
    try:
        _CHECKS[item.kind](item)
    except Problem as problem:
        raise Problem(f"{words(item)}: {problem.message}", _REMEDY) from problem
    except _MISSHAPEN as error:
        raise Problem(f"{words(item)}: nội dung không đúng dạng.", _REMEDY) from error


def words(item: Item) -> str:
    """Return “Mẫu giấy tờ “bien-ban-bau””."""
    return f"{dict(KIND_WORDS)[item.kind]} “{item.name}”"


def _check_retirement(item: Item) -> None:
    if item.kind not in RETIRABLE:
        raise Problem(f"{words(item)} không cho thôi dùng được: mục có ngày thì ghi ngày hết hiệu lực.", _REMEDY)
    if item.kind == installed.STATISTICS and pack_ids() == (item.name,):
        raise Problem(f"{words(item)} là gói duy nhất còn dùng nên không bỏ được.", _REMEDY)
    if item.kind == installed.FORM and form_ids() == (item.name,):
        raise Problem(f"{words(item)} là mẫu duy nhất còn dùng nên không bỏ được.", _REMEDY)


# --- each kind --------------------------------------------------------------------------------------------------------


def _form(item: Item) -> None:
    read_form(item.name, item.content)


def _statistics(item: Item) -> None:
    read_pack(item.name, item.content)


def _standard(item: Item) -> None:
    read_standard(item.name, item.content)


def _holidays(item: Item) -> None:
    days = list(deadlines.read_days(item.content))
    if not days or {str(day.day.year) for day in days} != {item.name}:
        raise Problem("phải là các ngày của đúng một năm.", _REMEDY)


def _basis(item: Item) -> None:
    entry = orjson.loads(item.content)
    basis = legal.read_basis(entry)
    texts = (basis.id, basis.number, basis.text, basis.certainty, *basis.topics)
    if basis.id != item.name or not all(isinstance(text, str) and text for text in texts):
        raise ValueError(item.name)


def _rate(item: Item) -> None:
    rate = read_rate(item)
    if rate_name(rate) != item.name or type(rate["amount"]) is not int or rate["amount"] <= 0 or not rate["basis"]:
        raise ValueError(item.name)


def rate_name(rate: dict[str, Any]) -> str:
    """Return the name an item has that carries a national ceiling: “case_success 2023-10-06”."""
    return f"{rate['item']} {rate['valid_from']}"


def _regime(item: Item) -> None:
    regime = periods.read_regime(orjson.loads(item.content))
    if regime.id != item.name or not periods.of_regime(regime, regime.from_year):
        raise ValueError(item.name)


def _unit(item: Item) -> None:
    unit = units.read_unit(orjson.loads(item.content))
    texts = (unit.code, unit.name, unit.province_code, unit.province)
    if unit.code != item.name or unit.kind not in dict(OFFICE_KINDS) or not all(_said(text) for text in texts):
        raise ValueError(item.name)


def _succession(item: Item) -> None:
    found = units.read_succession(orjson.loads(item.content))
    if f"{found.old_code} {found.code}" != item.name or not (_said(found.old_name) and _said(found.name)):
        raise ValueError(item.name)


def _said(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _announcement(item: Item) -> None:
    said = orjson.loads(item.content)
    if not (_said(said["title"]) and isinstance(said["text"], str)):
        raise ValueError(item.name)
    for day in (said["on"], said["until"]):
        if day is not None:
            date.fromisoformat(day)


_CHECKS: dict[str, Callable[[Item], None]] = {
    installed.FORM: _form,
    installed.STATISTICS: _statistics,
    installed.STANDARD: _standard,
    installed.HOLIDAYS: _holidays,
    installed.BASIS: _basis,
    installed.RATE: _rate,
    installed.REGIME: _regime,
    installed.UNIT: _unit,
    installed.SUCCESSION: _succession,
    installed.ANNOUNCEMENT: _announcement,
}
