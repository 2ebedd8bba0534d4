"""The vocabulary every record is declared in.

A Kind knows one sort of value everywhere it appears: typed by a person, shown on screen or paper, kept in a column,
carried in a bundle. A Field is a Kind with a label. From the declared fields of a record come its form, its list, its
checks, its search, its columns, its place in the sync file and its words on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar

import orjson

from app.plain import LARGEST
from app.vietnamese import (
    fold,
    name_key,
    parse_day,
    parse_number,
    show_day,
    show_money,
    show_number,
    sort_key,
    tidy,
    tidy_lines,
)

Column = str | int | bytes | None  # what a column of the register can hold
Options = tuple[tuple[str, str], ...]  # (code kept, words shown)

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{1,2})?(?:\s*phút)?")
_KEPT_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class Kind:
    """One sort of value. `fault` judges a raw value that came from outside; it returns "" or what is wrong.

    A kind that keeps nothing of its own is a plain class: each dataclass costs half a millisecond of every start.
    """

    column: ClassVar[str] = "TEXT"
    nested: ClassVar[bool] = False  # its column is JSON, spliced as it is into a bundle's line

    def parse(self, text: str) -> Any:
        """Return the value a person meant; raise ValueError with a sentence."""
        return tidy(text)

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def to_column(self, value: Any) -> Column:
        return None if value is None else str(value)

    def from_column(self, raw: Any) -> Any:
        return raw or ""

    def order(self, value: Any) -> bytes | None:  # noqa: ARG002 (a family of kinds shares the signature)
        """Return a sort key when plain column order is not the order people expect."""
        return None

    def fault(self, raw: Any) -> str:
        return "" if raw is None or isinstance(raw, str) else "phải là chữ"


@dataclass(frozen=True)
class Text(Kind):
    long: bool = False
    limit: int = 2_000

    def parse(self, text: str) -> str:
        value = tidy_lines(text) if self.long else tidy(text)
        if len(value) > self.limit:
            raise ValueError(
                f"Dài {show_number(len(value))} ký tự, nhiều nhất {show_number(self.limit)}. Rút ngắn lại."
            )
        return value

    def order(self, value: str) -> bytes | None:
        return sort_key(value or "")

    def fault(self, raw: Any) -> str:
        if raw is None or (isinstance(raw, str) and len(raw) <= self.limit):
            return ""
        return f"phải là chữ, nhiều nhất {self.limit} ký tự"


@dataclass(frozen=True)
class Name(Text):
    """A person's name; sorted by given name, then family name."""

    limit: int = 120

    def order(self, value: str) -> bytes | None:
        return name_key(value or "")


_NO_DAY = "phải là ngày dạng năm-tháng-ngày"


@lru_cache(maxsize=8192)  # a bundle names the same days over and over
def _day_fault(said: str) -> str:
    if not _ISO.fullmatch(said):
        return _NO_DAY
    try:
        date.fromisoformat(said)
    except ValueError:
        return "là ngày không có trong lịch"
    return ""


class Day(Kind):
    def parse(self, text: str) -> date | None:
        return parse_day(text)

    def show(self, value: date | None) -> str:
        return show_day(value)

    def to_column(self, value: date | None) -> Column:
        return value.isoformat() if value else None

    def from_column(self, raw: Any) -> date | None:
        return date.fromisoformat(raw) if raw else None

    def fault(self, raw: Any) -> str:
        if raw is None:
            return ""
        return _day_fault(raw) if isinstance(raw, str) and len(raw) == 10 else _NO_DAY


class Clock(Kind):
    """An hour of the day, kept as 08:30."""

    def parse(self, text: str) -> str:
        if not tidy(text):
            return ""
        found = _CLOCK.fullmatch(tidy(text).lower()) or re.fullmatch(r"(\d{1,2})()", tidy(text))
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise ValueError(f"“{text}” không phải là giờ. Gõ giờ:phút, ví dụ 08:30.")
        return f"{hour:02d}:{minute:02d}"

    def fault(self, raw: Any) -> str:
        sound = raw in (None, "") or (isinstance(raw, str) and _KEPT_CLOCK.fullmatch(raw))
        return "" if sound else "phải là giờ dạng 08:30"


@dataclass(frozen=True)
class Count(Kind):
    column: ClassVar[str] = "INTEGER"
    least: int = 0
    most: int = LARGEST

    def parse(self, text: str) -> int | None:
        value = parse_number(text)
        if value is not None and not self.least <= value <= self.most:
            raise ValueError(f"Phải từ {show_number(self.least)} đến {show_number(self.most)}.")
        return value

    def show(self, value: int | None) -> str:
        return show_number(value)

    def to_column(self, value: int | None) -> Column:
        return value

    def from_column(self, raw: Any) -> int | None:
        return None if raw is None else int(raw)

    def fault(self, raw: Any) -> str:
        sound = raw is None or (type(raw) is int and self.least <= raw <= self.most)
        return "" if sound else f"phải là số nguyên từ {self.least} đến {self.most}"


@dataclass(frozen=True)
class Year(Count):
    least: int = 1900
    most: int = 2200

    def show(self, value: int | None) -> str:
        return "" if value is None else str(value)


class Money(Count):
    """Whole đồng."""

    def show(self, value: int | None) -> str:
        return show_money(value)

    def parse(self, text: str) -> int | None:
        return super().parse(re.sub(r"(?i) ?(đồng|vnđ|vnd|đ|₫)$", "", tidy(text)))


_YES = ("co", "x", "1", "dung", "yes", "true")
_NO = ("", "khong", "0", "sai", "no", "false")


class Flag(Kind):
    column: ClassVar[str] = "INTEGER"

    def parse(self, text: str) -> bool:
        typed = fold(tidy(text))
        if typed not in _YES and typed not in _NO:
            raise ValueError(f"“{tidy(text)}” không phải là có hay không. Gõ Có hoặc Không.")
        return typed in _YES

    def show(self, value: bool) -> str:
        return "Có" if value else "Không"

    def to_column(self, value: bool) -> Column:
        return int(bool(value))

    def from_column(self, raw: Any) -> bool:
        return bool(raw)

    def fault(self, raw: Any) -> str:
        return "" if raw is None or (type(raw) is int and raw in (0, 1)) else "phải là 0 hoặc 1"


@cache
def _words_of(options: Options) -> dict[str, str]:
    return dict(options)


@dataclass(frozen=True)
class Choice(Kind):
    options: Options = ()

    def parse(self, text: str) -> str:
        typed = fold(tidy(text))
        for code, words in self.options:
            if typed in (fold(words), fold(code)):
                return code
        if not typed:
            return ""
        raise ValueError(f"“{tidy(text)}” không có trong danh mục. Chọn một giá trị trong danh sách.")

    def show(self, value: str) -> str:
        return self.words().get(value, value or "")

    def to_column(self, value: str) -> Column:
        return value or None

    def fault(self, raw: Any) -> str:
        return "" if raw is None or (isinstance(raw, str) and raw in self._words) else "không có trong danh mục"

    def words(self) -> dict[str, str]:
        """Return the words of each code."""
        return self._words

    @cached_property
    def _words(self) -> dict[str, str]:
        return _words_of(self.options)  # found by the whole catalogue, which takes its time


class Choices(Choice):
    """Several codes of one catalogue, in the catalogue's order."""

    nested: ClassVar[bool] = True

    def parse(self, text: str) -> tuple[str, ...]:  # type: ignore[override]
        chunks = [chunk.split(",") for chunk in re.split(r"[;\n]", text) if tidy(chunk)]
        return self.ordered({code for chunk in chunks for code in self._read(chunk)})

    def _read(self, pieces: list[str]) -> Iterator[str]:
        """Yield codes of comma-separated words, the longest first: “Phòng, chống ma túy” is one."""
        known = {fold(words) for _, words in self.options}
        while pieces:
            lengths = range(len(pieces), 1, -1)
            upto = next((n for n in lengths if fold(tidy(",".join(pieces[:n]))) in known), 1)
            yield super().parse(",".join(pieces[:upto]))
            pieces = pieces[upto:]

    def ordered(self, codes: set[str]) -> tuple[str, ...]:
        return tuple(code for code, _ in self.options if code in codes)

    def show(self, value: tuple[str, ...]) -> str:  # type: ignore[override]
        return ", ".join(super(Choices, self).show(code) for code in value)

    def to_column(self, value: tuple[str, ...]) -> Column:  # type: ignore[override]
        return orjson.dumps(list(value)).decode()

    def from_column(self, raw: Any) -> tuple[str, ...]:
        return tuple(orjson.loads(raw)) if raw and raw != "[]" else ()

    def fault(self, raw: Any) -> str:
        known = self.words()
        sound = raw is None or (
            isinstance(raw, list) and len(raw) <= 100 and all(isinstance(c, str) and c in known for c in raw)
        )
        return "" if sound else "có mã không nằm trong danh mục"
