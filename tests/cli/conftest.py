"""Registers for the tests of the command line: real files, real keys, one made for the whole run and copied."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.demonstration import COMMUNE, load_demo, load_receiver
from app.usecases.demonstration_office import PROVINCE
from db.register import create_register
from db.store import SqliteStore
from db.vault import Cost, change_passphrase
from tests.cli.running import WORDS, Answer, Run
from ui.command_line import main, make_register


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    folder = tmp_path / "plain"
    folder.mkdir()
    made = create_register(folder, secrets.token_bytes(32), unit=COMMUNE, author="Người thử")
    yield made
    made.close()


@pytest.fixture
def demo(store: SqliteStore) -> SqliteStore:
    load_demo(store)
    return store


_CHEAP = Cost(rounds=1, memory=64, lanes=1)  # the models are opened a hundred times


@pytest.fixture(scope="session")
def _models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional commune and the office that receives from it."""
    folder = tmp_path_factory.mktemp("models")
    for name, unit, load in (("register", COMMUNE, load_demo), ("province", PROVINCE, load_receiver)):
        made, raw_key, _ = make_register(folder / name, WORDS, unit=unit, author="Người thử")
        load(made)
        made.close()
        change_passphrase(folder / name, raw_key, WORDS, _CHEAP)
    return folder


@pytest.fixture
def register(_models: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_models / "register", tmp_path / "register"))


@pytest.fixture
def province(_models: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_models / "province", tmp_path / "province"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb in this process; `data` is the register's folder and `words` its passphrase."""
    monkeypatch.delenv("SOTUPHAP_PASSPHRASE", raising=False)
    monkeypatch.setattr("ui.places.log_file", lambda: tmp_path / "log" / "sotuphap.log")
    monkeypatch.setattr("sys.stdin", None)

    def call(*argv: object, data: Path | None = None, words: str = WORDS, as_json: bool = False) -> Answer:
        arguments = [str(word) for word in argv]
        if data is not None:
            file = tmp_path / "passphrase.txt"
            file.write_text(words + "\n", encoding="utf-8")
            arguments += ["--data", str(data), "--passphrase-file", str(file)]
        status = main([*arguments, "--json"] if as_json else arguments)
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return call


@pytest.fixture
def stick(run: Run, register: Path, province: Path, tmp_path: Path) -> Path:
    """A stick with both key cards on it, each enrolled by the other office."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for ours, theirs in ((register, province), (province, register)):
        card = run("keys", "--card-to", folder, data=ours, as_json=True).data["card_file"]
        assert run("enroll", card, "--checked-by", "Hạnh", data=theirs).status == 0
    return folder
