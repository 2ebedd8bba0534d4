"""What the store costs: saving, lists, the search box, memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.ports import Query, Wanted
from app.records import MediationCase, new_id
from app.usecases import records
from db import SqliteStore, create_register, open_register
from tests.bench.measuring import Clock, Measured, timed
from tests.synthetic import cases, fill

KEY = bytes(range(32))
UNIT = "99901"
PAGE = 50  # rows that a window shows at once
SAVE, LIST, KEYSTROKE = 20.0, 60.0, 50.0  # milliseconds
PHRASES = (
    *(
        "nguyễn thị hoà",
        "nguyen thi hoa",
        "thạch sa rươl",
        "thach sa ruol",
        "lấn ranh đất vườn",
        "lan ranh dat vuon 12",
    ),
    *("hoà giải ranh đất", "karaoke bằng loa", "HG-2019-T03", "số 31 ấp giồng sao", "18.000.000"),
)


def made(folder: Path, number: int) -> Path:
    """Return the folder of a register of so many cases, made once for all measurements."""
    place = folder / f"register-{number}"
    if not place.exists():
        place.mkdir(parents=True)
        store = create_register(place, KEY, unit=UNIT, author="Đo")
        fill(store, number)
        store.close()
    return place


def measure(folder: Path, numbers: list[int]) -> Iterator[Measured]:
    for number in numbers:
        place = made(folder, number)
        store = open_register(place, KEY)
        yield from _lists(store, number)
        yield from _typing(store, number)
        yield from _saving(store, number)
        store.close()
        yield from _memory(place, number)


def _lists(store: SqliteStore, number: int) -> Iterator[Measured]:
    budget = LIST if number <= 10_000 else None
    year: dict[str, Wanted] = {"received_on": (date(2024, 1, 1), date(2024, 12, 31))}
    group = store.window(MediationCase, store.ids(MediationCase)[:1])[0].group
    asked = {
        "list: open": Query(),
        "list: sort by code": Query(order="code"),
        "list: sort by day": Query(order="received_on", descending=True),
        "list: sort by group": Query(order="group"),
        "list: sort by party": Query(order="parties"),
        "list: sort by state": Query(order="state"),
        "list: sort by end": Query(order="ended_on"),
        "list: filter by state": Query(where={"state": "failure"}),
        "list: filter by group, by code": Query(where={"group": group}, order="code"),
        "list: filter by year and state": Query(where=year | {"state": "success"}),
    }
    for name, query in asked.items():
        yield timed(f"{name}, {number:,} cases", lambda query=query: _shown(store, query), budget=budget)  # type: ignore[misc]


def _shown(store: SqliteStore, query: Query) -> None:
    found = store.ids(MediationCase, query)
    store.window(MediationCase, found[:PAGE])


def _typing(store: SqliteStore, number: int) -> Iterator[Measured]:
    whole = Clock()
    for phrase in PHRASES:
        clock = Clock()
        for upto in range(1, len(phrase) + 1):
            with clock.lap():
                _shown(store, Query(text=phrase[:upto]))
        whole.laps += clock.laps
        yield Measured(
            f"search “{phrase}”, {number:,} cases", max(clock.laps), "ms", KEYSTROKE, f"median {clock.median():.1f}"
        )
    yield Measured(f"search, a keystroke, {number:,} cases", whole.median(), "ms", KEYSTROKE, whole.spread())


def _saving(store: SqliteStore, number: int) -> Iterator[Measured]:
    fresh = list(cases(300, seed=99))
    for name in ("save a new case", "save a changed case"):
        clock = Clock()
        for case in fresh:
            if name == "save a new case":
                case.id, case.code, case.number = new_id(), "", None
            case.content += " Sửa."
            case.mediators = []
            with clock.lap():
                records.save(store, case, as_draft=True)
        yield Measured(f"{name}, {number:,} cases", clock.median(), "ms", SAVE, clock.spread())


_RESIDENT = """
import sys
from pathlib import Path
from db import open_register
from app.ports import Query
from app.records import MediationCase
store = open_register(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
for query in (Query(), Query(order="code"), Query(text="nguyen")):
    found = store.ids(MediationCase, query)
    store.window(MediationCase, found[:200])
lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
print(next((line.split()[1] for line in lines if line.startswith("VmHWM")), "0"))
"""


def _memory(place: Path, number: int) -> Iterator[Measured]:
    done = subprocess.run(
        [sys.executable, "-c", _RESIDENT, str(place), KEY.hex()], check=True, capture_output=True, text=True
    )
    size = sum(path.stat().st_size for path in place.iterdir() if path.is_file())
    if int(done.stdout):
        yield Measured(f"memory without a window, {number:,} cases", int(done.stdout) / 1024, "MiB")
    yield Measured(f"size of the register, {number:,} cases", size / 2**20, "MiB")
