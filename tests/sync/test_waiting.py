"""How many records wait to be sent: counted quickly for the first page, and always what their states say one by one."""

from __future__ import annotations

import pytest

from app.records import MediationCase, OutreachEvent
from app.usecases import outgoing, receiving, states, syncing
from app.usecases.records import remove, save
from db import SqliteStore
from tests.sync.conftest import World
from tests.sync.test_journey import case_of

KINDS = (MediationCase, OutreachEvent)


def said_one_by_one(store: SqliteStore) -> list[tuple[int, int]]:
    progressing = states.Progressing(store)
    found = [[state.code for state in progressing.of(kind).values()] for kind in KINDS]
    return [(sum(code in ("unsent", "changed") for code in codes), codes.count("refused")) for codes in found]


def counted(store: SqliteStore) -> list[tuple[int, int]]:
    progressing = states.Progressing(store)
    return [(one.to_send, one.refused) for one in map(progressing.waiting, KINDS)]


def spoil_one(world: World, patched: pytest.MonkeyPatch) -> str:
    """Export with one line that the receiver cannot take, and bring its receipt home; return the record's id."""
    whole, bad = outgoing.write_line, case_of(world.commune).id

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = whole(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"success"', b'"state":"perhaps"') if bad.encode() in line[:90] else line

    patched.setattr(outgoing, "write_line", spoiled)
    sent = syncing.export_bundle(world.commune, world.stick)
    patched.undo()
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    return bad


def test_what_waits_is_counted_as_the_states_say(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    store = world.commune
    fresh = counted(store)
    assert fresh == said_one_by_one(store) == [(15, 0), (fresh[1][0], 0)]
    draft = case_of(store, "HG-2026-T02-01")
    draft.draft = True
    store.put(draft)
    spoil_one(world, monkeypatch)
    assert counted(store) == said_one_by_one(store) == [(0, 1), (0, 0)]
    event = next(iter(store.every(OutreachEvent)))
    event.note = "Sửa sau khi gửi"
    save(store, event)
    assert counted(store) == said_one_by_one(store) == [(0, 1), (1, 0)]
    draft.draft = False
    save(store, draft)
    assert counted(store) == said_one_by_one(store) == [(1, 1), (1, 0)]
    syncing.export_bundle(store, world.stick)
    assert counted(store) == said_one_by_one(store)
    remove(store, next(iter(store.every(OutreachEvent))))
    assert counted(store) == said_one_by_one(store)


def test_drafts_are_found_the_last_changed_first(world: World) -> None:
    for code in ("HG-2026-T02-01", "HG-2026-T01-01"):
        case = case_of(world.commune, code)
        case.draft = True
        world.commune.put(case)
    found = [world.commune.get(MediationCase, one).code for one in world.commune.unfinished(MediationCase)]
    assert found == ["HG-2026-T01-01", "HG-2026-T02-01"]
