"""A register published as Parquet files, read back by DuckDB."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import duckdb
import pytest

from app.problems import Problem
from app.records import Hamlet
from app.usecases import receiving, syncing
from app.usecases.publishing import Published, publish, tables
from app.usecases.records import save
from db import SqliteStore
from db.publishing import opened_target
from tests.sync.conftest import World
from tests.sync.test_journey import SECRETS, case_of


def to_folder(store: SqliteStore, folder: Path) -> Published:
    with opened_target(str(folder), "") as target:
        return publish(store, target)


def rows(folder: Path, query: str) -> list[Any]:
    with duckdb.connect() as engine:
        engine.execute(f"SET file_search_path = '{folder}'")
        return engine.execute(query).fetchall()


def test_every_table_is_a_file_with_typed_columns(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "số liệu"
    done = to_folder(world.commune, folder)
    assert {file.stem for file in folder.glob("*.parquet")} == {*(table.name for table in tables()), "code_word"}
    assert done.written == sum(rows(folder, f"SELECT count(*) FROM '{table.name}.parquet'")[0][0] for table in tables())
    case = case_of(world.commune)
    asked = f"SELECT received_on, domestic_violence, matter FROM 'mediation_case.parquet' WHERE id = '{case.id}'"
    assert rows(folder, asked) == [(case.received_on, case.domestic_violence, case.matter)]
    types = dict(row[:2] for row in rows(folder, "DESCRIBE SELECT * FROM 'mediation_case.parquet'"))
    assert (types["number"], types["received_on"], types["domestic_violence"]) == ("BIGINT", "DATE", "BOOLEAN")


def test_no_secret_is_in_any_file_nor_beside_it(world: World, tmp_path: Path) -> None:
    to_folder(world.commune, tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        said = str(rows(file.parent, f"SELECT * FROM '{file.name}'")) if file.suffix == ".parquet" else file.read_text()
        assert not [secret for secret in SECRETS if secret in said]
    assert not (tmp_path / "out" / ".part").exists()


def test_a_later_run_replaces_only_the_files_that_changed(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        syncing.export_bundle(world.commune, world.stick)
    receiving.receive(world.province, min(world.stick.iterdir()))
    to_folder(world.province, out)
    before = {file.name: file.stat().st_ino for file in out.iterdir()}
    case = case_of(world.commune)
    case.matter = "noise"
    save(world.commune, case)
    world.commune.delete(case_of(world.commune, "HG-2026-T05-03"))
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    done = to_folder(world.province, out)
    assert (done.written, done.removed, done.anew) == (1, 1, False)
    after = {file.name: file.stat().st_ino for file in out.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"mediation_case.parquet", "publication.json"}
    assert rows(out, "SELECT count(*), count(DISTINCT id) FROM 'mediation_case.parquet'") == [(14, 14)]
    assert rows(out, f"SELECT matter FROM 'mediation_case.parquet' WHERE id = '{case.id}'") == [("noise",)]
    assert to_folder(world.province, out).batches == 0


def test_a_run_that_was_broken_off_is_run_again(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    to_folder(world.commune, out)
    world.commune.delete(next(world.commune.every(Hamlet)))
    replaced = Path.replace

    def break_off(path: Path, target: Path) -> Path:
        if path.name == "publication.json":
            raise OSError(28, "No space left on device")
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(Problem, match="ổ đĩa đã đầy"):
        to_folder(world.commune, out)
    monkeypatch.setattr(Path, "replace", replaced)
    assert to_folder(world.commune, out).removed == 1
    left = len(list(world.commune.every(Hamlet)))
    assert rows(out, "SELECT count(*) FROM 'hamlet.parquet'") == [(left,)]


def test_a_folder_belongs_to_one_register(world: World, tmp_path: Path) -> None:
    to_folder(world.commune, tmp_path / "out")
    with pytest.raises(Problem, match="đang giữ số liệu của xã Sen Vàng"):
        to_folder(world.province, tmp_path / "out")


def test_questions_of_the_description_have_answers(world: World, tmp_path: Path) -> None:
    to_folder(world.commune, tmp_path / "out")
    text = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text("utf-8")
    questions = [part.partition("```")[0] for part in text.split("```duckdb\n")[1:]]
    assert len(questions) == 2
    assert all(rows(tmp_path / "out", question.strip().rstrip(";")) for question in questions)


def test_without_its_driver_publishing_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr("db.publishing.find_spec", lambda name: None if name in ("psycopg", "duckdb") else there(name))
    for where in ("postgresql://127.0.0.1/x", str(tmp_path)):
        with pytest.raises(Problem, match="requirements-publish"), opened_target(where, ""):
            pass
    with pytest.raises(Problem, match="mysql://"), opened_target("mysql://127.0.0.1/x", ""):
        pass


def test_publishing_needs_no_driver_until_it_is_asked_for() -> None:
    """The window and every other verb start without the drivers: the packaged program has none."""
    text = (Path(__file__).parents[2] / "ui" / "command_line.py").read_text("utf-8")
    assert "\nfrom db.publishing" not in text
