"""The verbs that make a register and carry records in and out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import app
from tests.cli.running import WORDS, Run

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, contents: object) -> Path:
    file = folder / "record.json"
    file.write_text(json.dumps(contents, ensure_ascii=False), encoding="utf-8")
    return file


def test_init_makes_a_register_and_says_the_recovery_code_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "register"
    made = run("init", "--role", "commune", "--unit", "31569", data=folder, as_json=True)
    assert (made.status, made.err) == (0, "")
    assert made.data["unit"] == "31569"
    assert made.data["recovery_code"]
    assert made.data["recovery_code"].encode() not in b"".join(f.read_bytes() for f in folder.iterdir() if f.is_file())
    offices = run("list", "office", data=folder, as_json=True)
    assert {office["code"] for office in offices.data} == {"31569", "92"}
    assert run("list", "route", data=folder, as_json=True).data[0]["level"] == "deidentified"


def test_init_names_an_office_the_list_does_not_know(run: Run, tmp_path: Path) -> None:
    refused = run("init", "--role", "commune", "--unit", "99999", data=tmp_path / "a")
    assert (refused.status, refused.out) == (2, "")
    assert "99999" in refused.err
    assert not (tmp_path / "a").exists()
    named = run("init", "--role", "commune", "--unit", "99999", "--name", "xã Thử Nghiệm", data=tmp_path / "a")
    assert named.status == 0
    assert "xã Thử Nghiệm" in named.out


def test_init_knows_the_province(run: Run, tmp_path: Path) -> None:
    made = run("init", "--role", "province", "--unit", "92", data=tmp_path / "p", as_json=True)
    assert made.data["name"] == "Sở Tư pháp Thành phố Cần Thơ"
    assert made.data["kind"] == "province"


def test_init_does_not_touch_a_register_that_is_there(run: Run, register: Path) -> None:
    before = (register / "so.db").read_bytes()
    again = run("init", "--role", "commune", "--unit", "31569", data=register)
    assert again.status == 2
    assert (register / "so.db").read_bytes() == before
    assert run("check", data=register).status == 0


def test_kinds_is_the_schema_other_programs_read(run: Run) -> None:
    schema = {kind["kind"]: kind["fields"] for kind in run("kinds", as_json=True).data}
    content = next(field for field in schema["mediation_case"] if field["name"] == "content")
    assert content["label"] == "Nội dung chủ yếu"
    assert (content["required"], content["private"]) == (True, True)
    assert "mediation_case" in run("kinds").out


def test_a_record_comes_out_as_it_went_in(run: Run, register: Path, tmp_path: Path) -> None:
    case = run("show", "mediation_case", "HG-2026-T01-01", data=register, as_json=True).data
    file = write(tmp_path, case | {"note": "Đã đối chiếu với sổ giấy"})
    saved = run("add", "mediation_case", file, data=register, as_json=True)
    assert (saved.status, saved.data["new"], saved.data["id"]) == (0, False, case["id"])
    shown = run("show", "mediation_case", case["id"], data=register, as_json=True).data
    assert shown == case | {"note": "Đã đối chiếu với sổ giấy"}


def test_what_deserves_a_look_is_said_although_the_record_is_kept(run: Run, register: Path, tmp_path: Path) -> None:
    child = run("list", "mediator", data=register, as_json=True).data[0] | {"birth_year": 2020}
    saved = run("add", "mediator", write(tmp_path, child), data=register, as_json=True)
    assert [("chưa đủ 18 tuổi" in warning) for warning in saved.data["warnings"]] == [True]
    told = run("add", "mediator", write(tmp_path, child), data=register)
    assert (told.status, "Xem lại: Sinh năm 2020" in told.out) == (0, True)


def test_a_new_record_gets_an_id(run: Run, register: Path, tmp_path: Path) -> None:
    added = run("add", "hamlet", write(tmp_path, {"name": "Thử", "kind": "ap"}), data=register, as_json=True)
    assert added.data["new"] is True
    assert "ấp Thử" in run("show", "hamlet", added.data["id"], data=register).out


def test_an_incomplete_record_is_refused_unless_it_is_a_draft(run: Run, register: Path, tmp_path: Path) -> None:
    file = write(tmp_path, {"name": "Chưa đủ"})
    refused = run("add", "hamlet", file, data=register)
    assert refused.status == 2
    assert "Gọi là" in refused.err
    assert run("add", "hamlet", file, "--draft", data=register, as_json=True).data["draft"] is True


def test_of_many_records_the_sound_ones_are_kept(run: Run, register: Path, tmp_path: Path) -> None:
    file = write(tmp_path, [{"name": "Một", "kind": "ap"}, {"name": "Hai"}, {"name": "Ba", "kind": "xyz"}])
    said = run("add", "hamlet", file, data=register, as_json=True)
    assert said.status == 1
    assert [one["place"] for one in said.data["rejected"]] == [2, 3]
    assert run("list", "hamlet", "--where", "name=Một", data=register, as_json=True).data[0]["name"] == "Một"


def test_a_list_is_searched_without_marks_and_filtered(run: Run, register: Path) -> None:
    assert len(run("list", "mediation_case", "--search", "bac them", data=register, as_json=True).data) == 1
    both = run("list", "mediation_case", "--where", "state=success", "--where", "written=co", data=register)
    assert "HG-2026-T01-01" in both.out
    assert "HG-2026-T02-01" not in both.out


def test_check_says_that_the_register_is_whole(run: Run, register: Path) -> None:
    checked = run("check", data=register, as_json=True)
    assert checked.status == 0
    assert checked.data["records"]["mediation_case"] == 15


def test_the_common_options_may_come_before_the_verb(run: Run, register: Path, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(WORDS, encoding="utf-8")
    said = run("--data", register, "--passphrase-file", tmp_path / "words", "--json", "list", "mediation_group")
    assert len(said.data) == 5


def test_the_passphrase_may_come_from_the_variable(run: Run, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTUPHAP_PASSPHRASE", WORDS)
    assert run("check", "--data", register).status == 0


def test_a_program_reads_json_and_nothing_else_from_standard_output(register: Path, tmp_path: Path) -> None:
    env = os.environ | {"SOTUPHAP_PASSPHRASE": WORDS, "PYTHONIOENCODING": "cp1252", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "ui.command_line", "list", "hamlet", "--data", str(register), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Giồng Sao" in {hamlet["name"] for hamlet in json.loads(done.stdout.decode("utf-8"))}


def test_whoever_forgets_an_argument_is_told_where_to_read(run: Run) -> None:
    forgot = run("export")
    assert forgot.status == 2
    assert forgot.err.splitlines()[-1] == "Xem cách dùng: sotuphap export -h"
    assert run("export", "-h").out.startswith("Cách dùng: sotuphap export ")


def test_the_program_says_its_version(run: Run) -> None:
    assert run("--version").out == f"Sổ Tư Pháp {app.__version__}\n"


def test_a_state_entered_by_mistake_is_mended_with_a_reason(run: Run, register: Path, tmp_path: Path) -> None:
    [case, *_] = run("list", "mediation_case", "--where", "state=success", data=register, as_json=True).data
    back = {"id": case["id"], "state": "in_progress", "ended_on": None, "end_reason": None}
    file = tmp_path / "lùi.json"
    file.write_text(json.dumps(back), encoding="utf-8")
    refused = run("add", "mediation_case", file, data=register)
    assert refused.status == 2
    assert "Traceback" not in refused.err
    mended = run("add", "mediation_case", file, "--correct", "Ghi nhầm dòng", data=register)
    assert mended.status == 0, mended.err
    assert run("show", "mediation_case", case["id"], data=register, as_json=True).data["state"] == "in_progress"
