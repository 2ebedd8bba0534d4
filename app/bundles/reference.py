"""Reference data as it travels: what the manifest says of a set, and its items, one line each in the set's one file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.bundles.bag import Bag, Blob
from app.bundles.errors import BadBundle, damaged
from app.bundles.reading import decode, split_lines
from app.bundles.shapes import MOMENT, SHA256, UUID, is_count, is_line, is_text
from app.installed import (
    ANNOUNCEMENT,
    BASIS,
    FORM,
    HOLIDAYS,
    RATE,
    REGIME,
    STANDARD,
    STATISTICS,
    SUCCESSION,
    UNIT,
    Item,
)

KINDS = (FORM, STATISTICS, STANDARD, HOLIDAYS, BASIS, RATE, REGIME, UNIT, SUCCESSION, ANNOUNCEMENT)
MOST_ITEMS = 20_000
LARGEST_CONTENT = 200 << 10
_SHAPE = {"kind", "name", "valid_from", "retired", "content"}


@dataclass(frozen=True)
class About:
    """What the manifest says of a set: the higher version is the newer, whenever it comes."""

    set_id: str
    version: int
    title: str
    composed_at: str
    items: str  # SHA-256 of the file with the items


def write_about(about: About) -> dict[str, Any]:
    return {
        "set": about.set_id,
        "version": about.version,
        "title": about.title,
        "composed": about.composed_at,
        "items": about.items,
    }


def read_about(bag: Bag) -> About:
    """Return what a set says of itself; raises BadBundle when it does not say so in the form agreed on."""
    said = bag.manifest.get("reference")
    if not isinstance(said, dict) or said.keys() != {"set", "version", "title", "composed", "items"}:
        raise damaged("không có phần dữ liệu tham chiếu")
    shapes = ((UUID, said["set"]), (MOMENT, said["composed"]), (SHA256, said["items"]))
    sound = all(isinstance(text, str) and shape.fullmatch(text) for shape, text in shapes)
    if not (sound and is_line(said["title"], 300) and is_count(said["version"]) and said["version"]):
        raise damaged("phần dữ liệu tham chiếu không đúng dạng")
    if bag.blobs != {said["items"]}:
        raise damaged("tệp của bộ dữ liệu tham chiếu không đúng bản kê")
    return About(said["set"], said["version"], said["title"], said["composed"], said["items"])


# --- items ------------------------------------------------------------------------------------------------------------


def write_items(items: Iterable[Item]) -> Blob:
    """Return the file with the items of a set."""
    data = b"".join(orjson.dumps(_said(item)) + b"\n" for item in items)
    return Blob(hashlib.sha256(data).hexdigest(), lambda: io.BytesIO(data))


def _said(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "name": item.name,
        "valid_from": item.valid_from.isoformat() if item.valid_from else None,
        "retired": int(item.retired),
        "content": item.content,
    }


def read_items(bag: Bag, about: About) -> list[Item]:
    """Return the items of a set; raises BadBundle, for a set is taken whole or not at all."""
    file = io.BytesIO(b"".join(bag.blob(about.items)))
    items = [_item(decode(line)) for line in split_lines(file)]
    if len(items) > MOST_ITEMS or len({(item.kind, item.name, item.valid_from) for item in items}) != len(items):
        raise damaged("danh sách dữ liệu tham chiếu quá dài hoặc ghi một mục hai lần")
    return items


def _item(line: Any) -> Item:
    if not isinstance(line, dict) or line.keys() != _SHAPE:
        raise damaged("một dòng dữ liệu tham chiếu không đúng dạng")
    if line["kind"] not in KINDS:
        raise BadBundle(
            f"Bộ dữ liệu có loại “{str(line['kind'])[:40]}” mà bản chương trình này chưa biết.",
            "Cập nhật chương trình rồi nhập lại. Không có gì bị thay đổi.",
        )
    sound = (
        is_line(line["name"], 80)
        and line["name"]
        and line["retired"] in (0, 1)
        and is_text(line["content"], LARGEST_CONTENT)
    )
    if not sound:
        raise damaged("một dòng dữ liệu tham chiếu không đúng dạng")
    return Item(line["kind"], line["name"], line["content"], _day(line["valid_from"]), bool(line["retired"]))


def _day(said: Any) -> date | None:
    try:
        return None if said is None else date.fromisoformat(said)
    except (TypeError, ValueError):
        raise damaged("ngày áp dụng của dữ liệu tham chiếu không đúng dạng") from None
