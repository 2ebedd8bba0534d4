"""Merging units from the command line: looked at first, done, refused in words, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import WORDS, Answer, Run
from tests.sync import merging
from tests.sync.merging import CODES, NAMES, Past


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> list[Past]:
    return merging.make_past(tmp_path_factory.mktemp("ba xã cũ"))


@pytest.fixture
def new(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "xã mới"
    made = run("init", "--role", "commune", "--unit", merging.NEW, "--name", "xã Ba Nguồn (hư cấu)", data=folder)
    assert made.status == 0, made.err
    return folder


def secret(tmp_path: Path, words: str) -> Path:
    file = tmp_path / f"{abs(hash(words))}.txt"
    file.write_text(words + "\n", encoding="utf-8")
    return file


def merge(run: Run, folder: Path, past: list[Past], tmp_path: Path, *more: str, as_json: bool = True) -> Answer:
    sources: list[object] = []
    for one in past[:2]:
        sources += ["--from", one.folder, secret(tmp_path, WORDS)]
    for one in past[2:]:
        sources += ["--from-code", one.folder, secret(tmp_path, one.recovery)]
    act = ("--basis", "Nghị quyết số 01/NQ-HC", "--since", "01/10/2026")
    return run("merge-units", *sources, *act, *more, data=folder, as_json=as_json)


def test_a_dry_run_shows_what_would_come_and_every_indicator(
    run: Run, new: Path, past: list[Past], tmp_path: Path
) -> None:
    said = merge(run, new, past, tmp_path, "--dry-run")
    assert said.status == 0, said.err
    assert [one["unit"] for one in said.data["predecessors"]] == list(CODES)
    assert [one["short_name"] for one in said.data["predecessors"]] == ["BS", "RG", "CM"]
    assert said.data["problems"] == []
    assert all(total["after"] == sum(total["parts"]) + total["here"] for total in said.data["totals"])
    assert len(run("list", "mediation_case", data=new, as_json=True).data) == 0
    words = merge(run, new, past, tmp_path, "--dry-run", as_json=False).out
    assert "Mọi chỉ số, mọi năm: tổng trước bằng sau." in words
    assert NAMES[2] in words


def test_it_merges_lists_and_takes_back(run: Run, new: Path, past: list[Past], tmp_path: Path) -> None:
    done = merge(run, new, past, tmp_path)
    assert done.status == 0, done.err
    assert done.data["records"] > 400
    assert done.data["totals"] == []
    assert list((new / "backups").glob("truoc-sap-nhap-*.db"))
    assert len(run("list", "mediation_case", data=new, as_json=True).data) > 20
    listed = run("undo-merge", "--list", data=new, as_json=True).data
    assert [(one["merger"], one["units"], one["undone"]) for one in listed] == [
        (done.data["merger"], list(CODES), None)
    ]
    table = ("report", "tong-hop-noi-bo", "hoa-giai", "--period", "2026-01-01..2026-11-23", "--rows", "origin")
    rows = run(*table, data=new, as_json=True)
    assert rows.status == 0, rows.err
    assert {row["label"] for row in rows.data["rows"]} >= set(NAMES)
    back = run("undo-merge", data=new)
    assert back.status == 0, back.err
    assert "Đã hoàn tác" in back.out
    assert run("list", "mediation_case", data=new, as_json=True).data == []
    again = run("undo-merge", data=new)
    assert (again.status, "không có lần sáp nhập nào" in again.err) == (2, True)


def test_a_part_of_a_unit_is_chosen_by_its_hamlets(run: Run, new: Path, past: list[Past], tmp_path: Path) -> None:
    shown = merge(run, new, past[:1], tmp_path, "--dry-run").data["predecessors"][0]
    chosen = shown["hamlets"][0]["id"]
    said = merge(run, new, past[:1], tmp_path, "--dry-run", "--hamlets", f"{CODES[0]}={chosen}", "--short", "99911=XX")
    one = said.data["predecessors"][0]
    assert one["comes"]["hamlet"] == 1
    assert one["stays"] > shown["stays"]
    assert one["short_name"] == "XX"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--since", "31/02/2026"), "31/02"),
        (("--since", "01/01/2099"), "chưa đến"),
        (("--short", "99911"), "chưa đúng dạng"),
        (("--hamlets", "99911=x"), "không có ấp, khóm"),
        (("--from", "một"), "--from cần hai giá trị."),
    ],
)
def test_wrong_words_are_said(
    run: Run, new: Path, past: list[Past], tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    answer = merge(run, new, past[:1], tmp_path, *more, as_json=False)
    assert answer.status == 2
    assert said in answer.err
    assert run("list", "hamlet", data=new, as_json=True).data == []


def test_a_dry_run_names_everything_that_stands_against_it(
    run: Run, new: Path, past: list[Past], tmp_path: Path
) -> None:
    answer = merge(run, new, [past[0], past[0]], tmp_path, "--dry-run")
    assert answer.status == 2
    assert "được chọn 2 lần" in answer.data["problems"][0]
    assert "được chọn 2 lần" in answer.err


def test_a_wrong_passphrase_or_missing_file(run: Run, new: Path, past: list[Past], tmp_path: Path) -> None:
    act = ("--basis", "NQ", "--since", "01/10/2026")
    wrong = run("merge-units", "--from", past[0].folder, secret(tmp_path, "sai rồi"), *act, data=new)
    assert (wrong.status, "Mật khẩu không đúng" in wrong.err) == (2, True)
    nothing = run("merge-units", "--from", past[0].folder, tmp_path / "không có.txt", *act, data=new)
    assert (nothing.status, "Không đọc được tệp" in nothing.err) == (2, True)


def test_the_record_of_a_merger_is_printed_by_its_id(run: Run, new: Path, past: list[Past], tmp_path: Path) -> None:
    done = merge(run, new, past, tmp_path)
    assert done.status == 0, done.err
    out = tmp_path / "bien-ban.pdf"
    printed = run("print", "bien-ban-sap-nhap", "--record", done.data["merger"], "--out", out, data=new)
    assert printed.status == 0, printed.err
    assert out.read_bytes().startswith(b"%PDF")
    missing = run("print", "bien-ban-sap-nhap", "--record", "khong-co", "--out", out, data=new)
    assert missing.status == 2
    assert "Không có lần sáp nhập" in missing.err


def test_a_split_unit_is_told_by_a_file_and_lets_go(run: Run, new: Path, past: list[Past], tmp_path: Path) -> None:
    old = tmp_path / "xã cũ"
    shutil.copytree(past[0].folder, old)
    hamlets = run("list", "hamlet", data=old, as_json=True).data
    half = ",".join(one["id"] for one in hamlets[:2])
    source = ("--from", old, secret(tmp_path, WORDS))
    act = ("--basis", "Nghị quyết số 01/NQ-HC", "--since", "01/10/2026", "--accept-differences")
    told = ("--hamlets", f"{CODES[0]}={half}", "--tell-to", tmp_path)
    done = run("merge-units", *source, *act, *told, data=new, as_json=True)
    assert done.status == 0, done.err
    [file] = done.data["told"]
    looked = run("part-left", file, "--dry-run", data=old, as_json=True)
    assert (looked.data["done"], looked.data["counts"]["hamlet"]) == (False, 2)
    assert run("part-left", file, data=old).status == 0
    again = run("part-left", file, data=old)
    assert again.status == 2
    assert "đã được ghi" in again.err
    assert run("part-left", "--undo", data=old).status == 0
    assert run("part-left", data=old).status == 2
    wrong = run("part-left", file, data=new)
    assert "không phải của" in wrong.err
    assert run("check", data=old).status == 0
