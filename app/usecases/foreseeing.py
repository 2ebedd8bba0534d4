"""What taking every file of a folder would do, told unit by unit before anything is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from app.bundles.envelope import Head
from app.bundles.errors import UnknownSigner
from app.ports import Store
from app.problems import Problem
from app.usecases.incoming import Progress
from app.usecases.receiving import Received, foresee
from app.usecases.receiving_many import Say, claimed_name, in_order, nothing_there, sentence, telling, unsaid
from app.vietnamese import show_number, visible


@dataclass(frozen=True)
class ForeseenFile:
    """A file as it would be taken, in a sentence; `received` is nothing where it would be refused whole."""

    file: str
    unit: str
    unit_name: str
    words: str
    received: Received | None = None
    stranger: bool = False  # signed with a key that nobody here has compared


@dataclass(frozen=True)
class ForeseenUnit:
    """What one unit's files would bring, all together."""

    unit: str
    name: str
    files: int
    new: int
    changed: int
    same: int
    refused: int
    faulty: int
    receipts: int
    notes: tuple[str, ...]


class _SeenError(Exception):
    """Rolls back what was only to be seen."""


def foresee_folder(store: Store, folder: Path, *, say: Say = unsaid) -> list[ForeseenFile]:
    """Return, file by file, what taking the folder would do; nothing is kept. Raises Problem when nothing is for us."""
    found, faulty = in_order(store, folder)
    seen = [ForeseenFile(one.file, "", "", one.words) for one in faulty]
    try:
        with store.atomic():
            for path, head in found:
                words = f"Đang xem trước {visible(path.name)} của đơn vị {head.unit}…"
                say(words, 0)
                seen.append(_one(store, path, head, telling(say, words)))
            raise _SeenError
    except _SeenError:
        pass
    if not seen:
        raise nothing_there(folder)
    return seen


def _one(store: Store, path: Path, head: Head, progress: Progress) -> ForeseenFile:
    try:
        received = foresee(store, path, progress)
    except UnknownSigner as stranger:
        return ForeseenFile(visible(path.name), head.unit, head.unit, str(stranger), stranger=True)
    except Problem as problem:
        return ForeseenFile(visible(path.name), head.unit, claimed_name(store, head), str(problem))
    return ForeseenFile(visible(path.name), received.unit, received.unit_name, sentence(received), received)


def by_unit(files: Sequence[ForeseenFile]) -> list[ForeseenUnit]:
    """Return what each unit's files would bring, in the order of the units' codes."""
    ordered = sorted(files, key=lambda one: one.unit)
    return [_unit(unit, list(group)) for unit, group in groupby(ordered, key=lambda one: one.unit)]


def _unit(unit: str, files: Sequence[ForeseenFile]) -> ForeseenUnit:
    outcomes = [one.received.outcome for one in files if one.received and one.received.outcome]
    named = [one.unit_name for one in files if one.received] or [files[0].unit_name or unit]
    notes = [one.words for one in files if _told(one)]
    return ForeseenUnit(
        unit=unit,
        name=named[0],
        files=len(files),
        new=sum(sum(outcome.new.values()) for outcome in outcomes),
        changed=sum(outcome.changed for outcome in outcomes),
        same=sum(outcome.same for outcome in outcomes),
        refused=sum(len(outcome.refused) for outcome in outcomes),
        faulty=sum(one.received is None for one in files),
        receipts=sum(bool(one.received and one.received.acknowledged) for one in files),
        notes=tuple(dict.fromkeys(notes)),
    )


def _told(one: ForeseenFile) -> bool:
    """Tell whether a file is worth a sentence of its own beside the numbers."""
    got = one.received
    return got is None or got.receipt is None or not got.receipt.complete() or bool(got.outcome and got.outcome.ahead)


def summed_up(units: Sequence[ForeseenUnit]) -> str:
    """Say in a sentence what would be taken from how many units; receipts bring no records."""
    new, changed, same, refused, receipts = (
        sum(getattr(one, name) for one in units) for name in ("new", "changed", "same", "refused", "receipts")
    )
    said = [f"{show_number(receipts)} biên nhận"] if receipts else []
    if new or changed or same or refused or not receipts:
        said.append(f"{show_number(new)} hồ sơ mới, {show_number(changed)} sửa, {show_number(refused)} sẽ bị trả lại")
    files = show_number(sum(one.files for one in units))
    return f"{files} tệp của {show_number(len(units))} đơn vị: {', '.join(said)}."
