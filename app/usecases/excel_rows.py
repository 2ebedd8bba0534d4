"""A row of an officer's sheet as a record: a new one, one that is known and changes, or what keeps it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

from app.declaring import Many, fields_of
from app.fields import Choice, Kind, Text
from app.ports import Store
from app.problems import Problem
from app.records.base import Record
from app.records.catalogues_outreach import DIRECT_BY_DEFAULT
from app.records.mediation import MediationCase
from app.records.outreach import OutreachEvent
from app.spreadsheets.cells import Cell
from app.usecases.excel_heads import FAILURE, ID, OUTCOME, PLACE, SUCCESS, Heads, head_words
from app.usecases.excel_values import Values
from app.usecases.quick_entry import QuickRow, understand
from app.usecases.records import check_not_removed
from app.vietnamese import fold, tidy

_OUTCOMES = Choice(options=(("success", "Thành"), ("failure", "Không thành"), ("open", "Đang hòa giải")))
_MORE_OUTCOMES = {"hoa giai thanh": "success", "hoa giai khong thanh": "failure", "dang": "open", "": "open"}
_BY_HAND = ("number", "group")  # of a kept case
_LONG_NUMBER = 8  # digits; telephones and identity numbers begin with a zero that Excel drops


class Rows:
    """Reads the rows of one sheet. `doubts` are what the officer should look at in the row read last."""

    def __init__(self, store: Store, kind: type[Record], heads: Heads) -> None:
        self._store, self.kind, self._heads = store, kind, heads
        self.values = Values(store)
        self._declared, self._words = fields_of(kind), head_words(kind)
        self._columns = sorted(heads.fields.items(), key=lambda one: self._late(one[1]))
        self.doubts: list[str] = []
        self.given: set[str] = set()

    def all_names(self) -> set[str]:
        return set(self._declared)

    def _late(self, name: str) -> bool:
        """Lists are read last: parties need the day of the case, mediators its group."""
        return name in self._declared and isinstance(self._declared[name].kind, Many)

    def read(self, cells: Sequence[Cell]) -> tuple[Record, bool]:
        """Return the record of a row, and whether it is new; raises Problem naming every cell that cannot be read."""
        self.doubts, self.given = [], set()
        faults = self._faults(cells)
        said = {name: cells[column].text for column, name in self._columns if column < len(cells)}
        said = {name: text for name, text in said.items() if tidy(text)}
        if faults:
            raise Problem(" ".join(faults))
        if ID in said:
            return self._changed(said), False
        return (self._of_the_book(said) if self._heads.paper_book() else self._new(said)), True

    def _faults(self, cells: Sequence[Cell]) -> list[str]:
        faults = []
        for column, name in self._heads.fields.items():
            cell = cells[column] if column < len(cells) else Cell()
            if cell.fault:
                faults.append(f"“{self._word(name)}”: {cell.fault}.")
            elif cell.number and len(cell.text) >= _LONG_NUMBER and not cell.text.startswith("0") and self._text(name):
                self.doubts.append(f"“{self._word(name)}” là số trong Excel: xem có mất số 0 ở đầu không.")
        return faults

    def _word(self, name: str) -> str:
        return self._words.get(name, {PLACE: "Nơi hòa giải", ID: "Mã hồ sơ"}.get(name, "Kết quả"))

    def _text(self, name: str) -> bool:
        return name in self._declared and isinstance(self._declared[name].kind, Text)

    # --- a row with the columns of the declarations ---

    def _new(self, said: dict[str, str]) -> Record:
        record = self.kind()
        self._fill(record, said)
        if isinstance(record, OutreachEvent) and "direct" not in self.given:
            record.direct = record.form in DIRECT_BY_DEFAULT  # as the window sets it when a form is chosen
        return record

    def _changed(self, said: dict[str, str]) -> Record:
        record = self._kept(tidy(said[ID]))
        shown = {
            name: self.values.shown(field, getattr(record, name))
            for name, field in self._declared.items()
            if name in said
        }
        new = {name: text for name, text in said.items() if name in shown and tidy(text) != tidy(shown[name])}
        was = columns_of(record, self.all_names())
        self._fill(record, new)
        self.given = {name for name, value in columns_of(record, self.all_names()).items() if value != was[name]}
        if isinstance(record, MediationCase) and not record.draft:
            self._refuse_another_book(was["received_on"], record.received_on)
        return record

    def _refuse_another_book(self, was: str | None, received_on: date | None) -> None:
        """A case that leaves its book leaves a number behind, and the reason of that is for a person to give."""
        moved = [f"“{self._word(name)}”" for name in _BY_HAND if name in self.given]
        if was and received_on and was[:4] != f"{received_on.year}":
            moved.append(f"“{self._word('received_on')}” sang năm khác")
        if moved:
            raise Problem(f"{moved[0]} của vụ đã vào sổ không đổi từ Excel.", "Sửa trong cửa sổ chương trình.")

    def _kept(self, id: str) -> Record:
        record = self._store.find(self.kind, id)
        if record is None:
            raise Problem(f"Không có hồ sơ mã {id} trong sổ.", "Để trống “Mã hồ sơ” nếu đây là hồ sơ mới.")
        check_not_removed(self._store, record)
        return record

    def _fill(self, record: Record, said: dict[str, str]) -> None:
        faults = []
        for _, name in self._columns:
            if name not in said or name not in self._declared:
                continue
            try:
                setattr(record, name, self.values.read(self._declared[name], said[name], record))
                self.given.add(name)
            except ValueError as error:
                faults.append(f"“{self._word(name)}”: {error}")
        if faults:
            raise Problem(" ".join(faults))

    # --- a row of the paper register ---

    def _of_the_book(self, said: dict[str, str]) -> MediationCase:
        row, faults = QuickRow(), []
        book = {one.name for one in dataclass_fields(QuickRow)} - {OUTCOME}
        for name in (name for name in said if name in book):
            try:
                setattr(row, name, self._plain(name, said[name]))
                self.given.add(name)
            except ValueError as error:
                faults.append(f"“{self._word(name)}”: {error}")
        try:
            row.outcome = _outcome(said)
        except ValueError as error:
            faults.append(f"“Kết quả”: {error}")
        if faults:
            raise Problem(" ".join(faults))
        return self._understood(row, {name: text for name, text in said.items() if name not in book})

    def _plain(self, name: str, text: str) -> Any:
        """Read a column of the book; parties and mediators stay as the book writes them."""
        field = self._declared.get(name)
        return text if field is None or isinstance(field.kind, Many) else self.values.read(field, text, None)

    def _understood(self, row: QuickRow, rest: dict[str, str]) -> MediationCase:
        understood = understand(self._store, row, self.values.mediators)
        unknown = [doubt.message for doubt in understood.doubts if doubt.field != "number"]  # saving judges numbers
        if unknown:
            raise Problem(" ".join(unknown))
        self._fill(understood.case, rest)
        return understood.case


def _outcome(said: dict[str, str]) -> str:
    """Return how a case of the book ended: a word in one column, or a mark in one of two."""
    if said.get(SUCCESS) and said.get(FAILURE):
        raise ValueError("đánh dấu cả thành và không thành. Giữ một dấu.")
    if said.get(SUCCESS) or said.get(FAILURE):
        return "success" if said.get(SUCCESS) else "failure"
    text = said.get(OUTCOME, "")
    return _MORE_OUTCOMES.get(fold(tidy(text))) or _OUTCOMES.parse(text)


def columns_of(record: Record, names: set[str]) -> dict[str, Any]:
    """Return what a record says in some fields, as it is kept."""
    declared = fields_of(type(record))
    kinds: dict[str, Kind] = {name: declared[name].kind for name in names if name in declared}
    return {name: kind.to_column(getattr(record, name)) for name, kind in kinds.items()}


def says(record: Record, columns: Mapping[str, Any]) -> bool:
    """Tell whether a record says this, as it is kept."""
    declared = fields_of(type(record))
    return all(declared[name].kind.to_column(getattr(record, name)) == value for name, value in columns.items())
