"""The list of a plan's tasks: beside their own columns what is done of each and the state that makes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from app.declaring import Field
from app.fields import Choice
from app.ports import Query, Records
from app.records.base import Record
from app.records.planning import PlanTask, TaskId
from app.usecases.planning import TASK_STATES, Progress
from app.vietnamese import show_number, sort_key
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.rows import CODE, ID, RowsModel
from ui.widgets.table import RecordTable

_DONE, _STATE = "done", "state"
_USUAL = tuple((code, said) for code, said in TASK_STATES if code != "partly")  # a column as wide as the usual ones
_OWN = ("code", "content", "due_on", "lead", "group")
_SHOWN = ("code", "content", "due_on", _DONE, _STATE)
_WIDEST = (("", "48/48 văn bản "),)  # how wide the column of what is done is


def done_words(one: Progress) -> str:
    """Return “12/48 lượt phát”."""
    return f"{show_number(one.done)}/{show_number(one.task.target or 0)} {tr(one.task.unit_label())}".strip()


@guarded
class TaskRows(RowsModel):
    """Rows in the order of the board; `board` is put in before the list is asked."""

    def __init__(self, store: Records) -> None:
        super().__init__(store, PlanTask)
        self.board: dict[str, Progress] = {}
        own = {name: field for name, field in self.columns if name in _OWN}
        computed = {
            _DONE: Field("Thực hiện", Choice(options=_WIDEST)),
            _STATE: Field("Trạng thái", Choice(options=_USUAL)),
        }
        fields = {**own, **computed}
        others = [(name, field) for name, field in self.columns if name not in fields and name != "plan"]
        order = (*_SHOWN, *(name for name in _OWN if name not in _SHOWN))
        self.columns = [*((name, fields[name]) for name in order), *others]
        self.listed = list(_SHOWN)

    def show_board(self, board: Sequence[Progress]) -> None:
        self.board = {one.task.id: one for one in board}

    def ask(self, query: Query) -> None:
        """Show the tasks a query means, in the order of the board unless a heading says otherwise."""
        self.beginResetModel()
        self.query = query
        self.rids = self._ordered(query)
        self._pages.clear()
        self._labels.clear()
        self.endResetModel()

    def _ordered(self, query: Query) -> array[int]:
        if query.order and query.order not in (_DONE, _STATE):
            return self.store.ids(self.kind, query)
        wanted = self.store.ids(self.kind, replace(query, order="", descending=False))
        places = {one.task.id: place for place, one in enumerate(self._sorted(query))}
        last = len(places)  # what the board lacks, drafts and removed tasks, stands behind it
        read = enumerate(self.store.window(TaskId, wanted))
        ordered = sorted((places.get(task.id, last), at) for at, task in read)
        return array("q", (wanted[at] for _, at in ordered))

    def _sorted(self, query: Query) -> list[Progress]:
        board = list(self.board.values())
        if query.order == _DONE:
            board.sort(key=Progress.share, reverse=query.descending)
        elif query.order == _STATE:
            board.sort(key=lambda one: sort_key(dict(TASK_STATES)[one.state]), reverse=query.descending)
        return board

    def _said(self, record: Record, column: int, role: int) -> Any:
        name, _ = self.columns[column]
        if name not in (_DONE, _STATE):
            return super()._said(record, column, role)
        one = self.board.get(record.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._computed(name, one)
        if role == CODE and name == _STATE:
            return f"task_{one.state}" if one else "draft"
        return record.id if role == ID else None

    def _computed(self, name: str, one: Progress | None) -> str:
        if one is None:
            return tr("Bản nháp") if name == _STATE else ""
        return done_words(one) if name == _DONE else tr(dict(TASK_STATES)[one.state])


@guarded
class TaskTable(RecordTable):
    def __init__(self, store: Records) -> None:
        super().__init__(store, PlanTask)
        self.tasks = TaskRows(store)
        self.rows = self.tasks
        self.setModel(self.tasks)
        self._show({name: 80 for name in self.tasks.listed})
        self.selectionModel().selectionChanged.connect(self._selected)

    def show_board(self, board: Sequence[Progress]) -> None:
        self.tasks.show_board(board)
