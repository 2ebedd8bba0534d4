"""Killed at any moment of an export, an import or the taking of a receipt: all of it happened, or nothing.

`SOTUPHAP_KILLS=200` kills that often; the usual number is a glimpse.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bundles.policy import kinds_at
from app.usecases import keys, receiving, states, syncing
from app.usecases.demonstration import load_demo, load_receiver
from db import SqliteStore, backup, create_register, open_register
from tests.sync.conftest import KEY

KILLS = int(os.environ.get("SOTUPHAP_KILLS", "6"))
JOBS = ("export", "import", "receipt")

# Opens a register, says so, does one thing and says how long it took.
WORKER = """
import sys, time
from pathlib import Path
from app.usecases import receiving, syncing
from db import open_register
from tests.sync.conftest import KEY
job, register, path = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
store = open_register(register, KEY)
print("ready", flush=True)
start = time.perf_counter()
if job == "export":
    syncing.export_bundle(store, path)
else:
    receiving.receive(store, path)
print(time.perf_counter() - start, flush=True)
"""


@dataclass
class Before:
    """Two registers and a stick as they stood before a job began, and the file the job takes."""

    root: Path
    job: str
    file: Path
    seconds: float = 0.0

    def copied(self, to: Path) -> Before:
        shutil.copytree(self.root, to)
        return Before(to, self.job, to / "USB" / self.file.name, self.seconds)

    def register(self) -> Path:
        return self.root / ("tỉnh" if self.job == "import" else "xã")

    def run(self, kill_after: float | None = None) -> float:
        """Do the job in a process of its own, killed after so many seconds; return how long it took."""
        path = self.root / "USB" if self.job == "export" else self.file
        command = [sys.executable, "-c", WORKER, self.job, str(self.register()), str(path)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            if kill_after is not None:
                time.sleep(kill_after)
                worker.kill()
            took, complaints = worker.communicate()
        assert not complaints
        return float(took or 0)


@pytest.fixture(scope="module")
def befores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Before]:
    """The registers before each job, made by doing the jobs one after the other."""
    root = tmp_path_factory.mktemp("trước")
    now = root / "nay"
    for name in ("xã", "tỉnh", "USB"):
        (now / name).mkdir(parents=True)
    _introduced(now)
    made: dict[str, Before] = {}
    file = now / "USB" / "chưa có"
    for job in JOBS:
        made[job] = Before(now, job, file).copied(root / job)
        step = Before(now, job, file)
        made[job].seconds = step.run()
        file = max((now / "USB").iterdir(), key=lambda path: (path.name.startswith("92-"), path.name))
    return made


def _introduced(root: Path) -> None:
    commune = create_register(root / "xã", KEY, unit="99901", author="Người thử")
    province = create_register(root / "tỉnh", KEY, unit="92", author="Người nhận")
    load_demo(commune)
    load_receiver(province)
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Người nhận")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")
    commune.close()
    province.close()


def test_killed_at_any_moment_nothing_is_half_done(befores: dict[str, Before], tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    done = {job: 0 for job in JOBS}
    for number in range(KILLS):
        before = befores[JOBS[number % 3]]
        now = before.copied(tmp_path / str(number))
        now.run(kill_after=chance.random() * before.seconds * 1.1)
        done[now.job] += CHECKS[now.job](before, now)
        shutil.rmtree(now.root)
    assert KILLS < 100 or all(0 < many < KILLS // 3 for many in done.values()), "the kills fell before or after all"


def _opened(before: Before, now: Before, name: str) -> tuple[SqliteStore, SqliteStore]:
    old, new = open_register(before.root / name, KEY), open_register(now.root / name, KEY)
    backup.verify(new.connection)
    return old, new


def _counts(store: SqliteStore) -> dict[str, int]:
    return {kind.table: len(store.ids(kind)) for kind in kinds_at("full")}


def _after_export(before: Before, now: Before) -> bool:
    """The sender keeps every record; what its book says was sent lies whole on the stick."""
    old, store = _opened(before, now, "xã")
    province = open_register(now.root / "tỉnh", KEY)
    assert _counts(store) == _counts(old)
    book = store.notes("sent_bundle")
    for entry in book:
        assert receiving.receive(province, now.root / "USB" / entry["file"]).receipt is not None
    again = syncing.export_bundle(store, now.root / "USB")
    assert receiving.receive(province, again.file.path).receipt is not None
    assert not list((now.root / "USB").glob("*.part"))
    _closed(old, store, province)
    return bool(book)


def _after_import(before: Before, now: Before) -> bool:
    """The receiver has all or nothing, with the line in its book; receiving again makes it whole."""
    old, store = _opened(before, now, "tỉnh")
    came = store.notes("received_bundle")
    had, has = _counts(old), _counts(store)
    assert (has != had) == bool(came)
    whole = receiving.receive(store, now.file)
    assert whole.outcome is not None
    assert (whole.outcome.accepted() == 0) == bool(came)
    assert sum(_counts(store).values()) - sum(had.values()) == whole.outcome.sent
    _closed(old, store)
    return bool(came)


def _after_receipt(before: Before, now: Before) -> bool:
    """Every record is receipted or none, and none is gone; taking the receipt again makes it so."""
    old, store = _opened(before, now, "xã")
    assert _counts(store) == _counts(old)
    said = states.summary(store)["mediation_case"]
    assert said in ({"exported": 15}, {"received": 15})
    receiving.receive(store, now.file)
    assert states.summary(store)["mediation_case"] == {"received": 15}
    _closed(old, store)
    return said == {"received": 15}


def _closed(*stores: SqliteStore) -> None:
    for store in stores:
        store.close()


CHECKS = {"export": _after_export, "import": _after_import, "receipt": _after_receipt}
