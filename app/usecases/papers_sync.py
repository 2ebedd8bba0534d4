"""The words of the papers that go with a stick: cover sheet, hand-over sheet, key card, what leaves, the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

import orjson

from app.bundles.policy import DEIDENTIFIED, FULL, what_leaves
from app.bundles.short_code import short_code, square_of
from app.ports import Query, Store
from app.problems import Problem
from app.records.office import LEVELS, Office, Route
from app.statistics.facts import Figure
from app.statistics.indicators import indicator
from app.statistics.periods import Period, free_period
from app.usecases import reporting
from app.usecases.hand_over import KINDS, LIST, PEER, STATE, SUPPORT, carrier_of, handed_over
from app.usecases.office import next_stop, own_office, route_on
from app.usecases.papers import Values, office_values
from app.usecases.syncing import kinds_named
from app.vietnamese import show_day, show_number

_LEVELS = dict(LEVELS)
_FIGURES = ("received", "success", "failure", "pending")
_PURPOSE = "báo cáo, tổng hợp công tác hòa giải ở cơ sở và phổ biến, giáo dục pháp luật"
_PURPOSES = {
    PEER: "dùng chung một sổ giữa các máy của đơn vị",
    SUPPORT: "trả lại cho đơn vị phần niêm phong của chính đơn vị đó",
    LIST: "theo yêu cầu của bên nhận",
}
_WHOLE = "Toàn bộ sổ của đơn vị, có họ tên, nơi cư trú của các bên và nội dung vụ, việc."
_COPIES = ("Bản 1: bên giao giữ", "Bản 2: bên nhận giữ")


def sent_values(store: Store, bundle: str) -> Values:
    """Return what the source “sent_bundle” publishes of a bundle in our book."""
    row = sent_row(store, bundle)
    counts: dict[str, int] = orjson.loads(row["counts"])
    return {
        **office_values(store),
        **bundle_values(row),
        "sender_name": own_office(store).name,
        "receiver_name": office_name(store, row["to_unit"]),
        "officer_name": own_office(store).officer,
        "total": show_number(sum(counts.values())),
        "counts": _in_two_halves(counts),
        "periods": list(_periods(store, local(row["at"]).date())),
        "changed_since": _changed_since(store, row),
    }


def handed_values(store: Store, bundle: str) -> Values:
    """Return what the source “hand_over” publishes: of a bundle sent, or of another file in the register of sticks."""
    line = handed_over(store, bundle)
    sent = store.notes("sent_bundle", {"bundle": bundle})
    if line is None and not sent:
        raise Problem("Không thấy tệp này trong sổ theo dõi USB.", "Chọn lại tệp ở trang Đồng bộ USB.")
    row = sent[0] if sent else line or {}
    counts: dict[str, int] = orjson.loads(sent[0]["counts"]) if sent else {}
    return {
        **office_values(store),
        **bundle_values(row),
        "sender_name": own_office(store).name,
        "receiver_name": office_name(store, row["to_unit"]) if sent else row["receiver"],
        "officer_name": own_office(store).officer,
        "copies": [{"copy": copy, "next": "1" if place else ""} for place, copy in enumerate(_COPIES)],
        "what": KINDS[line["kind"]] if line else KINDS[STATE],
        "stick": carrier_of(line).words(),
        "purpose": _purpose(store) if sent else _PURPOSES[row["kind"]],
        "private_kinds": _private_kinds(row["level"], counts) if sent else _WHOLE,
    }


def _in_two_halves(counts: dict[str, int]) -> list[dict[str, str]]:
    """Return the counts by kind, down the left half of a page and then down the right: they fit on one sheet."""
    shown = [(kind.title, show_number(count)) for kind, count in kinds_named(counts)]
    rows = (len(shown) + 1) // 2
    pairs = zip_longest(shown[:rows], shown[rows:], fillvalue=("", ""))
    return [
        {"kind": kind, "count": count, "kind2": kind2, "count2": count2} for (kind, count), (kind2, count2) in pairs
    ]


def sent_row(store: Store, bundle: str) -> dict[str, Any]:
    rows = store.notes("sent_bundle", {"bundle": bundle})
    if not rows:
        raise Problem("Không thấy gói này trong sổ các gói đã xuất.", "Chọn lại gói ở trang Đồng bộ USB.")
    return rows[0]


def bundle_values(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what both books say of a bundle alike."""
    digest = row["sha256"]
    return {
        "qr": square_of(row["bundle"], digest),
        "number": show_number(row["number"]),
        "code": short_code(row["bundle"], digest),
        "made_at": moment(row["at"]),
        "level": _LEVELS.get(row["level"], row["level"]),
        "file": row["file"],
        "size": show_number(row["size"]) if row.get("size") else "",
        "sha256": " ".join(digest[place : place + 16] for place in range(0, len(digest), 16)),
    }


def local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()


def moment(at: str) -> str:
    """Return “08:30 ngày 25/11/2026” of a moment as the books keep it."""
    here = local(at)
    return f"{here:%H:%M} ngày {show_day(here.date())}"


def office_name(store: Store, code: str) -> str:
    """Return the name of an office, of a key we trust, or the code itself."""
    offices = store.every(Office, Query(where={"code": code}))
    named = [office.name for office in offices] or [row["name"] for row in store.notes("enrolled_key", {"unit": code})]
    return named[0] if named else code


# --- figures that can be compared with the printed report -------------------------------------------------------------


def _periods(store: Store, made: date) -> Iterator[dict[str, str]]:
    """Yield the cases of the year before and of the year up to the day of the export, counted as reports count them."""
    for year in (made.year - 1, made.year):
        last = min(date(year, 12, 31), made)
        period = free_period(date(year, 1, 1), last)
        figures = _figures(store, period)
        if any(figures.values()):
            name = f"Năm {year}" if last.month == 12 and last.day == 31 else f"Năm {year}, đến {show_day(last)}"
            yield {"period": name, **{key: show_number(value) for key, value in figures.items()}}


def _figures(store: Store, period: Period) -> dict[str, int]:
    facts = reporting.facts(store, period, (store.unit,))
    counted: dict[str, Figure] = {name: indicator(f"mediation.{name}").figure(facts, period) for name in _FIGURES}
    return {name: figure.value for name, figure in counted.items()}


def _changed_since(store: Store, row: Mapping[str, Any]) -> str:
    """The figures are those of today; whoever compares them must know when the register was changed since."""
    if store.last_seq() <= row["last_seq"]:
        return ""
    return "Sổ đã có sửa đổi sau khi xuất gói; số liệu theo kỳ ở trên là của ngày in phiếu này."


# --- what the law wants said of personal data -------------------------------------------------------------------------


def _route(store: Store) -> Route | None:
    try:
        return route_on(store, date.today())  # noqa: DTZ011 (routes are dated by calendar days)
    except Problem:  # a paper of an old bundle can be printed after its route has ended
        return None


def _purpose(store: Store) -> str:
    route = _route(store)
    return route.level_reason if route and route.level_reason else _PURPOSE


def _private_kinds(level: str, counts: Mapping[str, int]) -> str:
    if level != FULL:
        return "Gói này không có họ tên, địa chỉ, số điện thoại của các bên và nội dung câu chuyện."
    private = {title: stay for title, _, stay in what_leaves(DEIDENTIFIED) if stay}
    told = [
        f"{kind.title} ({show_number(count)} hồ sơ): {', '.join(private[kind.title]).lower()}"
        for kind, count in kinds_named(dict(counts))
        if kind.title in private
    ]
    return "Có họ tên, nơi cư trú của các bên. " + "; ".join(told) + "." if told else ""


# --- keys, levels, sticks ---------------------------------------------------------------------------------------------


def leaving_values(store: Store) -> Values:
    """Return what the source “leaving_data” publishes: what leaves at the level of today's route."""
    route = _route(store)
    level = route.level if route else DEIDENTIFIED
    return {
        **office_values(store),
        "level": _LEVELS[level],
        "receiver_name": next_stop(store, date.today()).name if route else "",  # noqa: DTZ011 (routes are dated by days)
        "route_name": route.name if route else "",
        "printed_on": show_day(date.today()),  # noqa: DTZ011 (papers carry calendar days)
        "officer_name": own_office(store).officer,
        "rows": [
            {"kind": title, "out": ", ".join(out) or "không gửi", "stay": ", ".join(stay) or "–"}
            for title, out, stay in what_leaves(level)
        ],
    }


def sticks_values(store: Store, year: int) -> Values:
    """Return what the source “stick_register” publishes of a year: who carried a stick is written by hand."""
    sent = {row["bundle"]: row for row in store.notes("sent_bundle")}
    lines = {row["bundle"]: row for row in store.notes("hand_over")}
    rows = sorted([*lines.values(), *(sent[one] for one in sent if one not in lines)], key=lambda row: str(row["at"]))
    return {
        **office_values(store),
        "year": str(year),
        "officer_name": own_office(store).officer,
        "rows": [_stick(store, row, sent.get(row["bundle"])) for row in rows if local(row["at"]).year == year],
    }


def _stick(store: Store, row: Mapping[str, Any], sent: Mapping[str, Any] | None) -> dict[str, str]:
    """Return a line of the register: of a file in it, or of a bundle that left before there was one."""
    came = f"số {sent['receipt']}, {show_day(local(sent['receipt_at']).date())}" if sent and sent["receipt"] else ""
    records = row["records"] if "records" in row else sum(orjson.loads(row["counts"]).values())
    return {
        **{key: value for key, value in bundle_values(row).items() if key in ("number", "made_at", "level", "code")},
        "receiver_name": office_name(store, sent["to_unit"]) if sent else row["receiver"],
        "records": show_number(records) if records else "–",
        "receipt": came or ("chưa có" if sent else "không cần"),
        "stick": carrier_of(row).words() if "stick" in row else "",
        "note": "" if sent else KINDS[row["kind"]],
    }
