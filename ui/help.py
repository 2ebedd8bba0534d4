"""Help: the chapter of the handbook for the page in front, found again by searching without marks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout

import resources
from app.vietnamese import fold
from ui import icons
from ui.dialogs import Dialog
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import em

# The chapters in the order of the handbook, by the names of their files; most are named after the page they explain.
CHAPTERS = (
    "start",
    "overview",
    "cases",
    "quick_entry",
    "events",
    "plan",
    "calendar",
    "groups",
    "mediators",
    "elections",
    "payments",
    "propagandists",
    "trainings",
    "hamlets",
    "books",
    "statistics",
    "forms",
    "sync",
    "key_cards",
    "matrix",
    "conflicts",
    "pcs",
    "reference",
    "post",
    "publishing",
    "folder_routes",
    "settings",
    "mergers",
    "keys",
)
_FIRST = "start"


def chapter(name: str) -> str:
    """Return a chapter's text; the first chapter for a page that has none of its own."""
    path = _path(name)
    return (path if path.is_file() else _path(_FIRST)).read_text(encoding="utf-8")


def title_of(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ").strip()


def _path(name: str) -> Path:
    return resources.path("help", f"{name}.md")


@guarded
class Help(Dialog):
    """The handbook: chapters on the left, the text on the right; typing in the line keeps the chapters that fit."""

    def __init__(self, name: str) -> None:
        super().__init__(tr("Trợ giúp"))
        self.resize(em(self) * 130, self.fontMetrics().height() * 36)
        self.texts = {one: chapter(one) for one in CHAPTERS if _path(one).is_file()}
        self.search, self.list, self.text = QLineEdit(), QListWidget(), QTextBrowser()
        self.search.setPlaceholderText(tr("Tìm trong hướng dẫn (không cần gõ dấu)"))
        self.search.setAccessibleName(tr("Tìm trong hướng dẫn"))
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list.setAccessibleName(tr("Các chương"))
        self.text.setAccessibleName(tr("Nội dung hướng dẫn"))
        self.text.setOpenLinks(False)
        self.search.textChanged.connect(self._list)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self._lay_out()
        self._list("")
        self.go_to(name)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.text, 3)
        self.body.addLayout(row, 1)
        self.buttons(tr("Đóng"))

    def _list(self, wanted: str) -> None:
        """List the chapters that hold every word typed."""
        words = fold(wanted).split()
        self.list.clear()
        for name, text in self.texts.items():
            if all(word in fold(text) for word in words):
                item = QListWidgetItem(title_of(text))
                item.setData(Qt.ItemDataRole.UserRole, name)
                self.list.addItem(item)
        if words and self.list.count():
            self.list.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.text.setMarkdown(self.texts[str(item.data(Qt.ItemDataRole.UserRole))])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, name: str) -> None:
        rows = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        self.list.setCurrentRow(rows.index(name) if name in rows else 0)

    @classmethod
    def ask(cls, name: str) -> None:
        cls(name).ended()
