"""Two offices that meet on a real WebDAV server: bundles up, down and received, receipts home; nothing secret seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.problems import Problem
from app.records import MediationCase
from app.usecases import remote_folder, states, syncing
from app.webdav import transfers
from app.webdav.client import Interrupted
from tests.carrying.conftest import World
from tests.carrying.servers import PASSWORD, USER, BreakingWay, Running
from tests.sync.test_journey import SECRETS


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfers, "PAUSES", ())
    monkeypatch.setattr(transfers.Patience, "__init__", _short)


def _short(self: transfers.Patience, piece: int = 8 << 10, pauses: tuple[float, ...] = ()) -> None:
    object.__setattr__(self, "piece", piece)
    object.__setattr__(self, "pauses", pauses)


@pytest.fixture
def meeting(world: World, server: Running) -> Running:
    for store in (world.commune, world.province):
        remote_folder.keep_server(store, server.url(), USER, PASSWORD, str(server.certificate))
    return server


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "lấy về"
    made.mkdir()
    return made


def test_a_bundle_goes_by_the_server_and_its_receipt_comes_home(
    world: World, meeting: Running, inbox: Path, tmp_path: Path
) -> None:
    file = syncing.export_bundle(world.commune, world.stick).file.path
    assert remote_folder.send(world.commune, [file]).sent == (file.name,)
    assert remote_folder.send(world.commune, [file]) == remote_folder.Sent((), (file.name,))
    assert (remote_folder.waiting(world.commune), remote_folder.waiting(world.province)) == (0, 1)
    done = remote_folder.fetch_and_take(world.province, inbox)
    assert [path.name for path in done.files] == [file.name]
    assert len(world.province.ids(MediationCase)) == 15
    assert len(done.receipts) == 1
    home = tmp_path / "nhà"
    home.mkdir()
    back = remote_folder.fetch_and_take(world.commune, home)
    assert [path.name for path in back.files] == list(done.receipts)
    assert states.summary(world.commune)["mediation_case"] == {"received": 15}
    for store, folder in ((world.commune, home), (world.province, inbox)):
        assert remote_folder.fetch_and_take(store, folder) == remote_folder.Fetched(())
    lying = b"".join(path.read_bytes() for path in meeting.shown.iterdir() if path.is_file())
    assert not [secret for secret in SECRETS if secret.encode() in lying]


def test_a_receipt_that_could_not_go_up_goes_up_the_next_time(world: World, meeting: Running, inbox: Path) -> None:
    file = syncing.export_bundle(world.commune, world.stick).file.path
    remote_folder.send(world.commune, [file])
    remote_folder.fetch(world.province, inbox)
    way = BreakingWay(meeting.port)
    try:
        remote_folder.keep_server(world.province, meeting.url(way.port), USER, "", str(meeting.certificate))
        way.up = [-1] + [1_500] * 20
        with pytest.raises(Interrupted):
            remote_folder.fetch_and_take(world.province, inbox)
        assert len(world.province.ids(MediationCase)) == 15
        way.up = []
        done = remote_folder.fetch_and_take(world.province, inbox)
    finally:
        way.close()
    assert done.taken == ()
    assert len(done.receipts) == 1


def test_only_our_own_whole_bundles_go_up(world: World, meeting: Running, tmp_path: Path) -> None:
    file = syncing.export_bundle(world.commune, world.stick).file.path
    (tmp_path / "họ tên.xlsx").write_text("không bao giờ")
    cut = tmp_path / file.name
    cut.write_bytes(file.read_bytes()[:-1])
    renamed = tmp_path / "gói.stp"
    renamed.write_bytes(file.read_bytes())
    for wrong in (tmp_path / "họ tên.xlsx", cut, renamed):
        with pytest.raises(Problem, match="không phải gói"):
            remote_folder.send(world.commune, [wrong])
    with pytest.raises(Problem, match="không phải gói"):
        remote_folder.send(world.province, [file])
    with pytest.raises(Problem, match="Không đọc được"):
        remote_folder.send(world.commune, [tmp_path / "không có.stp"])
    assert not [path for path in meeting.shown.iterdir() if path.is_file()]


def test_strange_names_on_the_server_are_not_fetched(world: World, meeting: Running, inbox: Path) -> None:
    for name in ("readme.txt", "99901-20261123-0007-p1of1.stp.part", "gói.stp", "con.stp"):
        (meeting.shown / name).write_text("x")
    assert remote_folder.waiting(world.province) == 0
    assert remote_folder.fetch(world.province, inbox).files == ()


def test_the_password_lies_in_the_encrypted_register_alone(world: World, meeting: Running) -> None:
    world.commune.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in world.folder.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes()
    remote_folder.keep_server(world.commune, meeting.url(), "khác", "", str(meeting.certificate))
    server = remote_folder.server_of(world.commune)
    assert server is not None
    assert server.password == PASSWORD
    remote_folder.forget_server(world.commune)
    assert remote_folder.server_of(world.commune) is None
    with pytest.raises(Problem, match="Chưa ghi máy chủ"):
        remote_folder.waiting(world.commune)
