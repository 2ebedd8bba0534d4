"""An officer's Excel sheet into the register: looked at row by row, taken in one step, taken back in one step.

Everything is done inside one transaction, which a preview rolls back: what the officer sees is what would happen. A row
that is not in the sheet removes nothing, an empty cell empties nothing, and the same sheet twice changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.ports import Store, Touched
from app.problems import Problem
from app.records.attachments import Attachment
from app.records.base import Record
from app.records.conflicts import Conflict
from app.records.mediation import MediationCase
from app.records.reports import FrozenReport
from app.spreadsheets.cells import Cell
from app.spreadsheets.reading import Sheet, read_sheet
from app.usecases import mediation, records
from app.usecases.excel_book import keep_in_book
from app.usecases.excel_heads import find_heads
from app.usecases.excel_rows import Rows, columns_of, says
from app.usecases.undoing import Undoing
from app.vietnamese import fold

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
WHAT_WORDS = {NEW: "mới", CHANGED: "sửa", SAME: "đã có", REFUSED: "chưa nhập được"}
_BY_THE_PROGRAM = (Attachment, Conflict, FrozenReport)


@dataclass(frozen=True)
class RowSaid:
    """What became of a row: `words` are why it is refused or, of one that is taken, what deserves a look."""

    row: int
    what: str
    id: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """`number` is the import's place in the book, 0 when nothing was kept; `unknown` are heads nobody knows.

    `begun` are heads that only begin a label, each with the label it was taken for.
    """

    number: int
    sheet: Sheet
    head_row: int
    rows: tuple[RowSaid, ...]
    unknown: tuple[str, ...]
    touched: Touched = Touched()
    begun: tuple[tuple[str, str], ...] = ()

    def counts(self) -> dict[str, int]:
        found = Counter(row.what for row in self.rows)
        return {what: found[what] for what in WHAT_WORDS}

    def refused(self) -> list[RowSaid]:
        return [row for row in self.rows if row.what == REFUSED]


@dataclass(frozen=True)
class Wish:
    """How a sheet is to be taken: looked at only, its sound rows without the others, incomplete rows as drafts."""

    sheet: str = ""
    look_only: bool = False
    sound_rows: bool = False
    as_draft: bool = False


class _NotKeptError(Exception):
    """Rolls back what was only to be seen, or what is not taken because of a row."""


def _quietly(_done: int, _of: int) -> None:
    """Tell nobody."""


def import_sheet(
    store: Store, kind: type[Record], path: Path, wish: Wish = Wish(), *, tell: Callable[[int, int], None] = _quietly
) -> Imported:
    """Take a sheet; one refused row keeps all of it out unless the sound rows are wished for.

    `tell` hears how many rows of how many were looked at; what it raises stops the import, and nothing is kept.
    Raises Problem when the sheet cannot be read at all.
    """
    if kind in _BY_THE_PROGRAM:
        raise Problem(f"“{kind.title}” do chương trình ghi nên không nhập từ Excel.", "Chọn loại hồ sơ khác.")
    sheet = read_sheet(path, wish.sheet)
    heads = find_heads(kind, sheet)
    number = 0
    try:
        with store.atomic():
            taking = _Taking(store, Rows(store, kind, heads), wish)
            below = [place for place in sheet.rows if place > heads.row]
            for done, place in enumerate(below):
                tell(done, len(below))
                taking.take(place, sheet.rows[place])
            if wish.look_only or not taking.written or (taking.refused and not wish.sound_rows):
                raise _NotKeptError
            number = keep_in_book(store, kind, path.name, taking.undoing, taking.written)
    except _NotKeptError:
        pass
    touched = Touched(frozenset({kind.table}), taking.written) if number else Touched()
    return Imported(number, sheet, heads.row, tuple(taking.said), heads.unknown, touched, heads.begun)


class _Taking:
    """Takes rows one after the other; `said` tells of each, `undoing` what makes all of it undone."""

    def __init__(self, store: Store, rows: Rows, wish: Wish) -> None:
        self.store, self.rows, self.wish = store, rows, wish
        self.said: list[RowSaid] = []
        self.undoing, self.written, self.refused = Undoing(), 0, 0
        self._alike: dict[Any, list[Record]] = defaultdict(list)
        for record in store.every(rows.kind):
            self._alike[_likeness(record)].append(record)

    def take(self, place: int, cells: list[Cell]) -> None:
        try:
            record, new = self.rows.read(cells)
            self.said.append(self._new(place, record) if new else self._known(place, record))
        except Problem as problem:
            self.refused += 1
            words = (problem.message, problem.remedy) if problem.remedy else (problem.message,)
            self.said.append(RowSaid(place, REFUSED, "", "", words))

    def _new(self, place: int, record: Record) -> RowSaid:
        if isinstance(record, MediationCase):
            mediation.settle(record)
        like = self._alike[_likeness(record)]
        wanted = columns_of(record, self._compared(record))
        if same := next((one for one in like if says(one, wanted)), None):
            return RowSaid(place, SAME, same.id, same.label(), ())
        doubts = [*self.rows.doubts, *_may_be_known(record, like)]
        self.undoing.before(self.store, type(record), [record.id])
        return self._written(place, NEW, record, doubts)

    def _known(self, place: int, record: Record) -> RowSaid:
        if not self.rows.given:
            return RowSaid(place, SAME, record.id, record.label(), ())
        self.undoing.before(self.store, type(record), [record.id])
        return self._written(place, CHANGED, record, self.rows.doubts)

    def _written(self, place: int, what: str, record: Record, doubts: list[str]) -> RowSaid:
        _, issues = records.save_telling(self.store, record, as_draft=self.wish.as_draft)
        warnings = [issue.message for issue in issues if record.draft or not issue.blocks]
        self.written += 1
        self._alike[_likeness(record)].append(record)
        self.rows.values.learn(record)
        return RowSaid(place, what, record.id, record.label(), (*doubts, *warnings))

    def _compared(self, record: Record) -> set[str]:
        """Return the fields in which a row that was taken before is the same: all it says, and not what we number."""
        said = {name for name in columns_of(record, self.rows.all_names()) if getattr(record, name) not in _EMPTY}
        return said - ({"number", "code"} - self.rows.given)


_EMPTY: tuple[Any, ...] = (None, "", (), [], False)


def _may_be_known(record: Record, like: list[Record]) -> list[str]:
    """Say which records may be this one; of cases, what is looked at when they are kept says it."""
    said = "Có thể đã ghi rồi: {label}. Xem có phải cùng một hồ sơ không."
    return [said.format(label=other.label()) for other in like[:3] if not isinstance(record, MediationCase)]


def _likeness(record: Record) -> Any:
    """Return what records of the same thing share: cases their day, others their name and day."""
    day = getattr(record, record.newest_by, None) if record.newest_by else None
    return day if isinstance(record, MediationCase) else (fold(record.label()), day)
