"""Where a receiving office publishes, without the password, and what stood there after the last time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from app.ports import Query, Store
from app.problems import Problem
from app.usecases.publishing import Published, Target, publish, tables

PLACE = "publish_to"  # setting: an address without its password, or a folder
SCHEMA = "publish_schema"
LAST = "published"
DEFAULT_SCHEMA = "so_tu_phap"


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
    parts = urlsplit(where)
    who, at, host = parts.netloc.rpartition("@")
    user, _, password = who.partition(":")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    password = next((value for name, value in asked if name == "password"), unquote(password))
    query = urlencode([(name, value) for name, value in asked if name != "password"], safe="/")
    return urlunsplit(parts._replace(netloc=f"{user}{at}{host}", query=query)), password


def with_password(where: str, password: str) -> str:
    """Return the address that is connected to; raises Problem when a password has no user to belong to."""
    if not password or "://" not in where:
        return where
    parts = urlsplit(where)
    user, at, host = parts.netloc.rpartition("@")
    if not at:
        raise Problem("Địa chỉ chưa ghi tên người dùng.", "Viết: postgresql://người-dùng@máy/cơ-sở-dữ-liệu")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}"))


def address_of(store: Store, where: str, password: str, schema: str) -> str:
    """Keep where to publish, and return the address to connect to with the password, which is kept nowhere.

    Raises Problem when nothing is named.
    """
    place, typed = without_password(where)
    if not place:
        raise Problem("Chưa ghi nơi xuất bản.", "Ghi địa chỉ PostgreSQL, hoặc chọn một thư mục.")
    address = with_password(place, password or typed)
    with store.atomic():
        store.set_setting(PLACE, place)
        store.set_setting(SCHEMA, schema.strip() or DEFAULT_SCHEMA)
    return address


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
