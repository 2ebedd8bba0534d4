"""A receiving office to which three communes have sent everything, before and after they became one."""

from __future__ import annotations

from pathlib import Path

from app.records import Office
from app.records.office import Successor
from app.usecases import keys, merging_units, receiving, syncing
from app.usecases.demonstration import load_receiver
from db import SqliteStore, predecessors
from tests.sync import merging
from tests.sync.merging import ASKED, CODES, NAMES, NEW, SINCE, TODAY, WORDS, Past


def take_three(province: SqliteStore, past: list[Past], stick: Path) -> None:
    """Let each of the three communes send everything to the office."""
    load_receiver(province)
    for one in past:
        with predecessors.opened(one.folder, passphrase=WORDS) as store:
            _introduce(province, store)
            receiving.receive(province, syncing.export_bundle(store, stick).file.path)


def merge_three(province: SqliteStore, new: SqliteStore, past: list[Past], stick: Path) -> None:
    """Let the three become one, the office know it, and the new unit send what it took over."""
    with merging.opened(past) as sources:
        merging_units.apply(new, sources, ASKED, today=TODAY)
    _introduce(province, new)
    heir = Office(code=NEW, name="xã Ba Nguồn (hư cấu)", kind="commune")
    province.put(heir)
    for code, name in zip(CODES, NAMES, strict=True):
        after = [Successor(heir.id, "merged", SINCE, ASKED.basis)]
        province.put(Office(code=code, name=name, kind="commune", successors=after))
    receiving.receive(province, syncing.export_bundle(new, stick).file.path)


def _introduce(province: SqliteStore, unit: SqliteStore) -> None:
    keys.enroll(province, keys.card_file(unit)[1], checked_by="Người nhận")
    keys.enroll(unit, keys.card_file(province)[1], checked_by="Người gửi")
