"""The demonstration: the same figures every time, nothing private outside, and nobody else's folder touched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.declaring import fields_of
from app.records import MediationCase
from tests.cli.running import Run
from ui import demo_privacy
from ui.demo import MARK, prepared
from ui.demo_facts import Facts


@pytest.fixture(scope="module")
def shown(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[Path, list[dict[str, object]]]:
    """Run the demonstration twice into one folder; the pictures of the window take half the time, so once with them."""
    from ui.demo import run as demonstrate

    out = tmp_path_factory.mktemp("demo") / "out"
    return out, [json.loads(json.dumps(demonstrate(out, photographs=with_them).result)) for with_them in (False, True)]


def test_everything_goes_well(shown: tuple[Path, list[dict[str, object]]]) -> None:
    _, runs = shown
    assert [step for step in runs[0]["steps"] if not step["well"]] == []  # type: ignore[index,union-attr]
    assert [f for f in runs[0]["figures"] if not f["expected"] == f["counted"] == f["arrived"]] == []  # type: ignore[union-attr]
    assert runs[0]["well"] is True


def test_a_record_is_refused_mended_and_arrives(shown: tuple[Path, list[dict[str, object]]]) -> None:
    out, runs = shown
    told = {step["title"]: step["said"] for step in runs[0]["steps"]}  # type: ignore[index,union-attr]
    titles = list(told)
    assert titles.index("Một hồ sơ bị trả lại") + 1 == titles.index("Sửa rồi gửi lại") < titles.index("Máy của xã hỏng")
    assert "trả lại HG-2026-T01-01" in told["Một hồ sơ bị trả lại"]
    assert "không còn hồ sơ nào bị trả lại" in told["Sửa rồi gửi lại"]
    assert len(list((out / "stick" / "lan-sau").glob("*.stp"))) == 4
    assert "bị trả lại" in (out / "index.html").read_text(encoding="utf-8")


def test_two_runs_give_the_same_figures(shown: tuple[Path, list[dict[str, object]]]) -> None:
    first, second = shown[1]
    assert len(second["screens"]) > 10  # type: ignore[arg-type]
    second["screens"] = []
    second["steps"] = [step for step in second["steps"] if step["title"] != "Chụp màn hình"]  # type: ignore[union-attr]
    assert first == second


def test_everything_lies_where_the_contract_says(shown: tuple[Path, list[dict[str, object]]]) -> None:
    out, _ = shown
    for name in ("commune/so.db", "province/so.db", "index.html"):
        assert (out / name).is_file()
    assert len(list((out / "stick").glob("*.stp"))) == 2
    assert list((out / "papers").glob("*.pdf"))


def test_both_registers_open_with_the_passphrase_demo(shown: tuple[Path, list[dict[str, object]]], run: Run) -> None:
    out, _ = shown
    cases = run("list", "mediation_case", data=out / "commune", words="demo", as_json=True).data
    assert len(cases) == 15
    assert run("check", data=out / "province", words="demo").status == 0


def test_the_page_needs_no_network_and_no_other_file_to_be_seen(shown: tuple[Path, list[dict[str, object]]]) -> None:
    out, _ = shown
    text = (out / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|url\()=?[\"']?(?!data:)(?:https?:)?//", text)
    assert set(re.findall(r"src=\"([^\":]+)", text)) <= {"data"}
    links = [link for link in re.findall(r'href="([^"]+)"', text) if not link.startswith("#")]
    assert links
    assert all((out / link).is_file() for link in links)


def test_the_page_names_no_party(shown: tuple[Path, list[dict[str, object]]], run: Run) -> None:
    out, _ = shown
    names = set()
    for case in run("list", "mediation_case", data=out / "commune", words="demo", as_json=True).data:
        names |= {party["full_name"] for party in case["parties"]}
    text = (out / "index.html").read_text(encoding="utf-8")
    assert len(names) == 32
    assert [name for name in names if name in text] == []


def test_the_search_looks_for_every_private_text_of_a_case(demo: object) -> None:
    words = demo_privacy.private_words(demo)  # type: ignore[arg-type]
    assert "Thạch Rích Thy" in words
    assert "ấp Giồng Sao, xã Sen Vàng" in words
    assert any(word.startswith("Bên B xây bậc thềm") for word in words)
    assert fields_of(MediationCase)["content"].private


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "leak.bin").write_bytes(b"\0\1" + "Lý Tú Hà".encode("utf-16-le"))
    assert demo_privacy.search_files("", [tmp_path / "leak.bin"], ["Lý Tú Hà", "Võ Thị Lài"]).found == ("Lý Tú Hà",)
    assert demo_privacy.search_texts("", ["… ba ly tu ha, ap cho …"], ["Lý Tú Hà"]).found == ("Lý Tú Hà",)
    assert demo_privacy.search_texts("", ["ba ly", "tu ha"], ["Lý Tú Hà"]).found == ()


def test_a_private_word_outside_makes_the_demonstration_fail() -> None:
    facts = Facts(privacy=[demo_privacy.search_texts("", ["Lý Tú Hà"], ["Lý Tú Hà"])])
    assert not facts.went_well()


def test_a_folder_of_somebody_else_is_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("mine", encoding="utf-8")
    refused = run("demo", "--out", tmp_path / "out")
    assert (refused.status, refused.out) == (2, "")
    assert "out" in refused.err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["thesis.docx"]


def test_only_what_an_earlier_demonstration_made_is_cleared(tmp_path: Path) -> None:
    prepared(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "papers" / "old.pdf").write_text("old", encoding="utf-8")
    prepared(tmp_path)
    assert (tmp_path / "notes.txt").exists()
    assert not (tmp_path / "papers" / "old.pdf").exists()
    assert (tmp_path / MARK).exists()
