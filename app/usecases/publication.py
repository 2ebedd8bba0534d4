"""Where a receiving office publishes, without the password, and what stood there after the last time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.ports import Query, Store
from app.problems import Problem
from app.usecases.publishing import Published, Target, publish, tables

PLACE = "publish_to"  # setting: an address without its password, or a folder
SCHEMA = "publish_schema"
LAST = "published"
DEFAULT_SCHEMA = "so_tu_phap"
_BEFORE_HOST = re.compile(r"(://[^/?#@:]*):([^/?#]*)@")
_AMONG_OPTIONS = re.compile(r"([?&])password=([^&#]*)&?")
_BEHIND_HOST = re.compile(r"[/?#]")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")  # an address of numbers and colons


@dataclass(frozen=True)
class Publication:
    """The last run: when, where to, what it wrote and took away, and how many records of each kind stand there."""

    at: str
    where: str
    upto: int
    written: int
    removed: int
    batches: int
    anew: bool
    held: dict[str, int] = field(default_factory=dict)


def without_password(where: str) -> tuple[str, str]:
    """Return a place without its password, wherever in the address it stands, and the password."""
    where = where.strip()
    if "://" not in where:
        return where, ""
    found = [*_BEFORE_HOST.findall(where), *_AMONG_OPTIONS.findall(where)]
    kept = _AMONG_OPTIONS.sub(r"\1", _BEFORE_HOST.sub(r"\1@", where)).rstrip("?&")
    return kept, _unquoted(found[-1][1]) if found else ""


def _unquoted(text: str) -> str:
    """Return what a part of an address stands for: RFC 3986, 2.1."""
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda said: bytes((int(said[1], 16),)), text.encode())
    return raw.decode(errors="replace")


def _told_apart(place: str) -> bool:
    """Tell whether what is left of an address cannot hold a piece of a password, one with signs nobody escaped."""
    if "://" not in place:
        return True
    network, *rest = _BEHIND_HOST.split(place.partition("://")[2], maxsplit=1)
    user, _, hosts = network.rpartition("@")
    ports = [host.partition(":")[2] for host in _IN_BRACKETS.sub("", hosts).split(",")]
    sound = not {":", "@"} & set(user) and all(port.isdigit() for port in ports if port)
    return sound and "@" not in "".join(rest).partition("=")[0]


def keep_place(store: Store, where: str, schema: str) -> tuple[str, str]:
    """Keep where to publish; return it, and the password that stood in it, which is kept nowhere.

    Raises Problem when nothing is named, or when the password cannot be told from the rest.
    """
    place, password = without_password(where)
    if not place:
        raise Problem("Chưa ghi nơi xuất bản.", "Ghi địa chỉ PostgreSQL, hoặc chọn một thư mục.")
    if not _told_apart(place):
        raise Problem(
            "Địa chỉ nơi xuất bản không đúng dạng.",
            "Viết: postgresql://người-dùng@máy:cổng/tên, mật khẩu gõ vào ô riêng.",
        )
    with store.atomic():
        store.set_setting(PLACE, place)
        store.set_setting(SCHEMA, schema.strip() or DEFAULT_SCHEMA)
    return place, password


def publish_to(store: Store, target: Target, where: str, say: Callable[[str], None] = lambda _: None) -> Published:
    """Publish, and note what stands there now; see `publish` for what it raises."""
    done = publish(store, target, say)
    place, _ = without_password(where)
    told = Publication(_now(), place, held=held(store), **asdict(done))
    store.set_setting(LAST, asdict(told))
    return done


def held(store: Store) -> dict[str, int]:
    """Return how many records of each kind are for others to count with, by the name of their table."""
    return {table.name: len(store.ids(table.kind, Query(drafts=False))) for table in tables()}


def last(store: Store) -> Publication | None:
    said: dict[str, Any] | None = store.setting(LAST)
    return Publication(**said) if said else None


def waiting(store: Store) -> int:
    """Return how many changes were written since the last run."""
    told = last(store)
    return store.last_seq() - (told.upto if told else 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
