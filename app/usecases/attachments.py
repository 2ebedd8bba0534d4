"""Attaching files to records: judged by their contents, made smaller on request, kept encrypted beside the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from app.ports import Query, Store, Touched
from app.problems import Issue, Problem, os_said
from app.records.attachments import MEDIA, Attachment
from app.records.base import Record
from app.vietnamese import show_number, tidy, visible

LARGEST = 50 << 20
SUFFIX = {
    "pdf": ".pdf",
    "jpeg": ".jpg",
    "png": ".png",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "audio": ".mp3",
    "video": ".mp4",
}


def media_of(data: bytes) -> str:
    """Return the kind of a file by its first bytes, whatever its name says; "" for what is not taken."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in data else "xlsx" if b"xl/" in data else ""
    if data.startswith((b"ID3", b"\xff\xfb", b"OggS", b"RIFF")):
        return "audio"
    return "video" if data[4:8] == b"ftyp" else ""


def attach(
    store: Store, record: Record, path: Path, *, about: str = "", smaller: Callable[[bytes], bytes] | None = None
) -> tuple[Attachment, Touched]:
    """Attach a file; `smaller` makes a picture smaller first. Raises Problem for what cannot be attached."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(f"Không đọc được tệp {visible(path.name)}: {os_said(error)}.", "Chọn lại tệp.") from error
    media = media_of(data)
    if not media:
        known = ", ".join(words for _, words in MEDIA)
        raise Problem(f"Tệp {visible(path.name)} không phải loại đính kèm được.", f"Các loại nhận: {known}.")
    if smaller and media in ("jpeg", "png"):
        data, media = smaller(data), "jpeg"
    if len(data) > LARGEST:
        size = show_number(len(data) >> 20)
        raise Problem(f"Tệp {visible(path.name)} dài {size} MB, nhiều nhất 50 MB.", "Quét lại ở độ phân giải thấp hơn.")
    return _kept(store, record, data, (path.name, about, media))


def _kept(store: Store, record: Record, data: bytes, said: tuple[str, str, str]) -> tuple[Attachment, Touched]:
    name, about, media = said
    made = Attachment(
        of_table=record.table,
        of_record=record.id,
        file_name=tidy(name),
        about=tidy(about),
        media=media,
        size=len(data),
        sha256=store.blobs.keep(data),
        added_on=date.today(),  # noqa: DTZ011 (the officer's own calendar day)
    )
    return made, store.put(made)


def attached(store: Store, record: Record) -> list[Attachment]:
    """Return a record's attachments, newest first."""
    return list(store.every(Attachment, Query(where={"of_table": record.table, "of_record": record.id})))


def contents(store: Store, attachment: Attachment) -> bytes:
    """Return what was attached; raises Problem naming the file when it is not here or not whole."""
    try:
        return store.blobs.read(attachment.sha256)
    except Problem as problem:
        raise Problem(f"“{attachment.label()}”: {problem.message}", problem.remedy) from problem


def issues(store: Store, attachment: Attachment) -> Iterator[Issue]:
    """Yield what a new attachment names and nobody has: its record, its contents."""
    from app.records.kinds import KINDS  # the first page needs few kinds

    if store.find(Attachment, attachment.id) is not None:
        return
    kind = next((kind for kind in KINDS if kind.table == attachment.of_table), None)
    if kind is None or store.rid(kind, attachment.of_record) is None:
        said = f"Trong sổ không có hồ sơ “{attachment.of_table}” mang mã {attachment.of_record}. Ghi lại mã của hồ sơ."
        yield Issue("of_record", said)
    if attachment.sha256 and not store.blobs.has(attachment.sha256):
        said = f"Nội dung {attachment.sha256[:12]}… không có trên máy này. Đính kèm tệp trong cửa sổ của hồ sơ."
        yield Issue("sha256", said)


def detach(store: Store, attachment: Attachment) -> Touched:
    """Take an attachment from its record; its contents stay for the history."""
    return store.delete(attachment)


def copy_out(store: Store, attachment: Attachment, folder: Path) -> Path:
    """Write an attachment's contents into a folder of ours for the system's viewer; never under its own name's path."""
    target = folder / f"{attachment.sha256[:16]}{SUFFIX[attachment.media]}"
    target.write_bytes(contents(store, attachment))
    return target
