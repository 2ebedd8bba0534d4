"""Attachments: judged by their contents, kept once, encrypted, read back whole."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from app.problems import Incomplete, Problem
from app.records import Attachment, MediationCase
from app.rendering.pictures import smaller
from app.usecases import attachments
from app.usecases.records import save
from db import SqliteStore
from db.blobs import BLOBS

PDF = b"%PDF-1.7 Ten Nguoi Thu trong mot ban quet"


@pytest.fixture
def case(demo_store: SqliteStore) -> MediationCase:
    return next(demo_store.every(MediationCase))


def test_a_scan_is_attached_found_and_read_back(demo_store: SqliteStore, case: MediationCase, tmp_path: Path) -> None:
    scan = tmp_path / "Bản quét số 1.pdf"
    scan.write_bytes(PDF)
    first, _ = attachments.attach(demo_store, case, scan, about="Văn bản hòa giải thành")
    second, _ = attachments.attach(demo_store, case, scan)
    assert first.sha256 == second.sha256
    assert {a.id for a in attachments.attached(demo_store, case)} == {first.id, second.id}
    assert attachments.contents(demo_store, first) == PDF
    attachments.detach(demo_store, second)
    assert [a.label() for a in attachments.attached(demo_store, case)] == ["Văn bản hòa giải thành"]
    assert attachments.copy_out(demo_store, first, tmp_path).read_bytes() == PDF


def test_what_lies_on_the_disk_is_unreadable(demo_store: SqliteStore, case: MediationCase, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    attachments.attach(demo_store, case, scan)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob(f"{BLOBS}*"))
    assert b"Nguoi Thu" not in kept
    with closing(sqlite3.connect(tmp_path / BLOBS)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM blob")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("virus.pdf", b"MZ\x90\x00 a program", "không phải loại"),
        ("trang.pdf", b"", "không phải loại"),
        ("archive.docx", b"PK\x03\x04 something else", "không phải loại"),
    ],
)
def test_a_name_does_not_make_a_file(
    demo_store: SqliteStore, case: MediationCase, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Problem, match=said):
        attachments.attach(demo_store, case, tmp_path / name)
    assert attachments.attached(demo_store, case) == []


def test_a_file_that_is_too_large_is_said(demo_store: SqliteStore, case: MediationCase, tmp_path: Path) -> None:
    large = tmp_path / "phim.pdf"
    with large.open("wb") as file:
        file.write(PDF)
        file.truncate(attachments.LARGEST + 1)
    with pytest.raises(Problem, match="50 MB"):
        attachments.attach(demo_store, case, large)


def test_a_photograph_becomes_smaller_and_forgets_where_it_was_taken(
    demo_store: SqliteStore, case: MediationCase, tmp_path: Path
) -> None:
    picture, kept = Image.new("RGB", (4000, 3000), "green"), io.BytesIO()
    exif = picture.getexif()
    exif[0x010F] = "May anh thu"
    picture.save(kept, "JPEG", exif=exif)
    (tmp_path / "ảnh.jpg").write_bytes(kept.getvalue())
    made, _ = attachments.attach(demo_store, case, tmp_path / "ảnh.jpg", smaller=smaller)
    with Image.open(io.BytesIO(attachments.contents(demo_store, made))) as read:
        assert max(read.size) == 1_600
        assert not read.getexif()
    with pytest.raises(Problem, match="không mở được"):
        smaller(b"\xff\xd8\xff broken")


def test_missing_and_damaged_contents_are_said(demo_store: SqliteStore) -> None:
    with pytest.raises(Problem, match="chưa có trên máy"):
        demo_store.blobs.read("0" * 64)


def test_a_file_that_is_gone_is_named_with_what_to_do(
    demo_store: SqliteStore, case: MediationCase, tmp_path: Path
) -> None:
    scan = tmp_path / "quet.pdf"
    scan.write_bytes(b"%PDF-1.7 ban quet")
    made, _ = attachments.attach(demo_store, case, scan, about="Đơn yêu cầu")
    demo_store.blobs.drop(made.sha256)
    with pytest.raises(Problem, match="“Đơn yêu cầu”") as told:
        attachments.contents(demo_store, made)
    assert told.value.remedy


def test_an_attachment_of_a_record_or_contents_nobody_has_is_refused(demo_store: SqliteStore) -> None:
    made = Attachment(of_table="mediation_case", of_record="khong-co", file_name="a.pdf", media="pdf", sha256="0" * 64)
    before = demo_store.last_seq()
    with pytest.raises(Incomplete) as refused:
        save(demo_store, made)
    assert {issue.field for issue in refused.value.issues} == {"of_record", "sha256"}
    assert demo_store.last_seq() == before


def test_a_record_has_several_files_and_each_of_its_own_name(
    demo_store: SqliteStore, case: MediationCase, tmp_path: Path
) -> None:
    for name in ("Đơn yêu cầu", "Văn bản hòa giải thành", "Đơn yêu cầu, bản hai"):
        (tmp_path / "quet.pdf").write_bytes(b"%PDF-1.7 " + name[:11].encode())
        attachments.attach(demo_store, case, tmp_path / "quet.pdf", about=name)
    kept = attachments.attached(demo_store, case)
    assert {one.label() for one in kept} == {"Đơn yêu cầu", "Văn bản hòa giải thành", "Đơn yêu cầu, bản hai"}
    assert len({one.sha256 for one in kept}) == 2  # the same contents are kept once
