"""What a stick's journey costs: export and receipt of many cases, beside the plain writing of the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.records import MediationCase
from app.usecases import keys, syncing
from app.usecases.demonstration import COMMUNE, load_demo, load_receiver
from app.usecases.demonstration_office import PROVINCE
from app.usecases.receiving import receive
from db import create_register, open_register
from db.rows import insert_values, search_texts, shape_of
from db.store import SqliteStore
from tests.bench import living
from tests.bench.measuring import Measured, seconds
from tests.bench.registers import KEY
from tests.synthetic import fill

BUDGET = {"receive": 3.0}  # times the plain writing of the same rows, those of the words index included
_WORDS = "INSERT INTO mediation_case_words (rowid, folded, exact) VALUES (?, ?, ?)"


def measure(folder: Path, numbers: list[int]) -> Iterator[Measured]:
    for number in numbers:
        yield from _journey(folder / str(number), number)


def _journey(folder: Path, number: int) -> Iterator[Measured]:
    """Yield the seconds of a full export and of its receipt, and each as a multiple of the plain writing."""
    places = {name: folder / name for name in ("commune", "province", "stick")}
    for place in places.values():
        place.mkdir(parents=True)
    commune = create_register(places["commune"], KEY, unit=COMMUNE)
    province = create_register(places["province"], KEY, unit=PROVINCE)
    load_demo(commune)
    load_receiver(province)
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Đo")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Đo")
    province.close()
    shutil.copytree(places["province"], folder / "window")
    province = open_register(places["province"], KEY)
    fill(commune, number)
    sent: list[syncing.Exported] = []
    needed = {
        "export": seconds(lambda: sent.append(syncing.export_bundle(commune, places["stick"], full=True))),
        "receive": seconds(lambda: receive(province, sent[0].file.path)),
        "receive again": seconds(lambda: receive(province, sent[0].file.path)),
    }
    table, words = _plain_writing(folder / "plain", province)
    yield Measured(f"plain writing of {number:,} rows as received", table, "s")
    yield Measured(f"plain writing of their {number:,} rows of words", words, "s")
    both = table + words
    for name, took in needed.items():
        yield Measured(f"{name} {number:,} cases", took, "s")
        yield Measured(f"{name} {number:,} cases, times all plain writing", took / both, "×", BUDGET.get(name))
        yield Measured(f"{name} {number:,} cases, times that of the rows alone", took / table, "×")
    yield Measured(f"size of the bundle, {number:,} cases", sent[0].file.path.stat().st_size / 2**20, "MiB")
    commune.close()
    province.close()
    yield from living.measure(folder / "window", places["stick"], number)


def _plain_writing(place: Path, received: SqliteStore) -> tuple[float, float]:
    """Return the seconds the plain driver needs to write into an empty register what was received: rows, and words."""
    place.mkdir()
    store = create_register(place, KEY, unit=PROVINCE)
    rows = list(received.rows_after(MediationCase, 0))
    values = [insert_values(MediationCase, row) for row in rows]
    words = [(at, *search_texts(MediationCase, row)) for at, row in enumerate(rows, start=1)]
    needed = [
        seconds(lambda: _write(store, shape_of(MediationCase).insert, values)),
        seconds(lambda: _write(store, _WORDS, words)),
    ]
    store.close()
    return needed[0], needed[1]


def _write(store: SqliteStore, statement: str, values: list[Any]) -> None:
    with store.atomic():
        store.connection.executemany(statement, values)
