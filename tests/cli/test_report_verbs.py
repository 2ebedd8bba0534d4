"""The verbs of printed forms and statistical reports."""

from __future__ import annotations

import json
from pathlib import Path

import pdfplumber
import pytest

from tests.cli.running import Answer, Run

INTERNAL = "tong-hop-noi-bo"
SPRING = "2026-01-01..2026-04-30"  # the demonstration has frozen the half year already


@pytest.fixture
def sheet(run: Run) -> str:
    """The id of the table of mediation."""
    packs = run("statistics", as_json=True).data["packs"]
    tables = next(pack["tables"] for pack in packs if pack["pack"] == INTERNAL)
    return next(table["table"] for table in tables if "mediation.received" in table["columns"].values())


def refused(answer: Answer, *said: str) -> None:
    assert (answer.status, answer.out) == (2, "")
    for words in said:
        assert words in answer.err


def test_forms_say_how_sure_we_are_of_them(run: Run) -> None:
    forms = {form["form"]: form for form in run("forms", as_json=True).data}
    assert forms["so-theo-doi-hoa-giai"]["needs"] == ["group", "year"]
    assert forms["van-ban-hoa-giai-thanh"]["kind"] == "mediation_case"
    for form in forms.values():
        assert form["certainty"] == "read" or form["title"].endswith("(nội bộ)")
        assert form["certainty"] == "read" or not form["official_number"]
    assert "so-theo-doi-hoa-giai" in run("forms").out


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_a_book_is_printed_in_every_kind_of_file(run: Run, register: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"book{suffix}"
    said = run(
        "print", "so-theo-doi-hoa-giai", "--group", "T01", "--year", 2026, "--out", target, data=register, as_json=True
    )
    assert said.status == 0
    assert target.stat().st_size == said.data["size"] > 5000
    assert [file.name for file in tmp_path.glob("book*")] == [target.name]


def test_a_paper_names_its_record(run: Run, register: Path, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    run("print", "van-ban-hoa-giai-thanh", "--record", "HG-2026-T01-03", "--out", target, data=register)
    with pdfplumber.open(target) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Sơn Thị Phô La" in text


def test_the_paper_of_a_success_bears_the_name_that_is_asked_for(run: Run, register: Path, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    named = ("print", "van-ban-hoa-giai-thanh", "--record", "HG-2026-T01-03", "--out", target)
    for asked, word in (((), "VĂN BẢN"), (("--title", "bien-ban"), "BIÊN BẢN"), (("--title", "van-ban"), "VĂN BẢN")):
        assert run(*named, *asked, data=register).status == 0
        with pdfplumber.open(target) as pdf:
            text = "\n".join(page.extract_text() for page in pdf.pages)
        assert f"{word} HÒA GIẢI THÀNH" in text
        assert f"{word.capitalize()} này được lập thành" in text


def test_a_blank_needs_no_record(run: Run, register: Path, tmp_path: Path) -> None:
    target = tmp_path / "blank.pdf"
    assert run("print", "van-ban-hoa-giai-thanh", "--blank", "--out", target, data=register).status == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["no-such-form", "--out", "a.pdf"], "no-such-form"),
        (["van-ban-hoa-giai-thanh", "--out", "a.pdf"], "hồ sơ"),
        (["van-ban-hoa-giai-thanh", "--record", "nobody", "--out", "a.pdf"], "nobody"),
        (["van-ban-hoa-giai-thanh", "--blank", "--out", "a.png"], ".png"),
        (["van-ban-hoa-giai-thanh", "--blank", "--out", "no/such/folder/a.pdf"], "folder"),
        (["so-theo-doi-pbgdpl", "--year", "2026", "--month", "13", "--out", "a.pdf"], "13"),
    ],
)
def test_a_paper_that_cannot_be_printed_leaves_no_file(
    run: Run, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], said: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    refused(run("print", *argv, data=register), said)
    assert list((tmp_path / "here").iterdir()) == []


def test_a_table_of_a_period_has_the_golden_figures(run: Run, register: Path, sheet: str) -> None:
    said = run("report", INTERNAL, sheet, "--period", "2026:SBN", data=register, as_json=True).data
    columns = {indicator: name for name, indicator in said["columns"].items()}
    assert said["period"]["cut_off"] == "2026-10-31"
    assert said["broken"] == []
    received = next(name for label, name in columns.items() if label.startswith("Vụ, việc tiếp nhận"))
    assert said["total"][received] == 13
    assert sum(row["values"][received] for row in said["rows"]) == 13


def test_every_number_opens_the_records_behind_it(run: Run, register: Path, sheet: str) -> None:
    said = run("report", INTERNAL, sheet, "--period", "2026:SBN", "--explain", "c1", data=register, as_json=True).data
    explained = said["explained"]
    assert explained["value"] == len(explained["records"]) == said["total"]["c1"]
    assert "HG-2026-T01-01" in json.dumps(explained, ensure_ascii=False)


def test_a_table_is_printed(run: Run, register: Path, sheet: str, tmp_path: Path) -> None:
    for suffix in (".pdf", ".xlsx"):
        target = tmp_path / f"table{suffix}"
        assert run("report", INTERNAL, sheet, "--period", "2026:SB6T", "--out", target, data=register).status == 0
        assert target.stat().st_size > 3000


def test_a_frozen_report_tells_what_changed_since(run: Run, register: Path, sheet: str, tmp_path: Path) -> None:
    frozen = run("freeze-report", INTERNAL, sheet, "--period", SPRING, data=register, as_json=True)
    assert frozen.status == 0, frozen.err
    report = frozen.data["id"]
    assert run("compare-report", report, data=register, as_json=True).data["same"] is True
    case = run("show", "mediation_case", "HG-2026-T01-01", data=register, as_json=True).data
    (tmp_path / "case.json").write_text(json.dumps(case | {"scope": "civil"}), encoding="utf-8")
    assert run("add", "mediation_case", tmp_path / "case.json", data=register).status == 0
    compared = run("compare-report", report, data=register, as_json=True).data
    assert compared["same"] is False
    assert [record["label"] for record in compared["records"]] == [case["_label"]]


def test_a_period_frozen_twice_needs_a_reason(run: Run, register: Path, sheet: str) -> None:
    once = ("freeze-report", INTERNAL, sheet, "--period", SPRING)
    assert run(*once, data=register).status == 0
    refused(run(*once, data=register), "lý do")
    again = run(*once, "--reason", "Bổ sung một vụ", data=register, as_json=True)
    assert (again.status, again.data["version"]) == (0, 2)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["no-pack", "x", "--period", "2026:SBN"], "no-pack"),
        ([INTERNAL, "no-table", "--period", "2026:SBN"], "no-table"),
        ([INTERNAL, "{sheet}", "--period", "2026:WINTER"], "WINTER"),
        ([INTERNAL, "{sheet}", "--period", "soon"], "soon"),
        ([INTERNAL, "{sheet}", "--period", "2026:SBN", "--explain", "c99"], "c99"),
        ([INTERNAL, "{sheet}", "--period", "2026:SBN", "--rows", "colour"], "colour"),
        ([INTERNAL, "{sheet}", "--period", "2026:SBN", "--out", "a.png"], "png"),
    ],
)
def test_a_report_nobody_can_make_is_refused(run: Run, register: Path, sheet: str, argv: list[str], said: str) -> None:
    refused(run("report", *(word.format(sheet=sheet) for word in argv), data=register), said)


def test_standards_say_what_is_not_verified_and_judge_nothing(run: Run, register: Path) -> None:
    [one] = run("standards", data=register, as_json=True).data
    assert (one["id"], one["certainty"], len(one["entries"])) == ("tcpl-2026", "unverified", 36)
    shown = run("standards", data=register).out
    assert "chưa có ngưỡng" in shown
    assert "Chưa xác minh" in shown
