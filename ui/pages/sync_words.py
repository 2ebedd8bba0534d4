"""What the USB page says, as HTML or sentences: states, books, how an export or a receipt went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import orjson

from app.ports import Store
from app.problems import Problem
from app.records import KINDS, Route
from app.usecases.writers import pc_of
from app.vietnamese import show_number
from ui import theme
from ui.pages.history import local_moment
from ui.texts import tr

if TYPE_CHECKING:
    from app.usecases.receiving import Received
    from app.usecases.syncing import Exported

_RECENT = 12
_TITLES = {kind.table: kind.title for kind in KINDS}


@dataclass(frozen=True)
class Link:
    """A cell that opens the record it names."""

    words: str
    kind: str
    id: str

    def html(self) -> str:
        address = escape(f"{self.kind}/{self.id}", quote=True)
        return f"<a href='{address}' style='color:{theme.current().accent}'>{escape(self.words)}</a>"


def table(heads: list[str], rows: Sequence[Sequence[str | Link]]) -> str:
    """Return a calm table; words are escaped here and nowhere else."""
    tokens = theme.current()
    cell = f"padding:6px 14px 6px 6px; border-bottom:1px solid {tokens.line};"
    head = "".join(f"<th align='left' style='{cell} color:{tokens.muted}'>{escape(word)}</th>" for word in heads)
    body = "".join("<tr>" + "".join(f"<td style='{cell}'>{_said(word)}</td>" for word in row) + "</tr>" for row in rows)
    return f"<table width='99%' cellspacing='0'><tr>{head}</tr>{body}</table>"


def _said(cell: str | Link) -> str:
    return cell.html() if isinstance(cell, Link) else escape(cell)


def _heading(words: str) -> str:
    return f"<p style='margin:14px 0 6px 6px'><b>{escape(words)}</b></p>"


def _quiet(words: str) -> str:
    return f"<p style='margin:8px 6px; color:{theme.current().muted}'>{escape(words)}</p>"


def receiver(store: Store) -> str:
    """Say to whom this register sends, or why it cannot yet; nothing of an office where every way ends."""
    from app.usecases.office import next_stop

    try:
        if ends_here(store):
            return ""
        return tr("Nơi nhận: ") + next_stop(store, date.today()).name  # noqa: DTZ011 (routes are dated by days)
    except Problem as problem:
        return problem.message


def ends_here(store: Store) -> bool:
    """Tell whether this office receives and sends nothing on: a province without a route."""
    from app.usecases.office import own_office

    try:
        return own_office(store).kind == "province" and not store.ids(Route)
    except Problem:  # a register that is only being set up
        return False


def states(store: Store) -> str:
    """Return the refused records with their reasons, then how many records of each kind are in each state."""
    from app.usecases.states import SYNC_STATES, summary

    counted = summary(store)
    shown = [(code, words) for code, words in SYNC_STATES if any(code in kinds for kinds in counted.values())]
    rows = [
        [_TITLES.get(kind, kind), *(show_number(numbers[code]) if code in numbers else "–" for code, _ in shown)]
        for kind, numbers in counted.items()
    ]
    html = table([tr("Loại hồ sơ"), *(words for _, words in shown)], rows)
    return (
        _refusals(store)
        + _put_aside(store)
        + html
        + _quiet(tr("“Đã xuất” chưa phải là đã nhận: chỉ biên nhận mới cho biết."))
    )


def _refusals(store: Store) -> str:
    rows = [
        [_TITLES.get(row["kind"], row["kind"]), _refused(store, row), row["reason"], row["remedy"]]
        for row in _still_refused(store)
    ]
    if not rows:
        return ""
    heads = [tr("Loại"), tr("Hồ sơ"), tr("Lý do"), tr("Cách sửa")]
    return _heading(tr("Hồ sơ bị trả lại")) + table(heads, rows)


def _still_refused(store: Store) -> list[dict[str, Any]]:
    """Return the refusals but those whose record has been mended, or has arrived, since."""
    from app.usecases.states import Progressing

    rows, progressing = store.notes("refusal"), Progressing(store)
    mended = {
        (kind.table, one)
        for kind in KINDS
        if (ids := [row["id"] for row in rows if row["kind"] == kind.table])
        for one, state in progressing.of(kind, ids).items()
        if state.code != "refused"
    }
    return [row for row in rows if (row["kind"], row["id"]) not in mended]


def _refused(store: Store, row: dict[str, Any]) -> str | Link:
    here = row["kind"] in _TITLES and store.labels(row["kind"], [row["id"]]).get(row["id"])
    return Link(row["label"] or here, row["kind"], row["id"]) if here else row["label"] or row["id"]


def _put_aside(store: Store) -> str:
    """Return the newest records that came and still cannot be taken, with what is to be done about each."""
    from app.usecases.receiving_office import open_refusals

    still = {(one.bundle, one.kind, one.id) for one in open_refusals(store)}
    entries = [row for row in store.notes("quarantine") if (row["bundle"], row["kind"], row["id"]) in still]
    entries.sort(key=lambda entry: str(entry["at"]), reverse=True)
    if not entries:
        return ""
    heads = [tr("Đơn vị gửi"), tr("Loại"), tr("Hồ sơ"), tr("Lý do"), tr("Cách sửa")]
    more = len(entries) - _RECENT
    rest = _quiet(tr("và {count} hồ sơ đến trước đó").format(count=show_number(more))) if more > 0 else ""
    html = table(heads, [_aside(store, entry) for entry in entries[:_RECENT]])
    return _heading(tr("Hồ sơ nhận về còn để riêng")) + html + rest


def _aside(store: Store, entry: dict[str, Any]) -> list[str]:
    from app.bundles.refusing import remedy_of
    from app.usecases.papers_receipt import refused_name
    from app.usecases.papers_sync import office_name

    kind, reason = _TITLES.get(entry["kind"], entry["kind"]), str(entry["reason"])
    return [office_name(store, entry["unit"]), kind, refused_name(store, entry), reason, remedy_of(reason)]


def books(store: Store) -> str:
    """Return the bundles that left and those that came, the newest of each."""
    sent = sorted(store.notes("sent_bundle"), key=lambda row: row["at"], reverse=True)[:_RECENT]
    came = sorted(store.notes("received_bundle"), key=lambda row: row["at"], reverse=True)[:_RECENT]
    html = _heading(tr("Gói đã xuất"))
    html += table([tr("Gói số"), tr("Lúc"), tr("Tệp"), tr("Biên nhận")], [_sent(row) for row in sent]) if sent else ""
    html += "" if sent else _quiet(tr("Chưa xuất gói nào."))
    html += _heading(tr("Gói đã nhận"))
    heads = [tr("Đơn vị"), tr("Lúc"), tr("Nhận"), tr("Như cũ"), tr("Trả lại"), tr("Biên nhận số")]
    names = {row["unit"]: row["name"] for row in store.notes("enrolled_key")}
    return html + (
        table(heads, [_came(store, row, names) for row in came]) if came else _quiet(tr("Chưa nhận gói nào."))
    )


def _sent(row: dict[str, Any]) -> list[str]:
    receipt = tr("số ") + str(row["receipt"]) if row["receipt"] else tr("chưa có, chờ USB trở về")
    return [show_number(row["number"]), local_moment(row["at"]), row["file"], receipt + _asked(row)]


def _asked(row: dict[str, Any]) -> str:
    """Say what the newest receipt asks for, and with it what need not come again."""
    asked = orjson.loads(row["lacking"])
    if asked.get("ranges"):
        return tr("; nơi nhận cần gói đầy đủ: xuất lại, gói sau tự gửi đủ")
    if asked.get("files"):
        return f"; {tr('nơi nhận cần')} {show_number(asked['files'])} {tr('tệp đính kèm; không cần gửi lại hồ sơ')}"
    return ""


def _came(store: Store, row: dict[str, Any], names: dict[str, str]) -> list[str]:
    ours = row["unit"] == store.unit
    name = pc_of(store, row["replica"]) if ours else names.get(row["unit"], row["unit"])
    numbers = [show_number(row[name]) for name in ("taken", "same", "refused")]
    numbers.append(show_number(row["receipt_number"]) if row["receipt_number"] else tr("không cần"))
    ahead = f" ⚠ {tr('đồng hồ máy gửi chạy trước hơn một ngày')}" if row["ahead"] else ""
    return [name, local_moment(row["at"]) + ahead, *numbers]


def exported(done: Exported) -> str:
    total = show_number(sum(done.counts.values()))
    parts = f" {show_number(len(done.further) + 1)} {tr('tệp (phần).')}" if done.further else ""
    left = f" {show_number(done.not_sealed)} {tr('tệp đính kèm không vừa phần niêm phong.')}" if done.not_sealed else ""
    kept = tr(" Giữ lại ") + show_number(done.drafts_kept) + tr(" bản nháp.") if done.drafts_kept else ""
    return (
        tr("Đã ghi xong gói số ")
        + f"{done.number} ({total} hồ sơ) cho {done.receiver}, đã đọc lại kiểm tra.{kept}{parts}{left} "
        + tr("Có thể rút USB. Tệp: ")
        + f"{done.file.path.name}."
    )


def received(taken: Received, store: Store) -> str:
    from app.usecases import received_words
    from app.usecases.receiving_many import sentence

    receipt = taken.receipt or taken.acknowledged
    if taken.letters is not None:
        return received_words.of_post(taken.letters) + tr(" Câu trả lời đã ghi lên USB; có thể rút USB.")
    if taken.reference:
        return received_words.of_reference(taken.reference) + " " + " ".join(taken.news) + tr(" Có thể rút USB.")
    if receipt is None:
        return f"{sentence(taken)} {tr('Có thể rút USB.')}"
    if taken.acknowledged:
        said = tr("Biên nhận số ") + f"{receipt.number} của {receipt.receiver_name}: {receipt.sent} hồ sơ đã đến"
        said += f", {len(receipt.refused)} bị trả lại. " if receipt.refused else ". "
        return said + tr("Có thể rút USB.")
    said = (
        f"{taken.unit_name} gửi {receipt.sent} hồ sơ: {receipt.new} mới, {receipt.changed} sửa, {receipt.same} như cũ, "
        f"{len(receipt.refused)} bị trả lại. "
    )
    said += "".join(f"{_named(store, one.kind, one.id)}: {one.reason} " for one in receipt.refused[:5])
    return said + tr("Biên nhận đã ghi lên USB; có thể rút USB và trả lại cho đơn vị gửi.")


def _named(store: Store, kind: str, id: str) -> str:
    return store.labels(kind, [id]).get(id, id) if kind in _TITLES else id
