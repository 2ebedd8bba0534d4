"""What an officer wants to know of each record: did it leave, did it arrive, was it sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.bundles.policy import kinds_at
from app.fields import Options
from app.ports import Progress, Store
from app.records.base import Record
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


@dataclass(frozen=True)
class _Sent:
    number: int
    last_seq: int
    at: str
    receipt: str
    bundle: str


class Progressing:
    """The states of records, from the books of sent bundles and refusals read once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        sent = [_sent(row) for row in store.notes("sent_bundle")]
        self._sent = sorted(sent, key=lambda bundle: bundle.last_seq)
        self._refused = {(row["kind"], row["id"]): row for row in store.notes("refusal")}

    def of(self, kind: type[Record], ids: Sequence[str] | None = None) -> dict[str, SyncState]:
        """Return the state of each of our living records of a kind, or of some ids of it."""
        return {entry.id: self._state(kind, entry) for entry in self.store.progress(kind, ids)}

    def _state(self, kind: type[Record], entry: Progress) -> SyncState:
        carried = [bundle for bundle in self._sent if bundle.last_seq >= entry.seq]
        if not carried:
            return self._not_carried(entry)
        receipted = next((bundle for bundle in carried if bundle.receipt), None)
        refusal = self._refused.get((kind.table, entry.id))
        if refusal and any(bundle.bundle == refusal["bundle"] for bundle in carried):
            return SyncState("refused", f"Bị trả lại: {refusal['reason']}", refusal["remedy"])
        if receipted:
            return SyncState("received", f"Nơi nhận đã nhận (biên nhận số {receipted.receipt})")
        last = carried[0]
        words = f"Đã xuất {last.at[8:10]}/{last.at[5:7]}/{last.at[:4]}, gói số {show_number(last.number)}"
        return SyncState("exported", words, "Nhập biên nhận khi USB trở về.")

    def _not_carried(self, entry: Progress) -> SyncState:
        if entry.draft:
            return SyncState("draft", "Bản nháp, chưa gửi được", "Bổ sung các ô còn thiếu rồi lưu.")
        if any(bundle.last_seq >= entry.made_seq for bundle in self._sent):
            return SyncState("changed", "Sửa sau khi gửi", "Xuất gói mới.")
        return SyncState("unsent", "Chưa gửi", "Xuất ra USB.")


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


def _sent(row: dict[str, Any]) -> _Sent:
    return _Sent(row["number"], row["last_seq"], row["at"], row["receipt"] or "", row["bundle"])
