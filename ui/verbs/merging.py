"""The verbs that merge the registers of units that became one, and take that back; registers are opened elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from app.ports import Store
from app.problems import Problem, os_said
from app.records import kind_named
from app.usecases import merging_leaving, merging_undo, merging_units
from app.usecases.merging_books import Merger, mergers
from app.usecases.merging_plan import Asked, Plan, Predecessor
from app.usecases.merging_sources import Given
from app.usecases.merging_split import Part
from app.usecases.merging_totals import Total
from app.vietnamese import parse_day, show_day, show_number
from ui.verbs.base import DONE, REFUSED, Said, Verb, table

Opener = Callable[[Store, Given], AbstractContextManager[Store]]

# --- what is asked ----------------------------------------------------------------------------------------------------


def arguments(parser: ArgumentParser) -> None:
    source, part = ("NƠI", "TỆP"), "MÃ=ID,ID"
    parser.add_argument(
        "--from", dest="sources", nargs=2, type=Path, action="append", default=[], metavar=source,
        help="thư mục sổ (hoặc bản sao lưu .db) của đơn vị cũ, và tệp chứa mật khẩu ở dòng đầu; mỗi đơn vị một lần",
    )  # fmt: skip
    parser.add_argument(
        "--from-code", dest="coded", nargs=2, type=Path, action="append", default=[], metavar=source,
        help="thư mục sổ, hoặc gói .stp có phần niêm phong, và tệp chứa mã khôi phục ở dòng đầu",
    )  # fmt: skip
    parser.add_argument("--basis", required=True, metavar="CĂN_CỨ", help="nghị quyết, quyết định sắp xếp đơn vị")
    parser.add_argument("--since", required=True, metavar="NGÀY", help="ngày đơn vị mới hoạt động, ví dụ 01/07/2026")
    for name, words in (("hamlets", "ấp, khóm về đây của đơn vị bị chia"), ("groups", "tổ vắt qua ranh giới về đây")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar=part, help=words)
    parser.add_argument(
        "--common", action="append", default=[], metavar="MÃ", help="hồ sơ chung của đơn vị bị chia về đây"
    )
    parser.add_argument("--short", action="append", default=[], metavar="MÃ=TÊN", help="tên viết tắt đứng trước mã tổ")
    parser.add_argument(
        "--tell-to", type=Path, metavar="THƯ_MỤC", help="ghi tệp báo cho sổ của đơn vị bị chia (lệnh part-left ở đó)"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    parser.add_argument("--accept-differences", action="store_true", help="đã xem các số lệch, vẫn sáp nhập")


def asked_of(asked: Namespace) -> Asked:
    hamlets, groups = _pairs(asked.hamlets), _pairs(asked.groups)
    parts = {
        code: Part(_ids(hamlets, code), _ids(groups, code), common=code in asked.common)
        for code in {*hamlets, *groups, *asked.common}
    }
    try:
        since = parse_day(asked.since)
    except ValueError as error:
        raise Problem(str(error), "Ghi ngày dạng 01/07/2026 hoặc 2026-07-01.") from error
    return Asked(asked.basis, since, parts, _pairs(asked.short), differences=asked.accept_differences)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        code, sign, value = one.partition("=")
        if not (code and sign and value):
            raise Problem(f"“{one}” chưa đúng dạng mã đơn vị, dấu bằng, giá trị.", "Ví dụ: --short 31528=KS.")
        found[code] = f"{found[code]},{value}" if code in found else value
    return found


def _ids(pairs: Mapping[str, str], code: str) -> frozenset[str]:
    return frozenset(one.strip() for one in pairs.get(code, "").split(",") if one.strip())


def _givens(asked: Namespace) -> list[Given]:
    whole = [Given(path, passphrase=_secret(file)) for path, file in asked.sources]
    return whole + [Given(path, recovery_code=_secret(file)) for path, file in asked.coded]


def _secret(file: Path) -> str:
    try:
        return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"Không đọc được tệp {file}.", "Kiểm tra đường dẫn và quyền đọc.") from error


# --- what is done -----------------------------------------------------------------------------------------------------


def merge(store: Store, asked: Namespace, opener: Opener) -> Said:
    """Preview or merge; a plan against which something stands is shown with all of it."""
    wanted = asked_of(asked)
    if asked.tell_to and not asked.tell_to.is_dir():
        raise Problem(f"Không có thư mục {asked.tell_to}.", "Tạo thư mục đó, hoặc bỏ --tell-to.")
    with ExitStack() as opened:
        sources = [opened.enter_context(opener(store, given)) for given in _givens(asked)]
        if asked.dry_run:
            shown = merging_units.preview(store, sources, wanted)
            status = REFUSED if shown.plan.problems else DONE
            return Said(_shown(shown), _words(shown), status, shown.plan.problems)
        done = merging_units.apply(store, sources, wanted)
    text = f"Đã nhập {show_number(done.records)} hồ sơ; mọi chỉ số trước và sau đã được so."
    told = _tell(store, done.id, asked.tell_to) if asked.tell_to else []
    text += "".join(f"\nTệp cho đơn vị bị chia: {file}" for file in told)
    result = {"merger": done.id, "records": done.records, "totals": _differing(done.totals), "told": told}
    return Said(result, text)


def _tell(store: Store, id: str, folder: Path) -> list[str]:
    merger = next(one for one in mergers(store) if one.id == id)
    return [str(file) for file in merging_leaving.write_leavings(store, merger, folder)]


def _shown(shown: merging_units.Preview) -> dict[str, Any]:
    return {
        "predecessors": [_predecessor(one) for one in shown.plan.predecessors],
        "problems": [str(problem) for problem in shown.plan.problems],
        "notices": list(shown.plan.notices),
        "prefixed": shown.plan.prefixed,
        "totals": [_total(total) for total in shown.totals],
    }


def _predecessor(one: Predecessor) -> dict[str, Any]:
    return {
        "unit": one.office.code,
        "name": one.office.name,
        "short_name": one.short_name,
        "comes": dict(one.comes),
        "stays": one.stays,
        "hamlets": [{"id": choice.id, "label": choice.label} for choice in one.hamlets],
        "straddling": [{"id": choice.id, "label": choice.label} for choice in one.straddling],
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "period": total.period.label,
        "indicator": total.name,
        "label": total.label,
        "parts": list(total.parts),
        "here": total.here,
        "after": total.after,
        "records": [list(one) for one in total.records],
    }


def _differing(totals: Sequence[Total]) -> list[dict[str, Any]]:
    return [_total(total) for total in totals if not total.same()]


def _words(shown: merging_units.Preview) -> str:
    lines = [*shown.plan.notices, _counts(shown.plan)] if shown.plan.predecessors else []
    if shown.totals:
        whole = shown.totals[0].period
        names = [one.office.name for one in shown.plan.predecessors]
        rows = [
            (total.label, *map(show_number, total.parts), show_number(total.here), show_number(total.after))
            for total in shown.totals
            if total.period == whole and (total.before() or total.after)
        ]
        lines.append(table(("Chỉ số", *names, "Sổ này", "Sau sáp nhập"), rows))
        wrong = len(shown.different())
        lines.append(f"{wrong} chỉ số lệch, xem bằng --json." if wrong else "Mọi chỉ số, mọi năm: tổng trước bằng sau.")
    return "\n\n".join(lines)


def _counts(plan: Plan) -> str:
    tables = dict.fromkeys(name for one in plan.predecessors for name in one.comes)
    rows = [
        (kind_named(name).title, *(show_number(one.comes.get(name, 0)) for one in plan.predecessors)) for name in tables
    ]
    return table(("Loại", *(one.office.name for one in plan.predecessors)), rows)


# --- taking it back ---------------------------------------------------------------------------------------------------


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", metavar="MÃ", help="lần sáp nhập; không ghi thì là lần gần nhất")
    parser.add_argument("--list", action="store_true", help="chỉ xem các lần sáp nhập")


def _undo(store: Store, asked: Namespace) -> Said:
    every = mergers(store)
    if asked.list:
        return Said([_merger(one) for one in every], "\n".join(map(_merger_words, every)) or "Chưa sáp nhập lần nào.")
    open_ones = [one for one in every if not one.undone]
    if not (asked.id or open_ones):
        raise Problem("Sổ này không có lần sáp nhập nào để hoàn tác.", "Xem các lần sáp nhập bằng undo-merge --list.")
    chosen = asked.id or open_ones[-1].id
    done = merging_undo.undo(store, chosen)
    return Said({"merger": chosen, "records": done.count}, f"Đã hoàn tác: bỏ {show_number(done.count)} hồ sơ đã nhập.")


def _merger(one: Merger) -> dict[str, Any]:
    return {
        "merger": one.id,
        "on": one.on.isoformat(),
        "by": one.by,
        "basis": one.basis,
        "since": one.since.isoformat(),
        "units": [took.code for took in one.took],
        "undone": one.undone.isoformat() if one.undone else None,
    }


def _merger_words(one: Merger) -> str:
    undone = f", đã hoàn tác {show_day(one.undone)}" if one.undone else ""
    return f"{one.id}: {one.names()}, từ {show_day(one.since)}, {one.basis} (nhập {show_day(one.on)}{undone})"


# --- at a unit of which a part left -----------------------------------------------------------------------------------


def _left_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="TỆP", help="tệp roi-di-… do đơn vị mới ghi")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--dry-run", action="store_true", help="chỉ xem những gì sẽ về đơn vị mới")
    which.add_argument("--undo", action="store_true", help="hoàn tác lần ghi gần nhất, khi chưa xuất gói nào")


def _left(store: Store, asked: Namespace) -> Said:
    if asked.undo:
        back = merging_leaving.undo_leaving(store)
        return Said({"records": back.count}, f"Đã hoàn tác: {show_number(back.count)} hồ sơ trở lại như trước.")
    if asked.file is None:
        raise Problem("Chưa chọn tệp.", "Ghi đường dẫn tệp roi-di-… do đơn vị mới ghi, hoặc --undo.")
    try:
        leaving = merging_leaving.read_leaving(asked.file.read_bytes())
    except OSError as error:
        raise Problem(f"Không đọc được tệp {asked.file}: {os_said(error)}.", "Cắm lại USB rồi làm lại.") from error
    counts = merging_leaving.foresee(store, leaving)
    said = merging_leaving.words_of(leaving, counts)
    if not asked.dry_run:
        merging_leaving.let_go(store, leaving)
    return Said({"heir": leaving.heir, "since": leaving.since, "counts": counts, "done": not asked.dry_run}, said)


VERBS = (
    Verb("part-left", "ghi vào sổ này phần đã về đơn vị khác khi đơn vị bị chia", _left_arguments, _left),
    Verb("undo-merge", "hoàn tác một lần sáp nhập khi chưa xuất gói nào", _undo_arguments, _undo),
)
