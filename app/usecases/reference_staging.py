"""A set of reference data that came in: judged whole, put aside, nothing of it in force until somebody applies it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bundles.bag import RECORDS as BODY
from app.bundles.envelope import now
from app.bundles.errors import BadBundle, damaged
from app.bundles.opening import Opened
from app.bundles.reference import read_about, read_items
from app.bundles.shapes import is_text
from app.ports import Store
from app.usecases.key_change import take_news
from app.usecases.reference_checking import check_items
from app.usecases.reference_records import read
from app.usecases.reference_sets import STAGED, ReferenceSet, keep, set_named, sets
from app.usecases.routes import offices_above


@dataclass(frozen=True)
class Staged:
    """A set that waits to be applied; `already` when it was here before, `news` of keys that was taken at once."""

    chosen: ReferenceSet
    already: bool
    news: tuple[str, ...]


def stage(store: Store, opened: Opened) -> Staged:
    """Put a verified set aside; raises BadBundle or Problem, with nothing changed, when any piece of it is unfit."""
    unit = opened.head.unit
    if unit not in offices_above(store, date.today()):  # noqa: DTZ011 (routes are dated by calendar days)
        raise BadBundle(
            f"Đơn vị {unit} không phải nơi nhận dữ liệu của sổ này nên không gửi dữ liệu tham chiếu xuống được.",
            "Hỏi lại nơi gửi. Chỉ dùng dữ liệu tham chiếu của cơ quan quản lý trên tuyến gửi.",
        )
    about, manifest = read_about(opened.bag), opened.bag.manifest
    items = read_items(opened.bag, about)
    check_items(items)
    if opened.bag.body != BODY:
        raise damaged("bộ dữ liệu tham chiếu không có phần hồ sơ")
    records = b"".join(line + b"\n" for line in opened.bag.lines())
    read(records, unit, manifest["schema"])
    with store.atomic():
        already = bool(store.notes("reference_set", {"set_id": about.set_id}))
        if not already:
            entry = {
                "set_id": about.set_id,
                "unit": unit,
                "version": about.version,
                "title": about.title,
                "composed_at": about.composed_at,
                "came_at": now(),
                "bundle": opened.head.bundle,
                "sha256": opened.sha256,
                "schema": manifest["schema"],
                "records": records,
                "state": STAGED,
            }
            keep(store, entry, items)
        news = take_news(store, _news(manifest.get("keys", [])))
    return Staged(set_named(store, about.set_id), already, tuple(news))


def _news(said: Any) -> list[str]:
    if not isinstance(said, list) or not all(is_text(text, 1 << 14) for text in said):
        raise damaged("tin về khóa không đúng dạng")
    return said


def waiting(store: Store) -> list[ReferenceSet]:
    """Return the sets that could be applied now: staged, and newer than what their author has in force here."""
    found = sets(store)
    top = {one.unit: one.order() for one in sorted(found, key=ReferenceSet.order) if one.place}
    return [one for one in found if one.state == STAGED and one.order() > top.get(one.unit, (0, ""))]
