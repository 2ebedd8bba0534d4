"""The verbs of the way: which offices data passes, and the post that an office between carries for others."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from app.ports import Store
from app.problems import Problem
from app.usecases import relaying
from app.usecases.letters import KIND_WORDS, waiting
from app.usecases.routes import PRESETS, Way, preset, set_route, stops_after
from app.vietnamese import parse_day, show_number
from ui.verbs.base import Said, Verb, table

# --- post -------------------------------------------------------------------------------------------------------------


def _relay_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="THƯ_MỤC", help="nơi ghi; bỏ trống thì chỉ liệt kê")
    parser.add_argument("--for", dest="unit", default="", metavar="MÃ", help="chỉ ghi cho đơn vị này")
    parser.add_argument("--again", action="store_true", help="ghi lại cả những gì đã ghi một lần")


def _relay(store: Store, asked: Namespace) -> Said:
    return _write(store, asked) if asked.to else _list(store, again=asked.again)


def _write(store: Store, asked: Namespace) -> Said:
    if not asked.to.is_dir():
        raise Problem(f"Không có thư mục {asked.to}.", "Cắm USB hoặc tạo thư mục đó rồi làm lại.")
    done = relaying.write_waiting(store, asked.to, unit=asked.unit, again=asked.again)
    result = [{"unit": one.unit, "name": one.name, "letters": one.letters, "file": str(one.file.path)} for one in done]
    text = "\n".join(f"Cho {one.name}: {show_number(one.letters)} tệp, {one.file.path}" for one in done)
    return Said(result, f"{text}\nĐã đọc lại kiểm tra; có thể rút USB.")


def _list(store: Store, *, again: bool) -> Said:
    rows = waiting(store, again=again)
    result = [{name: row[name] for name in _SHOWN} for row in rows]
    heads = ("Loại", "Của", "Cho", "Đến lúc", "Đã ghi", "Bị trả lại vì")
    shown = [
        [KIND_WORDS.get(str(row["kind"]), str(row["kind"])), *(str(row[name] or "") for name in _COLUMNS)]
        for row in rows
    ]
    return Said(result, table(heads, shown) if rows else "Không có gì chờ chuyển tiếp.")


_COLUMNS = ("author", "addressee", "came_at", "written_at", "returned")
_SHOWN = ("id", "kind", "author", "addressee", "came_from", "came_at", "written_at", "size", "returned")

# --- the way ----------------------------------------------------------------------------------------------------------


def _route_arguments(parser: ArgumentParser) -> None:
    codes = tuple(one.code for one in PRESETS)
    parser.add_argument("preset", choices=codes, metavar="TUYẾN", help=f"tuyến mẫu: {', '.join(codes)}")
    parser.add_argument("--last", required=True, metavar="MÃ", help="mã nơi nhận cuối cùng")
    parser.add_argument("--last-name", default="", metavar="TÊN", help="tên nơi nhận cuối, nếu sổ chưa có")
    parser.add_argument("--middle", default="", metavar="MÃ", help="mã đầu mối trung gian")
    parser.add_argument("--middle-name", default="", metavar="TÊN", help="tên đầu mối trung gian")
    parser.add_argument("--since", default="", metavar="NGÀY", help="áp dụng từ ngày (mặc định: theo tuyến mẫu)")
    parser.add_argument(
        "--until", default="", metavar="NGÀY", help="đến ngày (mặc định: theo tuyến mẫu; “-” là không hạn)"
    )


def _route(store: Store, asked: Namespace) -> Said:
    chosen = preset(asked.preset)
    way = Way((asked.last, asked.last_name), (asked.middle, asked.middle_name))
    valid = (_day(asked.since, chosen.valid_from), _day(asked.until, chosen.valid_to))
    set_route(store, chosen, way, valid=valid)
    today = date.today()  # noqa: DTZ011 (routes are dated by calendar days)
    stops = [{"code": office.code, "name": office.name} for office in stops_after(store, today)]
    result: dict[str, Any] = {
        "preset": chosen.code,
        "from": _iso(valid[0]),
        "until": _iso(valid[1]),
        "stops_today": stops,
    }
    names = " → ".join(stop["name"] for stop in stops) or "chưa có tuyến nào"
    return Said(result, f"Đã ghi tuyến “{chosen.name}”. Hôm nay dữ liệu đi: {names}.")


def _day(said: str, otherwise: date | None) -> date | None:
    if said == "-":
        return None
    try:
        return parse_day(said) if said else otherwise
    except ValueError as error:
        raise Problem(str(error), "Viết ngày dạng 01/07/2025.") from error


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


VERBS = (
    Verb("relay", "chuyển tiếp tệp của các đơn vị, giữ nguyên chữ ký của họ", _relay_arguments, _relay),
    Verb("set-route", "ghi tuyến gửi theo tuyến mẫu, có ngày áp dụng", _route_arguments, _route),
)
