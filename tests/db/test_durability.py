"""No acknowledged write is lost when the program is killed, and what was being written is there whole or not at all."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from app.ports import Query
from app.records import MediationCase
from db import backup, open_register
from tests.db.making import KEY, sound

KILLS = int(os.environ.get("KILLS", "10"))  # 200 for a long look before a release
TOGETHER = 3  # cases that every fifth transaction takes at once

# Writes cases for ever and says what is promised to be kept, once it is.
WRITER = f"""
import json, sys
from pathlib import Path
from db import open_register
from tests.db.making import KEY, case
store = open_register(Path(sys.argv[1]), KEY)
for number in range(1_000_000):
    together = {TOGETHER} if number % 5 == 0 else 1
    code = f"{{sys.argv[2]}}-{{number}}-{{together}}"
    records = [case(content=f"Việc {{number}}", code=code) for _ in range(together)]
    with store.atomic():
        for record in records:
            store.put(record)
    changed = number % 3 == 0
    if changed:
        records[0].note = "đã sửa"
        store.put(records[0])
    print(json.dumps([[record.id for record in records], changed]), flush=True)
"""


def test_killed_at_any_moment_the_register_keeps_what_it_promised(folder: Path) -> None:
    chance, promised = random.Random(KILLS), 0
    for run in range(KILLS):
        lines = _killed_while_writing(folder, run, lines=chance.randrange(1, 30), wait=chance.random() * 0.004)
        promised += len(lines)
        _check(folder, lines)
    assert promised > KILLS


def _killed_while_writing(folder: Path, run: int, *, lines: int, wait: float) -> list[tuple[list[str], bool]]:
    """Return what the writer promised before it was killed: ids of cases, and whether the first was changed."""
    command = [sys.executable, "-c", WRITER, str(folder), str(run)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(lines)]
        time.sleep(wait)
        writer.kill()
        rest, complaints = writer.communicate()
    assert not complaints
    whole = [line for line in (*said, *rest.splitlines(keepends=True)) if line.endswith("\n")]
    return [tuple(json.loads(line)) for line in whole]


def _check(folder: Path, promised: list[tuple[list[str], bool]]) -> None:
    opened = open_register(folder, KEY)
    kept = {one.id: one for one in opened.every(MediationCase)}
    assert not [one for ids, _ in promised for one in ids if one not in kept]
    assert not [ids for ids, changed in promised if changed and kept[ids[0]].note != "đã sửa"]
    for code, number in Counter(one.code for one in kept.values()).items():
        assert number == int(code.rpartition("-")[2]), f"only {number} of the transaction {code} are there"
    assert sound(opened)
    assert len(opened.ids(MediationCase, Query(text="viec"))) == min(len(kept), 1_000)
    backup.verify(opened.connection)
    opened.close()
