"""The way down in the demonstration: a set of reference data composed, received, applied, undone, left to be seen."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.bundles.policy import kinds_at_home
from app.installed import FORM, Item
from app.ports import Store
from app.usecases import receiving
from app.usecases.in_force import use_installed
from app.usecases.reference_composing import Wish, compose, write_set
from app.usecases.reference_differences import SAME, differences
from app.usecases.reference_sets import apply_set, undo_set
from app.usecases.reference_tables import announcement, carried
from app.vietnamese import show_number
from ui.demo_facts import Facts

_FORM = "giay-moi-pbgdpl"
_WORD = "Họp giao ban công tác tư pháp quý IV\nTrực tuyến; mỗi xã một điểm cầu (thông báo hư cấu)."


def teach(facts: Facts, commune: Store, province: Store) -> None:
    """Send reference data down on a stick of its own; the commune's register ends as it began, with the set waiting."""
    before = _contents(commune)
    made = compose(province, Wish("Giấy mời mới và một thông báo", (_new_form(), announcement("giao-ban", _WORD))))
    use_installed(commune)
    with tempfile.TemporaryDirectory(prefix="sotuphap-") as stick:
        file = write_set(province, made.set_id, Path(stick)).file.path
        staged = receiving.receive(commune, file).reference
    found = [one for one in differences(commune, made.set_id) if one.what != SAME]
    apply_set(commune, made.set_id)
    undo_set(commune, made.set_id)
    well = staged is not None and bool(found) and _contents(commune) == before
    said = f"Bộ số {made.version}: {show_number(len(found))} chỗ khác; áp dụng rồi hoàn tác, sổ trở lại đúng như trước."
    facts.step("Dữ liệu tham chiếu", said, well=well)


def _new_form() -> Item:
    """Return a form of the program in a version of its own."""
    text = carried(FORM)[_FORM].content
    lines = ["version = 90" if line.startswith("version = ") else line for line in text.splitlines()]
    return Item(FORM, _FORM, "\n".join(lines) + "\n")


def _contents(store: Store) -> list[tuple[object, ...]]:
    return [
        (kind.table, row.id, row.vv, row.dots, row.draft, row.deleted, row.columns)
        for kind in kinds_at_home()
        for row in sorted(store.rows_after(kind, 0), key=lambda row: row.id)
    ]
