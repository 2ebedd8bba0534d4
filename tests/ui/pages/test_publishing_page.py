"""The page that publishes: a folder of Parquet files, a last run that is told, no password kept, drivers asked for."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from pytestqt.qtbot import QtBot

from app.problems import Problem
from app.records import Hamlet
from app.usecases import publication, receiving, syncing
from db.store import SqliteStore
from db.vault import unlock
from tests.ui.pages.people import WORDS, Answers, know_each_other
from ui.main import Opened, services
from ui.pages.publishing import Publishing
from ui.session import Session
from ui.window import Window

PASSWORD = "bi-mat-123"


@pytest.fixture
def page(qtbot: QtBot, province: SqliteStore, opened: Opened, stick: Path, tmp_path: Path) -> Publishing:
    """The page of an office that has received a commune's bundle."""
    know_each_other(opened.store, province)
    receiving.receive(province, syncing.export_bundle(opened.store, stick).file.path)
    raw_key = unlock(tmp_path / "province", WORDS)
    session = Session(province, services(Opened(province, tmp_path / "province", raw_key), tmp_path / "x.log"))
    made = Publishing(session)
    qtbot.addWidget(made)
    made.show()
    return made


def counted(folder: Path, table: str) -> int:
    with duckdb.connect() as engine:
        return int(engine.execute(f"SELECT count(*) FROM '{folder / table}.parquet'").fetchall()[0][0])


def test_a_folder_is_published_into_and_what_stands_there_is_told(
    page: Publishing, province: SqliteStore, tmp_path: Path, answers: Answers
) -> None:
    assert "Chưa xuất bản lần nào" in page.told.text()
    assert page.table.isHidden()
    answers.folder = tmp_path / "số liệu"
    answers.folder.mkdir()
    page.choose()
    assert not page.password.isEnabled()
    page.now_button.click()
    assert str(answers.folder) in page.told.text()
    assert "không có gì mới" in page.told.text()
    told = {row[2]: int(row[1].replace(".", "")) for row in page.table.content.words.rows}
    assert told["mediation_case"] == 15
    assert {table: counted(answers.folder, table) for table in told} == told
    province.put(Hamlet(name="Ấp Mới", kind="ap"))
    page.look_again()
    assert "thêm 1 thay đổi" in page.told.text()
    page.now_button.click()
    assert "ghi 1 hồ sơ" in page.told.text()


def test_a_password_is_asked_for_and_kept_nowhere(page: Publishing, province: SqliteStore, answers: Answers) -> None:
    page.place.setText(f"postgresql://stp:{PASSWORD}@127.0.0.1:1/x")
    page.now_button.click()
    assert "PostgreSQL chưa nhận được" in answers.problems[0].message
    page.place.setText("postgresql://stp@127.0.0.1:1/x")
    page.password.setText(PASSWORD)
    page.now_button.click()
    assert page.password.text() == ""
    assert page.place.text() == province.setting(publication.PLACE) == "postgresql://stp@127.0.0.1:1/x"
    kept = province.connection.execute("SELECT value FROM setting").fetchall()
    assert not [value for (value,) in kept if PASSWORD in value]
    assert all(PASSWORD not in str(problem) for problem in answers.problems)


@pytest.mark.parametrize(
    "where",
    [
        f"postgresql://stp:{PASSWORD}/2@h/x",
        f"postgresql://stp:12/{PASSWORD}@h/x",
        f"postgresql://stp:12?{PASSWORD}@h/x",
        f"postgresql://stp:12#{PASSWORD}@h/x",
        f"postgresql://s@tp:{PASSWORD}@h/x",
    ],
)
def test_an_address_whose_password_cannot_be_told_apart_is_not_kept(where: str, province: SqliteStore) -> None:
    with pytest.raises(Problem, match="không đúng dạng") as refused:
        publication.keep_place(province, where, "")
    assert PASSWORD not in str(refused.value)
    assert province.setting(publication.PLACE) is None


@pytest.mark.parametrize("place", ["postgresql://a@h1:5432,h2:5433/x", "postgresql://a@[::1]:5432/x?sslmode=require"])
def test_an_address_of_several_machines_or_of_numbers_is_kept(place: str, province: SqliteStore) -> None:
    assert publication.keep_place(province, place, "") == (place, "")


def test_a_place_that_nobody_wrote_is_asked_for(page: Publishing, answers: Answers) -> None:
    page.now_button.click()
    assert "Chưa ghi nơi" in answers.problems[0].message


def test_without_the_extra_parts_the_page_says_how_to_get_them(
    page: Publishing, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.publishing.find_spec", lambda _: None)
    page.place.setText(str(tmp_path))
    page.now_button.click()
    assert "requirements-publish.lock" in answers.problems[0].remedy
    assert "Chưa xuất bản lần nào" in page.told.text()


def test_a_commune_sees_that_the_page_is_not_for_it(window: Window) -> None:
    page = window.go("publishing")
    assert isinstance(page, Publishing)
    assert page.now_button.isHidden()
    assert not page.empty.isHidden()


@pytest.mark.parametrize(
    ("where", "place", "password"),
    [
        ("postgresql://a:b%40c@h:5/x?sslmode=require", "postgresql://a@h:5/x?sslmode=require", "b@c"),
        ("postgresql://a@h/x?password=s%26t&sslmode=require", "postgresql://a@h/x?sslmode=require", "s&t"),
        ("postgresql://a@h/x?sslmode=require&password=%E1%BA%A5m", "postgresql://a@h/x?sslmode=require", "ấm"),
        ("postgresql://a@h/x?password=s", "postgresql://a@h/x", "s"),
        ("postgresql://a:p@q@h/x", "postgresql://a@h/x", "p@q"),
        ("postgresql://h/x", "postgresql://h/x", ""),
        (r"D:\số liệu", r"D:\số liệu", ""),
    ],
)
def test_a_place_is_known_without_its_password(where: str, place: str, password: str) -> None:
    assert publication.without_password(where) == (place, password)
    assert publication.without_password(place) == (place, "")
