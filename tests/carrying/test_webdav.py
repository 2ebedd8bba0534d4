"""Files carried to real WebDAV servers and back: whole or not at all, whatever breaks on the way."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.problems import Problem
from app.webdav.client import Folder, Interrupted, Server, checked_url
from app.webdav.listing import read_listing
from app.webdav.transfers import Patience, download, upload
from tests.carrying.conftest import folder_on
from tests.carrying.servers import PASSWORD, USER, BreakingWay, Running

SMALL = Patience(piece=64 << 10, pauses=())
PATIENT = Patience(piece=64 << 10, pauses=(0.01, 0.01, 0.01))


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture
def way(server: Running) -> Iterator[BreakingWay]:
    made = BreakingWay(server.port)
    yield made
    made.close()


def test_a_file_goes_up_under_its_name_and_comes_back_the_same(server: Running, file: Path, tmp_path: Path) -> None:
    folder = folder_on(server)
    assert upload(folder, file, quiet, SMALL)
    assert [path.name for path in server.shown.iterdir() if not path.name.startswith(".")] == [file.name]
    assert (server.shown / file.name).read_bytes() == file.read_bytes()
    assert not upload(folder, file, quiet, SMALL)
    (tmp_path / "in").mkdir()
    [remote] = folder.listed()
    got = download(folder, remote, tmp_path / "in", quiet, SMALL)
    assert got.read_bytes() == file.read_bytes()
    assert [path.name for path in (tmp_path / "in").iterdir()] == [file.name]
    assert download(folder, remote, tmp_path / "in", quiet, SMALL) == got


def test_another_file_of_that_name_is_never_written_over(server: Running, file: Path, tmp_path: Path) -> None:
    (server.shown / file.name).write_bytes(b"something else")
    with pytest.raises(Problem, match="đã có tệp khác"):
        upload(folder_on(server), file, quiet, SMALL)
    assert (server.shown / file.name).read_bytes() == b"something else"
    [remote] = folder_on(server).listed()
    with pytest.raises(Problem, match="đã có tệp khác"):
        download(folder_on(server), remote, file.parent, quiet, SMALL)
    (server.shown / "b").write_bytes(b"1")
    with pytest.raises(Problem, match="không ghi đè"):
        folder_on(server).rename("b", file.name)


def test_what_broke_off_going_up_goes_up_the_next_time(server: Running, way: BreakingWay, file: Path) -> None:
    folder = folder_on(server, way.port)
    way.up = [50_000] * 10
    with pytest.raises(Interrupted, match="tiếp từ chỗ dở"):
        upload(folder, file, quiet, SMALL)
    assert not (server.shown / file.name).exists()
    way.up = []
    assert upload(folder, file, quiet, SMALL)
    assert (server.shown / file.name).read_bytes() == file.read_bytes()


def test_pieces_that_arrived_are_not_sent_again(takes_pieces: Running, file: Path) -> None:
    way = BreakingWay(takes_pieces.port)
    try:
        folder, part = folder_on(takes_pieces, way.port), takes_pieces.shown / f"{file.name}.part"
        way.up = [-1] * 8 + [30_000]  # look, look, then a piece and a look each time
        with pytest.raises(Interrupted):
            upload(folder, file, quiet, SMALL)
        arrived = part.stat().st_size
        assert 2 * SMALL.piece <= arrived < 3 * SMALL.piece
        way.up, before = [], way.carried_up
        assert upload(folder, file, quiet, SMALL)
        assert way.carried_up - before < 300_000 - arrived + 30_000
    finally:
        way.close()
    assert (takes_pieces.shown / file.name).read_bytes() == file.read_bytes()
    assert not part.exists()


def test_a_rest_of_something_else_is_noticed_and_sent_anew(server: Running, file: Path) -> None:
    (server.shown / f"{file.name}.part").write_bytes(b"x" * 100_000)
    (server.shown / f"{file.name}.part").chmod(0o666)
    assert upload(folder_on(server), file, quiet, SMALL)
    assert (server.shown / file.name).read_bytes() == file.read_bytes()


def test_a_way_that_breaks_now_and_then_is_only_slower(
    server: Running, way: BreakingWay, file: Path, tmp_path: Path
) -> None:
    folder = folder_on(server, way.port)
    way.up = [-1, -1, -1, 30_000, -1, 30_000]
    assert upload(folder, file, quiet, PATIENT)
    (tmp_path / "in").mkdir()
    [remote] = folder.listed()
    way.down = [120_000, 120_000]
    assert download(folder, remote, tmp_path / "in", quiet, PATIENT).read_bytes() == file.read_bytes()


def test_what_broke_off_coming_down_is_gone_on_with(takes_whole: Running, file: Path, tmp_path: Path) -> None:
    way = BreakingWay(takes_whole.port)
    try:
        (takes_whole.shown / file.name).write_bytes(file.read_bytes())
        folder = folder_on(takes_whole, way.port)
        [remote] = folder.listed()
        assert remote.condition()
        (tmp_path / "in").mkdir()
        way.down = [150_000]
        with pytest.raises(Interrupted):
            download(folder, remote, tmp_path / "in", quiet, SMALL)
        [partial] = (tmp_path / "in").iterdir()
        assert partial.suffix == ".part"
        have = partial.stat().st_size
        assert 0 < have < 300_000
        with folder.read(file.name, have, remote.condition()) as (_, start):
            assert start == have
        with folder.read(file.name, have, '"other"') as (_, start):
            assert start == 0
        assert download(folder, remote, tmp_path / "in", quiet, SMALL).read_bytes() == file.read_bytes()
    finally:
        way.close()


def test_a_wrong_password_and_a_folder_that_is_not_there_are_said(server: Running) -> None:
    wrong = Folder(Server(server.url(), USER, "sai", str(server.certificate)))
    with pytest.raises(Problem, match="tên hoặc mật khẩu"):
        wrong.listed()
    nowhere = Folder(Server(server.url().replace("/xa/", "/khong/"), USER, PASSWORD, str(server.certificate)))
    with pytest.raises(Problem, match="Không thấy thư mục"):
        nowhere.listed()
    assert "sai" not in repr(wrong.server)


def test_a_certificate_that_nobody_vouches_for_stops_everything(server: Running) -> None:
    with pytest.raises(Problem, match="Chứng thư") as told:
        Folder(Server(server.url(), USER, PASSWORD)).listed()
    assert not isinstance(told.value, Interrupted)
    other = Server(server.url().replace("127.0.0.1", "localhost"), USER, PASSWORD, str(server.certificate))
    with pytest.raises(Problem, match="Chứng thư"):
        Folder(other).listed()


def test_a_server_that_is_not_there_is_an_interruption(server: Running) -> None:
    with pytest.raises(Interrupted, match="Kiểm tra mạng"):
        folder_on(server, 1).listed()


@pytest.mark.parametrize(
    "url",
    [
        "http://dav.tinh.gov.vn/xa",
        "ftp://dav.tinh.gov.vn/",
        "https://",
        "dav.tinh.gov.vn/xa",
        "https://a:b@dav.vn/x",
        "https://dav.vn:80x/",
    ],
)
def test_an_address_that_would_tell_secrets_is_refused(url: str) -> None:
    with pytest.raises(Problem):
        checked_url(url)


def test_an_address_is_brought_into_form() -> None:
    assert checked_url(" https://dav.tinh.gov.vn/xã Sen?x=1#y ") == "https://dav.tinh.gov.vn/x%C3%A3%20Sen/"
    assert checked_url("http://127.0.0.1:8080") == "http://127.0.0.1:8080/"


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>hello</html>",
        b"not xml",
        b'<!DOCTYPE a [<!ENTITY b "c">]><multistatus xmlns="DAV:"/>',
    ],
)
def test_an_answer_that_is_none_of_webdav_is_said(answer: bytes) -> None:
    with pytest.raises(Problem, match="WebDAV"):
        read_listing(answer, "/xa/")


def test_only_files_of_the_folder_itself_are_listed() -> None:
    def one(href: str, size: int, tag: str = "", kind: str = "") -> str:
        prop = f"<getcontentlength>{size}</getcontentlength><getetag>{tag}</getetag><resourcetype>{kind}</resourcetype>"
        return f"<response><href>{href}</href><propstat><prop>{prop}</prop></propstat></response>"

    said = (
        '<multistatus xmlns="DAV:">'
        + one("/x%C3%A3/", 0, kind="<collection/>")
        + one("https://may/x%C3%A3/a%20b.stp", 5, '"q"')
        + one("/x%C3%A3/sub/c.stp", 6)
        + one("/other/d.stp", 7)
        + one("/x%C3%A3/e.stp", 8, 'W/"w"')
        + "</multistatus>"
    )
    found = read_listing(said.encode(), "/x%C3%A3/")
    assert [(one.name, one.size, one.condition()) for one in found] == [("a b.stp", 5, '"q"'), ("e.stp", 8, "")]


def test_a_password_is_not_sent_on_to_where_a_redirection_leads(server: Running) -> None:
    asked: list[urllib.request.Request] = []
    folder = folder_on(server)
    opened = folder._opener.open

    def listening(request: urllib.request.Request, timeout: float) -> object:
        asked.append(request)
        return opened(request, timeout=timeout)

    folder._opener.open = listening  # type: ignore[method-assign, assignment]
    folder.listed()
    assert "Authorization" not in asked[0].headers
    assert "Authorization" in asked[0].unredirected_hdrs
