"""The verbs between two PCs of one unit, and those that bring a register back after a loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.bundles.drives import Stick
from tests.cli.running import Run
from tests.sync.test_papers import read


class OneStick:
    """The one stick that is in."""

    def __init__(self, folder: Path) -> None:
        self.stick = Stick(folder, "TƯ PHÁP", "1A2B-3C4D", 5 << 20, 8 << 20)

    def sticks(self) -> list[Stick]:
        return [self.stick]

    def eject(self, stick: Stick) -> None:
        """Nobody lets it go."""


@pytest.fixture
def second(run: Run, register: Path, tmp_path: Path) -> Path:
    """A new PC of the commune that has joined the first one."""
    folder, stick = tmp_path / "second", tmp_path / "stick"
    stick.mkdir()
    office = ("--role", "commune", "--unit", "99901", "--name", "xã Sen Vàng")
    assert run("init", *office, data=folder).status == 0
    for ours, name, theirs, how in ((register, "Máy một", folder, ("--new",)), (folder, "Máy hai", register, ())):
        card = run("peer-card", "--to", stick, "--name", name, data=ours, as_json=True).data["card_file"]
        joined = run("peer-join", card, "--checked-by", "Hạnh", *how, data=theirs, as_json=True)
        assert joined.status == 0, joined.err
        assert name in joined.data["name"]
    return folder


def carry(run: Run, source: Path, target: Path, stick: Path) -> None:
    sent = run("peer-export", "--to", stick, data=source, as_json=True)
    assert sent.status == 0, sent.err
    taken = run("receive", sent.data["file"], data=target)
    assert taken.status == 0, taken.err


def first_hamlet(run: Run, folder: Path) -> dict[str, Any]:
    listed = run("list", "hamlet", data=folder, as_json=True).data
    found: dict[str, Any] = min(listed, key=lambda one: str(one["id"]))
    return found


def note_of(run: Run, folder: Path) -> str:
    one = first_hamlet(run, folder)
    return str(run("show", "hamlet", one["id"], data=folder, as_json=True).data["note"])


def write_note(run: Run, folder: Path, words: str, tmp_path: Path) -> None:
    file = tmp_path / "note.json"
    file.write_text(json.dumps({"id": first_hamlet(run, folder)["id"], "note": words}), encoding="utf-8")
    said = run("add", "hamlet", file, data=folder)
    assert said.status == 0, said.err


def test_two_pcs_exchange_everything_and_choose_between_two_values(
    run: Run, register: Path, second: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    carry(run, register, second, stick)
    assert run("list", "mediation_case", data=second).out == run("list", "mediation_case", data=register).out
    assert run("conflicts", data=register).out.strip() == "Không có giá trị nào chờ chọn."
    write_note(run, register, "Máy một ghi", tmp_path)
    write_note(run, second, "Máy hai ghi", tmp_path)
    carry(run, second, register, stick)
    [waiting] = run("conflicts", data=register, as_json=True).data
    assert {waiting["kept"]["words"], waiting["lost"]["words"]} == {"Máy một ghi", "Máy hai ghi"}
    assert "Máy hai ghi" in run("conflicts", data=register).out
    assert run("conflicts", "--decide", waiting["id"], "--keep", "lost", data=register).status == 0
    carry(run, register, second, stick)
    assert note_of(run, second) == note_of(run, register) == waiting["lost"]["words"]
    assert run("conflicts", data=second, as_json=True).data == []


def test_a_third_value_is_typed_and_judged(run: Run, register: Path, second: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    carry(run, register, second, stick)
    write_note(run, register, "Máy một ghi", tmp_path)
    write_note(run, second, "Máy hai ghi", tmp_path)
    carry(run, second, register, stick)
    [waiting] = run("conflicts", data=register, as_json=True).data
    choose = ("conflicts", "--decide", waiting["id"], "--keep", "new")
    refused = run(*choose, "--value", "x" * 130_000, data=register)
    assert refused.status != 0
    assert "nhiều nhất" in refused.err
    assert run(*choose, "--value", "Ghi lại cho đủ", data=register).status == 0
    carry(run, register, second, stick)
    assert note_of(run, second) == note_of(run, register) == "Ghi lại cho đủ"


def test_what_goes_to_another_pc_is_booked_with_its_stick_and_gets_its_sheet(
    run: Run, register: Path, second: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert second.is_dir()
    stick, sheets = tmp_path / "stick", tmp_path / "sheets"
    known = OneStick(stick)
    monkeypatch.setattr("ui.verbs.handing.system_drives", lambda: known)
    refused = run("peer-export", "--to", stick, "--sheet-to", sheets, data=register)
    assert (refused.status, list(stick.glob("*.stp"))) == (2, [])
    sheets.mkdir()
    done = [
        run("peer-export", "--to", stick, *more, data=register, as_json=True) for more in ((), ("--sheet-to", sheets))
    ]
    assert [one.status for one in done] == [0, 0]
    assert [Path(one.data["sheet"]).parent for one in done] == [register / "phieu", sheets]
    for one in done:
        pages = read(Path(one.data["sheet"]).read_bytes())
        assert len(pages) == 2
        assert "TƯ PHÁP, số 1A2B-3C4D" in pages[0]
    assert not list(stick.glob("*.pdf"))
    assert "Phiếu bàn giao dữ liệu" in run("peer-export", "--to", stick, data=register).out


def test_a_sheet_that_cannot_be_written_does_not_undo_what_went_out(
    run: Run, register: Path, second: Path, tmp_path: Path
) -> None:
    assert second.is_dir()
    (register / "phieu").write_text("không phải thư mục", encoding="utf-8")
    done = run("peer-export", "--to", tmp_path / "stick", data=register, as_json=True)
    assert done.status == 1
    assert done.data["sheet"] is None
    assert Path(done.data["file"]).is_file()
    assert "phiếu bàn giao" in done.err


def test_a_burnt_pc_costs_nothing(run: Run, province: Path, tmp_path: Path) -> None:
    stick, old, new = tmp_path / "stick", tmp_path / "old", tmp_path / "new"
    stick.mkdir()
    cards = [run("keys", "--card-to", stick, data=province, as_json=True).data["card_file"]]
    for folder in (old, new):
        made = run(
            *("init", "--role", "commune", "--unit", "99901", "--name", "xã Sen Vàng", "--receiver", "92"),
            data=folder,
            as_json=True,
        )
        assert made.status == 0, made.err
        if folder == old:
            (tmp_path / "code.txt").write_text(made.data["recovery_code"], encoding="utf-8")
        assert run("enroll", cards[0], "--checked-by", "Hạnh", data=folder).status == 0
        card = run("keys", "--card-to", stick, data=folder, as_json=True).data["card_file"]
        assert run("enroll", card, "--checked-by", "Hạnh", data=province).status == 0
    (tmp_path / "hamlet.json").write_text('{"name": "Giồng Sao", "kind": "ap", "note": "Chỉ ở xã"}', encoding="utf-8")
    assert run("add", "hamlet", tmp_path / "hamlet.json", data=old).status == 0
    sent = run("export", "--to", stick, data=old, as_json=True)
    assert run("receive", sent.data["file"], data=province).status == 0
    given = run("give-back", "99901", "--to", stick, data=province, as_json=True)
    assert given.status == 0, given.err
    assert len(read(Path(given.data["sheet"]).read_bytes())) == 2
    assert Path(given.data["sheet"]).parent == province / "phieu"
    back = run("restore-sealed", given.data["file"], "--code-file", tmp_path / "code.txt", data=new)
    assert back.status == 0, back.err
    assert note_of(run, new) == "Chỉ ở xã"
    assert run("retry-quarantine", data=province, as_json=True).data == {"taken": 0, "left": 0}
    wrong = run("restore-sealed", given.data["file"], "--code-file", tmp_path / "hamlet.json", data=new)
    assert (wrong.status, "Traceback" in wrong.err) == (2, False)
