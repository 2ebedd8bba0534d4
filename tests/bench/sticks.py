"""What a stick's journey costs: export and receipt of many cases, beside the plain writing of the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.usecases import keys, syncing
from app.usecases.demonstration import COMMUNE, load_demo, load_receiver
from app.usecases.demonstration_office import PROVINCE
from app.usecases.receiving import receive
from db import create_register
from tests.bench.measuring import Measured, seconds
from tests.bench.registers import KEY, raw_seconds
from tests.synthetic import fill

BUDGET = {"receive": 3.0}  # times the plain writing of the same rows


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
    fill(commune, number)
    least = raw_seconds(folder, number)
    yield Measured(f"plain writing of {number:,} rows", least, "s")
    sent: list[syncing.Exported] = []
    needed = {
        "export": seconds(lambda: sent.append(syncing.export_bundle(commune, places["stick"], full=True))),
        "receive": seconds(lambda: receive(province, sent[0].file.path)),
        "receive again": seconds(lambda: receive(province, sent[0].file.path)),
    }
    for name, took in needed.items():
        yield Measured(f"{name} {number:,} cases", took, "s")
        yield Measured(f"{name} {number:,} cases, times plain writing", took / least, "×", BUDGET.get(name))
    yield Measured(f"size of the bundle, {number:,} cases", sent[0].file.path.stat().st_size / 2**20, "MiB")
    commune.close()
    province.close()
