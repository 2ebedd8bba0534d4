"""The verbs for folders that are watched and for a WebDAV server, with a real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.carrying.servers import PASSWORD, USER, Running, wsgidav
from tests.cli.running import Run


@pytest.fixture
def acquainted(run: Run, register: Path, province: Path, tmp_path: Path) -> Path:
    """Let the two registers know each other; return the folder between them."""
    folder = tmp_path / "share"
    folder.mkdir()
    for ours, theirs in ((register, province), (province, register)):
        card = run("keys", "--card-to", tmp_path, data=ours, as_json=True).data["card_file"]
        assert run("enroll", card, "--checked-by", "Hạnh", data=theirs).status == 0
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    (tmp_path / "dav").mkdir()
    with wsgidav(tmp_path / "dav") as started:
        yield started


def test_a_watched_folder_tells_and_receives_when_it_is_asked_to(
    run: Run, register: Path, province: Path, acquainted: Path
) -> None:
    file = run("export", "--to", acquainted, data=register, as_json=True).data["file"]
    once = ("watch", "--folder", acquainted, "--rounds", 1)
    told = run(*once, data=province, as_json=True)
    assert (told.status, [one["file"] for one in told.data["new"]], told.data["taken"]) == (0, [file], [])
    assert told.err.strip() == "Có 1 gói mới của xã Sen Vàng (hư cấu)."
    taken = run(*once, "--receive", data=province, as_json=True)
    assert (taken.status, [one["taken"] for one in taken.data["taken"]]) == (0, [True])
    nothing = run(*once, "--receive", data=province)
    assert (nothing.status, nothing.out.strip()) == (0, "Không có gói mới.")
    home = run(*once, "--receive", data=register)
    assert "Biên nhận số 1" in home.out


def test_a_folder_that_is_not_there_is_a_problem(run: Run, province: Path, tmp_path: Path) -> None:
    said = run("watch", "--folder", tmp_path / "không có", "--rounds", 1, data=province)
    assert said.status == 2
    assert "không có" in said.err


def test_bundles_go_by_a_server_and_receipts_come_home(
    run: Run, register: Path, province: Path, acquainted: Path, server: Running, tmp_path: Path
) -> None:
    secret = tmp_path / "mật khẩu máy chủ.txt"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    where = ("--url", server.url(), "--user", USER, "--password-file", secret, "--ca-file", server.certificate)
    for folder in (register, province):
        told = run("server", *where, data=folder, as_json=True)
        assert (told.status, told.data["waiting"]) == (0, 0)
        assert PASSWORD not in told.out + told.err
    file = run("export", "--to", acquainted, data=register, as_json=True).data["file"]
    assert run("upload", file, data=register, as_json=True).data["sent"] == [Path(file).name]
    inboxes = (tmp_path / "in one", tmp_path / "in two")
    for inbox in inboxes:
        inbox.mkdir()
    got = run("download", "--to", inboxes[0], "--receive", data=province, as_json=True)
    assert (got.status, len(got.data["taken"]), len(got.data["receipts"])) == (0, 1, 1)
    back = run("download", "--to", inboxes[1], "--receive", data=register)
    assert "Biên nhận số 1" in back.out
    assert run("download", "--to", inboxes[1], data=register).out.strip() == "Không có gói mới."
    assert run("server", "--forget", data=register).status == 0
    assert run("upload", file, data=register).status == 2
    assert run("download", "--to", tmp_path / "nowhere", data=province).status == 2


def test_a_server_that_refuses_us_is_not_remembered_and_one_out_of_reach_is(
    run: Run, register: Path, server: Running, tmp_path: Path
) -> None:
    secret = tmp_path / "mật khẩu máy chủ.txt"
    secret.write_text("sai\n", encoding="utf-8")
    more = ("--user", USER, "--password-file", secret, "--ca-file", server.certificate)
    wrong = run("server", "--url", server.url(), *more, data=register)
    assert (wrong.status, wrong.out) == (2, "")
    assert "không nhận tên hoặc mật khẩu" in wrong.err
    strange = run("server", "--url", "https://127.0.0.1:xa/", *more, data=register)
    assert "Số cổng" in strange.err
    assert run("server", data=register, as_json=True).data == {"url": None}
    gone = run("server", "--url", server.url(1), *more, data=register)
    assert gone.status == 2
    assert "máy chủ không nhận kết nối" in gone.err
    assert "Địa chỉ máy chủ đã được ghi" in gone.err
    assert "Errno" not in gone.err
    assert "máy chủ không nhận kết nối" in run("server", data=register).err
