"""The history of a record: who changed what, when, from what to what, in the words of the form."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtWidgets import QTextBrowser

from app.declaring import Field, Many, Ref, fields_of
from app.ports import Change, Store
from app.records.base import Record
from app.usecases.writers import several_pcs, writer_of
from ui import theme
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr

_ACTIONS = {
    "made": "ghi mới",
    "changed": "sửa",
    "deleted": "xóa",
    "restored": "lấy lại",
    "received": "nhận từ gói dữ liệu",
}
_LONG = 400  # letters of one value; the whole stands in the record itself


def as_html(store: Store, kind: type[Record], changes: list[Change]) -> str:
    """Return the history, newest change first."""
    told = [_told(store, kind, change) for change in sorted(changes, key=lambda change: -change.seq)]
    return "".join(told) or escape(tr("Chưa có dòng lịch sử nào."))


def _told(store: Store, kind: type[Record], change: Change) -> str:
    muted = theme.current().muted
    who = change.by or tr("không ghi tên")
    head = f"<p style='margin:12px 0 2px 0'><b>{escape(local_moment(change.at))}</b>, {escape(who)}: "
    head += escape(tr(_ACTIONS.get(change.action, change.action)))
    note = writer_of(store, change) if change.action == "received" else change.note
    if change.action != "received" and several_pcs(store):
        note = "; ".join(part for part in (writer_of(store, change), change.note) if part)
    head += f" <span style='color:{muted}'>({escape(note)})</span>" if note else ""
    lines = [_line(store, kind, name, pair) for name, pair in change.fields.items() if change.action != "made"]
    return head + "</p>" + "".join(line for line in lines if line)


def _line(store: Store, kind: type[Record], name: str, pair: tuple[Any, Any]) -> str:
    field = fields_of(kind).get(name)
    if field is None:
        return ""
    before, after = (escape(shown(store, field, raw)) or "(trống)" for raw in pair)
    muted = theme.current().muted
    return (
        f"<p style='margin:2px 0 2px 18px'>{escape(field.label)}: "
        f"<span style='color:{muted}'><s>{before}</s></span> → {after}</p>"
    )


def shown(store: Store, field: Field, raw: Any) -> str:
    """Return a kept value in words; references by the names of what they refer to."""
    value = field.kind.from_column(raw)
    if isinstance(field.kind, Ref):
        ids = list(value) if isinstance(value, tuple) else [value]
        names = store.labels(field.kind.to, ids)
        return ", ".join(names.get(one, one) for one in ids if one)
    if isinstance(field.kind, Many):
        return f"{len(value)} dòng: {field.kind.show(value)}"[:_LONG] if value else ""
    return field.kind.show(value)[:_LONG]


def local_moment(at: str) -> str:
    """Return a moment of the register in the time of this computer: “08:30 ngày 05/03/2026”."""
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M ngày %d/%m/%Y")


@guarded
class History(Dialog):
    def __init__(self, session: Session, kind: type[Record], id: str, name: str) -> None:
        super().__init__(tr("Lịch sử") + f" – {name}")
        self.resize(680, 520)
        text = QTextBrowser()
        text.setAccessibleName(tr("Lịch sử của hồ sơ"))
        text.setHtml(as_html(session.store, kind, session.store.history(kind, id)))
        self.body.addWidget(text)
        self.buttons(tr("Đóng")).setDefault(True)

    @classmethod
    def ask(cls, session: Session, kind: type[Record], id: str, name: str) -> None:
        cls(session, kind, id, name).ended()
