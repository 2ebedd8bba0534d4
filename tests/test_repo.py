"""The repository keeps its own promises: names, versions, licences, letters, locks."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

import app
import resources

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LICENCES = ROOT / "resources" / "LICENSES"
LOCKS = [ROOT / f"requirements{end}.lock" for end in ("", "-publish", "-dev")]
HOUSE = ("app", "db", "ui", "resources", "tests", "packaging", "docs")
WRITTEN = {".py", ".md", ".toml", ".json", ".csv", ".txt", ".desktop", ".ts", ".nsi", ".qss"}
TEXTS = sorted(file for room in HOUSE for file in (ROOT / room).rglob("*") if file.suffix in WRITTEN)
TEXTS += sorted(file for file in ROOT.glob("*") if file.suffix in WRITTEN)


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_our_packaging_folder_does_not_hide_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    library = importlib.import_module("packaging.version")
    assert "site-packages" in str(library.__file__)


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_text_is_composed_unicode_with_plain_line_ends(file: Path) -> None:
    text = file.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_versions_and_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-[-if]", re.sub(r"--hash=sha256:[0-9a-f]{64}", "", text), flags=re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())[1:]
    assert len(entries) == len(pins(lock))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_package_that_the_project_asks_for_is_locked() -> None:
    locked = {name: version for lock in LOCKS for name, version in pins(lock).items()}
    more = PROJECT["optional-dependencies"]
    for requirement in (*PROJECT["dependencies"], *more["publish"], *more["dev"]):
        name, exact = re.match(r"([A-Za-z0-9_.-]+?)(?:\[[a-z,]+\])?(?:==(\S+)|>=\S+)?$", requirement).groups()  # type: ignore[union-attr]
        assert normal(name) in locked
        assert exact in (None, locked[normal(name)])


def test_the_version_is_the_same_everywhere_and_has_its_chapter_of_changes() -> None:
    assert app.__version__ == PROJECT["version"]
    assert re.search(rf"^## {re.escape(app.__version__)}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)


def listed(folder: str) -> list[str]:
    """The patterns of files that the table of licences names for this folder."""
    return re.findall(rf"`({folder}/[^`]+)`", (LICENCES / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["fonts", "icons", "units"])
def test_everything_others_made_has_its_licence_in_the_table(folder: str) -> None:
    carried = [file for file in resources.path(folder).iterdir() if file.suffix in {".ttf", ".svg", ".csv"}]
    assert carried
    for file in carried:
        assert any(Path(folder, file.name).match(pattern) for pattern in listed(folder)), file.name


def test_the_table_of_licences_and_the_texts_name_each_other() -> None:
    table = (LICENCES / "README.md").read_text(encoding="utf-8")
    assert {f.name for f in LICENCES.glob("*.txt")} == set(re.findall(r"`([\w.-]+\.txt)`", table))


def test_an_older_python_can_start_the_developers_command() -> None:
    for file in ("dev.py", "packaging/machine.py"):
        ast.parse((ROOT / file).read_text(encoding="utf-8"), feature_version=(3, 9))


def test_the_program_speaks_only_of_itself() -> None:
    """No address of a package registry and no path of a machine where it was written."""
    strange = re.compile(r"pypi\.org|pythonhosted|npmjs|index-url|/work/|/root/|/home/\w+/", re.IGNORECASE)
    found = [file.name for file in TEXTS if file != Path(__file__) and strange.search(file.read_text(encoding="utf-8"))]
    assert found == []


def test_the_developers_command_explains_itself_when_it_is_asked_for_nothing() -> None:
    asked = subprocess.run([sys.executable, ROOT / "dev.py"], capture_output=True, text=True, check=False)
    assert asked.returncode == 2
    assert all(f"dev.py {verb}" in asked.stderr for verb in ("run", "test", "check", "bench", "build"))
