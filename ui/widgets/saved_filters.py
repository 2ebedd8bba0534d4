"""The button of named filters: keep what the list is asked now, ask it again later, forget it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from app.records.base import Record
from app.usecases import saved_filters
from app.usecases.saved_filters import SavedFilter
from ui import dialogs, icons
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr


@guarded
class SavedFiltersButton(QToolButton):
    chosen = Signal(object)  # a SavedFilter

    def __init__(self, session: Session, kind: type[Record], asked: Callable[[], SavedFilter]) -> None:
        super().__init__()
        self.session, self.kind, self._asked = session, kind, asked
        self.setIcon(icons.icon("filter"))
        self.setAccessibleName(tr("Bộ lọc đã lưu"))
        self.setToolTip(tr("Bộ lọc đã lưu: lưu các điều kiện đang chọn, dùng lại lần sau"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.offer)

    def offer(self) -> None:
        """Open the list under the button; nothing waits for an answer."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def fill(self, menu: QMenu) -> None:
        kept = saved_filters.saved(self.session.store, self.kind)
        for one in kept:
            menu.addAction(one.name, partial(self.chosen.emit, one))
        if kept:
            menu.addSeparator()
            forgetting = menu.addMenu(tr("Xóa bộ lọc"))
            for one in kept:
                forgetting.addAction(one.name, partial(self._forget, one.name))
        menu.addAction(icons.icon("save"), tr("Lưu các điều kiện đang chọn…"), self.keep)

    def keep(self) -> None:
        """Ask for a name and keep what the list is asked now."""
        why = tr("Tên đã có thì bộ lọc cũ được thay.")
        name = dialogs.ask_words(tr("Đặt tên cho các điều kiện đang chọn"), why, tr("Lưu bộ lọc"))
        if name:
            saved_filters.keep(self.session.store, self.kind, replace(self._asked(), name=name))
            self.session.said.emit(tr("Đã lưu bộ lọc “{name}”.").format(name=name))

    def _forget(self, name: str) -> None:
        saved_filters.forget(self.session.store, self.kind, name)
        self.session.said.emit(tr("Đã xóa bộ lọc “{name}”.").format(name=name))
