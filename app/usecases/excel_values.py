"""What the text of a cell means for a field: words of catalogues, names of other records, parties as in the book."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from app.declaring import Field, Many, Ref, Refs, fields_of, show_part
from app.fields import Text
from app.ports import Store
from app.records import kind_named
from app.records.mediation import CaseMediator, MediationCase, Party
from app.records.mediators import Mediator
from app.records.outreach import Document, Speaker
from app.usecases.quick_entry import find_mediators, split_parties
from app.vietnamese import fold, show_day, tidy

_PIECES = re.compile(r"[;\n]")


class Values:
    """Reads cells against the records of one register; `learn` makes a record that was just written known to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, dict[str, list[str]]] = {}

    def read(self, field: Field, text: str, record: Any) -> Any:
        """Return the value; raises ValueError with a sentence that says what to write instead."""
        kind = field.kind
        if isinstance(kind, Refs):
            return tuple(dict.fromkeys(self._one(kind.to, piece) for piece in self._pieces(kind.to, text)))
        if isinstance(kind, Ref):
            return self._one(kind.to, text) if tidy(text) else ""
        if isinstance(kind, Many):
            return self._parts(kind.part, text, record)
        return kind.parse(text if isinstance(kind, Text) else tidy(text))

    def shown(self, field: Field, value: Any) -> str:
        """Return a value as our own workbooks write it, which `read` understands."""
        kind = field.kind
        if isinstance(kind, Ref):
            ids = value if isinstance(kind, Refs) else [value]
            return "; ".join(self._store.labels(kind.to, ids).values())
        if isinstance(kind, Many):
            return "; ".join(self._part(part) for part in value)
        return kind.show(value) if not isinstance(value, bool) or value else ""

    def _part(self, part: Any) -> str:
        if hasattr(part, "label"):
            return show_part(part)
        said = (self.shown(field, getattr(part, name)) for name, field in fields_of(type(part)).items())
        return ", ".join(word for word in said if word)

    # --- other records ---

    @cached_property
    def mediators(self) -> list[Mediator]:
        """All there are; who reads mediators in names none of them in the same sheet."""
        return list(self._store.every(Mediator))

    def _pieces(self, table: str, text: str) -> list[str]:
        """Split at semicolons; at commas too where the whole is nobody's name."""
        pieces = [tidy(piece) for piece in _PIECES.split(text) if tidy(piece)]
        known = self._known(table)
        return [
            tidy(part)
            for piece in pieces
            for part in ([piece] if fold(piece) in known else piece.split(","))
            if tidy(part)
        ]

    def _one(self, table: str, said: str) -> str:
        title = kind_named(table).title
        found = self._known(table).get(fold(tidy(said)), [])
        if not found:
            raise ValueError(f"không có “{tidy(said)}” trong “{title}”. Sửa tên cho đúng, hoặc ghi thêm vào sổ trước.")
        if len(found) > 1:
            raise ValueError(f"có {len(found)} “{tidy(said)}” trong “{title}”. Ghi mã thay cho tên.")
        return found[0]

    def _known(self, table: str) -> dict[str, list[str]]:
        if table not in self._names:
            names: dict[str, list[str]] = defaultdict(list)
            for record in self._store.every(kind_named(table)):
                for word in {fold(tidy(word)) for word in _called(record)}:
                    names[word].append(record.id)
            self._names[table] = dict(names)
        return self._names[table]

    def learn(self, record: Any) -> None:
        """Let the rows that follow name a record of a row before."""
        for word in {fold(tidy(word)) for word in _called(record)} if record.table in self._names else ():
            if record.id not in self._names[record.table].setdefault(word, []):
                self._names[record.table][word].append(record.id)

    # --- lists inside a record ---

    def _parts(self, part: type, text: str, record: Any) -> list[Any]:
        if part is Party:
            return split_parties(text, record.received_on)
        if part is CaseMediator:
            return self._case_mediators(text, record)
        if part is Speaker:
            return [self._speaker(piece) for piece in map(tidy, _PIECES.split(text)) if piece]
        if part is Document:
            return [Document(title=piece) for piece in map(tidy, _PIECES.split(text)) if piece]
        raise ValueError("chưa nhập được từ Excel. Để trống ô này, ghi trong cửa sổ chương trình sau khi nhập.")

    def _case_mediators(self, text: str, case: MediationCase) -> list[CaseMediator]:
        mediators, invited, unknown = find_mediators(self.mediators, text, case.group)
        if unknown:
            raise ValueError(unknown[0].message)
        case.invited = case.invited or invited
        return mediators

    def _speaker(self, name: str) -> Speaker:
        found = self._known("propagandist").get(fold(name), [])
        return Speaker(propagandist=found[0]) if len(found) == 1 else Speaker(full_name=name)


def _called(record: Any) -> Iterator[str]:
    """Yield what a record is called: its id, its label, its code, a case with its day."""
    yield record.id
    yield record.label()
    if getattr(record, "code", ""):
        yield record.code
    if getattr(record, "received_on", None):
        yield f"{record.label()} ngày {show_day(record.received_on)}"
