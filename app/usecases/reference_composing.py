"""A set of reference data composed where the communes report to: judged, put in force here, signed and written out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.bundles.bag import RECORDS as BODY
from app.bundles.envelope import now
from app.bundles.keys import KeyCard
from app.bundles.policy import FULL
from app.bundles.reference import About, write_about, write_items
from app.bundles.sealing import Contents, seal
from app.bundles.stick import Written, clean_leftovers
from app.installed import Item
from app.ports import Store
from app.problems import Problem
from app.records.base import Record, new_id
from app.upgrades import SCHEMA
from app.usecases.key_change import news_for
from app.usecases.keys import enrolled, own_keys
from app.usecases.outgoing import free_number, head_of, plain_manifest, write_out
from app.usecases.reference_checking import check_items
from app.usecases.reference_records import RECORDS, written
from app.usecases.reference_sets import (
    STAGED,
    ReferenceSet,
    apply_set,
    items_of,
    keep,
    set_named,
    sets,
    since,
)

_NUMBER = "reference_bundles_written"


@dataclass(frozen=True)
class Wish:
    """What a new set is to bring over the one before: files read, announcements, what is retired, kinds of record."""

    title: str
    items: Sequence[Item] = ()
    retire: Sequence[tuple[str, str]] = ()
    kinds: tuple[type[Record], ...] = RECORDS


@dataclass(frozen=True)
class SetWritten:
    """What a set went into: the file, how many offices can read it, how many items and records it has."""

    file: Written
    readers: int
    items: int
    records: int


def compose(store: Store, wish: Wish) -> ReferenceSet:
    """Make a new set with everything in force here and what is wished besides, and put it in force here.

    Raises Problem, with nothing changed, when an item would not pass the loader that is to read it, or when the set
    would say nothing.
    """
    if not wish.title.strip():
        raise Problem("Bộ dữ liệu tham chiếu chưa có tên.", "Ghi tên cho biết bộ này có gì mới.")
    items = _together(store, wish)
    check_items(wish.items)
    records = written(store, wish.kinds)
    if not items and not records:
        raise Problem("Chưa có gì để gửi xuống.", "Chọn thư mục có tệp mới, ghi thông báo, hoặc nhập mức chi, văn bản.")
    entry: dict[str, Any] = {
        "set_id": new_id(),
        "unit": store.unit,
        "version": max((one.version for one in sets(store) if one.unit == store.unit), default=0) + 1,
        "title": wish.title.strip(),
        "composed_at": now(),
        "came_at": now(),
        "bundle": "",
        "sha256": "",
        "schema": SCHEMA,
        "records": records,
        "state": STAGED,
    }
    with store.atomic():
        keep(store, entry, items)
        apply_set(store, entry["set_id"])
    return set_named(store, entry["set_id"])


def _together(store: Store, wish: Wish) -> list[Item]:
    """Return what our last set said with the wishes in its place, and what is retired marked."""
    mine = [one for one in sets(store) if one.unit == store.unit and one.place]
    said = items_of(store, mine[0].set_id) if mine else []
    retired = [_retired(said, kind, name) for kind, name in wish.retire]
    check_items(retired)
    for item in (*wish.items, *retired):
        said = [old for old in said if not _replaces(item, old)]
        said.append(item)
    return sorted(said, key=lambda item: (item.kind, item.name, since(item)))


def _retired(said: Sequence[Item], kind: str, name: str) -> Item:
    content = next((item.content for item in reversed(said) if (item.kind, item.name) == (kind, name)), "")
    return Item(kind, name, content, retired=True)


def _replaces(new: Item, old: Item) -> bool:
    """Tell whether an item stands in the place of an older one.

    What is to come on another day stays, unless all is retired; so does what holds until a new item's day has come.
    """
    if (new.kind, new.name) != (old.kind, old.name):
        return False
    today = date.today()  # noqa: DTZ011 (items are dated by calendar days)
    return new.retired or since(old) == since(new) or max(since(old), since(new)) <= today


def write_set(store: Store, set_id: str, folder: Path) -> SetWritten:
    """Write a set for every office whose card we trust, as often as it is wanted.

    Raises Problem when no office is enrolled, when the set is not ours, or with what was written said.
    """
    chosen = set_named(store, set_id)
    if chosen.unit != store.unit:
        raise Problem(f"{chosen.title} do đơn vị {chosen.unit} lập.", "Chỉ nơi lập mới ký và ghi bộ dữ liệu được.")
    cards = readers(store)
    clean_leftovers(folder)
    row = store.notes("reference_set", {"set_id": set_id})[0]
    items = write_items(items_of(store, set_id))
    about = About(chosen.set_id, chosen.version, chosen.title, chosen.composed_at, items.sha256)
    counts = _counts(row["records"])
    with store.atomic():
        head = head_of(store, "reference", cards)
        number = free_number(store, folder, int(store.setting(_NUMBER, 0)) + 1)
        said = {
            "range": {"after": 0, "upto": store.last_seq()},
            "number": number,
            "level": FULL,
            "counts": counts,
            "reference": write_about(about),
            "keys": _news(store, cards),
        }
        contents = Contents(BODY, [row["records"]], lambda: plain_manifest(head) | said, [items])
        with seal(head, contents, own_keys(store), [card.read for card in cards]) as outer:
            file = write_out(store, folder, number, outer)
        store.set_setting(_NUMBER, number)
    return SetWritten(file, len(cards), len(items_of(store, set_id)), sum(counts.values()))


def _news(store: Store, cards: Sequence[KeyCard]) -> list[str]:
    """Return which keys of the readers' units we withdrew."""
    own, units = own_keys(store), dict.fromkeys(card.unit for card in cards)
    return [text for unit in units for text in news_for(store, unit, own)]


def readers(store: Store) -> list[KeyCard]:
    """Return the cards of the offices below and above that we trust."""
    cards = [card for card in enrolled(store) if card.unit != store.unit]
    if not cards:
        raise Problem("Chưa ghi danh thẻ khóa của đơn vị nào.", "Ghi danh thẻ khóa của các xã, phường rồi ghi lại.")
    return cards


def _counts(records: bytes) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in _tables(records.splitlines()):
        counts[table] = counts.get(table, 0) + 1
    return counts


def _tables(lines: Iterable[bytes]) -> Iterable[str]:
    return (line[6 : line.index(b'"', 6)].decode() for line in lines)  # {"t":"rate",…
