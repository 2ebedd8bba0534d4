"""The verbs of the way down and of the way between: reference data there and back, post through a middle office."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from tests.cli.running import Run

FORM = "giay-moi-pbgdpl"


def know(run: Run, folder: Path, *registers: Path) -> None:
    """Let each register trust the cards of all the others."""
    cards = {one: run("keys", "--card-to", folder, data=one, as_json=True).data["card_file"] for one in registers}
    for one in registers:
        for other, card in cards.items():
            if other != one:
                assert run("enroll", card, "--checked-by", "Hạnh", data=one).status == 0


@pytest.fixture
def stick(run: Run, register: Path, province: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    know(run, folder, register, province)
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder laid out as the program's resources are, with a form of a higher version."""
    text = resources.path("forms", f"{FORM}.toml").read_text(encoding="utf-8")
    lines = ["version = 90" if line.startswith("version = ") else line for line in text.splitlines()]
    file = tmp_path / "nguon" / "forms" / f"{FORM}.toml"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "nguon"


def test_a_set_goes_down_is_shown_applied_and_undone(
    run: Run, register: Path, province: Path, stick: Path, source: Path
) -> None:
    wish = ("--title", "Giấy mời mới", "--from", source, "--retire", "form:phieu-khao-sat", "--records", "none")
    made = run("compose-reference", *wish, "--to", stick, data=province, as_json=True)
    assert made.status == 0, made.err
    assert (made.data["version"], made.data["items"], made.data["readers"]) == (1, 2, 1)
    got = run("receive", made.data["file"], data=register, as_json=True).data[0]
    assert (got["kind"], got["version"], got["state"]) == ("reference", 1, "staged")
    found = run("reference", "1", data=register, as_json=True).data["differences"]
    assert {one["name"]: one["what"] for one in found} == {FORM: "changed", "phieu-khao-sat": "retired"}
    assert "thôi dùng" in run("reference", "1", data=register).out
    assert run("apply-reference", "1", data=register).status == 0
    [listed] = run("reference", data=register, as_json=True).data["sets"]
    assert (listed["state"], listed["set"]) == ("applied", made.data["set"])
    assert run("apply-reference", "1", data=register).status == 2
    assert run("undo-reference", "1", data=register).status == 0
    [listed] = run("reference", data=register, as_json=True).data["sets"]
    assert listed["state"] == "staged"
    again = run("send-reference", "1", "--to", stick, data=province, as_json=True).data
    assert again["set"] == made.data["set"]
    assert again["file"] != made.data["file"]


def test_an_applied_form_is_printed_and_one_undone_is_not(
    run: Run, register: Path, province: Path, stick: Path, source: Path, tmp_path: Path
) -> None:
    file = source / "forms" / "mau-moi.toml"
    text = (source / "forms" / f"{FORM}.toml").read_text(encoding="utf-8")
    file.write_text(text.replace(f'id = "{FORM}"', 'id = "mau-moi"', 1), encoding="utf-8")
    made = run("compose-reference", "--title", "Mẫu mới", "--from", source, "--to", stick, data=province, as_json=True)
    run("receive", made.data["file"], data=register)
    out = tmp_path / "mau.pdf"
    asked = ("print", "mau-moi", "--blank", "--out", out)
    assert run(*asked, data=register).status == 2
    run("apply-reference", made.data["set"], data=register)
    assert run(*asked, data=register).status == 0
    assert out.read_bytes().startswith(b"%PDF")
    run("undo-reference", made.data["set"], data=register)
    assert run(*asked, data=register).status == 2


def test_what_is_wrong_is_said_in_a_sentence(run: Run, province: Path, stick: Path, source: Path) -> None:
    (source / "forms" / "hong.toml").write_text("khong phai toml [", encoding="utf-8")
    said = run("compose-reference", "--title", "x", "--from", source, "--to", stick, data=province)
    assert said.status == 2
    assert "hong.toml" in said.err
    (source / "forms" / "hong.toml").unlink()
    (source / "la.xyz").write_text("?", encoding="utf-8")
    said = run("compose-reference", "--title", "x", "--from", source, "--to", stick, data=province)
    assert (said.status, "Không biết tệp la.xyz" in said.err) == (2, True)
    for wrong in (("--retire", "mau:x"), ("--records", "hamlet"), ("--announce", source / "khong-co.txt")):
        said = run("compose-reference", "--title", "x", *wrong, "--to", stick, data=province)
        assert said.status == 2
        assert "Traceback" not in said.err
    assert run("reference", data=province, as_json=True).data["sets"] == []
    assert run("apply-reference", "9", data=province).status == 2


def test_a_middle_office_carries_what_passes(
    run: Run, register: Path, province: Path, stick: Path, tmp_path: Path
) -> None:
    middle = tmp_path / "phong"
    made = run(
        "init", "--role", "middle", "--unit", "PTP", "--name", "Phòng Tư pháp thử", "--receiver", "92", data=middle
    )
    assert made.status == 0, made.err
    know(run, stick, register, middle)
    know(run, stick, middle, province)
    way = (
        "--last",
        "92",
        "--middle",
        "PTP",
        "--middle-name",
        "Phòng Tư pháp thử",
        "--since",
        "01/01/2026",
        "--until",
        "-",
    )
    route = run("set-route", "three_levels", *way, data=register, as_json=True)
    assert [stop["code"] for stop in route.data["stops_today"]] == ["PTP", "92"]
    sent = run("export", "--to", stick, data=register, as_json=True).data
    run("receive", sent["file"], data=middle)
    [waits] = run("relay", data=middle, as_json=True).data
    assert (waits["author"], waits["addressee"], waits["kind"]) == ("99901", "92", "state")
    [post] = run("relay", "--to", stick, data=middle, as_json=True).data
    [got] = run("receive", post["file"], data=province, as_json=True).data
    assert got["kind"] == "post"
    [letter] = got["letters"]
    assert (letter["unit"], letter["new"], letter["refused"]) == ("99901", sum(sent["counts"].values()), [])
    run("receive", got["receipt_file"], data=middle)
    [back] = run("relay", "--to", stick, "--for", "99901", data=middle, as_json=True).data
    assert run("receive", back["file"], data=register).status == 0
    assert run("sync-status", data=register, as_json=True).data["states"]["received"] > 0
    assert run("relay", "--to", stick, data=middle).status == 2
