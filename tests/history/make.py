"""Makes what this release leaves for all later ones to open: `python -m tests.history.make`, once, when it is released.

See README.md beside this file.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import app as program
from app.ports import Query
from app.records import KINDS, MediationCase
from app.usecases import keys, syncing
from app.usecases.demonstration import COMMUNE, load_demo, load_receiver
from app.usecases.demonstration_office import PROVINCE
from db import SqliteStore, backup, create_register

HERE = Path(__file__).parent
KEY = bytes(range(32))  # nothing here is a secret


def main() -> int:
    target = HERE / program.__version__
    if target.exists():
        sys.stderr.write(f"{target} is there already: a release is kept as it was.\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        places = {part: Path(name) / part for part in ("commune", "province", "stick", "made")}
        for place in places.values():
            place.mkdir()
        _make(places)
        shutil.copytree(places["made"], target)
    sys.stdout.write(f"{target}\n")
    return 0


def _make(places: dict[str, Path]) -> None:
    commune = create_register(places["commune"], KEY, unit=COMMUNE, author="Người thử")
    province = create_register(places["province"], KEY, unit=PROVINCE, author="Người nhận")
    load_demo(commune)
    load_receiver(province)
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")
    _use(commune)
    sent = syncing.export_bundle(commune, places["stick"])
    shutil.copyfile(sent.file.path, places["made"] / "bundle.stp")
    (places["made"] / "commune-card.json").write_bytes(keys.card_file(commune)[1])
    backup.copy_verified(commune.connection, KEY, places["made"] / "register.db")
    said = expected(commune) | {"province_keys": province.setting("keys"), "sent": sent.counts}
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (places["made"] / "expected.json").write_text(text, encoding="utf-8")
    commune.close()
    province.close()


def _use(store: SqliteStore) -> None:
    """Change, remove, leave half typed: a register that was really used."""
    first, second, third = list(store.every(MediationCase, Query(order="code")))[:3]
    first.note = "Đã sửa sau khi ghi sổ, chữ Khmer: ភូមិ"
    store.put(first, note="sửa ghi nhầm")
    store.delete(second)
    store.keep_draft("mediation_case", third.id, {"content": "đang gõ dở"})
    store.put(MediationCase(draft=True, content="Bản nháp còn thiếu"))


def expected(store: SqliteStore) -> dict[str, Any]:
    """Return what every later release must still find."""
    return {
        "ids": {kind.table: sorted(one.id for one in store.every(kind)) for kind in KINDS if len(store.ids(kind))},
        "deleted": sorted(one.id for one in store.every(MediationCase, Query(deleted=True))),
        "contents": {one.id: one.content for one in store.every(MediationCase)},
        "last_seq": store.last_seq(),
        "replica": store.replica,
        "found": len(store.ids(MediationCase, Query(text="ranh dat"))),
    }


if __name__ == "__main__":
    sys.exit(main())
