"""Which column of an officer's sheet is which field: by the words of the declarations and of the paper book.

A head is known by its letters alone: case, marks, blanks and what stands in brackets do not matter. The first words of
a label are enough where they begin only one, and no other column has its whole words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from app.declaring import Field, fields_of
from app.problems import Problem
from app.records.base import Record
from app.records.mediation import MediationCase
from app.spreadsheets.cells import Cell
from app.spreadsheets.reading import Sheet
from app.vietnamese import fold, tidy

ID, OUTCOME, SUCCESS, FAILURE, PLACE = "id", "outcome", "success", "failure", "place"
ID_HEAD, REASON_HEAD = "Mã hồ sơ", "Lý do chưa nhập"
_LOOKED_AT = 30  # rows in which the heads may stand, below the title of a sheet
_SILENT = ("tt", "stt", "ly do chua nhap", "")  # a running number, what we wrote ourselves
_VAGUE = "so"  # a beginning of many words, and mostly the head of a running number
_SIGNS = re.compile(r"\([^)]*\)|[^\w]+")
# How people head the columns of Part I of the paper register, where they do not use the words of the declarations.
_PAPER_BOOK = {
    "stt": "number",
    "so thu tu": "number",
    "ngay nhan": "received_on",
    "ngay thang nam": "received_on",
    "to": "group",
    "hoa giai vien nguoi duoc moi": "mediators",
    "ho ten tuoi dia chi cac ben": "parties",
    "noi dung": "content",
    "noi dung vu viec": "content",
    "thoa thuan": "agreement",
    "noi dung thoa thuan": "agreement",
    "thoa thuan hoac ly do khong thanh": "agreement",
    "noi hoa giai": PLACE,
    "dia diem hoa giai": PLACE,
    "ket qua": OUTCOME,
    "ket qua hoa giai": OUTCOME,
    "thanh": SUCCESS,
    "hoa giai thanh": SUCCESS,
    "khong thanh": FAILURE,
    "hoa giai khong thanh": FAILURE,
}


@dataclass(frozen=True)
class Heads:
    """Where the heads stand: fields by their columns, and the heads that nobody knows, which the officer is told."""

    row: int
    fields: Mapping[int, str]
    unknown: tuple[str, ...]
    begun: tuple[tuple[str, str], ...] = ()  # heads that are only the beginning of a label, and that label

    def paper_book(self) -> bool:
        """Tell whether the outcome is written as in the paper register, not as a state of the program."""
        return not {OUTCOME, SUCCESS, FAILURE}.isdisjoint(self.fields.values())


def head_words(kind: type[Record]) -> dict[str, str]:
    """Return the head of each field's column: its label, with its group where two fields share a label."""
    declared = fields_of(kind)
    times = Counter(_key(field.label) for field in declared.values())
    return {name: _head(name, field, times[_key(field.label)] > 1) for name, field in declared.items()}


def _head(name: str, field: Field, shared: bool) -> str:
    return f"{field.label} – {field.group or name}" if shared else field.label


def find_heads(kind: type[Record], sheet: Sheet) -> Heads:
    """Return the row whose cells are most of all names of fields; raises Problem without one, or with a field twice."""
    known = _known(kind)
    rows = [place for place in sheet.rows if place <= min(sheet.rows, default=0) + _LOOKED_AT]
    best = max(rows, key=lambda place: _matches(sheet.rows[place], known), default=0)
    if not best or _matches(sheet.rows[best], known) < 2:
        raise Problem(
            f"Trang tính “{sheet.name}” không có dòng tên cột của “{kind.title}”.",
            f"Ghi tên cột như trong sổ, ví dụ: {_examples(kind)}. Lấy tệp mẫu: export-excel {kind.table} TỆP --blank.",
        )
    return _heads(kind, best, sheet.rows[best], known)


def _known(kind: type[Record]) -> dict[str, str]:
    paper = _PAPER_BOOK if kind is MediationCase else {}
    said = {_key(head): name for name, head in head_words(kind).items()}
    return {**paper, **{fold(name): name for name in fields_of(kind)}, **said, _key(ID_HEAD): ID, ID: ID}


def _beginnings(kind: type[Record], known: Mapping[str, str]) -> dict[str, str]:
    """Return the first words that begin the label of one field only, and mean nothing else."""
    names: dict[str, set[str]] = defaultdict(set)
    for name, field in {**fields_of(kind), ID: None}.items():
        label = _key(field.label if field else ID_HEAD).split()
        for words in range(1, len(label) + 1):
            names[" ".join(label[:words])].add(name)
    taken = {*known, *_SILENT, _VAGUE}
    return {words: one for words, (one, *others) in names.items() if not others and words not in taken}


def _key(head: str) -> str:
    return tidy(_SIGNS.sub(" ", fold(tidy(head))))


def _matches(cells: list[Cell], known: Mapping[str, str]) -> int:
    return len({_name(cell.text, known) for cell in cells} - {""})


def _name(head: str, known: Mapping[str, str]) -> str:
    return known.get(fold(tidy(head))) or known.get(_key(head), "")


def _heads(kind: type[Record], row: int, cells: list[Cell], known: Mapping[str, str]) -> Heads:
    fields = {column: name for column, cell in enumerate(cells) if (name := _name(cell.text, known))}
    twice = [name for name, times in Counter(fields.values()).items() if times > 1]
    if twice:
        heads = ", ".join(f"“{tidy(cells[column].text)}”" for column, name in fields.items() if name == twice[0])
        raise Problem(f"Các cột {heads} cùng chỉ một ô của hồ sơ.", "Giữ một cột, bỏ hoặc đổi tên cột kia.")
    if kind is MediationCase and {OUTCOME, SUCCESS, FAILURE}.isdisjoint(fields.values()):
        fields = {column: name for column, name in fields.items() if not _of_the_book_alone(name, cells[column].text)}
    begun = _begun(kind, [cell.text for cell in cells], known, set(fields.values()))
    strange = [
        tidy(cell.text)
        for column, cell in enumerate(cells)
        if column not in fields and column not in begun and _key(cell.text) not in _SILENT
    ]
    words = head_words(kind)
    told = tuple((tidy(cells[column].text), words[name]) for column, name in begun.items())
    return Heads(row, {**fields, **begun}, tuple(strange), told)


def _begun(kind: type[Record], heads: list[str], known: Mapping[str, str], fields: set[str]) -> dict[int, str]:
    """Return the columns headed by a beginning, where no column has the whole label and no other the same beginning."""
    beginnings = _beginnings(kind, known)
    found = {
        column: name
        for column, head in enumerate(heads)
        if not _name(head, known) and (name := beginnings.get(_key(head), "")) and name not in fields
    }
    times = Counter(found.values())
    return {column: name for column, name in found.items() if times[name] == 1}


def _of_the_book_alone(name: str, head: str) -> bool:
    """In a list of cases that is no paper book, STT is a running number, and the place is told by session."""
    return name == PLACE or (name == "number" and _key(head) == "stt")


def _examples(kind: type[Record]) -> str:
    words = head_words(kind)
    wanted = [name for name, field in fields_of(kind).items() if field.required or field.listed]
    return ", ".join(f"“{words[name]}”" for name in wanted[:4])
