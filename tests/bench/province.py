"""What a province's month costs: the sticks of all its communes in one folder, received with a receipt for each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.records import Hamlet, MediationCase, MediationGroup, Mediator, Office, OutreachEvent, Record, Route, new_id
from app.records.office import Stop
from app.usecases import keys, syncing
from db import SqliteStore, create_register
from tests.bench.measuring import Measured
from tests.bench.registers import KEY
from tests.synthetic import cases, commune, events, row_of

COMMUNES, CASES, EVENTS = 168, 50, 50
PROVINCE = "92"

_RECEIVER = """
import sys, time
from pathlib import Path
from app.usecases.receiving_many import receive_folder
from db import open_register
store = open_register(Path(sys.argv[1]), bytes.fromhex(sys.argv[3]))
start = time.perf_counter()
taken = receive_folder(store, Path(sys.argv[2]))
needed = time.perf_counter() - start
assert all(one.sound() and one.receipt_file for one in taken), [one.words for one in taken if not one.sound()]
lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
peak = next((line.split()[1] for line in lines if line.startswith("VmHWM")), "0")
print(needed, peak, len(taken), sum(one.received.receipt.sent for one in taken))
"""


def measure(folder: Path, communes: int = COMMUNES) -> Iterator[Measured]:
    """Yield the seconds and the memory of receiving a folder of so many bundles."""
    home, stick = folder / "province", folder / "stick"
    for place in (home, stick):
        place.mkdir(parents=True)
    province = create_register(home, KEY, unit=PROVINCE)
    province.put(Office(code=PROVINCE, name="Sở Tư pháp thử", kind="province"))
    for number in range(communes):
        _send(folder, province, number, stick)
    province.close()
    command = [sys.executable, "-c", _RECEIVER, str(home), str(stick), KEY.hex()]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    needed, peak, files, records = done.stdout.split()
    name = f"{files} bundles of a month, {int(records):,} records, with receipts"
    yield Measured(name, float(needed), "s", 60 if communes == COMMUNES else None)
    if int(peak):
        yield Measured(f"memory, {name}", int(peak) / 1024, "MiB", 250)


def _send(folder: Path, province: SqliteStore, number: int, stick: Path) -> None:
    home = folder / f"commune-{number}"
    home.mkdir()
    store = create_register(home, KEY, unit=f"{31000 + number}")
    ours = Office(code=store.unit, name=f"xã thử {number}", kind="commune")
    above = Office(code=PROVINCE, name="Sở Tư pháp thử", kind="province")
    for record in (ours, above, Route(name="Tuyến", stops=[Stop(ours.id), Stop(above.id)])):
        store.put(record)
    place = commune(number)
    _take(store, MediationCase, list(cases(CASES, number, place)))
    _take(store, OutreachEvent, list(events(EVENTS, number, place)))
    _take(store, Hamlet, place.hamlets)
    _take(store, MediationGroup, place.groups)
    _take(store, Mediator, place.mediators)
    keys.enroll(province, keys.card_file(store)[1], checked_by="Đo")
    keys.enroll(store, keys.card_file(province)[1], checked_by="Đo")
    syncing.export_bundle(store, stick)
    store.close()


def _take(store: SqliteStore, kind: type[Record], records: list[Record]) -> None:
    """Keep made-up records under ids that no other commune has."""
    rows = [row_of(store, record, at) for at, record in enumerate(records)]
    for row in rows:
        row.id = new_id()
    store.take_new(kind, rows, "số liệu thử")
