"""The post of an office between: what it keeps for others, written out for each with the authors' signatures."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ports import Store
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.history import local_moment
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, card, empty_state
from ui.widgets.combo import Combo
from ui.widgets.text_table import TextTable, Words


@guarded
class Post(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Chuyển tiếp")
        super().__init__(session, parent)
        self.notice = Notice("info")
        self.rows: list[dict[str, Any]] = []
        self.addressee = Combo()
        self.addressee.setAccessibleName(tr("Ghi cho đơn vị nào"))
        self.write_button = button(tr("Ghi ra USB…"), self.write, icon="upload", primary=True)
        self.actions_row.addWidget(self.addressee)
        self.actions_row.addWidget(self.write_button)
        self.table = TextTable(tr("Tệp chờ chuyển tiếp"))
        teaches = tr("Gói của xã gửi qua đây cho cấp trên, và biên nhận của cấp trên cho xã, đợi ở trang này.")
        self.empty = empty_state("mail", tr("Không có gì chờ chuyển tiếp"), teaches)
        self.frame = card()
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.table)
        self.box.addWidget(self.notice.frame)
        self.box.addWidget(self.frame, 1)
        self.box.addWidget(self.empty, 1)

    def look_again(self) -> None:
        from app.usecases.letters import waiting

        self.rows = waiting(self.session.store)
        names = _names(self.session.store)
        self.addressee.clear()
        self.addressee.addItem(tr("Mọi đơn vị"), "")
        for unit in sorted({row["addressee"] for row in self.rows}):
            self.addressee.addItem(names.get(unit, unit), unit)
        for part in (self.frame, self.addressee):
            part.setVisible(bool(self.rows))
        self.write_button.setEnabled(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self.count.setText(f"{show_number(len(self.rows))} {tr('tệp')}" if self.rows else "")
        self.table.show_words(_words(self.rows, names), [22, 34, 34, 27, 27, 0])

    def write(self) -> None:
        """Write what waits; what goes up stays until its receipt comes back."""
        from app.usecases.relaying import write_waiting

        folder = dialogs.choose_folder(tr("Chọn USB hoặc thư mục để ghi"))
        done = self.session.run(write_waiting, folder, unit=str(self.addressee.currentData())) if folder else None
        if done:
            told = "; ".join(f"{one.name}: {show_number(one.letters)} tệp" for one in done)
            self.notice.say(tr("Đã ghi và đọc lại kiểm tra, có thể rút USB. ") + told + ".")
            self.look_again()


def _names(store: Store) -> dict[str, str]:
    return {row["unit"]: row["name"] for row in store.notes("enrolled_key")}


def _words(rows: list[dict[str, Any]], names: dict[str, str]) -> Words:
    from app.usecases.letters import KIND_WORDS

    heads = [tr("Loại"), tr("Của"), tr("Gửi cho"), tr("Đến lúc"), tr("Đã ghi lúc"), tr("Bị trả lại vì")]
    shown = [
        [
            tr(KIND_WORDS.get(row["kind"], row["kind"])),
            names.get(row["author"], row["author"]),
            names.get(row["addressee"], row["addressee"]),
            local_moment(row["came_at"]),
            local_moment(row["written_at"]) if row["written_at"] else "–",
            row["returned"],
        ]
        for row in rows
    ]
    return Words(heads, shown)


def any_post(store: Store) -> bool:
    """Tell whether this office has ever carried anything for others."""
    return bool(store.notes("letter"))


def post_button(session: Session) -> Any:
    """Return the way to this page, for the page of the units that send here."""
    return button(tr("Chuyển tiếp"), lambda: session.opened.emit("post", ""), icon="mail")
