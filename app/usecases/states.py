"""What an officer wants to know of each record: did it leave, did it arrive, was it sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from app.bundles.policy import kinds_at
from app.fields import Options
from app.ports import Progress, Store
from app.records.base import Record
from app.records.office import Office
from app.usecases.routes import on_the_way
from app.usecases.sent_elsewhere import SentElsewhere, sent_elsewhere
from app.vietnamese import show_number

SYNC_STATES: Options = (
    ("unsent", "Chưa gửi"),
    ("draft", "Bản nháp, chưa gửi được"),
    ("exported", "Đã xuất, chờ biên nhận"),
    ("received", "Nơi nhận đã nhận"),
    ("refused", "Bị trả lại"),
    ("changed", "Sửa sau khi gửi"),
)


@dataclass(frozen=True)
class SyncState:
    """A record's state with what it rests on: the bundle, the receipt, the reason; each state has a way out."""

    code: str
    words: str
    remedy: str = ""


_CHANGED = SyncState("changed", "Sửa sau khi gửi", "Xuất gói mới.")


@dataclass(frozen=True)
class Waiting:
    """How many complete records have not left as they are now, and how many came back."""

    to_send: int
    refused: int


@dataclass(frozen=True)
class Sent:
    """One line of the book of sent bundles."""

    number: int
    last_seq: int
    at: str
    receipt: str
    bundle: str
    held_back: frozenset[str]
    passing: str = ""  # the names of offices on the way that have it

    def carried(self, entry: Progress) -> bool:
        return self.last_seq >= entry.seq and entry.id not in self.held_back


class Progressing:
    """The states of records, from the books of sent bundles and refusals read once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sent = sent_bundles(store)
        self._elsewhere = sent_elsewhere(store)
        self._refused = {(row["kind"], row["id"]): row for row in store.notes("refusal")}

    def of(self, kind: type[Record], ids: Sequence[str] | None = None) -> dict[str, SyncState]:
        """Return the state of each of our living records of a kind, or of some ids of it."""
        at_home = stays_home(self.store) if kind is Office else frozenset()
        found = self.store.progress(kind, ids)
        states = {entry.id: self._state(kind, entry) for entry in found if entry.id not in at_home}
        return states | self._states_elsewhere(kind, states) if self._elsewhere else states

    def waiting(self, kind: type[Record]) -> Waiting:
        """Count what `of` would call unsent, changed or refused, reading only what moved since the last bundle."""
        if self._elsewhere or kind is Office:  # offices are few, and of them only our own leaves
            told = [state.code for state in self.of(kind).values()]
            return Waiting(told.count("unsent") + told.count("changed"), told.count("refused"))
        top = max((bundle.last_seq for bundle in self._sent), default=0)
        doubtful = frozenset().union(*(bundle.held_back for bundle in self._sent))
        doubtful |= {one for table, one in self._refused if table == kind.table}
        older = [entry for entry in self.store.progress(kind, sorted(doubtful)) if entry.seq <= top] if doubtful else []
        codes = [self._state(kind, entry).code for entry in older]
        to_send = self.store.moved(kind, top) + sum(code in ("unsent", "changed") for code in codes)
        return Waiting(to_send, codes.count("refused"))

    def _state(self, kind: type[Record], entry: Progress) -> SyncState:
        carried = [bundle for bundle in self._sent if bundle.carried(entry)]
        if not carried:
            return self._not_carried(entry)
        return self._carried(kind.table, entry.id, carried)

    def _carried(self, table: str, id: str, carried: Sequence[Sent | SentElsewhere]) -> SyncState:
        receipted = next((bundle for bundle in carried if bundle.receipt), None)
        refusal = self._refused.get((table, id))
        if refusal and any(bundle.bundle == refusal["bundle"] for bundle in carried):
            return SyncState("refused", f"Bị trả lại: {refusal['reason']}", refusal["remedy"])
        if receipted:
            return SyncState("received", f"Nơi nhận đã nhận (biên nhận số {receipted.receipt})")
        last = carried[0]
        words = f"Đã xuất {last.at[8:10]}/{last.at[5:7]}/{last.at[:4]}, gói số {show_number(last.number)}"
        if passing := getattr(last, "passing", ""):
            words += f"; {passing} đã nhận để chuyển tiếp"
        return SyncState("exported", words, "Nhập biên nhận khi USB trở về.")

    def _states_elsewhere(self, kind: type[Record], states: Mapping[str, SyncState]) -> dict[str, SyncState]:
        """Return what is better known from the other PCs of our unit, which have books of their own."""
        better: dict[str, SyncState] = {}
        open_ones = [one for one, state in states.items() if state.code not in ("received", "refused")]
        for one, row in self.store.known_rows(kind, open_ones).items():
            carried = [bundle for bundle in self._elsewhere if bundle.carried(row)]
            if carried and (states[one].code != "exported" or any(bundle.receipt for bundle in carried)):
                better[one] = self._carried(kind.table, one, carried)
            elif states[one].code == "unsent" and any(bundle.began(row) for bundle in self._elsewhere):
                better[one] = _CHANGED
        return better

    def _not_carried(self, entry: Progress) -> SyncState:
        if entry.draft:
            return SyncState("draft", "Bản nháp, chưa gửi được", "Bổ sung các ô còn thiếu rồi lưu.")
        if ever_sent(entry, self._sent):
            return _CHANGED
        return SyncState("unsent", "Chưa gửi", "Xuất ra USB.")


def ever_sent(entry: Progress, sent: Sequence[Sent]) -> bool:
    """Tell whether any bundle carried some state of a record."""
    return any(bundle.last_seq >= entry.made_seq and entry.id not in bundle.held_back for bundle in sent)


def stays_home(store: Store) -> frozenset[str]:
    """Return the offices we only know of: each office sends its own record, nobody else's."""
    return frozenset(office.id for office in store.every(Office) if office.code != store.unit)


def sent_bundles(store: Store) -> list[Sent]:
    """Return the book of sent bundles, by how far they reach."""
    return sorted((_sent(row) for row in store.notes("sent_bundle")), key=lambda bundle: bundle.last_seq)


def summary(store: Store, level: str = "deidentified") -> dict[str, dict[str, int]]:
    """Return, for each kind that travels at a level, how many records are in each state."""
    progressing = Progressing(store)
    counted: dict[str, dict[str, int]] = {}
    for kind in kinds_at(level):
        states = progressing.of(kind)
        if states:
            counted[kind.table] = {
                code: number
                for code, _ in SYNC_STATES
                if (number := sum(state.code == code for state in states.values()))
            }
    return counted


def _sent(row: dict[str, Any]) -> Sent:
    held = frozenset(orjson.loads(row["held_back"]))
    passing = ", ".join(on_the_way(row))
    return Sent(row["number"], row["last_seq"], row["at"], row["receipt"] or "", row["bundle"], held, passing)
