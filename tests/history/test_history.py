"""Registers and bundles of every release so far are opened by the program of today, for ever."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ports import Query
from app.records import MediationCase, kind_named
from app.usecases import keys
from app.usecases.demonstration import load_receiver
from app.usecases.demonstration_office import PROVINCE
from app.usecases.receiving import receive
from db import SqliteStore, backup, create_register, migrations, open_register
from db.register import DATABASE
from tests.history.make import HERE, KEY

RELEASES = sorted(path for path in HERE.iterdir() if (path / "expected.json").exists())
by_release = pytest.mark.parametrize("release", RELEASES, ids=[path.name for path in RELEASES])


def expected_of(release: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((release / "expected.json").read_text(encoding="utf-8"))
    return said


@pytest.fixture
def raised(release: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    shutil.copyfile(release / "register.db", tmp_path / DATABASE)
    opened = open_register(tmp_path, KEY)
    yield opened
    opened.close()


def test_there_is_at_least_one_release_to_open() -> None:
    assert RELEASES


@by_release
def test_a_register_of_a_past_release_opens_whole(raised: SqliteStore, release: Path) -> None:
    said = expected_of(release)
    assert migrations.pending(raised.connection) == []
    backup.verify(raised.connection)
    assert (raised.replica, raised.last_seq()) == (said["replica"], said["last_seq"])
    for table, ids in said["ids"].items():
        assert sorted(one.id for one in raised.every(kind_named(table))) == ids, table
    assert sorted(one.id for one in raised.every(MediationCase, Query(deleted=True))) == said["deleted"]
    assert {one.id: one.content for one in raised.every(MediationCase)} == said["contents"]


@by_release
def test_its_records_are_found_told_and_changed_like_any_others(raised: SqliteStore, release: Path) -> None:
    said = expected_of(release)
    assert len(raised.ids(MediationCase, Query(text="ranh đất"))) == said["found"]
    assert len(raised.drafts("mediation_case")) == 1
    changed = next(one for one in raised.every(MediationCase) if one.note.startswith("Đã sửa"))
    assert [line.action for line in raised.history(MediationCase, changed.id)] == ["changed", "made"]
    assert raised.history(MediationCase, changed.id)[0].note == "sửa ghi nhầm"
    changed.note = "Sửa bằng chương trình hôm nay"
    raised.put(changed)
    raised.restore(raised.get(MediationCase, said["deleted"][0]))
    backup.verify(raised.connection)


@by_release
def test_a_bundle_of_a_past_release_is_received(release: Path, tmp_path: Path) -> None:
    said = expected_of(release)
    province = create_register(tmp_path, KEY, unit=PROVINCE, author="Người nhận")
    load_receiver(province)
    province.set_setting("keys", said["province_keys"])
    keys.enroll(province, (release / "commune-card.json").read_bytes(), checked_by="Người nhận")
    stick = tmp_path / "stick"  # where the receipt goes; what a release left behind is only read
    stick.mkdir()
    shutil.copyfile(release / "bundle.stp", stick / "bundle.stp")
    received = receive(province, stick / "bundle.stp")
    assert received.receipt is not None
    for table, number in said["sent"].items():
        ours = sum(one.unit == "99901" for one in province.every(kind_named(table)))
        gone = sum(one.unit == "99901" for one in province.every(kind_named(table), Query(deleted=True)))
        assert ours + gone == number, table
    province.close()
